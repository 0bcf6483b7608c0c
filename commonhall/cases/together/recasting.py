"""How does a case move to a newer version of its service, or become another service's? Previewed, never by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from django.db import transaction

from commonhall.cases.locking import locked_case
from commonhall.cases.models import (
    Booking,
    Case,
    CaseDeadline,
    CaseTask,
    CaseTimer,
    Entitlement,
    Payment,
    Proposal,
    Recast,
)
from commonhall.cases.queries import effective_of_case
from commonhall.cases.scopes import seen_of_case
from commonhall.cases.standings import keep_standing, standing_of_case
from commonhall.catalogue.queries import Service, effective_of
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed
from commonhall.core.lifecycle import running
from commonhall.core.lifecycle.applying import Acting
from commonhall.core.lifecycle.opening import OpenedCase
from commonhall.core.lifecycle.recasting import Fitted, fit_answers, recast
from commonhall.core.lifecycle.standing import CaseStanding, scope_of_standing
from commonhall.core.lifecycle.timing import next_timers
from commonhall.core.lifecycle.working import dropped
from commonhall.core.questions.masking import shown_value
from commonhall.core.questions.question import Answer, Setting
from commonhall.core.values.dates import london, london_day
from commonhall.core.values.words import Language
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.record.operations import record_event

LONGEST_REASON: Final = 300


class RecastRefused(Exception):
    """A case cannot be moved so. reason: a slug.

    ``same`` (it is there already), ``merged``, ``holds`` (money, a booking or an entitlement hangs on it that the
    other one does not know), ``state`` (its state is not there: say which stands for it), ``cannot`` (the other
    service's team or clock cannot be worked out), ``pays`` (it takes money or bookings), ``each`` (it opens a case for
    each thing that is chosen), ``closed``, ``why`` (no reason).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Preview:
    """What moving a case would do. state: the one that it would be in; blank where somebody must choose it.

    fitted: its answers. unanswered: questions that are new. stopped, begun: deadlines that end, and that begin.
    dropped: open tasks that are not there any more. team: whose it would be. states: those to choose from.
    """

    effective: Effective
    fitted: Fitted
    state: str
    states: tuple[str, ...]
    team: str
    unanswered: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def preview_version(case: Case, to: Service, *, council: CouncilSite, at: datetime) -> Preview:
    """Return what moving ``case`` to the version that ``to`` has now would do. Raises RecastRefused."""
    if case.revision_id == to.revision_id:
        raise RecastRefused("same")
    if case.pattern != to.pattern:
        raise RecastRefused("cannot")
    old, new = _both(case, to, council, at)
    _check_holdings(case, new)
    standing = standing_of_case(case, old)
    known = {each.id for each in new.pattern.case.deadlines}
    there = {each.id for each in standing.deadlines}
    tasks = {each.id for each in new.pattern.case.tasks}
    return Preview(
        effective=new,
        fitted=fit_answers(old, new, case.answers),
        state=case.state if _same_phase(case, new) else "",
        states=tuple(new.pattern.case.states),
        team=case.team,
        unanswered=_unanswered(old, new),
        stopped=tuple(each.id for each in standing.deadlines if each.open and each.id not in known),
        begun=tuple(each.id for each in new.pattern.case.deadlines if each.from_ == "opened" and each.id not in there),
        dropped=tuple(each.id for each in standing.tasks if each.state == "open" and each.id not in tasks),
    )


def _both(case: Case, to: Service, council: CouncilSite, at: datetime) -> tuple[Effective, Effective]:
    if case.merged_into_id is not None:
        raise RecastRefused("merged")
    old = effective_of_case(case, council=council, at=at)
    return old, effective_of(to.revision_id, council=council, day=london_day(case.opened_at))


def _same_phase(case: Case, new: Effective) -> bool:
    state = new.pattern.case.states.get(case.state)
    return state is not None and (state.phase == "closed") == (case.phase == "closed")


def _unanswered(old: Effective, new: Effective) -> tuple[str, ...]:
    asked = (question for page in new.pattern.pages for question in page.questions)
    return tuple(each.id for each in asked if each.required and each.id not in old.questions)


def _check_holdings(case: Case, new: Effective) -> None:
    """What a case holds must be something that the other pattern knows."""
    spec = new.pattern.case
    entitlements = {each.id for each in spec.entitlements}
    bookings = {each.id for each in spec.bookings}
    held = set(Entitlement.objects.filter(case=case).values_list("kind", flat=True)) - entitlements
    booked = set(Booking.objects.filter(case=case).values_list("kind", flat=True)) - bookings
    if held or booked:
        raise RecastRefused("holds")


