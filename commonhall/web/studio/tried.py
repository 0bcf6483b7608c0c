"""How does somebody try services before residents meet them, or let others try, let time pass, and delete all of it?"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.words import capabilities
from commonhall.cases.tried import (
    MOST_DAYS,
    Trial,
    TriedCase,
    all_tried,
    begin_trial,
    delete_tests,
    end_trial,
    let_time_pass,
    open_trials,
)
from commonhall.catalogue.bound import BindingMissing, get_binding, get_held
from commonhall.councils.policies import open_to
from commonhall.councils.testing import join_trial, name_of
from commonhall.people.policies import can
from commonhall.web.components.languages import SeeOther
from commonhall.web.components.views.desk import (
    Block,
    Buttons,
    Cell,
    Column,
    DeskView,
    Form,
    Heading,
    Prose,
    Row,
    Rows,
    Table,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.components.views.questions import OptionView, QuestionView
from commonhall.web.studio.door import Visit, go, leads, page
from commonhall.web.studio.frames import frame
from commonhall.web.studio.providers import service_titles, when

ASIDE = ("staff_identity",)
"""Capabilities that no test goes through: staff are real."""
WHO: Final = ("me", "others")


@open_to("staff")
@leads("GET")
def tests_page(visit: Visit) -> HttpResponse:
    """Offer the services to try, list who tries and what was tried, and say through what a test goes."""
    return _tests_page(visit, {})


def _tests_page(visit: Visit, wrong: dict[str, str]) -> HttpResponse:
    tried, trials = all_tried(), open_trials(at=visit.at)
    blocks: list[Block] = [
        Prose(text=visit.say("tests_lead")),
        Form(id="questions", questions=_beginning(visit, wrong), button=visit.say("test_begin"),
             action=reverse("studio-begin-test")),
    ]  # fmt: skip
    if trials:
        blocks += [Heading(text=visit.say("trials")), _trials(visit, trials)]
    blocks += [Heading(text=visit.say("tried_cases")), _cases(visit, tried.cases)]
    if tried.journeys:
        blocks.append(Prose(text=visit.say("tried_count", count=tried.journeys)))
        blocks += [Heading(text=visit.say("time_title")), Prose(text=visit.say("time_lead")), _time(visit, wrong)]
        delete = Link(text=visit.say("tests_delete"), href=reverse("studio-delete-tests"))
        blocks.append(Buttons(links=(delete,), secondary=True))
    blocks += [Heading(text=visit.say("test_through")), Prose(text=visit.say("test_through_lead")), _through(visit)]
    return page(DeskView(frame=frame(visit, visit.say("tests"), has_error=bool(wrong)), blocks=tuple(blocks)))


def _beginning(visit: Visit, wrong: dict[str, str]) -> tuple[QuestionView, ...]:
    typed = visit.request.POST
    services = tuple(OptionView(value=slug, label=title) for slug, title in service_titles(visit).items())
    who = tuple(OptionView(value=each, label=visit.say(f"test_who_{each}")) for each in WHO)
    return (
        QuestionView(
            id="service", type="choice", label=visit.say("test_which"), options=services,
            value={"service": typed.get("service", "")}, error=wrong.get("service", ""),
        ),
        QuestionView(
            id="who", type="choice", label=visit.say("test_who"), options=who, value={"who": typed.get("who", "me")}
        ),
    )  # fmt: skip


def _trials(visit: Visit, trials: list[Trial]) -> Table:
    titles = service_titles(visit)
    rows = tuple(
        Row(
            cells=(
                Cell(text=titles.get(each.service, each.service) or visit.say("trial_everything"),
                     href=reverse("studio-trial", args=(each.id,))),
                Cell(text=visit.say("test_who_others" if each.shared else "trial_alone")),
                Cell(text=each.made_by),
                Cell(text=when(visit, each.ends_at)),
            )
        )
        for each in trials
    )  # fmt: skip
    columns = tuple(Column(text=visit.say(key)) for key in ("service", "test_who", "trial_by", "trial_ends"))
    return Table(caption=visit.say("trials"), hidden_caption=True, columns=columns, rows=rows)


def _time(visit: Visit, wrong: dict[str, str]) -> Form:
    question = QuestionView(
        id="days", type="text", label=visit.say("time_days"), hint=visit.say("time_days_hint", most=MOST_DAYS),
        value={"days": visit.request.POST.get("days", "")}, error=wrong.get("days", ""), width=3, input_mode="numeric",
    )  # fmt: skip
    return Form(questions=(question,), button=visit.say("time_pass"), action=reverse("studio-pass-time"),
                look="secondary")  # fmt: skip


def _cases(visit: Visit, cases: tuple[TriedCase, ...]) -> Table:
    titles = service_titles(visit)
    rows = tuple(
        Row(
            cells=(
                Cell(text=each.reference, href=reverse("studio-tried", args=(each.id,))),
                Cell(text=titles.get(each.service, each.service), more=(each.title.say(visit.language),)),
                Cell(text=each.state),
                Cell(text=when(visit, each.opened_at)),
            )
        )
        for each in cases
    )
    columns = tuple(Column(text=visit.say(key)) for key in ("tried_reference", "service", "tried_state", "tried_at"))
    caption = visit.say("tried_cases")
    return Table(caption=caption, hidden_caption=True, columns=columns, rows=rows, empty=visit.say("tried_none"))


def _through(visit: Visit) -> Table:
    administers = can(visit.member, "administer")
    rows = []
    for each in capabilities():
        if each.name in ASIDE:
            continue
        found = _for_tests(visit, each.name)
        choose = f"{reverse('studio-choose', args=(each.name,))}?mode=test" if administers else ""
        cells = [
            Cell(text=each.title.say(visit.language)),
            Cell(text=found[0] or visit.say("test_none"), more=found[1:]),
        ]
        if administers:
            cells.append(Cell(text=visit.say("test_choose"), href=choose))
        rows.append(Row(cells=tuple(cells)))
    keys = ("capability", "provider", "choose") if administers else ("capability", "provider")
    columns = tuple(Column(text=visit.say(key), hidden=key == "choose") for key in keys)
    return Table(caption=visit.say("test_through"), hidden_caption=True, columns=columns, rows=tuple(rows))


def _for_tests(visit: Visit, capability: str) -> tuple[str, ...]:
    """Return through which provider a test goes, and whether it is one of the real ones that stay here."""
    try:
        bound = get_binding(capability, mode="test")
    except BindingMissing:
        return ("",)
    title = get_held(bound.id).title.say(visit.language)
    return (title,) if bound.mode == "test" else (title, visit.say("test_own"))


@open_to("staff")
@leads("POST")
def begin_page(visit: Visit) -> HttpResponse:
    """Put this browser into test mode and lead to the service; or make a link that does so with others' browsers."""
    service, who = visit.request.POST.get("service", ""), visit.request.POST.get("who", "me")
    if visit.switching or service not in service_titles(visit) or who not in WHO:
        return _tests_page(visit, {} if visit.switching else {"service": visit.say("test_choose_service")})
    trial = begin_trial(service=service, shared=who == "others", by=visit.member.actor, at=visit.at)
    if trial.shared:
        return go(reverse("studio-trial", args=(trial.id,)), "success", "trial_made")
    response = SeeOther(f"/services/{service}")
    join_trial(response, trial, at=visit.at)
    return response


