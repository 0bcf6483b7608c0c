"""Made-up services whose cases have every kind of clock, task and holding, for the tests of the lifecycle."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonhall.core.journey.route import Known, Route, navigate
from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.loading import read_pattern
from commonhall.core.language.settings import OwnValue
from commonhall.core.lifecycle.applying import Acting, Applied, apply_move
from commonhall.core.lifecycle.opening import OpenedCase, open_cases
from commonhall.core.lifecycle.standing import CaseStanding

REQUESTS = """
pattern: information-request
version: 1.0.0
title: {en: Ask for information, cy: Gofyn am wybodaeth}
verb: request
prefix: RQ
settings:
  nation: {type: text, default: uk, title: Whose working days count}
  reply_days: {type: int, default: 20, title: Days to reply}
privacy: {lawful_basis: legal_obligation, purpose: To answer}
pages:
  - id: ask
    questions:
      - {id: question, type: long_text, label: What do you want to know?}
      - {id: kind, type: choice, label: Which law?, options: [{value: foi, label: FOI}, {value: sar, label: SAR}]}
case:
  title: "{answers.question}"
  teams: [{team: information}]
  first: received
  states:
    received: {label: Received}
    unclear: {label: We need to know more, phase: waiting}
    fee: {label: There is a charge, phase: waiting}
    answered: {label: Answered, phase: closed}
    lapsed: {label: Lapsed, phase: closed}
    review: {label: We check our decision}
    reviewed: {label: Checked, phase: closed}
  transitions:
    - {id: ask_more, label: Ask, from: [received], to: unclear, by: [officer], pauses: [reply, month]}
    - {id: clarified, label: Clarified, from: [unclear], to: received, by: [officer, resident],
       when: "answers.kind == 'foi'", restarts: [reply]}
    - {id: counted_on, label: Go on, from: [unclear], to: received, by: [officer], resumes: [reply, month]}
    - {id: send_fees, label: Fees notice, from: [received], to: fee, by: [officer], pauses: [reply]}
    - {id: fee_paid, label: Fee paid, from: [fee], to: received, by: [officer, payment], resumes: [reply]}
    - {id: lapse, label: Lapse, from: [fee], to: lapsed, by: [timer]}
    - {id: proved, label: Identity proved, from: [received], to: received, by: [officer], restarts: [month]}
    - {id: extend, label: Extend, from: [received], to: received, by: [officer],
       extends: {reply: 20, month: 2}, ask: [{id: reason, type: text, label: Why?}], keeps: {reason: asked.reason}}
    - {id: answer, label: Answer, from: [received], to: answered, by: [officer]}
    - {id: ask_review, label: Review, from: [answered], to: review, by: [resident], within: 40,
       within_unit: working_days, refused: It is too late to ask.}
    - {id: decide_review, label: Decide, from: [review], to: reviewed, by: [officer]}
    - {id: reopen, label: Open again, from: [answered, lapsed], to: received, by: [lead]}
  deadlines:
    - {id: reply, label: Reply, days: settings.reply_days, nation: settings.nation, only_when: "answers.kind == 'foi'",
       met_by: [answered], promise: "By {case.due_date}."}
    - {id: month, label: Reply, days: 1, unit: months, roll: true, only_when: "answers.kind == 'sar'",
       met_by: [answered]}
    - {id: review, label: Review, from: ask_review, days: 20, nation: "'uk'", met_by: [reviewed]}
  timers:
    - {id: no_fee, in: [fee], after: 3, unit: months, transition: lapse}
  retention: {months: 24}
"""


def effective_of(text: str, *, nation: str = "england", own: dict[str, Any] | None = None) -> Effective:
    """Return the pattern that ``text`` writes, as a council of ``nation`` runs it."""
    pattern, _ = read_pattern(text)
    return effective_pattern(
        pattern,
        council={"nation": nation, "slug": "example", "name": {"en": "Example", "cy": ""}},
        own=[OwnValue(name, value, date(2000, 1, 1)) for name, value in (own or {}).items()],
        day=date(2026, 6, 10),
    )


def walked(effective: Effective, answers: dict[str, Any], now: str, facts: dict[str, Any] | None = None) -> Route:
    """Return the route that ``answers`` lead."""
    return navigate(effective, Known(answers=answers, facts=facts or {}, now=now, opened=now))


class Lived:
    """A case that a test moves from day to day. ``last`` is what the last transition made of it."""

    def __init__(self, effective: Effective, answers: dict[str, Any], now: str) -> None:
        self.effective = effective
        self.route = walked(effective, answers, _moment(now))
        assert self.route.stop.kind == "check", self.route.stop
        self.opened: OpenedCase = open_cases(effective, self.route, now=_moment(now), case={"uprn": "999900000001"})[0]
        self.standing: CaseStanding = self.opened.standing
        self.seen = {
            **self.route.scope,
            "item": {},
            "values": {},
            "case": {"reference": "RQ-1", "uprn": "999900000001"},
        }
        self.last: Applied | None = None

    def acting(self, now: str, *actors: str, **asked: Any) -> Acting:
        """Return who acts at ``now``."""
        return Acting(self.seen, actors or ("officer",), _moment(now), asked)

    def move(self, transition: str, now: str, *actors: str, **asked: Any) -> Applied:
        """Take a transition."""
        self.last = apply_move(
            self.effective,
            self.standing,
            transition,
            self.acting(now, *actors, **asked),
            new_number=lambda prefix: f"{prefix}-00001",
        )
        self.standing = self.last.standing
        return self.last

    def due(self, deadline: str) -> str:
        """Return the day on which a deadline is due."""
        found = self.standing.deadline(deadline)
        assert found is not None, deadline
        return found.due_at[:10]

    def state_of(self, deadline: str) -> str:
        """Return how a deadline stands."""
        found = self.standing.deadline(deadline)
        assert found is not None, deadline
        return found.state


def _moment(day: str) -> str:
    return day if "T" in day else f"{day}T10:00:00"
