"""Which site is asked, and in which council's scope does the view run? The host decides, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from commonhall.councils.actors import RESIDENT
from commonhall.councils.queries import CouncilSite, find_council_at
from commonhall.councils.scope import find_scope, in_council, in_test_mode
from commonhall.councils.testing import tries


class HttpRequestInCouncil(HttpRequest):
    """A request after this middleware: ``council`` is None on the sector site."""

    council: CouncilSite
    door: ExitStack


class CouncilMiddleware:
    """Finds the site by host, sets the request's urls, opens the door around the view, rolls back on errors.

    The door opens after the view is known, so that a view marked ``outside_transaction`` runs without it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request within its site."""
        host = _host_of(request)
        council = None
        if request.path_info == "/healthz":
            urls = "commonhall.config.urls"
        elif host in settings.UPKEEP_HOSTS:
            urls = "commonhall.config.urls_upkeep"
        elif host in settings.SECTOR_HOSTS:
            urls = "commonhall.config.urls_sector"
        else:
            council = find_council_at(host)
            if council is None:
                return HttpResponse("Not found\n", status=404, content_type="text/plain; charset=utf-8")
            urls = "commonhall.config.urls_council"
        request.urlconf = urls
        request.council = council  # type: ignore[attr-defined]  # our own attribute
        with structlog.contextvars.bound_contextvars(council=council.slug if council else "-"), ExitStack() as door:
            request.door = door  # type: ignore[attr-defined]  # our own attribute
            if council is not None and tries(request, council.id):
                door.enter_context(in_test_mode())
            response = self.get_response(request)
            if find_scope() is not None and (response.status_code >= 500 or getattr(request, "view_failed", False)):
                transaction.set_rollback(True)
            return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Open the door, unless the view says that it opens its own."""
        council: CouncilSite | None = request.council  # type: ignore[attr-defined]  # our own attribute
        if council is not None and not getattr(view, "outside_transaction", False):
            # Our own attribute:
            request.door.enter_context(in_council(council, by=RESIDENT))  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Note that the view raised: by now Django has made a response of it, and its writes must not be kept."""
        request.view_failed = True  # type: ignore[attr-defined]  # our own attribute


def _host_of(request: HttpRequest) -> str:
    """Return the host without its port, as the browser sent it; no proxy header is believed."""
    return str(request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", "")).partition(":")[0].lower()
