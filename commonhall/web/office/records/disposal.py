"""What is due to go? The dry-run list, and the cases of one rule, which can be proposed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from commonhall.catalogue.queries import services_of
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed
from commonhall.retention.conversations import due_conversations
from commonhall.retention.operations import (
    NothingDue,
    propose_disposal,
)
from commonhall.retention.policies import needs_second_person
from commonhall.retention.queries import (
    Due,
    due_for_disposal,
    progress_of_run,
    unfinished_journeys,
)
from commonhall.web.components.views.desk import (
    Block,
    Cell,
    Form,
    Links,
    Prose,
    Row,
    Rows,
    Table,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.frames import drop_notice, go
from commonhall.web.office.records.runs import run_address
from commonhall.web.office.records.tabs import columns, crumb, day, desk, row


@open_to("staff")
@staff("GET")
def due_page(visit: Visit) -> HttpResponse:
    """Show what is due to go: the dry run."""
    check_may(visit, "dispose")
    found = due_for_disposal(visit.member, council=visit.council, at=visit.at)
    heads = ("records_service", "records_what", "records_why", "#records_number", "#records_held_number",
             "#records_kept_number", "#records_waiting_number")  # fmt: skip
    blocks: list[Block] = [
        Prose(text=visit.say("records_due_about")),
        Table(
            caption=visit.say("records_due"),
            columns=columns(visit, *heads),
            rows=tuple(Row(cells=tuple(_due_cells(visit, due))) for due in found),
            empty=visit.say("records_due_none"),
        ),
    ]
    if any(due.kept for due in found):
        blocks.append(Prose(text=visit.say("records_kept_about"), look="quiet"))
    blocks += [*_journeys(visit), *_conversations(visit)]
    response = page(desk(visit, visit.say("records"), blocks, current="office-records"))
    drop_notice(response)
    return response


def _due_cells(visit: Visit, due: Due) -> Iterator[Cell]:
    yield Cell(text=due.title.say(visit.language), href=_address_of(due))
    yield Cell(text=visit.say(f"records_then_{due.then}"))
    yield Cell(text=due.why.say(visit.language) or "–", more=tuple(filter(None, [due.law.say(visit.language)])))
    for number in (due.number, due.held, due.kept, due.waiting):
        yield Cell(text=f"{number:,}")


def _address_of(due: Due) -> str:
    rule = "general" if due.rule is None else str(due.rule)
    return reverse("office-records-rule", args=(due.pattern, rule, due.then))


def _journeys(visit: Visit) -> list[Block]:
    titles = {one.slug: one.effective.pattern.title for one in services_of(visit.council, day=london_day(visit.at))}
    rows = tuple(
        Row(
            cells=(
                Cell(text=titles.get(each.service, Words(en=each.service)).say(visit.language)),
                Cell(text=f"{each.number:,}"),
                Cell(text=f"{each.soon:,}"),
                Cell(text=day(each.first, visit)),
            )
        )
        for each in unfinished_journeys(at=visit.at)
    )
    heads = ("records_service", "#records_journeys_number", "#records_journeys_soon", "records_journeys_first")
    return [
        Table(
            caption=visit.say("records_journeys"),
            columns=columns(visit, *heads),
            rows=rows,
            empty=visit.say("records_journeys_none"),
        ),
        Prose(text=visit.say("records_journeys_about"), look="quiet"),
    ]


def _conversations(visit: Visit) -> list[Block]:
    due = due_conversations(at=visit.at)
    return [
        Rows(
            title=visit.say("records_talks"),
            rows=(
                row(visit, "records_talks_number", f"{due.number:,}"),
                row(visit, "records_held_number", f"{due.kept:,}"),
                row(visit, "records_talks_before", day(due.before, visit)),
            ),
        ),
        Prose(text=visit.say("records_talks_about", months=due.months), look="quiet"),
    ]


@open_to("staff")
@staff("GET", "POST")
def rule_page(visit: Visit, pattern: str, rule: str, then: str) -> HttpResponse:
    """Show what one rule of a service lets go, or propose that it goes."""
    check_may(visit, "dispose")
    found = due_for_disposal(visit.member, council=visit.council, at=visit.at)
    due = next((each for each in found if (each.pattern, each.then) == (pattern, then) and _said(each) == rule), None)
    if due is None:
        if visit.request.method == "POST":
            return go(reverse("office-records"), "warning", "records_nothing_due_notice")
        raise NotAllowed(pattern)
    if visit.request.method == "POST" and not visit.switching:
        return _propose(visit, due)
    return page(_rule_view(visit, due))


def _said(due: Due) -> str:
    return "general" if due.rule is None else str(due.rule)


def _propose(visit: Visit, due: Due) -> HttpResponse:
    try:
        run = propose_disposal(
            member=visit.member, pattern=due.pattern, rule=due.rule, then=due.then, council=visit.council, at=visit.at
        )
    except NothingDue:
        return go(reverse("office-records"), "warning", "records_nothing_due_notice")
    number = sum(progress_of_run(run).values())
    return go(run_address(run), "success", "records_proposed_notice", number=f"{number:,}")


def _rule_view(visit: Visit, due: Due) -> Any:
    law = due.law.say(visit.language) or visit.say("records_no_law")
    key = "records_months_longer" if due.longer else "records_months"
    facts = Rows(
        rows=(
            row(visit, "records_what", visit.say(f"records_then_{due.then}"),
                visit.say(f"records_then_about_{due.then}")),
            row(visit, "records_why", due.why.say(visit.language) or "–"),
            row(visit, "records_law", law),
            row(visit, "records_rule", visit.say(key, months=due.months, longer=due.longer)),
            row(visit, "records_closed_between",
                visit.say("records_between", first=day(due.first, visit), last=day(due.last, visit))),
            row(visit, "records_number", f"{due.number:,}"),
            row(visit, "records_held_number", f"{due.held:,}"),
            row(visit, "records_kept_number", f"{due.kept:,}"),
            row(visit, "records_waiting_number", f"{due.waiting:,}"),
        )
    )  # fmt: skip
    blocks: list[Block] = [facts]
    if due.free:
        two = "records_propose_two" if needs_second_person(due.then) else "records_propose_one"
        button = visit.say("records_propose", number=f"{due.free:,}")
        back = reverse("office-records")
        blocks += [Prose(text=visit.say(two)), Form(button=button, look="warning", cancel_url=back, id="propose")]
    else:
        blocks.append(Prose(text=visit.say("records_nothing_free"), look="inset"))
    longer = reverse("office-records-longer", args=(due.pattern,))
    blocks.append(Links(links=(Link(text=visit.say("records_keep_longer"), href=longer),)))
    return desk(
        visit, due.title.say(visit.language), blocks, crumbs=(crumb(visit, "records", "office-records"),), narrow=True
    )
