"""What do rooms above do when a page is answered? They plug it in here when the process starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from commonhall.core.questions.question import Answer, Problem
from commonhall.journeys.models import Journey
from commonhall.journeys.queries import Standing

Before = Callable[[Journey, Standing, Mapping[str, Answer], datetime], tuple[Problem, ...]]
"""Takes the stored journey with its lock, how it stood, the page's answers by question id, and the moment. The problems
that it gives are said on the page; then nothing is kept."""
After = Callable[[Standing, datetime], None]
"""Takes how the journey stands with the new answers, which are written. It works in the same transaction."""

_before: list[Before] = []
_after: list[After] = []


def before_keeping(work: Before) -> Before:
    """Register what has to succeed before answers are kept, such as holding a place for a chosen time."""
    _before.append(work)
    return work


def once_kept(work: After) -> After:
    """Register what follows at once from answers, such as telling a person of an answer that cannot wait."""
    _after.append(work)
    return work


def problems_with(
    journey: Journey, standing: Standing, answers: Mapping[str, Answer], at: datetime
) -> tuple[Problem, ...]:
    """Return what stands against keeping ``answers``, in the order in which it was registered."""
    return tuple(problem for work in _before for problem in work(journey, standing, answers, at))


def follow(standing: Standing, at: datetime) -> None:
    """Do what follows from the answers that were just kept."""
    for work in _after:
        work(standing, at)
