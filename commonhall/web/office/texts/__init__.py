"""What does the office say in English and Welsh? All on its pages that is neither furniture nor a pattern's.

Each file of this folder holds the texts of one part of the office, and is found by itself.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from commonhall.core.values.counting import COUNTED, counted
from commonhall.core.values.words import Language, Words


class SaidTwice(Exception):
    """Two parts of the office give different texts one name."""


def _gathered() -> dict[str, Words]:
    found: dict[str, Words] = {}
    for module in iter_modules(__path__):
        texts: dict[str, Words] = import_module(f"{__name__}.{module.name}").TEXTS
        if twice := sorted(set(found) & set(texts)):
            raise SaidTwice(f"{module.name}: {', '.join(twice)}")
        found |= texts
    return found


TEXTS: Final[dict[str, Words]] = _gathered()


def say(key: str, language: Language, **gaps: object) -> str:
    """Return the text called ``key`` with its gaps filled; raises KeyError for one that is not there.

    A gap such as ``{n:cases}`` is filled with a number of things, in the form that the number wants.
    """
    text = COUNTED.sub(lambda gap: counted(gaps[gap[1]], gap[2], language), TEXTS[key].say(language))
    for name, value in gaps.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
