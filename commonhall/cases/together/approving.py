"""Which moves wait until a second person has looked at them? Proposed, approved, sent back or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhall.cases.locking import locked_case
from commonhall.cases.models import Case
from commonhall.cases.models import Proposal as Proposal
from commonhall.cases.operations import move_case
from commonhall.cases.queries import cases_visible_to, effective_of_case, seen_of_case
from commonhall.cases.standings import standing_of_case
from commonhall.core.lifecycle.applying import Acting, apply_move
from commonhall.core.lifecycle.approving import approval_needed
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.core.values.dates import london
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import Member
from commonhall.record.operations import record_event

LONGEST_COMMENT: Final = 1000


class ProposalRefused(Exception):
    """It cannot be decided so. reason: a slug.

    ``gone`` (nothing waits any more), ``own`` (whoever proposed it cannot approve it), ``role`` (the pattern wants
    somebody else), ``other`` (another move of the case waits already), ``comment`` (say why, in so many characters).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def propose_move(
    *,
    case_id: UUID,
    transition: str,
    asked: Mapping[str, Any],
    expect: int | None,
    actors: Sequence[str],
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> Proposal:
    """Propose a transition for which the pattern wants a second person; the case does not change by it.

    asked: the answers to its questions, already read by them. Raises CaseUnknown, CaseChanged, MoveRefused where it
    could not be taken now, and ProposalRefused.
    """
    case = locked_case(case_id, expect=expect)
    if case.merged_into_id is not None:
        raise MoveRefused(transition, "merged")
    effective = effective_of_case(case, council=council, at=at)
    standing = standing_of_case(case, effective)
    acting = Acting(seen_of_case(case, effective), tuple(actors), london(at), dict(asked))
    apply_move(effective, standing, transition, acting, new_number=lambda *_: "")
    wanted = approval_needed(effective, standing, transition, acting)
    if wanted is None:
        raise ProposalRefused("role")
    made = _propose(case, transition, asked, actors, wanted.by, by, at)
    _happened("move_proposed", case, made, by, at)
    return made


def _propose(
    case: Case,
    transition: str,
    asked: Mapping[str, Any],
    actors: Sequence[str],
    approvers: Sequence[str],
    by: Actor,
    at: datetime,
) -> Proposal:
    try:
        with transaction.atomic():
            made: Proposal = Proposal.objects.create(
                case=case,
                transition=transition,
                asked=dict(asked),
                actors=list(actors),
                approvers=list(approvers),
                by_id=by.id,
                by=by.name,
                at=at,
            )
    except IntegrityError as waits:
        raise ProposalRefused("other") from waits
    return made


def _happened(kind: str, case: Case, proposal: Proposal, by: Actor, at: datetime) -> None:
    facts = {"proposal": str(proposal.id), "transition": proposal.transition}
    record_event(kind=kind, subject=("case", case.id), facts=facts, by=by, at=at)


def _waiting(case_id: UUID, proposal_id: UUID) -> tuple[Case, Proposal]:
    case = locked_case(case_id)
    found = Proposal.objects.filter(case=case, id=proposal_id, state="waiting").first()
    if found is None:
        raise ProposalRefused("gone")
    return case, found


def why_not_decide(proposal: Proposal, *, roles: Sequence[str], member_id: UUID | None) -> str:
    """Return why this member of staff may not decide on a proposal: ``own`` or ``role``; blank where they may."""
    if proposal.by_id == member_id:
        return "own"
    return "" if set(roles) & set(proposal.approvers) else "role"


@transaction.atomic
def approve_proposal(
    *, case_id: UUID, proposal_id: UUID, roles: Sequence[str], council: CouncilSite, by: Actor, at: datetime
) -> Case:
    """Approve a proposed move, which is taken with the answers that it was proposed with.

    roles: those of whoever approves. Raises CaseUnknown, ProposalRefused, and what move_case raises; then it still
    waits.
    """
    case, proposal = _waiting(case_id, proposal_id)
    if refused := why_not_decide(proposal, roles=roles, member_id=by.id):
        raise ProposalRefused(refused)
    _decide(proposal, "approved", by, at)
    _happened("proposal_approved", case, proposal, by, at)
    return move_case(
        case_id=case.id,
        transition=proposal.transition,
        asked=proposal.asked,
        expect=None,
        actors=proposal.actors,
        approved=True,
        council=council,
        by=by,
        at=at,
    )


@transaction.atomic
def send_back_proposal(
    *, case_id: UUID, proposal_id: UUID, comment: str, roles: Sequence[str], by: Actor, at: datetime
) -> Proposal:
    """Send a proposed move back, saying why. Raises CaseUnknown and ProposalRefused."""
    words = comment.strip()
    if not words or len(words) > LONGEST_COMMENT:
        raise ProposalRefused("comment")
    case, proposal = _waiting(case_id, proposal_id)
    if refused := why_not_decide(proposal, roles=roles, member_id=by.id):
        raise ProposalRefused(refused)
    _decide(proposal, "sent_back", by, at, words)
    _happened("proposal_sent_back", case, proposal, by, at)
    return proposal


@transaction.atomic
def withdraw_proposal(
    *, case_id: UUID, proposal_id: UUID, roles: Sequence[str] = (), by: Actor, at: datetime
) -> Proposal:
    """Take a proposal back: one's own, or as a lead anybody's. Raises CaseUnknown and ProposalRefused."""
    case, proposal = _waiting(case_id, proposal_id)
    if proposal.by_id != by.id and "lead" not in roles:
        raise ProposalRefused("role")
    _decide(proposal, "withdrawn", by, at)
    _happened("proposal_withdrawn", case, proposal, by, at)
    return proposal


def _decide(proposal: Proposal, state: str, by: Actor, at: datetime, comment: str = "") -> None:
    proposal.state, proposal.decided_by, proposal.decided_at, proposal.comment = state, by.name, at, comment
    proposal.save(update_fields=["state", "decided_by", "decided_at", "comment"])


def find_waiting(case: Case) -> Proposal | None:
    """Return the proposal of a case that waits, or None."""
    found: Proposal | None = Proposal.objects.filter(case=case, state="waiting").first()
    return found


def find_sent_back(case: Case, *, transition: str, member_id: UUID | None) -> Proposal | None:
    """Return the last proposal that this member of staff got back for a transition of a case, or None."""
    mine = Proposal.objects.filter(case=case, transition=transition, by_id=member_id)
    last = mine.order_by("-at", "-id").first()
    return last if last is not None and last.state in ("sent_back", "withdrawn") else None


def proposals_for(member: Member) -> QuerySet[Proposal]:
    """Return the proposals on which ``member`` may decide, the oldest first: counts and lists filter these."""
    here = Q(pk=OuterRef("case_id"))
    as_officer = Q(Exists(cases_visible_to(member, "work").filter(here)), approvers__contains=["officer"])
    as_lead = Q(Exists(cases_visible_to(member, "lead").filter(here)), approvers__contains=["lead"])
    waiting = Proposal.objects.filter(state="waiting").exclude(by_id=member.membership_id)
    return waiting.filter(as_officer | as_lead).select_related("case").order_by("at", "id")
