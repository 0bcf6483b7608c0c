"""At which linked systems is a case, and what did they say last? On the page of the case."""

from __future__ import annotations

from collections.abc import Iterator

from commonhall.cases.queries import CasePage
from commonhall.connect.queries import CaseLink, links_of_case
from commonhall.web.components.views.desk import Panel, Rows
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit
from commonhall.web.office.dues import when


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield where the case was handed over to, if it was."""
    rows = tuple(_rows(each, visit) for each in links_of_case(found.case.id))
    if rows:
        yield Panel(id="linked", title=visit.say("linked_panel"), blocks=rows, place="side")


def _rows(each: CaseLink, visit: Visit) -> Rows:
    lines = [("linked_reference", each.external or visit.say("linked_no_reference"))]
    if each.handed_at:
        lines.append(("linked_handed", when(each.handed_at, visit.language)))
    if each.heard_at:
        said = each.status.replace("_", " ")
        lines.append(("linked_said", f"{said} ({when(each.heard_at, visit.language)})"))
    if each.waiting:
        lines.append(("linked_waits", str(each.waiting)))
    rows = tuple(SummaryRow(key=visit.say(key), lines=(text,)) for key, text in lines)
    return Rows(rows=rows, title=each.title.say(visit.language))
