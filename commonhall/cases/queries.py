"""Which cases are there for this person to see, and what is everything about one of them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import connection
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery

# The nouns that these reads return are named here for the sites, which know no models.
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
from commonhall.contacts.models import Person
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.lifecycle.moves import Move, moves_from
from commonhall.core.lifecycle.standing import CaseStanding
from commonhall.core.questions.question import Option, Setting
from commonhall.core.values.dates import from_london, london, london_day
from commonhall.core.values.email import EmailNotRecognised, parse_email
from commonhall.core.values.reference import ReferenceNotRecognised, parse_reference
from commonhall.core.values.words import Language, Words
from commonhall.councils.queries import CouncilSite
from commonhall.people.models import Membership, Team
from commonhall.people.policies import ANY_PATTERN, Action, Member, reach
from commonhall.people.queries import TeamNamed, teams
from commonhall.record.queries import Happening, events_about

PAGE = 50
"""Cases on one page of a queue."""
MOST_COUNTED = 1000
"""Counts stop here and are shown as "1,000+": an exact count of a long queue helps nobody and costs time."""
ALERT = "alert:"
"""How the item of a case begins that an alert opened."""

Due = Literal["", "overdue", "today", "soon"]


class CaseUnknown(LookupError):
    """There is no such case, or the member may not see it: the two cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a queue shows. Empty means all. owner: ``me``, ``none`` or ``""``. phase: ``open`` is all but closed.

    A search looks at closed cases too, whatever the phase: who types a reference wants that case.
    """

    phase: Literal["open", "waiting", "closed"] = "open"
    pattern: str = ""
    team: str = ""
    state: str = ""
    owner: Literal["", "me", "none"] = ""
    due: Due = ""
    language: str = ""
    search: str = ""

    @property
    def newest_closed_first(self) -> bool:
        """Whether the list is one of closed cases, which is read from the last closed."""
        return self.phase == "closed" and not self.search.strip()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a queue, to go on from: the sort key of the last case shown, and which way to go."""

    at: datetime
    id: UUID
    back: bool = False


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of a queue. before and after are None where the queue ends."""

    cases: tuple[Case, ...]
    before: Place | None
    after: Place | None


def cases_visible_to(member: Member, action: Action = "view") -> QuerySet[Case]:
    """Return the cases that ``member`` may see: the one predicate that lists, counts, search and pages use.

    A restricted case is there only for its own team and for whoever was granted its very pattern: a grant of all
    patterns for all teams does not show it. action: what the grants must allow, such as figures of them.
    """
    allowed = Q(pk__in=[])
    for grant in reach(member, action):
        any_team, any_pattern = grant.team_id is None, grant.pattern == ANY_PATTERN
        one = Q() if any_pattern else Q(pattern=grant.pattern)
        if not any_team:
            one &= Q(team=Subquery(Team.objects.filter(id=grant.team_id).values("slug")))
        elif any_pattern:
            one = Q(restricted=False)
        allowed |= one
    return Case.objects.filter(allowed)


def filtered(member: Member, chosen: Filter, *, at: datetime) -> QuerySet[Case]:
    """Return the cases of a queue, without an order."""
    rows = cases_visible_to(member)
    if not chosen.search.strip():
        rows = rows.filter(phase="closed") if chosen.phase == "closed" else rows.exclude(phase="closed")
        if chosen.phase == "waiting":
            rows = rows.filter(phase="waiting")
    for name in ("pattern", "team", "state", "language"):
        if getattr(chosen, name):
            rows = rows.filter(**{name: getattr(chosen, name)})
    if chosen.owner:
        rows = rows.filter(owner_id=member.membership_id if chosen.owner == "me" else None)
    if chosen.due:
        rows = _due(rows, chosen.due, at)
    return _search(rows, chosen.search) if chosen.search.strip() else rows


def _due(rows: QuerySet[Case], due: Due, at: datetime) -> QuerySet[Case]:
    """Overdue: its last day is over. Today: that day is today. Soon: within the next three days."""
    if due == "overdue":
        return rows.filter(due_at__lte=at)
    last = london_day(at) + timedelta(days=1 if due == "today" else 4)
    return rows.filter(due_at__gt=at, due_at__lte=from_london(f"{last}T00:00:00"))


def _search(rows: QuerySet[Case], typed: str) -> QuerySet[Case]:
    """Find what officers type: a reference, an e-mail address, a postcode or a UPRN. Index-friendly under the wall."""
    try:
        return rows.filter(reference=parse_reference(typed))
    except ReferenceNotRecognised:
        pass
    try:
        email = parse_email(typed)
    except EmailNotRecognised:
        text = " ".join(typed.upper().split())
        return rows.filter(uprn=text.lstrip("0")) if text.isdigit() else rows.filter(postcode=text)
    return rows.filter(person_id__in=Person.objects.filter(email__in={email, email.lower()}).values("id"))


def queue(member: Member, chosen: Filter, *, start: Place | None = None, at: datetime) -> QueuePage:
    """Return one page of a queue by due date, then age; closed cases the last closed first. One query.

    Pages are found by key, so page 500 costs what page 1 does.
    """
    column = "closed_at" if chosen.newest_closed_first else "due_at"
    back = start is not None and start.back
    rows = _in_order(member, chosen, start, at)
    found = list(rows.annotate(owner_name=_owner_name()).defer("answers", "facts")[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    has_before = more if back else start is not None
    has_after = start is not None if back else more
    return QueuePage(
        cases=tuple(found),
        before=Place(getattr(found[0], column), found[0].id, back=True) if found and has_before else None,
        after=Place(getattr(found[-1], column), found[-1].id) if found and has_after else None,
    )


def _owner_name() -> Subquery:
    return Subquery(Membership.objects.filter(id=OuterRef("owner_id")).values("name"))


def _in_order(member: Member, chosen: Filter, start: Place | None, at: datetime) -> QuerySet[Case]:
    """Return the cases of a queue from ``start`` on, in the order in which they are then read."""
    down = chosen.newest_closed_first
    column = "closed_at" if down else "due_at"
    back = start is not None and start.back
    rows = filtered(member, chosen, at=at)
    if start is not None:
        side = "lt" if down != back else "gt"
        rows = rows.filter(
            Q(**{f"{column}__{side}": start.at}) | Q(**{column: start.at, f"id__{side}": start.id}),
            **{f"{column}__{side}e": start.at},
        )
    sign = "-" if down != back else ""
    return rows.order_by(f"{sign}{column}", f"{sign}id")


def place_of(case: Case, chosen: Filter) -> Place:
    """Return where ``case`` stands in a queue, so that one can go on from it even after it has left the queue."""
    at = case.closed_at if chosen.newest_closed_first else None
    return Place(at or case.due_at, case.id)


def find_next(member: Member, chosen: Filter, place: Place, *, at: datetime) -> Case | None:
    """Return the case that comes after ``place`` in a queue, or None at its end. One query."""
    return _in_order(member, chosen, place, at).defer("answers", "facts").first()


def counted(rows: QuerySet[Case]) -> int:
    """Return how many ``rows`` there are, at most MOST_COUNTED + 1."""
    return rows.order_by().values("id")[: MOST_COUNTED + 1].count()


def counts_of(member: Member, lists: Sequence[Filter], *, at: datetime) -> tuple[int, ...]:
    """Return how many cases each of ``lists`` has, each at most MOST_COUNTED + 1. One statement for them all."""
    if not reach(member, "view"):
        return (0,) * len(lists)
    parts: list[str] = []
    values: list[Any] = []
    for chosen in lists:
        rows = filtered(member, chosen, at=at).order_by().values("id")[: MOST_COUNTED + 1]
        sql, params = rows.query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS listed)")  # noqa: S608 made by the ORM, values apart
        values += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return tuple(int(each) for each in cursor.fetchone())


@dataclass(frozen=True)
class CasePage:
    """Everything about one case.

    roles: those in which the member may act on it. owner_name: blank for nobody. followed_by: how many people reported
    the same and follow it. teams: all of the council's.
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
    messages: tuple[Message, ...]
    events: tuple[Happening, ...]
    moves: tuple[Move, ...]
    standing: CaseStanding
    scope: Scope

    def setting(self, language: Language) -> Setting:
        """Return what showing the case's answers needs to know: the words of the options that were chosen."""
        chosen: Mapping[str, Mapping[str, Any]] = self.case.facts.get("chosen") or {}
        options = {
            name: [Option(value=value, label=Words.model_validate(label)) for value, label in labels.items()]
            for name, labels in chosen.items()
        }
        return Setting(language=language, today=london(self.case.opened_at)[:10], options=options)


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
        owner_name=_owner_name(), followed_by=Subquery(followers.values("number"), output_field=IntegerField())
    )
    case = rows.first()
    if case is None:
        raise CaseUnknown(reference)
    effective = effective_of_case(case, council=council, at=at)
    roles = roles_on(member, case, named=(named := tuple(teams())))
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
        messages=tuple(case.messages.order_by("-composed_at")),
        events=tuple(events_about(("case", case.id))),
        moves=moves_of(case, effective, roles, standing=standing, at=at),
        standing=standing,
        scope=scope_of_case(case, effective, standing=standing, at=at),
    )


