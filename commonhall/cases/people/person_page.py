"""What does the council have to do with this person, across services? As far as the member may see, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from commonhall.cases.models import Booking, Case, CaseParty, Entitlement, Message, Payment
from commonhall.cases.paying.owing import MOVE_WAITS, OPENED
from commonhall.cases.people.calling import conversations_with
from commonhall.cases.people.reaching import people_visible_to, seen_family
from commonhall.cases.scopes import effective_of_case
from commonhall.cases.visible import cases_visible_to, fields_on
from commonhall.contacts.models import ContactWarning, Detail, Interaction, Merge, Person, Relationship
from commonhall.contacts.preferring import Wishes, wishes_of
from commonhall.contacts.warnings import warnings_about
from commonhall.core.values.dates import london_day
from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import Member
from commonhall.people.queries import teams

MOST_CASES: Final = 200
MOST_MESSAGES: Final = 20
MOST_INTERACTIONS: Final = 20


@dataclass(frozen=True, slots=True)
class Owed:
    """Money that is to be paid for a case."""

    case: Case
    amount_pence: int


@dataclass(frozen=True)
class PersonPage:
    """Everything about one person that the member may see.

    people: the records that are one person, the one that goes on first. warnings: those that hold; waiting: proposed
    ones, for whoever decides. cases: the newest first, at most MOST_CASES; part_of: ids of those in which the person
    has another part than the one who wrote. relations: to people whom the member sees, and to organisations.
    joined: the joins by which other records belong to this person.
    """

    people: tuple[Person, ...]
    details: tuple[Detail, ...]
    wishes: Wishes
    warnings: tuple[ContactWarning, ...]
    waiting: tuple[ContactWarning, ...]
    relations: tuple[Relationship, ...]
    cases: tuple[Case, ...]
    part_of: frozenset[UUID]
    entitlements: tuple[Entitlement, ...]
    bookings: tuple[Booking, ...]
    owed: tuple[Owed, ...]
    messages: tuple[Message, ...]
    interactions: tuple[Interaction, ...]
    today: date

    @property
    def person(self) -> Person:
        """The record that goes on for the others."""
        return self.people[0]

    @property
    def ids(self) -> frozenset[UUID]:
        """Of all records."""
        return frozenset(each.id for each in self.people)

    @property
    def open_cases(self) -> tuple[Case, ...]:
        """The cases that are not closed."""
        return tuple(each for each in self.cases if each.phase != "closed")

    @property
    def closed_cases(self) -> tuple[Case, ...]:
        """The cases that are closed."""
        return tuple(each for each in self.cases if each.phase == "closed")

    def now(self, kind: str) -> tuple[Detail, ...]:
        """Return the names, addresses or numbers of the person that hold now."""
        return tuple(each for each in self.details if each.kind == kind and each.until_at is None)


def person_page(member: Member, person_id: UUID, *, council: CouncilSite, at: datetime) -> PersonPage:
    """Return everything about a person that ``member`` may see. At most twelve queries. Raises PersonUnknown."""
    people = seen_family(member, person_id)
    ids = [each.id for each in people]
    today = london_day(at)
    warnings = warnings_about(people=ids, today=today)
    cases = tuple(_cases(member, ids)[:MOST_CASES])
    of_cases = [each.id for each in cases]
    payments = list(Payment.objects.filter(case_id__in=of_cases))
    return PersonPage(
        people=people,
        details=tuple(Detail.objects.filter(person_id__in=ids).order_by("-since_at", "-id")),
        wishes=wishes_of(ids),
        warnings=tuple(each for each in warnings if each.state == "live"),
        waiting=tuple(each for each in warnings if each.state == "proposed"),
        relations=_relations(member, ids),
        cases=cases,
        part_of=frozenset(each.id for each in cases if each.person_id not in ids),
        entitlements=tuple(Entitlement.objects.filter(case_id__in=of_cases).order_by("-until_date", "-id")),
        bookings=tuple(
            Booking.objects.filter(case_id__in=of_cases, state__in=("held", "confirmed"), date__gte=today).order_by(
                "date", "id"
            )
        ),
        owed=tuple(_owed(cases, payments, council, at)),
        messages=tuple(_messages(member, cases)),
        interactions=_interactions(member, ids),
        today=today,
    )


def _messages(member: Member, cases: Sequence[Case]) -> Iterator[Message]:
    """Yield the newest messages, without their bodies; and without their subjects where these may say an answer that is
    hidden from the member."""
    by_id, named = {case.id: case for case in cases}, tuple(teams())
    rows = Message.objects.filter(case_id__in=list(by_id)).defer("body").order_by("-composed_at", "-id")
    for message in rows[:MOST_MESSAGES]:
        if "special" not in fields_on(member, by_id[message.case_id], named=named):
            message.subject = ""
        yield message


def cases_of_people(member: Member, ids: Sequence[UUID]) -> QuerySet[Case]:
    """Return the cases of these people, and those in which they have a part, of those that the member sees."""
    parts = CaseParty.objects.filter(person_id__in=list(ids), ended_at=None).values("case_id")
    return cases_visible_to(member).filter(Q(person_id__in=list(ids)) | Q(id__in=parts))


def _cases(member: Member, ids: Sequence[UUID]) -> QuerySet[Case]:
    charged = KeyTextTransform("total", KeyTransform("charges", "facts"))
    rows = cases_of_people(member, ids).annotate(charged=charged).defer("answers", "facts", "kept")
    return rows.order_by("-opened_at", "-id")


def _relations(member: Member, ids: Sequence[UUID]) -> tuple[Relationship, ...]:
    seen = people_visible_to(member).order_by().values("id")
    ours = Q(person_id__in=ids) & (Q(other=None) | Q(other_id__in=seen))
    rows = Relationship.objects.filter(ours | (Q(other_id__in=ids) & Q(person_id__in=seen)), ended_at=None)
    return tuple(rows.select_related("person", "other", "organisation").order_by("made_at", "id"))


def _owed(cases: Sequence[Case], payments: Sequence[Payment], council: CouncilSite, at: datetime) -> Iterator[Owed]:
    """Yield what is to be paid: what a journey cost, and moves that wait for money."""
    for case in cases:
        if case.phase == "closed":
            continue
        mine = [each for each in payments if each.case_id == case.id]
        paid = {each.purpose for each in mine if each.state == "paid" and not each.surplus}
        charged = int(getattr(case, "charged", None) or 0)
        if charged and OPENED not in paid and _waits(case, council, at):
            yield Owed(case, charged)
        moves = {each.purpose: each for each in mine if each.for_transition and each.made_at > at - MOVE_WAITS}
        yield from (Owed(case, each.amount_pence) for purpose, each in moves.items() if purpose not in paid)


def _waits(case: Case, council: CouncilSite, at: datetime) -> bool:
    """Whether a case is where its pattern waits for the money of the journey."""
    payment = effective_of_case(case, council=council, at=at).pattern.payment
    return payment is not None and case.state == payment.waiting


def _interactions(member: Member, ids: Sequence[UUID]) -> tuple[Interaction, ...]:
    """Return the conversations with a person; none that would show what the member may not see."""
    found = conversations_with(member, ids, most=MOST_INTERACTIONS)
    return tuple(each.interaction for each in found)


def joins_of(ids: Sequence[UUID]) -> tuple[Merge, ...]:
    """Return the joins that hold between these records, the newest first."""
    rows = Merge.objects.filter(Q(merged_id__in=ids) & Q(survivor_id__in=ids), ended_at=None)
    return tuple(rows.select_related("merged", "survivor").order_by("-made_at", "-id"))
