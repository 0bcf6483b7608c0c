"""Which services does a council run, and what is the effective pattern behind each?"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from commonhall.catalogue.bound import BindingMissing as BindingMissing  # the room's face: read from here
from commonhall.catalogue.bound import Bound as Bound
from commonhall.catalogue.bound import get_binding as get_binding
from commonhall.catalogue.bound import get_bound as get_bound
from commonhall.catalogue.bound import get_bound_through as get_bound_through
from commonhall.catalogue.bound import mode_in_scope as mode_in_scope
from commonhall.catalogue.models import AdoptionRevision, OwnVersion, PublishedVersion, Running
from commonhall.core.clocks.calendar import WorkingCalendar
from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.expressions import prepare
from commonhall.core.language.model import Pattern
from commonhall.core.language.reading import sources_of
from commonhall.core.language.settings import OwnValue, allows
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import is_testing, outside_councils

MOST_KEPT: Final = 2_000


class ServiceUnknown(LookupError):
    """The council runs no service at this address."""


class PatternUnknown(LookupError):
    """The library has no such pattern, or no such version of it."""


@dataclass(frozen=True, slots=True)
class Service:
    """An adoption: what a resident uses.

    slug: its address. pattern: the slug of the pattern. revision_id: the revision that new journeys begin with.
    is_open: whether anybody can begin it; otherwise it can only be tried.
    """

    adoption_id: UUID
    revision_id: UUID
    slug: str
    pattern: str
    version: str
    title: Words
    summary: Words
    effective: Effective
    is_open: bool = True


class _Kept:
    """The last used values by key. What is kept here never changes, so it never has to be forgotten."""

    def __init__(self, most: int) -> None:
        self._values: OrderedDict[Any, Any] = OrderedDict()
        self._most = most

    def get(self, key: Any) -> Any:
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def keep(self, key: Any, value: Any) -> Any:
        self._values[key] = value
        if len(self._values) > self._most:
            self._values.popitem(last=False)
        return value


_patterns = _Kept(MOST_KEPT)
_effective = _Kept(MOST_KEPT)


def warm_library() -> None:
    """Read and compile the newest version of every library pattern: done once, when a process starts."""
    newest: dict[str, PublishedVersion] = {}
    with outside_councils("reference"):
        for row in PublishedVersion.objects.all():
            if row.slug not in newest or version_key(row.version) > version_key(newest[row.slug].version):
                newest[row.slug] = row
        for row in newest.values():
            for source in sources_of(pattern_of("library", row.id)):
                prepare(source)
    WorkingCalendar(nation="uk").is_working_day(date(2026, 1, 1))  # reads the holidays of the four nations


def council_as_read(council: CouncilSite) -> Mapping[str, Any]:
    """Return what expressions and texts may read of ``council``: public facts only."""
    return {
        "slug": council.slug,
        "nation": council.nation,
        "kind": council.kind,
        "tier": {"county": "county", "district": "district"}.get(council.kind, "single"),
        "name": {"en": council.name.en, "cy": council.name.cy},
        "phone": council.contact.phone,
        "email": council.contact.email,
    }


def pattern_of(origin: str, version_id: UUID) -> Pattern:
    """Return the pattern of a version. A published version never changes, so it is read and parsed once.

    Raises ServiceUnknown when there is no such version, or it is another council's.
    """
    kept: Pattern | None = _patterns.get((origin, version_id))
    if origin == "library" and kept is not None:
        return kept
    table = PublishedVersion if origin == "library" else OwnVersion
    row = table.objects.filter(id=version_id).values_list("content", flat=True).first()
    if row is None:
        raise ServiceUnknown(f"There is no version {version_id}")
    pattern: Pattern = kept or _patterns.keep((origin, version_id), Pattern.model_validate_json(row))
    return pattern


def effective_of(revision_id: UUID, *, council: CouncilSite, day: date) -> Effective:
    """Return the effective pattern of a revision for ``day``, the date in London on which the journey began.

    Kept by council, revision and day: a revision never changes. Raises ServiceUnknown.
    """
    key = (council.id, revision_id, day)
    kept: Effective | None = _effective.get(key)
    if kept is not None:
        return kept
    row = AdoptionRevision.objects.filter(id=revision_id).first()
    if row is None:
        raise ServiceUnknown(f"There is no revision {revision_id}")
    return _effective_of_row(row, council, day)


def effective_today(revision_id: UUID, *, council: CouncilSite, opened: date, today: date) -> Effective:
    """Return the effective pattern of a revision of the day ``opened``, with the settings that hold ``today``.

    They are those of the newest revision of the service. A value that the older pattern would not allow is left as it
    was. Raises ServiceUnknown.
    """
    newest = AdoptionRevision.objects.filter(adoption__revisions=revision_id).order_by("-number").first()
    if newest is None:
        raise ServiceUnknown(f"There is no revision {revision_id}")
    key = (council.id, revision_id, opened, newest.id, today)
    kept: Effective | None = _effective.get(key)
    if kept is not None:
        return kept
    before = effective_of(revision_id, council=council, day=opened)
    now = _effective_of_row(newest, council, today).settings
    known = ((name, each) for name, each in before.pattern.settings.items() if name in now)
    changed = {name: now[name] for name, each in known if allows(each, now[name])}
    # The cache is typed by its maker:
    return _effective.keep(key, replace(before, settings={**before.settings, **changed}))  # type: ignore[no-any-return]


def _effective_of_row(row: AdoptionRevision, council: CouncilSite, day: date) -> Effective:
    key = (council.id, row.id, day)
    kept: Effective | None = _effective.get(key)
    if kept is not None:
        return kept
    effective: Effective = effective_pattern(
        pattern_of(row.origin, row.version_id),
        council=council_as_read(council),
        own=own_values(row.settings),
        wording=row.wording,
        day=day,
    )
    return _effective.keep(key, effective)  # type: ignore[no-any-return]  # the cache is typed by its maker


def own_values(settings: Sequence[Mapping[str, Any]]) -> list[OwnValue]:
    """Return the stored settings of a revision as typed values."""
    return [OwnValue(each["setting"], each["value"], date.fromisoformat(each["from"])) for each in settings]


def _offered(closed: bool) -> QuerySet[AdoptionRevision]:
    """Return the revisions of the services that somebody can begin; one that is closed, or not open yet, can be tried.

    closed: these too, whatever is in scope.
    """
    rows = AdoptionRevision.objects.select_related("adoption")
    return rows if closed or is_testing() else rows.filter(adoption__state="live")


def find_service(slug: str, *, council: CouncilSite, day: date, closed: bool = False) -> Service | None:
    """Return the live service at the address ``slug``, as new journeys begin on ``day``, or None. One query."""
    row = _offered(closed).filter(adoption__slug=slug).order_by("-number").first()
    return None if row is None else _service(row, council, day)


def get_service(slug: str, *, council: CouncilSite, day: date) -> Service:
    """Return the service at the address ``slug``, open or not, for whoever looks after it. Raises ServiceUnknown."""
    service = find_service(slug, council=council, day=day, closed=True)
    if service is None:
        raise ServiceUnknown(f"There is no service at {slug!r}")
    return service


def services_of(council: CouncilSite, *, day: date, closed: bool = False) -> list[Service]:
    """Return every live service of ``council``, by title. closed: those too that nobody can begin, for whoever looks
    after them."""
    rows: dict[UUID, AdoptionRevision] = {}
    for row in _offered(closed).order_by("adoption", "number"):
        rows[row.adoption_id] = row
    return sorted((_service(row, council, day) for row in rows.values()), key=lambda service: service.title.en)


def _service(row: AdoptionRevision, council: CouncilSite, day: date) -> Service:
    effective = _effective_of_row(row, council, day)
    return Service(
        adoption_id=row.adoption_id,
        revision_id=row.id,
        slug=row.adoption.slug,
        pattern=row.adoption.pattern,
        version=effective.pattern.version,
        title=effective.pattern.title,
        summary=effective.pattern.summary,
        effective=effective,
        is_open=row.adoption.state == "live",
    )


@dataclass(frozen=True, slots=True)
class Published:
    """A version of a library pattern: its number and the day in London on which it was published."""

    version: str
    on: date


@dataclass(frozen=True, slots=True)
class Listed:
    """A library pattern as the catalogue lists it: its newest version, and all versions, newest first."""

    pattern: Pattern
    versions: tuple[Published, ...]


def catalogue() -> list[Listed]:
    """Return the newest version of every library pattern, by title. Reference data: no council is needed. One query,
    and another for each pattern that this process has not read yet."""
    by_slug: dict[str, list[PublishedVersion]] = {}
    with outside_councils("reference"):
        rows = PublishedVersion.objects.only("id", "slug", "version", "published_at")
        for row in sorted(rows, key=lambda each: version_key(each.version), reverse=True):
            by_slug.setdefault(row.slug, []).append(row)
        listed = [
            Listed(
                pattern=pattern_of("library", versions[0].id),
                versions=tuple(Published(each.version, london_day(each.published_at)) for each in versions),
            )
            for versions in by_slug.values()
        ]
    return sorted(listed, key=lambda each: each.pattern.title.en)


def get_published(slug: str, version: str = "") -> Pattern:
    """Return a published version of a library pattern, the newest when none is named. Raises PatternUnknown."""
    with outside_councils("reference"):
        rows = PublishedVersion.objects.filter(slug=slug).only("id", "version")
        found = [row for row in rows if version in ("", row.version)]
        if not found:
            raise PatternUnknown(f"The library has no pattern {slug!r} {version}".rstrip())
        return pattern_of("library", max(found, key=lambda row: version_key(row.version)).id)


@dataclass(frozen=True, slots=True)
class PublicService:
    """A service as the catalogue lists it. slug: its address. library: whether its pattern is the library's."""

    council_id: UUID
    slug: str
    pattern: str
    version: str
    library: bool
    title: Words


def public_services() -> list[PublicService]:
    """Return what every council says that it runs, by address. Needs no council in scope: it asks as the sector."""
    rows = Running.objects.using("sector").filter(published_at__isnull=False).order_by("slug", "council_id")
    return [
        PublicService(
            council_id=row.council_id,
            slug=row.slug,
            pattern=row.pattern,
            version=row.version,
            library=row.origin == "library",
            title=Words(en=row.title_en, cy=row.title_cy),
        )
        for row in rows
    ]


def version_key(version: str) -> tuple[int, ...]:
    """Return a key that orders ``major.minor.patch`` as numbers."""
    return tuple(int(part) for part in version.split("."))
