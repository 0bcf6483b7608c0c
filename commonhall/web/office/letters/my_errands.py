"""Which tasks are mine to do, and which wait for somebody of my teams?"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.errands import CaseTask, tasks_for
from commonhall.cases.standings import AD_HOC
from commonhall.core.values.dates import in_words, london_date
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed, can
from commonhall.people.queries import teams
from commonhall.web.components.views.desk import Cell, Column, Row, Table
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.frames import drop_notice
from commonhall.web.office.letters.forms import desk
from commonhall.web.office.letters.places import post_tabs


@open_to("staff")
@staff("GET")
def errands_page(visit: Visit) -> HttpResponse:
    """List the open tasks of the member, then those that nobody has."""
    if not can(visit.member, "work"):
        raise NotAllowed("tasks")
    named = {team.slug: team.name.say(visit.language) for team in teams()}
    columns = tuple(Column(text=visit.say(f"errands_{name}")) for name in ("what", "case", "team", "due"))
    blocks = tuple(
        Table(
            caption=visit.say(caption),
            columns=columns,
            rows=tuple(_row(task, visit, named) for task in tasks_for(visit.member, mine=mine)),
            empty=visit.say(empty),
        )
        for mine, caption, empty in (
            (True, "errands_mine_title", "errands_mine_none"),
            (False, "errands_free", "errands_free_none"),
        )
    )
    response = page(desk(visit, visit.say("errands_mine"), blocks, tabs=post_tabs(visit)))
    drop_notice(response)
    return response


def _row(task: CaseTask, visit: Visit, named: dict[str, str]) -> Row:
    case = task.case
    own = task.kind.startswith(AD_HOC)
    name = "office-errand" if own else "office-task"
    last = london_date(task.due_at - timedelta(seconds=1)) if task.due_at else ""
    due = in_words(last, visit.language) if last else visit.say("no_due")
    text = task.title if own else task.kind.replace("_", " ").capitalize()
    href = reverse(name, args=(case.reference, task.id if own else task.kind))
    return Row(
        cells=(
            Cell(text=text, href=href),
            Cell(text=case.reference, href=reverse("office-case", args=(case.reference,))),
            Cell(text=named.get(task.team, task.team)),
            Cell(text=due, time=last),
        )
    )
