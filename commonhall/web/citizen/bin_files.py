"""How do calendars and other people's programs read the bin days of a property? Without cookies, so all may cache."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.waste.ics import MEDIA_TYPE, calendar_file
from commonhall.core.values.dates import DateNotRecognised, london_day, parse_date
from commonhall.core.values.words import LANGUAGES, Language
from commonhall.councils.policies import open_to
from commonhall.web.citizen import visit as visits
from commonhall.web.citizen.property_steps import LookupDown
from commonhall.web.citizen.rounds import WasteDown, ask_waste, horizon, key_of, property_at
from commonhall.web.citizen.visit import Visit, council_of

MOST_DAYS: Final = 366
DAY_SECONDS: Final = 86_400


@open_to("anyone")
@require_safe
def calendar_file_page(request: Any, uprn: str) -> HttpResponseBase:
    """Answer with the calendar file: the same for everyone, without cookies, so that anything may cache it."""
    visit = _plain_visit(request)
    try:
        address = property_at(uprn)
        today = london_day(visit.at)
        last = today + timedelta(days=horizon(visit))
        days = ask_waste(visit, lambda port: port.calendar(key_of(address), today.isoformat(), last.isoformat()))
    except Rejected:
        days = []
    except (LookupDown, WasteDown):
        return _down()
    # Whole days only, so that a file asked for twice in a day is the same file.
    stamp = visit.at.replace(hour=0, minute=0, second=0, microsecond=0)
    file = calendar_file(
        visit.council.slug,
        visit.council.name,
        uprn,
        days,
        visit.language,
        request.build_absolute_uri(),
        stamp,
    )
    response = HttpResponse(file, content_type=MEDIA_TYPE)
    response["Cache-Control"] = f"public, max-age={DAY_SECONDS}"
    response["Content-Disposition"] = 'inline; filename="bin-days.ics"'
    return response


@open_to("anyone")
@require_safe
def collections_page(request: Any, uprn: str) -> HttpResponseBase:
    """Answer with the collections of a property as JSON, from ``from`` to ``to``, for other people's programs."""
    visit = _plain_visit(request)
    today = london_day(visit.at)
    try:
        first = _day(request.GET.get("from", ""), today)
        last = _day(request.GET.get("to", ""), first + timedelta(days=horizon(visit)))
    except DateNotRecognised:
        return JsonResponse({"error": "from and to must be dates like 2026-06-10"}, status=400)
    if not 0 <= (last - first).days <= MOST_DAYS:
        return JsonResponse({"error": f"to must be on or after from, at most {MOST_DAYS} days later"}, status=400)
    try:
        address = property_at(uprn)
        days = ask_waste(visit, lambda port: port.calendar(key_of(address), first.isoformat(), last.isoformat()))
    except Rejected:
        days = []
    except (LookupDown, WasteDown):
        return _down()
    response = JsonResponse(
        {
            "version": 1,
            "uprn": uprn,
            "from": first.isoformat(),
            "to": last.isoformat(),
            "collections": [day.record() for day in days],
        }
    )
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _day(text: str, otherwise: date) -> date:
    return parse_date(text) if text else otherwise


def _down() -> HttpResponse:
    response = HttpResponse("Collections cannot be looked up now. Try again later.\n", status=503)
    response["Content-Type"] = "text/plain; charset=utf-8"
    response["Retry-After"] = "300"
    return response


def _plain_visit(request: Any) -> Visit:
    """A visit without cookies: the language stands in the address, else it is the council's first."""
    council = council_of(request)
    asked: Language | str = request.GET.get("lang", "")
    language = asked if asked in LANGUAGES and asked in council.languages else council.default_language
    return Visit(request, council, language, visits.clock())
