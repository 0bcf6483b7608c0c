"""What has to be done for a case beside its states? The tasks on its page, and the page on which one is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.operations import TaskNotOpen, do_task
from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.core.language.case_model import Task
from commonhall.core.lifecycle.standing import TaskStanding
from commonhall.core.questions.question import Setting
from commonhall.core.values.dates import london_day
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import attach_asked, with_documents
from commonhall.people.queries import find_team
from commonhall.web.components.acts import asked_now, with_options
from commonhall.web.components.asked import question_view, typed_values
from commonhall.web.components.prose import prose
from commonhall.web.components.uploads import asks_for_files
from commonhall.web.components.views.frame import Link, Notice
from commonhall.web.components.views.office import ActionView, TaskView
from commonhall.web.office.asking import Draft, drafted
from commonhall.web.office.came import address_of
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.dues import Due, standing_of_day
from commonhall.web.office.filling import posted_of, setting_of
from commonhall.web.office.frames import frame, go
from commonhall.web.office.taking_up import leave_done
from commonhall.web.office.uploads import keep_files


def tasks_of(found: CasePage, visit: Visit) -> Iterator[TaskView]:
    """Yield the open tasks of a case, with a way to each for whoever may work on it."""
    specs = {spec.id: spec for spec in found.effective.pattern.case.tasks}
    for task in found.standing.tasks:
        if task.state != "open":
            continue
        due = _due(found, task, visit)
        yield TaskView(
            label=specs[task.id].label.say(visit.language),
            href=reverse("office-task", args=(found.case.reference, task.id)) if found.roles else "",
            due=due.words,
            due_at=due.iso,
            urgency=due.urgency,
            team=_team(task.team, visit),
        )


def _due(found: CasePage, task: TaskStanding, visit: Visit) -> Due:
    if not task.due_at:
        return Due(visit.say("no_due"))
    last = date.fromisoformat(task.due_at[:10])
    return standing_of_day(last, found.effective.calendar, today=london_day(visit.at), language=visit.language)


def _team(slug: str, visit: Visit) -> str:
    team = find_team(slug)
    return team.name.say(visit.language) if team else slug.replace("_", " ").capitalize()


@open_to("staff")
@staff("GET", "POST")
def task_page(visit: Visit, reference: str, task: str) -> HttpResponse:
    """Show a task with its questions, or keep that it is done."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    spec = next((each for each in found.effective.pattern.case.tasks if each.id == task), None)
    if spec is None or not found.roles:
        raise CaseUnknown(reference)
    standing = found.standing.task(task)
    if standing is None or standing.state != "open":
        return _over(visit, found, spec)
    posted = posted_of(visit)
    asked = asked_now(found.effective, spec.ask, found.scope, posted, _setting(visit, found, spec))
    spec = spec.model_copy(update={"ask": asked})
    if visit.request.method != "POST":
        return page(_view(visit, found, spec, Draft()))
    uploaded = keep_files(visit, found.case.id, spec.ask)
    draft = drafted(found, spec.ask, posted, _setting(visit, found, spec), uploaded)
    if draft.problems or draft.unseen or uploaded.pressed or visit.switching:
        return page(_view(visit, found, spec, draft))
    return _do(visit, found, spec, draft)


def _setting(visit: Visit, found: CasePage, spec: Task) -> Setting:
    setting = setting_of(visit)
    setting = with_options(found.effective, spec.ask, found.scope, setting, posted_of(visit))
    return with_documents(setting, spec.ask, case_id=found.case.id)


def _do(visit: Visit, found: CasePage, spec: Task, draft: Draft) -> HttpResponse:
    try:
        do_task(
            case_id=found.case.id,
            task=spec.id,
            asked=draft.answers,
            council=visit.council,
            by=visit.member.actor,
            at=visit.at,
        )
    except TaskNotOpen:
        return _over(visit, found, spec)
    if asks_for_files(spec.ask):
        attach_asked(case_id=found.case.id, questions=spec.ask, answers=draft.answers, at=visit.at)
    response = SeeOther(address_of(visit, found.case.reference))
    leave_done(response, visit, found.case.id, "task_done", what=spec.label.say(visit.language))
    return response


def _over(visit: Visit, found: CasePage, spec: Task) -> HttpResponse:
    """Somebody has done it, or it is not needed: the case says which."""
    return go(address_of(visit, found.case.reference), "information", "task_over", what=spec.label.say(visit.language))


def _view(visit: Visit, found: CasePage, spec: Task, draft: Draft) -> ActionView:
    back = address_of(visit, found.case.reference)
    setting = _setting(visit, found, spec)
    return ActionView(
        frame=frame(
            visit,
            spec.label.say(visit.language),
            breadcrumbs=(
                Link(text=visit.say("work"), href=reverse("office-queue")),
                Link(text=found.case.reference, href=back),
            ),
            has_error=bool(draft.problems),
            notice=Notice(kind="information", text=visit.say("more_asked")) if draft.unseen else None,
        ),
        reference=found.case.reference,
        questions=tuple(
            question_view(
                one,
                setting=setting,
                scope=found.scope,
                values=typed_values(draft.posted, (one,)),
                problems=[draft.problems[one.id]] if one.id in draft.problems else (),
            )
            for one in spec.ask
        ),
        button=visit.say("task_button"),
        cancel_url=back,
        content=prose(spec.about.say(visit.language)),
    )
