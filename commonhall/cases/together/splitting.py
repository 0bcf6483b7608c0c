"""How does part of a case become a case of its own? With the same person and place, linked to where it comes from."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.locking import locked_case
from commonhall.cases.models import Case, Note, Relation
from commonhall.cases.queries import effective_of_case
from commonhall.cases.searching import add_words, words_of_case
from commonhall.cases.standings import due_of, keep_standing
from commonhall.cases.together.recasting import RecastRefused, recast_as
from commonhall.catalogue.queries import Service, effective_of
from commonhall.contacts.models import Person
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle.opening import OpenedCase
from commonhall.core.lifecycle.recasting import fit_answers
from commonhall.core.lifecycle.standing import CaseStanding
from commonhall.core.questions.question import Answer
from commonhall.core.values.dates import london_day
from commonhall.core.values.reference import new_reference
from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.record.operations import record_event

LONGEST_NOTE: Final = 5000
COPIED: Final = (
    "person_id", "uprn", "parent_uprn", "address", "postcode", "lat", "lng", "ward", "channel", "language", "opened_at",
)  # fmt: skip
"""Columns that the new case has from the old one: who, where, and since when the council has known of it."""


@transaction.atomic
def split_case(
    *,
    case_id: UUID,
    to: Service,
    answers: Collection[str],
    about: str,
    new_case_id: UUID | None = None,
    expect: int | None = None,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> Case:
    """Open a case for a part of another one, of the same service or another, linked as part of it.

    answers: the questions whose answers go along, those that fit; the old case keeps them too. about: what the new
    case is for, kept as its first note. new_case_id: given by the form, so that sending it twice splits once. Its
    clocks count from the day on which the old one was opened: the council has known of it since. Nobody is told.
    Raises CaseUnknown, CaseChanged and RecastRefused.
    """
    words = about.strip()
    if not words or len(words) > LONGEST_NOTE:
        raise RecastRefused("why")
    if new_case_id is not None and (before := Case.objects.filter(id=new_case_id).first()) is not None:
        return before  # type: ignore[no-any-return]  # django types a row as Any
    case = locked_case(case_id, expect=expect)
    new = _service_of(case, to, council)
    old = effective_of_case(case, council=council, at=at)
    chosen = {name: case.answers[name] for name in case.answers if name in answers}
    fitted = fit_answers(old, new, chosen)
    made = recast_as(case, new, fitted.kept, at=at)
    part = _open(case, to, new, made, fitted.kept, new_case_id or new_id(), by, at)
    _note(part, words, by, at)
    Relation.objects.create(case=part, other=case, kind="part_of", by=by.name, made_at=at)
    record_event(kind="case_split", subject=("case", case.id), facts={"part": str(part.id)}, by=by, at=at)
    return part


def can_split_to(to: Service) -> bool:
    """Return whether a case of that service can be opened without a journey: it takes no money, and no bookings."""
    spec = to.effective.pattern
    return not (spec.payment or spec.case.bookings or spec.case.per)


def _service_of(case: Case, to: Service, council: CouncilSite) -> Effective:
    spec = to.effective.pattern
    if case.merged_into_id is not None:
        raise RecastRefused("merged")
    if spec.payment or spec.case.bookings:
        raise RecastRefused("pays")
    if spec.case.per:
        raise RecastRefused("each")
    return effective_of(to.revision_id, council=council, day=london_day(case.opened_at))


def _open(
    case: Case,
    to: Service,
    new: Effective,
    made: OpenedCase,
    answers: Mapping[str, Answer],
    part_id: UUID,
    by: Actor,
    at: datetime,
) -> Case:
    pattern, (due_date, due_at) = new.pattern, due_of(made.standing)
    part = Case(
        id=part_id,
        reference=new_reference(pattern.prefix, secrets.token_bytes),
        pattern=pattern.pattern,
        pattern_version=pattern.version,
        revision_id=to.revision_id,
        service=to.slug,
        title_en=made.title.en,
        title_cy=made.title.cy,
        state=made.state,
        phase=pattern.case.states[made.state].phase,
        team=made.team,
        restricted=pattern.case.access == "team",
        answers=dict(answers),
        facts={**made.facts, "failures": [], "chosen": {}},
        kept=dict(made.standing.kept),
        since_at=at,
        due_at=due_at,
        due_date=due_date,
        last_from="staff",
        **{name: getattr(case, name) for name in COPIED},
    )
    part.save(force_insert=True)
    _begin(part, new, made, at)
    facts = {"pattern": pattern.pattern, "version": pattern.version, "state": part.state}
    record_event(kind="case_opened", subject=("case", part.id), facts=facts, by=by, at=at)
    record_event(kind="case_split_off", subject=("case", part.id), facts={"from": str(case.id)}, by=by, at=at)
    _make_findable(part, new)
    return part


def _begin(part: Case, new: Effective, made: OpenedCase, at: datetime) -> None:
    """Let the clocks, tasks and timers of the new case begin."""
    blank = CaseStanding(state="", since="", opened=made.standing.opened, team=made.team)
    keep_standing(part, new, blank, made.standing, made.timers, at=at)
    part.save()


def _make_findable(part: Case, new: Effective) -> None:
    person = Person.objects.filter(id=part.person_id).values("name", "email", "phone", "phone_typed").first() or {}
    add_words(part.id, words_of_case(vars(part), person, new.questions))


def _note(part: Case, words: str, by: Actor, at: datetime) -> None:
    note = Note.objects.create(case=part, text=words, written_by_id=by.id, written_by=by.name, written_at=at)
    record_event(kind="note_added", subject=("case", part.id), facts={"note": str(note.id)}, by=by, at=at)
