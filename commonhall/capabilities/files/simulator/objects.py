"""Where does the simulator keep what is put into its buckets? Each object is one file, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

_SMALLEST_PART: Final = 5 * 1024 * 1024


class UploadWrong(ValueError):
    """An upload in parts cannot be ended like this. code: as the store calls it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Kept:
    """What is known of an object besides its content. modified_at: ISO 8601, UTC."""

    key: str
    etag: str
    size: int
    modified_at: str
    content_type: str = "binary/octet-stream"


@dataclass
class _Upload:
    bucket: str
    key: str
    parts: dict[int, bytes]


class Objects:
    """All buckets, in a folder. Uploads in parts that are not ended are forgotten when the simulator stops."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._uploads: dict[str, _Upload] = {}
        self._lock = threading.Lock()

    def put(self, bucket: str, key: str, content: bytes, at: str, *, once: bool = False, etag: str = "") -> Kept | None:
        """Keep an object; None where ``once`` is asked and the key is taken."""
        kept = Kept(key, etag or f'"{_md5(content)}"', len(content), at)
        place = self._place(bucket, key)
        with self._lock:
            if once and place.exists():
                return None
            place.parent.mkdir(parents=True, exist_ok=True)
            part = place.with_name(f".{uuid4()}")
            part.write_bytes(json.dumps(asdict(kept)).encode() + b"\n" + content)
            os.replace(part, place)
        return kept

    def find(self, bucket: str, key: str) -> tuple[Kept, bytes] | None:
        """Return an object and its content."""
        try:
            head, _, content = self._place(bucket, key).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        return Kept(**json.loads(head)), content

    def remove(self, bucket: str, key: str) -> None:
        """Let an object go, if it is there."""
        with self._lock:
            self._place(bucket, key).unlink(missing_ok=True)

    def listed(self, bucket: str) -> list[Kept]:
        """Return the objects of a bucket, in the order of their keys."""
        found = []
        for place in (self._folder / bucket).glob("[0-9a-f]*"):
            with place.open("rb") as file:
                found.append(Kept(**json.loads(file.readline())))
        return sorted(found, key=lambda kept: kept.key.encode())

    def buckets(self) -> list[str]:
        """Return the buckets in which something was kept."""
        return sorted(place.name for place in self._folder.glob("*") if place.is_dir())

    def begin(self, bucket: str, key: str) -> str:
        """Begin an upload in parts and return its name."""
        name = uuid4().hex
        with self._lock:
            self._uploads[name] = _Upload(bucket, key, {})
        return name

    def add_part(self, bucket: str, key: str, upload: str, number: int, content: bytes) -> str | None:
        """Keep a part and return its tag; None where there is no such upload."""
        with self._lock:
            begun = self._upload(bucket, key, upload)
            if begun is None:
                return None
            begun.parts[number] = content
        return f'"{_md5(content)}"'

    def end(self, bucket: str, key: str, upload: str, tags: Mapping[int, str], at: str, *, once: bool) -> Kept | None:
        """Make one object of the parts. Raises UploadWrong; None where ``once`` is asked and the key is taken."""
        with self._lock:
            begun = self._upload(bucket, key, upload)
            if begun is None:
                raise UploadWrong("NoSuchUpload")
            parts = self._parts(begun, tags)
        whole = b"".join(parts)
        digests = b"".join(hashlib.md5(part, usedforsecurity=False).digest() for part in parts)
        kept = self.put(bucket, key, whole, at, once=once, etag=f'"{_md5(digests)}-{len(parts)}"')
        if kept is not None:
            self.give_up(bucket, key, upload)
        return kept

    def _parts(self, begun: _Upload, tags: Mapping[int, str]) -> list[bytes]:
        numbers = list(tags)
        if not numbers or numbers != sorted(numbers):
            raise UploadWrong("InvalidPartOrder")
        if any(number not in begun.parts or f'"{_md5(begun.parts[number])}"' != tags[number] for number in numbers):
            raise UploadWrong("InvalidPart")
        parts = [begun.parts[number] for number in numbers]
        if any(len(part) < _SMALLEST_PART for part in parts[:-1]):
            raise UploadWrong("EntityTooSmall")
        return parts

    def give_up(self, bucket: str, key: str, upload: str) -> bool:
        """Forget an upload and its parts; return whether there was one."""
        with self._lock:
            if self._upload(bucket, key, upload) is None:
                return False
            del self._uploads[upload]
        return True

    @property
    def loose(self) -> int:
        """How many uploads were begun and neither ended nor given up."""
        return len(self._uploads)

    def _upload(self, bucket: str, key: str, upload: str) -> _Upload | None:
        begun = self._uploads.get(upload)
        return begun if begun and (begun.bucket, begun.key) == (bucket, key) else None

    def _place(self, bucket: str, key: str) -> Path:
        return self._folder / bucket / hashlib.sha256(key.encode()).hexdigest()


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