@open_to("staff")
@leads("GET", "POST")
def trial_page(visit: Visit, trial: UUID) -> HttpResponse:
    """Show the link of a trial, and end it."""
    back = reverse("studio-tests")
    if visit.request.method == "POST":
        ended = end_trial(trial_id=trial, by=visit.member.actor, at=visit.at)
        return go(back, *(("success", "trial_ended") if ended else ("warning", "trial_over")))
    found = next((each for each in open_trials(at=visit.at) if each.id == trial), None)
    if found is None:
        raise Http404(str(trial))
    title = service_titles(visit).get(found.service, found.service) or visit.say("trial_everything")
    facts = [("service", title), ("trial_by", found.made_by), ("trial_ends", when(visit, found.ends_at))]
    blocks: list[Block] = []
    if found.shared:
        site = settings.SITE_ADDRESS.format(host=visit.council.host)
        facts.append(("trial_link", f"{site}{reverse('try', args=(name_of(found),))}"))
        blocks.append(Prose(text=visit.say("trial_lead")))
    rows = tuple(SummaryRow(key=visit.say(key), lines=(line,)) for key, line in facts)
    blocks += [Rows(rows=rows), Form(button=visit.say("trial_end"), look="warning")]
    own = frame(visit, visit.say("trial"), breadcrumbs=(Link(text=visit.say("tests"), href=back),))
    return page(DeskView(frame=own, blocks=tuple(blocks), narrow=True))


@open_to("staff")
@leads("POST")
def time_page(visit: Visit) -> HttpResponse:
    """Let time pass for what is tried."""
    typed = visit.request.POST.get("days", "").strip()
    try:
        days = int(typed) if typed.isascii() and typed.isdigit() else 0
        let_time_pass(days=days, by=visit.member.actor, at=visit.at)
    except ValueError:
        return _tests_page(visit, {"days": visit.say("time_wrong", most=MOST_DAYS)})
    return go(reverse("studio-tests"), "success", "time_passes")


@open_to("staff")
@leads("GET", "POST")
def delete_page(visit: Visit) -> HttpResponse:
    """Ask whether all that was tried is to be deleted, and delete it."""
    back = reverse("studio-tests")
    if visit.request.method == "POST":
        try:
            delete_tests(by=visit.member.actor, at=visit.at)
        except (Unavailable, Rejected, Misconfigured, BindingMissing):
            return go(back, "warning", "tests_not_deleted")
        return go(back, "success", "tests_deleted")
    tried = all_tried()
    said = visit.say("tests_delete_lead", cases=len(tried.cases), journeys=tried.journeys)
    form = Form(button=visit.say("tests_delete"), look="warning", cancel_url=back)
    own = frame(visit, visit.say("tests_delete_title"), breadcrumbs=(Link(text=visit.say("tests"), href=back),))
    return page(DeskView(frame=own, blocks=(Prose(text=said), form), narrow=True))
