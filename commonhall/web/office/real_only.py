"""Which pages of the office are not there for tests? Those that arrange things for everybody, look after the record,
count or take out: what is tried changes and counts for nothing."""

from __future__ import annotations

from typing import Final

from commonhall.councils.scope import is_testing

REAL_ONLY: Final = (
    "office-absence", "office-call-figures", "office-calendars", "office-calls-settings", "office-chats-settings",
    "office-difference", "office-figures", "office-list-file", "office-own", "office-records", "office-rights",
    "office-rota", "office-rule", "office-takings", "office-template", "office-view", "office-weights",
)  # fmt: skip
"""How the names of their routes begin. "office-view" is of kept lists."""


def is_there(route: str) -> bool:
    """Return whether a page of the office is there, in the mode in scope."""
    return not (is_testing() and route.startswith(REAL_ONLY))