@transaction.atomic
def move_to_version(
    *,
    case_id: UUID,
    to: Service,
    state: str = "",
    why: str,
    expect: int | None = None,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> Recast:
    """Move a case to the version that its service has now: explicitly, and recorded on the case.

    state: the state of the new version that stands for its own, where that is not there. Deadlines that run keep their
    dates; those that are gone stop; new ones count from the day on which the case was opened. Answers that no longer
    fit are kept with the record of the move. Raises CaseUnknown, CaseChanged and RecastRefused.
    """
    reason = _reason(why)
    case = locked_case(case_id, expect=expect)
    old = effective_of_case(case, council=council, at=at)
    seen = preview_version(case, to, council=council, at=at)
    target = _target(case, seen, state)
    made = _record("version", case, old, seen.fitted, reason, by, at)
    standing = standing_of_case(case, old)
    case.answers = {**seen.fitted.kept, **{key: value for key, value in case.answers.items() if key.startswith("@")}}
    _point_to(case, to, seen.effective)
    new = _standing_in(seen, standing, target, case, at)
    scope = Acting(seen_of_case(case, seen.effective), (), london(at)).scope(seen.effective, new)
    timers = next_timers(seen.effective, new, scope)
    keep_standing(case, seen.effective, standing, new, timers, at=at)
    _save(case, "version", seen.effective, by, at)
    return made


def _reason(why: str) -> str:
    reason = " ".join(why.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise RecastRefused("why")
    return reason


def _target(case: Case, seen: Preview, state: str) -> str:
    target = seen.state or state
    wanted = seen.effective.pattern.case.states.get(target)
    if wanted is None or (wanted.phase == "closed") != (case.phase == "closed"):
        raise RecastRefused("state")
    return target


def _standing_in(seen: Preview, standing: CaseStanding, target: str, case: Case, at: datetime) -> CaseStanding:
    """Return how the case stands in the other version."""
    effective, now, opened = seen.effective, london(at), london(case.opened_at)
    deadlines = [
        running.ended(each, "stopped", now) if each.id in seen.stopped else each for each in standing.deadlines
    ]
    gone = tuple(each for each in standing.tasks if each.id in seen.dropped)
    kept = tuple(each for each in standing.tasks if each not in gone)
    new = replace(
        standing,
        state=target,
        since=now if target != standing.state else standing.since,
        deadlines=tuple(deadlines),
        tasks=(*kept, *dropped(gone, now)),
    )
    if case.phase == "closed":
        return new
    scope = scope_of_standing(effective, new, seen=seen_of_case(case, effective), now=opened)
    try:
        for spec in effective.pattern.case.deadlines:
            begun = running.begun(effective, spec, scope, now=opened) if spec.id in seen.begun else None
            new = new.with_deadline(begun) if begun else new
    except (ExpressionFailed, ValueError) as failure:
        raise RecastRefused("cannot") from failure
    return new


def _record(kind: str, case: Case, old: Effective, fitted: Fitted, why: str, by: Actor, at: datetime) -> Recast:
    """Keep what the case was, so that it can be explained, and what was answered that no longer fits."""
    left = {
        name: {"answer": answer, "label": _label(old, name), "lines": _lines(old, name, answer, case)}
        for name, answer in fitted.left.items()
    }
    before = {
        "service": case.service,
        "team": case.team,
        "title": {"en": case.title_en, "cy": case.title_cy},
        "facts": case.facts,
        "kept": case.kept,
        "deadlines": [
            {"kind": each.kind, "state": each.state, "started": each.started, "due_date": str(each.due_date or "")}
            for each in CaseDeadline.objects.filter(case=case)
        ],
        "tasks": [
            {"kind": each.kind, "state": each.state, "answers": each.answers}
            for each in CaseTask.objects.filter(case=case)
        ],
    }
    made: Recast = Recast(
        case=case, kind=kind, from_pattern=case.pattern, from_version=case.pattern_version,
        from_revision_id=case.revision_id, from_state=case.state, left=left, before=before, why=why, by=by.name, at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def _label(old: Effective, name: str) -> dict[str, str]:
    question = old.questions.get(name)
    return {"en": question.label.en, "cy": question.label.cy} if question else {"en": name, "cy": ""}


def _lines(old: Effective, name: str, answer: Answer, case: Case) -> list[str]:
    """Return an answer in words, in the language of the case: nobody may know its options later.

    Of a secret only its end: it is shown to colleagues, and to none of them whole.
    """
    question = old.questions.get(name)
    if question is None or answer is None:
        return [] if answer is None else [str(answer)]
    setting = Setting(language=cast(Language, case.language), today=london(case.opened_at)[:10])
    return list(shown_value(question, answer, setting, seen=("ordinary", "personal", "special", "secret_end")))


def _point_to(case: Case, to: Service, effective: Effective) -> None:
    case.pattern, case.pattern_version = effective.pattern.pattern, effective.pattern.version
    case.revision_id, case.service = to.revision_id, to.slug
    case.restricted = effective.pattern.case.access == "team"


COLUMNS: Final = (
    "pattern", "pattern_version", "revision_id", "service", "restricted", "answers", "facts", "kept", "state", "phase",
    "since_at", "closed_at", "due_date", "due_at", "version", "team", "owner_id", "title_en", "title_cy",
)  # fmt: skip


def _save(case: Case, kind: str, effective: Effective, by: Actor, at: datetime) -> None:
    Proposal.objects.filter(case=case, state="waiting").update(state="lapsed", decided_at=at)
    case.version += 1
    case.save(update_fields=COLUMNS)
    facts = {"kind": kind, "pattern": case.pattern, "version": effective.pattern.version, "state": case.state}
    record_event(kind="case_recast", subject=("case", case.id), facts=facts, by=by, at=at)


def check_service(case: Case, to: Service) -> None:
    """Raise RecastRefused where a case cannot become one of that service at all."""
    spec = to.effective.pattern
    if case.merged_into_id is not None:
        raise RecastRefused("merged")
    if case.phase == "closed":
        raise RecastRefused("closed")
    if spec.payment or spec.case.bookings:
        raise RecastRefused("pays")
    if spec.case.per:
        raise RecastRefused("each")
    if to.pattern == case.pattern and to.slug == case.service:
        raise RecastRefused("same")
    money = Payment.objects.filter(case=case).exclude(state__in=("failed", "cancelled", "expired")).exists()
    if money or Entitlement.objects.filter(case=case).exists() or Booking.objects.filter(case=case).exists():
        raise RecastRefused("holds")


def preview_service(case: Case, to: Service, *, council: CouncilSite, at: datetime) -> tuple[Preview, OpenedCase]:
    """Return what making ``case`` one of another service would do, and how it would stand. Raises RecastRefused.

    Its clocks count by the other service's rules, from the day on which it was opened.
    """
    check_service(case, to)
    old, new = _both(case, to, council, at)
    fitted = fit_answers(old, new, case.answers)
    made = recast_as(case, new, fitted.kept, at=at)
    standing = standing_of_case(case, old)
    preview = Preview(
        effective=new,
        fitted=fitted,
        state=made.state,
        states=tuple(new.pattern.case.states),
        team=made.team,
        unanswered=tuple(
            question.id
            for page in new.pattern.pages
            for question in page.questions
            if question.required and question.id not in fitted.kept
        ),
        stopped=tuple(each.id for each in standing.deadlines if each.open),
        begun=tuple(each.id for each in made.standing.deadlines),
        dropped=tuple(each.id for each in standing.tasks if each.state == "open"),
    )
    return preview, made


def recast_as(
    case: Case, effective: Effective, answers: Mapping[str, Answer], *, item: str = "", at: datetime
) -> OpenedCase:
    """Return how a case with these answers would stand, opened when ``case`` was. Raises RecastRefused."""
    try:
        return recast(
            effective,
            answers,
            item=item,
            opened=london(case.opened_at),
            now=london(at),
            language=cast(Language, case.language),
            case={"uprn": case.uprn, "reference": case.reference},
        )
    except (ExpressionFailed, ValueError) as failure:
        raise RecastRefused("cannot") from failure


@transaction.atomic
def change_service(
    *, case_id: UUID, to: Service, why: str, expect: int | None, council: CouncilSite, by: Actor, at: datetime
) -> Recast:
    """Make a case one of another service: it was sent as the wrong thing. Its reference stays.

    Answers go to the questions of the same id and type; the others are kept with the record of the change. It begins in
    the other service's first state, with its team, and clocks that count from the day on which the case was opened.
    Whoever had it has it no longer. Raises CaseUnknown, CaseChanged and RecastRefused.
    """
    reason = _reason(why)
    case = locked_case(case_id, expect=expect)
    old = effective_of_case(case, council=council, at=at)
    seen, made = preview_service(case, to, council=council, at=at)
    kept = _record("service", case, old, seen.fitted, reason, by, at)
    CaseDeadline.objects.filter(case=case).delete()
    CaseTimer.objects.filter(case=case).delete()
    CaseTask.objects.filter(case=case, state="open").update(state="dropped", ended_at=at)
    case.answers = dict(seen.fitted.kept)
    case.facts = {**made.facts, "failures": [], "chosen": {}, "recast": True}
    case.kept = dict(made.standing.kept)
    case.team, case.owner_id = made.team, None
    case.title_en, case.title_cy = made.title.en, made.title.cy
    _point_to(case, to, seen.effective)
    blank = CaseStanding(state="", since="", opened=made.standing.opened, team=made.team)
    keep_standing(case, seen.effective, blank, made.standing, made.timers, at=at)
    _save(case, "service", seen.effective, by, at)
    return kept


def recasts_of(case_id: UUID) -> tuple[Recast, ...]:
    """Return the moves of a case to other versions and services, the newest first."""
    return tuple(Recast.objects.filter(case_id=case_id).order_by("-at", "-id"))
