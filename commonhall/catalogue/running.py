"""How does the public catalogue come to know which services councils run? Each council says it of itself, in its own
scope; nothing here reads what another council keeps to itself."""

from __future__ import annotations

from datetime import datetime

from commonhall.catalogue.models import Adoption, AdoptionRevision, Running
from commonhall.catalogue.queries import pattern_of
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job


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
