"""How does a resident follow a request, and tell us more about it? Whoever showed by a code that it is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from commonhall.cases.operations import MoveCosts, move_case
from commonhall.cases.queries import Progress
from commonhall.cases.refusals import CANNOT, problem_of, slot_options, with_slots
from commonhall.core.language.case_model import Transition
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.core.questions.question import Answer, Problem, Setting
from commonhall.core.values.words import Words
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import attach_asked, with_documents
from commonhall.web.citizen.holdings import holdings_of, not_yet_of
from commonhall.web.citizen.pay import pay_for_move, pay_later_said, pay_links
from commonhall.web.citizen.pay_texts import PAY
from commonhall.web.citizen.requests.case_texts import ON
from commonhall.web.citizen.requests.on_case import asked_links, links_of, paused_said, payment_parts, steps_of
from commonhall.web.citizen.residents import around
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.tracked import followed
from commonhall.web.citizen.uploads import keep_files_of_act, with_later_uploads
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import exit_address
from commonhall.web.components.acts import asked_now, checked, known, read_all, with_options
from commonhall.web.components.asked import question_views, typed_values
from commonhall.web.components.filled import harmless, plain, rich
from commonhall.web.components.prose import prose
from commonhall.web.components.uploads import Uploaded, asks_for_files
from commonhall.web.components.views.council import ProgressView, TaggedState
from commonhall.web.components.views.frame import Link, Notice
from commonhall.web.components.views.journey import QuestionPageView

THANKS: Final = {"told": SAID["told"], "written": ON["written"], "rated": ON["rated"]}
COLOURS: Final = {"open": "blue", "waiting": "yellow", "closed": "green"}


@open_to("resident")
@require_safe
@for_visit
def progress_page(visit: Visit, key: str) -> HttpResponseBase:
    """Show where a request is, what comes next and what was said; whoever may not is asked for the reference."""
    progress = followed(visit, key)
    if progress is None:
        return visit.go("/track")
    said = visit.request.GET.get("said", "")
    notice = Notice(kind="success", text=visit.say(THANKS[said])) if said in THANKS else None
    if said in ("not_yet", "unavailable"):
        notice = Notice(kind="information", text=visit.say(PAY[said]))
    if said == "changed":
        notice = Notice(kind="information", text=visit.say(SAID["moved_on"]))
    return visit.page(_progress_view(visit, progress, key, notice))


def _progress_view(visit: Visit, progress: Progress, key: str, notice: Notice | None) -> ProgressView:
    case = progress.case
    phase = progress.effective.pattern.case.states[case.state].phase
    return ProgressView(
        frame=visit.frame(
            _title(visit, progress),
            notice=notice,
            exit_url=exit_address(progress.effective.pattern),
            **around(visit),
        ),
        reference=case.reference,
        state=TaggedState(text=visit.say(progress.state), colour=cast(Any, COLOURS[phase])),
        next=_next(visit, progress),
        parts=(*holdings_of(visit, progress, key), *payment_parts(visit, progress, key)),
        steps=steps_of(visit, progress, key),
        links=(
            *asked_links(visit, progress),
            *pay_links(visit, case, progress.effective),
            *(
                Link(text=visit.say(move.transition.label), href=f"/track/{key}/{move.transition.id}")
                for move in progress.moves
                if not move.refused
            ),
            *links_of(visit, progress, key),
        ),
    )


def _title(visit: Visit, progress: Progress) -> str:
    return visit.say(Words(en=progress.case.title_en, cy=progress.case.title_cy))


def _next(visit: Visit, progress: Progress) -> Markup:
    """Say what the state means, and by when we promised something."""
    state = progress.effective.pattern.case.states[progress.case.state]
    scope = progress.scope
    said = rich(state.about, scope, visit.language)
    said += prose(pay_later_said(visit, progress.case, progress.effective))
    for why_not in not_yet_of(visit, progress):
        said += prose(harmless(why_not))
    running = {each.kind: each.due_date for each in progress.deadlines if each.state == "running" and each.due_date}
    for deadline in progress.effective.pattern.case.deadlines:
        if deadline.id in running and deadline.promise:
            own = {**scope, "case": {**scope["case"], "due_date": running[deadline.id].isoformat()}}
            said += rich(deadline.promise, own, visit.language)
    said += paused_said(visit, progress)
    return said if said or state.phase == "closed" else prose(visit.say(progress.state))


@open_to("resident")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def move_page(visit: Visit, key: str, transition: str) -> HttpResponseBase:
    """Ask what a resident's own step needs, and take it."""
    progress = followed(visit, key)
    if progress is None:
        return visit.go("/track")
    may = (move.transition for move in progress.moves if not move.refused)
    taken = next((each for each in may if each.id == transition), None)
    if taken is None:
        if any(each.id == transition for each in progress.effective.pattern.case.transitions):
            return visit.go(f"/track/{key}?said=changed")
        raise Http404(f"no transition {transition}")
    posted = visit.posted
    ask = asked_now(progress.effective, taken.ask, progress.scope, posted, _setting(visit, progress, taken))
    taken = taken.model_copy(update={"ask": ask})
    if visit.request.method != "POST":
        return visit.page(_move_view(visit, progress, taken, key))
    return _take(visit, progress, taken, key, posted)


