"""Which tasks are ready for me and my teams? Also those of cases that are closed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import effective_of_case
from commonhall.cases.queues.my_work import CaseTask, open_tasks, page_of, team_slugs
from commonhall.core.values.dates import london_day
from commonhall.councils.policies import open_to
from commonhall.people.queries import teams
from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.desk import Cell, Column, DeskView, Pages, Row, Table
from commonhall.web.components.views.frame import NavItem
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.dues import standing_of_day
from commonhall.web.office.frames import frame
from commonhall.web.office.queue import title_of
from commonhall.web.office.queues.views import crumbs


@open_to("staff")
@staff("GET")
def tasks_page(visit: Visit) -> HttpResponse:
    """List the open tasks of a member and their teams."""
    check_may(visit, "work")
    get = visit.request.GET
    mine, team = get.get("mine") == "yes", get.get("team", "")[:60]
    allowed = team_slugs(visit.member)
    named = {each.slug: each.name.say(visit.language) for each in teams() if allowed is None or each.slug in allowed}
    team = team if team in named else ""
    rows = open_tasks(visit.member, team=team, mine=mine)
    after = tuple(get.get("after", "").split(" "))
    try:
        found, (due, last) = page_of(rows, after=after)
    except ValueError:  # a place that means nothing: the list begins at its start
        found, (due, last) = page_of(rows)
    heads = ("queues_task", "queues_column_due", "queues_column_team", "queues_task_case")
    table = Table(
        caption=visit.say("queues_tasks"),
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(head)) for head in heads),
        rows=tuple(_row(visit, task, named) for task in found),
        empty=visit.say("queues_tasks_none"),
    )
    kept = [("team", team)] * bool(team) + [("mine", "yes")] * mine
    onward = f"?{urlencode([*kept, ('after', f'{due} {last}')])}" if last else ""
    return page(
        DeskView(
            frame=frame(visit, visit.say("queues_tasks"), breadcrumbs=crumbs(visit)),
            tabs=tuple(_tabs(visit, team, mine, named)),
            blocks=(table, Pages(next_url=onward, previous_url="")),
        )
    )


def _tabs(visit: Visit, team: str, mine: bool, named: dict[str, str]) -> Iterator[NavItem]:
    base = reverse("office-tasks")
    yield NavItem(text=visit.say("queues_tasks_all"), href=base, current=not team and not mine)
    yield NavItem(text=visit.say("queues_tasks_mine"), href=f"{base}?mine=yes", current=mine)
    for slug, name in named.items():
        yield NavItem(text=name, href=f"{base}?{urlencode({'team': slug})}", current=slug == team)


def _row(visit: Visit, task: CaseTask, named: dict[str, str]) -> Row:
    case = task.case
    effective = effective_of_case(case, council=visit.council, at=visit.at)
    labels = {each.id: each.label.say(visit.language) for each in effective.pattern.case.tasks}
    due = visit.say("no_due")
    if task.due_at:
        day = london_day(task.due_at)
        due = standing_of_day(day, effective.calendar, today=london_day(visit.at), language=visit.language).words
    here = reverse("office-case", args=(case.reference,))
    of_pattern = task.kind in labels
    closed = TaggedState(text=visit.say("phase_closed"), colour="grey") if case.phase == "closed" else None
    return Row(
        cells=(
            Cell(
                text=task.title or labels.get(task.kind, task.kind),
                href=reverse("office-task", args=(case.reference, task.kind))
                if of_pattern
                else reverse("office-errand", args=(case.reference, task.id)),
            ),
            Cell(text=due),
            Cell(text=named.get(task.team, task.team.replace("_", " ").capitalize())),
            Cell(
                text=case.reference,
                href=here,
                more=(title_of(case, visit),),
                tag=closed,
            ),
        )
    )
