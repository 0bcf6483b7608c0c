"""How is a file of another builder damaged, one place after the other?"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any


def values_in(root: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each object and each value of the file with what holds it."""
    waiting = [root]
    while waiting:
        holder = waiting.pop(0)
        for key, value in list(holder.items()) if isinstance(holder, dict) else list(enumerate(holder)):
            yield holder, key
            if isinstance(value, dict | list):
                waiting.append(value)


def objects_in(root: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each object of the file with what holds it."""
    return ((holder, key) for holder, key in values_in(root) if isinstance(holder[key], dict))


def deleted(holder: Any, key: Any) -> None:
    """Leave out what stands there."""
    del holder[key]


def doubled(holder: Any, key: Any) -> None:
    """Let what stands there stand twice."""
    if isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))
    else:
        holder[f"{key} 2"] = copy.deepcopy(holder[key])
