"""On what do the measurements run? One council with the library's services, and residents who are about to send."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import Final

from commonhall.catalogue.operations import LIBRARY, adopt, bind_provider, newest_published, publish_library
from commonhall.catalogue.queries import get_service
from commonhall.contacts.operations import load_gazetteer
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.operations import add_council
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.operations import begin_journey, look
from commonhall.journeys.queries import Standing
from commonhall.upkeep.demo.calendars import calendar_settings
from commonhall.upkeep.demo.enquiries import answer_all
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_stories import waste_settings

AT: Final = datetime.now(UTC)
COUNCIL: Final = "fallowdale"
SERVICE: Final = "contact-the-council"
ANSWERS: Final = {
    "topic": "bins",
    "message": "Can I put pizza boxes in the recycling if they are greasy? " * 4,
    "property": None,
    "name": "Yusuf Kendrick",
    "contact_by": ["email"],
    "email": "yusuf.kendrick@example.org",
}


@functools.cache
def site_with_services() -> CouncilSite:
    """Return a council that runs every pattern of the library, with a gazetteer of some 2,000 properties."""
    publish_library(using="migrator", at=AT)
    site = add_council(
        slug=COUNCIL, name=Words(en="Fallowdale District Council"), kind="district", nation="england", by=SYSTEM, at=AT
    )
    rows = generate(COUNCIL)
    with in_council(site):
        load_gazetteer(properties=rows.properties, streets=rows.streets, furniture=rows.furniture, by=SYSTEM, at=AT)
        bind_provider(capability="addresses", provider="gazetteer", settings={}, by=SYSTEM, at=AT)
        bind_provider(capability="waste", provider="rounds", settings=waste_settings(COUNCIL), by=SYSTEM, at=AT)
        bind_provider(
            capability="notifications", provider="outbox_folder", settings={"folder": "outbox"}, by=SYSTEM, at=AT
        )
        bind_provider(
            capability="bookings", provider="own_calendar", settings=calendar_settings(COUNCIL), by=SYSTEM, at=AT
        )
        bind_provider(capability="payments", provider="practice_card", settings={}, by=SYSTEM, at=AT)
        bind_provider(capability="files", provider="folder", settings={"folder": "files"}, by=SYSTEM, at=AT)
        for path in sorted(LIBRARY.glob("*/pattern.yaml")):
            slug = path.parent.name
            adopt(council=site, slug=slug, origin="library", version_id=newest_published(slug).id, by=SYSTEM, at=AT)
    return site


def prepared_journey(site: CouncilSite) -> Standing:
    """Return a journey with every page answered, ready to be sent. The council must be in scope."""
    service = get_service(SERVICE, council=site, day=london_day(AT))
    journey, _ = begin_journey(service=service, language="en", at=AT)
    standing = answer_all(look(journey=journey, council=site, at=AT), site, ANSWERS, language="en", at=AT)
    assert standing.route.stop.kind == "check", standing.route.stop
    return standing
