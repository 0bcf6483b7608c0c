"""Do staff sign in through the council's own provider: known colleagues only, with no more rights than they have?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.conf import settings

from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.capabilities.identity.simulator.flavours import Flavour
from commonhall.capabilities.identity.simulator.people import object_id, tenant_id
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import Account, Grant, Membership, SpentToken, StaffIdentity
from commonhall.people.operations import disable_member, grant_role
from commonhall.people.staff_vouched import SIGN_IN, link_staff
from tests.cast import Officer
from tests.contracts.identity.benches import CLIENT
from tests.rooms.office.desk import Desk, desk_of, member, stranger, text_of
from tests.rooms.vouching import Gate, gate

COOKIE = settings.STAFF_COOKIE


@pytest.fixture
def op(tmp_path: Path) -> Iterator[Gate]:
    with gate(tmp_path, lambda: datetime.now(UTC)) as made:
        yield made


@pytest.fixture
def entra(op: Gate, officer: Officer) -> Gate:
    op.bind_entra(officer.council)
    return op


def name_of(council: CouncilSite, role: str) -> tuple[str, str]:
    """Return issuer (without its address) and subject of somebody made up."""
    return f"/{tenant_id(council.slug)}/v2.0", object_id(f"{council.slug}-{role}")


def link(op: Gate, council: CouncilSite, role: str, membership: Any) -> None:
    """Let a member be the made-up person of that role."""
    path, subject = name_of(council, role)
    with in_council(council):
        link_staff(
            membership_id=membership, issuer=f"{op.address}{path}", subject=subject, by=SYSTEM, at=datetime.now(UTC)
        )


def go(desk: Desk, op: Gate, role: str = "officer", *, do: str = "", onward: str = "") -> Any:
    """Go to the provider, choose somebody, and come back."""
    sent = desk.get("sign-in/with", **({"next": onward} if onward else {}))
    assert sent.status_code == 303, text_of(sent)
    return back(desk, op.choose(sent["location"], f"{desk.council.slug}-{role}", do=do))


def back(desk: Desk, path: str) -> Any:
    parts = urlsplit(path)
    return desk.get(parts.path.removeprefix("/office/"), **dict(parse_qsl(parts.query)))


def test_without_a_provider_there_is_no_button(officer: Officer) -> None:
    assert "Sign in with" not in text_of(stranger(officer.council).get("sign-in"))
    assert stranger(officer.council).get("sign-in/with")["location"] == "/office/sign-in"


def test_a_colleague_who_is_linked_comes_to_their_work(officer: Officer, entra: Gate) -> None:
    link(entra, officer.council, "officer", officer.membership_id)
    desk = stranger(officer.council)
    assert "Sign in with your council account" in text_of(desk.get("sign-in"))
    entered = go(desk, entra, onward="/office/team")
    assert (entered.status_code, entered["location"]) == (303, "/office/team")
    cookie = entered.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert officer.name in text_of(desk.get(""))
    assert go(stranger(officer.council), entra)["location"] == "/office/home"


def test_the_first_time_the_password_shows_who_it_is(officer: Officer, entra: Gate) -> None:
    desk = stranger(officer.council)
    assert go(desk, entra)["location"] == "/office/sign-in?said=with_link"
    assert COOKIE not in desk.client.cookies
    form = desk.get("sign-in", said="with_link")
    assert f"before you can use officer@{officer.council.slug}.example.org here" in text_of(form)
    assert 'name="link"' in form.content.decode()
    refused = desk.post("sign-in", email=officer.email, password="not it", link="yes")
    assert 'name="link"' in refused.content.decode()
    entered = desk.post("sign-in", email=officer.email, password=officer.password, link="yes")
    assert entered["location"] == "/office/home"
    assert go(stranger(officer.council), entra)["location"] == "/office/home"


def test_who_signs_in_later_at_the_same_desk_is_not_linked(officer: Officer, entra: Gate) -> None:
    desk = stranger(officer.council)
    go(desk, entra)
    assert 'name="link"' not in desk.get("sign-in").content.decode()
    desk.post("sign-in", email=officer.email, password=officer.password)
    with in_council(officer.council):
        assert not StaffIdentity.objects.exists()


def test_who_was_never_asked_in_gets_nowhere(officer: Officer, entra: Gate) -> None:
    """The same address as an account's is no proof: addresses change hands in the council's directory, too."""
    desk = stranger(officer.council)
    with in_council(officer.council):
        Membership.objects.filter(id=officer.membership_id).update(email=f"officer@{officer.council.slug}.example.org")
    assert go(desk, entra)["location"] == "/office/sign-in?said=with_link"
    assert COOKIE not in desk.client.cookies


@pytest.mark.parametrize("how", ["left", "disabled"])
def test_who_has_left_is_refused_plainly(officer: Officer, entra: Gate, how: str) -> None:
    council = officer.council
    gone = member(council, "Gwen Gone", ("officer", "*", ""))
    link(entra, council, "lead", gone)
    with in_council(council):
        if how == "left":
            disable_member(membership_id=gone, by=SYSTEM, at=datetime.now(UTC))
        else:
            account = Membership.objects.get(id=gone).account_id
            Account.objects.filter(id=account).update(disabled_at=datetime.now(UTC))
    answer = go(stranger(council), entra, "lead")
    assert answer.status_code == 403
    assert "You cannot sign in here" in text_of(answer)
    assert "you have no place here" in text_of(answer)
    assert COOKIE not in answer.cookies


def test_a_colleague_cannot_be_linked_to_two_or_as_another(officer: Officer, entra: Gate) -> None:
    council = officer.council
    other = member(council, "Olive Other", ("officer", "*", ""))
    link(entra, council, "officer", officer.membership_id)
    desk = stranger(council)
    assert go(desk, entra, "agent")["location"].endswith("with_link")
    entered = desk.post("sign-in", email=officer.email, password=officer.password, link="yes")
    assert entered.status_code == 303, "they are in, by their password"
    with in_council(council):
        assert StaffIdentity.objects.get().subject == name_of(council, "officer")[1]
        assert not StaffIdentity.objects.filter(membership_id=other).exists()


def test_only_who_has_a_role_there_gets_in(op: Gate, officer: Officer) -> None:
    council = officer.council
    op.bind_entra(council, allowed_roles="commonhall.officer commonhall.lead")
    link(op, council, "agent", officer.membership_id)
    answer = go(stranger(council), op, "agent")
    assert answer.status_code == 403
    assert "it is not allowed in here" in text_of(answer)
    op.simulator.faults.set("group_overage", times=1)
    answer = go(stranger(council), op, "officer")
    assert answer.status_code == 403
    assert "Ask your IT team to give you an app role" in text_of(answer)


def test_roles_there_become_rights_here_and_go_again(op: Gate, officer: Officer) -> None:
    council = officer.council
    mine = member(council, "Rita Roles", ("viewer", "*", ""))
    op.bind_entra(council, role_lines="commonhall.lead = lead\ncommonhall.manager = manager")
    link(op, council, "lead", mine)
    assert go(stranger(council), op, "lead").status_code == 303
    with in_council(council):
        assert ("lead", SIGN_IN.name) in _roles(mine)
        assert {role for role, _ in _roles(mine)} == {"viewer", "lead"}
    op.bind_entra(council, role_lines="commonhall.lead = manager")
    assert go(stranger(council), op, "lead").status_code == 303
    with in_council(council):
        assert {role for role, _ in _roles(mine)} == {"viewer", "manager"}
        grant_role(membership_id=mine, role="lead", by=SYSTEM, at=datetime.now(UTC))
    assert go(stranger(council), op, "lead").status_code == 303
    with in_council(council):
        assert {role for role, _ in _roles(mine)} == {"viewer", "manager", "lead"}, "what colleagues gave stays"


def _roles(membership: Any) -> set[tuple[str, str]]:
    return set(Grant.objects.filter(membership_id=membership).values_list("role", "granted_by"))


@pytest.mark.parametrize("lie", ["other_tenant", "bad_signature", "alg_none", "wrong_nonce", "expired_token"])
def test_a_lie_signs_nobody_in(officer: Officer, entra: Gate, lie: str) -> None:
    link(entra, officer.council, "officer", officer.membership_id)
    entra.simulator.faults.set(lie)
    answer = go(stranger(officer.council), entra)
    assert answer["location"] == "/office/sign-in?said=with_not_finished"
    assert COOKIE not in answer.cookies


def test_the_way_back_belongs_to_one_browser_and_works_once(officer: Officer, entra: Gate) -> None:
    council = officer.council
    link(entra, council, "officer", officer.membership_id)
    mine = stranger(council)
    path = entra.choose(mine.get("sign-in/with")["location"], f"{council.slug}-officer")
    assert back(stranger(council), path)["location"].endswith("with_not_finished")
    trip = mine.client.cookies[settings.STAFF_SIGN_IN_COOKIE].value
    assert back(mine, path)["location"] == "/office/home"
    entra.simulator.faults.set("code_again")
    again = stranger(council)
    again.client.cookies[settings.STAFF_SIGN_IN_COOKIE] = trip
    assert back(again, path)["location"].endswith("with_not_finished")


def test_a_resident_s_way_back_is_none_for_staff(officer: Officer, entra: Gate) -> None:
    council = officer.council
    entra.bind_openid(council)
    desk = stranger(council)
    desk.client.get("/my/sign-in/with", headers={"host": f"{council.slug}.localhost"})
    theirs = desk.client.cookies[settings.SIGN_IN_COOKIE].value
    desk.client.cookies[settings.STAFF_SIGN_IN_COOKIE] = theirs
    answer = desk.get("sign-in/return", code="x", state="y")
    assert answer["location"].endswith("with_not_finished")
    with in_council(council):
        assert not SpentToken.objects.exists()


def test_when_the_provider_is_down_the_password_is_there(officer: Officer, entra: Gate) -> None:
    desk = stranger(officer.council)
    path = entra.choose(desk.get("sign-in/with")["location"], f"{officer.council.slug}-officer")
    entra.simulator.faults.set("status:503")
    assert back(desk, path)["location"] == "/office/sign-in?said=with_down"
    PUBLISHED.forget()
    assert desk.get("sign-in/with")["location"] == "/office/sign-in?said=with_down"
    form = desk.get("sign-in", said="with_down")
    assert "Use your password instead" in text_of(form)
    assert "Sign in with your" not in text_of(form)
    assert desk.post("sign-in", email=officer.email, password=officer.password)["location"] == "/office/home"


def test_next_leads_only_into_this_office(officer: Officer, entra: Gate) -> None:
    link(entra, officer.council, "officer", officer.membership_id)
    for wanted in ("https://bad.example.com/office/", "//bad.example.com", "/my"):
        assert go(stranger(officer.council), entra, onward=wanted)["location"] == "/office/home"


def test_the_provider_may_end_a_sign_in_and_only_it(officer: Officer, entra: Gate) -> None:
    council = officer.council
    link(entra, council, "officer", officer.membership_id)
    desk = desk_of(council, officer.email)
    issuer = entra.simulator.issuer(Flavour("entra", "RS256", tenant_id(council.slug)))
    subject = name_of(council, "officer")[1]
    token = issuer.logout_token(CLIENT, subject, datetime.now(UTC))
    entra.simulator.faults.set("bad_signature", times=1)
    false = issuer.logout_token(CLIENT, subject, datetime.now(UTC))
    for sent, answered in ((false, 400), (token, 200), (token, 400)):
        if sent == token and answered == 200:
            assert desk.get("").status_code == 200
        answer = desk.client.post(
            "/hooks/sign-in/staff", {"logout_token": sent}, headers={"host": f"{council.slug}.localhost"}
        )
        assert answer.status_code == answered
    assert desk.get("").status_code == 303


def test_the_other_council_knows_nothing_of_it(officer: Officer, entra: Gate, other_officer: Officer) -> None:
    link(entra, officer.council, "officer", officer.membership_id)
    assert "Sign in with" not in text_of(stranger(other_officer.council).get("sign-in"))
    assert stranger(other_officer.council).get("sign-in/with")["location"] == "/office/sign-in"
    with in_council(other_officer.council):
        assert not StaffIdentity.objects.exists()
    mine = stranger(officer.council)
    path = entra.choose(mine.get("sign-in/with")["location"], f"{officer.council.slug}-officer")
    elsewhere = Desk(other_officer.council, mine.client)
    assert back(elsewhere, path)["location"].endswith("with_not_finished")
