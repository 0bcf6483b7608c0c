"""What does every page say while the browser is trying things out?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Language, both
from commonhall.councils.scope import is_testing

LEAVE: Final = "/leave-test"
TESTING: Final = both(
    "This is a test. Nothing is real: no work follows from it and no money moves.",
    "Prawf yw hwn. Nid oes dim yn go iawn: nid oes gwaith yn dilyn ohono ac nid oes arian yn symud.",
)
STOP: Final = both("Stop trying", "Rhoi’r gorau i’r prawf")


def test_banner(language: Language) -> dict[str, str]:
    """Return the fields of PageFrame that say so; none where what is shown is real."""
    if not is_testing():
        return {}
    return {"testing": TESTING.say(language), "testing_link": STOP.say(language), "testing_url": LEAVE}
