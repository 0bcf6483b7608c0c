"""To which case does an e-mail belong? By token, else by reference and sender; what is uncertain waits for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from django.db import transaction

from commonhall.cases.correspondence.arriving import message_came_back
from commonhall.cases.correspondence.mail import Bounce, Mail, MailFile, read_mail
from commonhall.cases.correspondence.receiving import MESSAGE_FILES, receive_message
from commonhall.cases.models import Case, Message
from commonhall.cases.models import Stray as Stray
from commonhall.cases.queries import CaseUnknown
from commonhall.contacts.models import Person
from commonhall.core.questions.question import Setting
from commonhall.core.values.dates import london_date
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.journeys.documents import DocumentRefused, add_document
from commonhall.record.operations import record_event

Came = Literal["case", "tray", "bounce", "aside", "again"]
MOST_AN_HOUR: Final = 20
"""E-mails of one sender to one case within an hour; more are two programs that answer each other."""
NOT_KEPT: Final = Words(en="File not kept: {name}. {why}", cy="Ffeil heb ei chadw: {name}. {why}")
NO_WORDS: Final = Words(en="(The e-mail has no words.)", cy="(Nid oes geiriau yn yr e-bost.)")


class StrayUnknown(LookupError):
    """There is no such e-mail waiting: perhaps a colleague has dealt with it."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of an e-mail. reference: of the case to which it came, if it did."""

    came: Came
    reference: str = ""


@transaction.atomic
def receive_mail(*, raw: bytes, by: Actor, at: datetime) -> Received:
    """Take in one e-mail of the council in scope, once however often it is handed over.

    Raises MailRefused for bytes that are no e-mail or are too many.
    """
    mail = read_mail(raw)
    if _known(mail):
        return Received("again")
    if mail.bounce:
        return _bounced(mail, mail.bounce, raw, at)
    case = _by_token(mail.tokens) or _by_reference(mail)
    if case is not None and _too_often(case, mail, at):
        return _aside(mail, raw, at)
    if case is None:
        return _aside(mail, raw, at) if mail.automatic else _to_tray(mail, raw, at)
    _keep(case, mail, at)
    return Received("case", case.reference)


def _known(mail: Mail) -> bool:
    if Message.objects.filter(occasion=_occasion(mail), channel="email").exists():
        return True
    return Stray.objects.filter(mail_id=mail.id).exists()


def _occasion(mail: Mail) -> str:
    return f"mail:{mail.id}"


def _by_token(tokens: Sequence[str]) -> Case | None:
    answered = Message.objects.filter(reply_token__in=tokens).exclude(reply_token="") if tokens else None
    found = answered.first() if answered is not None else None
    return _surviving(found.case) if found is not None and found.case is not None else None


def _by_reference(mail: Mail) -> Case | None:
    """Return the case that the subject names, if the sender is its person: a reference alone is no proof."""
    case = Case.objects.filter(reference=mail.reference).first() if mail.reference else None
    if case is None:
        return None
    same = Person.objects.filter(id=case.person_id, email__iexact=mail.sender).exists()
    return _surviving(case) if same else None


def _surviving(case: Case) -> Case:
    """Return the case that goes on for one that was merged."""
    seen = {case.id}
    while case.merged_into_id is not None and case.merged_into_id not in seen:
        following = Case.objects.filter(id=case.merged_into_id).first()
        if following is None:
            break
        seen.add(following.id)
        case = following
    return case


def _too_often(case: Case, mail: Mail, at: datetime) -> bool:
    since = at - timedelta(hours=1)
    lately = Message.objects.filter(case=case, direction="in", recipient=mail.sender, composed_at__gt=since)
    return int(lately.count()) >= MOST_AN_HOUR


def _keep(case: Case, mail: Mail, at: datetime) -> None:
    """Keep an e-mail with its case. One that a program sent is kept as read: nobody waits for an answer to it."""
    sender = Actor("resident", case.person_id, mail.sender_name or mail.sender)
    language: Language = "cy" if case.language == "cy" else "en"
    documents, refused = _take_files(case, mail.files, language, at)
    text = "\n\n".join(part for part in (mail.text, *refused) if part)
    before = case.last_from
    message = receive_message(
        case_id=case.id,
        text=text or ("" if documents else NO_WORDS.say(language)),
        documents=documents,
        channel="email",
        sender=mail.sender,
        subject=mail.subject,
        occasion=_occasion(mail),
        by=sender,
        at=at,
    )
    if mail.automatic:
        Message.objects.filter(id=message.id).update(kind="automatic", read_at=at)
        Case.objects.filter(id=case.id).update(last_from=before)


