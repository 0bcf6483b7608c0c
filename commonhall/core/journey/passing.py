"""Which answers does a route pass over, so that nothing needs them any more?"""

from __future__ import annotations

from collections.abc import Mapping

from commonhall.core.journey.route import Route
from commonhall.core.language.effective import Effective
from commonhall.core.questions.question import Answer


def passed_over(effective: Effective, route: Route, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the ids of the questions and groups in ``answers`` that ``route`` does not ask, in order of the pattern.

    Only of pages that the route has come to: what lies behind the page where it stops may still be asked. None when it
    ends in an outcome, because then nothing more is asked at all.
    """
    if route.stop.kind not in ("page", "check", "tasks"):
        return ()
    passed = []
    for page in effective.pattern.pages:
        if page.id in route.walked or page.id in route.left_out or route.stop.kind == "check":
            asked = [page.repeat.id] if page.repeat is not None else [each.id for each in page.questions]
            passed += [name for name in asked if name in answers and name not in route.answers]
    return tuple(passed)
