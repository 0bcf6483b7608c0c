"""Does the one client call only its own host, only where it may, and name every failure of the network?"""

from __future__ import annotations

import gzip
import itertools
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

import httpx
import pytest
from requests import Session

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.guarded_requests import guard_session
from commonhall.capabilities.http import check_answer, client_for, json_of, retry_until
from commonhall.capabilities.network import Inside, addresses_of, restore_inside
from tests.loopback import loopback

AT: Final = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)


class Answers(BaseHTTPRequestHandler):
    """A provider that answers by path, and counts what it was asked."""

    asked: list[tuple[str, str, str]] = []
    broken: int = 0

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", "0")))
        self._answer()

    def _answer(self) -> None:
        type(self).asked.append((self.command, self.path, self.headers["host"]))
        if self.path == "/cut" or (self.path == "/once" and type(self).broken == 0):
            type(self).broken += 1
            self.close_connection = True
            self.connection.close()
            return
        if self.path.startswith("/to/"):
            self.send_response(302)
            target = {"/to/here": "/fine", "/to/there": f"http://localhost:{self.server.server_port}/fine",  # type: ignore[attr-defined] # a TCP server
                      "/to/inside": "http://169.254.169.254/latest", "/to/round": "/to/round"}[self.path]  # fmt: skip
            self.send_header("location", target)
            self.end_headers()
            return
        if self.path.startswith("/drip/"):
            self._drip(b"HTTP/1.1 200 OK\r\n" if self.path == "/drip/body" else b"")
            return
        body = b"x" * 5000 if self.path == "/long" else b'{"fine": true}'
        if self.path == "/packed":
            body = gzip.compress(gzip.compress(b"0" * 10_000_000))
        self.send_response(int(self.path.strip("/")) if self.path.strip("/").isdigit() else 200)
        if self.path == "/packed":
            self.send_header("content-encoding", "gzip, gzip")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, first: bytes) -> None:
        """Send a letter now and then, for ever: of the status line, or of a header."""
        with suppress(OSError):
            self.wfile.write(first)
            for letter in itertools.cycle(b"HTTP/1.1-200-OK-"):
                self.wfile.write(bytes([letter]))
                time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def base() -> Iterator[str]:
    Answers.asked, Answers.broken = [], 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    with loopback():
        yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_it_calls_below_the_base_address_and_returns_any_status(base: str) -> None:
    with client_for(f"{base}/v2/") as client:
        assert json_of(client.get("things")) == {"fine": True}
    with client_for(base) as client:
        assert client.post("/404", json={}).status_code == 404
    assert [path for _, path, _ in Answers.asked] == ["/v2/things", "/404"]


def test_the_host_that_was_asked_for_is_said_though_an_address_is_called(base: str) -> None:
    port = base.rpartition(":")[2]
    with client_for(f"http://sim.localhost:{port}", resolve=lambda _host, _port: ["127.0.0.1"]) as client:
        client.get("/fine")
    assert Answers.asked[0][2] == f"sim.localhost:{port}"


@pytest.mark.parametrize("path", ["/to/there", "/to/inside"])
def test_no_redirect_leads_to_another_host(base: str, path: str) -> None:
    with client_for(base) as client, pytest.raises(Misconfigured):
        client.get(path)
    assert {asked for _, asked, _ in Answers.asked} == {path}


def test_redirects_on_the_same_host_are_followed_for_reads_only_and_not_for_ever(base: str) -> None:
    with client_for(base) as client:
        assert client.get("/to/here").status_code == 200
        assert client.post("/to/here").status_code == 302
        with pytest.raises(Unavailable):
            client.get("/to/round")


def test_a_path_cannot_name_another_host(base: str) -> None:
    with client_for(base) as client, pytest.raises(Misconfigured):
        client.get("http://localhost:1/")


def test_a_read_is_tried_once_more_and_a_write_never(base: str) -> None:
    with client_for(base) as client:
        assert client.get("/once").status_code == 200
        with pytest.raises(Unavailable) as caught:
            client.post("/cut")
    assert caught.value.in_doubt
    assert [path for _, path, _ in Answers.asked] == ["/once", "/once", "/cut"]


def test_a_write_that_never_left_is_not_in_doubt() -> None:
    with loopback(), client_for("http://127.0.0.1:1") as client, pytest.raises(Unavailable) as caught:
        client.post("/")
    assert not caught.value.in_doubt


def test_a_long_answer_is_not_read(base: str) -> None:
    with client_for(base, largest_answer=4000) as client, pytest.raises(Unavailable):
        client.get("/long")


@pytest.mark.parametrize("path", ["/drip/status", "/drip/body"])
def test_an_answer_that_drips_for_ever_is_given_up(base: str, path: str) -> None:
    began = time.monotonic()
    with client_for(base, connect_seconds=0.1, read_seconds=0.2) as client:
        with pytest.raises(Unavailable) as read:
            client.get(path)
        with pytest.raises(Unavailable) as sent:
            client.post(path)
    assert (read.value.in_doubt, sent.value.in_doubt) == (False, True)
    with Session() as session:
        guard_session(session, base)
        with pytest.raises(Unavailable):
            session.get(f"{base}{path}", timeout=0.2)
    assert time.monotonic() - began < 6, "a sign of life now and then does not begin the wait anew"


def test_a_packed_answer_is_not_unpacked(base: str) -> None:
    with client_for(base) as client, pytest.raises(Unavailable):
        client.get("/packed")
    with Session() as session:
        guard_session(session, base)
        with pytest.raises(Unavailable):
            session.get(f"{base}/packed", timeout=5)


