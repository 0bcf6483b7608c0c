"""What does this part of the office show on the page of a case? What is hidden, and who looked at it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from commonhall.cases.queries import CasePage, team_of
from commonhall.people.policies import can
from commonhall.record.audits import Looked, reads_of
from commonhall.web.components.views.desk import Cell, Column, Fold, Links, Panel, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit
from commonhall.web.office.dues import when
from commonhall.web.office.rights.record import who_did

SHOWN = 20


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield what stands above the case where it was opened with a reason, the way to hidden answers, and who looked."""
    case = found.case
    if case.id in visit.member.opened:
        warning = Prose(text=visit.say("glass_top"), look="warning")
        yield Panel(id="glass", title=visit.say("rights_glass"), blocks=(warning,), place="top")
    if found.unmasks and found.hidden:
        link = Link(text=visit.say("hidden_see"), href=reverse("office-hidden", args=(case.reference,)))
        yield Panel(
            id="hidden",
            title=visit.say("hidden_title"),
            blocks=(Prose(text=visit.say("hidden_some")), Links(links=(link,))),
        )
    team = team_of(case, found.teams)
    if any(can(visit.member, each, pattern=case.pattern, team=team, ward=case.ward) for each in ("lead", "audit")):
        looked = _table(visit, reads_of(("case", case.id), most=SHOWN))
        fold = Fold(title=visit.say("looked_text", number=SHOWN), blocks=(looked,))
        yield Panel(id="looked", title=visit.say("looked_title"), blocks=(fold,))


def _table(visit: Visit, reads: list[Looked]) -> Table:
    heads = ("audit_when", "audit_who", "audit_how", "audit_purpose")
    return Table(
        caption=visit.say("looked_title"),
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(each)) for each in heads),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=when(each.at, visit.language), time=each.at.isoformat()),
                    Cell(text=who_did(each.by, visit), more=(visit.say(f"role_{each.role}"),) if each.role else ()),
                    Cell(text=visit.say(f"how_{each.how}")),
                    Cell(text=each.purpose),
                )
            )
            for each in reads
        ),
        empty=visit.say("audit_empty"),
    )
