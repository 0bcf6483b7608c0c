"""How does a council keep files in a store that speaks as Amazon S3 does, its own or a supplier's?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import ClassVar, Final, Literal
from uuid import uuid4
from xml.sax.saxutils import escape, unescape

import httpx
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.files.port import check_key
from commonhall.capabilities.files.signing import Signer, quoted_path, quoted_query
from commonhall.capabilities.http import Client, client_for
from commonhall.core.values.words import Words

PART_BYTES: Final = 6 * 1024 * 1024
"""A larger file goes in parts of this size. The store takes no part under 5 MiB, but for the last."""
_CODE: Final = re.compile(rb"<Code>([A-Za-z]+)</Code>")
_UPLOAD: Final = re.compile(r"<UploadId>([^<]+)</UploadId>")
_ERROR_BYTES: Final = 4_000
_LARGEST: Final = 50_000_000
"""Bytes that are ever read of an answer: more than any file that is taken in, sealed."""
Query = tuple[tuple[str, str], ...]


class S3Settings(BaseModel):
    """What a council is told about its store when the store is set up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint: HttpUrl = Field(
        title="Address of the store",
        description="It begins with https://",
        json_schema_extra={"title_cy": "Cyfeiriad y storfa", "description_cy": "Mae’n dechrau gyda https://"},
    )
    region: str = Field(
        default="eu-west-2", pattern=r"[a-z0-9-]{1,40}", title="Region", json_schema_extra={"title_cy": "Rhanbarth"}
    )
    bucket: str = Field(
        pattern=r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
        title="Bucket",
        description="Only of this council",
        json_schema_extra={"title_cy": "Bwced", "description_cy": "Y cyngor hwn yn unig"},
    )
    folder: str = Field(
        default="",
        pattern=r"([A-Za-z0-9_-]+/)*",
        max_length=200,
        title="Folder in the bucket",
        description="Ends in /",
        json_schema_extra={"title_cy": "Ffolder yn y bwced", "description_cy": "Mae’n gorffen gyda /"},
    )
    access_key_id: str = Field(
        pattern=r"[\x21-\x7e]{1,128}", title="Access key ID", json_schema_extra={"title_cy": "ID yr allwedd mynediad"}
    )
    secret_access_key: SecretStr = Field(
        title="Secret access key", json_schema_extra={"title_cy": "Allwedd mynediad gyfrinachol"}
    )
    encryption: Literal["", "AES256", "aws:kms"] = Field(
        default="",
        title="Encryption that the store adds to ours",
        json_schema_extra={"title_cy": "Yr amgryptio y mae’r storfa’n ei ychwanegu at ein hun ni"},
    )
    timeout: float = Field(
        default=10,
        gt=0,
        le=60,
        title="Seconds to wait for an answer",
        json_schema_extra={"title_cy": "Eiliadau i aros am ateb"},
    )


