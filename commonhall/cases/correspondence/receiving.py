"""How does what a person writes come to their case? One operation for every way in; an officer then reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, cast
from uuid import UUID, uuid4

from django.db import transaction

from commonhall.cases.models import Case, Message
from commonhall.cases.operations import locked_case
from commonhall.core.questions.file import KINDS, File
from commonhall.core.values.words import Words
from commonhall.councils.actors import Actor
from commonhall.journeys.documents import record_of
from commonhall.journeys.models import Document
from commonhall.record.operations import record_event

LONGEST_MESSAGE: Final = 10_000
CAME_IN: Final = {"kind": "received", "direction": "in", "state": "received"}
MESSAGE_FILES: Final = File(
    id="message_files",
    type="file",
    label=Words(en="Files sent with a message", cy="Ffeiliau a anfonwyd gyda neges"),
    accepts=tuple(KINDS),
    required=False,
    max_files=50,
)
"""The question under which files that come with a message are kept: see add_document."""


class MessageRefused(ValueError):
    """A message needs words or a file, and has at most LONGEST_MESSAGE characters. reason: ``empty`` or ``long``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def receive_message(
    *,
    case_id: UUID,
    text: str,
    documents: Sequence[UUID] = (),
    channel: str = "web",
    sender: str = "",
    subject: str = "",
    occasion: str = "",
    by: Actor,
    at: datetime,
) -> Message:
    """Keep what a person wrote about their case, for its officers to read; return it.

    documents: held for the case (``add_document(case_id=..., question=MESSAGE_FILES)``); attached now. channel: how it
    came: ``web``, ``email``, ``sms``, ``letter`` or ``phone``. sender: the address from which it came. occasion: of
    this message and no other: again it changes nothing. Raises CaseUnknown and MessageRefused.
    """
    words, case = _checked(text, documents), locked_case(case_id)
    named = occasion or f"received:{uuid4()}"
    if known := list(Message.objects.filter(occasion=named, channel=channel)):
        return cast(Message, known[0])
    message: Message = Message.objects.create(
        case=case,
        occasion=named,
        channel=channel,
        **CAME_IN,
        recipient=sender,
        language=case.language,
        subject=" ".join(subject.split())[:300],
        body=words,
        documents=attach_documents(case, documents),
        written_by=by.name,
        composed_at=at,
        sent_at=at,
    )
    wrote_last(case, "resident")
    facts = {"message": str(message.id), "channel": channel, "documents": len(message.documents)}
    record_event(kind="message_received", subject=("case", case.id), facts=facts, by=by, at=at)
    return message


def _checked(text: str, documents: Sequence[UUID]) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not (words or documents):
        raise MessageRefused("empty")
    if len(words) > LONGEST_MESSAGE:
        raise MessageRefused("long")
    return words


def attach_documents(case: Case, documents: Sequence[UUID]) -> list[dict[str, object]]:
    """Attach to a locked case the files that are held for it, and return them as messages name them.

    A file of another case, or one that was removed meanwhile, is left out.
    """
    if not documents:
        return []
    held = Document.objects.filter(id__in=documents, case_id=case.id, state__in=("held", "attached")).order_by("id")
    found = [record_of(document) for document in held]
    held.filter(state="held").update(state="attached")
    return found


def wrote_last(case: Case, who: str) -> None:
    """Keep who wrote last about a case: ``resident`` or ``staff``. Officers who have it open lose nothing by it."""
    if case.last_from != who:
        case.last_from = who
        case.save(update_fields=["last_from"])


@transaction.atomic
def read_messages(*, case_id: UUID, until: datetime | None = None, by: Actor, at: datetime) -> int:
    """Keep that a colleague has read what came in about a case; return how many messages that were.

    until: what came in later stays unread.
    """
    unread = Message.objects.filter(case_id=case_id, direction="in", read_at=None)
    unread = unread.filter(composed_at__lte=until) if until else unread
    count = unread.update(read_at=at)
    if count:
        record_event(kind="messages_read", subject=("case", case_id), facts={"number": count}, by=by, at=at)
    return int(count)
