"""What does this part of the office show on the page of a case?"""

from __future__ import annotations

from collections.abc import Iterator

from commonhall.cases.queries import CasePage
from commonhall.web.components.views.desk import Panel
from commonhall.web.office.door import Visit


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield this part's panels of a case."""
    yield from ()
