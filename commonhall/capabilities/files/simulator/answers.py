"""What does the simulator answer? What such a store answers: XML, entity tags, and errors by code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Final
from uuid import uuid4
from xml.sax.saxutils import escape, unescape

from commonhall.capabilities.files.simulator.accounts import bucket_of
from commonhall.capabilities.files.simulator.objects import Kept, Objects, UploadWrong
from commonhall.capabilities.files.simulator.proof import NotBelieved, check_proof
from commonhall.capabilities.simulators.faults import PATH, Faults
from commonhall.capabilities.simulators.serving import Answer, Request, serving

XML: Final = "application/xml"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE: Final = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
LONGEST_KEY: Final = 1024
MOST_PARTS: Final = 10_000
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PART = re.compile(r"<PartNumber>\s*(\d+)\s*</PartNumber>\s*<ETag>([^<]+)</ETag>")
_STATUS: Final = {"NoSuchUpload": 404}
OWN_FAULTS: Final = ("no_conditional_writes", "wrong_content", "slow_down")


def utc_now() -> datetime:
    """Return the time by this computer's clock."""
    return datetime.now(UTC)


class Simulator:
    """All of the simulator but its socket."""

    address = ""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = utc_now) -> None:
        self.objects = Objects(folder)
        self.faults = Faults(own=OWN_FAULTS)
        self._clock = clock

    def tick(self) -> None:
        """Nothing here becomes due by the clock."""

    def close(self) -> None:
        """Nothing is open."""

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request."""
        if request.path == PATH:
            return self.faults.control(request)
        if request.path == "/" and "authorization" not in request.headers:
            return self._page()
        return self.faults.around(request, lambda: self._checked(request))

    def _checked(self, request: Request) -> Answer:
        bucket, _, key = request.path.removeprefix("/").partition("/")
        if self.faults.takes("slow_down", request):
            return _error(503, "SlowDown", request)
        try:
            access = check_proof(request, self._clock())
        except NotBelieved as refused:
            return _error(refused.status, refused.code, request)
        if bucket != bucket_of(access):
            return _error(403 if bucket.endswith("-files") else 404, "AccessDenied" if bucket.endswith("-files")
                else "NoSuchBucket", request)  # fmt: skip
        if len(key.encode()) > LONGEST_KEY:
            return _error(400, "KeyTooLongError", request)
        if not key:
            return self._of_bucket(request, bucket)
        answers = {"PUT": self._put, "GET": self._get, "HEAD": self._get, "DELETE": self._remove, "POST": self._post}
        return answers[request.method](request, bucket, key) if request.method in answers else _not_allowed(request)

    def _of_bucket(self, request: Request, bucket: str) -> Answer:
        if request.method == "HEAD":
            return Answer(200, b"", XML)
        if request.method != "GET" or request.query.get("list-type") != ["2"]:
            return _error(501, "NotImplemented", request)
        prefix, most = _one(request, "prefix"), min(int(_one(request, "max-keys") or 1000), 1000)
        after = _one(request, "continuation-token") or _one(request, "start-after")
        every = [kept for kept in self.objects.listed(bucket) if kept.key.startswith(prefix) and kept.key > after]
        shown, more = every[:most], len(every) > most
        entries = "".join(
            f"<Contents><Key>{escape(kept.key)}</Key><LastModified>{kept.modified_at}</LastModified>"
            f"<ETag>{escape(kept.etag)}</ETag><Size>{kept.size}</Size><StorageClass>STANDARD</StorageClass></Contents>"
            for kept in shown
        )
        following = f"<NextContinuationToken>{escape(shown[-1].key)}</NextContinuationToken>" if more else ""
        return _xml(
            f"<ListBucketResult {SPACE}><Name>{bucket}</Name><Prefix>{escape(prefix)}</Prefix><KeyCount>{len(shown)}"
            f"</KeyCount><MaxKeys>{most}</MaxKeys><IsTruncated>{str(more).lower()}</IsTruncated>{following}{entries}"
            "</ListBucketResult>"
        )

    def _put(self, request: Request, bucket: str, key: str) -> Answer:
        if "uploadId" in request.query:
            return self._put_part(request, bucket, key)
        once = self._once(request)
        if once is None:
            return _error(501, "NotImplemented", request)
        kept = self.objects.put(bucket, key, request.body, self._stamp(), once=once)
        if kept is None:
            return _error(412, "PreconditionFailed", request)
        return Answer(200, b"", XML, {"ETag": kept.etag})

    def _once(self, request: Request) -> bool | None:
        """Whether the key must be free; None where this is asked and the store is one that cannot do it."""
        asked = request.headers.get("if-none-match") == "*"
        return None if asked and self.faults.takes("no_conditional_writes", request) else asked

    def _put_part(self, request: Request, bucket: str, key: str) -> Answer:
        number = _one(request, "partNumber")
        if not number.isdigit() or not 1 <= int(number) <= MOST_PARTS:
            return _error(400, "InvalidArgument", request)
        tag = self.objects.add_part(bucket, key, _one(request, "uploadId"), int(number), request.body)
        return _error(404, "NoSuchUpload", request) if tag is None else Answer(200, b"", XML, {"ETag": tag})

    def _get(self, request: Request, bucket: str, key: str) -> Answer:
        found = self.objects.find(bucket, key)
        if found is None:
            return _error(404, "NoSuchKey", request)
        kept, content = found
        if self.faults.takes("wrong_content", request):
            content = content[:-1] + bytes([content[-1] ^ 1]) if content else b"?"
        answer = Answer(200, content, kept.content_type, _headers(kept))
        return _in_part(answer, request) if "range" in request.headers else answer

    def _remove(self, request: Request, bucket: str, key: str) -> Answer:
        if "uploadId" in request.query:
            known = self.objects.give_up(bucket, key, _one(request, "uploadId"))
            return Answer(204, b"", XML) if known else _error(404, "NoSuchUpload", request)
        self.objects.remove(bucket, key)
        return Answer(204, b"", XML)

    def _post(self, request: Request, bucket: str, key: str) -> Answer:
        if "uploads" in request.query:
            upload = self.objects.begin(bucket, key)
            return _xml(
                f"<InitiateMultipartUploadResult {SPACE}><Bucket>{bucket}</Bucket><Key>{escape(key)}</Key>"
                f"<UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
            )
        if "uploadId" not in request.query:
            return _error(501, "NotImplemented", request)
        tags = {int(number): _tag(tag) for number, tag in _PART.findall(request.body.decode("utf-8", "replace"))}
        once = request.headers.get("if-none-match") == "*"
        try:
            kept = self.objects.end(bucket, key, _one(request, "uploadId"), tags, self._stamp(), once=once)
        except UploadWrong as wrong:
            return _error(_STATUS.get(wrong.code, 400), wrong.code, request)
        if kept is None:
            return _error(412, "PreconditionFailed", request)
        return _xml(
            f"<CompleteMultipartUploadResult {SPACE}><Bucket>{bucket}</Bucket><Key>{escape(key)}</Key>"
            f"<ETag>{escape(kept.etag)}</ETag></CompleteMultipartUploadResult>"
        )

    def _stamp(self) -> str:
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def _page(self) -> Answer:
        rows = "".join(
            f"<tr><td>{escape(bucket)}</td><td>{len(self.objects.listed(bucket))}</td></tr>"
            for bucket in self.objects.buckets()
        )
        page = (
            '<!doctype html><html lang="en"><title>Demo store of files</title><h1>Demo store of files</h1>'
            "<p><strong>Simulator: nothing leaves this computer.</strong></p>"
            f"<table><tr><th>Bucket</th><th>Files</th></tr>{rows}</table></html>"
        )
        return Answer(200, page.encode(), "text/html; charset=utf-8")


@contextmanager
def running(
    folder: Path, *, port: int = 0, host: str = "127.0.0.1", clock: Callable[[], datetime] = utc_now
) -> Iterator[tuple[str, Simulator]]:
    """Run the simulator in threads of this process; give its address, and the simulator for its faults."""
    simulator = Simulator(folder, clock)
    with serving(simulator, port=port, host=host) as address:
        yield address, simulator


def _one(request: Request, name: str) -> str:
    return request.query.get(name, [""])[0]


def _tag(written: str) -> str:
    return f'"{unescape(written, {"&quot;": ""}).strip().strip(chr(34))}"'


def _headers(kept: Kept) -> dict[str, str]:
    modified = datetime.fromisoformat(kept.modified_at)
    return {"ETag": kept.etag, "Last-Modified": format_datetime(modified, usegmt=True), "Accept-Ranges": "bytes"}


def _in_part(answer: Answer, request: Request) -> Answer:
    found = _RANGE.fullmatch(request.headers["range"])
    size = len(answer.body)
    if found is None or found.groups() == ("", ""):
        return answer
    first, last = found.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start >= size or end < start:
        return _error(416, "InvalidRange", request)
    headers = {**answer.headers, "Content-Range": f"bytes {start}-{end}/{size}"}
    return replace(answer, status=206, body=answer.body[start : end + 1], headers=headers)


def _xml(body: str) -> Answer:
    return Answer(200, f"{HEAD}{body}".encode(), XML)


def _not_allowed(request: Request) -> Answer:
    return _error(405, "MethodNotAllowed", request)


def _error(status: int, code: str, request: Request) -> Answer:
    body = (
        f"{HEAD}<Error><Code>{code}</Code><Message>{code}</Message><Resource>{escape(request.path)}</Resource>"
        f"<RequestId>{uuid4().hex[:16].upper()}</RequestId></Error>"
    )
    return Answer(status, body.encode(), XML)
