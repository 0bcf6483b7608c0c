"""What do officers write for each other on a case, whom do they name, and how is a note taken back?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.locking import locked_case
from commonhall.cases.models import Mention, Note
from commonhall.councils.actors import Actor
from commonhall.people.queries import Colleague, colleagues
from commonhall.record.operations import record_event

LONGEST_NOTE: Final = 5000
LONGEST_REASON: Final = 300
EDITABLE: Final = timedelta(minutes=15)
"""How long the words of a note can be changed; after that it can only be struck through."""
_NAMED: Final = re.compile(r"(?<![\w@])@(?=\w)")


class NoteRefused(ValueError):
    """A note must have words, and at most LONGEST_NOTE characters; a reason for striking it too."""


class NoteUnknown(LookupError):
    """There is no such note on this case."""


class NoteFixed(Exception):
    """The note can no longer be changed so: it is another's, its time is over, or it has been struck through."""


@transaction.atomic
def add_note(*, case_id: UUID, text: str, by: Actor, at: datetime) -> Note:
    """Write a note for colleagues on a case; those whom it names with ``@`` find it among their mentions.

    Raises CaseUnknown and NoteRefused.
    """
    words = _words(text)
    case = locked_case(case_id)
    note: Note = Note.objects.create(case=case, text=words, written_by_id=by.id, written_by=by.name, written_at=at)
    _mention(note, by, at)
    record_event(kind="note_added", subject=("case", case.id), facts={"note": str(note.id)}, by=by, at=at)
    return note


def _words(text: str) -> str:
    words = text.strip().replace("\r\n", "\n")
    if not words:
        raise NoteRefused("Enter a note")
    if len(words) > LONGEST_NOTE:
        raise NoteRefused(f"Note must be {LONGEST_NOTE:,} characters or less")
    return words


def _mention(note: Note, by: Actor, at: datetime) -> None:
    if "@" not in note.text:
        return
    for colleague in mentioned_in(note.text, colleagues()):
        if colleague.membership_id != by.id:
            Mention.objects.get_or_create(
                note=note, member_id=colleague.membership_id, defaults={"case": note.case, "by": by.name, "at": at}
            )


def mentioned_in(text: str, known: Iterable[Colleague]) -> tuple[Colleague, ...]:
    """Return the colleagues whom ``text`` names: ``@`` and the whole name, or a first name that only one has."""
    people = tuple(known)
    firsts = [one.name.split(" ")[0].casefold() for one in people]
    found: dict[UUID, Colleague] = {}
    for match in _NAMED.finditer(text):
        rest = text[match.end() :].casefold()
        whole = [one for one in people if _begins(rest, one.name.casefold())]
        only = ((one, name) for one, name in zip(people, firsts, strict=True) if firsts.count(name) == 1)
        first = [one for one, name in only if _begins(rest, name)]
        for one in sorted(whole, key=lambda each: -len(each.name))[:1] or first:
            found.setdefault(one.membership_id, one)
    return tuple(found.values())


def _begins(rest: str, name: str) -> bool:
    return bool(name) and rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum()


def _locked_note(case_id: UUID, note_id: UUID) -> Note:
    case = locked_case(case_id)
    note: Note | None = Note.objects.filter(case=case, id=note_id).first()
    if note is None:
        raise NoteUnknown(str(note_id))
    return note


def can_edit(note: Note, *, member_id: UUID | None, at: datetime) -> bool:
    """Return whether this member of staff may still change the words: their own, and written just now."""
    return note.struck_at is None and note.written_by_id == member_id and at - note.written_at <= EDITABLE


@transaction.atomic
def edit_note(*, case_id: UUID, note_id: UUID, text: str, by: Actor, at: datetime) -> Note:
    """Change the words of one's own note within EDITABLE. Raises CaseUnknown, NoteUnknown, NoteFixed, NoteRefused."""
    words = _words(text)
    note = _locked_note(case_id, note_id)
    if not can_edit(note, member_id=by.id, at=at):
        raise NoteFixed(str(note_id))
    if note.text == words:
        return note
    note.text, note.edited_at = words, at
    note.save(update_fields=["text", "edited_at"])
    _mention(note, by, at)
    record_event(kind="note_edited", subject=("case", note.case_id), facts={"note": str(note.id)}, by=by, at=at)
    return note


@transaction.atomic
def strike_note(*, case_id: UUID, note_id: UUID, why: str, by: Actor, at: datetime) -> Note:
    """Strike a note through, with the reason: it stays readable. Raises as edit_note does."""
    reason = " ".join(why.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise NoteRefused("Say why the note is struck through")
    note = _locked_note(case_id, note_id)
    if note.struck_at is not None:
        return note
    note.struck_at, note.struck_by, note.struck_why, note.pinned = at, by.name, reason, False
    note.save(update_fields=["struck_at", "struck_by", "struck_why", "pinned"])
    record_event(kind="note_struck", subject=("case", note.case_id), facts={"note": str(note.id)}, by=by, at=at)
    return note


@transaction.atomic
def pin_note(*, case_id: UUID, note_id: UUID, pinned: bool, by: Actor, at: datetime) -> Note:
    """Let a note stand first, or no longer. Raises CaseUnknown, NoteUnknown, and NoteFixed for one struck through."""
    note = _locked_note(case_id, note_id)
    if note.struck_at is not None:
        raise NoteFixed(str(note_id))
    if note.pinned != pinned:
        note.pinned = pinned
        note.save(update_fields=["pinned"])
        kind = "note_pinned" if pinned else "note_unpinned"
        record_event(kind=kind, subject=("case", note.case_id), facts={"note": str(note.id)}, by=by, at=at)
    return note
