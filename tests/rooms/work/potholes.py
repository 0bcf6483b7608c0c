"""A made-up service where two people can report the same: potholes with a place, and an end that offers to follow."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from commonhall.catalogue.queries import Service, get_service
from commonhall.core.values.dates import london_day
from commonhall.councils.queries import CouncilSite
from tests.rooms.adopting import adopt_own

AT = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
HERE = (51.5000, -0.1200)

POTHOLES = """
pattern: pothole
version: 1.0.0
title: {en: Report a pothole, cy: Rhoi gwybod am dwll yn y ffordd}
verb: report
prefix: PO
privacy: {lawful_basis: public_task, purpose: {en: To mend roads, cy: Trwsio ffyrdd}}
facts:
  near:
    from: cases.nearby
    with: {place: answers.place, radius: "50", patterns: "['pothole']", question: "'kind'", value: answers.kind}
pages:
  - id: kind
    questions:
      - id: kind
        type: choice
        label: {en: What is it?, cy: Beth ydyw?}
        options: [{value: hole, label: {en: A hole, cy: Twll}}, {value: sign, label: {en: A sign, cy: Arwydd}}]
  - id: place
    questions: [{id: place, type: location, label: {en: Where is it?, cy: Ble mae?}}]
  - id: who
    questions: [{id: email, type: email, required: false, label: {en: Email address, cy: Cyfeiriad e-bost}}]
decisions:
  known:
    title: {en: Is it known?, cy: A yw'n hysbys?}
    at: who
    rows:
      - {when: facts.near.size() > 0, outcome: known}
      - {outcome: accept}
outcomes:
  known:
    title: {en: We know about this, cy: Rydym yn gwybod am hyn}
    follows: "facts.near[0].reference"
case:
  title: {en: Pothole, cy: Twll yn y ffordd}
  location: place
  contact: {email: email}
  teams: [{team: streets}]
  first: received
  states:
    received: {label: {en: Received, cy: Wedi dod i law}}
    mended: {label: {en: We mended it., cy: Rydym wedi ei drwsio.}, phase: closed}
  transitions:
    - {id: mend, label: {en: Mended, cy: Wedi'i drwsio}, from: [received], to: mended, by: [officer]}
  retention: {months: 12}
"""


def adopt_potholes(council: CouncilSite, *, private: bool = False, at: datetime = AT) -> Service:
    """Let ``council`` (in scope) run the service. private: only the team may see its cases."""
    text = POTHOLES.replace("  location: place", "  location: place\n  access: team") if private else POTHOLES
    adopt_own(council, "pothole", text, at=at)
    return get_service("pothole", council=council, day=london_day(at))


def pages(*, kind: str = "hole", lat: float = HERE[0], lng: float = HERE[1], email: str = "") -> dict[str, Any]:
    """Return what each page posts."""
    return {"kind": {"kind": kind}, "place": {"place": f"{lat:.6f}, {lng:.6f}"}, "who": {"email": email}}
