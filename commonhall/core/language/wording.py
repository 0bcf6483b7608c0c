"""How does a text with gaps read once they are filled? Substitution only: a gap is a dotted name in braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from commonhall.core.values.dates import in_words
from commonhall.core.values.money import in_words as in_pounds
from commonhall.core.values.words import Language, Words

GAP: Final = re.compile(r"\{([a-z_]+(?:\.[a-z0-9_]+)*)\}")
MONEY: Final = "#money"
"""Where a scope says which of its names are amounts in pence. No expression can read it."""
_MOMENT: Final = re.compile(r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$|^\d{2}:\d{2}$")


def gaps(text: str) -> tuple[str, ...]:
    """Return the dotted names that ``text`` has gaps for."""
    return tuple(GAP.findall(text))


def fill(
    words: Words,
    scope: Mapping[str, Any],
    language: Language,
    *,
    escape: Callable[[str], str] = lambda text: text,
) -> str:
    """Return ``words`` in ``language`` with each gap filled from ``scope``, dates and times in words.

    escape: applied to every value that is filled in, never to the text itself. A gap without a value is left out.
    scope: with the names under MONEY of those that are amounts in pence.
    """
    money = scope.get(MONEY) or frozenset()

    def filled(match: re.Match[str]) -> str:
        name = match.group(1)
        value = look_up(name, scope)
        is_pence = name in money and isinstance(value, int) and not isinstance(value, bool)
        return escape(in_pounds(value) if is_pence else said(value, language))

    return GAP.sub(filled, words.say(language))


def look_up(name: str, scope: Mapping[str, Any]) -> Any:
    """Return what the dotted ``name`` stands for in ``scope``, or None."""
    value: Any = scope
    for part in name.split("."):
        if isinstance(value, Words):
            return None
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    return value


def said(value: Any, language: Language) -> str:
    """Return a value as a person would say it: dates and times in words, lists with commas, two languages as one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return {("en", True): "yes", ("en", False): "no", ("cy", True): "ie", ("cy", False): "na"}[(language, value)]
    if isinstance(value, Words):
        return value.say(language)
    if isinstance(value, Mapping):
        return _record(value, language)
    if isinstance(value, list | tuple):
        return ", ".join(said(item, language) for item in value)
    text = str(value)
    return in_words(text, language) if _MOMENT.match(text) else text


def _record(value: Mapping[str, Any], language: Language) -> str:
    if "en" in value:
        return str((value.get("cy") if language == "cy" else "") or value["en"])
    if "lines" in value:
        parts = [*value["lines"], value.get("town", ""), value.get("postcode", "")]
        return ", ".join(part for part in parts if part)
    return ""
