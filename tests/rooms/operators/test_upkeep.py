"""Do operators, and only they, see how every council stands, and nothing of anybody?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from html import unescape
from io import StringIO
from typing import Any, Final

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from commonhall.capabilities.errors import Unavailable
from commonhall.catalogue.binding import bind_provider
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.models import CouncilReport
from commonhall.catalogue.reports import report_state, reports
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.operators import create_operator, disable_operator, resume_operator, sign_in_operator
from commonhall.people.sign_in import SignInRefused
from commonhall.record.jobs import Job, troubles
from commonhall.record.operations import enqueue
from commonhall.record.worker import run_job
from tests.rooms.office.desk import desk_of, host_of, member, open_cases

HOST: Final = "upkeep.localhost"
EMAIL: Final = "robin.operator@platform.example.org"
PASSWORD: Final = "five made up words here"
NOW: Final = datetime.now(UTC)


@pytest.fixture
def operator() -> Client:
    create_operator(email=EMAIL, password=PASSWORD, at=NOW)
    client = Client(enforce_csrf_checks=False)
    answer = client.post("/upkeep/sign-in", {"email": EMAIL, "password": PASSWORD}, headers={"host": HOST})
    assert answer.status_code == 303
    assert answer["Location"] == "/upkeep/"
    return client


def get(client: Client, path: str, *, host: str = HOST) -> Any:
    return client.get(path, headers={"host": host})


def shown(client: Client, path: str) -> str:
    answer = get(client, path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def fail() -> None:
    raise Unavailable(why="canary-why")


def in_trouble(council: CouncilSite) -> tuple[str, ...]:
    """Let much stand there that operators must not see; return the words that would show it."""
    name = "Quentin Canary-Officer"
    member(council, name, ("officer", "*", ""))
    cases = open_cases(council, name="Wilhelmina Canary-Resident", email="canary.resident@example.org")
    with in_council(council):
        bind_provider(
            capability="notifications", provider="outbox_folder", settings={"folder": "/canary-folder"}, by=SYSTEM,
            at=NOW,
        )  # fmt: skip
        enqueue(kind="message", payload={"canary-payload": "canary-text"}, key="canary-key", at=NOW)
        with pytest.raises(Unavailable):
            call_provider(fail, council_id=council.id, capability="notifications", provider="outbox_folder", at=NOW)
    report_state(council, at=NOW)
    return (
        name, "Canary", "canary", "quentin", *(case.reference for case in cases), *(str(case.id) for case in cases),
    )  # fmt: skip


def test_operators_see_every_council_and_nothing_of_anybody(
    operator: Client, council: CouncilSite, other_council: CouncilSite,
    count_statements: Callable[[str], AbstractContextManager[list[Any]]],
) -> None:  # fmt: skip
    canaries = in_trouble(council)
    with count_statements("default") as asked:
        page = shown(operator, "/upkeep/")
        page += shown(operator, f"/upkeep/councils/{council.slug}")
    assert list(asked) == [], "the operators' pages enter no council"
    for said in (
        council.name.en,
        other_council.name.en,
        "1 in trouble",
        "Messages",
        "Files in a folder",
        "No report yet",
    ):
        assert said in page
    stored = str(CouncilReport.objects.get(council_id=council.id).content)
    for canary in canaries:
        assert canary not in page
        assert canary not in stored


def test_what_waits_fails_and_is_stale_is_said(operator: Client, council: CouncilSite) -> None:
    with in_council(council):
        enqueue(kind="message", payload={}, key="one", at=NOW)
    report_state(council, at=NOW - timedelta(hours=1))

    def broken(council: CouncilSite, *, at: datetime) -> None:
        raise ValueError("canary: what it says is never kept")

    job = Job("sweep", timedelta(seconds=60), broken)
    run_job(job, clock=lambda: NOW)
    run_job(job, clock=lambda: NOW)
    mine = [each for each in troubles() if each.council_id == council.id]
    assert [(each.job, each.error, each.times) for each in mine] == [("sweep", "ValueError", 2)]
    page = shown(operator, f"/upkeep/councils/{council.slug}")
    for said in ("This is stale", "message", "sweep", "ValueError"):
        assert said in page
    assert "canary" not in page
    run_job(Job("sweep", timedelta(seconds=60), lambda council, *, at: None), clock=lambda: NOW)
    assert troubles() == []
    assert "None fails." in shown(operator, f"/upkeep/councils/{council.slug}")


def test_nobody_else_gets_in(operator: Client, council: CouncilSite) -> None:
    stranger = Client()
    for path in ("/upkeep/", f"/upkeep/councils/{council.slug}"):
        assert get(stranger, path)["Location"] == "/upkeep/sign-in"
    member(council, "Avery Administrator", ("administrator", "*", ""))
    staff = desk_of(council, f"avery.administrator@{council.slug}.example.org").client
    staff.cookies[settings.OPERATOR_COOKIE] = staff.cookies[settings.STAFF_COOKIE].value
    assert get(staff, "/upkeep/").status_code == 303
    operator.cookies[settings.STAFF_COOKIE] = operator.cookies[settings.OPERATOR_COOKIE].value
    assert get(operator, "/office/", host=host_of(council)).status_code == 303, "no council's session"


def test_the_sites_are_apart(operator: Client, council: CouncilSite) -> None:
    assert get(operator, "/upkeep/", host=host_of(council)).status_code == 404
    assert get(operator, "/")["Location"] == "/upkeep/"
    for path in ("/office/", "/studio/", "/services/missed-bin", "/upkeep/councils/nowhere"):
        assert get(operator, path).status_code == 404, path


def test_a_sign_in_that_does_not_fit_is_refused_alike(operator: Client) -> None:
    for email, password in ((EMAIL, "wrong"), ("nobody@example.org", PASSWORD)):
        page = unescape(
            operator.post("/upkeep/sign-in", {"email": email, "password": password}, headers={"host": HOST})
            .content.decode()
        )  # fmt: skip
        assert "The email address or the password is not right" in page
        assert "<title>Error" in page
    for _ in range(10):
        with pytest.raises(SignInRefused):
            sign_in_operator(email=EMAIL, password="wrong", address="192.0.2.7", at=NOW)
    with pytest.raises(SignInRefused) as refused:
        sign_in_operator(email=EMAIL, password=PASSWORD, address="192.0.2.7", at=NOW)
    assert refused.value.wait is not None


def test_a_session_ends(operator: Client) -> None:
    key = operator.cookies[settings.OPERATOR_COOKIE].value
    assert resume_operator(key=key, at=NOW) is not None
    assert resume_operator(key=key, at=datetime.now(UTC) + timedelta(minutes=31)) is None
    assert resume_operator(key="made up", at=NOW) is None
    answer = operator.post("/upkeep/sign-out", headers={"host": HOST})
    assert answer.status_code == 303
    assert resume_operator(key=key, at=NOW) is None
    again = sign_in_operator(email=EMAIL, password=PASSWORD, address="192.0.2.8", at=NOW)
    disable_operator(email=EMAIL, at=NOW)
    assert resume_operator(key=again, at=NOW) is None
    with pytest.raises(SignInRefused):
        sign_in_operator(email=EMAIL, password=PASSWORD, address="192.0.2.8", at=NOW)


def test_the_command_makes_and_shuts_a_sign_in() -> None:
    said = StringIO()
    call_command("operator", "add", EMAIL, stdout=said)
    password = said.getvalue().split()[-1]
    assert sign_in_operator(email=EMAIL, password=password, address="192.0.2.9", at=NOW)
    with pytest.raises(CommandError):
        call_command("operator", "add", EMAIL)
    call_command("operator", "shut", EMAIL, stdout=said)
    with pytest.raises(SignInRefused):
        sign_in_operator(email=EMAIL, password=password, address="192.0.2.9", at=NOW)
    with pytest.raises(CommandError):
        call_command("operator", "shut", EMAIL)


def test_each_council_writes_its_own_report_over_the_last(council: CouncilSite, other_council: CouncilSite) -> None:
    report_state(council, at=NOW)
    report_state(council, at=NOW + timedelta(minutes=1))
    report_state(other_council, at=NOW)
    found = reports()
    assert found[council.id][0] == NOW + timedelta(minutes=1)
    assert found[other_council.id][0] == NOW
