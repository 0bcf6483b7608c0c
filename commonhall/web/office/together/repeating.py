"""It happened again: how is that kept on a case, and how often has it happened?"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

from django.http import HttpResponse

from commonhall.cases.queries import CasePage
from commonhall.cases.together.occurrences import (
    CHANNELS,
    LONGEST,
    OccurrenceRefused,
    Repeats,
    add_occurrence,
    repeats_of,
)
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.date import Date
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import from_london
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Cell, Column, Panel, Prose, Row, Table
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import day, when
from commonhall.web.office.filling import read_form
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import back_to, case_for, form_view


def repeats_panel(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield how often it happened, where it happened more than once."""
    repeats = repeats_of(found.case, supporters=found.followed_by)
    if repeats.number > 1:
        said = Prose(text=_in_words(repeats, visit))
        table = (_table(repeats, visit),) if repeats.occurrences else ()
        yield Panel(id="repeats", title=visit.say("together_repeats"), blocks=(said, *table))


def _in_words(repeats: Repeats, visit: Visit) -> str:
    people = "together_from_one" if repeats.people == 1 else "together_from_many"
    said = visit.say("together_times", number=str(repeats.number), people=visit.say(people, number=str(repeats.people)))
    if repeats.supporters:
        said = f"{said} {visit.say('together_supporters', number=str(repeats.supporters))}"
    return said


def _table(repeats: Repeats, visit: Visit) -> Table:
    return Table(
        caption=visit.say("together_repeats_caption"),
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(f"together_column_{name}")) for name in ("when", "who", "what")),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        text=day(one.happened_at or one.added_at, visit.language),
                        more=(visit.say("together_kept_by", name=one.by, when=when(one.added_at, visit.language)),)
                        if one.by
                        else (),
                    ),
                    Cell(text=one.reporter or visit.say("together_unnamed")),
                    Cell(
                        text=visit.say("together_from_merged") if one.from_case_id else one.text,
                        more=(visit.say(f"together_channel_{one.channel}"),) if one.channel in CHANNELS else (),
                    ),
                )
            )
            for one in repeats.occurrences
        ),
    )


@open_to("staff")
@staff("GET", "POST")
def again_page(visit: Visit, reference: str) -> HttpResponse:
    """Keep that it happened again, also on a closed case."""
    case = case_for(visit, reference)
    asked = _asked()
    filled = read_form(visit, asked)
    token = visit.request.POST.get("token", "") or str(uuid4())
    if filled.good:
        given = filled.answers
        happened = f"{given['happened']}T00:00:00" if given["happened"] else ""
        try:
            add_occurrence(
                case_id=case.id,
                text=str(given["text"] or ""),
                reporter=str(given["reporter"] or ""),
                happened_at=from_london(happened) if happened else None,
                channel=str(given["channel"]),
                occurrence_id=_as_id(token),
                by=visit.member.actor,
                at=visit.at,
            )
        except OccurrenceRefused:
            filled = filled.but(asked[0], visit.say("together_again_refused"))
        else:
            closed = case.phase == "closed"
            return back_to(
                visit, case.reference, "success", "together_again_closed" if closed else "together_again_kept"
            )
    view = form_view(
        visit,
        case.reference,
        visit.say("together_again"),
        asked,
        filled,
        button=visit.say("together_save"),
        hidden=(("token", token),),
    )
    return page(view)


def _as_id(token: str) -> UUID:
    try:
        return UUID(token)
    except ValueError:
        return uuid4()


def _asked() -> tuple[Question, ...]:
    return (
        LongText(
            id="text", type="long_text", label=TEXTS["together_again_text"], required=False, max_length=LONGEST,
            name_in_errors=TEXTS["together_again_text_name"], rows=4,
        ),
        Date(
            id="happened", type="date", label=TEXTS["together_again_when"], required=False, latest="today",
            name_in_errors=TEXTS["together_again_when_name"], hint=TEXTS["together_again_when_hint"],
        ),
        Text(
            id="reporter", type="text", label=TEXTS["together_again_who"], required=False, max_length=200,
            name_in_errors=TEXTS["together_again_who_name"], hint=TEXTS["together_again_who_hint"],
        ),
        Choice(
            id="channel", type="choice", label=TEXTS["together_again_channel"],
            name_in_errors=TEXTS["together_again_channel_name"],
            options=tuple(Option(value=one, label=TEXTS[f"together_channel_{one}"]) for one in CHANNELS),
        ),
    )  # fmt: skip
