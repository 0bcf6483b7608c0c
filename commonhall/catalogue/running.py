"""What does the public catalogue say of the services that councils run? Each council says it of itself, in its own
scope; nothing here reads what another council keeps to itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commonhall.catalogue.models import Adoption, AdoptionRevision, Running
from commonhall.catalogue.queries import pattern_of
from commonhall.core.values.words import Words
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job


@dataclass(frozen=True, slots=True)
class PublicService:
    """A service as the catalogue lists it. slug: its address. library: whether its pattern is the library's."""

    council_id: UUID
    slug: str
    pattern: str
    version: str
    library: bool
    title: Words


def publish_running(*, adoption: Adoption, revision: AdoptionRevision, at: datetime) -> None:
    """Say publicly that the council in scope runs ``revision``. Part of the transaction that makes it live."""
    pattern = pattern_of(revision.origin, revision.version_id)
    Running.objects.update_or_create(
        council_id=adoption.council_id,
        slug=adoption.slug,
        defaults={
            "pattern": pattern.pattern,
            "version": pattern.version,
            "origin": revision.origin,
            "title_en": pattern.title.en,
            "title_cy": pattern.title.cy,
            "published_at": at,
        },
    )


def withdraw_running(*, adoption: Adoption) -> None:
    """Say no longer that the council in scope runs a service at the address of ``adoption``."""
    Running.objects.filter(council_id=adoption.council_id, slug=adoption.slug).delete()


@job("publish_running", every_seconds=24 * 3600)
def publish_all_running(council: CouncilSite, *, at: datetime) -> None:
    """Say again what ``council`` runs: mends rows that are missing, out of date or left over."""
    with in_council(council, purpose="job"):
        live = list(Adoption.objects.filter(state="live"))
        for adoption in live:
            newest = adoption.revisions.order_by("-number").first()
            if newest is not None:
                publish_running(adoption=adoption, revision=newest, at=at)
        Running.objects.filter(council_id=council.id).exclude(slug__in=[each.slug for each in live]).delete()


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
