"""What does a message to a resident say? The pattern's words for one case; what people typed made harmless."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.conf import settings

from commonhall.capabilities.notifications.port import Channel
from commonhall.capabilities.notifications.words import harmless, without_links
from commonhall.cases.correspondence.attachments import attached
from commonhall.cases.models import Case
from commonhall.cases.queries import scope_of_case
from commonhall.contacts.models import Person
from commonhall.core.journey.hiding import hidden_in
from commonhall.core.journey.saying import answers_said
from commonhall.core.language.case_model import Message
from commonhall.core.language.effective import Effective
from commonhall.core.language.wording import fill
from commonhall.core.lifecycle.standing import CaseStanding
from commonhall.core.questions.masking import FieldClass
from commonhall.core.questions.question import Option
from commonhall.core.values.dates import london
from commonhall.core.values.words import Language, Words
from commonhall.councils.queries import CouncilSite

UK, UK_MOBILE = "+44", "+447"
BOTH: Final = "both"
"""What the look of a council says under ``letters`` where its letters are in English and Welsh."""


def letters_in_both(council: CouncilSite) -> bool:
    """Return whether a council's letters are in both languages: as its look says, and in Wales unless it says not.

    Source: the Welsh language standards, by which neither language is treated less favourably.
    """
    usual = BOTH if council.nation == "wales" and {"cy", "en"} <= set(council.languages) else ""
    return council.look.get("letters", usual) == BOTH


@dataclass(frozen=True, slots=True)
class Composed:
    """One message, ready to send. subject is blank for a text message."""

    channel: Channel
    recipient: str
    subject: str
    body: str


def site_address(council: CouncilSite) -> str:
    """Return the address of the council's site, without a slash at the end."""
    return settings.SITE_ADDRESS.format(host=council.host)


def compose(
    message: Message,
    case: Case,
    person: Person,
    *,
    effective: Effective,
    council: CouncilSite,
    asked: Mapping[str, str],
    language: Language,
    standing: CaseStanding | None = None,
    seen: Collection[FieldClass] | None = None,
    at: datetime,
) -> tuple[Composed, ...]:
    """Return ``message`` as each channel carries it: none where the person left no address that a channel can use.

    asked: the officer's answers in plain words. standing: how the case will stand, where it does not stand so yet.
    seen: the classes of answers that the reader sees, where a colleague looks at what will be sent.
    What members of the public and officers typed keeps neither links nor marks; only the address of the council's own
    site does, and those that it has set, such as an ombudsman's.
    """
    own = own_addresses(effective, site_address(council))
    scope = {
        **texts_scope(case, effective, council=council, language=language, standing=standing, seen=seen, at=at),
        "asked": dict(asked),
    }
    added = attached(message.attach, case, effective, scope, language)
    made = []
    for channel, recipient, subject, body in _channels(message, case, person, effective):
        clean = partial(safe, without_links if channel == "sms" else harmless, own)
        heading = " ".join(fill(subject, scope, language, escape=partial(safe, without_links, own)).split())
        text = fill(body, scope, language, escape=clean)
        heading = with_reference(heading, case.reference, channel)
        made.append(Composed(channel, recipient, heading, "\n\n".join((text, *(() if channel == "sms" else added)))))
    return tuple(made)


def texts_scope(
    case: Case,
    effective: Effective,
    *,
    council: CouncilSite,
    language: Language,
    standing: CaseStanding | None = None,
    seen: Collection[FieldClass] | None = None,
    at: datetime,
) -> dict[str, Any]:
    """Return what texts to a person may read of ``case``, its answers in the words of ``language``.

    seen: the classes of answers that the reader sees, where it is not the person.
    """
    answers = answers_said(
        effective,
        case.answers,
        language=language,
        today=london(case.opened_at)[:10],
        options=_offered(case),
        seen=seen,
    )
    scope = scope_of_case(case, effective, site=site_address(council), standing=standing, at=at)
    whole = {**scope, "answers": answers}
    return whole if seen is None else {**hidden_in(effective, whole, seen=seen), "answers": answers}


def _offered(case: Case) -> dict[str, list[Option]]:
    """Return the chosen options that came from facts or settings, with their words, as they were when it was sent."""
    return {
        question: [Option(value=value, label=Words.model_validate(label)) for value, label in options.items()]
        for question, options in (case.facts.get("chosen") or {}).items()
    }


def own_addresses(effective: Effective, site: str) -> frozenset[str]:
    """Return the web addresses that the council itself stands for: its site's, and the values of its settings."""
    values = effective.settings.values()
    return frozenset({f"{site}/track", *(one for one in values if isinstance(one, str) and one.startswith("https://"))})


def safe(clean: Callable[[str], str], own: frozenset[str], text: str) -> str:
    """Return ``text`` made harmless by ``clean``, but for the council's own addresses."""
    return text if text in own else clean(text)


def _channels(
    message: Message, case: Case, person: Person, effective: Effective
) -> Iterator[tuple[Channel, str, Words, Words]]:
    """Yield how to send: by e-mail where there is an address, by text where there is a mobile, as the pattern says.

    A letter goes to who has no e-mail address, and when the pattern names no other way.
    """
    by_email = "email" in message.channels and bool(person.email)
    if by_email:
        yield "email", person.email, message.subject, message.body
    if "sms" in message.channels and message.sms and can_get_texts(person.phone):
        yield "sms", person.phone, Words(en=""), message.sms
    lines = postal_lines(case, person, effective) if "letter" in message.channels and not by_email else ()
    if lines:
        yield "letter", "\n".join(lines), message.subject, message.letter or message.body


def postal_lines(case: Case, person: Person, effective: Effective) -> tuple[str, ...]:
    """Return name and address as they stand on a letter; nothing where no address is known, or no name."""
    contact = effective.pattern.case.contact
    given = case.answers.get(contact.address or "") or case.answers.get(effective.pattern.case.property or "")
    if not isinstance(given, Mapping) or not person.name:
        return ()
    parts = [*given.get("lines", ()), given.get("town"), given.get("postcode"), given.get("country")]
    lines = [" ".join(str(part).split()) for part in parts if part]
    return (person.name, *lines) if len(lines) > 1 else ()


def on_one_paper(welsh: tuple[str, str], english: tuple[str, str]) -> tuple[str, str]:
    """Return subject and body of a letter in both languages, Welsh first, English on a page of its own."""
    return f"{welsh[0]} / {english[0]}", f"{welsh[1]}\n\n---\n\n# {english[0]}\n\n{english[1]}"


def with_reference(subject: str, reference: str, channel: Channel) -> str:
    """Return the subject of an e-mail with the case's reference: by it a person finds the mail, and we the case.

    A letter has the reference above its subject, a text message has no subject.
    """
    return f"{subject} ({reference})" if channel == "email" and reference not in subject else subject


def can_get_texts(phone: str) -> bool:
    """Return whether a number in E.164 may be a mobile: a UK landline is not, of others we do not know."""
    return bool(phone) and (phone.startswith(UK_MOBILE) or not phone.startswith(UK))
