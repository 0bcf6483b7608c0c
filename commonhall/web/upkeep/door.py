"""Who is at the operators' door? Somebody of the platform's own staff, signed in here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token
from django.urls import reverse
from django.views.decorators.cache import cache_control

from commonhall.people.operators import SignedInOperator, resume_operator
from commonhall.web.components.languages import SeeOther
from commonhall.web.components.looks import SECTOR
from commonhall.web.components.views.frame import Link, NavItem, PageFrame

TITLE: Final = "Upkeep"


@dataclass(frozen=True)
class Visit:
    """One request of an operator. The pages are in English: they are for the platform's own staff."""

    request: HttpRequest
    operator: SignedInOperator
    at: datetime

    def frame(self, title: str, **more: Any) -> PageFrame:
        """Return what stands around a page called ``title``; ``more`` are fields of PageFrame."""
        here = reverse("upkeep")
        return frame_of(
            self.request,
            title,
            nav=(NavItem(text="Councils", href=here, current=self.request.path == here),),
            signed_in_as=self.operator.email,
            sign_out=reverse("upkeep_sign_out"),
            **more,
        )


def frame_of(request: HttpRequest, title: str, **more: Any) -> PageFrame:
    """Return what stands around a page of the site, also for who is not signed in."""
    return PageFrame(
        language="en",
        title=title,
        council=replace(SECTOR, languages=("en",), home=reverse("upkeep"), contact={}),
        site="office",
        service=TITLE,
        service_url=reverse("upkeep"),
        csrf_token=get_token(request),
        footer=(Link(text="How all councils stand", href=reverse("upkeep")),),
        **more,
    )


def above() -> tuple[Link, ...]:
    """Return the pages above one of a council."""
    return (Link(text="Councils", href=reverse("upkeep")),)


View = Callable[..., HttpResponse]


def operators(*methods: str) -> Callable[[View], View]:
    """Let only operators in, with their visit; it is stored nowhere."""

    def guard(view: View) -> View:
        @cache_control(no_store=True)
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            at = datetime.now(UTC)
            key = request.COOKIES.get(settings.OPERATOR_COOKIE, "")
            operator = resume_operator(key=key, at=at) if key else None
            if operator is None:
                return SeeOther(reverse("upkeep_sign_in"))
            if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
                return HttpResponseNotAllowed(methods)
            return view(Visit(request, operator, at), *args, **kwargs)

        return shown

    return guard
