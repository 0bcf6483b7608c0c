"""How does a council come to be, change its look, or stop? Writes to control; each is one transaction there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import Actor
from commonhall.councils.models import KINDS, NATIONS, STATUSES, Council, CouncilHost
from commonhall.councils.queries import CouncilSite, CouncilUnknown, forget_hosts, get_council

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_SLUG = re.compile(r"[a-z][a-z0-9-]{1,40}[a-z0-9]")
LOOK_KEYS = frozenset(
    {
        "brand_colour",
        "brand_text_colour",
        "link_colour",
        "button_colour",
        "accent_colour",
        "logo",
        "motto_en",
        "motto_cy",
        "letters",
    }
)


class CouncilRefused(ValueError):
    """What was given does not make a council; the message says what to mend."""


def add_council(
    *,
    slug: str,
    name: Words,
    kind: str,
    nation: str,
    default_language: Language = "en",
    languages: Sequence[Language] = ("en",),
    look: Mapping[str, str] | None = None,
    contact: Mapping[str, Any] | None = None,
    hosts: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> CouncilSite:
    """Add a council with its addresses, or bring an existing one of that slug up to what is given.

    ``hosts``: addresses without port; ``{slug}.localhost`` when empty. ``look``: keys of LOOK_KEYS, colours as
    ``#rrggbb``. ``contact``: phone, email, address, hours. Raises CouncilRefused naming what is wrong.
    """
    _check(slug=slug, name=name, kind=kind, nation=nation, default_language=default_language, languages=languages)
    look = dict(look or {})
    _check_look(look)
    kept = {
        "name_en": name.en,
        "name_cy": name.cy,
        "kind": kind,
        "nation": nation,
        "default_language": default_language,
        "languages": list(languages),
        "look": look,
        "contact": dict(contact or {}),
    }
    with transaction.atomic(using="control"):
        row, _made = Council.objects.update_or_create(
            slug=slug, defaults=kept, create_defaults={**kept, "created_at": at}
        )
        _keep_hosts(row, hosts or (f"{slug}.localhost",))
    forget_hosts()
    return get_council(slug)


def _keep_hosts(council: Council, hosts: Sequence[str]) -> None:
    for host in hosts:
        found, _new = CouncilHost.objects.get_or_create(host=host.lower(), defaults={"council": council})
        if found.council_id != council.id:
            raise CouncilRefused(f"The address {host} belongs to another council")


def set_status(*, slug: str, status: str, by: Actor, at: datetime) -> None:
    """Make a council live, suspended or closed; its sites follow within a minute. Raises CouncilUnknown."""
    if status not in STATUSES:
        raise CouncilRefused(f"A council's status is one of {', '.join(STATUSES)}, not {status}")
    if not Council.objects.filter(slug=slug).update(status=status):
        raise CouncilUnknown(f"There is no council called {slug}")
    forget_hosts()


def _check(
    *, slug: str, name: Words, kind: str, nation: str, default_language: Language, languages: Sequence[Language]
) -> None:
    if not _SLUG.fullmatch(slug):
        raise CouncilRefused(f"A slug is lower-case letters, digits and hyphens, 3 to 42 of them; not {slug!r}")
    if kind not in KINDS:
        raise CouncilRefused(f"A council's kind is one of {', '.join(KINDS)}; not {kind}")
    if nation not in NATIONS:
        raise CouncilRefused(f"A council's nation is one of {', '.join(NATIONS)}; not {nation}")
    if default_language not in languages:
        raise CouncilRefused(f"The default language {default_language} is not among {', '.join(languages)}")
    if "cy" in languages and not name.cy:
        raise CouncilRefused("A council that speaks Welsh needs its name in Welsh")


def _check_look(look: Mapping[str, str]) -> None:
    unknown = sorted(set(look) - LOOK_KEYS)
    if unknown:
        raise CouncilRefused(f"A look has no {', '.join(unknown)}; it may have {', '.join(sorted(LOOK_KEYS))}")
    for key, value in look.items():
        if key.endswith("_colour") and not _COLOUR.fullmatch(value):
            raise CouncilRefused(f"{key} is written #rrggbb in lower case, not {value!r}")
        if key == "letters" and value not in ("", "both"):
            raise CouncilRefused(f"letters is blank or both (English and Welsh), not {value!r}")
