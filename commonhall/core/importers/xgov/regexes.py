"""Which pattern of ours says what a regular expression of the source says? None, where it could take too long."""

from __future__ import annotations

from typing import Any

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.values.text_pattern import PatternRefused, check_pattern

LONGEST = 200


def pattern_of(regex: str, where: Where, ledger: Ledger) -> dict[str, Any]:
    """Return ``{"pattern": ...}`` for ``regex``, or nothing where it cannot be had, which is reported.

    The source finds its expression anywhere in the text; ours match the whole of it.
    """
    if not regex:
        return {}
    pattern = regex.replace("A-z", "A-Za-z")
    if pattern != regex:
        message = "Its expression uses A-z, which lets signs through; letters were meant."
        ledger.mark(where.pointer, "changed", message)
        ledger.find("regex.unsupported", where, message, status="changed")
    pattern = pattern[1:] if pattern.startswith("^") else f".*{pattern}"
    ends = pattern.endswith("$") and not pattern.endswith("\\$")
    pattern = pattern[:-1] if ends else f"{pattern}.*"
    try:
        if len(pattern) > LONGEST:
            raise PatternRefused("it is too long")  # noqa: TRY301 the one place where all refusals are reported
        check_pattern(pattern)
    except (PatternRefused, RecursionError) as error:
        message = f"Its regular expression was left out: {_short(error)}."
        ledger.mark(where.pointer, "needs_decision", message, code="regex.unsupported")
        ledger.find("regex.unsupported", where, message, status="needs_decision")
        return {}
    return {"pattern": pattern}


def _short(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[-160:]
