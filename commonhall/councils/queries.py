"""Which council answers at this address, and what do its pages need to know of it? Read from control and kept for a
minute, so a request costs no statement and a suspension bites within that minute."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from commonhall.core.values.words import Language, Words
from commonhall.councils.models import Council, CouncilHost

Nation = Literal["england", "wales", "scotland", "northern_ireland"]
KEPT_SECONDS = 60.0
MOST_KEPT = 2000


class CouncilUnknown(LookupError):
    """No council has this slug."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How residents reach the council outside its site."""

    phone: str = ""
    email: str = ""
    address: str = ""
    hours: Words = field(default_factory=lambda: Words(en=""))


@dataclass(frozen=True)
class CouncilSite:
    """What any page may know of a council: all of it is public."""

    id: UUID
    slug: str
    name: Words
    kind: str
    nation: Nation
    default_language: Language
    languages: tuple[Language, ...]
    look: Mapping[str, str]
    contact: Contact
    status: str = "live"
    host: str = ""


class _Kept:
    """Sites by key, each with the moment until which it holds. The time is given, never read here."""

    def __init__(self) -> None:
        self._sites: dict[str, tuple[float, CouncilSite | None]] = {}

    def look_up(self, key: str, now: float) -> tuple[bool, CouncilSite | None]:
        until, site = self._sites.get(key, (0.0, None))
        return now < until, site

    def keep(self, key: str, site: CouncilSite | None, now: float) -> None:
        if len(self._sites) >= MOST_KEPT:
            self._sites.clear()
        self._sites[key] = (now + KEPT_SECONDS, site)

    def forget(self) -> None:
        self._sites.clear()


_kept = _Kept()


def find_council_at(host: str, *, now: float | None = None) -> CouncilSite | None:
    """Return the live council whose site answers at ``host`` (no port, any case), or None.

    ``now`` is a monotonic number of seconds; left out, it is read from the clock. Unknown hosts are kept too, so that
    a flood of made-up names does not reach the database twice.
    """
    name = host.lower().rstrip(".")
    moment = time.monotonic() if now is None else now
    known, site = _kept.look_up(name, moment)
    if known:
        return site
    row = CouncilHost.objects.select_related("council").filter(host=name).exclude(council__status="closed").first()
    site = None if row is None or row.council.status != "live" else _site(row.council, name)
    _kept.keep(name, site, moment)
    return site


def get_council(slug: str) -> CouncilSite:
    """Return the council called ``slug``, whatever its status; raises CouncilUnknown."""
    row = Council.objects.filter(slug=slug).first()
    if row is None:
        raise CouncilUnknown(f"There is no council called {slug}")
    return _site(row)


def get_council_by_id(council_id: UUID) -> CouncilSite:
    """Return the council with this id, whatever its status; raises CouncilUnknown."""
    row = Council.objects.filter(id=council_id).first()
    if row is None:
        raise CouncilUnknown(f"There is no council with the id {council_id}")
    return _site(row)


def councils() -> list[CouncilSite]:
    """Return every live council, by slug: the sector site's list and the worker's rounds."""
    return [_site(row) for row in Council.objects.filter(status="live").order_by("slug").prefetch_related("hosts")]


def forget_hosts() -> None:
    """Forget what is kept of addresses: after a council was changed in this process, and between tests."""
    _kept.forget()


def _site(row: Council, host: str = "") -> CouncilSite:
    contact = row.contact
    return CouncilSite(
        id=row.id,
        slug=row.slug,
        name=Words(en=row.name_en, cy=row.name_cy),
        kind=row.kind,
        nation=row.nation,  # type: ignore[arg-type]  # the column's check allows these only
        default_language=row.default_language,  # type: ignore[arg-type]  # the column's check allows these only
        languages=tuple(row.languages) or ("en",),
        look=MappingProxyType(dict(row.look)),
        contact=Contact(
            phone=contact.get("phone", ""),
            email=contact.get("email", ""),
            address=contact.get("address", ""),
            hours=Words.model_validate(contact.get("hours") or ""),
        ),
        status=row.status,
        host=host or _first_host(row),
    )


def _first_host(row: Council) -> str:
    hosts = sorted(host.host for host in row.hosts.all())
    return hosts[0] if hosts else ""
