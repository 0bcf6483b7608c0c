"""Which capabilities does whoever uses a pattern meet? Read from the pattern, so that a new one is played by itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import commonhall.capabilities
from commonhall.catalogue.operations import LIBRARY
from commonhall.core.language.loading import PatternFolder, read_folder
from commonhall.core.language.model import Pattern
from commonhall.core.verify.uses import questions_of

ALWAYS: Final = ("notifications", "backoffice", "chat")
"""What every service has: messages, a linked system that may take its cases over, a chat that begins on its pages."""
ASKED: Final = {
    "property": ("addresses",),
    "location": ("maps",),
    "file": ("files", "scanning"),
    "slot": ("bookings",),
}
"""What a question needs, by its type."""


@cache
def folder_of(slug: str) -> PatternFolder:
    """Return a pattern of the library with its profiles and examples."""
    return read_folder(LIBRARY / slug)


def library() -> list[str]:
    """Return the patterns of the library, in alphabetical order."""
    return sorted(path.parent.name for path in LIBRARY.glob("*/pattern.yaml"))


def ports() -> list[str]:
    """Return every capability that providers can be chosen for."""
    folder = Path(commonhall.capabilities.__path__[0])
    return sorted(path.parents[1].name for path in folder.glob("*/providers/__init__.py"))


def met_by(pattern: Pattern) -> tuple[str, ...]:
    """Return the capabilities that whoever uses ``pattern`` meets, from the first page until it is paid."""
    found = {capability for question in questions_of(pattern) for capability in ASKED.get(question.type, ())}
    found |= {fact.source.partition(".")[0] for fact in pattern.facts.values()} & set(ports())
    if pattern.charges or any(each.charges and "resident" in each.by for each in pattern.case.transitions):
        found.add("payments")
    if any(wanted.level == "identity" for page in pattern.pages for wanted in page.sign_in):
        found.add("identity")
    return tuple(sorted({*found, *ALWAYS}))


def plays(slug: str) -> list[tuple[str, ...]]:
    """Return the capabilities that do wrong, each by itself but those that every pattern meets: those do together."""
    own = set(met_by(folder_of(slug).pattern)) - set(ALWAYS)
    return [ALWAYS, *((capability,) for capability in sorted(own))]
