"""What can the queue be narrowed to, and to what is it narrowed now? The fields of its filter, and what is in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.urls import reverse

from commonhall.cases.narrowing import days_of
from commonhall.cases.queries import Filter
from commonhall.core.values.dates import in_words
from commonhall.core.values.words import Words
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.office import QueueFilter
from commonhall.web.office.door import Visit
from commonhall.web.office.lists import CHOICES, PERIODS, PRIORITIES, SEVERAL, query_of
from commonhall.web.office.offer import Offer

CHANNELS: Final = (
    "web", "phone", "counter", "visit", "chat", "post", "email", "office", "phone_web", "counter_web", "chat_web",
)  # fmt: skip
LABELS: Final = {"pattern": "service"}
FIRST: Final = ("phase", "due", "owner", "sort", "pattern", "state")
FOLDED: Final = (
    "team", "priority", "last_from", "review", "watched", "replied", "approval", "tag", "ward", "language", "channel",
    "merged",
)  # fmt: skip
OWN_TEXTS: Final = (
    "last_from",
    "review",
    "watched",
    "replied",
    "approval",
    "merged",
    "sort",
    "priority",
    "channel",
    *PERIODS,
)
"""Filters whose words begin with ``queues_``; those of the others were there before."""


def _say(visit: Visit, name: str, value: str = "") -> str:
    key = f"{LABELS.get(name, name)}_{value}" if value else LABELS.get(name, name)
    return visit.say(f"queues_{key}" if name in OWN_TEXTS else key)


def filters_of(visit: Visit, chosen: Filter, offer: Offer) -> Iterator[QueueFilter]:
    """Yield the fields of the filter; one with nothing to choose between is left out."""
    for name in PERIODS:
        if value := getattr(chosen, name):
            only = ((value, _period(visit, value), ""),)
            yield QueueFilter(name=name, label=_say(visit, name), options=only, chosen=(value,))
    for name in (*FIRST, *FOLDED):
        several = name in SEVERAL
        options = tuple((value, text, "") for value, text in _options(visit, name, chosen, offer).items())
        if len(options) < (1 if several else 2) or (name == "pattern" and len(options) == 1):
            continue
        if name == "language" and len(visit.council.languages) < 2:
            continue
        value = getattr(chosen, name)
        yield QueueFilter(
            name=name,
            label=_say(visit, name),
            options=options,
            chosen=value if several else (value,),
            several=several,
            folded=name in FOLDED,
        )


def _period(visit: Visit, value: str) -> str:
    """Return a first and a last day as people say them."""
    days = days_of(value)
    said = [in_words(day.isoformat(), visit.language, weekday=False) for day in days or ()]
    return visit.say("queues_period", first=said[0], last=said[1]) if said else value


def _options(visit: Visit, name: str, chosen: Filter, offer: Offer) -> dict[str, str]:
    """Return what a filter offers, by value."""
    known = _known(visit, name, chosen, offer)
    if known is not None:
        return known
    if name == "owner":
        mine = {each: visit.say(f"owner_{each}") for each in ("me", "none")}
        others = {id: text for id, text in offer.officers.items() if id != str(visit.member.membership_id)}
        return {"": visit.say("any"), **mine, **others}
    if name in ("priority", "channel"):
        return {each: _say(visit, name, each) for each in (PRIORITIES if name == "priority" else CHANNELS)}
    anything = {} if name == "phase" else {"": visit.say("queues_usual" if name == "sort" else "any")}
    return anything | {each: _say(visit, name, each) for each in CHOICES[name] if each}


def _known(visit: Visit, name: str, chosen: Filter, offer: Offer) -> dict[str, str] | None:
    """Return the options of a filter that offers what the council has; None for the others."""
    words: Mapping[str, Mapping[str, Words]] = {
        "pattern": {slug: one.title for slug, one in offer.services.items()},
        "team": offer.teams,
        "state": offer.states(chosen),
    }
    if name in words:
        return {slug: each.say(visit.language) for slug, each in words[name].items()}
    return {each: each for each in getattr(offer, f"{name}s")} if name in ("tag", "ward") else None


def selected_of(visit: Visit, chosen: Filter, offer: Offer) -> Iterator[Link]:
    """Yield the filters in force, each with the address of the list without it."""
    for name in PERIODS:
        if value := getattr(chosen, name):
            yield _removable(f"{_say(visit, name)}: {_period(visit, value)}", query_of(chosen, **{name: ""}))
    for name in (*FIRST, *FOLDED):
        value = getattr(chosen, name)
        if not value or (name, value) == ("phase", "open"):
            continue
        texts = _options(visit, name, chosen, offer)
        for one in value if isinstance(value, tuple) else (value,):
            rest: Any = tuple(each for each in value if each != one) if isinstance(value, tuple) else ""
            changes = {name: "open" if name == "phase" else rest, **({"state": ()} if name == "pattern" else {})}
            yield _removable(f"{_say(visit, name)}: {texts.get(one, one)}", query_of(chosen, **changes))
    if chosen.search:
        yield _removable(visit.say("search", q=chosen.search), query_of(chosen, search="", like=""))


def _removable(text: str, query: str) -> Link:
    return Link(text=text, href=f"{reverse('office-queue')}?{query}")
