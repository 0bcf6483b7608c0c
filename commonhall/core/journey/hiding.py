"""What may a text say to a reader who does not see all answers? Neither these nor what comes of them."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Mapping
from typing import Any

from commonhall.core.journey.worked import working_of
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.questions.masking import EMPTY, HIDDEN, FieldClass, is_masked


def hidden_answers(effective: Effective, seen: Collection[FieldClass]) -> frozenset[str]:
    """Return the questions whose answers a reader does not see who sees the classes ``seen``."""
    return frozenset(name for name, question in effective.questions.items() if is_masked(question, seen))


def hidden_values(effective: Effective, seen: Collection[FieldClass]) -> frozenset[str]:
    """Return the computed values, by name, that come of answers which such a reader does not see."""
    names = hidden_answers(effective, seen)
    groups = {
        group
        for group, page in effective.groups.items()
        if page.repeat and any(each.id in names for inner in page.repeat.pages for each in inner.questions)
    }
    dependents = working_of(effective).dependents
    found: set[str] = set()
    for read, nodes in dependents.items():
        parts = read.split(".")
        if parts[0] == "answers" and (len(parts) == 1 or set(parts[1:]) & (names | groups)):
            found.update(nodes)
    return frozenset(node.partition(".")[2] for node in found if node.startswith("computed."))


def hidden_in(effective: Effective, scope: Scope, *, seen: Collection[FieldClass]) -> dict[str, Any]:
    """Return ``scope`` for the gaps of texts, with the word for hidden in place of what the reader does not see.

    Answers to groups keep what may be seen of each item. No condition is to be judged with it.
    """
    names = hidden_answers(effective, seen)
    computed = {name: HIDDEN for name in hidden_values(effective, seen)}
    hidden: dict[str, Any] = dict(scope)
    for root in ("answers", "item"):
        if isinstance(scope.get(root), Mapping):
            hidden[root] = {name: _without(name, answer, names) for name, answer in scope[root].items()}
    if computed and "computed" in scope:
        hidden["computed"] = ChainMap(computed, scope["computed"])
    return hidden


def _without(name: str, answer: Any, names: Collection[str]) -> Any:
    if name in names:
        return answer if answer in EMPTY else HIDDEN
    if isinstance(answer, list):
        return [
            {key: _without(key, value, names) for key, value in each.items()} if isinstance(each, Mapping) else each
            for each in answer
        ]
    return answer
