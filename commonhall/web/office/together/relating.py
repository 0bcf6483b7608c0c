"""Which cases belong together, and how does an officer say so, or take it back?"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import Case, CasePage, CaseUnknown, find_case
from commonhall.cases.together.likely import Likely, likely_duplicates
from commonhall.cases.together.merging import merged_here
from commonhall.cases.together.relations import LINKS, Linked, LinkRefused, link_cases, linked_to, unlink_cases
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, Cell, Column, Links, Panel, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import day
from commonhall.web.office.filling import read_form
from commonhall.web.office.queue import title_of
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import acts_of, back_to, case_for, form_view


def related_panel(found: CasePage, visit: Visit, *, linked: bool, merged: bool) -> Iterator[Panel]:
    """Yield the cases that belong to this one, and those that may be the same.

    linked, merged: whether there are any that are linked, or were merged into it: else nothing is asked for them.
    """
    acts = acts_of(found.roles)
    rows = [
        *(_linked_rows(found, visit, "work" in acts) if linked else ()),
        *(_merged_rows(found, visit) if merged else ()),
    ]
    blocks: list[Block] = [_table(visit, rows)] if rows else []
    likely = likely_duplicates(visit.member, found) if "merge" in acts else ()
    if likely:
        blocks += [Prose(text=visit.say("together_likely")), Links(links=tuple(_likely(found, visit, likely)))]
    if blocks:
        yield Panel(id="related", title=visit.say("together_related"), blocks=tuple(blocks))


def _table(visit: Visit, rows: list[Row]) -> Table:
    return Table(
        caption=visit.say("together_related"),
        hidden_caption=True,
        columns=(
            Column(text=visit.say("together_column_case")),
            Column(text=visit.say("together_column_how")),
            Column(text=visit.say("together_column_change"), hidden=True),
        ),
        rows=tuple(rows),
    )


def case_cell(case: Case, visit: Visit) -> Cell:
    """Return a case in a table: its reference, what it is about, and since when."""
    about = (title_of(case, visit), visit.say("together_opened", date=day(case.opened_at, visit.language)))
    return Cell(text=case.reference, href=reverse("office-case", args=(case.reference,)), more=about)


def _linked_rows(found: CasePage, visit: Visit, may_change: bool) -> Iterator[Row]:
    for one in linked_to(visit.member, found.case):
        address = reverse("office-unlink", args=(found.case.reference, one.id))
        change = Cell(text=visit.say("together_remove"), href=address) if may_change else Cell()
        yield Row(cells=(case_cell(one.case, visit), Cell(text=_kind(one, visit)), change))


def _kind(one: Linked, visit: Visit) -> str:
    return visit.say(f"together_link_{one.kind}{'_back' if one.backwards and one.kind != 'related' else ''}")


def _merged_rows(found: CasePage, visit: Visit) -> Iterator[Row]:
    for one in merged_here(visit.member, found.case):
        yield Row(cells=(case_cell(one, visit), Cell(text=visit.say("together_merged_here")), Cell()))


def _likely(found: CasePage, visit: Visit, likely: tuple[Likely, ...]) -> Iterator[Link]:
    for one in likely:
        why = visit.say(f"together_why_{one.why}", metres=str(one.metres))
        address = reverse("office-merge", args=(found.case.reference,))
        text = f"{one.case.reference}, {day(one.case.opened_at, visit.language)}: {why}"
        yield Link(text=text, href=f"{address}?into={one.case.reference}")


@open_to("staff")
@staff("GET", "POST")
def link_page(visit: Visit, reference: str) -> HttpResponse:
    """Say that a case belongs to another."""
    case = case_for(visit, reference)
    asked = _asked()
    filled = read_form(visit, asked)
    if filled.good:
        other = find_case(visit.member, str(filled.answers["other"]))
        if other is None or other.id == case.id:
            filled = filled.but(asked[0], visit.say("together_other_unknown"))
        else:
            try:
                kind = str(filled.answers["kind"])
                link_cases(case_id=case.id, other_id=other.id, kind=kind, by=visit.member.actor, at=visit.at)
            except LinkRefused:
                filled = filled.but(asked[1], visit.say("together_link_circle"))
            else:
                return back_to(visit, case.reference, "success", "together_linked", reference=other.reference)
    view = form_view(
        visit, case.reference, visit.say("together_link"), asked, filled, button=visit.say("together_link")
    )
    return page(view)


def asked_for_other() -> Text:
    """Return the question for another case's reference."""
    return Text(
        id="other", type="text", label=TEXTS["together_other"], name_in_errors=TEXTS["together_other_name"],
        hint=TEXTS["together_other_hint"], max_length=20,
    )  # fmt: skip


def _asked() -> tuple[Question, ...]:
    options = tuple(Option(value=one, label=TEXTS[f"together_link_{one}"]) for one in LINKS)
    return (
        asked_for_other(),
        Choice(
            id="kind", type="choice", label=TEXTS["together_link_kind"], options=options,
            name_in_errors=TEXTS["together_link_kind_name"],
        ),
    )  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def unlink_page(visit: Visit, reference: str, link: UUID) -> HttpResponse:
    """Take a link between two cases away, once that is confirmed."""
    case = case_for(visit, reference)
    wanted = next((one for one in linked_to(visit.member, case) if one.id == link), None)
    if wanted is None:
        raise CaseUnknown(reference)
    filled = read_form(visit, ())
    if filled.good:
        unlink_cases(case_id=case.id, link_id=link, by=visit.member.actor, at=visit.at)
        return back_to(visit, case.reference, "success", "together_unlinked")
    said = visit.say("together_unlink_text", how=_kind(wanted, visit), reference=wanted.case.reference)
    view = form_view(
        visit,
        case.reference,
        visit.say("together_unlink"),
        (),
        filled,
        button=visit.say("together_unlink"),
        before=(Prose(text=said),),
        warns=True,
    )
    return page(view)
