"""Who takes part in a case, in which role, and what may they see? Adding and ending, and whose authority holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.models import CaseParty as CaseParty
from commonhall.cases.operations import locked_case
from commonhall.cases.tables.involved import AUTHORITIES as AUTHORITIES
from commonhall.cases.tables.involved import PARTY_ROLES as PARTY_ROLES
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.record.operations import record_event

ACTING: Final = "representative"
LONGEST: Final = 500


class PartyUnknown(LookupError):
    """The case has no such party."""


class PartyRefused(ValueError):
    """Somebody cannot take part so. code: ``role``, ``authority`` for a representative without one, ``until``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_party(
    *,
    case_id: UUID,
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
    role: str,
    may_see: bool = False,
    may_be_told: bool = False,
    authority: str = "",
    authority_note: str = "",
    until_date: date | None = None,
    by: Actor,
    at: datetime,
) -> CaseParty:
    """Let a person or an organisation take part in a case. Who has that role already keeps it as it is.

    Raises CaseUnknown and PartyRefused.
    """
    if (person_id is None) == (organisation_id is None):
        raise PartyRefused("role")
    _check(role, authority, authority_note, until_date, london_day(at))
    case = locked_case(case_id)
    who = {"person_id": person_id, "organisation_id": organisation_id, "role": role}
    there: CaseParty | None = CaseParty.objects.filter(case=case, **who, ended_at=None).first()
    if there is not None:
        return there
    made: CaseParty = CaseParty.objects.create(
        case=case,
        **who,
        may_see=may_see,
        may_be_told=may_be_told,
        authority=authority,
        authority_note=authority_note.strip(),
        until_date=until_date,
        added_at=at,
        added_by=by.name,
    )
    _record("party_added", made, by, at)
    return made


def _check(role: str, authority: str, note: str, until_date: date | None, today: date) -> None:
    if role not in PARTY_ROLES or authority not in AUTHORITIES:
        raise PartyRefused("role")
    if role == ACTING and not authority:
        raise PartyRefused("authority")
    if (until_date is not None and until_date < today) or len(note) > LONGEST:
        raise PartyRefused("until")


@transaction.atomic
def end_party(*, case_id: UUID, party_id: UUID, by: Actor, at: datetime) -> CaseParty:
    """Let somebody take part no more. Who does so no more already stays so. Raises CaseUnknown and PartyUnknown."""
    case = locked_case(case_id)
    found: CaseParty | None = CaseParty.objects.filter(case=case, id=party_id).first()
    if found is None:
        raise PartyUnknown(str(party_id))
    if found.ended_at is None:
        found.ended_at, found.ended_by = at, by.name
        found.save(update_fields=["ended_at", "ended_by"])
        _record("party_ended", found, by, at)
    return found


def _record(kind: str, party: CaseParty, by: Actor, at: datetime) -> None:
    facts = {"party": party.id, "role": party.role}
    record_event(kind=kind, subject=("case", party.case_id), facts=facts, by=by, at=at)


def party_authority_holds(party: CaseParty, *, today: date) -> bool:
    """Whether a party acts on a current authority, or needs none."""
    if party.ended_at is not None:
        return False
    return party.until_date is None or party.until_date >= today


def find_party(case_id: UUID, party_id: UUID) -> CaseParty | None:
    """Return a party of a case, or None."""
    rows = CaseParty.objects.select_related("person", "organisation")
    found: CaseParty | None = rows.filter(case_id=case_id, id=party_id, ended_at=None).first()
    return found
