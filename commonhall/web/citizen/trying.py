"""How does a browser come to try services by a link, and how does it meet what is real again?"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.councils.policies import open_to
from commonhall.councils.testing import find_trial, join_trial, leave_trial
from commonhall.web.citizen.errors import trial_over
from commonhall.web.citizen.visit import Visit, for_visit


@open_to("anyone")
@require_safe
@for_visit
def try_page(visit: Visit, name: str) -> HttpResponseBase:
    """Let this browser try services until the trial is over. It keeps a cookie, no more."""
    trial = find_trial(name, council_id=visit.council.id, at=visit.at)
    if trial is None:
        return trial_over(visit.request)
    response = visit.go(f"/services/{trial.service}" if trial.service else "/")
    join_trial(response, trial, at=visit.at)
    return response


@open_to("anyone")
@require_safe
@for_visit
def leave_test(visit: Visit) -> HttpResponseBase:
    """Let this browser meet what is real again, from the first page on. It forgets a cookie, no more."""
    staff = settings.STAFF_COOKIE in visit.request.COOKIES
    response = visit.go("/office/tests" if staff else "/")
    leave_trial(response)
    return response
