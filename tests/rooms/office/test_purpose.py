"""Does whoever looks at a sensitive case that is not theirs to work on say why, once a day?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commonhall.cases.models import Case
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.operations import resume_session
from commonhall.people.policies import Member, Role
from commonhall.record.models import Read
from commonhall.web.components import staff_door
from tests.rooms.office.desk import Desk, new_desk, open_case, text_of
from tests.rooms.work.permits import apply_for


@pytest.fixture
def case(council: CouncilSite) -> Case:
    made = apply_for(council, access="team", at=datetime.now(UTC))
    assert made.restricted
    return made


@pytest.fixture
def viewer(council: CouncilSite) -> Desk:
    return new_desk(council, "Vera Viewer", ("viewer", "permit", ""))


def asked_at(desk: Desk, case: Case) -> str:
    """Open a case; return where that led, blank for the case itself."""
    answer: Any = desk.get(f"cases/{case.reference}")
    return str(answer.headers.get("Location", ""))


def test_the_reason_is_asked_and_kept(council: CouncilSite, case: Case, viewer: Desk) -> None:
    path = f"cases/{case.reference}/why"
    assert asked_at(viewer, case) == f"/office/{path}"
    page = text_of(viewer.get(path))
    assert "This case is sensitive" in page
    assert "Ana Rees" not in page
    assert "Select why you look at it" in text_of(viewer.post(path, more=""))
    assert "Enter why you look at it" in text_of(viewer.post(path, purpose="other"))
    with in_council(council):
        assert not Read.objects.filter(subject_id=case.id).exists()
    assert viewer.post(path, purpose="checking", more="A sample of ten").status_code == 303
    assert asked_at(viewer, case) == ""
    with in_council(council):
        said = Read.objects.filter(subject_id=case.id).order_by("id").values_list("purpose", flat=True)
        assert list(said) == ["To check how work is done: A sample of ten", ""]
    assert viewer.get(path).status_code == 303, "it was said already"


def test_it_is_asked_again_the_next_day(case: Case, viewer: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer.post(f"cases/{case.reference}/why", purpose="advice")
    assert asked_at(viewer, case) == ""
    later = datetime.now(UTC) + timedelta(days=1, hours=2)

    def still_signed_in(*, key: str, at: datetime) -> Member | None:
        return resume_session(key=key, at=datetime.now(UTC))

    monkeypatch.setattr(staff_door, "resume_session", still_signed_in)

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Tomorrow:
            return cls.fromtimestamp(later.timestamp(), tz)

    monkeypatch.setattr(staff_door, "datetime", Tomorrow)
    assert asked_at(viewer, case).endswith("/why")


def test_who_works_on_it_is_not_asked(council: CouncilSite, case: Case) -> None:
    rights: dict[str, tuple[Role, str, str]] = {
        "Olga Officer": ("officer", "permit", ""),
        "Tom Team": ("officer", "*", "parking"),
    }
    for name, right in rights.items():
        assert asked_at(new_desk(council, name, right), case) == ""


def test_an_ordinary_case_is_opened_at_once(council: CouncilSite) -> None:
    viewer = new_desk(council, "Vera Viewer", ("viewer", "*", ""))
    ordinary = open_case(council)
    assert asked_at(viewer, ordinary) == ""
    assert viewer.get(f"cases/{ordinary.reference}/why").status_code == 303


def test_each_says_it_for_themselves(council: CouncilSite, case: Case, viewer: Desk) -> None:
    viewer.post(f"cases/{case.reference}/why", purpose="advice")
    other = new_desk(council, "Vic Viewer", ("viewer", "permit", ""))
    assert asked_at(other, case).endswith("/why")


def test_where_there_is_no_such_case(case: Case, other_council: CouncilSite) -> None:
    theirs = new_desk(other_council, "Olwen Other", ("viewer", "permit", ""))
    path = f"cases/{case.reference}/why"
    assert theirs.get(path).status_code == theirs.post(path, purpose="advice").status_code == 404
