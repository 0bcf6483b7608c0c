"""How is it kept what somebody showed of who they are, or that they could not?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.core.values.dates import london
from commonhall.councils.actors import RESIDENT
from commonhall.journeys.keeping import check_open
from commonhall.journeys.models import Journey
from commonhall.record.operations import record_event

UNABLE: Final = ("down", "not_bound", "not_proved", "denied")
"""Why a proof of identity could not be had: the provider is down, or there is none, or it would not vouch for them."""


@transaction.atomic
def note_identity(*, journey_id: UUID, name: str, birth_date: date | None, provider: str, at: datetime) -> None:
    """Keep that a provider has proved who fills in a journey. Raises JourneyOver, and LookupError."""
    row = _locked(journey_id, at)
    row.proof = {
        **row.proof, "level": "identity", "name": name, "birth_date": birth_date.isoformat() if birth_date else "",
        "provider": provider, "at": london(at), "unable": "",
    }  # fmt: skip
    row.save(update_fields=["proof"])
    record_event(
        kind="journey_identity_proved",
        subject=("journey", row.id),
        facts={"provider": provider},
        by=RESIDENT,
        at=at,
    )


@transaction.atomic
def note_unable(*, journey_id: UUID, why: str, at: datetime) -> None:
    """Keep that a proof of identity could not be had. why: one of UNABLE. Raises as note_identity does."""
    if why not in UNABLE:
        raise ValueError(f"{why} is none of {', '.join(UNABLE)}")
    row = _locked(journey_id, at)
    if row.proof.get("level") != "identity":
        row.proof = {**row.proof, "unable": why, "at": london(at)}
        row.save(update_fields=["proof"])


@transaction.atomic
def note_carried_on(*, journey_id: UUID, at: datetime) -> None:
    """Keep that they went on without a proof that could not be had. Raises as note_identity does."""
    row = _locked(journey_id, at)
    row.proof = {**row.proof, "carried_on": True, "at": london(at)}
    row.save(update_fields=["proof"])


@transaction.atomic
def note_email(*, journey_id: UUID, email: str, shown: bool, at: datetime) -> None:
    """Keep an e-mail address. shown: they are signed in with it; else it counts once they open the link sent to it.

    Raises as note_identity does.
    """
    row = _locked(journey_id, at)
    kept = {"email": email, "at": london(at)} if shown else {"asked_email": email, "at": london(at)}
    row.proof = {**row.proof, **kept}
    row.save(update_fields=["proof"])


def _locked(journey_id: UUID, at: datetime) -> Journey:
    row: Journey | None = Journey.objects.select_for_update().filter(id=journey_id).first()
    if row is None:
        raise LookupError(str(journey_id))
    check_open(row, at)
    return row
