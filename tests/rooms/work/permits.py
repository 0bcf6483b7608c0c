"""A made-up permit at a council, whose cases have tasks, timers, alerts, entitlements and are seen by few."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from commonhall.cases.intake import submit
from commonhall.cases.models import Case
from commonhall.cases.operations import do_task, move_case
from commonhall.catalogue.queries import Service, get_service
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import answer_page, begin_journey, look
from commonhall.journeys.queries import Standing
from tests.rooms.adopting import adopt_own

AT = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
OFFICER = Actor("staff", UUID(int=7), "Ada Officer")

PERMIT = """
pattern: permit
version: 1.0.0
title: {en: Apply for a permit, cy: Gwneud cais am drwydded}
verb: apply
prefix: PE
privacy: {lawful_basis: public_task, purpose: To give permits}
computed:
  size: {title: Size of the vehicle, value: "answers.height > 2 ? 'large' : 'small'"}
tables:
  zones:
    title: {en: Which zone?, cy: Pa barth?}
    inputs: {size: {title: Size, value: computed.size}}
    outputs: {zone: text}
    rows:
      - {when: {size: small}, then: {zone: A}}
      - {when: {size: large}, then: {zone: B}}
pages:
  - id: car
    title: Your vehicle
    questions:
      - {id: plate, type: text, label: Registration}
      - {id: height, type: number, label: Height}
  - id: safe
    questions: [{id: unsafe, type: yes_no, label: Are you in danger?}]
  - id: who
    title: About you
    questions:
      - {id: name, type: name, label: Full name}
      - {id: email, type: email, label: E-mail address, required: false}
      - {id: home, type: address, label: Where do you live?, required: false}
case:
  title: "Permit for {answers.plate}"
  contact: {name: name, email: email, address: home}
  access: council
  teams: [{team: parking}]
  first: new
  states:
    new: {label: {en: New, cy: Newydd}}
    held: {label: You have a permit, phase: waiting, about: "It ends on {case.entitlements.permit.until}."}
    ended: {label: Ended, phase: closed}
    urgent: {label: Urgent}
    handled: {label: Handled, phase: closed}
  transitions:
    - {id: approve, label: Approve, from: [new], to: held, by: [officer], needs: [proof], message: approved,
       keeps: {zone: asked.zone}, ask: [{id: zone, type: text, label: Which zone?}],
       entitlement: {act: begin, id: permit}}
    - {id: ask_more, label: Ask for more, from: [new], to: new, by: [officer], pauses: [decide]}
    - {id: go_on, label: Go on, from: [new], to: new, by: [officer], resumes: [decide]}
    - {id: longer, label: Take longer, from: [new], to: new, by: [officer], extends: {decide: 5}}
    - {id: end, label: End it, from: [held], to: ended, by: [resident, timer], entitlement: {act: end, id: permit}}
    - {id: renew, label: Renew it, from: [held], to: held, by: [resident], refused: "You can renew it from
       {case.entitlements.permit.renew_from}.", when: "today >= case.entitlements.permit.renew_from",
       entitlement: {act: renew, id: permit, until: "add_days(case.entitlements.permit.until, 365)"}}
    - {id: handle, label: It is dealt with, from: [urgent], to: handled, by: [officer], needs: [call]}
  deadlines:
    - {id: decide, label: Decide, days: 5, met_by: [held]}
  timers:
    - {id: chase, in: [new], after: 3, unit: days, message: still_waiting}
    - {id: remind, in: [held], on: "add_days(case.entitlements.permit.until, -28)", message: ends_soon}
    - {id: run_out, in: [held], on: "add_days(case.entitlements.permit.until, 1)", transition: end}
  tasks:
    - {id: proof, label: {en: Check the proofs, cy: Gwirio’r profion}, on: [opened], days: 2,
       about: Look at every page., ask: [{id: seen, type: yes_no, label: Did you see them?}]}
    - {id: call, label: Call the person, days: 1, unit: hours}
  alerts:
    - {id: danger, when: answers.unsafe, title: "Danger: {answers.plate}", team: crisis, state: urgent, task: call}
  entitlements:
    - {id: permit, kind: permit, title: Parking permit, prefix: PP, subject: answers.plate, from: today,
       until: "add_days(today, 364)", renew_from: "add_days(case.entitlements.permit.until, -28)"}
  retention: {months: 12, rules: [{when: "case.state == 'handled'", months: 6, then: delete}]}
messages:
  received: {on: opened, subject: We have it, body: We have it., attach: [answers]}
  approved: {channels: [email, letter], subject: Approved, body: "Your number is {case.entitlements.permit.number}.",
             letter: "A letter: {case.entitlements.permit.number}, zone {case.kept.zone}."}
  still_waiting: {subject: We are still looking, body: Soon.}
  ends_soon: {subject: It ends soon, body: "It ends on {case.entitlements.permit.until}."}
"""
GOOD: Mapping[str, dict[str, list[str]]] = {
    "car": {"plate": ["AB12 CDE"], "height": ["1"]},
    "safe": {"unsafe": ["no"]},
    "who": {"name": ["Ana Rees"], "email": ["ana.rees@example.org"]},
}


def adopt_permit(council: CouncilSite, *, access: str = "council", at: datetime = AT) -> Service:
    """Let ``council`` run the permit. The council must be in scope."""
    adopt_own(council, "permit", PERMIT.replace("access: council", f"access: {access}"), at=at)
    return get_service("permit", council=council, day=london_day(at))


def answered(
    council: CouncilSite, posts: Mapping[str, dict[str, list[str]]] = GOOD, *, service: Service, at: datetime = AT
) -> tuple[Journey, Standing]:
    """Return a journey with these pages answered. The council must be in scope."""
    journey, _ = begin_journey(service=service, language="en", at=at)
    return journey, post(journey, council, posts, at=at)


def post(
    journey: Journey, council: CouncilSite, posts: Mapping[str, dict[str, list[str]]], *, at: datetime = AT
) -> Standing:
    """Answer pages of a journey."""
    standing = look(journey=journey, council=council, at=at)
    for name, posted in posts.items():
        page = standing.effective.pages[name]
        taken = answer_page(journey=journey, page=page, posted=posted, council=council, language="en", at=at)
        assert not taken.problems, taken.problems
        standing = taken.standing
    return standing


def apply_for(council: CouncilSite, *, access: str = "council", at: datetime = AT, **changes: Any) -> Case:
    """Apply for a permit and return the case. changes: answers of a page, by its id, in place of the usual ones."""
    with in_council(council):
        _, standing = answered(council, {**GOOD, **changes}, service=adopt_permit(council, access=access, at=at), at=at)
        case: Case = Case.objects.get(id=submit(standing=standing, at=at).case_ids[0])
        return case


def move(
    council: CouncilSite, case: Case, transition: str, *, by: str = "officer", at: datetime = AT, **asked: Any
) -> Case:
    """Take a transition."""
    with in_council(council):
        return move_case(
            case_id=case.id, transition=transition, asked=asked, expect=None, actors=(by,), council=council, by=OFFICER,
            at=at,
        )  # fmt: skip


def done(council: CouncilSite, case: Case, task: str = "proof", *, at: datetime = AT, **asked: Any) -> Case:
    """Do a task."""
    with in_council(council):
        return do_task(case_id=case.id, task=task, asked=asked, council=council, by=OFFICER, at=at)


def approve(council: CouncilSite, case: Case, *, at: datetime = AT) -> Case:
    """Check the proofs and approve a permit."""
    done(council, case, at=at, seen=True)
    return move(council, case, "approve", at=at, zone="A")
