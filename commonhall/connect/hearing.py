"""What do linked systems say of the cases they have, and what comes of it? Asked for again and again, or pushed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction
from django.db.models import Min

from commonhall.capabilities.backoffice.mapping import Exchange, HeardStatus, at_path
from commonhall.capabilities.backoffice.port import Update, back_office_from, listener_from
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.cases.locking import locked_case
from commonhall.cases.models import Case
from commonhall.cases.notes import LONGEST_NOTE, add_note
from commonhall.cases.operations import MoveCosts, move_case
from commonhall.cases.queries import effective_of_case, scope_of_case
from commonhall.catalogue.bound import Bound
from commonhall.catalogue.calls import call_provider
from commonhall.connect.binding import CAPABILITY, bindings_of, bound_for, links_at_work
from commonhall.connect.models import Handover, Heard, Link
from commonhall.core.journey.acting import asked_of_act
from commonhall.core.language.case_model import Transition
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.core.questions.question import Answer, Question, Setting
from commonhall.core.values.dates import london
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council, is_testing
from commonhall.record.deliveries import TryAgain
from commonhall.record.jobs import job
from commonhall.record.operations import record_event

log = structlog.get_logger(__name__)

OVERLAP: Final = timedelta(hours=2)
"""How far back each reading begins before the end of the last: their clock is not ours, and some write late."""
NOT_KNOWN_YET: Final = timedelta(hours=1)
"""How long a case that we do not know may still turn out to be one whose reference is on its way to us."""
MOST_AWAITED: Final = 1000
SUPPLIER: Final = ("supplier",)


class CaseNotHere(LookupError):
    """A linked system speaks of a case that we did not hand over to it, or do not know by that reference yet."""


@job("hear_back_offices", every_seconds=30, tests=True)
def hear_back_offices(council: CouncilSite, *, at: datetime) -> None:
    """Ask every linked system of a council at work what is new."""
    with in_council(council, by=SYSTEM, purpose="job"):
        links = links_at_work()
    for link in links:
        hear_link(link=link, council=council, at=at)


def hear_link(*, link: Link, council: CouncilSite, at: datetime) -> int:
    """Ask one linked system what is new, take each thing once, and return how many came. One that cannot be asked is
    marked so, and asked again by the next turn from where we were."""
    try:
        with in_council(council, by=SYSTEM, purpose="job"):
            since = _since(link)
            if since is None:
                return 0
            bindings = [(bound, _awaited(link, bound)) for bound in bindings_of(link)]
        count = sum(_heard_through(link, bound, since, awaited, council, at) for bound, awaited in bindings)
    except (TryAgain, Unavailable, Rejected, Misconfigured) as problem:
        _mark(link, council, trouble=type(problem).__name__, at=at)
        return 0
    _mark(link, council, trouble="", at=at)
    return count


def _since(link: Link) -> datetime | None:
    """Return from when on to ask. What is tried is heard from its first handover on; None where there is none."""
    if is_testing():
        rows = Handover.objects.filter(link=link).exclude(case__phase="closed")
        first: datetime | None = rows.aggregate(first=Min("begun_at"))["first"]
        return first
    return max((link.heard_until or link.since_at) - OVERLAP, link.since_at)


def _heard_through(
    link: Link, bound: Bound, since: datetime, awaited: Sequence[str], council: CouncilSite, at: datetime
) -> int:
    office = back_office_from(bound.provider, bound.settings)

    def ask() -> Sequence[Update]:
        return office.updates(since, at, awaited)

    updates = call_provider(ask, council_id=council.id, capability=CAPABILITY, provider=bound.provider, at=at)
    kept: list[Update] = []
    for update in sorted(updates, key=lambda each: (each.at, each.id)):
        try:
            _taken(link, _named(update, bound), council, at)
        except CaseNotHere:
            continue  # it is offered again: our reference for it may be on its way
        kept.append(update)
    office.acknowledge(kept)
    return len(kept)


def _named(update: Update, bound: Bound) -> Update:
    """Return an update under a name that no other provider of the same linked system gives to one of its own."""
    return replace(update, id=f"{bound.provider}:{update.id}")


def hear_push(
    *, link: Link, headers: Mapping[str, str], body: bytes, council: CouncilSite, at: datetime
) -> Sequence[Heard]:
    """Take what a linked system pushes, once however often it does. Call it outside a transaction.

    headers: by lower-case name. Raises NotGenuine, Rejected for a body that is not what it should be, CaseNotHere so
    that the sender tries again, and TryAgain where the council has no provider that hears.
    """
    with in_council(council, by=SYSTEM, purpose="web"):
        bound = bound_for(link)
    listener = listener_from(bound.provider, bound.settings)
    if listener is None:
        raise TryAgain(f"{bound.provider} is not told of changes")
    taken = (_taken(link, _named(each, bound), council, at) for each in listener.hear(headers, body, at))
    return [heard for heard in taken if heard is not None]


def _awaited(link: Link, bound: Bound) -> list[str]:
    rows = Handover.objects.filter(link=link, binding_id=bound.id).exclude(external="").exclude(case__phase="closed")
    return list(rows.order_by("-begun_at").values_list("external", flat=True)[:MOST_AWAITED])


def _mark(link: Link, council: CouncilSite, *, trouble: str, at: datetime) -> None:
    """Keep how far a linked system was heard, or why it was not. What is tried says nothing of that."""
    if is_testing():
        return
    with in_council(council, by=SYSTEM, purpose="job"):
        row = Link.objects.select_for_update().get(id=link.id)
        row.trouble, row.trouble_since = trouble, (row.trouble_since or at) if trouble else None
        row.heard_until = row.heard_until if trouble else at
        row.save(update_fields=["trouble", "trouble_since", "heard_until"])


def _taken(link: Link, update: Update, council: CouncilSite, at: datetime) -> Heard | None:
    with in_council(council, by=SYSTEM, purpose="job"):
        return take_update(link=link, update=update, council=council, at=at)


@transaction.atomic
def take_update(*, link: Link, update: Update, council: CouncilSite, at: datetime) -> Heard | None:
    """Take one thing that ``link`` says: move its case, or note it, and keep what came of it. None where it is known.

    Raises CaseNotHere while the case may still become known.
    """
    if Heard.objects.filter(link=link, update_id=update.id).exists():
        return None
    handover = _handover_of(link, update)
    if handover is None:
        if at - update.at < NOT_KNOWN_YET:
            raise CaseNotHere(update.external or update.reference)
        return keep_heard(link=link, handover=None, update=update, outcome="unknown", at=at)
    case = locked_case(handover.case_id)
    handover = Handover.objects.select_for_update(of=("self",)).get(id=handover.id)
    if Heard.objects.filter(link=link, update_id=update.id).exists():
        return None  # the same came twice at the same moment, and the other one was first
    outcome, reason = _applied(link, handover, case, update, council, at)
    if not handover.external and update.external:
        handover.external = update.external
    if outcome != "late":
        handover.heard_at = update.at
        handover.heard_status = update.status if update.status != "unchanged" else handover.heard_status
    handover.save(update_fields=["external", "heard_at", "heard_status", "told_state"])
    return keep_heard(link=link, handover=handover, update=update, outcome=outcome, reason=reason, at=at)


def _handover_of(link: Link, update: Update) -> Handover | None:
    rows = Handover.objects.filter(link=link)
    found = rows.filter(external=update.external).first() if update.external else None
    if found is None and update.reference:
        found = rows.filter(case__reference=update.reference).first()
    return found


def keep_heard(
    *, link: Link, handover: Handover | None, update: Update, outcome: str, reason: str = "", at: datetime
) -> Heard:
    """Keep that ``link`` said something and what came of it; of a case, also in its record."""
    made: Heard = Heard.objects.create(
        link=link,
        handover=handover,
        update_id=update.id,
        status=update.status,
        effective_at=update.at,
        came_at=at,
        outcome=outcome,
        reason=reason,
    )
    if handover is not None:
        facts = {"link": link.title_en, "status": update.status, "outcome": outcome}
        record_event(kind="back_office_said", subject=("case", handover.case_id), facts=facts, by=_by(link), at=at)
    return made


def _by(link: Link) -> Actor:
    return Actor("provider", link.id, link.title_en)


def _applied(
    link: Link, handover: Handover, case: Case, update: Update, council: CouncilSite, at: datetime
) -> tuple[str, str]:
    """Do what an update asks for, and return the outcome with the reason where it was refused."""
    if handover.heard_at is not None and update.at < handover.heard_at:
        _note(link, case, update, at)
        return "late", ""
    exchange = Exchange.model_validate(link.exchange)
    wanted = exchange.hears.get(update.status, HeardStatus())
    repeated = update.status == handover.heard_status and not update.text
    if repeated or not wanted.transition:
        noted = not repeated and _note(link, case, update, at)
        return ("noted" if noted else "kept"), ""
    effective = effective_of_case(case, council=council, at=at)
    found = next((each for each in effective.pattern.case.transitions if each.id == wanted.transition), None)
    if found is not None and found.to == case.state and update.status == handover.heard_status:
        return ("noted" if _note(link, case, update, at) else "kept"), ""
    try:
        asked = _answers(found, wanted, update, case, effective, at) if found else {}
        with transaction.atomic():
            moved = move_case(
                case_id=case.id, transition=wanted.transition, asked=asked, expect=None, actors=SUPPLIER,
                council=council, by=_by(link), at=at,
            )  # fmt: skip
    except (MoveRefused, MoveCosts, ExpressionFailed, AnswerNotMade) as refused:
        _note(link, case, update, at)
        log.info("update_refused", transition=wanted.transition, reason=_why(refused))
        return "refused", f"{wanted.transition}: {_why(refused)}"
    handover.told_state = moved.state
    _note(link, case, update, at)
    return "moved", ""


class AnswerNotMade(ValueError):
    """An answer that the transition needs cannot be made of the update. question: which one."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


