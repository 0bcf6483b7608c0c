"""Publishing patterns, and a council's adopting, changing and binding. Nothing goes live whose examples fail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from commonhall.catalogue.binding import bind_provider as bind_provider  # the room's face: called from here
from commonhall.catalogue.judging import judge
from commonhall.catalogue.models import Adoption, AdoptionRevision, Binding, OwnVersion, PublishedVersion
from commonhall.catalogue.queries import council_as_read, own_values, pattern_of, version_key
from commonhall.catalogue.running import publish_running, withdraw_running
from commonhall.catalogue.teams import add_missing_teams
from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.loading import PatternFolder, read_folder
from commonhall.core.language.model import Pattern
from commonhall.core.language.settings import SettingRefused, check_setting, check_settings
from commonhall.core.language.texts import texts_of
from commonhall.core.values.dates import london_day
from commonhall.core.verify.examples import Example, read_examples, run_example
from commonhall.core.verify.finding import Finding
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.record.operations import record_event

LIBRARY = Path(__file__).parent / "library"


class PublishRefused(Exception):
    """A pattern has findings that block it. findings: all of them, worst first."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("\n".join(str(finding) for finding in findings if finding.severity == "fail"))


class VersionTaken(Exception):
    """The version is published with other content: a published version never changes."""


class AdoptionRefused(Exception):
    """An adoption cannot be made or changed so; the message says why and what to do."""


def content_of(pattern: Pattern) -> str:
    """Return ``pattern`` as JSON text, to be stored and read again without loss, in the order of its parts."""
    return pattern.model_dump_json(by_alias=True)


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def publish_folder(folder: Path, *, using: str, at: datetime) -> PublishedVersion:
    """Publish the pattern in ``folder`` to the library of this installation; once published, do nothing.

    using: the database alias of the steward or migrator. Raises PatternNotRead, PublishRefused, and VersionTaken
    when the version exists with other content.
    """
    read = read_folder(folder)
    content = content_of(read.pattern)
    existing = PublishedVersion.objects.using(using).filter(
        slug=read.pattern.pattern, version=read.pattern.version
    ).first()  # fmt: skip
    if existing is not None:
        # What is stored is read as the language is now: a part that it has learned since leaves a version as it was.
        if content_of(Pattern.model_validate_json(existing.content)) != content:
            raise VersionTaken(f"{existing} is published with other content. Give this one a new version number.")
        return existing
    earlier = _version_before(read.pattern, using=using)
    findings = judge(read, since=earlier, proved=folder.parent == LIBRARY)
    if any(finding.severity == "fail" for finding in findings):
        raise PublishRefused(findings)
    return PublishedVersion.objects.using(using).create(
        slug=read.pattern.pattern,
        version=read.pattern.version,
        content=content,
        content_hash=_hash(content),
        examples=json.dumps([each.model_dump(mode="json") for each, _ in read_examples(read) if each.profile == "any"]),
        profiles={name: profile.model_dump(mode="json") for name, profile in read.profiles.items()},
        checks={"warnings": [str(finding) for finding in findings]},
        published_at=at,
    )


def _version_before(pattern: Pattern, *, using: str) -> Pattern | None:
    """Return the published version that comes just before the number of ``pattern``, whose promise it must keep."""
    rows = PublishedVersion.objects.using(using).filter(slug=pattern.pattern)
    before = [row for row in rows if version_key(row.version) < version_key(pattern.version)]
    if not before:
        return None
    return Pattern.model_validate_json(max(before, key=lambda row: version_key(row.version)).content)


def publish_library(*, using: str, at: datetime) -> list[PublishedVersion]:
    """Publish every pattern of the library folder that is not published yet. Raises as publish_folder."""
    return [publish_folder(path.parent, using=using, at=at) for path in sorted(LIBRARY.glob("*/pattern.yaml"))]


