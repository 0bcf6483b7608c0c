"""May a pattern be published here? Asks the publish checks, once for the same content: nothing else can change them."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from commonhall.catalogue.fact_types import FACT_TYPES
from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Pattern
from commonhall.core.verify.checks import check_pattern
from commonhall.core.verify.finding import Finding

MOST_KEPT: Final = 200
_judged: dict[str, tuple[Finding, ...]] = {}


def judge(folder: PatternFolder, *, since: Pattern | None = None, proved: bool = False) -> tuple[Finding, ...]:
    """Return the findings on ``folder``, against ``since``, the version published before it; worst first.

    proved: the pattern ships with the software, whose tests have run its examples and searched it.
    """
    key = f"{proved} {_key(folder, since)}"
    if key not in _judged:
        if len(_judged) >= MOST_KEPT:
            _judged.clear()
        _judged[key] = check_pattern(folder, fact_types=FACT_TYPES, since=since, proved=proved)
    return _judged[key]


def _key(folder: PatternFolder, since: Pattern | None) -> str:
    written = [
        folder.pattern.model_dump_json(),
        json.dumps({name: profile.model_dump(mode="json") for name, profile in folder.profiles.items()}),
        json.dumps([dict(each) for each in folder.examples], default=str),
        repr(folder.faults),
        since.model_dump_json() if since else "",
    ]
    return hashlib.sha256("\n".join(written).encode()).hexdigest()
