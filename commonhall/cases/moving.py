"""How is it stored what a transition made of a case? The rows, one event, and what is promised besides."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, cast
from uuid import UUID

from commonhall.cases.bookings import act_on_booking, asked_for
from commonhall.cases.disclosures import publish_disclosure, withdraw_disclosure
from commonhall.cases.models import Case, Proposal
from commonhall.cases.refunds import ask_refund
from commonhall.cases.searching import refresh_later
from commonhall.cases.standings import keep_standing
from commonhall.cases.titles import NAMED, name_chosen, retitle
from commonhall.core.journey.acting import asked_of_act
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.lifecycle.applying import Acting, Applied
from commonhall.core.lifecycle.replacing import replaced_answers
from commonhall.core.lifecycle.standing import CaseStanding
from commonhall.core.lifecycle.timing import next_timers
from commonhall.core.questions.masking import FieldClass, shown_value
from commonhall.core.questions.question import Question, Setting
from commonhall.core.values.dates import london, parse_date
from commonhall.core.values.reference import new_reference
from commonhall.core.values.words import Language
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import EVERY_FIELD
from commonhall.record.operations import enqueue, record_event


def new_number(prefix: str) -> str:
    """Draw the number of an entitlement, which nobody can guess."""
    return new_reference(prefix, secrets.token_bytes)


def keep_applied(
    case: Case,
    effective: Effective,
    old: CaseStanding,
    applied: Applied,
    acting: Acting,
    *,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> None:
    """Store what a transition made of a locked case, record it once, and promise the messages."""
    taken, new, before = applied.transition, applied.standing, case.state
    scope = acting.scope(effective, new)
    timers = next_timers(effective, new, scope) if effective.pattern.case.timers else None
    keep_standing(case, effective, old, new, timers, at=at)
    named = _name_anew(case, effective, old, applied, acting, scope, at)
    _set_disposal(case, applied)
    case.version += 1
    case.save(update_fields=(*MOVED, *named))
    _lapse(case, effective, at)
    _act_on_booking(case, effective, applied, acting, by, at)
    _publish(case, applied, council, by, at)
    for deadline in applied.missed:
        record_event(kind="deadline_missed", subject=("case", case.id), facts={"deadline": deadline}, by=by, at=at)
    facts = _facts_of_move(applied, before, acting)
    event = record_event(kind="case_moved", subject=("case", case.id), facts=facts, by=by, at=at)
    if applied.refund_pence:
        ask_refund(
            case=case, amount_pence=applied.refund_pence, occasion=f"move:{event}", reason=taken.id, by=by, at=at
        )
    if applied.messages:
        asked = in_plain_words(taken.ask, acting.asked, case, effective=effective, scope=scope)
        promise_to_tell(case, taken.id, applied.messages, event, asked=asked, at=at)


def _name_anew(
    case: Case, effective: Effective, old: CaseStanding, applied: Applied, acting: Acting, scope: Scope, at: datetime
) -> tuple[str, ...]:
    """Let the title, and searches, follow answers given anew; return the columns that are to be stored for it."""
    anew = replaced_answers(effective, applied.standing.kept)
    anew = {name: answer for name, answer in anew.items() if old.kept.get(name) != answer}
    if not anew:
        return ()
    _, options = asked_of_act(effective, applied.transition.ask, scope, acting.asked)
    name_chosen(case, {name: (options.get(name, ()), answer) for name, answer in anew.items()})
    retitle(case, effective)
    refresh_later(case.id, at=at)
    return NAMED


def _set_disposal(case: Case, applied: Applied) -> None:
    """Keep when the case is to go, how and by which rule; one that is open again is not to go."""
    case.dispose_date = parse_date(applied.disposal.date) if applied.disposal else _kept_date(case)
    case.dispose_then = applied.disposal.then if applied.disposal else case.dispose_then if case.closed_at else ""
    case.dispose_rule = applied.disposal.rule if applied.disposal else case.dispose_rule if case.closed_at else None


MOVED: Final = (
    "state", "phase", "since_at", "closed_at", "kept", "due_date", "due_at", "dispose_date", "dispose_then",
    "dispose_rule", "version",
)  # fmt: skip


def _lapse(case: Case, effective: Effective, at: datetime) -> None:
    """What waited for a second person was proposed for the case as it stood before."""
    if any(each.approval for each in effective.pattern.case.transitions):
        Proposal.objects.filter(case=case, state="waiting").update(state="lapsed", decided_at=at)


def _kept_date(case: Case) -> date | None:
    return case.dispose_date if case.closed_at else None


def _facts_of_move(applied: Applied, before: str, acting: Acting) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "transition": applied.transition.id,
        "from": before,
        "to": applied.standing.state,
        "asked": dict(acting.asked),
    }
    if applied.begun:
        facts["tasks"] = list(applied.begun)
    if applied.entitlement:
        facts["entitlement"] = {"act": applied.entitlement.act, "number": applied.entitlement.now.number}
    if applied.refund_pence:
        facts["refund_pence"] = applied.refund_pence
    return facts


def _act_on_booking(
    case: Case, effective: Effective, applied: Applied, acting: Acting, by: Actor, at: datetime
) -> None:
    change = applied.booking
    if change is None or applied.standing.booking(change.id) is None:
        return
    spec = next(each for each in effective.pattern.case.bookings if each.id == change.id)
    asked = None
    if change.act == "change" and not case.bookings.filter(kind=spec.id).exists():
        asked = asked_for(effective, spec, change.slot, acting.scope(effective, applied.standing))
    act_on_booking(case=case, kind=change.id, act=change.act, slot=change.slot, asked=asked, by=by, at=at)


def _publish(case: Case, applied: Applied, council: CouncilSite, by: Actor, at: datetime) -> None:
    said = applied.published
    if said is None:
        return
    if said.withdraws:
        withdraw_disclosure(case=case, by=by, at=at)
        return
    publish_disclosure(
        case=case,
        title=said.title,
        question=said.question,
        answer=said.answer,
        outcome=said.outcome,
        keywords=said.keywords,
        council=council,
        by=by,
        at=at,
    )


def promise_to_tell(
    case: Case, occasion: str, messages: Sequence[str], event: UUID, *, asked: Mapping[str, str], at: datetime
) -> None:
    """Promise to send ``messages`` of the case's pattern, once for ``event``. asked: answers in plain words."""
    payload = {
        "case_id": str(case.id),
        "occasion": occasion,
        "messages": list(messages),
        "event_id": str(event),
        "asked": dict(asked),
    }
    enqueue(kind="tell", payload=payload, key=f"tell:{case.id}:{event}", at=at)


def in_plain_words(
    questions: Sequence[Question],
    asked: Mapping[str, Any],
    case: Case,
    *,
    effective: Effective,
    scope: Scope,
    seen: Collection[FieldClass] = EVERY_FIELD,
) -> dict[str, str]:
    """Return an officer's answers as the resident reads them, in the language of the case.

    scope: what expressions read of the case, for the words of options that come from elsewhere. seen: the classes of
    answers that the reader sees, where a colleague looks at what will be said.
    """
    _, options = asked_of_act(effective, questions, scope, asked)
    setting = Setting(language=cast(Language, case.language), today=london(case.opened_at)[:10], options=options)
    return {
        question.id: "\n".join(shown_value(question, asked[question.id], setting, seen=seen))
        for question in questions
        if asked.get(question.id) is not None
    }
