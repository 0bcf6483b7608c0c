"""What does the page of a case show of the people and the place that it is about? Warnings above all else."""

from __future__ import annotations

from collections.abc import Iterator

from commonhall.cases.people.around import CasePeople, people_of_case
from commonhall.cases.queries import CasePage
from commonhall.web.components.views.desk import Block, Links, Panel, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit
from commonhall.web.office.persons.details import wish_rows
from commonhall.web.office.persons.forms import to
from commonhall.web.office.persons.reaching import name_of, person_url
from commonhall.web.office.persons.taking_part import parties_panel
from commonhall.web.office.persons.warned import warning_blocks


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield warnings, then the person, the property and the parties of a case."""
    around = people_of_case(visit.member, found.case, at=visit.at)
    if around.warnings:
        blocks = tuple(warning_blocks(visit, around.warnings))
        yield Panel(id="warnings", title=visit.say("person_warnings"), blocks=blocks, place="top")
    if around.person is not None:
        yield Panel(id="person", title=visit.say("person_summary"), blocks=tuple(_person(visit, around)), place="side")
    if found.case.uprn:
        yield Panel(
            id="property", title=visit.say("property_caption"), blocks=tuple(_property(visit, found, around)),
            place="side",
        )  # fmt: skip
    yield from parties_panel(found, visit, around)


def _person(visit: Visit, around: CasePeople) -> Iterator[Block]:
    assert around.person is not None
    rows = [SummaryRow(key=visit.say("person_name"), lines=(name_of(around.person, visit),))]
    rows += wish_rows(visit, around.wishes)
    yield Rows(rows=tuple(rows))
    links = [Link(text=visit.say("person_all"), href=person_url(around.person.id))]
    if around.other_open:
        text = visit.say("person_other_open", n=around.other_open)
        links.append(Link(text=text, href=person_url(around.person.id)))
    yield Links(links=tuple(links))


def _property(visit: Visit, found: CasePage, around: CasePeople) -> Iterator[Block]:
    links = [Link(text=visit.say("property_all"), href=to("office-property", found.case.uprn))]
    if around.others_here:
        text = visit.say("property_others", n=around.others_here)
        links.append(Link(text=text, href=to("office-property", found.case.uprn)))
    if found.case.address:
        yield Rows(rows=(SummaryRow(key=visit.say("person_address"), lines=(found.case.address,)),))
    yield Links(links=tuple(links))
