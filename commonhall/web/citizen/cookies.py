"""What does the residents' site keep in a browser? Every cookie with its name, path and life: all are essential."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode

LOOKUP_KEPT_SECONDS: Final = 30 * 60
TRACK_KEPT_SECONDS: Final = 30 * 60
LONGEST_BUILDING: Final = 60
MOST_TRACKED: Final = 5
DAY_SECONDS: Final = 24 * 3600


def _keep(response: HttpResponseBase, name: str, value: str, *, path: str, seconds: int | None) -> None:
    response.set_cookie(
        name, value, max_age=seconds, path=path, secure=settings.COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def journey_token(request: HttpRequest) -> str:
    """Return the token of the journey of the service that is asked for, or nothing. The path keeps services apart."""
    return request.COOKIES.get(settings.JOURNEY_COOKIE, "")


def keep_journey(response: HttpResponseBase, token: str, *, service: str, days: int | None) -> None:
    """Let the browser hold a journey. days: None for a journey that ends with the browser, on sensitive services."""
    _keep(
        response,
        settings.JOURNEY_COOKIE,
        token,
        path=f"/services/{service}",
        seconds=None if days is None else days * DAY_SECONDS,
    )


def forget_journey(response: HttpResponseBase, *, service: str) -> None:
    """Let the browser forget a journey, what was looked up in it, and which cases it may follow."""
    response.delete_cookie(settings.JOURNEY_COOKIE, path=f"/services/{service}", samesite="Lax")
    forget_looked_up(response, service=service)


def forget_looked_up(response: HttpResponseBase, *, service: str) -> None:
    """Let the browser forget what was looked up in a journey of ``service``, and which cases it may follow."""
    response.delete_cookie(settings.LOOKUP_COOKIE, path=f"/services/{service}", samesite="Lax")
    response.delete_cookie(settings.TRACK_COOKIE, path="/track", samesite="Lax")


def looked_up(request: HttpRequest) -> tuple[str, str]:
    """Return the postcode and building that were last looked up here: in no address, so in no log."""
    kept = request.COOKIES.get(settings.LOOKUP_COOKIE, "")
    try:
        postcode, building = signing.loads(kept, salt="lookup", max_age=LOOKUP_KEPT_SECONDS) if kept else ("", "")
        return (parse_postcode(postcode), str(building)) if postcode else ("", "")
    except (signing.BadSignature, PostcodeNotRecognised, ValueError, TypeError):
        return "", ""


def keep_lookup(response: HttpResponseBase, *, postcode: str, building: str, path: str) -> None:
    """Remember what was looked up, for the pages below ``path``."""
    value = signing.dumps([postcode, building[:LONGEST_BUILDING]], salt="lookup")
    _keep(response, settings.LOOKUP_COOKIE, value, path=path, seconds=LOOKUP_KEPT_SECONDS)


def tracked_cases(request: HttpRequest, council: str) -> list[str]:
    """Return the ids of the cases that this browser has shown it may follow, at this council, lately."""
    kept = request.COOKIES.get(settings.TRACK_COOKIE, "")
    try:
        found = signing.loads(kept, salt=f"track:{council}", max_age=TRACK_KEPT_SECONDS) if kept else []
    except signing.BadSignature:
        return []
    return [str(each) for each in found][:MOST_TRACKED]


def keep_tracked(response: HttpResponseBase, cases: list[str], *, council: str) -> None:
    """Remember which cases this browser may follow, for half an hour."""
    value = signing.dumps(cases[:MOST_TRACKED], salt=f"track:{council}")
    _keep(response, settings.TRACK_COOKIE, value, path="/track", seconds=TRACK_KEPT_SECONDS)


def chat_token(request: HttpRequest) -> str:
    """Return the token of the chat that this browser is in, or nothing."""
    return request.COOKIES.get(settings.CHAT_COOKIE, "")


def keep_chat(response: HttpResponseBase, token: str) -> None:
    """Let the browser hold a chat, until it is closed: also on the pages of services, whose requests belong to it."""
    _keep(response, settings.CHAT_COOKIE, token, path="/", seconds=None)
