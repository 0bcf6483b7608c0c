"""What has an officer filled in so far in the questions of an act, and what is wrong with it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonhall.core.questions.question import Answer, Problem
from commonhall.web.components.acts import Posted as Posted
from commonhall.web.components.acts import read_all as read_all


@dataclass(frozen=True)
class Draft:
    """What an officer has filled in so far. unseen: questions that are asked only because of what was sent."""

    posted: Posted = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    unseen: frozenset[str] = frozenset()
