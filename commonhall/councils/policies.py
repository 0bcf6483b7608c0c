"""Who may call this view, and does it run inside the council's transaction? Declared on every view; a house test
refuses a route that says nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_args

Callers = Literal["anyone", "resident", "staff", "administrator", "steward", "operator"]
CALLERS: tuple[Callers, ...] = get_args(Callers)
View = TypeVar("View", bound=Callable[..., Any])


def open_to(*who: Callers) -> Callable[[View], View]:
    """Declare who may call a view.

    The declaration is data (``view.open_to``); the site's own wrapper enforces it: the office refuses a staff view
    without a signed-in member. Put it outermost, above other decorators.
    """
    if not who or not set(who) <= set(CALLERS):
        raise ValueError(f"A view is open to some of {', '.join(CALLERS)}; not {', '.join(who) or 'nobody'}")

    def declare(view: View) -> View:
        view.open_to = who  # type: ignore[attr-defined]  # our own mark on a view
        return view

    return declare


def outside_transaction(view: View) -> View:
    """Let a view run without the door, because it calls a provider: it opens ``in_council(request.council)`` itself,
    before and after the call."""
    view.outside_transaction = True  # type: ignore[attr-defined]  # our own mark on a view
    return view
