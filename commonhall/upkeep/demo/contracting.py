"""What does the stand-in for a waste contractor know of the demonstration's councils? Every home of their gazetteers,
on the same rounds and in the same stories as their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from commonhall.capabilities.waste.port import PropertyKey
from commonhall.capabilities.waste.simulator.estate import Estate
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_places import PLACES
from commonhall.upkeep.demo.gazetteer_stories import waste_settings


def estates() -> dict[str, Callable[[], Estate]]:
    """Return by council what opens its estate."""
    return {slug: partial(_estate, slug) for slug in PLACES}


def _estate(slug: str) -> Estate:
    properties = {
        row.uprn: PropertyKey(
            uprn=row.uprn,
            usrn=row.usrn,
            parent_uprn=row.parent_uprn,
            classification=row.classification,
            postcode=row.postcode,
        )
        for row in generate(slug).properties
    }
    return Estate(properties, waste_settings(slug))
