"""Which cases are there for this person to see, and what is everything about one of them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery

from commonhall.cases.hidden import Given, hidden_of_case, message_as_seen, setting_of_case

# The nouns that these reads return are named here for the sites, which know no models.
from commonhall.cases.listing import MOST_COUNTED as MOST_COUNTED
from commonhall.cases.listing import Due as Due
from commonhall.cases.listing import Filter as Filter
from commonhall.cases.listing import Key as Key
from commonhall.cases.listing import Place as Place
from commonhall.cases.listing import QueuePage as QueuePage
from commonhall.cases.listing import Sort as Sort
from commonhall.cases.listing import counted as counted
from commonhall.cases.listing import counts_of as counts_of
from commonhall.cases.listing import filtered as filtered
from commonhall.cases.listing import find_next as find_next
from commonhall.cases.listing import looked_up as looked_up
from commonhall.cases.listing import owner_name as owner_name
from commonhall.cases.listing import place_of as place_of
from commonhall.cases.listing import queue as queue
from commonhall.cases.models import Case as Case
from commonhall.cases.models import CaseDeadline as CaseDeadline
from commonhall.cases.models import Message as Message
from commonhall.cases.models import Note as Note
from commonhall.cases.models import Supporter
from commonhall.cases.scopes import due_date_of as due_date_of
from commonhall.cases.scopes import effective_of_case as effective_of_case
from commonhall.cases.scopes import next_date_of as next_date_of
from commonhall.cases.scopes import scope_of_case as scope_of_case
from commonhall.cases.scopes import seen_of_case as seen_of_case
from commonhall.cases.standings import deadlines_of, standing_of_case
from commonhall.cases.stilled import Standstill, can_use
from commonhall.cases.visible import CaseUnknown as CaseUnknown
from commonhall.cases.visible import cases_visible_to as cases_visible_to
from commonhall.cases.visible import fields_on as fields_on
from commonhall.cases.visible import may_unmask as may_unmask
from commonhall.cases.visible import references_of as references_of
from commonhall.cases.visible import team_of as team_of
from commonhall.contacts.models import Person
from commonhall.core.journey.hiding import hidden_in
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.lifecycle.moves import Move, moves_from
from commonhall.core.lifecycle.replacing import replaced_answers
from commonhall.core.lifecycle.standing import CaseStanding
from commonhall.core.questions.masking import FieldClass, shown_value
from commonhall.core.questions.question import Answer, Question, Setting
from commonhall.core.values.reference import ReferenceNotRecognised, parse_reference
from commonhall.core.values.words import Language, Words
from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import Member, reach, reaches, shows_restricted
from commonhall.people.queries import TeamNamed, teams
from commonhall.record.queries import Happening, events_about

ALERT = "alert:"
"""How the item of a case begins that an alert opened."""


@dataclass(frozen=True)
class CasePage:
    """Everything about one case.

    roles: those in which the member may act on it. owner_name: blank for nobody. followed_by: how many people reported
    the same and follow it. teams: all of the council's. fields: which classes of answers the member reads. unmasks:
    whether they may read the others with a reason. sent: the messages as they are.
    stills: whether there is anybody whose data may only be stored.
    """

    case: Case
    effective: Effective
    roles: tuple[str, ...]
    owner_name: str
    followed_by: int
    teams: tuple[TeamNamed, ...]
    person: Person | None
    deadlines: tuple[CaseDeadline, ...]
    notes: tuple[Note, ...]
    sent: tuple[Message, ...]
    events: tuple[Happening, ...]
    moves: tuple[Move, ...]
    standing: CaseStanding
    scope: Scope
    fields: frozenset[FieldClass] = frozenset()
    unmasks: bool = False
    stills: bool = False

    @cached_property
    def note_texts(self) -> dict[str, str]:
        """Return what each note says, by its id as the record names it."""
        return {str(note.id): note.text for note in self.notes}

    @cached_property
    def replaced(self) -> dict[str, Answer]:
        """Return the answers that stand in the place of those that were sent, by question."""
        return replaced_answers(self.effective, self.case.kept)

    @cached_property
    def hidden(self) -> Given:
        """Return what was answered and is hidden from the member, with its questions."""
        tasks = [(task.id, task.answers) for task in self.standing.tasks]
        return hidden_of_case(self.case, self.effective, seen=self.fields, tasks=tasks, events=self.events)

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """Return the messages as the member may read them: ``sent`` without what is hidden. They are never saved."""
        return tuple(
            message_as_seen(each, self.case, self.effective, self.hidden, seen=self.fields) for each in self.sent
        )

    @cached_property
    def messages_by_id(self) -> dict[str, Message]:
        """Return the messages, by their id as the record names it."""
        return {str(message.id): message for message in self.messages}

    def shown(self, question: Question, answer: Answer, language: Language) -> tuple[str, ...]:
        """Return an answer as the member may see it."""
        return shown_value(question, answer, self.setting(language), seen=self.fields)

    @property
    def said_scope(self) -> Scope:
        """What texts about the case may say to the member. No condition is to be judged with it."""
        return hidden_in(self.effective, self.scope, seen=self.fields)

    def setting(self, language: Language) -> Setting:
        """Return what showing the case's answers needs to know: the words of the options that were chosen."""
        return setting_of_case(self.case, language)


def find_case(member: Member, reference: str) -> Case | None:
    """Return the case with this reference, as typed, when ``member`` may see it."""
    return _referred_to(member, reference).first()


