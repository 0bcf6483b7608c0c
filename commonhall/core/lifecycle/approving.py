"""Must a second person approve this transition before it is taken? Decided by the pattern, on what was answered."""

from __future__ import annotations

from commonhall.core.language.case_model import Approval
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, holds
from commonhall.core.lifecycle.applying import Acting
from commonhall.core.lifecycle.standing import CaseStanding


def approval_needed(effective: Effective, standing: CaseStanding, transition: str, acting: Acting) -> Approval | None:
    """Return who must approve ``transition``, or None where nobody must.

    A condition that cannot be worked out asks for approval: it never lets pass. Raises nothing for a transition that
    there is not; taking it does.
    """
    spec = next((each for each in effective.pattern.case.transitions if each.id == transition), None)
    if spec is None or spec.approval is None:
        return None
    place = f"case.transitions.{transition}.approval.when"
    try:
        scope = acting.scope(effective, standing)
        return spec.approval if holds(spec.approval.when, scope, place=place, calendar=effective.calendar) else None
    except ExpressionFailed:
        return spec.approval
