"""How are values kept that are worked out only when something reads them?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from commonhall.core.language.expressions import ExpressionFailed, NotThere


class Lazily(Mapping[str, Any]):
    """Named values, each worked out when it is first read, and then kept.

    One that cannot be worked out is not there: a text leaves its gap, and an expression that reads it fails.
    """

    def __init__(self, work_out: Callable[[str], Any], names: Collection[str]) -> None:
        self._work_out = work_out
        self._names = names
        self._kept: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._kept:
            if name not in self._names:
                raise KeyError(name)
            self.keep(name)
        kept = self._kept[name]
        if isinstance(kept, ExpressionFailed):
            raise NotThere(name, kept)
        return kept

    def keep(self, name: str) -> None:
        """Work out ``name`` now; keep its value, or why there is none."""
        if name in self._kept:
            return
        self._kept[name] = ExpressionFailed(name, "", "it depends on itself")  # what it finds if it asks for itself
        try:
            self._kept[name] = self._work_out(name)
        except ExpressionFailed as failure:
            self._kept[name] = failure

    def forget(self, name: str) -> None:
        """Let ``name`` be worked out again when it is next read: something that it reads has changed."""
        self._kept.pop(name, None)

    def failures(self) -> tuple[ExpressionFailed, ...]:
        """Return why values that were asked for are not there, but for those that wait for an answer."""
        return tuple(kept for kept in self._kept.values() if isinstance(kept, ExpressionFailed) and not kept.unanswered)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return repr(dict(self))
