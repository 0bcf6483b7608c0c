"""Whose mapping is it, where is one on these pages, and how is what was typed kept?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from commonhall.capabilities.backoffice.mapping import Exchange
from commonhall.catalogue.queries import Service, services_of
from commonhall.connect.declaring import Declared, find_declared
from commonhall.connect.operations import LinkRefused, link_system
from commonhall.core.values.dates import london_day
from commonhall.people.policies import can
from commonhall.web.components.views.frame import Link
from commonhall.web.studio.door import Visit, go


def led_services(visit: Visit) -> dict[str, Service]:
    """Return the services whose work the member leads, by address; an administrator looks after all."""
    every = services_of(visit.council, day=london_day(visit.at))
    if can(visit.member, "administer"):
        return {each.slug: each for each in every}
    return {each.slug: each for each in every if can(visit.member, "lead", pattern=each.pattern)}


def led_service_or_404(visit: Visit, slug: str) -> Service:
    """Return a service whose work the member leads. Raises Http404."""
    found = led_services(visit).get(slug)
    if found is None:
        raise Http404(slug)
    return found


def declared_or_404(visit: Visit, slug: str) -> Declared:
    """Return what is declared for a service whose work the member leads. Raises Http404."""
    led_service_or_404(visit, slug)
    found = find_declared(slug)
    if found is None:
        raise Http404(slug)
    return found


def crumbs(visit: Visit, *more: Link) -> tuple[Link, ...]:
    """Return the pages above."""
    return (Link(text=visit.say("mappings"), href=reverse("studio-mappings")), *more)


def above(visit: Visit, slug: str) -> tuple[Link, ...]:
    """Return the pages above one of a service's mapping."""
    title = led_service_or_404(visit, slug).title.say(visit.language)
    return crumbs(visit, Link(text=title, href=reverse("studio-mapping", args=(slug,))))


def keep(visit: Visit, declared: Declared, **changes: Any) -> HttpResponse | tuple[str, ...]:
    """Keep what is declared with ``changes`` to the exchange; return where to go, or what does not fit."""
    exchange: Mapping[str, Any] = {**_plain(declared.exchange), **changes}
    try:
        link_system(
            service=declared.service, title=declared.title, exchange=exchange, council=visit.council,
            by=visit.member.actor, at=visit.at,
        )  # fmt: skip
    except LinkRefused as refused:
        return refused.problems
    return go(reverse("studio-mapping", args=(declared.service,)), "success", "mapping_kept")


def _plain(exchange: Exchange) -> dict[str, Any]:
    return exchange.model_dump(mode="json")
