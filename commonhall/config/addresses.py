"""Which address does a page have when somebody types a slash behind it? The one without: they are sent there."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve


class WithoutSlash:
    """Sends a GET of ``/page/`` to ``/page`` when there is a page there, and nothing at the first address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, at its own address if there is one."""
        response = self.get_response(request)
        path = request.path_info.rstrip("/")
        if response.status_code != 404 or path == request.path_info or request.method not in ("GET", "HEAD"):
            return response
        try:
            resolve(path, getattr(request, "urlconf", None))
        except Resolver404:
            return response
        query = request.META.get("QUERY_STRING", "")
        # One slash in front only: two would name another host.
        return HttpResponsePermanentRedirect(f"/{path.lstrip('/')}{'?' + query if query else ''}")
