"""How is a request to an S3-compatible store signed? With Signature Version 4, over exactly what is sent."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

ALGORITHM: Final = "AWS4-HMAC-SHA256"
TIME_FORM: Final = "%Y%m%dT%H%M%SZ"
_NEVER_QUOTED: Final = "-._~"


@dataclass(frozen=True)
class Signer:
    """Who signs, and for which store. region: as the store calls the place where it keeps files."""

    access_key: str
    secret_key: str = field(repr=False)
    region: str = "us-east-1"

    def scope(self, at: datetime) -> str:
        """Return what a signature of ``at`` holds for: a day, a region and the kind of store."""
        return f"{at:%Y%m%d}/{self.region}/s3/aws4_request"

    def signature(self, *, text: str, at: datetime) -> str:
        """Return the signature over ``text``: see :func:`text_to_sign`."""
        key = f"AWS4{self.secret_key}".encode()
        for part in self.scope(at).split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        return hmac.new(key, text.encode(), "sha256").hexdigest()

    def signed_headers(
        self, *, method: str, host: str, path: str, query: Iterable[tuple[str, str]], content: bytes,
        headers: Mapping[str, str], at: datetime,
    ) -> dict[str, str]:  # fmt: skip
        """Return all headers of a request, with the one that proves who sends it.

        path, query: as they are meant, not yet quoted. headers: the further ones; every one of them is signed. at:
        now, UTC. Source: AWS Signature Version 4 for a request with one payload.
        """
        digest = hashlib.sha256(content).hexdigest()
        moment = at.astimezone(UTC)
        every = {
            **{name.lower(): value for name, value in headers.items()},
            "host": host,
            "x-amz-content-sha256": digest,
            "x-amz-date": moment.strftime(TIME_FORM),
        }
        text = text_to_sign(
            scope=self.scope(moment),
            canonical=canonical_request(method=method, path=path, query=query, headers=every, digest=digest),
            at=moment,
        )
        proof = (
            f"{ALGORITHM} Credential={self.access_key}/{self.scope(moment)},"
            f"SignedHeaders={';'.join(sorted(every))},Signature={self.signature(text=text, at=moment)}"
        )
        return {**every, "authorization": proof}


def canonical_request(
    *, method: str, path: str, query: Iterable[tuple[str, str]], headers: Mapping[str, str], digest: str
) -> str:
    """Return a request in the one way in which both sides write it. headers: those that are signed, in small letters.
    digest: SHA-256 of the content, in hexadecimal.
    """
    listed = "".join(f"{name}:{' '.join(headers[name].split())}\n" for name in sorted(headers))
    return "\n".join((method, quoted_path(path), quoted_query(query), listed, ";".join(sorted(headers)), digest))


def text_to_sign(*, scope: str, canonical: str, at: datetime) -> str:
    """Return what is signed of a request at ``at``, UTC."""
    return "\n".join((ALGORITHM, at.strftime(TIME_FORM), scope, hashlib.sha256(canonical.encode()).hexdigest()))


def quoted_path(path: str) -> str:
    """Return ``path`` as it is sent and signed."""
    return quote(path, safe=f"/{_NEVER_QUOTED}")


def quoted_query(query: Iterable[tuple[str, str]]) -> str:
    """Return ``query`` as it is sent and signed: in order."""
    pairs = sorted((quote(name, safe=_NEVER_QUOTED), quote(value, safe=_NEVER_QUOTED)) for name, value in query)
    return "&".join(f"{name}={value}" for name, value in pairs)
