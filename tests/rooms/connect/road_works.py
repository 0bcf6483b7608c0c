"""A made-up service whose cases a contractor works on, and a council that is linked to the contractor's system."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from commonhall.capabilities.backoffice.simulator.accounts import demo_account
from commonhall.cases.intake import submit
from commonhall.cases.models import Case
from commonhall.catalogue.operations import bind_provider
from commonhall.catalogue.queries import Service, get_service
from commonhall.connect.models import Link
from commonhall.connect.operations import link_system
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.adopting import adopt_own
from tests.rooms.work.skips import begin, fill_in

AT = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
SLUG: Final = "road-works"
ROAD_WORKS = """
pattern: road-works
version: 1.0.0
title: {en: Report a road problem, cy: Rhoi gwybod am broblem ar y ffordd}
verb: report
prefix: RW
privacy: {lawful_basis: public_task, purpose: {en: To mend roads, cy: Trwsio ffyrdd}}
pages:
  - id: kind
    questions:
      - id: kind
        type: choice
        label: {en: What is it?, cy: Beth ydyw?}
        options:
          - {value: hole, label: {en: A hole, cy: Twll}}
          - {value: light, label: {en: A light, cy: Golau}}
          - {value: other, label: {en: Something else, cy: Rhywbeth arall}}
  - id: place
    questions: [{id: place, type: location, label: {en: Where is it?, cy: Ble mae?}}]
  - id: details
    questions: [{id: details, type: long_text, label: {en: Details, cy: Manylion}, max_length: 500}]
  - id: who
    questions: [{id: email, type: email, required: false, label: {en: Email address, cy: Cyfeiriad e-bost}}]
case:
  title: {en: Road problem, cy: Problem ar y ffordd}
  location: place
  contact: {email: email}
  teams: [{team: streets}]
  first: received
  states:
    received: {label: {en: Received, cy: Wedi dod i law}}
    looking: {label: {en: Looking, cy: Yn edrych}}
    planned: {label: {en: Planned, cy: Wedi'i gynllunio}}
    mended: {label: {en: We mended it., cy: Rydym wedi ei drwsio.}, phase: closed}
    cancelled: {label: {en: You cancelled it., cy: Fe'i canslwyd gennych.}, phase: closed}
  transitions:
    - {id: look, label: {en: Look, cy: Edrych}, from: [received], to: looking, by: [officer, supplier]}
    - id: plan
      label: {en: Plan, cy: Cynllunio}
      from: [received, looking, planned]
      to: planned
      by: [officer, supplier]
      ask:
        - {id: on, type: date, label: {en: When?, cy: Pryd?}, earliest: today, latest: today+365}
    - id: mend
      label: {en: Mended, cy: Wedi'i drwsio}
      from: [received, looking, planned]
      to: mended
      by: [officer, supplier]
      ask:
        - id: how
          type: choice
          label: {en: How?, cy: Sut?}
          options: [{value: repaired, label: {en: Repaired, cy: Trwsiwyd}}]
        - {id: words, type: text, required: false, label: {en: Words, cy: Geiriau}, max_length: 100}
    - {id: refuse, label: {en: Refuse, cy: Gwrthod}, from: [received, looking], to: cancelled, by: [officer]}
    - {id: cancel, label: {en: Cancel, cy: Canslo}, from: [received, looking, planned], to: cancelled, by: [resident]}
  retention: {months: 12}
"""
EXCHANGE: Final[dict[str, Any]] = {
    "only_question": "kind",
    "only_answers": ["hole", "light"],
    "fields": [
        {"to": "service_code", "path": "answers.kind", "values": {"hole": "POTHOLE", "light": "LIGHT"}},
        {"to": "lat", "path": "place.lat", "type": "number", "required": True},
        {"to": "long", "path": "place.long", "type": "number", "required": True},
        {"to": "description", "joined": ["said.kind", "answers.details"]},
        {"to": "attribute[size]", "constant": "M"},
        {"to": "attribute[fault]", "constant": "out"},
    ],
    "update_fields": [{"to": "description", "path": "case.title"}],
    "hears": {
        "investigating": {"transition": "look"},
        "action_scheduled": {"transition": "plan", "asked": {"on": "{facts.expected_datetime}"}},
        "fixed": {"transition": "mend", "asked": {"how": "repaired", "words": "{text}"}},
    },
    "tells": {"cancelled": "CANCELLED"},
}


def adopt_road_works(council: CouncilSite, *, at: datetime = AT) -> Service:
    """Let ``council`` (in scope) run the service."""
    adopt_own(council, SLUG, ROAD_WORKS, at=at)
    return get_service(SLUG, council=council, day=london_day(at))


def link_roads(council: CouncilSite, address: str, *, at: datetime = AT, **changes: Any) -> Link:
    """Link ``council`` (in scope) to the contractor at ``address``; ``changes`` to what is declared."""
    adopt_road_works(council, at=at)
    bind_provider(
        capability="backoffice", provider="open311", settings=demo_account(council.slug, address), by=SYSTEM, at=at
    )
    return link_system(
        service=SLUG,
        title=Words(en="Greyfriars Highways", cy="Priffyrdd Greyfriars"),
        exchange={**EXCHANGE, **changes},
        council=council,
        by=SYSTEM,
        at=at,
    )


def report(council: CouncilSite, *, kind: str = "hole", details: str = "By the shop.", at: datetime = AT) -> Case:
    """Report a problem to ``council`` and return the case."""
    posts = {
        "kind": {"kind": [kind]},
        "place": {"place": ["52.706100, -2.741800"]},
        "details": {"details": [details]},
        "who": {"email": ["ada.li@example.org"]},
    }
    with in_council(council):
        journey, _ = begin(get_service(SLUG, council=council, day=london_day(at)), at=at)
        sent = submit(standing=fill_in(journey, council, posts=posts, at=at), at=at)
        case: Case = Case.objects.get(id=sent.case_ids[0])
        return case
