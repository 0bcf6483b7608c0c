"""What has just happened, said once on the next page of a site for staff? Kept in a signed cookie of that site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from commonhall.web.components.views.frame import Notice, NoticeKind

NOTICE_COOKIE: Final = "ch-notice"  # below the site's own path, so it cannot have the __Host- prefix
NOTICE_SECONDS: Final = 120
_SALT: Final = "office.notice"


def leave_notice_at(path: str, response: HttpResponse, kind: NoticeKind, key: str, **gaps: str) -> None:
    """Let the next page below ``path`` say once what has happened."""
    response.set_cookie(
        NOTICE_COOKIE,
        signing.dumps({"kind": kind, "key": key, "gaps": gaps}, salt=_SALT),
        max_age=NOTICE_SECONDS,
        path=path,
        secure=settings.COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def notice_in(request: HttpRequest, say: Callable[..., str]) -> Notice | None:
    """Return what the page before left to be said, or None. say: the site's own texts."""
    left = request.COOKIES.get(NOTICE_COOKIE, "")
    if not left:
        return None
    try:
        said: Mapping[str, Any] = signing.loads(left, salt=_SALT, max_age=NOTICE_SECONDS)
    except signing.BadSignature:
        return None
    return Notice(kind=said["kind"], text=say(said["key"], **said["gaps"]))


def drop_notice_at(path: str, response: HttpResponse) -> None:
    """Forget what has been said."""
    response.delete_cookie(NOTICE_COOKIE, path=path)
