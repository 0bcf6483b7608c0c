"""Does every provider of sign-in keep the promises of its port? The same person comes back as the same, and nobody
else does."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.capabilities.identity.port import Audience, NotProved, Proved, Wanted, identity_from
from commonhall.capabilities.identity.relying_party import RelyingParty
from commonhall.capabilities.identity.simulator.clients import Client
from commonhall.capabilities.ports import providers_of
from tests.contracts.identity.benches import AT, BENCHES, CLIENT, NOWHERE, RETURN, Bench, entra, keys, openid


@pytest.fixture(params=list(BENCHES), ids=lambda each: "-".join(each))
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with BENCHES[request.param](tmp_path) as made:
        yield made


def proved(found: Proved | NotProved) -> Proved:
    assert isinstance(found, Proved), found
    return found


def test_every_provider_has_a_bench() -> None:
    for audience in ("identity", "staff_identity"):
        names = {provider.name for provider in providers_of(audience)}
        assert {name for of, name in (*BENCHES, *NOWHERE) if of == audience} == names
        assert len(names) >= 2


@pytest.mark.parametrize(("audience", "name"), NOWHERE)
def test_where_nobody_is_sent_anywhere_nothing_leads_there(audience: Audience, name: str) -> None:
    identity = identity_from(audience, name, {})
    identity.check()
    assert identity.button() is None
    wanted = Wanted("s", "n", "v", "https://example.org/")
    assert identity.sign_out("", "https://example.org/", AT) == ""
    with pytest.raises(Misconfigured):
        identity.begin(wanted, AT)
    with pytest.raises(Misconfigured):
        identity.finish(wanted, {}, AT)
    with pytest.raises(Rejected):
        identity.ended("x", AT)


def test_it_checks_out_and_has_a_button(bench: Bench) -> None:
    bench.identity.check()
    button = bench.identity.button()
    assert button is not None
    assert button.en.startswith("Sign in with ")
    assert button.cy.startswith("Mewngofnodi gyda ")


def test_the_browser_is_told_all_that_protects_it(bench: Bench) -> None:
    wanted = bench.wanted(language="cy")
    query = parse_qs(urlsplit(bench.identity.begin(wanted, AT)).query)
    assert query["state"] == [wanted.state]
    assert query["nonce"] == [wanted.nonce]
    assert query["redirect_uri"] == [bench.return_url]
    assert query["code_challenge_method"] == ["S256"]
    assert query["ui_locales"] == ["cy"]
    assert query["response_type"] == ["code"]
    assert wanted.verifier not in str(query)


def test_the_same_person_is_the_same_again_and_others_are_others(bench: Bench) -> None:
    other = bench.person.replace("officer", "lead") if "officer" in bench.person else "r2"
    first, again, third = proved(bench.sign_in()), proved(bench.sign_in()), proved(bench.sign_in(person=other))
    assert first.subject == again.subject != third.subject
    assert first.issuer == again.issuer == third.issuer
    assert first.level == "signed_in"
    assert first.name == ""
    if bench.subject:
        assert first.subject == bench.subject


def test_residents_can_be_anybody_with_an_email_address_and_staff_cannot(bench: Bench) -> None:
    address = bench.identity.begin(bench.wanted(), AT)
    if bench.audience == "staff_identity":
        assert 'name="email"' not in httpx.get(address, trust_env=False, verify=False).text
        return
    first, again = (proved(bench.sign_in(do="email", email=typed)) for typed in ("Jo@example.org", "jo@example.org "))
    other = proved(bench.sign_in(do="email", email="sam@example.org"))
    assert first.subject == again.subject != other.subject
    assert first.email in ("", "jo@example.org"), "not every provider is believed"
    answer = httpx.post(address, data={"do": "email", "email": "nobody"}, trust_env=False, verify=False)
    assert answer.status_code == 200, "it asks again"


def test_who_turns_back_is_nobody(bench: Bench) -> None:
    assert bench.sign_in(do="cancel") == NotProved("denied")


def test_who_signs_out_is_told_where(bench: Bench) -> None:
    hint = proved(bench.sign_in()).hint
    address = bench.identity.sign_out(hint, "http://fallowdale.localhost:8000/", bench.clock.now)
    assert address.startswith(bench.simulator.address)
    assert parse_qs(urlsplit(address).query)["id_token_hint"] == [hint]
    head, _, signature = hint.split(".")
    told = urlsafe_b64encode(b'{"iss": "https://elsewhere.example/"}').decode().rstrip("=")
    foreign = f"{head}.{told}.{signature}"
    for another in (foreign, "no token"):
        assert bench.identity.sign_out(another, "http://fallowdale.localhost:8000/", bench.clock.now) == ""


def test_a_new_key_is_looked_up_and_the_old_one_forgotten(bench: Bench) -> None:
    proved(bench.sign_in())
    for name, algorithm in (("one-login", "ES256"), ("openid", "RS256"), ("entra", "RS256")):
        bench.simulator.keys.rotate(name, algorithm, drop=True)
    bench.wait(minutes=2)
    proved(bench.sign_in())


def test_signing_in_goes_on_while_only_what_is_published_cannot_be_fetched(bench: Bench) -> None:
    proved(bench.sign_in())
    for path in ("/one-login/.well-known", "/openid/.well-known"):
        bench.simulator.faults.set("status:503", match={"path": path})
    bench.simulator.faults.set("status:503", match={"method": "GET", "path": f"/{bench.settings.get('tenant_id')}/"})
    bench.wait(hours=5)
    proved(bench.sign_in())
    PUBLISHED.forget()
    with pytest.raises(Unavailable):
        bench.identity.begin(bench.wanted(), bench.clock.now)


@pytest.mark.parametrize("effect", ["status:500", "rate_limit", "html_error_page", "truncated_json", "reset"])
def test_a_provider_that_fails_is_unavailable(bench: Bench, effect: str) -> None:
    wanted = bench.wanted()
    back = bench.visit(bench.identity.begin(wanted, AT))
    bench.simulator.faults.set(effect, match={"method": "POST"})
    with pytest.raises(Unavailable):
        bench.identity.finish(wanted, back, AT)


@pytest.mark.parametrize(
    ("error", "becomes"),
    [
        ("access_denied", NotProved("denied")),
        ("login_required", NotProved("again")),
        ("temporarily_unavailable", Unavailable),
        ("server_error", Unavailable),
        ("unauthorized_client", Misconfigured),
        ("invalid_request", Misconfigured),
        ("invalid_scope", Misconfigured),
        ("unsupported_response_type", Misconfigured),
    ],
)
def test_every_error_of_the_provider_means_one_thing(bench: Bench, error: str, becomes: object) -> None:
    bench.simulator.faults.set(f"error_{error}")
    if isinstance(becomes, NotProved):
        assert bench.sign_in() == becomes
    else:
        with pytest.raises(becomes):  # type: ignore[call-overload]  # one of our three errors
            bench.sign_in()


def test_a_wrong_secret_or_key_is_a_matter_of_settings(tmp_path: Path) -> None:
    for made in (openid, entra):
        with made(tmp_path, client_secret="not it") as bench, pytest.raises(Misconfigured):
            bench.sign_in()


def test_roles_let_in_and_become_ours(tmp_path: Path) -> None:
    lines = "commonhall.officer = officer\ncommonhall.lead = lead"
    with entra(tmp_path, allowed_roles="commonhall.officer, commonhall.lead", role_lines=lines) as bench:
        assert proved(bench.sign_in()).roles == ("officer",)
        assert bench.sign_in(person="fallowdale-agent") == NotProved("not_allowed")
    with entra(tmp_path, role_lines="commonhall.officer = officer, commonhall.lead=lead") as bench:
        assert proved(bench.sign_in(person="fallowdale-lead")).roles == ("lead",)
    with entra(tmp_path, allowed_roles="commonhall.officer, commonhall.lead", role_lines=lines) as bench:
        assert bench.sign_in(person="fallowdale-new") == NotProved("not_allowed")
        bench.simulator.faults.set("group_overage", times=1)
        assert bench.sign_in() == NotProved("roles_unknown")
    with entra(tmp_path) as bench:
        assert proved(bench.sign_in(person="fallowdale-new")).roles is None


def test_an_address_that_is_not_trusted_is_not_told(tmp_path: Path) -> None:
    with openid(tmp_path) as bench:
        assert proved(bench.sign_in()).email == ""
    with openid(tmp_path, trust_email=True) as bench:
        assert proved(bench.sign_in()).email == "ada.fennimore@example.com"


def test_a_key_of_our_own_works_with_any_provider(tmp_path: Path) -> None:
    private, public = keys()
    with openid(tmp_path, client_secret=None, private_key=private) as bench:
        bench.simulator.clients.register(Client(CLIENT, "openid", "Fallowdale", (RETURN,), public_key=public))
        proved(bench.sign_in())
    pasted = " ".join(private.split("\n"))  # as a field of one line keeps it
    with openid(tmp_path, private_key=pasted) as bench:
        bench.simulator.clients.register(Client(CLIENT, "openid", "Fallowdale", (RETURN,), public_key=public))
        bench.identity.check()
        proved(bench.sign_in())


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_secret": None},
        {"issuer": "ftp://example.org"},
        {"issuer": "https://user@example.org"},
        {"scope": "email"},
        {"more_hosts": "nonsense"},
    ],
)
def test_settings_that_cannot_work_are_refused(wrong: dict[str, object]) -> None:
    right = {"issuer": "https://example.org", "client_id": "c", "client_secret": "s"}
    identity_from("identity", "openid_connect", right)
    with pytest.raises(Misconfigured):
        identity_from("identity", "openid_connect", {**right, **wrong})


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_a_wrong_secret_is_found_by_the_check(tmp_path: Path, method: str) -> None:
    with openid(tmp_path, secret_method=method) as bench:
        bench.identity.check()
    wrong = openid(tmp_path, client_secret="last year's", secret_method=method)
    with wrong as bench, pytest.raises(Misconfigured, match="invalid_client"):
        bench.identity.check()


def test_a_client_that_is_not_known_is_found_by_the_check(bench: Bench) -> None:
    bench.simulator.clients.register(Client(CLIENT, "openid", "Another", (RETURN,), secret="another"))
    with pytest.raises(Misconfigured, match="invalid_client"):
        bench.identity.check()


def test_who_is_not_let_in_without_a_word_is_told_by_the_check(bench: Bench) -> None:
    bench.simulator.faults.set("status:401", match={"method": "POST"})
    with pytest.raises(Misconfigured, match="401"):
        bench.identity.check()


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_code_that_is_refused_is_no_matter_of_settings(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """RFC 6749, 5.2 says 400; some answer otherwise."""
    for error, wrong in (("invalid_grant", False), ("invalid_client", True)):
        answer = httpx.Response(status, json={"error": error})
        monkeypatch.setattr(RelyingParty, "_ask_for_tokens", lambda *_, answer=answer: answer)
        with pytest.raises(Misconfigured) if wrong else nullcontext():
            bench.identity.check()


def test_a_key_that_is_none_is_found_by_the_check(tmp_path: Path) -> None:
    with openid(tmp_path, client_secret=None, private_key="nonsense") as bench, pytest.raises(Misconfigured):
        bench.identity.check()


def test_role_lines_name_our_roles(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="role_lines"), entra(tmp_path, role_lines="theirs = emperor"):
        pass
