"""How does a letter look on paper, and what was printed? The PDF is made when it is sent, and kept as it was."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from commonhall.capabilities.notifications.paper.pdf import letter_pdf
from commonhall.capabilities.notifications.paper.sheet import Letter
from commonhall.cases.correspondence.ways import preferences_of
from commonhall.cases.models import Message, Paper
from commonhall.contacts.queries import find_person
from commonhall.core.values.dates import in_words, london_date
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite


class PaperDamaged(Exception):
    """What is kept is not what was printed."""


def print_letter(message: Message, *, council: CouncilSite, at: datetime) -> bytes:
    """Return the letter as it is printed, of ``at``. In large print for whoever asked for that."""
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
            body=message.body,
            language=language,
            large=bool(preferences and "large_print" in preferences.formats),
        )
    )


def paper_of(message: Message, *, council: CouncilSite, at: datetime) -> bytes:
    """Return the letter as it was printed, or is printed now: kept from then on, so that trying again prints the same.

    The council must be in scope. Raises PaperDamaged when what is kept does not fit its hash.
    """
    kept: Paper | None = Paper.objects.filter(message=message).first()
    if kept is None:
        pdf = print_letter(message, council=council, at=at)
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
