"""How is a join undone, and to whom does belong what came since? One page: the join, its end, and what to place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.http import HttpResponse

from commonhall.cases.queries import CaseUnknown
from commonhall.contacts.merging import (
    MergeUnknown,
    Since,
    SinceKind,
    find_merge,
    place_since,
    since_merge,
    unmerge_people,
)
from commonhall.contacts.queries import Merge
from commonhall.core.questions.text import Text
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, DeskView, Form, Heading, Prose, Rows
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.dues import day
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.frames import drop_notice, frame, go, take_notice
from commonhall.web.office.persons.forms import to
from commonhall.web.office.persons.matching import reasons_in_words
from commonhall.web.office.persons.reaching import crumbs, name_of, person_url, seen_person
from commonhall.web.office.texts import TEXTS

KINDS: Final[dict[str, SinceKind]] = {
    "detail": "detail", "warning": "warning", "relationship": "relationship", "interaction": "interaction",
}  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def merge_page(visit: Visit, merge: UUID) -> HttpResponse:
    """Show a join; undo it; place what came since."""
    check_may(visit, "merge")
    found = find_merge(merge)
    if found is None:
        raise CaseUnknown(str(merge))
    for each in (found.merged_id, found.survivor_id):
        seen_person(visit, each)
    asked = (_why(),)
    act = visit.request.POST.get("do", "")
    given = read_form(visit, asked) if act == "part" else Filled()
    if act == "part" and given.good:
        unmerge_people(merge_id=found.id, why=given.text("why"), by=visit.member.actor, at=visit.at)
        return go(to("office-join", found.id), "success", "parted_done")
    if act.startswith("place:") and not visit.switching:
        return _place(visit, found, act)
    return _view(visit, found, given)


def _place(visit: Visit, found: Merge, act: str) -> HttpResponse:
    try:
        _, kind, id, person = act.split(":")
        place_since(
            merge_id=found.id, kind=KINDS[kind], id=UUID(id), person_id=UUID(person), by=visit.member.actor, at=visit.at
        )
    except (ValueError, KeyError, MergeUnknown) as wrong:
        raise CaseUnknown(act) from wrong
    return go(to("office-join", found.id), "success", "placed_done")


def _why() -> Text:
    return Text(
        id="why",
        type="text",
        label=TEXTS["parted_ask_why"],
        name_in_errors=TEXTS["parted_ask_why_name"],
        max_length=500,
    )


def _view(visit: Visit, found: Merge, given: Filled) -> HttpResponse:
    names = visit.say("match_names", one=name_of(found.merged, visit), other=name_of(found.survivor, visit))
    trail = crumbs(visit, (name_of(found.survivor, visit), person_url(found.survivor_id)))
    response = page(
        DeskView(
            frame=frame(
                visit, visit.say("merge_title"), notice=take_notice(visit), breadcrumbs=trail,
                has_error=bool(given.problems),
            ),
            caption=names,
            blocks=tuple(_blocks(visit, found, given)),
            narrow=True,
        )
    )  # fmt: skip
    drop_notice(response)
    return response


def _blocks(visit: Visit, found: Merge, given: Filled) -> Iterator[Block]:
    made = visit.say("warning_by", who=found.made_by, date=day(found.made_at, visit.language))
    rows = [
        SummaryRow(key=visit.say("merge_made"), lines=(made,)),
        SummaryRow(key=visit.say("merge_why"), lines=(found.why,)),
    ]
    evidence = [line for each in found.evidence for line in reasons_in_words(visit, each["reasons"])]
    if evidence:
        rows.append(SummaryRow(key=visit.say("match_why"), lines=tuple(evidence)))
    if found.ended_at:
        ended = visit.say("warning_by", who=found.ended_by, date=day(found.ended_at, visit.language))
        rows.append(SummaryRow(key=visit.say("merge_ended"), lines=(ended, found.ended_why)))
    yield Rows(rows=tuple(rows))
    if found.ended_at is None:
        yield Heading(text=visit.say("person_part_again"))
        yield Prose(text=visit.say("parted_lead"))
        yield Form(
            questions=views_of(visit, (_why(),), given), buttons=(("part", visit.say("parted_button")),),
            look="warning", id="part",
        )  # fmt: skip
        return
    since = since_merge(found)
    yield Heading(text=visit.say("since_title"))
    if not since:
        yield Prose(text=visit.say("since_none"))
    for each in since:
        yield from _placing(visit, found, each)


def _placing(visit: Visit, found: Merge, each: Since) -> Iterator[Block]:
    what = visit.say(f"since_{each.kind}")
    yield Prose(text=visit.say("since_row", what=what, words=each.words, date=day(each.at, visit.language)))
    buttons = tuple(
        (f"place:{each.kind}:{each.id}:{person.id}", visit.say("since_to", name=name_of(person, visit)))
        for person in (found.survivor, found.merged)
    )
    yield Form(buttons=buttons, look="secondary", id=f"place-{each.id}")
