"""Is every attack on signing in refused? One test for each: what a browser brings, and what a token says."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.capabilities.identity.port import Proved
from tests.contracts.identity.benches import AT, BENCHES, Bench, entra, one_login, openid


@pytest.fixture(params=list(BENCHES), ids=lambda each: "-".join(each))
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with BENCHES[request.param](tmp_path) as made:
        yield made


def refused(*codes: str) -> Any:
    return pytest.raises(Rejected, check=lambda error: error.code in codes)


@pytest.mark.parametrize(
    ("lie", "code"),
    [
        ("bad_signature", "signature"),
        ("alg_none", "algorithm"),
        ("alg_hs256", "algorithm"),
        ("unknown_kid", "key"),
        ("wrong_iss", "issuer"),
        ("wrong_aud", "audience"),
        ("wrong_azp", "audience"),
        ("wrong_nonce", "nonce"),
        ("expired_token", "expired"),
        ("future_token", "future"),
        ("no_subject", "subject"),
    ],
)
def test_a_token_that_lies_is_refused(bench: Bench, lie: str, code: str) -> None:
    bench.simulator.faults.set(lie, times=1)
    with refused(code):
        bench.sign_in()
    assert isinstance(bench.sign_in(), Proved), "and the next one is taken"


def test_the_state_of_another_browser_is_refused(bench: Bench) -> None:
    mine, theirs = bench.wanted(), bench.wanted()
    back = bench.visit(bench.identity.begin(theirs, AT))
    with refused("state"):
        bench.identity.finish(mine, back, AT)
    for wrong in ({**back, "state": ""}, {name: value for name, value in back.items() if name != "state"}):
        with refused("state"):
            bench.identity.finish(mine, wrong, AT)


def test_a_state_that_the_provider_changed_is_refused(bench: Bench) -> None:
    bench.simulator.faults.set("wrong_state")
    with refused("state"):
        bench.sign_in()


def test_a_code_that_was_stolen_is_worth_nothing_without_the_verifier(bench: Bench) -> None:
    wanted = bench.wanted()
    back = bench.visit(bench.identity.begin(wanted, AT))
    with refused("code"):
        bench.identity.finish(bench.wanted(state=wanted.state, nonce=wanted.nonce), back, AT)


def test_a_code_from_another_sign_in_is_refused(bench: Bench) -> None:
    mine, theirs = bench.wanted(), bench.wanted()
    stolen = bench.visit(bench.identity.begin(theirs, AT))
    with refused("code"):
        bench.identity.finish(mine, {**stolen, "state": mine.state}, AT)


def test_a_code_works_once(bench: Bench) -> None:
    wanted = bench.wanted()
    back = bench.visit(bench.identity.begin(wanted, AT))
    assert isinstance(bench.identity.finish(wanted, back, AT), Proved)
    with refused("code"):
        bench.identity.finish(wanted, back, AT)


def test_a_code_that_waited_too_long_is_refused(bench: Bench) -> None:
    wanted = bench.wanted()
    back = bench.visit(bench.identity.begin(wanted, AT))
    bench.wait(seconds=31)
    with refused("code"):
        bench.identity.finish(wanted, back, bench.clock.now)


def test_a_code_for_another_address_is_refused(bench: Bench) -> None:
    wanted = bench.wanted()
    back = bench.visit(bench.identity.begin(wanted, AT))
    elsewhere = bench.wanted(
        state=wanted.state, nonce=wanted.nonce, verifier=wanted.verifier, return_url="https://evil.example/"
    )
    with refused("code"):
        bench.identity.finish(elsewhere, back, AT)


def test_an_answer_of_another_provider_is_refused(bench: Bench) -> None:
    bench.simulator.faults.set("wrong_party")
    with refused("issuer"):
        bench.sign_in()


def test_a_provider_that_promises_its_name_must_say_it(tmp_path: Path) -> None:
    with openid(tmp_path) as bench:
        wanted = bench.wanted()
        back = bench.visit(bench.identity.begin(wanted, AT))
        assert back.pop("iss") == bench.settings["issuer"]
        with refused("issuer"):
            bench.identity.finish(wanted, back, AT)


@pytest.mark.parametrize("brought", [{}, {"code": ""}, {"code": "x" * 5000}, {"error": "made_up"}])
def test_an_answer_that_is_none_is_refused(bench: Bench, brought: dict[str, str]) -> None:
    wanted = bench.wanted()
    back = {"state": wanted.state, "iss": str(bench.settings.get("issuer", ""))} | brought
    if not back["iss"] or "one-login" in back["iss"]:
        del back["iss"]
    with refused("response"):
        bench.identity.finish(wanted, back, AT)


def test_unknown_keys_do_not_make_us_ask_again_and_again(bench: Bench) -> None:
    bench.sign_in()
    bench.wait(minutes=2)
    asked = _counted(bench)
    bench.simulator.faults.set("unknown_kid", times=3)
    for _ in range(3):
        with refused("key"):
            bench.sign_in()
    assert len([path for path in asked if "keys" in path or "jwks" in path]) == 1


def _counted(bench: Bench) -> list[str]:
    paths: list[str] = []
    answer = bench.simulator.answer

    def counting(request: Any) -> Any:
        paths.append(request.path)
        return answer(request)

    bench.simulator.answer = counting  # type: ignore[method-assign]  # to count what is asked
    return paths


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_a_provider_that_names_another_host_is_not_followed(bench: Bench, name: str) -> None:
    address = _discovery_of(bench)
    found = dict(PUBLISHED.get(address, AT))
    with _published({address: {**found, name: "https://evil.example/x"}}), pytest.raises(Misconfigured, match="host"):
        bench.sign_in()


def test_a_provider_that_calls_itself_otherwise_is_not_believed(bench: Bench) -> None:
    address = _discovery_of(bench)
    found = dict(PUBLISHED.get(address, AT))
    for other in ("https://evil.example", str(found["issuer"]) + "/x"):
        with _published({address: {**found, "issuer": other}}), pytest.raises(Misconfigured, match="itself"):
            bench.identity.begin(bench.wanted(), AT)


def test_a_key_of_another_kind_is_not_used(bench: Bench) -> None:
    """The public key must not become a shared secret, nor may one for encryption sign, nor one that is soon broken."""
    address = _discovery_of(bench)
    jwks = str(PUBLISHED.get(address, AT)["jwks_uri"])
    keys = list(PUBLISHED.get(jwks, AT)["keys"])
    short = {"n": "AQAB" * 42, "x": "AQAB"}
    unknown_curve = {"n": "AQAB" * 42, "crv": "P-0"}
    for wrong in ({"use": "enc"}, {"alg": "RS512"}, {"kty": "oct", "k": "AAAA"}, short, unknown_curve):
        with _published({jwks: {"keys": [{**key, **wrong} for key in keys]}}), refused("key"):
            bench.sign_in()
    with _published({jwks: {"keys": [*keys, *keys]}}), refused("key"):
        bench.sign_in()


def test_a_token_that_is_deeper_than_we_can_read_is_refused(bench: Bench) -> None:
    """Anybody may send one: a message that a sign-in is over is only known by its signature."""
    deep = base64.urlsafe_b64encode(b"[" * 9000).rstrip(b"=").decode()
    with refused("token"):
        bench.identity.ended(f"{deep}.{deep[:100]}.{deep[:100]}", AT)


def _discovery_of(bench: Bench) -> str:
    bench.identity.check()
    sent = bench.identity.begin(bench.wanted(), AT)
    issuer = str(bench.settings.get("issuer") or f"{bench.simulator.address}/{bench.settings['tenant_id']}/v2.0")
    assert sent.startswith(bench.simulator.address)
    return f"{issuer.rstrip('/')}/.well-known/openid-configuration"


class _published:
    """Put documents in the place of those that the provider publishes."""

    def __init__(self, documents: dict[str, dict[str, Any]]) -> None:
        self._documents = documents
        self._get: Callable[..., Any] = PUBLISHED.get
        self._newer: Callable[..., Any] = PUBLISHED.get_newer

    def __enter__(self) -> None:
        get, newer = self._get, self._newer
        PUBLISHED.get = lambda address, at: self._documents.get(address) or get(address, at)  # type: ignore[method-assign]  # for the test
        PUBLISHED.get_newer = lambda address, at: self._documents.get(address) or newer(address, at)  # type: ignore[method-assign]  # for the test

    def __exit__(self, *_: object) -> None:
        PUBLISHED.get, PUBLISHED.get_newer = self._get, self._newer  # type: ignore[method-assign]  # as it was


def test_a_token_of_another_organisation_is_refused(tmp_path: Path) -> None:
    with entra(tmp_path) as bench:
        bench.simulator.faults.set("other_tenant")
        with refused("tenant"):
            bench.sign_in()


@pytest.mark.parametrize(
    ("lie", "codes"),
    [
        ("logout_wrong_event", ("event",)),
        ("logout_with_nonce", ("event",)),
        ("logout_expired", ("expired",)),
        ("bad_signature", ("signature",)),
        ("alg_none", ("algorithm",)),
        ("unknown_kid", ("key",)),
    ],
)
def test_a_false_message_that_a_sign_in_is_over_is_refused(tmp_path: Path, lie: str, codes: tuple[str, ...]) -> None:
    with one_login(tmp_path) as bench:
        issuer = _one_login_issuer(bench)
        bench.simulator.faults.set(lie, times=1)
        with refused(*codes):
            bench.identity.ended(issuer.logout_token(bench.settings["client_id"], "somebody", AT), AT)


def test_a_message_that_a_sign_in_is_over_is_believed(tmp_path: Path) -> None:
    with one_login(tmp_path) as bench:
        subject = bench.sign_in().subject  # type: ignore[union-attr]  # they are proved
        token = _one_login_issuer(bench).logout_token(bench.settings["client_id"], subject, AT)
        ended = bench.identity.ended(token, AT)
        assert (ended.issuer, ended.subject) == (bench.settings["issuer"], subject)
        assert ended.token_id
        assert ended.until > AT + timedelta(minutes=3)
        with refused("audience"):
            bench.identity.ended(_one_login_issuer(bench).logout_token("another-client", subject, AT), AT)
        with refused("expired"):
            bench.identity.ended(token, AT + timedelta(minutes=9))


def test_an_id_token_ends_no_sign_in(tmp_path: Path) -> None:
    with one_login(tmp_path) as bench:
        with refused("event"):
            bench.identity.ended(bench.sign_in().hint, AT)  # type: ignore[union-attr]  # they are proved
        for nonsense in ("", "a.b.c", "x" * 30_000, "é.é.é"):
            with refused("token"):
                bench.identity.ended(nonsense, AT)


def _one_login_issuer(bench: Bench) -> Any:
    from commonhall.capabilities.identity.simulator.flavours import ONE_LOGIN

    return bench.simulator.issuer(ONE_LOGIN)
