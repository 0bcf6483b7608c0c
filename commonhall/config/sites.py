"""Which of the web's sites are there to include? A site without urls is left out of the routes."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path


def site(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    """Return the routes of ``module`` under ``prefix``, or none where the module is not there."""
    return [path(prefix, include(module))] if find_spec(module) else []
