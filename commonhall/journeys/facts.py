"""How is a fact found that a pattern asks for? The sources that rooms supply, asked safely."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.vehicles.port import vehicles_from
from commonhall.capabilities.waste.port import PropertyKey
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, evaluate
from commonhall.core.values.dates import from_london
from commonhall.councils.scope import council_in_scope

Source = Callable[[Mapping[str, Any], str], Any]
"""Takes the fact's arguments and the London wall clock; gives JSON. May raise one of the capabilities' three errors."""

JOURNEY: Final = "@journey"
"""The argument that no pattern can give: the id of the journey that asks, or None."""

SERVICE: Final = "@service"
"""The argument that no pattern can give either: the slug of the service that asks, whose provider may be its own."""

_sources: dict[str, Source] = {}


@dataclass(frozen=True, slots=True)
class Found:
    """What asking for facts gave: those found, by name, and those that could not be had."""

    values: Mapping[str, Any]
    missing: frozenset[str]


def supplies(name: str) -> Callable[[Source], Source]:
    """Register a function as the source of the facts called ``name``, such as ``waste.collections``."""

    def register(source: Source) -> Source:
        _sources[name] = source
        return source

    return register


def find_facts(
    effective: Effective,
    names: tuple[str, ...],
    scope: Mapping[str, Any],
    *,
    now: str,
    journey: UUID | None = None,
    service: str = "",
) -> Found:
    """Return the facts ``names`` of the pattern, asked with the answers in ``scope``.

    now: London wall clock. journey: for which they are asked; sources find it among the arguments as ``JOURNEY``, since
    what a journey holds itself is free for it. service: the slug of its service, which may have providers of its own.
    A provider that is down, refuses or is not bound leaves its fact missing: the pattern says what happens then. The
    council must be in scope.
    """
    values: dict[str, Any] = {}
    missing: set[str] = set()
    for name in names:
        fact = effective.pattern.facts[name]
        try:
            arguments = {
                key: evaluate(source, scope, place=f"facts.{name}.with.{key}", calendar=effective.calendar)
                for key, source in fact.with_.items()
            }
            values[name] = _sources[fact.source]({**arguments, JOURNEY: journey, SERVICE: service}, now)
        except (Unavailable, Rejected, Misconfigured, BindingMissing, ExpressionFailed):
            missing.add(name)
    return Found(values, frozenset(missing))


def property_key(place: Mapping[str, Any]) -> PropertyKey:
    """Return what waste systems know a property by, from the answer to a property question.

    Raises Rejected when the address was typed and is not in the gazetteer: no schedule can be known for it.
    """
    if not place or not place.get("uprn"):
        raise Rejected("no_uprn", why="the address was typed and has no UPRN")
    return PropertyKey(
        uprn=str(place["uprn"]),
        usrn=str(place.get("usrn", "")),
        parent_uprn=str(place.get("parent_uprn", "")),
        classification=str(place.get("classification", "")),
        postcode=str(place.get("postcode", "")),
    )


@supplies("vehicles.details")
def _vehicle(arguments: Mapping[str, Any], now: str) -> dict[str, Any]:
    registration = arguments.get("registration")
    if not isinstance(registration, str) or not registration:
        raise Rejected("malformed", why="no registration number was given")
    bound = get_binding("vehicles", service=str(arguments.get(SERVICE, "")))
    found = call_provider(
        lambda: vehicles_from(bound.provider, bound.settings).details(registration),
        council_id=council_in_scope(),
        capability="vehicles",
        provider=bound.provider,
        at=from_london(now),
    )
    return found.record()
