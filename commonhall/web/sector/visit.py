"""Who asks the sector's site, in which language and when? What every view is given, and how it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Concatenate, Final, Literal, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect

from commonhall.core.values.words import LANGUAGES, Language, Words
from commonhall.web.components.looks import SECTOR
from commonhall.web.components.pages import render_page
from commonhall.web.components.views.frame import Link, NavItem, PageFrame, PageView
from commonhall.web.sector.said import SAID

LANGUAGE_KEPT_SECONDS: Final = 365 * 24 * 3600
Place = Literal["catalogue", "councils", ""]
FOOTER: Final = (
    ("/accessibility", Words(en="Accessibility statement", cy="Datganiad hygyrchedd")),
    ("/privacy", Words(en="Privacy", cy="Preifatrwydd")),
    ("/cookies", Words(en="Cookies", cy="Cwcis")),
    ("/language", SAID["language"]),
)
P = ParamSpec("P")


@dataclass(frozen=True)
class Visit:
    """One request. language: the page's. at: the one moment of the request, UTC."""

    request: HttpRequest
    language: Language
    at: datetime

    def say(self, words: Words | str) -> str:
        """Return ``words``, or the site's text of that name, in the language of the page."""
        return (SAID[words] if isinstance(words, str) else words).say(self.language)

    def frame(self, title: str, *, place: Place = "", **parts: Any) -> PageFrame:
        """Return what stands around a page called ``title``. place: which item of the navigation is current."""
        return PageFrame(
            language=self.language,
            title=title,
            council=SECTOR,
            site="sector",
            nav=(
                NavItem(text=self.say("catalogue"), href="/", current=place == "catalogue"),
                NavItem(text=self.say("councils"), href="/councils", current=place == "councils"),
            ),
            footer=tuple(Link(text=self.say(words), href=href) for href, words in FOOTER),
            **parts,
        )

    def page(self, view: PageView, *, status: int = 200) -> HttpResponse:
        """Answer with a page."""
        return HttpResponse(render_page(view), status=status)

    def address_of(self, host: str) -> str:
        """Return the address of a council's site: its host, and the port of this very request."""
        port = str(self.request.META.get("HTTP_HOST", "")).partition(":")[2]
        scheme = "https" if settings.OVER_HTTPS else "http"
        return f"{scheme}://{host}{':' + port if port.isdigit() else ''}/"


def visit_of(request: HttpRequest) -> Visit:
    """Return the visit that ``request`` is. The one place in this site where the clock is read."""
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE, "")
    return Visit(request, kept if kept in LANGUAGES else "en", datetime.now(UTC))


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def for_visit(view: Callable[Concatenate[Visit, P], HttpResponseBase]) -> View[P]:
    """Give ``view`` its visit. Only reading is allowed. A language asked for in the address is remembered and then
    left out of the address."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        wanted = request.GET.get("lang", "")
        if wanted in LANGUAGES:
            response = HttpResponseRedirect(request.path, status=303)
            response.set_cookie(
                settings.LANGUAGE_COOKIE,
                wanted,
                max_age=LANGUAGE_KEPT_SECONDS,
                secure=settings.COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
            return response
        return view(visit_of(request), *args, **kwargs)

    return answer