class Provider:
    """A bucket, by the path of its address. Each file is written once: a key never gets another content."""

    name: ClassVar[str] = "s3"
    title: ClassVar[Words] = Words(en="A store like Amazon S3", cy="Storfa fel Amazon S3")
    Settings: ClassVar[type[BaseModel]] = S3Settings

    def __init__(self, settings: S3Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._settings = settings
        self._clock = clock

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content``, unless the key has it already."""
        check_key(key)
        with self._open() as bucket:
            if not bucket.written(key, content) and bucket.ask("GET", key).content != content:
                raise Rejected("taken", why="Another file has this key")

    def get(self, key: str) -> bytes:
        """Return the file."""
        check_key(key)
        with self._open() as bucket:
            return bucket.ask("GET", key).content

    def remove(self, key: str) -> None:
        """Delete the file if it is there."""
        check_key(key)
        with self._open() as bucket:
            bucket.ask("DELETE", key, expected=(200, 204, 404))

    def check(self) -> None:
        """Write a small file, read it and remove it."""
        name = f"check/{uuid4()}"
        with self._open() as bucket:
            bucket.ask("PUT", name, content=b"commonhall")
            if bucket.ask("GET", name).content != b"commonhall":
                raise Unavailable(why="The store gave back something else than it was given")
            bucket.ask("DELETE", name, expected=(200, 204))

    @contextmanager
    def _open(self) -> Iterator[_Bucket]:
        settings = self._settings
        base = str(settings.endpoint).rstrip("/")
        with client_for(base, read_seconds=settings.timeout, largest_answer=_LARGEST) as client:
            yield _Bucket(settings, client, self._clock)


class _Bucket:
    """The bucket over one connection."""

    def __init__(self, settings: S3Settings, client: Client, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._client = client
        self._clock = clock
        self._url = httpx.URL(str(settings.endpoint))
        self._signer = Signer(
            settings.access_key_id, settings.secret_access_key.get_secret_value().strip(), settings.region
        )

    def written(self, key: str, content: bytes) -> bool:
        """Write the file unless the key is taken; return whether it was written."""
        if len(content) > PART_BYTES:
            return self._written_in_parts(key, content)
        once = {"if-none-match": "*", **self._encrypting()}
        answer = self.ask("PUT", key, content=content, headers=once, expected=(200, 201, 412, 501))
        if answer.status_code == 501:  # a store that cannot write only once: we look first
            if self.ask("HEAD", key, expected=(200, 404)).status_code == 200:
                return False
            answer = self.ask("PUT", key, content=content, headers=self._encrypting())
        return answer.status_code != 412

    def _written_in_parts(self, key: str, content: bytes) -> bool:
        """Write a large file. What was begun and not ended is given up, so that the store keeps no loose parts."""
        if self.ask("HEAD", key, expected=(200, 404)).status_code == 200:
            return False
        begun = self.ask("POST", key, query=(("uploads", ""),), headers=self._encrypting())
        found = _UPLOAD.search(begun.text)
        if found is None:
            raise Unavailable(why="The store began an upload without a name for it")
        upload = unescape(found[1])
        try:
            self._complete(key, upload, self._parts(key, upload, content))
        except (Unavailable, Rejected, Misconfigured):
            self.ask("DELETE", key, query=(("uploadId", upload),), expected=(200, 204, 404))
            raise
        return True

    def _parts(self, key: str, upload: str, content: bytes) -> Iterator[str]:
        """Send the parts one after the other and give what the store calls each."""
        for number, start in enumerate(range(0, len(content), PART_BYTES), start=1):
            query = (("partNumber", str(number)), ("uploadId", upload))
            answer = self.ask("PUT", key, query=query, content=content[start : start + PART_BYTES])
            yield answer.headers.get("etag", "")

    def _complete(self, key: str, upload: str, tags: Iterator[str]) -> None:
        parts = "".join(
            f"<Part><PartNumber>{number}</PartNumber><ETag>{escape(tag)}</ETag></Part>"
            for number, tag in enumerate(tags, start=1)
        )
        body = f"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>".encode()
        answer = self.ask("POST", key, query=(("uploadId", upload),), content=body)
        if b"<Error>" in answer.content:  # it may fail after it has begun to answer
            raise _refusal(500, _code_in(answer.content))

    def _encrypting(self) -> dict[str, str]:
        chosen = self._settings.encryption
        return {"x-amz-server-side-encryption": chosen} if chosen else {}

    def ask(
        self, method: str, key: str, *, query: Query = (), content: bytes = b"", headers: dict[str, str] | None = None,
        expected: tuple[int, ...] = (200,),
    ) -> httpx.Response:  # fmt: skip
        """Send one request and return the answer, if it is one of those ``expected``. Raises the three errors."""
        place = f"/{self._settings.bucket}/{self._settings.folder}{key}"
        signed = self._signer.signed_headers(
            method=method, host=self._url.netloc.decode(), path=self._url.path.rstrip("/") + place, query=query,
            content=content, headers=headers or {}, at=self._clock(),
        )  # fmt: skip
        sent = quoted_path(place) + (f"?{quoted_query(query)}" if query else "")
        answer = self._client.request(method, sent, content=content, headers=signed)
        if answer.status_code not in expected:
            raise _refusal(answer.status_code, _code_in(answer.content))
        return answer


def _code_in(content: bytes) -> str:
    found = _CODE.search(content[:_ERROR_BYTES])
    return found[1].decode() if found else ""


def _refusal(status: int, code: str) -> Exception:
    """Return what an answer of the store means: by its status, and its code where one status means several things."""
    if status == 404 and code in ("NoSuchKey", "NoSuchUpload", ""):
        return Rejected("not_found", why="There is no file of this key")
    if status == 404:
        return Misconfigured("Make the bucket of the store of files, or correct its name.")
    if code == "RequestTimeTooSkewed":
        return Misconfigured("Set the clock of this server: the store of files does not believe it.")
    if status in (401, 403):
        return Misconfigured("Correct the access key of the store of files, or what it may do there.")
    if status in (301, 302, 307, 308):
        return Misconfigured("Correct the region or the address of the store of files.")
    if code == "EntityTooLarge" or status == 413:
        return Rejected("too_large", why="The store does not take a file of this size")
    if status >= 500 or status in (408, 409, 429) or code in ("RequestTimeout", "SlowDown"):
        return Unavailable(why=f"The store of files answered {status} {code}".rstrip())
    return Rejected("refused", why=f"The store of files answered {status} {code}".rstrip())
