"""How does a letter look on paper, and what was printed? The PDF is made when it is sent, and kept as it was."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.notifications.paper.enclosing import (
    PRINTED,
    Enclosure,
    enclosure_of,
    list_of,
    with_enclosures,
)
from commonhall.capabilities.notifications.paper.pdf import letter_pdf
from commonhall.capabilities.notifications.paper.sheet import Letter
from commonhall.capabilities.notifications.words import harmless
from commonhall.cases.correspondence.ways import preferences_of
from commonhall.cases.models import Message, Paper
from commonhall.contacts.queries import find_person
from commonhall.core.values.dates import in_words, london_date
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.contents import content_of
from commonhall.journeys.documents import documents_of_case
from commonhall.journeys.models import Document


class PaperDamaged(Exception):
    """What is kept is not what was printed."""


def print_letter(message: Message, *, council: CouncilSite, at: datetime) -> bytes:
    """Return the letter as it is printed, of ``at``, without enclosures. In large print for whoever asked for that."""
    return _printed(message, council, at, listed="")


def print_whole(message: Message, *, council: CouncilSite, at: datetime) -> bytes:
    """Return the letter as it is printed, with its enclosures: listed at its end, their pages behind its own.

    Raises what reading a file does: Unavailable, Misconfigured, BindingMissing.
    """
    enclosures = _enclosures(message, at)
    listed = list_of([harmless(each.name) for each in enclosures], "cy" if message.language == "cy" else "en")
    return with_enclosures(_printed(message, council, at, listed=listed), enclosures)


def _enclosures(message: Message, at: datetime) -> list[Enclosure]:
    """Return the files of a message that can be printed with it, in their order."""
    case = message.case
    if case is None or not message.documents:
        return []
    there = {str(one.id): one for one in documents_of_case(case_id=case.id, journey_id=case.journey_id)}
    named = [there[one["id"]] for one in message.documents if one["id"] in there]
    made = [_enclosure(document, at) for document in named if document.type in PRINTED and document.standing == "clean"]
    return [each for each in made if each is not None]


def _enclosure(document: Document, at: datetime) -> Enclosure | None:
    try:
        return enclosure_of(document.name, document.type, content_of(document, at=at))
    except Rejected:
        return None  # it is damaged, or not kept any more


def _printed(message: Message, council: CouncilSite, at: datetime, *, listed: str) -> bytes:
    language: Language = "cy" if message.language == "cy" else "en"
    case = message.case
    person = find_person(case.person_id) if case is not None else None
    preferences = preferences_of(person) if person else None
    address = " ".join(council.contact.address.split())
    sender = (council.name.say(language), address, council.contact.phone, council.contact.email)
    return letter_pdf(
        Letter(
            to=tuple(message.recipient.splitlines()),
            sender=tuple(line for line in sender if line),
            date=in_words(london_date(at), language, weekday=False),
            reference=case.reference if case is not None else "",
            subject=message.subject,
            body=f"{message.body}\n\n{listed}" if listed else message.body,
            language=language,
            large=bool(preferences and "large_print" in preferences.formats),
        )
    )


def paper_of(message: Message, *, council: CouncilSite, at: datetime) -> bytes:
    """Return the letter as it was printed, or is printed now: kept from then on, so that trying again prints the same.

    The council must be in scope. Raises PaperDamaged when what is kept does not fit its hash, and as print_whole does.
    """
    kept: Paper | None = Paper.objects.filter(message=message).first()
    if kept is None:
        pdf = print_whole(message, council=council, at=at)
        digest = hashlib.sha256(pdf).digest()
        kept, _made = Paper.objects.get_or_create(
            message=message, defaults={"pdf": pdf, "sha256": digest, "made_at": at}
        )
    pdf = bytes(kept.pdf)
    if hashlib.sha256(pdf).digest() != bytes(kept.sha256):
        raise PaperDamaged(str(kept.id))
    return pdf


def find_paper(message_id: UUID, *, case_id: UUID) -> Message | None:
    """Return a letter of this case, or None."""
    found: Message | None = Message.objects.filter(
        id=message_id, case_id=case_id, channel="letter", direction="out"
    ).first()
    return found
