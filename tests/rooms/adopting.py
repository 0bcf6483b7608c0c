"""How does a council of a test come to run a service? As one of its own, made of a pattern that the test has."""

from __future__ import annotations

from datetime import datetime

from commonhall.catalogue.operations import adopt, import_pattern
from commonhall.core.language.loading import read_pattern
from commonhall.core.language.model import Pattern
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite


def adopt_own(council: CouncilSite, slug: str, pattern: Pattern | str, *, at: datetime) -> None:
    """Let ``council``, which is in scope, run ``pattern``, which may be its text."""
    read = read_pattern(pattern)[0] if isinstance(pattern, str) else pattern
    own = import_pattern(pattern=read, report={}, by=SYSTEM, at=at)
    adopt(council=council, slug=slug, origin="own", version_id=own.id, by=SYSTEM, at=at)
