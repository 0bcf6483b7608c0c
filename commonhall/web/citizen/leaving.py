"""How does somebody leave a sensitive service at once, so that whoever comes in sees nothing of it?"""

from __future__ import annotations

from typing import Final

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.councils.policies import open_to
from commonhall.web.citizen import cookies
from commonhall.web.citizen.residents import forget_session
from commonhall.web.citizen.services import live_services
from commonhall.web.citizen.visit import Visit, for_visit

NEUTRAL: Final = "https://www.bbc.co.uk/weather"
"""A page that many people look at and that says nothing about them: the one that GOV.UK services lead to."""


@open_to("anyone")
@require_safe
@for_visit
def leave_page(visit: Visit) -> HttpResponseBase:
    """Forget what this browser holds of sensitive services and who is signed in, and lead to another site.

    It changes something when it is only got: the button must work without a script.
    """
    response = visit.go(NEUTRAL)
    forget_session(response)
    for service in live_services(visit):
        if service.effective.pattern.sensitive:
            cookies.forget_journey(response, service=service.slug)
    return response
