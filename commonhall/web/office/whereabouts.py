"""Where is what a case is about? A small map on its page, with the street, the ward and what stands there in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.maps.port import Mark
from commonhall.capabilities.maps.view import View
from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.contacts.mapping import MapDown, offers_map, picture_of
from commonhall.contacts.near import NearThing, find_thing, things_near, whereabouts
from commonhall.core.questions.masking import is_masked
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import MapBlock, Panel, Rows
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.components.word_picture import word_picture
from commonhall.web.office.door import Visit, staff
from commonhall.web.office.rights.purpose import asks_why

ZOOM, WIDTH, HEIGHT = 17, 300, 220
STANDS_THERE: Final = 8
"""Metres within which a thing is taken for the one that a report is about."""


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield where the case is, if it has a point that the member may see."""
    point = _point(found)
    if point is None:
        return
    about = whereabouts(*point)
    rows = []
    if about.street:
        said = visit.say("place_street_at", street=about.street.name.say(visit.language), metres=about.street.metres)
        rows.append(SummaryRow(key=visit.say("place_street"), lines=(said, f"USRN {about.street.usrn}")))
    if about.ward:
        rows.append(SummaryRow(key=visit.say("place_ward"), lines=(about.ward,)))
    if thing := _thing(found, point):
        line = f"{thing.name.say(visit.language)} ({thing.number})"
        rows.append(SummaryRow(key=visit.say("place_thing"), lines=(line,)))
    rows.append(SummaryRow(key=visit.say("place_point"), lines=(f"{point[0]:.5f}, {point[1]:.5f}",)))
    alt = visit.say("place_map_of", where=rows[0].lines[0])
    source = reverse("office-map", args=(found.case.reference,))
    drawn = (MapBlock(src=source, alt=alt, width=WIDTH, height=HEIGHT),) if offers_map() else ()
    yield Panel(id="place", title=visit.say("place_title"), blocks=(*drawn, Rows(rows=tuple(rows))), place="side")


@open_to("staff")
@staff("GET")
def map_page(visit: Visit, reference: str) -> HttpResponse:
    """Answer with the picture of the map around the place of a case; with words as a picture while there is no map."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    point = None if asks_why(found, visit) else _point(found)
    if point is None:
        raise CaseUnknown(reference)
    view = View(*point, ZOOM, WIDTH, HEIGHT)
    try:
        picture = picture_of(view, (Mark("pin", *point),), language=visit.language, at=visit.at)
    except MapDown:
        drawn = word_picture(visit.say("place_map_down"), width=WIDTH, height=HEIGHT)
        return HttpResponse(drawn, content_type="image/svg+xml", status=503)
    return HttpResponse(picture.content, content_type=picture.media_type)


def _thing(found: CasePage, point: tuple[float, float]) -> NearThing | None:
    """Return the thing that was chosen, else the one that stands at the point."""
    where = found.case.answers.get(found.effective.pattern.case.location or "")
    if isinstance(where, Mapping) and (chosen := find_thing(str(where.get("asset") or ""))):
        return chosen
    near = things_near(*point, most=1)
    return near[0] if near and near[0].metres <= STANDS_THERE else None


def _point(found: CasePage) -> tuple[float, float] | None:
    """Return latitude and longitude of a case; None where it has none, or its answer is hidden from the member."""
    case, spec = found.case, found.effective.pattern.case
    asked = (found.effective.questions.get(name) for name in (spec.location, spec.property) if name)
    if case.lat is None or case.lng is None or any(each and is_masked(each, found.fields) for each in asked):
        return None
    return float(case.lat), float(case.lng)
