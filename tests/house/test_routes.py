"""Does every route say who may call it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver

from commonhall.councils.policies import CALLERS, open_to

SITES = ("urls", "urls_council", "urls_sector", "urls_upkeep")


def patterns_of(patterns: list[Any], prefix: str) -> Iterator[tuple[str, str]]:
    """Yield the address and the name of each route."""
    for one in patterns:
        route = f"{prefix}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from patterns_of(one.url_patterns, route)
        else:
            yield route, str(one.name or "")


def views(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for one in patterns:
        route = f"{prefix}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from views(one.url_patterns, route)
        else:
            assert isinstance(one, URLPattern)
            yield route, one.callback


def all_views() -> list[tuple[str, Any]]:
    return [
        found for site in SITES for found in views(import_module(f"commonhall.config.{site}").urlpatterns, f"{site}:/")
    ]


def test_every_route_declares_who_may_call_it() -> None:
    silent = [route for route, view in all_views() if not set(getattr(view, "open_to", ())) & set(CALLERS)]
    assert silent == [], "put @open_to(...) outermost on these views"


@pytest.mark.parametrize("site", SITES)
def test_no_two_routes_have_one_address_or_one_name(site: str) -> None:
    """The second would never be reached, or a link to one would lead to the other."""
    found = list(patterns_of(import_module(f"commonhall.config.{site}").urlpatterns, ""))
    addresses = [re.sub(r":\w+>", ">", route) for route, _ in found]
    names = [name for _, name in found if name]
    assert {one for one in addresses if addresses.count(one) > 1} == set()
    assert {one for one in names if names.count(one) > 1} == set()


def test_there_are_routes_at_all() -> None:
    assert any(route.startswith("urls:") for route, _view in all_views())


def test_the_office_is_never_open_to_anyone() -> None:
    """Only signing in may be reached without being signed in."""
    open_routes = [
        route
        for route, view in all_views()
        if route.startswith("urls_council:/office/") and "anyone" in getattr(view, "open_to", ())
    ]
    assert all("sign-in" in route for route in open_routes), open_routes


def test_a_view_cannot_be_open_to_a_made_up_caller() -> None:
    with pytest.raises(ValueError, match="open to some of"):
        open_to("everybody")  # type: ignore[arg-type]  # it must be refused
