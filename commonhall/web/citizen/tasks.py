"""Which sections of a long journey are there to do, and how far has the resident got?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.core.journey.sections import SectionStanding
from commonhall.core.language.model import Section
from commonhall.councils.policies import open_to
from commonhall.journeys.operations import look
from commonhall.journeys.queries import Standing
from commonhall.web.citizen.held import with_journey
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import (
    address_of,
    journey_frame,
    no_longer_needed,
    page_address,
    section_of,
    start_address,
    stop_address,
)
from commonhall.web.components.filled import plain, rich
from commonhall.web.components.views.items import TaskRow, TasksView

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey


@open_to("anyone")
@require_safe
@for_visit
@with_journey
def tasks_page(visit: Visit, journey: Journey) -> HttpResponseBase:
    """Show the task list, once the pages before it are answered."""
    standing = look(journey=journey, council=visit.council, language=visit.language, at=visit.at)
    if standing.effective.pattern.task_list is None:
        raise Http404(f"{journey.service} has no task list")
    if not reaches_tasks(standing):
        return visit.go(stop_address(standing))
    return visit.page(_view(visit, standing))


def reaches_tasks(standing: Standing) -> bool:
    """Whether the answers lead as far as the task list: some section can be opened, or is not needed."""
    route = standing.route
    return route.stop.kind != "outcome" and any(each.status != "cannot_start" for each in route.sections)


def _view(visit: Visit, standing: Standing) -> TasksView:
    pattern, service = standing.effective.pattern, standing.journey.service
    scope = standing.route.scope
    assert pattern.task_list is not None
    sections = {each.id: each for each in pattern.sections}
    shown = [each for each in standing.route.sections if each.status != "not_needed"]
    done = sum(each.status == "completed" for each in shown)
    complete = standing.route.stop.kind != "tasks"
    return TasksView(
        frame=journey_frame(
            visit, standing, plain(pattern.task_list.title, scope, visit.language), back_link=_before(standing)
        ),
        content=no_longer_needed(visit, standing) + rich(pattern.task_list.body, scope, visit.language),
        tasks=tuple(_row(visit, standing, sections[each.id], each) for each in shown),
        done=visit.say(SAID["tasks_done"]).format(done=done, all=len(shown)),
        on_url=stop_address(standing) if complete else "",
        save_url=page_address(service, "save"),
    )


def _before(standing: Standing) -> str:
    """Return the address of the last page before the task list, or of the start page."""
    before = [page for page in standing.route.walked if not section_of(standing, page)]
    first = next((page for page in standing.route.pages if section_of(standing, page)), "")
    order = [page.id for page in standing.effective.pattern.pages]
    earlier = [page for page in before if not first or order.index(page) < order.index(first)]
    service = standing.journey.service
    return page_address(service, earlier[-1]) if earlier else start_address(service)


def _row(visit: Visit, standing: Standing, section: Section, at: SectionStanding) -> TaskRow:
    scope = standing.route.scope
    href = ""
    if at.stop is not None:
        href = address_of(standing, at.stop)
    elif at.first:
        href = page_address(standing.journey.service, at.first)
    return TaskRow(
        title=plain(section.title, scope, visit.language),
        hint=plain(section.about, scope, visit.language),
        href=href,
        status=visit.say(SAID[f"task_{at.status}"]),
        kind=at.status,
    )
