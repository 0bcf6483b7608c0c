"""Which slots do the councils of the demonstration offer? One calendar for bulky waste and one for visits, each its own
way."""

from __future__ import annotations

from typing import Any, Final

_WEEKDAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "friday"]
_BULKY: Final = {"en": "Bulky waste collections", "cy": "Casgliadau gwastraff swmpus"}
_VISITS: Final = {"en": "Visits and appointments", "cy": "Ymweliadau ac apwyntiadau"}

_OWN: Final[dict[str, dict[str, Any]]] = {
    "thornbridge": {
        "openings": [{"days": _WEEKDAYS, "start": "07:00", "end": "17:00", "minutes": 300, "capacity": 12}],
        "closes_days_before": 2,
        "closes_in": "working_days",
        "closes_at": "16:00",
    },
    "fallowdale": {"openings": [{"days": ["tuesday", "thursday"], "capacity": 20}], "closes_days_before": 3},
    "stonemere": {
        "openings": [{"days": [*_WEEKDAYS, "saturday"], "capacity": 30}],
        "counts": "properties",
        "once_a_day": True,
    },
    "brynafon": {"openings": [{"days": ["monday", "wednesday", "friday"], "capacity": 10}], "closes_days_before": 2},
    "strathrowan": {
        "openings": [{"days": [*_WEEKDAYS, "saturday"], "capacity": 8}],
        "nation": "scotland",
        "ahead_days": 42,
    },
}
"""How each council's bulky waste differs: days, room, what fills a day, and how long before one must book."""


def calendar_settings(council_slug: str) -> dict[str, Any]:
    """Return the settings of the provider ``own_calendar`` for a council of the demonstration. Raises KeyError."""
    own = _OWN[council_slug]
    bulky = {"id": "bulky_waste", "title": _BULKY, "nation": "england-wales", **own}
    visits = {
        "id": "visits",
        "title": _VISITS,
        "openings": [
            {"days": _WEEKDAYS, "start": "09:30", "end": "12:30", "minutes": 60, "capacity": 2},
            {"days": _WEEKDAYS, "start": "13:30", "end": "16:30", "minutes": 60, "capacity": 2},
        ],
        "nation": bulky["nation"],
        "ahead_days": 28,
    }
    return {"calendars": [bulky, visits]}