@transaction.atomic
def import_pattern(*, pattern: Pattern, report: Mapping[str, Any], by: Actor, at: datetime) -> OwnVersion:
    """Keep an imported pattern as the council's own. The same content again gives the same version.

    Other content under the same slug gets the next minor version. Raises PublishRefused when its checks fail.
    """
    findings = judge(PatternFolder(pattern=pattern, profiles={}, examples=()))
    if any(finding.severity == "fail" for finding in findings):
        raise PublishRefused(findings)
    earlier = sorted(OwnVersion.objects.filter(slug=pattern.pattern), key=lambda row: version_key(row.version))
    row: OwnVersion
    for row in earlier:
        if row.content_hash == _hash(content_of(pattern.model_copy(update={"version": row.version}))):
            return row
    if earlier:
        major, minor, _ = version_key(earlier[-1].version)
        pattern = pattern.model_copy(update={"version": f"{major}.{minor + 1}.0"})
    content = content_of(pattern)
    own: OwnVersion = OwnVersion.objects.create(
        slug=pattern.pattern,
        version=pattern.version,
        content=content,
        content_hash=_hash(content),
        report=dict(report),
        made_by=by.name,
        made_at=at,
    )
    record_event(
        kind="pattern_imported",
        subject=("own_version", own.id),
        by=by,
        at=at,
        facts={"slug": own.slug, "version": own.version},
    )
    return own


def newest_published(slug: str) -> PublishedVersion:
    """Return the newest published version of the library pattern ``slug``. Raises AdoptionRefused."""
    rows = PublishedVersion.objects.filter(slug=slug)
    if not rows:
        raise AdoptionRefused(f"The library has no pattern {slug!r}.")
    return max(rows, key=lambda row: version_key(row.version))


def profile_settings(version: PublishedVersion, name: str) -> dict[str, Any]:
    """Return the settings of the profile ``name`` of a published pattern. Raises AdoptionRefused."""
    profile = version.profiles.get(name)
    if profile is None:
        known = ", ".join(version.profiles) or "none"
        raise AdoptionRefused(f"{version} has no profile {name!r}. It has: {known}.")
    settings: dict[str, Any] = profile["settings"]
    return settings


@transaction.atomic
def adopt(
    *,
    council: CouncilSite,
    slug: str,
    origin: str,
    version_id: UUID,
    settings: Mapping[str, Any] | None = None,
    from_date: date | None = None,
    why: str = "",
    opens: bool = True,
    by: Actor,
    at: datetime,
) -> Adoption:
    """Let ``council`` run a version at the address ``slug``, with its own settings; or move the adoption there to it.

    Nothing goes live that lacks a provider it requires, or whose examples for every council fail under its settings.
    settings: own values by id, from ``from_date`` on (default: today). opens: whether residents can begin it; otherwise
    it is closed, and can be tried. Raises AdoptionRefused or SettingRefused.
    """
    pattern = pattern_of(origin, version_id)
    if opens:
        check_capabilities(pattern, service=slug)
    begins = from_date or london_day(at)
    own = [_setting_row(pattern, name, value, begins, by, why) for name, value in (settings or {}).items()]
    adoption, last = _adoption_at(slug, pattern.pattern, at)
    _add_revision(
        adoption,
        origin=origin,
        version_id=version_id,
        settings=[*(last.settings if last else []), *own],
        wording=last.wording if last else {},
        number=(last.number if last else 0) + 1,
        opens=opens,
        council=council,
        by=by,
        at=at,
    )
    return adoption


def _adoption_at(slug: str, pattern: str, at: datetime) -> tuple[Adoption, AdoptionRevision | None]:
    """Return the adoption of ``pattern`` at the address, made where there is none, and its last revision."""
    adoption: Adoption
    adoption, made = Adoption.objects.select_for_update().get_or_create(
        slug=slug, defaults={"pattern": pattern, "adopted_at": at}
    )
    if adoption.pattern != pattern:
        raise AdoptionRefused(f"{slug!r} already runs {adoption.pattern}. Choose another address.")
    return adoption, None if made else adoption.revisions.order_by("-number").first()


def check_capabilities(pattern: Pattern, *, service: str = "") -> None:
    """Raise AdoptionRefused unless the council in scope has a provider for every capability that is required.

    service: the slug at which the pattern runs, which may have providers of its own.
    """
    in_force = Binding.objects.filter(state="in_force", mode="live", service__in={"", service})
    bound = set(in_force.values_list("capability", flat=True))
    missing = [name for name, need in pattern.capabilities.items() if need == "required" and name not in bound]
    if missing:
        raise AdoptionRefused(f"No provider is chosen for {', '.join(missing)}. Bind one first.")


def _check_examples(effective: Effective, origin: str, version_id: UUID) -> None:
    """Raise AdoptionRefused when an example that holds for every council does not come out under these settings."""
    if origin != "library":
        return
    examples = PublishedVersion.objects.filter(id=version_id).values_list("examples", flat=True).get()
    for written in json.loads(examples):
        example = Example.model_validate(written)
        ran = run_example(_as_in_example(effective, example), example, profile="own")
        if ran.differences:
            raise AdoptionRefused(
                f"With these settings the example {example.example!r} does not come out: {ran.differences[0]}"
            )


