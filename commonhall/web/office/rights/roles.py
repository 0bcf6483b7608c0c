"""What may each role do? One page, made from the rules that decide it."""

from __future__ import annotations

from typing import get_args

from django.http import HttpResponse

from commonhall.core.questions.masking import FieldClass
from commonhall.councils.policies import open_to
from commonhall.people.policies import ALLOWED, FIELDS, Action, Role
from commonhall.web.components.views.desk import Block, Heading, Prose, Rows
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, check_may, staff
from commonhall.web.office.rights.desk import desk


@open_to("staff")
@staff("GET")
def roles_page(visit: Visit) -> HttpResponse:
    """Say for every role what it may do, what it may not, and which answers it reads."""
    check_may(visit, "view", "administer", "audit")
    blocks: list[Block] = [Prose(text=visit.say("rights_roles_text"))]
    for role in ALLOWED:
        blocks += [Heading(text=visit.say(f"role_{role}"), id=role), Rows(rows=_rows(visit, role))]
    return desk(visit, visit.say("rights_roles"), blocks)


def _rows(visit: Visit, role: Role) -> tuple[SummaryRow, ...]:
    actions: tuple[Action, ...] = get_args(Action)
    classes: tuple[FieldClass, ...] = get_args(FieldClass)
    may = [visit.say(f"rights_do_{each}") for each in actions if each in ALLOWED[role]]
    may_not = [visit.say(f"rights_do_{each}") for each in actions if each not in ALLOWED[role]]
    reads = [visit.say(f"rights_field_{each}") for each in classes if each in FIELDS[role]]
    if "view" not in ALLOWED[role]:
        reads = []
    return tuple(
        SummaryRow(key=visit.say(key), lines=tuple(lines) or (visit.say("rights_nothing"),))
        for key, lines in (("rights_may", may), ("rights_may_not", may_not), ("rights_reads", reads))
    )
