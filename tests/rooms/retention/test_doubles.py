"""Is somebody who is known twice found before what is known of them is given out?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commonhall.cases.models import Case
from commonhall.catalogue.queries import Service
from commonhall.contacts.models import Person
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from commonhall.retention.doubles import likely_doubles
from commonhall.retention.models import Pack, Part
from tests.rooms.office.desk import Desk, new_desk, text_of
from tests.rooms.retention.closing import WORD, open_stall, records

OTHER = "Wendleblight"


@pytest.fixture
def desk(council: CouncilSite) -> Desk:
    return new_desk(council, "Rita Records", ("records", "*", ""))


@pytest.fixture
def twice(service: Service, council: CouncilSite) -> tuple[Case, Case]:
    """Two cases of one e-mail address, in two records."""
    with in_council(council):
        first = open_stall(service, council)
        email = Person.objects.get(id=first.person_id).email
        return first, open_stall(service, council, word=OTHER, email=email.upper())


def test_they_are_listed_before_and_included_when_chosen(
    council: CouncilSite, twice: tuple[Case, Case], desk: Desk
) -> None:
    first, second = twice
    path = f"cases/{first.reference}/pack"
    page = text_of(desk.get(path))
    assert "This person may be known more than once" in page
    assert f"Sam {OTHER}" in page
    assert "The same email address" in page
    answer = desk.post(path, purpose="access", language="en", also=str(second.person_id))
    assert answer.status_code == 303
    with in_council(council):
        pack = Pack.objects.get()
        assert {part.about for part in Part.objects.filter(pack=pack)} >= {first.reference, second.reference}
        assert Event.objects.get(kind="pack_begun").facts["also"] == [str(second.person_id)]
    shown = text_of(desk.get(f"records/packs/{pack.id}"))
    assert f"Sam {WORD}" in shown, "the page says whose it is"


def test_without_them_the_pack_is_of_one_record(council: CouncilSite, twice: tuple[Case, Case], desk: Desk) -> None:
    first, second = twice
    desk.post(f"cases/{first.reference}/pack", purpose="access", language="en")
    with in_council(council):
        assert second.reference not in set(Part.objects.values_list("about", flat=True))


def test_nobody_else_can_be_slipped_in(
    service: Service, council: CouncilSite, twice: tuple[Case, Case], desk: Desk
) -> None:
    with in_council(council):
        stranger = open_stall(service, council, word="Nobody")
    desk.post(f"cases/{twice[0].reference}/pack", purpose="access", language="en", also=str(stranger.person_id))
    with in_council(council):
        assert stranger.reference not in set(Part.objects.values_list("about", flat=True))


def test_the_page_says_by_when(service: Service, council: CouncilSite, desk: Desk) -> None:
    with in_council(council):
        case = open_stall(service, council)
        due = datetime.now(UTC).date() + timedelta(days=20)
        Case.objects.filter(id=case.id).update(due_date=due)
    desk.post(f"cases/{case.reference}/pack", purpose="access", language="en")
    with in_council(council):
        Pack.objects.update(request_id=case.id)
        pack = Pack.objects.get()
    page = text_of(desk.get(f"records/packs/{pack.id}"))
    assert "To be given out by" in page
    assert f"{due.day} {due:%B %Y}" in page


def test_who_may_not_be_seen_is_no_double(
    council: CouncilSite, other_council: CouncilSite, twice: tuple[Case, Case]
) -> None:
    person = twice[0].person_id
    assert person
    mine, theirs = records(council, "Wyn Waste", team="waste"), records(other_council, "Olwen Other")
    with in_council(council):
        assert likely_doubles(mine, person) == ()
    with in_council(other_council):
        assert likely_doubles(theirs, person) == ()
