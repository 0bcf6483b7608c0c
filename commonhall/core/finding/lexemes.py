"""By what is a case found? Its words as lexemes, each beginning with a letter for where it comes from.

n a word of a name, s how it sounds, d it with one letter missing, i an initial, a a word of an address, c a postcode,
p a phone number, e an e-mail address, v a vehicle, w a word of an answer, o of a note, m of a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from commonhall.core.finding.names import folded, slips_of, words_in
from commonhall.core.matching.names import sound_of
from commonhall.core.questions.question import Question
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone

LONGEST: Final = 40
MOST_WORDS: Final = 400
"""Of one text: a pasted report is found by how it begins."""
_EMPTY = (
    "a an and are as at be but by for from had has have he i if in is it its me my of on or our she so that the their "
    "them there they this to was we were what when which who will with would you your "
    "ac ar am bod da dw dwi fy gan hwn mae mewn na neu nid o oedd oes roedd sydd wedi y yma yn yr"
)
EMPTY_WORDS: Final = frozenset(_EMPTY.split())
_PLATE = re.compile(r"[A-Z0-9]{2,12}")
UNSAFE: Final = frozenset({"national_insurance", "bank_details", "signature", "file", "slot", "items", "declaration"})
"""Types whose answers nobody searches for, or that must not be found by part."""


def of_name(name: str) -> set[str]:
    """Return the lexemes of a person's or an organisation's name."""
    words = words_in(name)
    found = {f"n:{word[:LONGEST]}" for word in words}
    found |= {f"i:{word[0]}" for word in words}
    found |= {f"s:{sound_of(word)[:LONGEST]}" for word in words if len(word) > 1 and word.isalpha()}
    found |= {f"d:{slip}" for word in words if word.isalpha() for slip in slips_of(word[:20])}
    return found


def of_text(text: str, letter: str = "w") -> set[str]:
    """Return the lexemes of a text: its words, without those that are in every text."""
    words = [word for word in words_in(text) if len(word) > 1 and word not in EMPTY_WORDS]
    return {f"{letter}:{word[:LONGEST]}" for word in words[:MOST_WORDS]}


def of_postcode(postcode: str) -> set[str]:
    """Return the lexeme of a postcode: without its space, in small letters."""
    plain = re.sub(r"[^a-z0-9]", "", postcode.lower())[:LONGEST]
    return {f"c:{plain}"} if plain else set()


def of_phone(typed: str) -> set[str]:
    """Return the lexeme of a telephone number, however it was typed; none for what is no number."""
    try:
        return {f"p:{parse_phone(typed).e164.lstrip('+')}"}
    except PhoneNotRecognised:
        return set()


def of_email(email: str) -> set[str]:
    """Return the lexeme of an e-mail address."""
    plain = re.sub(r"[^a-z0-9@._+-]", "", folded(email))[:200]
    return {f"e:{plain}"} if "@" in plain else set()


def of_vehicle(plate: str) -> set[str]:
    """Return the lexeme of a registration number: without spaces, in small letters."""
    plain = re.sub(r"[^A-Z0-9]", "", plate.upper())
    return {f"v:{plain.lower()}"} if _PLATE.fullmatch(plain) else set()


def of_person(*, name: str, email: str, phone: str) -> set[str]:
    """Return the lexemes of a person."""
    return of_name(name) | of_email(email) | (of_phone(phone) if phone else set())


def of_place(*, address: str, postcode: str) -> set[str]:
    """Return the lexemes of a place."""
    return of_text(address, "a") | of_postcode(postcode)


def of_answers(answers: Mapping[str, Any], questions: Mapping[str, Question]) -> set[str]:
    """Return the lexemes of what was answered: not of answers that are sensitive, secret, or no words at all."""
    found: set[str] = set()
    for name, answer in answers.items():
        question = questions.get(name)
        if question is None:
            if isinstance(answer, list):
                records = [each for each in answer if isinstance(each, Mapping)]
                for record in records:
                    found |= of_answers(record, questions)
        elif answer and not question.sensitive and question.type not in UNSAFE:
            found |= _of_answer(question.type, answer)
    return found


def _of_answer(type_: str, answer: Any) -> set[str]:
    if isinstance(answer, Mapping):
        lines = [str(answer.get(part) or "") for part in ("address", "line1", "line2", "town", "lines", "description")]
        return of_place(address=" ".join(lines), postcode=str(answer.get("postcode") or ""))
    if not isinstance(answer, str):
        return set()
    match type_:
        case "name" | "organisation":
            return of_name(answer)
        case "email":
            return of_email(answer)
        case "phone":
            return of_phone(answer)
        case "vehicle":
            return of_vehicle(answer)
        case "postcode":
            return of_postcode(answer)
        case "text" | "long_text" | "website":
            return of_text(answer) | _plates_in(answer)
    return set()


def _plates_in(text: str) -> set[str]:
    """Return what in a text may be a current registration number: two letters, two digits, three letters."""
    return {
        lexeme for plate in re.findall(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b", text.upper()) for lexeme in of_vehicle(plate)
    }


def as_vector(lexemes: Iterable[str]) -> str:
    """Return ``lexemes`` as PostgreSQL reads a tsvector."""
    return " ".join(f"'{lexeme}'" for lexeme in sorted(set(lexemes)))
