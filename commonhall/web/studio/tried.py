"""How does somebody try a service before residents meet it, see what came of it, and delete all of it?"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.words import capabilities
from commonhall.cases.tried import TriedCase, TriedMessage, TriedPayment, all_tried, delete_tests, find_tried
from commonhall.catalogue.bound import BindingMissing, get_binding, get_held
from commonhall.core.values import money
from commonhall.councils.policies import open_to
from commonhall.councils.testing import begin_testing
from commonhall.people.policies import can
from commonhall.web.components.languages import SeeOther
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Form, Heading, Prose, Row, Rows, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.components.views.questions import OptionView, QuestionView
from commonhall.web.studio.door import Visit, go, leads, page
from commonhall.web.studio.frames import frame
from commonhall.web.studio.providers import service_titles, when

ASIDE = ("staff_identity",)
"""Capabilities that no test goes through: staff are real."""


@open_to("staff")
@leads("GET")
def tests_page(visit: Visit) -> HttpResponse:
    """Offer the services to try, say through what a test goes, and list what was tried."""
    return _tests_page(visit)


def _tests_page(visit: Visit, *, error: str = "") -> HttpResponse:
    options = tuple(OptionView(value=slug, label=title) for slug, title in service_titles(visit).items())
    question = QuestionView(
        id="service", type="choice", label=visit.say("test_which"), options=options, value={}, error=error
    )
    tried = all_tried()
    blocks: list[Block] = [
        Prose(text=visit.say("tests_lead")),
        Form(id="questions", questions=(question,), button=visit.say("test_begin"),
             action=reverse("studio-begin-test")),
        Heading(text=visit.say("tried_cases")),
        _cases(visit, tried.cases),
    ]  # fmt: skip
    if tried.journeys:
        blocks.append(Prose(text=visit.say("tried_count", count=tried.journeys)))
        delete = reverse("studio-delete-tests")
        blocks.append(Form(button=visit.say("tests_delete"), action=delete, look="warning"))
    blocks += [Heading(text=visit.say("test_through")), Prose(text=visit.say("test_through_lead")), _through(visit)]
    own = frame(visit, visit.say("tests"), has_error=bool(error))
    return page(DeskView(frame=own, blocks=tuple(blocks)))


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
    """Put this browser into test mode and lead to the service."""
    service = visit.request.POST.get("service", "")
    if visit.switching or service not in service_titles(visit):
        return _tests_page(visit, error="" if visit.switching else visit.say("choose_one"))
    response = SeeOther(f"/services/{service}")
    begin_testing(response, council_id=visit.council.id, member_id=visit.member.membership_id)
    return response


@open_to("staff")
@leads("POST")
def delete_page(visit: Visit) -> HttpResponse:
    """Delete all that was tried."""
    back = reverse("studio-tests")
    try:
        delete_tests(by=visit.member.actor, at=visit.at)
    except (Unavailable, Rejected, Misconfigured, BindingMissing):
        return go(back, "warning", "tests_not_deleted")
    return go(back, "success", "tests_deleted")


@open_to("staff")
@leads("GET")
def tried_page(visit: Visit, case: UUID) -> HttpResponse:
    """Show what came of one test: its state, its messages and its payments."""
    found = find_tried(case)
    if found is None:
        raise Http404(str(case))
    tried, messages, payments = found
    facts = (
        ("service", service_titles(visit).get(tried.service, tried.service)),
        ("tried_state", tried.state),
        ("tried_at", when(visit, tried.opened_at)),
    )
    blocks: list[Block] = [
        Rows(rows=tuple(SummaryRow(key=visit.say(key), lines=(line,)) for key, line in facts)),
        _messages(visit, messages),
        _payments(visit, payments),
    ]
    above = (Link(text=visit.say("tests"), href=reverse("studio-tests")),)
    own = frame(visit, visit.say("tried_title", reference=tried.reference), breadcrumbs=above)
    return page(DeskView(frame=own, blocks=tuple(blocks)))


def _messages(visit: Visit, messages: tuple[TriedMessage, ...]) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(text=each.recipient, more=(each.channel,)),
                Cell(text=each.subject, more=tuple(line for line in each.body.splitlines() if line)),
                Cell(text=each.state, more=(each.waits,) if each.waits else ()),
                Cell(text=when(visit, each.composed_at)),
            )
        )
        for each in messages
    )
    columns = tuple(Column(text=visit.say(key)) for key in ("tried_to", "tried_says", "tried_state", "at"))
    return Table(caption=visit.say("tried_messages"), columns=columns, rows=rows, empty=visit.say("tried_no_messages"))


def _payments(visit: Visit, payments: tuple[TriedPayment, ...]) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(text=money.in_words(each.amount_pence)),
                Cell(text=each.provider),
                Cell(text=each.state),
                Cell(text=when(visit, each.made_at)),
            )
        )
        for each in payments
    )
    columns = tuple(Column(text=visit.say(key)) for key in ("tried_amount", "tried_provider", "tried_state", "at"))
    return Table(caption=visit.say("tried_payments"), columns=columns, rows=rows, empty=visit.say("tried_no_payments"))
