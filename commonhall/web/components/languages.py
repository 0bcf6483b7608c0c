"""In which language is a page for staff, how is that switched, and where does a form that was taken lead?"""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite

LANGUAGE_KEPT_SECONDS = 365 * 24 * 3600


class SeeOther(HttpResponseRedirect):
    """Go and get another page: the answer to a form that was taken."""

    status_code = 303


def council_of(request: HttpRequest) -> CouncilSite:
    """Return the council whose host was asked."""
    council: CouncilSite = request.council  # type: ignore[attr-defined]  # set by the middleware
    return council


def language_of(request: HttpRequest, otherwise: Language) -> Language:
    """Return the language of the page: as just switched, as chosen before, or ``otherwise``."""
    offered = council_of(request).languages
    asked = (request.POST.get("switch_language", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE, ""), otherwise)
    return next((code for one in asked for code in offered if code == one), council_of(request).default_language)


def keep_language(response: HttpResponse, language: str) -> None:
    """Remember the language in the browser, for this host only."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE,
        language,
        max_age=LANGUAGE_KEPT_SECONDS,
        secure=settings.COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def switch_language(request: HttpRequest) -> HttpResponse | None:
    """Answer ``?lang=cy``: remember it and show the same page without it. None where nothing is asked for."""
    wanted = request.GET.get("lang", "")
    if request.method != "GET" or not wanted:
        return None
    rest = urlencode([(name, one) for name, ones in request.GET.lists() if name != "lang" for one in ones])
    response = SeeOther(f"{request.path}?{rest}" if rest else request.path)
    if wanted in council_of(request).languages:
        keep_language(response, wanted)
    return response


def language_links(request: HttpRequest, council: CouncilSite) -> dict[Language, str]:
    """Return where the language switch leads: this very address, with what it asks for besides."""
    kept = [(name, one) for name, ones in request.GET.lists() if name != "lang" for one in ones]
    return {code: f"?{urlencode([*kept, ('lang', code)])}" for code in council.languages}