def _as_in_example(effective: Effective, example: Example) -> Effective:
    """Return ``effective`` with what the example itself changes."""
    check_settings(effective.pattern, example.settings)
    return Effective(
        pattern=effective.pattern,
        settings={**effective.settings, **example.settings},
        council={**effective.council, **example.council},
    )


def _setting_row(pattern: Pattern, name: str, value: Any, begins: date, by: Actor, why: str) -> dict[str, Any]:
    if name not in pattern.settings:
        raise SettingRefused(name, f"the pattern has no such setting; it has {', '.join(pattern.settings)}")
    check_setting(name, pattern.settings[name], value)
    return {"setting": name, "value": value, "from": begins.isoformat(), "by": by.name, "why": why}


def _add_revision(
    adoption: Adoption,
    *,
    origin: str,
    version_id: UUID,
    settings: list[dict[str, Any]],
    wording: dict[str, Any],
    number: int,
    opens: bool,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> AdoptionRevision:
    effective = effective_pattern(  # refuses what could not run, before it is stored
        pattern_of(origin, version_id), council=council_as_read(council), own=own_values(settings), wording=wording,
        day=london_day(at),
    )  # fmt: skip
    _check_examples(effective, origin, version_id)
    add_missing_teams(effective, by=by, at=at)
    revision: AdoptionRevision = AdoptionRevision.objects.create(
        adoption=adoption, number=number, origin=origin, version_id=version_id, settings=settings, wording=wording,
        made_by=by.name, made_at=at,
    )  # fmt: skip
    Adoption.objects.filter(id=adoption.id).update(revision=number, state="live" if opens else "closed")
    if opens:
        publish_running(adoption=adoption, revision=revision, at=at)
    else:
        withdraw_running(adoption=adoption)
    record_event(
        kind="adoption_changed",
        subject=("adoption", adoption.id),
        by=by,
        at=at,
        facts={"slug": adoption.slug, "revision": number},
    )
    return revision


@transaction.atomic
def change_setting(
    *, council: CouncilSite, slug: str, setting: str, value: Any, from_date: date, why: str, by: Actor, at: datetime
) -> AdoptionRevision:
    """Give a setting of the adoption at ``slug`` a value from ``from_date`` on. Journeys under way keep the old one.

    Raises AdoptionRefused when there is no adoption there, SettingRefused when the pattern does not allow the value.
    """
    adoption, last = _last_revision(slug)
    row = _setting_row(pattern_of(last.origin, last.version_id), setting, value, from_date, by, why)
    return _add_revision(
        adoption, origin=last.origin, version_id=last.version_id, settings=[*last.settings, row], wording=last.wording,
        number=last.number + 1, opens=adoption.state == "live", council=council, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def reword(
    *, council: CouncilSite, slug: str, text: str, en: str, cy: str = "", by: Actor, at: datetime
) -> AdoptionRevision:
    """Give a text that the pattern marks ``local`` the council's own words. Raises AdoptionRefused otherwise."""
    adoption, last = _last_revision(slug)
    known = texts_of(pattern_of(last.origin, last.version_id))
    if text not in known or not known[text].local:
        raise AdoptionRefused(f"The text {text!r} cannot be reworded. Only texts marked local can.")
    return _add_revision(
        adoption, origin=last.origin, version_id=last.version_id, settings=last.settings,
        wording={**last.wording, text: {"en": en, "cy": cy}}, number=last.number + 1, opens=adoption.state == "live",
        council=council, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def close_adoption(*, slug: str, by: Actor, at: datetime) -> None:
    """Stop running the service at ``slug``: nobody can begin, what has begun goes on. Raises AdoptionRefused."""
    adoption, _ = _last_revision(slug)
    Adoption.objects.filter(id=adoption.id).update(state="closed")
    withdraw_running(adoption=adoption)
    record_event(kind="adoption_closed", subject=("adoption", adoption.id), by=by, at=at, facts={"slug": slug})


def _last_revision(slug: str) -> tuple[Adoption, AdoptionRevision]:
    adoption = Adoption.objects.select_for_update().filter(slug=slug).first()
    if adoption is None:
        raise AdoptionRefused(f"The council runs nothing at {slug!r}.")
    return adoption, adoption.revisions.order_by("-number")[0]
