"""How long does the council keep the cases of a service, and may it be longer?"""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpResponse
from django.urls import reverse

from commonhall.catalogue.queries import Service, services_of
from commonhall.core.language.case_model import Retention, RetentionRule
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Answer, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import london_day
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed
from commonhall.retention.operations import keep_longer
from commonhall.retention.policies import LONGEST_REASON, MOST_LONGER_MONTHS
from commonhall.retention.queries import lengthenings, may
from commonhall.web.components.views.desk import Cell, DeskView, Prose, Row, Table
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.frames import go
from commonhall.web.office.records.tabs import columns, crumb, desk, form
from commonhall.web.office.texts import TEXTS


@open_to("staff")
@staff("GET", "POST")
def longer_page(visit: Visit, pattern: str) -> HttpResponse:
    """Show the rules of a service, and keep its cases longer than they say."""
    check_may(visit, "dispose")
    service = next(
        (one for one in services_of(visit.council, day=london_day(visit.at)) if one.pattern == pattern), None
    )
    private = service is not None and service.effective.pattern.case.access == "team"
    if service is None or not may(visit.member, "dispose", pattern, private):
        raise NotAllowed(pattern)
    asked = _asked()
    filled = read_form(visit, asked)
    if not filled.good:
        return page(_view(visit, service, asked, filled))
    keep_longer(
        pattern=pattern,
        months=int(str(filled.answers["months"])),
        reason=str(filled.answers["reason"]),
        by=visit.member.actor,
        at=visit.at,
    )
    return go(reverse("office-records"), "success", "records_longer_notice")


def _asked() -> tuple[Question, Question]:
    return (
        Number(
            id="months",
            type="number",
            label=TEXTS["records_longer_months"],
            hint=TEXTS["records_longer_hint"],
            name_in_errors=TEXTS["records_longer_months_name"],
            min=Decimal(0),
            max=Decimal(MOST_LONGER_MONTHS),
        ),
        Text(
            id="reason",
            type="text",
            label=TEXTS["records_reason"],
            name_in_errors=TEXTS["records_reason_name"],
            max_length=LONGEST_REASON,
        ),
    )


def _view(visit: Visit, service: Service, asked: tuple[Question, Question], filled: Filled) -> DeskView:
    retention = service.effective.pattern.case.retention
    rules: list[Retention | RetentionRule] = [*retention.rules, retention]
    table = Table(
        caption=visit.say("records_rule"),
        hidden_caption=True,
        columns=columns(visit, "records_why", "records_rule", "records_what"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        text=(rule.why or retention.why).say(visit.language)
                        or visit.say("records_rule_number", number=place + 1)
                    ),
                    Cell(text=visit.say("records_months", months=rule.months)),
                    Cell(text=visit.say(f"records_then_{rule.then}")),
                )
            )
            for place, rule in enumerate(rules)
        ),
    )
    now = lengthenings().get(service.pattern)
    known: dict[str, Answer] = {"months": now.months, "reason": now.reason} if now else {}
    title = service.effective.pattern.title.say(visit.language)
    return desk(
        visit,
        visit.say("records_longer_title", service=title),
        [
            Prose(text=visit.say("records_longer_about")),
            table,
            form(visit, asked, filled, button=visit.say("records_save"), known=known,
                 cancel_url=reverse("office-records")),
        ],
        crumbs=(crumb(visit, "records", "office-records"),),
        problems=bool(filled.problems),
        narrow=True,
    )  # fmt: skip