@pytest.mark.parametrize("written", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0"])
def test_an_address_inside_is_known_however_it_is_written(written: str) -> None:
    with pytest.raises(Misconfigured):
        addresses_of(written, 443, seconds=5)


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
     "2002:a00:1::", "0.0.0.0", "100.64.0.1", "fe80::1%eth0", "224.0.0.1", "::10.0.0.1",
     "64:ff9b:1::a00:1", "::ffff:0:10.0.0.1", "fec0::1", "168.63.129.16"],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    """Also where another address of the same name is public: a trick of name servers."""
    for found in ([address], ["93.184.215.14", address]):
        with pytest.raises(Misconfigured):
            addresses_of("pay.example.org", 443, seconds=1, resolve=lambda _h, _p, found=found: found)  # type: ignore[misc] # a default binds the loop's value


def test_public_addresses_are_let_out() -> None:
    found = addresses_of("pay.example.org", 443, seconds=1, resolve=lambda _h, _p: ["93.184.215.14", "2606:2800::1"])
    assert found == ["93.184.215.14", "2606:2800::1"]


def test_a_host_that_the_operator_listed_may_be_inside_but_never_where_clouds_keep_secrets() -> None:
    with loopback(allowed=False, hosts=("Back.Council.internal",)):
        name = "back.council.internal"
        assert addresses_of(name, 80, seconds=1, resolve=lambda _h, _p: ["10.1.2.3"]) == ["10.1.2.3"]
        client_for("http://back.council.internal").close()
        with pytest.raises(Misconfigured):
            addresses_of(name, 80, seconds=1, resolve=lambda _h, _p: ["169.254.169.254"])
        with pytest.raises(Misconfigured):
            addresses_of("other.council.internal", 80, seconds=1, resolve=lambda _h, _p: ["10.1.2.3"])


@pytest.mark.parametrize(
    "address", ["http://pay.example.org", "ftp://x", "pay.example.org", "https://u:p@h", "https://"]
)
def test_addresses_without_tls_or_form_are_refused(address: str) -> None:
    with loopback(allowed=False), pytest.raises(Misconfigured):
        client_for(address)


def _answer(status: int, method: str = "GET", **headers: str) -> httpx.Response:
    return httpx.Response(status, headers=headers, request=httpx.Request(method, "https://pay.example.org/"))


def test_what_a_status_means_where_the_provider_says_no_more() -> None:
    check_answer(_answer(201), provider="Pay", at=AT)
    for status, error in ((401, Misconfigured), (403, Misconfigured), (404, Rejected), (422, Rejected),
                          (302, Unavailable), (408, Unavailable), (429, Unavailable), (502, Unavailable)):  # fmt: skip
        with pytest.raises(error):
            check_answer(_answer(status), provider="Pay", at=AT)
    with pytest.raises(Unavailable) as doubtful:
        check_answer(_answer(502, "POST"), provider="Pay", at=AT)
    assert doubtful.value.in_doubt
    with pytest.raises(Unavailable) as sure:
        check_answer(_answer(503, "POST", **{"retry-after": "60"}), provider="Pay", at=AT)
    assert (sure.value.in_doubt, sure.value.until) == (False, "2026-06-10T10:01:00")


def test_when_to_come_back_may_be_a_date_or_nonsense() -> None:
    assert retry_until(_answer(429, **{"retry-after": "Wed, 10 Jun 2026 09:30:00 GMT"}), AT) == "2026-06-10T10:30:00"
    assert retry_until(_answer(429, **{"retry-after": "soon"}), AT) is None
    assert retry_until(_answer(429), AT) is None


@pytest.mark.parametrize("body", [b"", b"[" * 100_000, rb'{"a": ["b\u0000"]}', rb'{"\ud800": 1}'])
def test_an_answer_that_cannot_be_kept_is_no_answer(body: bytes) -> None:
    with pytest.raises(Unavailable):
        json_of(httpx.Response(200, content=body, request=httpx.Request("GET", "https://pay.example.org/")))


def test_letters_that_are_written_otherwise_are_read() -> None:
    body = rb'{"a": "\ud83d\ude9a \\u0000 \u00f4"}'
    answer = httpx.Response(200, content=body, request=httpx.Request("GET", "https://pay.example.org/"))
    assert json_of(answer) == {"a": "🚚 \\u0000 ô"}


def test_a_library_that_uses_requests_is_held_to_the_same(base: str) -> None:
    session = Session()
    guard_session(session, base)
    port = base.rpartition(":")[2]
    assert session.get(f"{base}/fine", timeout=5).json() == {"fine": True}
    assert Answers.asked[-1][2] == f"127.0.0.1:{port}"
    for elsewhere in (f"{base}/to/there", f"{base}/to/inside", "http://localhost:1/", "https://example.org/"):
        with pytest.raises(Misconfigured):
            session.get(elsewhere, timeout=5)
    session.close()
    restore_inside(Inside())
    with pytest.raises(Misconfigured):
        guard_session(Session(), base)


@pytest.mark.parametrize("typed", ["sk-opens-all\n", "sk-opens-all x\ny", "sk-opens-all\x00", "sk-opens-allë"])
def test_a_key_that_cannot_be_sent_is_said_and_never_told(base: str, typed: str) -> None:
    with pytest.raises(Misconfigured) as always, client_for(base, headers={"key": typed}) as client:
        client.get("/fine")
    with client_for(base) as client, pytest.raises(Misconfigured) as once:
        client.get("/fine", headers={"authorization": f"Bearer {typed}"})
    for told in (always, once):
        assert "sk-opens-all" not in "".join(traceback.format_exception(told.value))
