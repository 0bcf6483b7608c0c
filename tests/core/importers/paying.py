"""What does somebody pay at the end of an imported form?"""

from __future__ import annotations

from typing import Any

from commonhall.core.charges.lines import lines_of
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.traces import TODAY, Walker
from commonhall.core.tables.looking import look_up


def due(form: Imported, answers: dict[str, Any]) -> int:
    """Return the pence that are due at the end of the route of ``answers``, by the names of the source."""
    walker = Walker(form, today=TODAY)
    route = walker.route(answers)
    assert route.stop.kind == "check"
    scope = dict(walker.effective.scope(answers=route.answers, today=TODAY.isoformat(), now=walker.now))
    scope["tables"] = {name: look_up(walker.effective, name, scope).value for name in form.pattern.tables}
    return lines_of(walker.effective, scope).total_pence