def _referred_to(member: Member, reference: str) -> QuerySet[Case]:
    try:
        return cases_visible_to(member).filter(reference=parse_reference(reference))
    except ReferenceNotRecognised:
        return Case.objects.none()


def get_case_page(member: Member, reference: str, *, council: CouncilSite, at: datetime) -> CasePage:
    """Return everything about a case that ``member`` may see, with what they may do. Raises CaseUnknown."""
    followers = Supporter.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(number=Count("pk"))
    rows = _referred_to(member, reference).annotate(
        owner_name=owner_name(),
        followed_by=Subquery(followers.values("number"), output_field=IntegerField()),
        stills=Exists(Standstill.objects.filter(lifted_at=None)),
    )
    case = rows.first()
    if case is None:
        raise CaseUnknown(reference)
    effective = effective_of_case(case, council=council, at=at)
    usable = not case.stills or can_use(case)
    roles = roles_on(member, case, named=(named := tuple(teams())), usable=usable)
    deadlines = deadlines_of(case)
    standing = standing_of_case(case, effective, deadlines=deadlines)
    return CasePage(
        case=case,
        effective=effective,
        roles=roles,
        owner_name=case.owner_name or "",
        followed_by=case.followed_by or 0,
        teams=named,
        person=Person.objects.filter(id=case.person_id).first(),
        deadlines=deadlines,
        notes=tuple(case.notes.order_by("-written_at")),
        sent=tuple(case.messages.order_by("-composed_at")),
        events=tuple(events_about(("case", case.id))),
        moves=moves_of(case, effective, roles, standing=standing, at=at),
        standing=standing,
        scope=scope_of_case(case, effective, standing=standing, at=at),
        fields=fields_on(member, case, named=named),
        unmasks=may_unmask(member, case, named=named),
        stills=case.stills,
    )


def roles_on(
    member: Member, case: Case, *, named: Sequence[TeamNamed] | None = None, usable: bool | None = None
) -> tuple[str, ...]:
    """Return the roles in which ``member`` may act on ``case``: an officer's, and a lead's where they have it.

    named: the council's teams, where they have been read already. Nobody works on a case that was made anonymous,
    or of a person whose data may only be stored. usable: whether it is not, where that is known already.
    """
    if case.anonymised_at is not None or not (can_use(case) if usable is None else usable):
        return ()
    here = team_of(case, named)
    roles = {
        grant.role
        for grant in reach(member, "work")
        if reaches(grant, case.pattern, here, case.ward) and (shows_restricted(grant) or not case.restricted)
    }
    return tuple(sorted(roles | ({"officer"} if "lead" in roles else set())))


def moves_of(
    case: Case, effective: Effective, actors: Sequence[str], *, standing: CaseStanding | None = None, at: datetime
) -> tuple[Move, ...]:
    """Return the transitions that ``actors`` may take on ``case`` now, and those that they may not, with the reason."""
    if case.merged_into_id is not None:
        return ()  # another case goes on for it
    stands = standing or standing_of_case(case, effective)
    scope = {**scope_of_case(case, effective, standing=stands, at=at), "actor": "officer"}
    return moves_from(effective, stands, actors=actors, scope=scope)


@dataclass(frozen=True)
class Progress:
    """What a resident sees of a case: where it is, what happens next, what was said. Nothing of the office's.

    moves: their own, also those that cannot be taken now.
    """

    case: Case
    effective: Effective
    deadlines: tuple[CaseDeadline, ...]
    messages: tuple[Message, ...]
    moves: tuple[Move, ...]
    standing: CaseStanding
    scope: Scope

    @property
    def state(self) -> Words:
        """What the case's state is called for residents."""
        return self.effective.pattern.case.states[self.case.state].label


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that a journey opened, as its confirmation names it. due_dates: of its deadlines that run, ISO, by id."""

    id: UUID
    reference: str
    title: Words
    due_dates: Mapping[str, str]


def sent_by(journey_id: UUID) -> QuerySet[Case]:
    """Return the cases that submitting the journey opened; not those that an alert did, of which nobody is told."""
    return Case.objects.filter(journey_id=journey_id).exclude(item__startswith=ALERT)


def opened_by(journey_id: UUID) -> tuple[Opened, ...]:
    """Return the cases that the journey opened, in the order chosen. Two queries."""
    rows = tuple(sent_by(journey_id).order_by("id").defer("answers", "facts"))
    due: dict[UUID, dict[str, str]] = {case.id: {} for case in rows}
    for each in CaseDeadline.objects.filter(case__in=due, ended_at=None).exclude(due_date=None):
        due[each.case_id][each.kind] = str(each.due_date)
    return tuple(Opened(row.id, row.reference, Words(en=row.title_en, cy=row.title_cy), due[row.id]) for row in rows)


def progress_of(case_id: UUID, *, council: CouncilSite, at: datetime) -> Progress | None:
    """Return the progress of a case whose reader has been verified, or None when it is gone."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        return None
    effective = effective_of_case(case, council=council, at=at)
    deadlines = deadlines_of(case)
    standing = standing_of_case(case, effective, deadlines=deadlines)
    return Progress(
        case=case,
        effective=effective,
        deadlines=deadlines,
        messages=tuple(case.messages.exclude(state="failed").order_by("-composed_at")),
        moves=moves_of(case, effective, ("resident",), standing=standing, at=at),
        standing=standing,
        scope=scope_of_case(case, effective, standing=standing, at=at),
    )
