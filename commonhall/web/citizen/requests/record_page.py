"""Who looked at a resident's record, how do they take it away, and how do they ask for their other rights?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.http import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from commonhall.cases.people.own_people import reads_of_own
from commonhall.core.values.dates import in_words
from commonhall.councils.policies import open_to
from commonhall.people.residents import SignedInResident
from commonhall.web.citizen.requests.own_record import own_record
from commonhall.web.citizen.requests.texts import MY
from commonhall.web.citizen.residents import my_frame, signed_in
from commonhall.web.citizen.services import service_of_pattern
from commonhall.web.citizen.visit import Visit
from commonhall.web.citizen.where import start_address
from commonhall.web.components.downloads import download
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Form, Heading, Links, Prose, Row, Table
from commonhall.web.components.views.frame import Link

MOST_SHOWN: Final = 50
RIGHTS: Final = ("access", "rectification", "erasure")


@open_to("resident")
@require_safe
@signed_in
def record_page(visit: Visit, resident: SignedInResident) -> HttpResponseBase:
    """Show who looked, by role and day, and what can be asked about the record."""
    frame = my_frame(visit, resident, visit.say(MY["record"]))
    return visit.page(DeskView(frame=frame, blocks=tuple(_blocks(visit, resident)), narrow=True))


def _blocks(visit: Visit, resident: SignedInResident) -> Iterator[Block]:
    yield Heading(text=visit.say(MY["readers"]))
    yield Prose(text=visit.say(MY["readers_text"]))
    yield Table(
        caption=visit.say(MY["readers"]),
        hidden_caption=True,
        columns=(Column(text=visit.say(MY["when"])), Column(text=visit.say(MY["who"]))),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=in_words(each.date.isoformat(), visit.language), time=each.date.isoformat()),
                    Cell(text=visit.say(MY[f"role_{each.role}"])),
                )
            )
            for each in reads_of_own(resident.email)[:MOST_SHOWN]
        ),
        empty=visit.say(MY["readers_none"]),
    )
    yield Heading(text=visit.say(MY["download"]))
    yield Prose(text=visit.say(MY["download_text"]))
    yield Form(id="download", button=visit.say(MY["download_button"]), action="/my/download", look="secondary")
    yield Heading(text=visit.say(MY["rights"]))
    yield Prose(text=visit.say(MY["rights_text"]))
    yield Links(links=tuple(_rights(visit)))


def _rights(visit: Visit) -> Iterator[Link]:
    """Lead to the service for these rights where the council runs one, else to its ways of contact."""
    service = service_of_pattern(visit, "data-rights") or service_of_pattern(visit, "contact-the-council")
    href = start_address(service.slug) if service else "/contact"
    for right in RIGHTS:
        yield Link(text=visit.say(MY[f"ask_{right}"]), href=href)


@open_to("resident")
@require_POST
@signed_in
def download_page(visit: Visit, resident: SignedInResident) -> HttpResponseBase:
    """Hand over everything that is the resident's own, at once."""
    content = own_record(visit, resident)
    return download(name=f"{visit.council.slug}-{visit.now[:10]}.zip", type="application/zip", content=content)
