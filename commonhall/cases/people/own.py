"""Which cases are a resident's own, who has shown that an e-mail address is theirs?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from commonhall.cases.inviting.invitations import secrets_of
from commonhall.cases.models import Case, CaseDeadline, Invitation, Request
from commonhall.cases.models import Entitlement as Entitlement
from commonhall.cases.queries import ALERT, Message, Progress, effective_of_case
from commonhall.cases.requests.kinds import kind_of
from commonhall.contacts.joining import family_of
from commonhall.contacts.models import Detail, Person
from commonhall.core.language.effective import Effective
from commonhall.core.values.words import Words
from commonhall.councils.queries import CouncilSite

MOST_OPEN: Final = 50
"""Open cases on one page: who has more than that has been joined with others by mistake."""
PAGE: Final = 20
"""Closed cases on one page."""
NOT_TOLD: Final = frozenset({"supporter", "automatic"})
"""Kinds of messages about a case that are not between its person and the council: to followers, and from machines."""


@dataclass(frozen=True)
class OwnCase:
    """A case as its person sees it in a list. promises: the last day of each deadline that we told them, by id."""

    case: Case
    effective: Effective
    promises: Mapping[str, str]
    paused: bool

    @property
    def title(self) -> Words:
        """What it is about."""
        return Words(en=self.case.title_en, cy=self.case.title_cy)

    @property
    def state(self) -> Words:
        """What its state is called for residents."""
        return self.effective.pattern.case.states[self.case.state].label


def people_at(email: str) -> QuerySet[Person]:
    """Return the persons of the council in scope who gave this e-mail address, however they wrote its letters.

    Records without an e-mail address that officers joined with one of them are the same people. A joined record with
    another address is not: only its owner can show that both are theirs.
    """
    mail = email.lower()
    typed = Detail.objects.filter(kind="email", value=mail, source="case", until_at=None).values("person_id")
    rows = Person.objects.filter(Q(email__in={email, mail}) | Q(id__in=typed, email__iexact=mail))
    found = set(rows.values_list("id", flat=True))
    newest = found
    while newest:
        joined = Person.objects.filter(merged_into__in=newest, email="").values_list("id", flat=True)
        newest = set(joined) - found
        found |= newest
    return Person.objects.filter(id__in=found)


def own_cases(email: str, *, council: CouncilSite, at: datetime) -> QuerySet[Case]:
    """Return the cases of everybody who has this verified e-mail address.

    Cases of sensitive patterns are not among them, nor those that only one team may see: whoever shares an e-mail
    address, or looks over a shoulder, does not learn of them. Their people follow them with reference and code.
    """
    rows = (
        Case.objects.filter(person_id__in=people_at(email).values("id"), restricted=False)
        .exclude(item__startswith=ALERT)
        .order_by("-opened_at", "-id")
    )
    sensitive = [
        revision
        for revision in rows.order_by().values_list("revision_id", flat=True).distinct()
        if _is_sensitive(rows, revision, council, at)
    ]
    return rows.exclude(revision_id__in=sensitive)


def _is_sensitive(rows: QuerySet[Case], revision: UUID, council: CouncilSite, at: datetime) -> bool:
    one = rows.filter(revision_id=revision).defer("answers", "facts")[:1]
    return any(effective_of_case(case, council=council, at=at).pattern.sensitive for case in one)


def open_ones(rows: QuerySet[Case], *, council: CouncilSite, at: datetime) -> tuple[OwnCase, ...]:
    """Return those of ``rows`` that are not closed, the newest first."""
    return _listed(rows.exclude(phase="closed")[:MOST_OPEN], council, at)


def closed_ones(
    rows: QuerySet[Case], *, before: UUID | None = None, council: CouncilSite, at: datetime
) -> tuple[tuple[OwnCase, ...], UUID | None]:
    """Return a page of those of ``rows`` that are closed, the newest first, and from where the next page goes on."""
    closed = rows.filter(phase="closed").order_by("-id")
    if before is not None:
        closed = closed.filter(id__lt=before)
    found = list(closed[: PAGE + 1])
    after = found[PAGE - 1].id if len(found) > PAGE else None
    return _listed(found[:PAGE], council, at), after


def _listed(cases: Sequence[Case] | QuerySet[Case], council: CouncilSite, at: datetime) -> tuple[OwnCase, ...]:
    found = list(cases)
    promised: dict[UUID, dict[str, str]] = {case.id: {} for case in found}
    paused: set[UUID] = set()
    for each in CaseDeadline.objects.filter(case__in=found, ended_at=None):
        if each.state == "running" and each.due_date:
            promised[each.case_id][each.kind] = each.due_date.isoformat()
        elif each.state == "paused":
            paused.add(each.case_id)
    return tuple(
        OwnCase(case, effective_of_case(case, council=council, at=at), promised[case.id], case.id in paused)
        for case in found
    )


def own_entitlements(rows: QuerySet[Case]) -> tuple[Entitlement, ...]:
    """Return the permits and subscriptions that ``rows`` gave and that have not ended, the first to end first."""
    live = Entitlement.objects.filter(case__in=rows.values("id")).exclude(state="ended")
    return tuple(live.select_related("case").order_by("until_date", "id"))


def messages_for(progress: Progress) -> tuple[Message, ...]:
    """Return what the council and the person of a case wrote to each other, the newest first.

    What went to another address, or came from one, is not theirs to read: the office also writes to others about a
    case. Mail that machines send in reply is left out.
    """
    theirs = _addresses_of(progress.case)
    return tuple(
        message
        for message in progress.messages
        if message.kind not in NOT_TOLD
        and (message.channel in ("letter", "web") or message.recipient.lower() in theirs)
    )


def _addresses_of(case: Case) -> frozenset[str]:
    """Return every e-mail address and phone number under which the person of a case is or was reached."""
    person = Person.objects.filter(id=case.person_id).first()
    if person is None:
        return frozenset()
    ids = family_of(person.id).ids
    known = Detail.objects.filter(person_id__in=ids, kind__in=("email", "phone")).values_list("value", flat=True)
    family = Person.objects.filter(id__in=ids).values_list("email", "phone", "phone_typed")
    return frozenset(each.lower() for each in (*known, *(one for row in family for one in row)) if each)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Something that we asked the person of a case for, and wait for. address: of the page where they answer."""

    case_id: UUID
    title: Words
    due_date: str
    address: str


def asked_for(cases: Sequence[UUID], *, at: datetime) -> tuple[AskedFor, ...]:
    """Return what we wait for from the people of ``cases``, the first due first. Two queries."""
    waiting = list(Request.objects.filter(case_id__in=cases, state="open").order_by("due_date", "id"))
    ids = [each.id for each in waiting]
    ways = Invitation.objects.filter(kind="request", target_id__in=ids, revoked_at=None, until_at__gt=at)
    opened = {way.target_id: secrets_of("request", way.nonce).token for way in ways.order_by("made_at", "id")}
    return tuple(
        AskedFor(each.case_id, kind_of(each.kind).title, each.due_date.isoformat(), f"/asked/{opened[each.id]}")
        for each in waiting
        if each.id in opened
    )
