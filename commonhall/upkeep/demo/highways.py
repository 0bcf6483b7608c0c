"""Which council of the demonstration hands its road problems over to a contractor, and how do the two talk?"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from commonhall.capabilities.backoffice.simulator.accounts import CONTRACTOR, demo_account
from commonhall.catalogue.operations import bind_provider
from commonhall.connect.operations import link_system
from commonhall.connect.queries import is_linked
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite

COUNCIL: Final = "stonemere"
SERVICE: Final = "report-a-problem"
EXCHANGE: Final[dict[str, Any]] = {
    "only_question": "category",
    "only_answers": ["pothole", "street_light", "drain"],
    "fields": [
        {
            "to": "service_code",
            "path": "answers.category",
            "values": {"pothole": "POTHOLE", "street_light": "LIGHT", "drain": "DRAIN"},
        },
        {"to": "lat", "path": "place.lat", "type": "number"},
        {"to": "long", "path": "place.long", "type": "number"},
        {"to": "address_string", "path": "said.place"},
        {"to": "description", "joined": ["case.title", "said.drain_what", "answers.details"]},
        {
            "to": "attribute[size]",
            "path": "answers.pothole_size",
            "values": {"small": "S", "middle": "M", "large": "L"},
        },
        {
            "to": "attribute[where]",
            "path": "answers.pothole_where",
            "type": "list",
            "values": {"road": "cway", "cycle": "cycle", "pavement": "fway"},
        },
        {
            "to": "attribute[fault]",
            "path": "answers.light_fault",
            "values": {"off": "out", "flickers": "flicker", "day": "day", "damaged": "hit"},
        },
        {"to": "attribute[column]", "joined": ["place.asset", "answers.light_number"]},
    ],
    "hears": {
        "investigating": {"transition": "look"},
        "action_scheduled": {"transition": "plan", "asked": {"work_date": "{facts.expected_datetime}"}},
        "in_progress": {"transition": "start_work"},
        "fixed": {"transition": "fix", "asked": {"resolution": "repaired", "fixed_note": "{text}"}},
    },
    "tells": {
        "received": "REOPEN",
        "no_action": "NO_FURTHER_ACTION",
        "not_responsible": "NOT_COUNCILS_RESPONSIBILITY",
        "duplicate": "DUPLICATE",
        "cancelled": "CANCELLED",
    },
}
"""Nobody's name, e-mail address or telephone number is in it: a contractor mends roads without them."""


def bind_contractor(*, council: CouncilSite, address: str, by: Actor, at: datetime) -> None:
    """Let ``council``, in scope, hand road problems over to the stand-in for a contractor, if it is the one that does.

    address: where the stand-in answers.
    """
    if council.slug != COUNCIL:
        return
    settings = demo_account(council.slug, address)
    bind_provider(capability="backoffice", provider="open311", settings=settings, service=SERVICE, by=by, at=at)
    if not is_linked(SERVICE):
        link_system(service=SERVICE, title=CONTRACTOR, exchange=EXCHANGE, council=council, by=by, at=at)