def roles_on(member: Member, case: Case, *, named: Sequence[TeamNamed] | None = None) -> tuple[str, ...]:
    """Return the roles in which ``member`` may act on ``case``: an officer's, and a lead's where they have it.

    named: the council's teams, where they have been read already.
    """
    slugs: Mapping[UUID, str] = {team.id: team.slug for team in (teams() if named is None else named)}
    roles = {
        grant.role
        for grant in reach(member, "work")
        if grant.pattern in (ANY_PATTERN, case.pattern)
        and (grant.team_id is None or slugs.get(grant.team_id) == case.team)
        and not (case.restricted and grant.team_id is None and grant.pattern == ANY_PATTERN)
    }
    return tuple(sorted(roles | ({"officer"} if "lead" in roles else set())))


def moves_of(
    case: Case, effective: Effective, actors: Sequence[str], *, standing: CaseStanding | None = None, at: datetime
) -> tuple[Move, ...]:
    """Return the transitions that ``actors`` may take on ``case`` now, and those that they may not, with the reason."""
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


def find_progress(*, reference: str, email: str, council: CouncilSite, at: datetime) -> Progress | None:
    """Return the progress of the case with this reference when the e-mail address is that of its person, else None."""
    try:
        wanted, address = parse_reference(reference), parse_email(email)
    except (ReferenceNotRecognised, EmailNotRecognised):
        return None
    case = Case.objects.filter(reference=wanted).first()
    if case is None or not Person.objects.filter(id=case.person_id, email__iexact=address).exists():
        return None
    return progress_of(case.id, council=council, at=at)


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
