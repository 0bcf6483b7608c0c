"""Does e-mail through a mail server go once, encrypted, and mean the right thing by each answer?"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.notifications.ledger import KEPT_DAYS, Ledger
from commonhall.capabilities.notifications.mail_server.server import BANNER, Running, mail_server
from commonhall.capabilities.notifications.port import Notifications, notifications_from
from commonhall.cases.correspondence.mail import read_mail
from tests.contracts.notifications.benches import smtp_settings
from tests.contracts.notifications.test_notifications import message
from tests.loopback import loopback

AT = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Running]:
    with loopback(), mail_server(clock=lambda: AT) as made:
        yield made


@pytest.fixture
def smtp(server: Running, tmp_path: Path) -> Notifications:
    return notifications_from("smtp", smtp_settings(server.port, tmp_path))


def test_the_e_mail_names_us_and_our_id_and_says_that_a_program_wrote_it(server: Running, tmp_path: Path) -> None:
    settings = smtp_settings(server.port, tmp_path, sender_name="Cyngor Brynafôn", bounces_to="bounces@example.org")
    one = message(language="cy", reply_to="reply+0123456789abcdef01234567@example.org")
    notifications_from("smtp", settings).send(one)
    (taken,) = server.inbox.of("bounces@example.org")
    assert taken.parsed["Message-ID"] == f"<{one.id}@council.example.org>"
    assert str(taken.parsed["From"]) == "Cyngor Brynafôn <post@council.example.org>"
    assert taken.parsed["Reply-To"] == one.reply_to
    assert taken.parsed["Auto-Submitted"] == "auto-generated"
    assert taken.parsed["Content-Language"] == "cy"
    assert taken.sender == "bounces@example.org"
    assert taken.recipients == ("sam@example.org",)


@pytest.mark.parametrize(
    ("to", "error", "code"),
    [
        ("refused@example.org", Rejected, "recipient"),
        ("policy@example.org", Misconfigured, ""),
        ("busy@example.org", Unavailable, ""),
        ("full@example.org", Unavailable, ""),
    ],
)
def test_each_answer_to_a_recipient_means_one_thing(
    server: Running, smtp: Notifications, to: str, error: type[Exception], code: str
) -> None:
    with pytest.raises(error) as raised:
        smtp.send(message(to=to))
    assert getattr(raised.value, "code", "") == code
    assert to not in str(raised.value)
    assert not getattr(raised.value, "in_doubt", False)
    assert server.inbox.all() == ()


def test_no_answer_to_the_whole_e_mail_is_in_doubt_and_the_next_try_has_the_same_id(
    server: Running, tmp_path: Path
) -> None:
    smtp = notifications_from("smtp", smtp_settings(server.port, tmp_path, timeout=0.3))
    server.faults.set("timeout_after", times=1)
    one = message()
    with pytest.raises(Unavailable) as silent:
        smtp.send(one)
    assert silent.value.in_doubt
    smtp.send(one)
    assert [each.parsed["Message-ID"] for each in server.inbox.all()] == [f"<{one.id}@council.example.org>"] * 2
    smtp.send(one)
    assert len(server.inbox.all()) == 2


@pytest.mark.parametrize("effect", ["timeout_before", "reset", "rate_limit"])
def test_what_fails_before_the_e_mail_was_given_is_simply_tried_again(
    server: Running, tmp_path: Path, effect: str
) -> None:
    smtp = notifications_from("smtp", smtp_settings(server.port, tmp_path, timeout=0.3))
    server.faults.set(effect, times=1)
    one = message()
    with pytest.raises(Unavailable) as failed:
        smtp.send(one)
    assert not failed.value.in_doubt
    smtp.send(one)
    assert len(server.inbox.all()) == 1


def test_a_server_that_is_not_there_is_unavailable(server: Running, tmp_path: Path) -> None:
    smtp = notifications_from("smtp", smtp_settings(1, tmp_path))
    with pytest.raises(Unavailable):
        smtp.check()


def test_a_server_inside_the_network_is_not_called(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured):
        notifications_from(
            "smtp", smtp_settings(25, tmp_path, host="10.1.2.3")
        )  # without encryption, nowhere but inside
    smtp = notifications_from("smtp", smtp_settings(25, tmp_path, host="10.1.2.3", security="starttls"))
    with pytest.raises(Misconfigured):
        smtp.check()


@pytest.mark.parametrize(
    "wrong",
    [{"sender": ""}, {"sender": "not an address"}, {"username": "council"}, {"host": "a b"}, {"security": "ssl"}],
)
def test_settings_that_cannot_work_are_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with loopback(), pytest.raises(Misconfigured):
        notifications_from("smtp", smtp_settings(25, tmp_path, **wrong))


def test_it_signs_in_over_tls_and_keeps_accounts_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls = _certificate(tmp_path, monkeypatch)
    accounts = {"brynafon": "one", "northmere": "two"}
    with loopback(), mail_server(accounts=accounts, tls=tls) as server:
        settings = smtp_settings(
            server.port, tmp_path / "went", security="starttls", username="brynafon", password="one"
        )
        smtp = notifications_from("smtp", settings)
        smtp.check()
        smtp.send(message())
        assert len(server.inbox.of("brynafon")) == 1
        assert server.inbox.of("northmere") == ()
        with pytest.raises(Misconfigured) as refused:
            notifications_from("smtp", {**settings, "password": "wrong-password"}).check()
        assert "wrong-password" not in str(refused.value)
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(Misconfigured):
            notifications_from("smtp", settings).check()


def test_a_server_that_does_not_encrypt_gets_no_password(server: Running, tmp_path: Path) -> None:
    settings = smtp_settings(server.port, tmp_path, security="starttls", username="a", password="b")
    with pytest.raises(Misconfigured):
        notifications_from("smtp", settings).send(message())
    assert server.inbox.all() == ()


def test_the_report_of_a_bounce_says_which_message_it_was(server: Running, smtp: Notifications) -> None:
    one = message(to="bounces@example.org")
    smtp.send(one)
    (report,) = server.inbox.reports()
    read = read_mail(report)
    assert read.automatic
    assert read.bounce is not None
    assert read.bounce.about == str(one.id)
    assert read.bounce.recipient == "bounces@example.org"
    assert read.bounce.lasting


def test_the_pages_of_the_simulator_carry_its_banner_and_escape_what_came(server: Running, smtp: Notifications) -> None:
    smtp.send(replace(message(), subject="<script>alert(1)</script>"))
    page = httpx.get(f"{server.address}/")
    assert BANNER in page.text
    assert "<script>" not in page.text
    assert httpx.get(f"{server.address}/nothing.eml").status_code == 404
    assert httpx.post(f"{server.address}/", content=b"").status_code == 405


def test_the_ledger_forgets_after_a_month(tmp_path: Path) -> None:
    ledger, one = Ledger(tmp_path), message().id
    ledger.note(one, at=AT)
    assert ledger.find(one) is not None
    ledger.note(message().id, at=AT + timedelta(days=KEPT_DAYS))
    assert ledger.find(one) is not None
    ledger.note(message().id, at=AT + timedelta(days=KEPT_DAYS + 1))
    assert ledger.find(one) is None


def _certificate(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for this computer, which clients in this test trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "server.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, private)
    return context