def _why(refused: Exception) -> str:
    if isinstance(refused, MoveRefused):
        return refused.reason
    if isinstance(refused, AnswerNotMade):
        return f"no answer to {refused.question}"
    return "costs" if isinstance(refused, MoveCosts) else "pattern"


def _answers(
    wanted: Transition, heard: HeardStatus, update: Update, case: Case, effective: Effective, at: datetime
) -> dict[str, Answer]:
    """Return the answers to the transition's questions, checked as if somebody had typed them."""
    scope = scope_of_case(case, effective, at=at)
    record = {"text": update.text, "day": london(update.at)[:10], "status": update.status, "facts": dict(update.facts)}
    setting = Setting(language="cy" if case.language == "cy" else "en", today=london(at)[:10])
    questions, options = asked_of_act(effective, wanted.ask, scope, {})
    setting = replace(setting, options=options)
    made: dict[str, Answer] = {}
    for question in questions:
        raw = _filled(heard.asked.get(question.id, ""), record)
        answer = _as_answer(question, raw)
        parsed = question.read_answer(answer, setting)
        if parsed.problem:
            raise AnswerNotMade(question.id)
        made[question.id] = parsed.answer
    return made


def _filled(template: str, record: Mapping[str, object]) -> str:
    """Return a declared answer: a constant, or ``{path}`` of the update."""
    if template.startswith("{") and template.endswith("}"):
        found = at_path(record, template[1:-1])
        return "" if found is None else str(found)
    return template


def _as_answer(question: Question, raw: str) -> Answer:
    if not raw:
        return None
    match question.type:
        case "yes_no":
            return raw.lower() in ("yes", "true")
        case "choices":
            return [one.strip() for one in raw.split(",")]
        case "date":
            return raw[:10]
        case _:
            longest = getattr(question, "max_length", None)
            return raw[:longest] if longest else raw


def _note(link: Link, case: Case, update: Update, at: datetime) -> bool:
    """Write for colleagues what the linked system says, where it says more than a status. Return whether it did."""
    if not update.text.strip():
        return False
    said = update.status.replace("_", " ")
    text = f"{link.title_en} ({said}): {update.text.strip()}"
    add_note(case_id=case.id, text=text[:LONGEST_NOTE], by=_by(link), at=at)
    return True
