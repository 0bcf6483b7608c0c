"""Where is what a case is about? The columns of a case that say so, from its answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonhall.contacts.near import ward_at
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle.opening import Reach
from commonhall.core.questions.question import Answer


def place_columns(effective: Effective, answers: Mapping[str, Answer], reach: Reach) -> dict[str, Any]:
    """Return the columns of a case that say where it is."""
    place = answers.get(effective.pattern.case.property or "")
    place = place if isinstance(place, Mapping) else {}
    lat, lng = _where(effective, answers)
    return {
        "uprn": reach.uprn,
        "parent_uprn": str(place.get("parent_uprn") or ""),
        "address": reach.address,
        "postcode": str(place.get("postcode") or ""),
        "ward": str(place.get("ward") or "") or (ward_at(lat, lng) if lat is not None and lng is not None else ""),
        "lat": lat,
        "lng": lng,
    }


def _where(effective: Effective, answers: Mapping[str, Answer]) -> tuple[float | None, float | None]:
    """Return latitude and longitude of what the case is about: of the place that was given, else of the property."""
    spec = effective.pattern.case
    for question, north, east in ((spec.location, "lat", "lng"), (spec.property, "latitude", "longitude")):
        place = answers.get(question or "")
        if isinstance(place, Mapping) and place.get(north) and place.get(east):  # 0, 0 is a gazetteer's "not known"
            return float(place[north]), float(place[east])
    return None, None