def _take(visit: Visit, progress: Progress, taken: Transition, key: str, posted: dict[str, list[str]]) -> HttpResponse:
    switched = visit.switched()
    visit = switched or visit
    uploaded = Uploaded() if switched else _uploaded(visit, progress, taken)
    setting = _setting(visit, progress, taken)
    asked, wrong = read_all(taken.ask, posted, setting)
    wrong |= checked(progress.effective, taken.ask, asked, progress.scope, setting)
    if uploaded.pressed:
        wrong = {}  # only files were to be changed: the rest is not judged yet
    wrong |= uploaded.by_question
    if wrong or switched or uploaded.pressed:
        return visit.page_in_language(_move_view(visit, progress, taken, key, posted, tuple(wrong.values())))
    try:
        move_case(
            case_id=progress.case.id,
            transition=taken.id,
            asked=asked,
            expect=None,
            actors=("resident",),
            council=visit.council,
            by=RESIDENT,
            at=visit.at,
        )
    except MoveCosts as costs:
        _attach(visit, progress, taken, asked)
        return visit.go(pay_for_move(visit, progress.case, costs, asked))
    except MoveRefused:
        return visit.go(f"/track/{key}?said=changed")
    except CANNOT as refused:
        problem = problem_of(refused, taken, setting)
        if problem is None:
            return visit.go(f"/track/{key}?said=changed")
        return visit.page(_move_view(visit, progress, taken, key, posted, (problem,)))
    _attach(visit, progress, taken, asked)
    return visit.go(f"/track/{key}?said=told")


def _uploaded(visit: Visit, progress: Progress, taken: Transition) -> Uploaded:
    """Keep the files that came with the step; they belong to the case once it is taken, or waits for its money."""
    if not asks_for_files(taken.ask):
        return Uploaded()
    return keep_files_of_act(visit, progress.case.id, taken.ask, _setting(visit, progress, taken))


def _attach(visit: Visit, progress: Progress, taken: Transition, asked: Mapping[str, Answer]) -> None:
    if asks_for_files(taken.ask):
        attach_asked(case_id=progress.case.id, questions=taken.ask, answers=asked, at=visit.at)


def _setting(visit: Visit, progress: Progress, taken: Transition) -> Setting:
    scope = {**progress.scope, "today": visit.now[:10]}
    setting = with_options(progress.effective, taken.ask, scope, visit.setting)
    setting = with_slots(setting, slot_options(progress.case, progress.effective, taken, scope=scope, at=visit.at))
    return with_documents(setting, taken.ask, case_id=progress.case.id)


def _move_view(
    visit: Visit,
    progress: Progress,
    taken: Transition,
    key: str,
    posted: dict[str, list[str]] | None = None,
    problems: tuple[Problem, ...] = (),
) -> QuestionPageView:
    scope, setting = progress.scope, _setting(visit, progress, taken)
    values = typed_values(posted or {}, taken.ask)
    if not posted:
        for question in taken.ask:
            values |= known(progress.effective, question, scope, setting)
    said = rich(taken.hint, scope, visit.language) + rich(taken.confirm, scope, visit.language)
    label = plain(taken.label, scope, visit.language)
    return QuestionPageView(
        frame=visit.frame(
            label,
            back_link=f"/track/{key}",
            exit_url=exit_address(progress.effective.pattern),
            language_form="questions",
            has_error=bool(problems),
        ),
        caption=progress.case.reference,
        content=said,
        questions=with_later_uploads(
            visit,
            progress.case.id,
            question_views(taken.ask, setting=setting, scope=scope, values=values, problems=problems),
            taken.ask,
        ),
        button=label,
    )
