"""Which records may be one person? Candidates by what indexes find, points by the table, pairs for people to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from commonhall.contacts.joining import heads_of, members_of
from commonhall.contacts.models import Detail, MatchingRules, Person, Suggestion
from commonhall.core.matching.names import folded_name
from commonhall.core.matching.points import POSSIBLE, Facts, Reached, Scored, Weights, certain, score
from commonhall.councils.actors import Actor
from commonhall.record.operations import record_event

BLOCK: Final = 60
"""Of so many at most with the same address or number are compared: a hostel's address tells nobody apart."""
BLOCKS: Final = ("ni", "email", "phone", "vehicle", "account", "address")
MOBILE: Final = "+447"
LATER: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people, by the records that go on for them, with their points."""

    one: UUID
    other: UUID
    scored: Scored


def weights_here() -> Weights:
    """Return what each piece of evidence counts at this council."""
    record = MatchingRules.objects.values_list("weights", flat=True).first()
    return Weights.of(record or {})


@transaction.atomic
def set_weights(*, weights: Mapping[str, int], by: Actor, at: datetime) -> Weights:
    """Let evidence count otherwise at this council. Pairs that were judged stay judged."""
    kept = {name: int(value) for name, value in weights.items()}
    values = {"weights": kept, "changed_at": at, "changed_by": by.name}
    rules, _ = MatchingRules.objects.update_or_create(defaults=values)
    record_event(kind="matching_rules_set", subject=("council", rules.council_id), facts=kept, by=by, at=at)
    return Weights.of(kept)


def people_to_match(*, most: int) -> list[Person]:
    """Return people who were not compared yet, the longest waiting first, with locks that others skip."""
    waiting = Person.objects.select_for_update(skip_locked=True).filter(matched_at=None)
    return list(waiting.order_by("made_at", "id")[:most])


def mark_matched(person_ids: Collection[UUID], *, at: datetime) -> None:
    """Say that these people were compared."""
    Person.objects.filter(id__in=list(person_ids)).update(matched_at=at)


def candidates_of(person: Person) -> frozenset[UUID]:
    """Return the people with whom it is worth comparing this one: by blocks that an index answers, never all."""
    found: set[UUID] = set()
    for kind, value in Detail.objects.filter(person_id=person.id, kind__in=BLOCKS).values_list("kind", "value"):
        found |= _some(Detail.objects.filter(kind=kind, value=value), "person_id")
    if person.email:
        found |= _some(Person.objects.filter(email=person.email), "id")
    if person.phone:
        found |= _some(Person.objects.filter(phone=person.phone), "id")
    if person.birth_date:
        found |= _some(Person.objects.filter(surname=person.surname, birth_date=person.birth_date), "id")
        found |= _born_near(person, person.birth_date)
    return frozenset(found - {person.id})


def _some(rows: QuerySet, column: str) -> set[UUID]:  # type: ignore[type-arg]  # rows of any table
    return set(rows.order_by(f"-{column}").values_list(column, flat=True)[:BLOCK])


def _born_near(person: Person, born: date) -> set[UUID]:
    """Return those of the same postcode who were born in the same year."""
    places = set(Detail.objects.filter(person_id=person.id).exclude(postcode="").values_list("postcode", flat=True))
    if not places:
        return set()
    there = Detail.objects.filter(postcode__in=places).order_by().values("person_id")
    same_year = Q(birth_date__gte=date(born.year, 1, 1), birth_date__lte=date(born.year, 12, 31))
    return _some(Person.objects.filter(same_year, id__in=there), "id")


def facts_of(ids: Iterable[UUID]) -> dict[UUID, Facts]:
    """Return what is known of each of these people, joined records as one: by the record that goes on."""
    owner = members_of(set(heads_of(ids).values()))
    people: dict[UUID, list[Person]] = defaultdict(list)
    for person in Person.objects.filter(id__in=owner):
        people[owner[person.id]].append(person)
    known: dict[UUID, list[Detail]] = defaultdict(list)
    for detail in Detail.objects.filter(person_id__in=owner):
        known[owner[detail.person_id]].append(detail)
    shared = _shared(known)
    return {head: _facts(ones, known[head], shared) for head, ones in people.items()}


def _shared(known: Mapping[UUID, list[Detail]]) -> dict[tuple[str, str], int]:
    """Return how many people have each e-mail address and phone number."""
    reach = {(each.kind, each.value) for ones in known.values() for each in ones if each.kind in ("email", "phone")}
    values = {value for _, value in reach}
    rows = Detail.objects.filter(kind__in=("email", "phone"), value__in=values, person__merged_into=None)
    counted = rows.order_by().values_list("kind", "value").annotate(number=Count("person_id", distinct=True))
    return {(kind, value): number for kind, value, number in counted}


def _facts(people: list[Person], known: list[Detail], shared: Mapping[tuple[str, str], int]) -> Facts:
    def reached(kind: str) -> dict[str, Reached]:
        ours = [each for each in known if each.kind == kind]
        proved = {each.value for each in ours if each.level == "verified"}
        return {each.value: Reached(each.value in proved, shared.get((kind, each.value), 1)) for each in ours}

    def values(*kinds: str) -> frozenset[str]:
        return frozenset(f"{each.kind}:{each.value}" for each in known if each.kind in kinds)

    homes = [each for each in known if each.kind == "address" and each.uprn]
    now = frozenset(each.uprn for each in homes if each.until_at is None)
    names = {person.name for person in people} | {each.shown for each in known if each.kind == "name"}
    born = sorted(person.birth_date.isoformat() for person in people if person.birth_date)
    return Facts(
        names=tuple(sorted({folded_name(name) for name in names if name}, key=lambda each: each.full)),
        birth_date=born[-1] if born else "",
        strong=values("ni"),
        emails=reached("email"),
        mobiles={value: each for value, each in reached("phone").items() if value.startswith(MOBILE)},
        uprns_now=now,
        uprns_earlier=frozenset(each.uprn for each in homes) - now,
        other=values("vehicle", "account"),
    )


def pairs_with(person: Person, *, weights: Weights) -> Iterator[Pair]:
    """Yield the people who may be the same as this one, with their points."""
    candidates = candidates_of(person)
    if not candidates:
        return
    heads = heads_of([person.id, *candidates])
    mine = heads[person.id]
    others = {heads[each] for each in candidates if each in heads} - {mine}
    facts = facts_of([mine, *others])
    for other in sorted(others):
        scored = score(facts[mine], facts[other], weights)
        if scored.verdict:
            one, two = sorted((mine, other))
            yield Pair(one, two, scored)


def proved_same(person: Person) -> tuple[UUID, ...]:
    """Return the people who proved to be the same as this one, by the records that go on for them.

    Source: the casework reference, section 6: the same verified identity is linked at once. Whom somebody kept apart
    from this one, and whoever is in a restricted record, is not among them.
    """
    candidates = candidates_of(person)
    heads = heads_of([person.id, *candidates])
    mine = heads[person.id]
    others = {heads[each] for each in candidates if each in heads} - {mine} - _kept_apart(mine)
    plain = set(Person.objects.filter(id__in=[mine, *others], restricted=False).values_list("id", flat=True))
    if mine not in plain or not others & plain:
        return ()
    facts = facts_of([mine, *(others & plain)])
    return tuple(other for other in sorted(others & plain) if certain(facts[mine], facts[other]))


def suggest(*, person: Person, weights: Weights, at: datetime) -> int:
    """Keep who may be the same as this person, for people to judge; return how many are new or changed.

    A pair that was judged is not brought up again, and what speaks for a pair no more is withdrawn.
    """
    pairs = {(pair.one, pair.other): pair for pair in pairs_with(person, weights=weights)}
    mine = heads_of([person.id])[person.id]
    apart = _kept_apart(mine)
    pairs = {key: pair for key, pair in pairs.items() if not apart & set(key)}
    there = {
        (row.one_id, row.other_id): row
        for row in Suggestion.objects.select_for_update().filter(Q(one_id=mine) | Q(other_id=mine))
    }
    changed = 0
    for key, pair in pairs.items():
        row = there.get(key)
        if row is None:
            reasons = [list(each) for each in pair.scored.reasons]
            made = Suggestion(one_id=key[0], other_id=key[1], points=pair.scored.points, reasons=reasons, made_at=at)
            made.save(force_insert=True)
            changed += 1
        elif row.state in ("open", "later", "gone") and row.points != pair.scored.points:
            row.points, row.reasons = pair.scored.points, [list(each) for each in pair.scored.reasons]
            row.state = "open" if row.state == "gone" else row.state
            row.save(update_fields=["points", "reasons", "state"])
            changed += 1
    gone = [row.id for key, row in there.items() if key not in pairs and row.state in ("open", "later")]
    Suggestion.objects.filter(id__in=gone).update(state="gone")
    return changed


def _kept_apart(head: UUID) -> set[UUID]:
    """Return those of whom somebody said that they are another than this person, of whichever of their records."""
    ours = set(members_of([head]))
    rows = Suggestion.objects.filter(Q(one_id__in=ours) | Q(other_id__in=ours), state="different")
    said = {each for pair in rows.values_list("one_id", "other_id") for each in pair} - ours
    return set(heads_of(said).values())


def suggestions_waiting(*, at: datetime) -> QuerySet[Suggestion]:
    """Return the pairs that wait to be judged, the likeliest first."""
    waiting = Q(state="open") | Q(state="later", again_at__lte=at)
    rows: QuerySet[Suggestion] = Suggestion.objects.filter(waiting, points__gte=POSSIBLE)
    unjoined = rows.filter(one__merged_into=None, other__merged_into=None)
    return unjoined.select_related("one", "other").order_by("-points", "-id")


class SuggestionUnknown(LookupError):
    """There is no such pair."""


def get_suggestion(suggestion_id: UUID) -> Suggestion:
    """Return a pair with its people. Raises SuggestionUnknown."""
    found: Suggestion | None = Suggestion.objects.select_related("one", "other").filter(id=suggestion_id).first()
    if found is None:
        raise SuggestionUnknown(str(suggestion_id))
    return found


@transaction.atomic
def judge_later(*, suggestion_id: UUID, by: Actor, at: datetime) -> Suggestion:
    """Put a pair off for thirty days. One that was judged meanwhile stays so. Raises SuggestionUnknown."""
    rows = Suggestion.objects.select_for_update().filter(id=suggestion_id)
    found: Suggestion | None = rows.first()
    if found is None:
        raise SuggestionUnknown(str(suggestion_id))
    if found.state in ("open", "later"):
        found.state, found.again_at, found.decided_at, found.decided_by = "later", at + LATER, at, by.name
        found.save(update_fields=["state", "again_at", "decided_at", "decided_by"])
    return found
