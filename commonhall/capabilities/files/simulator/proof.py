"""Is a request really from the holder of the key? The same signature is worked out again and compared."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta
from typing import Final

from commonhall.capabilities.files.signing import ALGORITHM, TIME_FORM, Signer, canonical_request, text_to_sign
from commonhall.capabilities.files.simulator.accounts import bucket_of, secret_key
from commonhall.capabilities.simulators.serving import Request

SKEW: Final = timedelta(minutes=15)
_PROOF: Final = re.compile(
    rf"{ALGORITHM} Credential=([^/,\s]+)/(\d{{8}})/([a-z0-9-]+)/s3/aws4_request, ?"
    r"SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})"
)


class NotBelieved(Exception):
    """The request is refused. status and code: as the store answers then."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


def check_proof(request: Request, now: datetime) -> str:
    """Return the access key that signed ``request``. Raises NotBelieved."""
    given = request.headers.get("authorization", "")
    if not given:
        raise NotBelieved(403, "AccessDenied")
    found = _PROOF.fullmatch(given)
    if found is None:
        raise NotBelieved(400, "AuthorizationHeaderMalformed")
    access, day, region, listed, signature = found.groups()
    if not bucket_of(access):
        raise NotBelieved(403, "InvalidAccessKeyId")
    at = _moment(request)
    if abs(now - at) > SKEW or f"{at:%Y%m%d}" != day:
        raise NotBelieved(403, "RequestTimeTooSkewed")
    digest = request.headers.get("x-amz-content-sha256", "")
    if digest != "UNSIGNED-PAYLOAD" and digest != hashlib.sha256(request.body).hexdigest():
        raise NotBelieved(400, "XAmzContentSHA256Mismatch")
    names = listed.split(";")
    needed = {"host", *(name for name in request.headers if name.startswith("x-amz-"))}
    if not needed <= set(names) <= set(request.headers):
        raise NotBelieved(403, "AccessDenied")
    signer = Signer(access, secret_key(access), region)
    canonical = canonical_request(
        method=request.method,
        path=request.path,
        query=[(name, value) for name, values in request.query.items() for value in values],
        headers={name: request.headers[name] for name in names},
        digest=digest,
    )
    expected = signer.signature(text=text_to_sign(scope=signer.scope(at), canonical=canonical, at=at), at=at)
    if not hmac.compare_digest(expected, signature):
        raise NotBelieved(403, "SignatureDoesNotMatch")
    return access


def _moment(request: Request) -> datetime:
    try:
        return datetime.strptime(request.headers.get("x-amz-date", ""), TIME_FORM).replace(tzinfo=UTC)
    except ValueError:
        raise NotBelieved(403, "AccessDenied") from None
