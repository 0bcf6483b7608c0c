"""Does GOV.UK One Login prove who somebody is, and is every false proof refused?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.capabilities.identity.port import NotProved, Proved, identity_from
from commonhall.capabilities.identity.providers import govuk_one_login
from tests.contracts.identity.benches import AT, Bench, one_login


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with one_login(tmp_path) as made:
        yield made


def refused(code: str) -> Any:
    return pytest.raises(Rejected, check=lambda error: error.code == code)


def test_who_proves_who_they_are_has_a_name_and_a_date_of_birth(bench: Bench) -> None:
    found = bench.sign_in(bench.wanted(level="identity"))
    assert isinstance(found, Proved)
    assert (found.level, found.name, found.birth_date) == ("identity", "Ada Fennimore", date(1961, 4, 2))
    plain = bench.sign_in()
    assert isinstance(plain, Proved)
    assert plain.subject == found.subject, "the same person at both levels"
    assert plain.email == "ada.fennimore@example.com"


def test_it_is_asked_for_as_one_login_wants(bench: Bench) -> None:
    plain = parse_qs(urlsplit(bench.identity.begin(bench.wanted(), AT)).query)
    assert plain["vtr"] == ['["Cl.Cm"]']
    assert "claims" not in plain
    proof = parse_qs(urlsplit(bench.identity.begin(bench.wanted(level="identity"), AT)).query)
    assert proof["vtr"] == ['["Cl.Cm.P2"]']
    assert govuk_one_login.CORE in json.loads(proof["claims"][0])["userinfo"]


def test_who_cannot_prove_it_is_not_proved(bench: Bench) -> None:
    assert bench.sign_in(bench.wanted(level="identity"), person="r4") == NotProved("not_proved")
    assert isinstance(bench.sign_in(person="r4"), Proved), "but may sign in"


def test_without_a_core_identity_nothing_is_proved(bench: Bench) -> None:
    bench.simulator.faults.set("core_missing")
    assert bench.sign_in(bench.wanted(level="identity")) == NotProved("not_proved")


@pytest.mark.parametrize(
    ("lie", "code"),
    [
        ("wrong_vot", "level"),
        ("core_p1", "level"),
        ("core_by_id_key", "key"),
        ("core_other_did", "key"),
        ("did_controller", "key"),
        ("core_expired", "expired"),
        ("core_other_sub", "subject"),
        ("sub_mismatch", "subject"),
    ],
)
def test_a_false_proof_is_refused(bench: Bench, lie: str, code: str) -> None:
    bench.simulator.faults.set(lie)
    with refused(code):
        bench.sign_in(bench.wanted(level="identity"))


def test_keys_that_another_publishes_are_not_taken(bench: Bench) -> None:
    bench.simulator.faults.set("did_id")
    with pytest.raises(Misconfigured):
        bench.sign_in(bench.wanted(level="identity"))
    with pytest.raises(Misconfigured):
        bench.identity.check()


def test_keys_of_identities_rotate(bench: Bench) -> None:
    assert isinstance(bench.sign_in(bench.wanted(level="identity")), Proved)
    bench.simulator.keys.rotate("identity", "ES256", drop=True)
    bench.wait(minutes=2)
    assert isinstance(bench.sign_in(bench.wanted(level="identity")), Proved)


def test_an_access_token_that_ran_out_is_refused(bench: Bench) -> None:
    bench.simulator.faults.set("status:401", match={"path": "/one-login/userinfo"})
    with refused("code"):
        bench.sign_in()


def test_the_client_must_say_who_it_is(bench: Bench) -> None:
    address = f"{bench.simulator.address}/one-login/token"
    with httpx.Client(trust_env=False, verify=False) as client:
        assert client.post(address, headers={"user-agent": ""}).status_code == 403
        answer = client.post(address, data={"grant_type": "authorization_code"})
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client")


def test_a_statement_of_ours_is_good_once(bench: Bench) -> None:
    from commonhall.capabilities.identity.client_keys import OwnKey

    endpoint = f"{bench.simulator.address}/one-login/token"
    key = OwnKey(bench.settings["private_key"])
    fields = key.show(bench.settings["client_id"], endpoint, AT).fields
    with httpx.Client(trust_env=False, verify=False) as client:
        errors = [client.post(endpoint, data={**fields, "grant_type": "x"}).json()["error"] for _ in range(2)]
        other = key.show(bench.settings["client_id"], "https://other.example/token", AT).fields
        errors.append(client.post(endpoint, data={**other, "grant_type": "x"}).json()["error"])
    assert errors == ["unsupported_grant_type", "invalid_client", "invalid_client"]


def test_only_the_registered_address_is_sent_back_to(bench: Bench) -> None:
    wrong = bench.identity.begin(bench.wanted(return_url="http://evil.example/"), AT)
    answer = httpx.post(wrong, data={"person": "r1"}, trust_env=False, verify=False)
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_the_name_that_holds_now_is_taken() -> None:
    credential = {
        "credentialSubject": {
            "name": [
                {"validUntil": "2020-01-01", "nameParts": [{"value": "Ada", "type": "GivenName"}]},
                {"validFrom": "2020-01-01", "nameParts": [{"value": "Ada "}, {"value": "Fennimore"}]},
            ],
            "birthDate": [{"value": "1961-04-02"}],
        }
    }
    assert govuk_one_login._name_and_birth(credential, AT) == ("Ada Fennimore", date(1961, 4, 2))


@pytest.mark.parametrize("credential", [None, {}, {"credentialSubject": {"name": [], "birthDate": []}}])
def test_a_proof_without_a_name_is_refused(credential: Any) -> None:
    with refused("token"):
        govuk_one_login._name_and_birth(credential, AT)


def test_the_real_service_is_where_settings_begin() -> None:
    identity = identity_from("identity", "govuk_one_login", {"client_id": "x", "private_key": "y"})
    party = identity.party  # type: ignore[attr-defined]  # of this provider
    assert party.issuer == "https://oidc.account.gov.uk/"
    assert govuk_one_login.did_of("https://identity.account.gov.uk/") == "did:web:identity.account.gov.uk"
    PUBLISHED.forget()
