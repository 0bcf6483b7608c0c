"""How is a note on a case changed, struck through, or put first?"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.notes import (
    LONGEST_NOTE,
    LONGEST_REASON,
    NoteFixed,
    NoteRefused,
    NoteUnknown,
    can_edit,
    edit_note,
    pin_note,
    strike_note,
)
from commonhall.cases.queries import Case, CasePage, CaseUnknown, Note
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Question
from commonhall.core.questions.text import Text
from commonhall.councils.policies import open_to
from commonhall.web.components.prose import lines_of
from commonhall.web.components.views.desk import Block, DeskView, Form, Panel, Prose, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.came import address_of
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import back_to, case_for, form_view


def notes_panel(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield the notes of a case: those that were pinned first, then the newest."""
    notes = sorted(found.notes, key=lambda note: not note.pinned)
    if notes:
        rows = tuple(_row(found, note, visit) for note in notes)
        yield Panel(id="notes", title=visit.say("notes"), blocks=(Rows(rows=rows),))


def _row(found: CasePage, note: Note, visit: Visit) -> SummaryRow:
    said = visit.say("note_by", name=note.written_by, when=when(note.written_at, visit.language))
    lines = [*note.text.splitlines()]
    if note.edited_at:
        lines.append(visit.say("together_note_edited", when=when(note.edited_at, visit.language)))
    if note.struck_at:
        moment = when(note.struck_at, visit.language)
        lines.insert(0, visit.say("together_note_struck", name=note.struck_by, when=moment, why=note.struck_why))
    key = f"{visit.say('together_pinned')}. {said}" if note.pinned else said
    here = reverse("office-note-change", args=(found.case.reference, note.id))
    url = here if found.roles and not note.struck_at else ""
    return SummaryRow(
        key=key, lines=tuple(lines), change_url=url, change_hidden=visit.say("together_of_note", name=said)
    )


@open_to("staff")
@staff("GET", "POST")
def note_change_page(visit: Visit, reference: str, note: UUID) -> HttpResponse:
    """Change one's own note shortly after writing it, strike one through, or put it first."""
    case = case_for(visit, reference)
    kept = case.notes.filter(id=note, struck_at=None).first()
    if kept is None:
        raise CaseUnknown(reference)
    do = visit.request.POST.get("do", "")
    if do in ("pin", "unpin") and not visit.switching:
        pin_note(case_id=case.id, note_id=note, pinned=do == "pin", by=visit.member.actor, at=visit.at)
        return back_to(visit, case.reference, "success", "together_pin_done" if do == "pin" else "together_unpin_done")
    mine = can_edit(kept, member_id=visit.member.membership_id, at=visit.at)
    asked = _text(visit) if mine else _why(visit)
    filled = read_form(visit, (asked,))
    if not filled.good:
        return page(_view(visit, case, kept, asked, filled, mine=mine))
    try:
        if mine:
            words = str(filled.answers["text"])
            edit_note(case_id=case.id, note_id=note, text=words, by=visit.member.actor, at=visit.at)
        else:
            why = str(filled.answers["why"])
            strike_note(case_id=case.id, note_id=note, why=why, by=visit.member.actor, at=visit.at)
    except NoteUnknown as gone:
        raise CaseUnknown(reference) from gone
    except (NoteFixed, NoteRefused):
        return back_to(visit, case.reference, "warning", "together_note_fixed")
    return back_to(visit, case.reference, "success", "together_note_saved" if mine else "together_note_is_struck")


def _text(visit: Visit) -> Question:
    return LongText(
        id="text", type="long_text", label=TEXTS["together_note_text"], name_in_errors=TEXTS["together_note_name"],
        hint=TEXTS["together_note_window"], max_length=LONGEST_NOTE, rows=6,
    )  # fmt: skip


def _why(visit: Visit) -> Question:
    return Text(
        id="why", type="text", label=TEXTS["together_strike_why"], name_in_errors=TEXTS["together_strike_why_name"],
        hint=TEXTS["together_strike_hint"], max_length=LONGEST_REASON,
    )  # fmt: skip


def _view(visit: Visit, case: Case, note: Note, asked: Question, filled: Filled, *, mine: bool) -> DeskView:
    said = visit.say("note_by", name=note.written_by, when=when(note.written_at, visit.language))
    before: list[Block] = [] if mine else [Prose(text=lines_of([said, *note.text.splitlines()]), look="inset")]
    pin = ("unpin", visit.say("together_unpin")) if note.pinned else ("pin", visit.say("together_pin"))
    back = Link(text=case.reference, href=address_of(visit, case.reference))
    return form_view(
        visit,
        back.text,
        visit.say("together_note_change" if mine else "together_strike"),
        (asked,),
        filled,
        button=visit.say("together_save" if mine else "together_strike"),
        known={asked.id: note.text} if mine else {},
        before=before,
        after=(Form(buttons=(pin,), look="secondary"),),
        warns=not mine,
    )
