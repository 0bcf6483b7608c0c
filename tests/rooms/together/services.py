"""Two made-up services that cases move between: noise in its first and second version, and graffiti."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from commonhall.cases.intake import submit
from commonhall.cases.models import Case
from commonhall.catalogue.queries import Service, get_service
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.operations import answer_page, begin_journey, look
from commonhall.journeys.queries import standing_of
from tests.rooms.adopting import adopt_own

DESIGNER = Actor("staff", name="Designer")

NOISE = """
pattern: noise
version: 1.0.0
title: {en: Report noise, cy: Rhoi gwybod am sŵn}
verb: report
prefix: NS
privacy: {lawful_basis: public_task, purpose: To look at noise}
pages:
  - id: who
    title: About you
    questions:
      - {id: name, type: name, label: Full name}
      - {id: email, type: email, label: E-mail address, required: false}
  - id: noise
    title: The noise
    questions:
      - id: kind
        type: choice
        label: What kind of noise?
        options: [{value: music, label: Music}, {value: works, label: Building works}]
      - {id: nights, type: number, label: How many nights?, min: 1, max: 300}
      - {id: told, type: text, label: Whom have you told?, required: false}
computed:
  severe: {title: Severe, value: answers.nights > 10}
  visits: {title: Visits to make, value: "answers.nights > 10 ? 3 : 1"}
decisions:
  urgent:
    title: {en: How soon?, cy: Pa mor fuan?}
    at: check
    values: {within: "answers.nights > 10 ? 1 : 5"}
    kept: {within: Days until the first visit}
    rows: [{outcome: accept}]
case:
  title: {en: "Noise for {answers.name}, {answers.nights} nights", cy: "Sŵn i {answers.name}, {answers.nights} noson"}
  contact: {name: name, email: email}
  teams: [{team: environment}]
  first: received
  states:
    received: {label: Received}
    visited: {label: Visited}
    closed: {label: Closed, phase: closed}
  transitions:
    - {id: visit, label: Visit, from: [received], to: visited, by: [officer]}
    - {id: close, label: Close, from: [received, visited], to: closed, by: [officer]}
    - {id: again, label: Open it again, from: [closed], to: received, by: [officer], within: 30}
  deadlines:
    - {id: first_visit, label: First visit, days: 5, met_by: [visited, closed]}
  tasks:
    - {id: ring, label: Ring them, on: [opened]}
  retention: {months: 12}
"""
NEWER = (
    NOISE.replace("version: 1.0.0", "version: 2.0.0")
    .replace("      - {id: told, type: text, label: Whom have you told?, required: false}\n", "")
    .replace(
        "id: nights, type: number, label: How many nights?, min: 1, max: 300",
        "id: nights, type: number, label: How many nights?, min: 1, max: 300, why: Counted",
    )
    .replace("    visited: {label: Visited}\n", "    seen: {label: Seen by us}\n")
    .replace("to: visited", "to: seen")
    .replace("from: [received, visited]", "from: [received, seen]")
    .replace("met_by: [visited, closed]", "met_by: [seen, closed]")
    .replace("  tasks:\n", "    - {id: reply, label: Reply, days: 20, met_by: [closed]}\n  tasks:\n")
    .replace("id: ring, label: Ring them", "id: write, label: Write to them")
)
GRAFFITI = """
pattern: graffiti
version: 1.0.0
title: {en: Report graffiti, cy: Rhoi gwybod am graffiti}
verb: report
prefix: GR
privacy: {lawful_basis: public_task, purpose: To clean walls}
pages:
  - id: who
    title: About you
    questions:
      - {id: your_name, type: name, label: Full name}
      - {id: email, type: email, label: E-mail address, required: false}
      - {id: nights, type: text, label: Since when?, required: false}
      - {id: wall, type: text, label: Which wall?}
case:
  title: {en: "Graffiti told by {answers.your_name}", cy: "Graffiti gan {answers.your_name}"}
  contact: {name: your_name, email: email}
  ACCESS
  teams: [{team: cleansing}]
  first: reported
  states:
    reported: {label: Reported}
    cleaned: {label: Cleaned, phase: closed}
  transitions:
    - {id: clean, label: Clean it, from: [reported], to: cleaned, by: [officer]}
  deadlines:
    - {id: clean_up, label: Clean it up, days: 10, met_by: [cleaned]}
  retention: {months: 12}
"""
ANSWERS: dict[str, dict[str, list[str]]] = {
    "who": {"name": ["Ffion Garside"], "email": ["ffion.garside@example.org"]},
    "noise": {"kind": ["music"], "nights": ["4"], "told": ["The landlord"]},
}


def run(council: CouncilSite, text: str, slug: str, *, at: datetime) -> Service:
    """Let the council run the service in ``text``. The council must be in scope."""
    adopt_own(council, slug, text, at=at)
    return get_service(slug, council=council, day=london_day(at))


def noise_case(council: CouncilSite, *, ago: timedelta = timedelta(0), **more: Any) -> Case:
    """Open a case about noise, sent ``ago``."""
    at = datetime.now(UTC) - ago
    posts = {page: {**given, **{k: [v] for k, v in more.items() if k in given}} for page, given in ANSWERS.items()}
    with in_council(council):
        service = run(council, NOISE, "noise", at=at)
        journey, _ = begin_journey(service=service, language="en", at=at)
        standing = look(journey=journey, council=council, at=at)
        for name, posted in posts.items():
            page = standing.effective.pages[name]
            answered = answer_page(journey=journey, page=page, posted=posted, council=council, language="en", at=at)
            assert not answered.problems, answered.problems
            standing = answered.standing
        standing = standing_of(standing.journey, council=council, at=at, language="en")
        sent = submit(standing=standing, at=at)
        case: Case = Case.objects.get(id=sent.case_ids[0])
        return case


def graffiti(council: CouncilSite, *, sensitive: bool = False) -> Service:
    """Let the council run the service for graffiti as well; sensitive: only its team sees its cases."""
    with in_council(council):
        text = GRAFFITI.replace("  ACCESS\n", "  access: team\n" if sensitive else "")
        return run(council, text, "graffiti", at=datetime.now(UTC) - timedelta(days=100))


def newer(council: CouncilSite) -> Service:
    """Let the council take the second version of the service about noise."""
    with in_council(council):
        return run(council, NEWER, "noise", at=datetime.now(UTC))
