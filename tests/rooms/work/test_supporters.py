"""Who reports the same is offered to follow, is counted once, and is told the end without anybody's personal data."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhall.cases.facts import allowance_used, entitlements_of_property, nearby
from commonhall.cases.intake import submit
from commonhall.cases.models import Case, Entitlement, Message, Supporter
from commonhall.cases.operations import move_case
from commonhall.cases.supporters import (
    CannotFollow,
    find_followable,
    follow_case,
    has_followed,
    supporters_of,
    tell_supporters,
)
from commonhall.catalogue.queries import Service, get_service
from commonhall.core.values.email import EmailNotRecognised
from commonhall.core.values.words import Language
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.operations import answer_page, begin_journey, look
from commonhall.journeys.queries import Standing
from commonhall.record.models import Event
from tests.rooms.work.potholes import AT, HERE, adopt_potholes, pages

OFFICER = Actor("staff", name="Officer")
NOW = "2026-06-10T12:00:00"
ANYWHERE = {"place": {"lat": HERE[0], "lng": HERE[1]}, "radius": 50, "patterns": "pothole"}


def walk(service: Service, council: CouncilSite, **answers: object) -> Standing:
    journey, _ = begin_journey(service=service, language="en", at=AT)
    standing = look(journey=journey, council=council, at=AT)
    for page, posted in pages(**answers).items():  # type: ignore[arg-type]  # what is made differs by row
        if standing.route.stop.kind != "page":
            break
        standing = answer_page(
            journey=journey,
            page=standing.effective.pages[page],
            posted={name: [value] for name, value in posted.items()},
            council=council,
            language="en",
            at=AT,
        ).standing
    return standing


def report(council: CouncilSite, **answers: object) -> Case:
    standing = walk(get_service("pothole", council=council, day=AT.date()), council, **answers)
    case: Case = Case.objects.get(id=submit(standing=standing, at=AT).case_ids[0])
    return case


def follow(case: Case, *, email: str = "", language: Language = "en", journey: object = None) -> Supporter:
    return follow_case(
        reference=case.reference,
        journey_id=journey or new_id(),  # type: ignore[arg-type]  # what is made differs by row
        email=email,
        language=language,
        by=RESIDENT,
        at=AT,
    )


def close(case: Case, council: CouncilSite) -> None:
    move_case(case_id=case.id, transition="mend", expect=None, actors=("officer",), council=council, by=OFFICER, at=AT)


def test_the_second_report_of_the_same_ends_with_the_first(council: CouncilSite) -> None:
    with in_council(council):
        service = adopt_potholes(council)
        case = report(council, email="first@example.org")
        second = walk(service, council, lat=HERE[0] + 0.0002)
        assert (second.route.stop.kind, second.route.stop.outcome) == ("outcome", "known")
        near = second.known.facts["near"]
        assert [each["reference"] for each in near] == [case.reference]
        assert near[0]["distance"] == 22
        assert "first@example.org" not in str(near)


def test_another_kind_farther_away_or_closed_is_not_the_same(council: CouncilSite) -> None:
    with in_council(council):
        service = adopt_potholes(council)
        case = report(council)
        for other in ({"kind": "sign"}, {"lat": HERE[0] + 0.0006}, {"lng": HERE[1] + 0.0009}):
            assert walk(service, council, **other).route.stop.kind == "check", other
        close(case, council)
        assert walk(service, council).route.stop.kind == "check"


def test_nearby_gives_the_five_nearest_and_refuses_nonsense(council: CouncilSite) -> None:
    with in_council(council):
        adopt_potholes(council)
        for number in range(7):
            report(council, kind="hole", lat=HERE[0] + number * 0.0005)
        far = {**ANYWHERE, "radius": 5000}
        assert [each["distance"] for each in nearby(far, NOW)] == [0, 56, 111, 167, 222]
        for change in ({"place": None}, {"place": {"lat": None, "lng": None}}, {"radius": 0}, {"radius": 5001}):
            assert nearby({**ANYWHERE, **change}, NOW) == [], change
        assert nearby({**ANYWHERE, "patterns": ["missed-bin"]}, NOW) == []


def test_what_only_a_team_may_see_is_neither_near_nor_followed(council: CouncilSite) -> None:
    with in_council(council):
        adopt_potholes(council, private=True)
        case = report(council)
        assert nearby(ANYWHERE, NOW) == []
        assert find_followable(case.reference) is None
        with pytest.raises(CannotFollow):
            follow(case)


def test_each_person_follows_once(council: CouncilSite) -> None:
    with in_council(council):
        adopt_potholes(council)
        case, journey = report(council), new_id()
        for _ in range(2):
            follow(case, journey=journey)
        assert has_followed(reference=case.reference, journey_id=journey)
        follow(case, email="nia.ffowc@example.org", journey=journey)
        follow(case, email="nia.ffowc@EXAMPLE.org")
        follow(case)
        assert supporters_of(case.id) == 2
        assert Event.objects.filter(kind="case_followed", subject_id=case.id).count() == 2
        assert "nia" not in str(list(Event.objects.values_list("facts", flat=True)))
        with pytest.raises(EmailNotRecognised):
            follow(case, email="nobody")


def test_a_closed_case_cannot_be_followed(council: CouncilSite) -> None:
    with in_council(council):
        adopt_potholes(council)
        case = report(council)
        close(case, council)
        with pytest.raises(CannotFollow):
            follow(case)


def test_supporters_are_told_the_end_once_in_their_language_and_forgotten(council: CouncilSite) -> None:
    with in_council(council):
        adopt_potholes(council)
        case = report(council, email="first@example.org")
        follow(case, email="nia.ffowc@example.org", language="cy")
        follow(case)
    tell_supporters(council, at=AT)
    with in_council(council):
        assert Message.objects.filter(kind="supporter").count() == 0
        close(case, council)
    for minutes in (1, 2):
        tell_supporters(council, at=AT + timedelta(minutes=minutes))
    with in_council(council):
        told = Message.objects.get(kind="supporter")
        assert (told.recipient, told.language, told.case_id) == ("nia.ffowc@example.org", "cy", None)
        assert told.subject == "Yr hyn roeddech yn ei ddilyn: Rhoi gwybod am dwll yn y ffordd"
        assert case.reference in told.body
        assert "Rydym wedi ei drwsio." in told.body
        assert "first@example.org" not in told.body
        assert list(Supporter.objects.values_list("email", flat=True)) == ["", ""]
        assert supporters_of(case.id) == 2


def test_the_other_council_has_neither_cases_nor_followers(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        adopt_potholes(council)
        case = report(council)
        follow(case)
        given(case, uprn="100")
    with in_council(other_council):
        assert (nearby(ANYWHERE, NOW), supporters_of(case.id)) == ([], 0)
        assert entitlements_of_property({"property": {"uprn": "100"}, "pattern": "pothole"}, NOW) == []
        with pytest.raises(CannotFollow):
            follow(case)


def given(
    case: Case, *, uprn: str, state: str = "active", until: str = "2027-06-09", renew_until: str | None = None
) -> None:
    Entitlement.objects.create(
        case=case,
        kind="permit",
        pattern="pothole",
        number=f"PP-{new_id()}",
        state=state,
        subject="AB12 CDE",
        quantity=2,
        starts_date="2026-06-10",
        until_date=until,
        renew_from_date="2026-05-01",
        renew_until_date=renew_until,
        uprn=uprn,
        changed_at=AT,
    )


def test_what_a_property_has_now_is_known(council: CouncilSite) -> None:
    with in_council(council):
        adopt_potholes(council)
        given(report(council), uprn="100")
        given(report(council, kind="sign"), uprn="100", state="suspended")
        given(report(council, lat=52.0), uprn="100", state="ended")
        given(report(council, lat=53.0), uprn="100", until="2026-06-09")
        given(report(council, lat=54.0), uprn="200")
        asked = {"property": {"uprn": "100"}, "pattern": "pothole"}
        held = entitlements_of_property(asked, NOW)
        assert [(each["state"], each["quantity"], each["until"]) for each in held] == [
            ("active", 2, "2027-06-09"),
            ("suspended", 2, "2027-06-09"),
        ]
        assert "number" not in held[0]
        assert entitlements_of_property({**asked, "pattern": "other"}, NOW) == []
        assert entitlements_of_property({"pattern": "pothole"}, NOW) == []


def test_a_free_allowance_counts_what_was_free_and_not_given_back(council: CouncilSite) -> None:
    with in_council(council):
        adopt_potholes(council)
        frees = ((2, "received", 0), (1, "mended", 0), (0, "received", 0), (1, "received", 400))
        for number, (free, state, days) in enumerate(frees):
            case = report(council, lat=52.0 + number)
            lines = [{"id": "items", "free": free}, {"id": "other", "free": 9}]
            opened = AT - timedelta(days=days)
            Case.objects.filter(id=case.id).update(
                uprn="100", state=state, opened_at=opened, facts={"charges": {"lines": lines}}
            )
        asked = {"property": {"uprn": "100"}, "pattern": "pothole", "since": "2025-06-10", "charge": "items"}
        assert allowance_used(asked, NOW) == {"used": 3, "last_date": "2026-06-10"}
        assert allowance_used({**asked, "returned_in": ["mended"]}, NOW)["used"] == 2
        assert allowance_used({**asked, "charge": ""}, NOW)["used"] == 3
        assert allowance_used({**asked, "since": "2020-01-01"}, NOW)["used"] == 4
        for nobody in ({"uprn": "200"}, {"uprn": ""}, None):
            assert allowance_used({**asked, "property": nobody}, NOW) == {"used": 0, "last_date": None}


def test_what_has_run_out_and_can_still_be_renewed_is_known_where_it_is_asked_for(
    council: CouncilSite, other_council: CouncilSite
) -> None:
    asked = {"property": {"uprn": "100"}, "pattern": "pothole", "renewable": True}
    with in_council(council):
        adopt_potholes(council)
        given(report(council), uprn="100", state="suspended", until="2026-06-01", renew_until="2026-06-15")
        given(report(council, lat=52.0), uprn="100", until="2026-05-20", renew_until="2026-06-03")
        (late,) = entitlements_of_property(asked, NOW)
        assert (late["until"], late["renew_from"], late["renew_until"]) == ("2026-06-01", "2026-05-01", "2026-06-15")
        assert entitlements_of_property({**asked, "renewable": False}, NOW) == []
    with in_council(other_council):
        assert entitlements_of_property(asked, NOW) == []
