"""Which answers does a route pass over, so that nothing needs them any more?"""

from __future__ import annotations

from collections.abc import Mapping

from commonhall.core.journey.route import Route
from commonhall.core.language.effective import Effective
from commonhall.core.questions.question import Answer


def passed_over(effective: Effective, route: Route, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the ids of the questions in ``answers`` that ``route`` does not ask, in the order of the pattern.

    Only of pages that the route has come to: what lies behind the page where it stops may still be asked. None when it
    ends in an outcome, because then nothing more is asked at all.
    """
    if route.stop.kind not in ("page", "check"):
        return ()
    passed = []
    for page in effective.pattern.pages:
        if route.stop.kind == "page" and page.id == route.stop.page:
            break
        passed += [each.id for each in page.questions if each.id in answers and each.id not in route.answers]
    return tuple(passed)
