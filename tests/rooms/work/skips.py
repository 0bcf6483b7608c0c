"""A made-up service that tests of journeys and cases share: a skip licence, adopted by a council."""

from __future__ import annotations

from datetime import UTC, datetime

from commonhall.cases.models import Case
from commonhall.catalogue.queries import Service, get_service
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import answer_page, begin_journey, look
from commonhall.journeys.queries import Standing, find_journey
from commonhall.record.models import Event
from tests.rooms.adopting import adopt_own

AT = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
DESIGNER = Actor("staff", name="Designer")

SKIPS = """
pattern: skip-licence
version: 1.0.0
title: {en: Apply for a skip licence, cy: Gwneud cais am drwydded sgip}
verb: apply
prefix: SK
settings:
  longest_days: {type: days, default: 14, min: 1, max: 28, title: Longest stay}
privacy: {lawful_basis: public_task, purpose: To license skips}
pages:
  - id: about
    title: Before you start
    body: {en: "You can keep a skip for {settings.longest_days} days.", local: true}
  - id: who
    title: About you
    questions:
      - {id: name, type: name, label: Full name}
      - {id: email, type: email, label: E-mail address, required: false}
  - id: skips
    title: Which skips?
    questions:
      - id: skips
        type: choices
        label: Which skips?
        options: [{value: small, label: Small}, {value: large, label: Large}]
  - id: stay
    questions: [{id: days, type: number, label: How many days?, min: 1}]
  - id: reason
    show_when: answers.days > 7
    questions: [{id: why, type: text, required: false, label: Why so long?}]
decisions:
  allowed:
    title: {en: Is it short enough?, cy: A yw'n ddigon byr?}
    at: reason
    values: {longest: settings.longest_days, last_day: "add_days(today, answers.days)"}
    kept: {last_day: {en: Last day, cy: Diwrnod olaf}, longest: The longest}
    rows:
      - {when: answers.days > settings.longest_days, outcome: too_long}
      - outcome: accept
        about: {en: It is no longer than the council allows., cy: Nid yw'n hirach nag y mae'r cyngor yn ei ganiatáu.}
outcomes:
  too_long: {title: That is too long, body: "The longest is {settings.longest_days} days."}
case:
  title: {en: "Skip for {answers.name}", cy: "Sgip i {answers.name}"}
  per: skips
  contact: {name: name, email: email}
  teams: [{team: highways}]
  first: received
  states:
    received: {label: {en: Received, cy: Wedi dod i law}}
    licensed: {label: Licensed, phase: closed}
    late: {label: Late}
  transitions:
    - {id: license, label: License it, from: [received, late], to: licensed, by: [officer], message: licensed,
       ask: [{id: number, type: text, label: Licence number}]}
    - {id: is_late, label: Late, from: [received], to: late, by: [timer]}
    - {id: withdraw, label: Withdraw, from: [received], to: licensed, by: [resident]}
  deadlines:
    - {id: decide, label: Decide, days: 3, met_by: [licensed], when_missed: {transition: is_late}}
  retention: {months: 12}
messages:
  received: {on: opened, subject: {en: "We have it: {case.reference}", cy: "Mae gennym: {case.reference}"},
             body: {en: "Dear {answers.name}", cy: "Annwyl {answers.name}"}}
  licensed: {on: license, subject: Licensed, body: "Your number is {asked.number}."}
"""


def adopt_skips(council: CouncilSite, *, at: datetime = AT) -> Service:
    """Let ``council`` run the skip licence at ``/services/skip-licence/``. The council must be in scope."""
    adopt_own(council, "skip-licence", SKIPS, at=at)
    return get_service("skip-licence", council=council, day=london_day(at))


def begin(service: Service, *, at: datetime = AT) -> tuple[Journey, str]:
    """Begin a journey in English."""
    return begin_journey(service=service, language="en", at=at)


GOOD = {
    "about": {},
    "who": {"name": ["Ffion Garside"], "email": ["ffion.garside@example.org"]},
    "skips": {"skips": ["small", "large"]},
    "stay": {"days": ["5"]},
}


def fill_in(
    journey: Journey,
    council: CouncilSite,
    *,
    posts: dict[str, dict[str, list[str]]] | None = None,
    at: datetime = AT,
) -> Standing:
    """Post the pages in ``posts`` (default: a whole good journey) and return how the journey stands."""
    standing = look(journey=journey, council=council, at=at)
    for name, posted in (posts or GOOD).items():
        page = standing.effective.pages[name]
        answered = answer_page(journey=journey, page=page, posted=posted, council=council, language="en", at=at)
        assert not answered.problems, answered.problems
        standing = answered.standing
    return standing


def read_again(token: str) -> Journey:
    """Return the journey as stored, locked."""
    journey = find_journey(token, service="skip-licence", lock=True)
    assert journey is not None
    return journey


def kinds_of(council: CouncilSite, case: Case) -> list[str]:
    """Return the kinds of what happened to a case, in order."""
    with in_council(council):
        return list(Event.objects.filter(subject_id=case.id).order_by("position").values_list("kind", flat=True))
