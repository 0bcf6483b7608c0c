"""Signing in and out: one answer for all that does not fit, and no way to anywhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import StaffSession
from commonhall.people.policies import TRIES_PER_ACCOUNT
from tests.cast import OFFICER_PASSWORD, Officer
from tests.rooms.office.desk import Desk, body_of, desk_of, new_desk, stranger, text_of

WRONG = "not the password"


def test_an_officer_signs_in_and_comes_to_their_work(officer: Officer) -> None:
    desk = stranger(officer.council)
    assert "Sign in" in text_of(desk.get("sign-in"))
    entered = desk.post("sign-in", email=officer.email, password=officer.password)
    assert (entered.status_code, entered["location"]) == (303, "/office/home")
    cookie = entered.cookies[settings.STAFF_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert (cookie["domain"], cookie["path"], cookie["max-age"]) == ("", "/", "")
    assert officer.name in text_of(desk.get(""))


def test_every_refusal_reads_the_same(officer: Officer) -> None:
    council = officer.council
    answers = []
    for email, password in ((officer.email, WRONG), ("nobody@example.org", WRONG)):
        refused = stranger(council).post("sign-in", email=email, password=password)
        assert settings.STAFF_COOKIE not in refused.cookies
        answers.append((refused.status_code, body_of(refused).replace(email, "")))
    assert len(set(answers)) == 1
    assert "There is a problem" in answers[0][1]


@pytest.mark.parametrize("known", [True, False])
def test_too_many_tries_are_answered_alike_for_known_and_unknown(officer: Officer, known: bool) -> None:
    council, email = officer.council, officer.email if known else "nobody@example.org"
    for _ in range(TRIES_PER_ACCOUNT):
        assert stranger(council).post("sign-in", email=email, password=WRONG).status_code == 200
    throttled = stranger(council).post("sign-in", email=email, password=officer.password)
    assert throttled.status_code == 429
    assert 0 < int(throttled["Retry-After"]) <= 15 * 60
    assert settings.STAFF_COOKIE not in throttled.cookies
    assert "Too many tries" in text_of(throttled)
    assert "Wait 15 minutes, then try again." in text_of(throttled)
    welsh = stranger(council)
    welsh.client.cookies[settings.LANGUAGE_COOKIE] = "cy"
    assert "Gormod o geisiadau" in text_of(welsh.post("sign-in", email=email, password=WRONG))


def test_the_password_is_never_shown_again(officer: Officer) -> None:
    refused = stranger(officer.council).post("sign-in", email=officer.email, password=WRONG)
    assert WRONG not in refused.content.decode()
    assert officer.email in refused.content.decode()


def test_another_council_s_officer_is_a_stranger(officer: Officer, other_council: CouncilSite) -> None:
    refused = stranger(other_council).post("sign-in", email=officer.email, password=officer.password)
    assert settings.STAFF_COOKIE not in refused.cookies


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/office/cases/SK-1?list=due%3Dtoday", "/office/cases/SK-1?list=due%3Dtoday"),
        ("https://bad.example.com/office/", "/office/home"),
        ("//bad.example.com/office/", "/office/home"),
        ("/\\bad.example.com", "/office/home"),
        ("/office/\\bad.example.com", "/office/home"),
        ("/services/missed-bin", "/office/home"),
        ("javascript:alert(1)", "/office/home"),
        ("", "/office/home"),
    ],
)
def test_next_leads_only_into_this_office(officer: Officer, wanted: str, goes_to: str) -> None:
    entered = stranger(officer.council).post("sign-in", email=officer.email, password=officer.password, next=wanted)
    assert entered["location"] == goes_to


def test_a_stranger_is_sent_to_sign_in_and_back(officer: Officer) -> None:
    sent = stranger(officer.council).get("cases/SK-1", list="due=today")
    assert sent.status_code == 303
    assert sent["location"] == "/office/sign-in?next=%2Foffice%2Fcases%2FSK-1%3Flist%3Ddue%253Dtoday"
    assert sent["cache-control"] == "no-store"
    form = stranger(officer.council).get("sign-in", next="/office/cases/SK-1")
    assert 'name="next" value="/office/cases/SK-1"' in form.content.decode()


def test_who_works_on_no_cases_comes_to_the_list(officer: Officer) -> None:
    desk = new_desk(officer.council, "Vera Viewer", ("viewer", "*", ""))
    assert desk.get("sign-in")["location"] == "/office/"
    sent = {"email": "vera.viewer@amberford.example.org", "password": OFFICER_PASSWORD}
    assert stranger(officer.council).post("sign-in", **sent)["location"] == "/office/"


def test_who_is_signed_in_is_not_asked_again(desk: Desk) -> None:
    assert desk.get("sign-in")["location"] == "/office/home"
    assert desk.get("sign-in", next="/office/team")["location"] == "/office/team"


def test_signing_out_ends_the_session_everywhere(desk: Desk) -> None:
    key = desk.client.cookies[settings.STAFF_COOKIE].value
    assert desk.get("sign-out").status_code == 405
    assert desk.get("").status_code == 200
    left = desk.post("sign-out")
    assert (left.status_code, left["location"]) == (303, "/office/sign-in")
    again = stranger(desk.council)
    again.client.cookies[settings.STAFF_COOKIE] = key
    assert again.get("").status_code == 303


def test_a_session_ends_when_nobody_is_there(desk: Desk) -> None:
    with in_council(desk.council):
        StaffSession.objects.update(seen_at=datetime.now(UTC) - timedelta(minutes=31))
    assert desk.get("").status_code == 303


def test_a_session_is_worth_nothing_at_another_council(officer: Officer, other_council: CouncilSite) -> None:
    desk = desk_of(officer.council, officer.email)
    elsewhere = Desk(other_council, desk.client)
    assert elsewhere.get("").status_code == 303


def test_forms_without_a_token_are_refused(officer: Officer) -> None:
    desk = stranger(officer.council, csrf=True)
    assert desk.post("sign-in", email=officer.email, password=officer.password).status_code == 403
    inside = desk_of(officer.council, officer.email, csrf=True)
    for path in ("sign-out", "deliveries", "cases/SK-1/notes", "cases/SK-1/assignment", "cases/SK-1/actions/license"):
        assert inside.post(path).status_code == 403, path


def test_pages_are_in_the_member_s_language_until_it_is_switched(other_officer: Officer) -> None:
    desk = desk_of(other_officer.council, other_officer.email)
    assert "Ciw gwaith" in text_of(desk.get(""))
    switched = desk.get("", lang="en", due="today")
    assert (switched.status_code, switched["location"]) == (303, "/office/?due=today")
    assert "Work queue" in text_of(desk.get(""))


def test_the_form_switches_its_language_and_keeps_what_was_typed(officer: Officer) -> None:
    desk = stranger(officer.council)
    shown = desk.post("sign-in", email="a@example.org", password="x", switch_language="cy")
    assert "Mewngofnodi" in text_of(shown)
    assert "a@example.org" in shown.content.decode()
    assert "Mae problem" not in text_of(shown)
