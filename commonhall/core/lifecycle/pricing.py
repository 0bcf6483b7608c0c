"""What does taking a transition cost? Worked out before it is taken; it happens once that is paid."""

from __future__ import annotations

from commonhall.core.charges.lines import Charges, lines_of
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle.applying import Acting
from commonhall.core.lifecycle.moves import check_move
from commonhall.core.lifecycle.standing import CaseStanding


def charges_of_move(effective: Effective, standing: CaseStanding, transition: str, acting: Acting) -> Charges:
    """Return what ``transition`` costs. Raises MoveRefused when it cannot be taken at all, and ExpressionFailed."""
    scope = acting.scope(effective, standing)
    taken = check_move(effective, standing, transition, actors=acting.actors, scope=scope)
    if not taken.charges:
        return Charges()
    return lines_of(effective, scope, charges=taken.charges, place=f"case.transitions.{taken.id}.charges")
