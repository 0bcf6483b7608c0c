"""A made-up service with a slot: a visit by the council's van, adopted by a council with a calendar of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commonhall.capabilities.bookings.port import Bookings, bookings_from
from commonhall.capabilities.bookings.simulator.program import CalendarSimulator, demo_settings, running
from commonhall.capabilities.bookings.simulator.timetable import Timetable, Timetables
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.operations import bind_provider
from commonhall.catalogue.queries import Service, get_service
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.keeping import Answered
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import answer_page, begin_journey, look
from commonhall.journeys.queries import Standing
from tests.rooms.adopting import adopt_own

AT = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
DAY, NEXT = "2026-06-10", "2026-06-11"

VISITS = """
pattern: van-visit
version: 1.0.0
title: {en: Book a van, cy: Archebu fan}
verb: book
prefix: VV
privacy: {lawful_basis: public_task, purpose: To send the van}
facts:
  times:
    from: bookings.slots
    with: {calendar: "'van'", from: today, to: "add_days(today, 7)", units: answers.bags}
pages:
  - id: bags
    questions: [{id: bags, type: number, label: How many bags?, min: 1, max: 9}]
  - id: when
    questions: [{id: visit, type: slot, label: When?, options_from: facts.times}]
  - id: who
    title: About you
    questions:
      - {id: name, type: name, label: Full name}
      - {id: email, type: email, label: E-mail address, required: false}
case:
  title: Van for {answers.name}
  contact: {name: name, email: email}
  teams: [{team: streets}]
  bookings:
    - {id: van, title: The van, question: visit, calendar: "'van'", units: answers.bags, hold_minutes: 20}
  first: booked
  states:
    booked: {label: Booked}
    cancelled: {label: Cancelled, phase: closed}
  transitions:
    - {id: move, label: Change the day, from: [booked], to: booked, by: [resident, officer],
       ask: [{id: visit_new, type: slot, label: Which day?, options_from: facts.times}],
       booking: {act: change, id: van, slot: asked.visit_new}}
    - {id: publish, label: Publish, from: [booked], to: booked, by: [officer],
       ask: [{id: told, type: long_text, label: What we said}],
       publishes: {title: "'Van visits'", question: "'How many?'", answer: asked.told}}
    - {id: cancel, label: Cancel, from: [booked], to: cancelled, by: [resident], booking: {act: release, id: van}}
  retention: {months: 12}
"""


def adopt_visits(council: CouncilSite, *, capacity: int = 3, at: datetime = AT) -> Service:
    """Let ``council`` (in scope) run the service, with a van that takes so many bags a day."""
    bind_provider(capability="bookings", provider="own_calendar", settings=calendar(capacity), by=SYSTEM, at=at)
    adopt_own(council, "van-visit", VISITS, at=at)
    return get_service("van-visit", council=council, day=london_day(at))


def calendar(capacity: int) -> dict[str, Any]:
    days = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    van = {"id": "van", "title": {"en": "Van", "cy": "Fan"}, "openings": [{"days": days, "capacity": capacity}]}
    return {"calendars": [van]}


@contextmanager
def supplied_calendar(folder: Path, *, capacity: int) -> Iterator[CalendarSimulator]:
    """Have a supplier whose calendar has a van of its own."""
    forget_failures()
    tables = Timetables((Timetable("van", Words(en="Van", cy="Fan"), capacity=capacity),))
    with running(folder, clock=lambda: AT, timetables=tables) as made:
        yield made
    forget_failures()


def bind_supplied(council: CouncilSite, simulator: CalendarSimulator, **more: Any) -> None:
    """Let ``council`` (in scope) book at the supplier's calendar."""
    settings = {**demo_settings(council.slug, simulator.address), "seconds": 1}
    bind_provider(capability="bookings", provider="calendar_api", settings=settings, by=SYSTEM, at=AT, **more)


def supplier(council: CouncilSite, simulator: CalendarSimulator) -> Bookings:
    """Return what the supplier says to the council."""
    return bookings_from("calendar_api", demo_settings(council.slug, simulator.address))


def begin(service: Service, *, at: datetime = AT) -> Journey:
    journey, _ = begin_journey(service=service, language="en", at=at)
    return journey


def answer(journey: Journey, council: CouncilSite, page: str, *, at: datetime = AT, **posted: str) -> Answered:
    """Post one page of a journey."""
    standing = look(journey=journey, council=council, at=at)
    return answer_page(
        journey=journey,
        page=standing.effective.pages[page],
        posted={name: [value] for name, value in posted.items()},
        council=council,
        language="en",
        at=at,
    )


def fill_in(journey: Journey, council: CouncilSite, *, bags: int = 1, day: str = DAY, at: datetime = AT) -> Standing:
    """Answer every page, and return how the journey stands then."""
    answer(journey, council, "bags", bags=str(bags), at=at)
    answer(journey, council, "when", visit=day, at=at)
    return answer(journey, council, "who", name="Nia Ffowc", email="nia.ffowc@example.org", at=at).standing