def _take_files(
    case: Case, files: Sequence[MailFile], language: Language, at: datetime
) -> tuple[list[UUID], list[str]]:
    """Keep the files of an e-mail that pass the checks of every file; return them, and what to say of the others."""
    kept: list[UUID] = []
    refused: list[str] = []
    setting = Setting(language=language, today=london_date(at))
    for file in files:
        try:
            document = add_document(
                question=MESSAGE_FILES,
                name=file.name,
                content=file.content,
                setting=setting,
                case_id=case.id,
                by=SYSTEM,
                at=at,
            )
        except DocumentRefused as problem:
            refused.append(NOT_KEPT.say(language).format(name=file.name, why=problem.problem.message))
        else:
            kept.append(document.id)
    return kept, refused


def _bounced(mail: Mail, bounce: Bounce, raw: bytes, at: datetime) -> Received:
    """Keep that a message of ours came back. A delay is no bounce: it may still arrive."""
    sent = Message.objects.filter(direction="out", channel="email")
    found = sent.filter(reply_token__in=mail.tokens).exclude(reply_token="").first() if mail.tokens else None
    if found is None and bounce.about:
        found = sent.filter(id=UUID(bounce.about)).first()
    if found is None:
        return _aside(mail, raw, at)
    if bounce.lasting:
        message_came_back(message_id=found.id, how="bounced", by=SYSTEM, at=at)
    return Received("bounce", found.case.reference if found.case else "")


def _to_tray(mail: Mail, raw: bytes, at: datetime) -> Received:
    _stray(mail, raw, at)
    return Received("tray")


def _aside(mail: Mail, raw: bytes, at: datetime) -> Received:
    """Keep that an e-mail came which asks nothing of anybody, so that it is not looked at again."""
    row = _stray(mail, b"", at)
    Stray.objects.filter(id=row.id).update(state="aside", settled_at=at, settled_by=SYSTEM.name, text="")
    return Received("aside")


def _stray(mail: Mail, raw: bytes, at: datetime) -> Stray:
    row: Stray = Stray.objects.create(
        mail_id=mail.id,
        sender=mail.sender,
        subject=mail.subject,
        text=mail.text,
        guess=mail.reference,
        raw=raw,
        came_at=at,
    )
    return row


@transaction.atomic
def place_stray(*, stray_id: UUID, case_id: UUID, by: Actor, at: datetime) -> None:
    """Give an e-mail that nobody could place to a case, as if it had come there. Raises StrayUnknown, CaseUnknown."""
    row = _waiting(stray_id)
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise CaseUnknown(str(case_id))
    _keep(case, read_mail(bytes(row.raw)), at)
    Stray.objects.filter(id=row.id).update(
        state="placed", case_id=case.id, settled_at=at, settled_by=by.name, raw=b"", text=""
    )
    record_event(kind="mail_placed", subject=("case", case.id), facts={"stray": str(row.id)}, by=by, at=at)


@transaction.atomic
def put_stray_aside(*, stray_id: UUID, by: Actor, at: datetime) -> None:
    """Keep that an e-mail belongs to no case; its words are kept no longer. Raises StrayUnknown."""
    row = _waiting(stray_id)
    Stray.objects.filter(id=row.id).update(state="aside", settled_at=at, settled_by=by.name, raw=b"", text="")
    record_event(kind="mail_put_aside", subject=("stray", row.id), by=by, at=at)


def _waiting(stray_id: UUID) -> Stray:
    row: Stray | None = Stray.objects.select_for_update().filter(id=stray_id, state="waiting").first()
    if row is None:
        raise StrayUnknown(str(stray_id))
    return row


def strays(*, most: int = 50) -> list[Stray]:
    """Return the e-mails that wait for a person, the oldest first, without their raw bytes."""
    return list(Stray.objects.filter(state="waiting").defer("raw").order_by("came_at", "id")[:most])


def get_stray(stray_id: UUID) -> Stray:
    """Return an e-mail that waits. Raises StrayUnknown."""
    row: Stray | None = Stray.objects.filter(id=stray_id, state="waiting").defer("raw").first()
    if row is None:
        raise StrayUnknown(str(stray_id))
    return row
