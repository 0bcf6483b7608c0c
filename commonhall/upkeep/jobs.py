"""What is tidied away by itself, council by council? Each job is small and may run at any time."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.residents import forget_old_sign_ins
from commonhall.people.sign_in import end_old_sessions
from commonhall.people.throttle import forget_old_tries
from commonhall.people.vouched import forget_spent
from commonhall.record.claims import clear_done
from commonhall.record.jobs import job
from commonhall.record.verifying import seal_record

DELIVERED_KEPT = timedelta(days=30)


@job("end_staff_sessions", every_seconds=900)
def end_staff_sessions(council: CouncilSite, *, at: datetime) -> None:
    """Remove the sessions that ran out."""
    with in_council(council, purpose="job"):
        end_old_sessions(at=at)


@job("forget_sign_ins", every_seconds=900)
def forget_sign_ins(council: CouncilSite, *, at: datetime) -> None:
    """Remove the sessions of residents that ran out, and the links and codes that open nothing any more."""
    with in_council(council, purpose="job"):
        forget_old_sign_ins(at=at)
        forget_spent(at=at)


@job("forget_tries", every_seconds=3600)
def forget_tries(council: CouncilSite, *, at: datetime) -> None:
    """Remove failed tries that no longer count; they belong to the installation, so one council's turn does it."""
    forget_old_tries(at=at)


@job("clear_outbox", every_seconds=3600)
def clear_outbox(council: CouncilSite, *, at: datetime) -> None:
    """Remove deliveries made more than 30 days ago; the record keeps what happened."""
    clear_done(council=council, before=at - DELIVERED_KEPT)


@job("seal_record", every_seconds=24 * 3600)
def seal_the_record(council: CouncilSite, *, at: datetime) -> None:
    """Seal what was recorded since the last night."""
    with in_council(council, purpose="job"):
        seal_record(at=at)
