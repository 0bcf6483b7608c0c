"""Does the adapter for stores like Amazon S3 sign as they ask, and name each of their answers rightly?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.files.port import Files, files_from, key_of
from commonhall.capabilities.files.signing import Signer, canonical_request, quoted_path, quoted_query, text_to_sign
from commonhall.capabilities.files.simulator.accounts import access_key, bucket_of, demo_store, secret_key
from commonhall.capabilities.files.simulator.answers import Simulator, running
from tests.contracts.files.benches import COUNCIL, OTHER
from tests.loopback import loopback

AT = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
KEY = key_of(council_id=UUID(int=1), document_id=UUID(int=7), at=AT)
LARGE = b"x" * 13_000_000
# The examples that Amazon publishes for Signature Version 4, with the key of its documentation, which opens nothing.
EXAMPLE = Signer("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
THEN = datetime(2013, 5, 24, tzinfo=UTC)
HOST = "examplebucket.s3.amazonaws.com"


class Bench:
    """A running simulator, and the provider of a council that uses it."""

    def __init__(self, address: str, simulator: Simulator) -> None:
        self.address = address
        self.simulator = simulator

    def files(self, **changed: Any) -> Files:
        return files_from("s3", {**demo_store(COUNCIL, self.address), "timeout": 0.3, **changed})


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with loopback(), running(tmp_path / "store") as (address, simulator):
        yield Bench(address, simulator)


@pytest.mark.parametrize(
    ("method", "path", "query", "content", "headers", "expected"),
    [
        ("GET", "/test.txt", (), b"", {"Range": "bytes=0-9"},
         "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        ("PUT", "/test$file.text", (), b"Welcome to Amazon S3.",
         {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
         "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        ("GET", "/", (("lifecycle", ""),), b"", {},
         "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        ("GET", "/", (("max-keys", "2"), ("prefix", "J")), b"", {},
         "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ],
)  # fmt: skip
def test_requests_are_signed_as_the_published_examples_say(
    method: str, path: str, query: tuple[tuple[str, str], ...], content: bytes, headers: dict[str, str], expected: str
) -> None:
    signed = EXAMPLE.signed_headers(
        method=method, host=HOST, path=path, query=query, content=content, headers=headers, at=THEN
    )
    assert signed["authorization"].endswith(f"Signature={expected}")


@given(st.text(max_size=40), st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8), max_size=4))
def test_whatever_is_signed_is_sent_the_same_way(path: str, query: dict[str, str]) -> None:
    pairs = list(query.items())
    sent = httpx.URL(f"https://store.example.org/{quoted_path(path)}?{quoted_query(pairs)}")
    assert sent.query.decode() == quoted_query(pairs)
    one = canonical_request(method="GET", path=path, query=pairs, headers={"host": "h"}, digest="d")
    other = canonical_request(method="GET", path=path, query=pairs[::-1], headers={"host": "h"}, digest="d")
    assert one == other
    assert AT.strftime("%Y%m%d") in text_to_sign(scope=EXAMPLE.scope(AT), canonical=one, at=AT)


@pytest.mark.parametrize(
    ("effect", "error"),
    [
        ("status:500", Unavailable),
        ("status:503", Unavailable),
        ("status:429", Unavailable),
        ("status:408", Unavailable),
        ("status:409", Unavailable),
        ("status:403", Misconfigured),
        ("status:401", Misconfigured),
        ("status:400", Rejected),
        ("status:413", Rejected),
        ("status:301", Misconfigured),
        ("slow_down", Unavailable),
        ("timeout_before", Unavailable),
        ("timeout_after", Unavailable),
        ("reset", Unavailable),
        ("html_error_page", Unavailable),
        ("rate_limit", Unavailable),
        ("slow:500", Unavailable),
    ],
)
@pytest.mark.parametrize("call", ["put", "get", "remove", "check", "large"])
def test_every_fault_of_the_store_is_one_of_the_three_errors(
    bench: Bench, call: str, effect: str, error: type[Exception]
) -> None:
    files = bench.files()
    files.put(KEY, b"before")
    other = key_of(council_id=UUID(int=1), document_id=UUID(int=8), at=AT)
    calls: dict[str, Callable[[], object]] = {
        "put": lambda: files.put(other, b"x"),
        "get": lambda: files.get(KEY),
        "remove": lambda: files.remove(KEY),
        "check": files.check,
        "large": lambda: files.put(other, LARGE),
    }
    bench.simulator.faults.set(effect)
    with pytest.raises(error):
        calls[call]()


def test_what_the_store_did_without_saying_so_is_known_when_asked_again(bench: Bench) -> None:
    bench.simulator.faults.set("timeout_after", times=1)
    files = bench.files()
    with pytest.raises(Unavailable):
        files.put(KEY, b"one")
    files.put(KEY, b"one")
    assert files.get(KEY) == b"one"


def test_a_store_that_cannot_write_only_once_still_loses_nothing(bench: Bench) -> None:
    bench.simulator.faults.set("no_conditional_writes")
    files = bench.files()
    files.put(KEY, b"one")
    files.put(KEY, b"one")
    with pytest.raises(Rejected, match="taken"):
        files.put(KEY, b"two")
    assert files.get(KEY) == b"one"


def test_an_upload_in_parts_that_fails_leaves_none_behind(bench: Bench) -> None:
    files = bench.files()
    bench.simulator.faults.set("status:500", match={"method": "PUT"}, after=1, times=1)
    with pytest.raises(Unavailable):
        files.put(KEY, LARGE)
    assert bench.simulator.objects.loose == 0
    with pytest.raises(Rejected, match="not_found"):
        files.get(KEY)
    files.put(KEY, LARGE)
    assert files.get(KEY) == LARGE


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"secret_access_key": "wrong"}, "access key"),
        ({"access_key_id": "AKIA0"}, "access key"),
        ({"bucket": "northmere-files"}, "access key"),
        ({"bucket": "no-such-bucket"}, "bucket"),
        ({"access_key_id": access_key(OTHER), "secret_access_key": secret_key(access_key(OTHER))}, "access key"),
    ],
)
def test_wrong_settings_are_told_to_the_operator_without_the_secret(
    bench: Bench, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(Misconfigured, match=said) as told:
        bench.files(**changed).check()
    assert secret_key(access_key(COUNCIL)) not in str(told.value)
    assert "wrong" not in str(told.value)


def test_a_clock_that_is_wrong_is_named(tmp_path: Path) -> None:
    late = datetime.now(UTC) + timedelta(minutes=16)
    with loopback(), running(tmp_path, clock=lambda: late) as (address, _):
        files = files_from("s3", demo_store(COUNCIL, address))
        with pytest.raises(Misconfigured, match="clock"):
            files.check()


def test_an_address_without_tls_or_inside_is_not_called() -> None:
    for endpoint in ("http://store.example.org", "https://169.254.169.254"):
        with pytest.raises(Misconfigured):
            files_from("s3", {**demo_store(COUNCIL, endpoint)}).check()


def test_two_at_once_write_one_file(bench: Bench) -> None:
    outcomes: list[str] = []

    def put(content: bytes) -> None:
        try:
            bench.files(timeout=5).put(KEY, content)
            outcomes.append("kept")
        except Rejected as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=put, args=(bytes([number]) * 9,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept", "taken", "taken", "taken"]


def signed(bench: Bench, method: str, path: str, query: tuple[tuple[str, str], ...] = (), content: bytes = b"",
           **headers: str) -> httpx.Response:  # fmt: skip
    signer = Signer(access_key(COUNCIL), secret_key(access_key(COUNCIL)), "eu-west-2")
    url = httpx.URL(bench.address)
    given = signer.signed_headers(
        method=method, host=url.netloc.decode(), path=path, query=query, content=content,
        headers={name.replace("_", "-"): value for name, value in headers.items()}, at=datetime.now(UTC),
    )  # fmt: skip
    raw = quoted_path(path) + (f"?{quoted_query(query)}" if query else "")
    return httpx.request(method, bench.address + raw, content=content, headers=given)


def test_the_simulator_answers_as_a_store_does(bench: Bench) -> None:
    bucket = f"/{bucket_of(access_key(COUNCIL))}"
    tag = signed(bench, "PUT", f"{bucket}/a/one", content=b"0123456789").headers["etag"]
    assert tag == '"781e5e245d69b566979b86e28d23f2c7"'
    part = signed(bench, "GET", f"{bucket}/a/one", range="bytes=2-4")
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert signed(bench, "GET", f"{bucket}/a/one", range="bytes=-3").content == b"789"
    assert signed(bench, "GET", f"{bucket}/a/one", range="bytes=90-").status_code == 416
    head = signed(bench, "HEAD", f"{bucket}/a/one")
    assert (head.headers["content-length"], head.content) == ("10", b"")
    assert signed(bench, "HEAD", f"{bucket}/none").content == b""
    signed(bench, "PUT", f"{bucket}/b & c", content=b"2")
    listed = signed(bench, "GET", bucket + "/", (("list-type", "2"), ("max-keys", "1")))
    assert "<IsTruncated>true</IsTruncated><NextContinuationToken>a/one</NextContinuationToken>" in listed.text
    rest = signed(bench, "GET", bucket + "/", (("list-type", "2"), ("continuation-token", "a/one")))
    assert "<Key>b &amp; c</Key>" in rest.text
    assert signed(bench, "DELETE", f"{bucket}/none").status_code == 204
    assert signed(bench, "PUT", f"{bucket}/{'k' * 1025}").status_code == 400


def test_the_simulator_refuses_parts_as_a_store_does(bench: Bench) -> None:
    place = f"/{bucket_of(access_key(COUNCIL))}/large"
    begun = signed(bench, "POST", place, (("uploads", ""),)).text
    upload = begun.partition("<UploadId>")[2].partition("<")[0]
    asked = (("uploadId", upload),)
    tags = [
        signed(bench, "PUT", place, (("partNumber", str(number)), *asked), content=b"small").headers["etag"]
        for number in (1, 2)
    ]

    def end(*parts: tuple[int, str]) -> str:
        body = "".join(f"<Part><PartNumber>{number}</PartNumber><ETag>{tag}</ETag></Part>" for number, tag in parts)
        return signed(bench, "POST", place, asked, content=f"<C>{body}</C>".encode()).text

    assert "<Code>EntityTooSmall</Code>" in end((1, tags[0]), (2, tags[1]))
    assert "<Code>InvalidPart</Code>" in end((1, '"other"'))
    assert "<Code>InvalidPartOrder</Code>" in end((2, tags[1]), (1, tags[0]))
    assert '-1"' in end((1, tags[0])).replace("&quot;", '"')
    assert "<Code>NoSuchUpload</Code>" in end((1, tags[0]))


def test_the_simulator_believes_nobody_without_the_right_signature(bench: Bench) -> None:
    place = f"{bench.address}/{bucket_of(access_key(COUNCIL))}/x"
    assert "<Code>AccessDenied</Code>" in httpx.get(place).text
    assert httpx.get(place, headers={"authorization": "Bearer x"}).status_code == 400
    given = Signer(access_key(COUNCIL), secret_key(access_key(COUNCIL)), "eu-west-2").signed_headers(
        method="PUT", host=httpx.URL(bench.address).netloc.decode(), path=httpx.URL(place).path, query=(),
        content=b"one", headers={}, at=datetime.now(UTC),
    )  # fmt: skip
    assert "<Code>XAmzContentSHA256Mismatch</Code>" in httpx.put(place, content=b"two", headers=given).text
    assert "<Code>SignatureDoesNotMatch</Code>" in httpx.put(place + "y", content=b"one", headers=given).text


def test_the_page_of_the_simulator_says_what_it_is(bench: Bench) -> None:
    bench.files().put(KEY, b"one")
    page = httpx.get(bench.address).text
    assert "Simulator: nothing leaves this computer." in page
    assert "<td>brynafon-files</td><td>1</td>" in page
