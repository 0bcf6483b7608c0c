"""Do two officers who join, part or decide at the same moment leave one true record, with nothing lost or doubled?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections

from commonhall.cases.people.gathering import match_some
from commonhall.contacts.editing import Contact, add_person
from commonhall.contacts.joining import family_of, survivor_of
from commonhall.contacts.matching import people_to_match
from commonhall.contacts.merging import MergeRefused, merge_people, unmerge_people
from commonhall.contacts.models import Detail, Merge, Person, Preferences, Suggestion
from commonhall.contacts.preferring import Wishes, set_preferences
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event

AT = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
ADA = Actor("staff", UUID(int=7), "Ada Officer")
pytestmark = pytest.mark.commits


def people(council: CouncilSite, number: int) -> list[UUID]:
    contact = Contact(name="Ana Rees", email="ana@example.org", phone="07700 900123", birth_date=date(1980, 2, 3))
    with in_council(council):
        return [add_person(contact=contact, by=ADA, at=AT).id for _ in range(number)]


def at_once(council: CouncilSite, acts: list[Callable[[], object]]) -> list[str]:
    """Do all ``acts`` at the same moment, each in a transaction of its own; return how each ended."""
    together = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            with in_council(council):
                together.wait()
                act()
        except MergeRefused as refused:
            return refused.code
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def joining(merged: UUID, survivor: UUID) -> Callable[[], object]:
    return lambda: merge_people(merged_id=merged, survivor_id=survivor, why="The same", by=ADA, at=AT)


def test_joined_both_ways_at_once_goes_one_way(committed: None, council: CouncilSite) -> None:
    one, other = people(council, 2)
    assert at_once(council, [joining(one, other), joining(other, one)]) == ["done", "same"]
    with in_council(council):
        assert Merge.objects.count() == 1
        assert survivor_of(one) == survivor_of(other)
        assert Event.objects.filter(kind="people_joined").count() == 2


@pytest.mark.parametrize("again", range(5))
def test_a_chain_joined_from_both_ends_has_one_end(committed: None, council: CouncilSite, again: int) -> None:
    """Repeated, since whether locks meet in a circle is a matter of chance."""
    a, b, c = people(council, 3)
    at_once(council, [joining(a, b), joining(b, c), joining(c, a)])
    with in_council(council):
        assert family_of(a).ids == family_of(b).ids == family_of(c).ids == {a, b, c}
        assert Person.objects.filter(merged_into=None).count() == 1
        assert Merge.objects.count() == 2


def test_parted_twice_at_once_is_parted_once(committed: None, council: CouncilSite) -> None:
    one, other = people(council, 2)
    with in_council(council):
        merge = merge_people(merged_id=one, survivor_id=other, why="The same", by=ADA, at=AT)
    # One line each beside its twin:
    part: Callable[[], object] = lambda: unmerge_people(merge_id=merge.id, why="Not so", by=ADA, at=AT)  # noqa: E731
    assert at_once(council, [part, part]) == ["done", "done"]
    with in_council(council):
        assert Event.objects.filter(kind="people_parted").count() == 2  # one for each record
        assert survivor_of(one) == one


def test_preferences_set_at_once_are_one_row(committed: None, council: CouncilSite) -> None:
    (person,) = people(council, 1)
    acts: list[Callable[[], object]] = [
        lambda: set_preferences(person_id=person, wishes=Wishes(channel="email"), by=ADA, at=AT),
        lambda: set_preferences(person_id=person, wishes=Wishes(channel="letter"), by=ADA, at=AT),
    ]
    at_once(council, acts)
    with in_council(council):
        assert Preferences.objects.count() == 1
        assert Event.objects.filter(kind="preferences_set").count() == 2


def test_two_workers_match_everybody_once(committed: None, council: CouncilSite) -> None:
    people(council, 6)

    def work(_: int) -> int:
        try:
            return match_some(council, at=AT, most=3)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == 6
    with in_council(council):
        assert not people_to_match(most=10)
        pairs = list(Suggestion.objects.values_list("one_id", "other_id"))
        assert len(pairs) == len(set(pairs))


def test_matching_that_is_killed_leaves_nothing_half_done(
    committed: None, council: CouncilSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(council, 2)
    with in_council(council):
        before = Detail.objects.count()
    monkeypatch.setattr("commonhall.cases.people.gathering.mark_matched", lambda *given, **named: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        match_some(council, at=AT)
    monkeypatch.undo()
    with in_council(council):
        assert (Detail.objects.count(), Suggestion.objects.count()) == (before, 0)
    assert match_some(council, at=AT) == 2
    with in_council(council):
        assert Suggestion.objects.count() == 1
