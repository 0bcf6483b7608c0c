"""Does a provider work for a council, and since when? Kept when it changes, beside whatever transaction is open."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import structlog
from django.conf import settings
from django.db import OperationalError, connections

from commonhall.catalogue.bound import held_bindings
from commonhall.catalogue.models import Standing
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job

log = structlog.get_logger(__name__)

State = Literal["working", "down", "misconfigured"]
LOOK_AGAIN: Final = timedelta(minutes=1)
KEPT: Final = timedelta(days=90)
_known: Final[dict[tuple[UUID, str, str], tuple[State, datetime]]] = {}
_lock: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Stood:
    """How a provider stands, or stood from ``since`` on. code: a slug, for the operator."""

    capability: str
    provider: str
    state: State
    code: str
    since: datetime


def note_standing(
    *, council_id: UUID, capability: str, provider: str, state: State, code: str = "", at: datetime
) -> None:
    """Keep that a provider stands so, where that is new. Cheap: this process remembers what it said last.

    It is written on a connection of its own, so that the caller's rollback does not take it along and no request
    waits for it.
    """
    key = (council_id, capability, provider)
    with _lock:
        last = _known.get(key)
        if last is not None and last[0] == state and abs(at - last[1]) < LOOK_AGAIN:
            return
        _known[key] = (state, at)
    said = Stood(capability, provider, state, code, at)
    if settings.STANDINGS_ASIDE:
        threading.Thread(target=_keep_aside, args=(council_id, said), name="standing", daemon=True).start()
    else:
        _keep(council_id, said)


def forget_standings() -> None:
    """Forget what this process said last: between tests."""
    with _lock:
        _known.clear()


def standings() -> list[Stood]:
    """Return how each provider that was ever called stands at the council in scope, by capability."""
    latest: dict[tuple[str, str], Standing] = {}
    for row in Standing.objects.order_by("at", "id"):
        latest[row.capability, row.provider] = row
    return [_stood(latest[key]) for key in sorted(latest)]


def troubles_now() -> dict[str, Stood]:
    """Return what does not work now of what the council in scope uses, by capability."""
    used = {(each.capability, each.provider) for each in held_bindings() if each.in_use}
    found: dict[str, Stood] = {}
    for each in standings():
        if (each.capability, each.provider) in used and each.state != "working":
            found.setdefault(each.capability, each)
    return found


def history_of(capability: str, *, since: datetime) -> list[Stood]:
    """Return how the providers of ``capability`` changed since a moment, newest first."""
    rows = Standing.objects.filter(capability=capability, at__gte=since).order_by("-at", "-id")
    return [_stood(row) for row in rows]


@job("trim_standings", every_seconds=24 * 3600)
def trim_standings(council: CouncilSite, *, at: datetime) -> None:
    """Let go of changes that are older than 90 days, but for each provider's last."""
    with in_council(council, by=SYSTEM, purpose="job"):
        last = set(Standing.objects.order_by("capability", "provider", "-at").distinct("capability", "provider"))
        Standing.objects.filter(at__lt=at - KEPT).exclude(id__in=[row.id for row in last]).delete()


def _stood(row: Standing) -> Stood:
    return Stood(row.capability, row.provider, row.state, row.code, row.at)  # type: ignore[arg-type] # the table checks it


def _keep_aside(council_id: UUID, said: Stood) -> None:
    try:
        _keep(council_id, said)
    except OperationalError as problem:  # the database is away: the next call says how the provider stands
        log.warning("standing_not_kept", error=type(problem).__name__)
    finally:
        connections.close_all()  # those of this thread


def _keep(council_id: UUID, said: Stood) -> None:
    with in_council(council_id, by=SYSTEM, purpose="job"):
        rows = Standing.objects.filter(capability=said.capability, provider=said.provider)
        last = rows.order_by("-at", "-id").first()
        if last is None or (last.state != said.state and last.at <= said.since):
            Standing.objects.create(
                capability=said.capability, provider=said.provider, state=said.state, code=said.code, at=said.since
            )
