"""A submitted journey becomes cases once, whole or not at all, and the other council sees nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from commonhall.cases.intake import JourneyNotReady, submit, submitted_before
from commonhall.cases.models import Case, CaseDeadline
from commonhall.contacts.models import Person
from commonhall.core.values.reference import parse_reference
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.queries import standing_of
from commonhall.record.models import Event, Outbox
from tests.rooms.work.skips import AT, adopt_skips, begin, fill_in, read_again


def test_one_case_for_each_thing_chosen(council: CouncilSite) -> None:
    with in_council(council):
        journey, token = begin(adopt_skips(council))
        submitted = submit(standing=fill_in(journey, council), at=AT)
        cases = list(Case.objects.order_by("id"))
        assert [case.item for case in cases] == ["small", "large"]
        assert [case.reference for case in cases] == list(submitted.references)
        assert all(parse_reference(reference) == reference for reference in submitted.references)
        assert cases[0].title_en == "Skip for Ffion Garside"
        assert cases[0].answers["days"] == 5
        assert Person.objects.get().email == "ffion.garside@example.org"
        deadline = CaseDeadline.objects.filter(case=cases[0]).get()
        assert deadline.due_date == date(2026, 6, 15)
        assert deadline.due_at == cases[0].due_at == datetime(2026, 6, 15, 23, 0, tzinfo=UTC)
        assert Event.objects.filter(kind="case_opened").count() == Outbox.objects.filter(kind="tell").count() == 2
        stored = read_again(token)
        assert (stored.state, stored.answers) == ("submitted", {})


def test_submitting_again_gives_the_same_references(council: CouncilSite) -> None:
    with in_council(council):
        journey, token = begin(adopt_skips(council))
        first = submit(standing=fill_in(journey, council), at=AT)
        again = submit(standing=standing_of(read_again(token), council=council, at=AT), at=AT)
        assert again.again
        assert again.references == first.references == submitted_before(journey).references
        assert Case.objects.count() == 2


def test_an_unfinished_journey_opens_nothing(council: CouncilSite) -> None:
    with in_council(council):
        journey, _ = begin(adopt_skips(council))
        with pytest.raises(JourneyNotReady):
            submit(standing=fill_in(journey, council, posts={"about": {}}), at=AT)
        assert not Case.objects.exists()


def test_a_failure_half_way_leaves_nothing(council: CouncilSite, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonhall.cases import intake

    with in_council(council):
        journey, token = begin(adopt_skips(council))
        standing = fill_in(journey, council)
        real = intake.rows_of

        def broken(*arguments: Any) -> intake.Rows:
            rows = real(*arguments)
            rows["cases_deadline"][0]["kind"] = None  # the database refuses it
            return rows

        monkeypatch.setattr(intake, "rows_of", broken)
        with pytest.raises(Exception, match="null value"):
            submit(standing=standing, at=AT)
        assert not Case.objects.exists()
        assert not Person.objects.exists()
        assert read_again(token).state == "started"


def test_it_is_one_statement(
    council: CouncilSite, count_statements: Callable[[str], AbstractContextManager[list[str]]]
) -> None:
    with in_council(council):
        journey, _ = begin(adopt_skips(council))
        standing = fill_in(journey, council)
        with count_statements("default") as statements:
            submit(standing=standing, at=AT)
        assert len([each for each in statements if "SAVEPOINT" not in str(each)]) == 1
        assert connection.in_atomic_block


def test_a_typed_phone_is_kept_as_typed_and_as_dialled(council: CouncilSite) -> None:
    with in_council(council):
        journey, _ = begin(adopt_skips(council))
        submit(standing=fill_in(journey, council), at=AT)
        assert Person.objects.get().phone == ""


def test_the_other_council_sees_nothing(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        journey, _ = begin(adopt_skips(council))
        submit(standing=fill_in(journey, council), at=AT)
    with in_council(other_council):
        assert not Case.objects.exists()
        assert not Person.objects.exists()
        assert not Outbox.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cases_case")
            assert cursor.fetchone() == (0,)
