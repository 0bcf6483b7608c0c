"""What is due to go, what holds it, what became of each run, and until when is this case kept?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

# The nouns that these reads return are named here for the sites, which know no models.
from commonhall.cases.models import Case
from commonhall.cases.scopes import effective_of_case
from commonhall.cases.visible import cases_visible_to
from commonhall.contacts.models import Person
from commonhall.core.clocks.deadlines import add_months
from commonhall.core.lifecycle.retaining import last_day, rule_of
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.models import Journey
from commonhall.people.policies import ANY_PATTERN, Action, Member, reach, shows_restricted
from commonhall.retention.held import asking_for_access, held_now, kept_back
from commonhall.retention.models import Hold as Hold
from commonhall.retention.models import Item as Item
from commonhall.retention.models import Lengthening as Lengthening
from commonhall.retention.models import Pack as Pack
from commonhall.retention.models import Part as Part
from commonhall.retention.models import Run as Run
from commonhall.retention.packing import packs_visible_to
from commonhall.retention.starting import kept_since

PAGE = 50


class RunUnknown(LookupError):
    """There is no such run, or the member may not see the cases of its pattern."""


class HoldUnknown(LookupError):
    """There is no such hold, or it is on something that the member may not see."""


@dataclass(frozen=True, slots=True)
class Due:
    """Cases that one rule of a pattern lets go: how many there are, and of those how many something keeps.

    first, last: when the first and the last of them were closed. waiting: how many are in a run already.
    """

    pattern: str
    title: Words
    rule: int | None
    then: str
    months: int
    longer: int
    why: Words
    law: Words
    number: int
    held: int
    kept: int
    waiting: int
    first: date
    last: date

    @property
    def free(self) -> int:
        """How many a run proposed now would take."""
        return max(self.number - self.held - self.kept - self.waiting, 0)


@dataclass(frozen=True, slots=True)
class UnfinishedJourneys:
    """Journeys that were never sent, by service: how many wait, and how many of them go within a week by themselves."""

    service: str
    number: int
    soon: int
    first: date


@dataclass(frozen=True, slots=True)
class KeptUntil:
    """Until when a closed case is kept, and why. day: the last one. law: on which the service stands."""

    day: date
    then: str
    why: Words
    law: Words
    longer: int
    longer_why: str


def lengthenings() -> Mapping[str, Lengthening]:
    """Return by pattern what the council keeps longer."""
    return {row.pattern: row for row in Lengthening.objects.order_by("pattern")}


def due_rows(rows: QuerySet[Case], *, today: date) -> QuerySet[Case]:
    """Return those of ``rows`` whose last day is over. Of a pattern that is kept longer, at most three days late."""
    longer = lengthenings()
    over = Q(dispose_date__lt=today) & ~Q(pattern__in=list(longer))
    for pattern, row in longer.items():
        over |= Q(pattern=pattern, dispose_date__lt=add_months(today, -row.months))
    return rows.filter(over, phase="closed", anonymised_at=None)


def due_for_disposal(member: Member, *, council: CouncilSite, at: datetime) -> list[Due]:
    """Return what is due among the cases that ``member`` may dispose of: by pattern, rule and way of going."""
    return due_among(cases_visible_to(member, "dispose"), council=council, at=at)


def due_among(cases: QuerySet[Case], *, council: CouncilSite, at: datetime) -> list[Due]:
    """Return what is due among ``cases``: by pattern, rule and way of going."""
    today = london_day(at)
    rows = due_rows(cases, today=today)
    held, asking, longer = held_now(), asking_for_access(), lengthenings()
    by = ("pattern", "dispose_rule", "dispose_then")
    free = rows.exclude(held.rows)
    waiting = free.filter(id__in=Item.objects.filter(state="waiting").values("case_id"))
    kept = kept_back(free.exclude(id__in=Item.objects.filter(state="waiting").values("case_id")),
                     asking=asking, today=today)  # fmt: skip
    counts = [_counted(each, by) for each in (rows.filter(held.rows), kept, waiting)]
    found = []
    for group in rows.values(*by).annotate(
        number=Count("id"), first=Min("closed_at"), last=Max("closed_at")
    ).order_by(*by):  # fmt: skip
        key = tuple(group[name] for name in by)
        case = rows.filter(**{name: group[name] for name in by}).order_by("-closed_at", "-id")[0]
        pattern = (effective := effective_of_case(case, council=council, at=at)).pattern
        rule = rule_of(effective, case.dispose_rule)
        added = longer.get(case.pattern)
        found.append(
            Due(
                pattern=case.pattern,
                title=pattern.title,
                rule=case.dispose_rule,
                then=case.dispose_then,
                months=rule.months,
                longer=added.months if added else 0,
                why=rule.why or pattern.case.retention.why,
                law=pattern.privacy.law,
                number=group["number"],
                held=counts[0].get(key, 0),
                kept=counts[1].get(key, 0),
                waiting=counts[2].get(key, 0),
                first=london_day(group["first"]),
                last=london_day(group["last"]),
            )
        )
    return found


def _counted(rows: QuerySet[Case], by: tuple[str, ...]) -> dict[tuple[object, ...], int]:
    groups = rows.order_by().values(*by).annotate(number=Count("id"))
    return {tuple(group[name] for name in by): group["number"] for group in groups}


def unfinished_journeys(*, at: datetime) -> list[UnfinishedJourneys]:
    """Return the journeys that were begun and not sent, by service. They go by themselves on their day."""
    week = london_day(at)
    rows = Journey.objects.filter(state__in=("started", "ended")).values("service").order_by("service")
    groups = rows.annotate(
        number=Count("id"), soon=Count("id", filter=Q(expires_at__date__lte=date.fromordinal(week.toordinal() + 7))),
        first=Min("expires_at"),
    )  # fmt: skip
    return [UnfinishedJourneys(g["service"], g["number"], g["soon"], london_day(g["first"])) for g in groups]


def kept_until(case: Case, *, council: CouncilSite, at: datetime) -> KeptUntil | None:
    """Return until when ``case`` is kept; None for one that is not closed, or is anonymous already."""
    if case.closed_at is None or not case.dispose_then or case.anonymised_at is not None:
        return None
    effective = effective_of_case(case, council=council, at=at)
    rule = rule_of(effective, case.dispose_rule)
    added = lengthenings().get(case.pattern)
    return KeptUntil(
        day=last_day(
            effective,
            case.dispose_rule,
            since=kept_since(case, effective, case.dispose_rule),
            longer=added.months if added else 0,
        ),
        then=case.dispose_then,
        why=rule.why or effective.pattern.case.retention.why,
        law=effective.pattern.privacy.law,
        longer=added.months if added else 0,
        longer_why=added.reason if added else "",
    )


def holds_on(case: Case) -> list[Hold]:
    """Return the holds that keep ``case``: on itself, its person or its pattern. No joined records are looked up."""
    about = Q(scope="case", subject_id=case.id) | Q(scope="pattern", pattern=case.pattern)
    if case.person_id:
        about |= Q(scope="person", subject_id=case.person_id)
    return list(Hold.objects.filter(about, released_at=None).order_by("placed_at"))


@dataclass(frozen=True, slots=True)
class HoldShown:
    """A hold with what it is on: the reference of its case, the name of its person, or a pattern."""

    hold: Hold
    what: str


def holds(member: Member, *, released: bool = False) -> list[HoldShown]:
    """Return the holds on what ``member`` may see, those to be reviewed first at the head; or those that were released.

    A hold on a sensitive case, or on a person known only from such, is there only for whoever may see the case.
    """
    rows = Hold.objects.exclude(released_at=None) if released else Hold.objects.filter(released_at=None)
    order = ("-released_at", "id") if released else ("review_date", "id")
    shown = (_shown(member, hold) for hold in rows.order_by(*order)[:500])
    return [each for each in shown if each is not None]


def get_hold(member: Member, hold_id: UUID) -> HoldShown:
    """Return a hold on something that ``member`` may see. Raises HoldUnknown."""
    hold = Hold.objects.filter(id=hold_id).first()
    shown = _shown(member, hold) if hold else None
    if shown is None:
        raise HoldUnknown(str(hold_id))
    return shown


def _shown(member: Member, hold: Hold) -> HoldShown | None:
    visible = cases_visible_to(member, "hold")
    if hold.subject_id is None:
        return HoldShown(hold, hold.pattern) if may(member, "hold", hold.pattern, hold.restricted) else None
    if hold.scope == "case":
        reference = visible.filter(id=hold.subject_id).values_list("reference", flat=True).first()
        return HoldShown(hold, reference) if reference else None
    person = Person.objects.filter(id=hold.subject_id).first()
    if person is None or not visible.filter(person_id=person.id).exists():
        return None
    return HoldShown(hold, person.name or person.email or person.phone_typed)


def may(member: Member, action: Action, pattern: str, restricted: bool) -> bool:
    """Return whether ``member`` may do that with all cases of a pattern. restricted: only few may know of them."""
    return any(
        grant.pattern in (ANY_PATTERN, pattern)
        and grant.team_id is None
        and not grant.ward
        and (shows_restricted(grant) or not restricted)
        for grant in reach(member, action)
    )


def runs(member: Member) -> list[Run]:
    """Return the newest runs of patterns that ``member`` may dispose of."""
    rows = Run.objects.order_by("-proposed_at", "-id")[:PAGE]
    return [run for run in rows if may(member, "dispose", run.pattern, run.restricted)]


def get_run(member: Member, run_id: UUID) -> Run:
    """Return a run of a pattern that ``member`` may dispose of. Raises RunUnknown."""
    run: Run | None = Run.objects.filter(id=run_id).first()
    if run is None or not may(member, "dispose", run.pattern, run.restricted):
        raise RunUnknown(str(run_id))
    return run


def progress_of_run(run: Run) -> dict[str, int]:
    """Return how many items of ``run`` are in each state."""
    rows = Item.objects.filter(run=run).order_by().values("state").annotate(number=Count("id"))
    return {row["state"]: row["number"] for row in rows}


def skipped_of_run(run: Run) -> dict[str, int]:
    """Return how many cases of ``run`` were skipped, by reason."""
    rows = Item.objects.filter(run=run, state="skipped").order_by().values("reason").annotate(number=Count("id"))
    return {row["reason"]: row["number"] for row in rows}


def items_of_run(run: Run, *, after: UUID | None = None) -> list[Item]:
    """Return up to a page of the items of ``run`` after the one with the id ``after``, in the order of their ids."""
    rows = Item.objects.filter(run=run)
    return list((rows.filter(id__gt=after) if after else rows).order_by("id")[: PAGE + 1])


def newest_packs(member: Member) -> list[Pack]:
    """Return the newest packs all of which ``member`` may see."""
    return list(packs_visible_to(member).order_by("-begun_at", "-id")[:PAGE])


def parts_of(pack: Pack) -> list[Part]:
    """Return the parts of a pack in their order."""
    return list(Part.objects.filter(pack=pack).order_by("place"))
