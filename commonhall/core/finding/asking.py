"""What is an officer looking for? From what was typed to a question for the index, and why something was found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from commonhall.core.finding.lexemes import EMPTY_WORDS, LONGEST, of_email, of_phone, of_vehicle
from commonhall.core.finding.names import slips_of, words_in
from commonhall.core.matching.names import forms_of, sound_of
from commonhall.core.values.email import EmailNotRecognised, parse_email

Kind = Literal["reference", "email", "phone", "postcode", "uprn", "words"]
MOST_TYPED: Final = 8
"""Words of one search that count."""
SHORTEST_BEGINNING: Final = 3
"""Of a word that also stands for what begins with it."""
_PHONE = re.compile(r"\+?[\d\s().-]{7,30}")
_PLATE = re.compile(r"[a-z]{2}\d{2}[a-z]{3}|[a-z]\d{1,3}[a-z]{3}|[a-z]{3}\d{1,3}[a-z]")
"""British registration numbers since 1963: what is typed so is a vehicle, and its keeper is looked for."""
REASONS: Final = {
    "n": "name", "i": "name", "s": "like_name", "d": "like_name", "a": "address", "c": "postcode", "p": "phone",
    "e": "email", "v": "vehicle", "w": "answer", "o": "note", "m": "message",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alternative:
    """One lexeme that answers a typed word. begins: what begins with it will do as well."""

    lexeme: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: every group must be answered by one of its alternatives; or else one of ``whole`` alone.

    identifier: what was typed identifies a person or a vehicle: such searches are recorded.
    """

    groups: tuple[tuple[Alternative, ...], ...]
    whole: tuple[Alternative, ...] = ()
    identifier: Literal["", "email", "phone", "vehicle"] = ""

    def query(self, mark: str = "") -> str:
        """Return the question as PostgreSQL reads a tsquery; blank where there is nothing to look for.

        mark: what each lexeme begins with in the index.
        """
        every = " & ".join(f"({' | '.join(_written(one, mark) for one in group)})" for group in self.groups)
        parts = [*([f"({every})"] if every else []), *(_written(one, mark) for one in self.whole)]
        return " | ".join(parts)

    def reasons(self, lexemes: str) -> tuple[str, ...]:
        """Return why a case with these lexemes was found: the places that hold what was typed, each once.

        lexemes: with a space between.
        """
        here = f" {lexemes} "
        found = [
            REASONS[one.lexeme[0]]
            for group in (*self.groups, self.whole)
            for one in group
            if (f" {one.lexeme}" if one.begins else f" {one.lexeme} ") in here
        ]
        return tuple(dict.fromkeys(found))


def wanted_from(typed: str, *, like: bool = False) -> Wanted:
    """Return what ``typed`` looks for. like: also names that sound alike, their short forms, and one slip."""
    try:
        return Wanted((tuple(Alternative(one) for one in of_email(parse_email(typed))),), identifier="email")
    except EmailNotRecognised:
        pass
    if _PHONE.fullmatch(typed.strip()) and (numbers := of_phone(typed)):
        return Wanted((tuple(Alternative(one) for one in numbers),), identifier="phone")
    words = [word[:LONGEST] for word in words_in(typed)]
    words = [word for word in words if word not in EMPTY_WORDS or len(words) == 1][:MOST_TYPED]
    whole = _whole(typed) if words else ()
    plate = _PLATE.fullmatch("".join(words)) is not None
    return Wanted(tuple(_alternatives(word, like) for word in words), whole, identifier="vehicle" if plate else "")


def _whole(typed: str) -> tuple[Alternative, ...]:
    """Return what all that was typed together may be: a registration number, or a postcode or its beginning."""
    plain = "".join(words_in(typed))
    if not any(each.isdigit() for each in plain) or plain.isdigit() or len(plain) > LONGEST:
        return ()
    plates = tuple(Alternative(one) for one in of_vehicle(plain))
    postcode = (Alternative(f"c:{plain}", begins=True),) if re.fullmatch(r"[a-z]{1,2}\d[a-z0-9]{0,5}", plain) else ()
    return plates + postcode


def _alternatives(word: str, like: bool) -> tuple[Alternative, ...]:
    if len(word) == 1:
        return (Alternative(f"i:{word}"), Alternative(f"a:{word}"))
    begins = len(word) >= SHORTEST_BEGINNING
    found = [Alternative(f"{letter}:{word}", begins) for letter in "nawom"]
    if like and word.isalpha():
        found.append(Alternative(f"s:{sound_of(word)}"))
        found += [Alternative(f"n:{form}") for form in sorted(forms_of(word) - {word})]
        found += [Alternative(f"d:{slip}") for slip in sorted(slips_of(word[:20]))]
    return tuple(found)


def _written(one: Alternative, mark: str) -> str:
    return f"'{mark}{one.lexeme}'{':*' if one.begins else ''}"
