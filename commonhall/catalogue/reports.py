"""How does each council's part of the platform stand, for whoever looks after all of it? Each council's own job writes
it, in numbers and codes; whoever reads it enters no council."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from commonhall.catalogue.bound import held_bindings
from commonhall.catalogue.models import CouncilReport
from commonhall.catalogue.standings import standings
from commonhall.councils.actors import SYSTEM
from commonhall.councils.models import CouncilKey
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job
from commonhall.record.queries import backlog, waiting_by_kind

EVERY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class ProviderReport:
    """A provider in force. service: blank for all. state: blank before its first call. chosen_at: since when its keys
    are the ones in use."""

    capability: str
    provider: str
    service: str
    state: str
    since: datetime | None
    check_result: str
    checked_at: datetime | None
    chosen_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """How much waits of one kind of delivery, and since when."""

    kind: str
    count: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """How a council stood at a moment. dead: deliveries that were given up. key_made_at: of its newest key."""

    providers: tuple[ProviderReport, ...]
    waiting: tuple[WaitingReport, ...]
    dead: int
    oldest_at: datetime | None
    key_made_at: datetime | None


_READ: TypeAdapter[Report] = TypeAdapter(Report)


@job("report_state", every_seconds=EVERY_SECONDS)
def report_state(council: CouncilSite, *, at: datetime) -> None:
    """Write how the council stands, over what was written before."""
    with in_council(council, by=SYSTEM, purpose="job"):
        content = asdict(_report())
    plain = _READ.dump_python(_READ.validate_python(content), mode="json")
    CouncilReport.objects.update_or_create(council_id=council.id, defaults={"content": plain, "at": at})


def reports() -> dict[UUID, tuple[datetime, Report]]:
    """Return what each council's job wrote last, with the moment, by council. Needs no council in scope. One query."""
    return {row.council_id: (row.at, _READ.validate_python(row.content)) for row in CouncilReport.objects.all()}


def _report() -> Report:
    stood = {(each.capability, each.provider): each for each in standings()}
    held = [each for each in held_bindings() if each.in_use]
    providers = []
    for each in held:
        now = stood.get((each.capability, each.provider))
        providers.append(
            ProviderReport(
                capability=each.capability,
                provider=each.provider,
                service=each.service,
                state=now.state if now else "",
                since=now.since if now else None,
                check_result=each.check_result,
                checked_at=each.checked_at,
                chosen_at=each.bound_at,
            )
        )
    waits = waiting_by_kind()
    whole = backlog()
    key = CouncilKey.objects.filter(retired_at=None, destroyed_at=None).order_by("-number").first()
    return Report(
        providers=tuple(providers),
        waiting=tuple(WaitingReport(kind, waits[kind].count, waits[kind].oldest_at) for kind in sorted(waits)),
        dead=whole.dead,
        oldest_at=whole.oldest_at,
        key_made_at=key.made_at if key else None,
    )
