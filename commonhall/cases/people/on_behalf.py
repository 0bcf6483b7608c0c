"""For whom does somebody call? A case that was asked for somebody else shows both: whom it is about, and who called."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.models import Case, CaseParty
from commonhall.cases.operations import locked_case
from commonhall.cases.people.parties import ACTING, PartyRefused, add_party
from commonhall.contacts.answering import locked_interaction
from commonhall.contacts.editing import Contact, add_person
from commonhall.contacts.joining import family_of
from commonhall.contacts.relations import add_relationship
from commonhall.councils.actors import Actor

TOLD_US: Final = "referrer"
"""The role of who called without an authority: they told us, and see nothing."""
CALLED: Final = (ACTING, TOLD_US)
RELATED_BY: Final[Mapping[str, str]] = {
    "letter": "representative", "elected": "representative", "appointee": "appointee", "attorney": "attorney",
    "deputy": "deputy", "parent": "parent",
}  # fmt: skip
"""How two people belong together of whom one acts for the other, by the authority."""


@transaction.atomic
def keep_who_called(
    *,
    interaction_id: UUID,
    case_id: UUID,
    name: str,
    authority: str = "",
    until_date: date | None = None,
    by: Actor,
    at: datetime,
) -> CaseParty:
    """Keep who called for the person of a case: as representative with an authority, else as who told us.

    name: as they said it; not used where the caller was chosen among those we know. Both people are kept as belonging
    together where there is an authority. Once for a case of a conversation: again changes nothing. Raises CaseUnknown,
    InteractionUnknown, InteractionOver, DetailsRefused, PartyRefused and RelationshipRefused.
    """
    interaction = locked_interaction(interaction_id, by=by)
    case = locked_case(case_id)
    there: CaseParty | None = CaseParty.objects.filter(case=case, role__in=CALLED, ended_at=None).first()
    if there is not None:
        return there
    if is_the_same(interaction.person_id, case):
        raise PartyRefused("role")
    caller = interaction.person_id or _added(name, interaction.number, case, by, at)
    if authority and case.person_id is not None:
        add_relationship(
            person_id=caller, other_id=case.person_id, kind=RELATED_BY[authority], authority=authority,
            until_date=until_date, by=by, at=at,
        )  # fmt: skip
    return add_party(
        case_id=case.id,
        person_id=caller,
        role=ACTING if authority else TOLD_US,
        may_be_told=bool(authority),
        authority=authority,
        until_date=until_date,
        by=by,
        at=at,
    )


def _added(name: str, number: str, case: Case, by: Actor, at: datetime) -> UUID:
    """Return a new record of who called, as closed as the case is."""
    contact = Contact(name=name, phone=number)
    made = add_person(contact=contact, language=case.language, restricted=case.restricted, by=by, at=at)
    return UUID(str(made.id))


def is_the_same(caller: UUID | None, case: Case) -> bool:
    """Return whether a caller who was chosen is the person of a case, by any of their records."""
    return caller is not None and case.person_id is not None and caller in family_of(case.person_id).ids


def without_caller(cases: Collection[Case]) -> frozenset[UUID]:
    """Return those of ``cases`` of which nobody said yet who called for their person."""
    ids = {case.id for case in cases}
    said = CaseParty.objects.filter(case_id__in=ids, role__in=CALLED, ended_at=None).values_list("case_id", flat=True)
    return frozenset(ids - set(said))
