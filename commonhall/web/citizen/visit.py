"""Who asks, in which language and when? What every view of the residents' site is given, and how it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import update_wrapper
from typing import Any, Concatenate, Final, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import get_token

from commonhall.core.questions.question import Setting
from commonhall.core.values.dates import london
from commonhall.core.values.words import LANGUAGES, Language, Words
from commonhall.councils.middleware import HttpRequestInCouncil
from commonhall.councils.queries import CouncilSite
from commonhall.web.citizen.chat_offered import with_chat
from commonhall.web.components.council_look import pages_of
from commonhall.web.components.pages import render_page
from commonhall.web.components.tried import test_banner
from commonhall.web.components.views.frame import PageFrame, PageView

LANGUAGE_KEPT_SECONDS: Final = 365 * 24 * 3600
P = ParamSpec("P")


@dataclass(frozen=True)
class Visit:
    """One request. language: the page's. at: the one moment of the request, UTC."""

    request: HttpRequest
    council: CouncilSite
    language: Language
    at: datetime

    @property
    def now(self) -> str:
        """The wall clock in London."""
        return london(self.at)

    @property
    def setting(self) -> Setting:
        """What questions need to know of the moment."""
        return Setting(language=self.language, today=self.now[:10])

    @property
    def posted(self) -> dict[str, list[str]]:
        """What was posted, by field."""
        return {name: list(given) for name, given in self.request.POST.lists()}

    @property
    def csrf_token(self) -> str:
        """What every form of the page carries."""
        return get_token(self.request)

    def say(self, words: Words) -> str:
        """Return ``words`` in the language of the page."""
        return words.say(self.language)

    def frame(self, title: str, **parts: Any) -> PageFrame:
        """Return what stands around a page called ``title``; parts: see PageFrame."""
        return PageFrame(
            language=self.language,
            title=title,
            council=with_chat(pages_of(self.council), self.council, self.at),
            csrf_token=self.csrf_token,
            **{"language_href": self.language_links(), **test_banner(self.language), **parts},
        )

    def language_links(self) -> dict[Language, str]:
        """Return where the language switch leads: this very address, with what it asks for besides."""
        kept = [(name, value) for name, value in self.request.GET.items() if name != "lang"]
        if not kept:
            return {}
        return {code: f"?{urlencode([*kept, ('lang', code)])}" for code in self.council.languages}

    def switched(self) -> Visit | None:
        """Return the visit in the language to which the form's language switch was pressed, or None if it was not."""
        wanted = self.request.POST.get("switch_language", "")
        return replace(self, language=wanted) if wanted in self.council.languages else None

    def page_in_language(self, view: PageView) -> HttpResponse:
        """Answer with the page that was posted; remember its language if that is what was pressed."""
        response = self.page(view)
        if self.switched():
            keep_language(response, self.language)
        return response

    def page(self, view: PageView, *, status: int = 200) -> HttpResponse:
        """Answer with a page."""
        return HttpResponse(render_page(view), status=status)

    def html(self, html: str) -> HttpResponse:
        """Answer with a page that is HTML already."""
        return HttpResponse(html)

    def go(self, address: str) -> HttpResponse:
        """Answer that the browser should get ``address`` (303)."""
        return HttpResponseRedirect(address, status=303)


def clock() -> datetime:
    """Return now. The one place in this site where the clock is read."""
    return datetime.now(UTC)


def council_of(request: HttpRequest) -> CouncilSite:
    """Return the council whose host was asked."""
    return cast(HttpRequestInCouncil, request).council


def chosen_language(request: HttpRequest) -> Language:
    """Return the language of the page: the one chosen earlier, else the council's first."""
    council = council_of(request)
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE, "")
    return kept if kept in council.languages else council.default_language


def visit_of(request: HttpRequest) -> Visit:
    """Return the visit that ``request`` is."""
    return Visit(request, council_of(request), chosen_language(request), clock())


def keep_language(response: HttpResponseBase, language: Language) -> None:
    """Remember the language in the browser, for this host only."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE,
        language,
        max_age=LANGUAGE_KEPT_SECONDS,
        path="/",
        secure=settings.COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def for_visit(view: Callable[Concatenate[Visit, P], HttpResponseBase]) -> View[P]:
    """Give ``view`` its visit. A language asked for in the address is remembered, then left out of the address."""

    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        visit = visit_of(request)
        wanted = request.GET.get("lang", "")
        if request.method == "GET" and wanted in LANGUAGES:
            rest = urlencode([(name, value) for name, value in request.GET.items() if name != "lang"])
            response = visit.go(f"{request.path}?{rest}" if rest else request.path)
            if wanted in visit.council.languages:
                keep_language(response, wanted)
            return response
        return view(visit, *args, **kwargs)

    update_wrapper(answer, view)
    return answer
