"""It happened again: how often, and from how many people? Repeats are kept on the case that is there already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.locking import locked_case
from commonhall.cases.models import Case, Occurrence, Supporter
from commonhall.councils.actors import Actor
from commonhall.record.operations import record_event

LONGEST: Final = 2000
CHANNELS: Final = ("phone", "visit", "email", "post", "web")


class OccurrenceRefused(ValueError):
    """What happened is too long to keep, or it is said to have happened later than now."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """How often something was reported. people: from how many, as far as the council knows; the first one counts."""

    occurrences: tuple[Occurrence, ...]
    supporters: int
    people: int

    @property
    def number(self) -> int:
        """How often in all, the first report included."""
        return 1 + len(self.occurrences) + self.supporters


@transaction.atomic
def add_occurrence(
    *,
    case_id: UUID,
    text: str = "",
    reporter: str = "",
    person_id: UUID | None = None,
    happened_at: datetime | None = None,
    channel: str = "phone",
    occurrence_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Occurrence:
    """Keep that it happened again, also on a closed case.

    reporter: the name of whoever says so, blank for unknown. occurrence_id: given by the form, so that sending it
    twice keeps it once. Raises CaseUnknown and OccurrenceRefused.
    """
    words = text.strip().replace("\r\n", "\n")
    if len(words) > LONGEST or len(reporter) > LONGEST or (happened_at is not None and happened_at > at):
        raise OccurrenceRefused(words[:40])
    case = locked_case(case_id)
    known = Occurrence.objects.filter(id=occurrence_id, case=case).first() if occurrence_id else None
    if known is not None:
        return known  # type: ignore[no-any-return]  # django types a row as Any
    made: Occurrence = Occurrence(
        case=case,
        happened_at=happened_at,
        reporter=" ".join(reporter.split()),
        person_id=person_id,
        text=words,
        channel=channel,
        by=by.name,
        added_at=at,
    )
    if occurrence_id:
        made.id = occurrence_id
    made.save(force_insert=True)
    record_event(kind="occurrence_added", subject=("case", case.id), facts={"occurrence": str(made.id)}, by=by, at=at)
    return made


def repeats_of(case: Case, *, supporters: int | None = None) -> Repeats:
    """Return how often ``case`` was reported. supporters: how many follow it, where that is known already."""
    rows = tuple(Occurrence.objects.filter(case=case).order_by("-added_at", "-id"))
    more = Supporter.objects.filter(case=case).count() if supporters is None else supporters
    named = {row.person_id or row.reporter.casefold() for row in rows if row.person_id or row.reporter}
    own = {case.person_id} if case.person_id else set()
    return Repeats(rows, more, len(named | own) + more)
