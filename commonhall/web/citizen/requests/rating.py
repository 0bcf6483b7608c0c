"""How does a resident say how a request went? By pressing a button: a link that is only looked at rates nothing."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.cases.queries import Progress
from commonhall.cases.rating import LONGEST_COMMENT, CannotRate, has_rated, rate_case
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.web.citizen.requests.case_texts import ON
from commonhall.web.citizen.residents import around
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.tracked import followed
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import exit_address
from commonhall.web.components.views.journey import FeedbackView


@open_to("resident")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def rate_page(visit: Visit, key: str) -> HttpResponseBase:
    """Ask how a closed request went, and keep what is said of it, once."""
    progress = followed(visit, key)
    if progress is None:
        return visit.go("/track")
    if progress.case.phase != "closed" or has_rated(progress.case.id):
        return visit.go(f"/track/{key}")
    if visit.request.method != "POST":
        return visit.page(_view(visit, progress, key))
    switched = visit.switched()
    visit = switched or visit
    posted = visit.request.POST
    score, comment = posted.get("score", ""), posted.get("comment", "").replace("\r\n", "\n").strip()
    error = ""
    if score not in ("1", "2", "3", "4", "5"):
        error = visit.say(SAID["score_missing"])
    elif len(comment) > LONGEST_COMMENT:
        error = visit.say(SAID["comment_long"])
    if error or switched:
        return visit.page_in_language(_view(visit, progress, key, error=error))
    with suppress(CannotRate):  # pressed twice: the first press counts
        rate_case(
            case_id=progress.case.id,
            score=int(score),
            comment=comment,
            language=visit.language,
            by=RESIDENT,
            at=visit.at,
        )
    return visit.go(f"/track/{key}?said=rated")


def _view(visit: Visit, progress: Progress, key: str, *, error: str = "") -> FeedbackView:
    posted = visit.request.POST
    return FeedbackView(
        frame=visit.frame(
            visit.say(ON["rate_title"]),
            language_form="questions",
            has_error=bool(error),
            exit_url=exit_address(progress.effective.pattern),
            **{**around(visit), "back_link": f"/track/{key}"},
        ),
        score=posted.get("score", ""),
        comment=posted.get("comment", ""),
        error=error,
    )
