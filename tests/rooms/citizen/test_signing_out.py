"""Is who signs out, here or at the provider, signed out, also once the council has another provider?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.capabilities.identity.simulator.flavours import ONE_LOGIN
from commonhall.catalogue.operations import bind_provider
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import ResidentIdentity
from tests.contracts.identity.benches import CLIENT
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.test_sign_in_with import COOKIE, go
from tests.rooms.vouching import Gate


def test_signing_out_offers_to_sign_out_there_too(citizen: Browser, one_login: Gate) -> None:
    go(citizen, one_login)
    citizen.post("/my/sign-out")
    assert "Sign out there too" in citizen.text
    assert f"{one_login.address}/one-login/logout?" in citizen.page
    assert not citizen.cookie(COOKIE)


def test_who_signed_in_before_the_provider_was_switched_can_still_sign_out_there(
    citizen: Browser, one_login: Gate, place: CouncilSite
) -> None:
    go(citizen, one_login)
    one_login.bind_openid(place)
    citizen.post("/my/sign-out")
    assert f"{one_login.address}/one-login/logout?" in citizen.page
    assert f"{one_login.address}/openid/logout?" not in citizen.page, "another provider sees nothing of the sign-in"


def test_signing_out_here_needs_no_provider(citizen: Browser, one_login: Gate) -> None:
    go(citizen, one_login)
    one_login.simulator.faults.set("status:503")
    PUBLISHED.forget()
    assert citizen.post("/my/sign-out") == "/my/sign-in?said=out"
    assert citizen.get("/my").startswith("/my/sign-in")


def test_the_provider_may_end_a_sign_in(citizen: Browser, one_login: Gate, place: CouncilSite) -> None:
    go(citizen, one_login)
    with in_council(place):
        subject = ResidentIdentity.objects.get().subject
    token = logout_token(one_login, subject)
    hook = Browser(citizen.host)
    for answered in (200, 400):
        hook._ask("POST", "/hooks/sign-in/residents", {"logout_token": token})
        assert hook.status == answered, "it counts once"
    assert citizen.get("/my").startswith("/my/sign-in")


def test_the_provider_may_end_a_sign_in_also_after_a_switch(
    citizen: Browser, one_login: Gate, place: CouncilSite
) -> None:
    go(citizen, one_login)
    with in_council(place):
        subject = ResidentIdentity.objects.get().subject
        bind_provider(capability="identity", provider="email_link", settings={}, by=SYSTEM, at=datetime.now(UTC))
    hook = Browser(citizen.host)
    hook._ask("POST", "/hooks/sign-in/residents", {"logout_token": logout_token(one_login, subject)})
    assert hook.status == 200
    assert citizen.get("/my").startswith("/my/sign-in")


@pytest.mark.parametrize("lie", ["bad_signature", "logout_wrong_event", "logout_with_nonce", "alg_none"])
def test_nobody_else_may_end_a_sign_in(citizen: Browser, one_login: Gate, place: CouncilSite, lie: str) -> None:
    go(citizen, one_login)
    with in_council(place):
        subject = ResidentIdentity.objects.get().subject
    one_login.simulator.faults.set(lie)
    hook = Browser(citizen.host)
    hook._ask("POST", "/hooks/sign-in/residents", {"logout_token": logout_token(one_login, subject)})
    assert hook.status == 400
    hook._ask("POST", "/hooks/sign-in/staff", {"logout_token": "x"})
    assert hook.status == 400
    assert citizen.get("/my") == "/my"


def logout_token(op: Gate, subject: str) -> str:
    """Return what the provider sends; the address that takes it goes by the real clock."""
    return op.simulator.issuer(ONE_LOGIN).logout_token(CLIENT, subject, datetime.now(UTC))
