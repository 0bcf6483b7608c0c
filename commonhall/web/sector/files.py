"""Which files does the sector's site give out? Patterns, their schema, the site's colours, robots.txt, security.txt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

import yaml
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from commonhall.catalogue.queries import PatternUnknown, get_published
from commonhall.core.language.schema import pattern_schema
from commonhall.councils.policies import open_to
from commonhall.web.components.look import look_css
from commonhall.web.components.looks import LOOKS

SHORT: Final = "public, max-age=300"
LONG: Final = "public, max-age=31536000, immutable"
ROBOTS: Final = "User-agent: *\nDisallow: /upkeep/\n"
SECURITY_DAYS: Final = 180
"""RFC 9116 asks for an end less than a year away."""


def _content(slug: str, version: str) -> dict[str, Any]:
    try:
        pattern = get_published(slug, version)
    except PatternUnknown as unknown:
        raise Http404(str(unknown)) from None
    return pattern.model_dump(mode="json", by_alias=True)


def _kept(response: HttpResponse, version: str) -> HttpResponse:
    """A numbered version never changes, so it may be kept for good; the newest for some minutes."""
    response["Cache-Control"] = LONG if version else SHORT
    return response


@open_to("anyone")
def pattern_yaml(request: HttpRequest, slug: str, version: str = "") -> HttpResponse:
    """A published pattern as YAML, with its Welsh in it: one file that can be read again."""
    text = yaml.safe_dump(_content(slug, version), allow_unicode=True, sort_keys=False, width=110)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.yaml"'
    return _kept(response, version)


@open_to("anyone")
def pattern_json(request: HttpRequest, slug: str, version: str = "") -> HttpResponse:
    """A published pattern as JSON."""
    return _kept(JsonResponse(_content(slug, version), json_dumps_params={"ensure_ascii": False}), version)


@cache
def _schema() -> dict[str, Any]:
    return pattern_schema()


@open_to("anyone")
def schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of ``pattern.yaml``."""
    response = JsonResponse(_schema(), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Type"] = "application/schema+json"
    return _kept(response, "")


@open_to("anyone")
def colours(request: HttpRequest) -> HttpResponse:
    """The site's colours, as the style sheet reads them."""
    return _kept(HttpResponse(look_css(LOOKS["commonhall"]), content_type="text/css; charset=utf-8"), "")


@open_to("anyone")
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: every public page."""
    return _kept(HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8"), "")


@open_to("anyone")
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); not found until the installation says where."""
    if not settings.SECURITY_CONTACT:
        raise Http404("no security contact is set")
    ends = datetime.now(UTC) + timedelta(days=SECURITY_DAYS)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {ends:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en, cy",
    ]
    return _kept(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"), "")
