"""How does a browser go to an OpenID Connect provider and come back as somebody? The code flow with PKCE, for every
provider alike; what is special about one stands in its own file."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

import httpx

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.http import client_for, json_of
from commonhall.capabilities.identity.client_keys import Credentials
from commonhall.capabilities.identity.documents import PUBLISHED, Documents, origin_of, path_of
from commonhall.capabilities.identity.port import Ended, NotProved, Wanted, Why
from commonhall.capabilities.identity.tokens import (
    check_made_for_us,
    check_times,
    read_signed,
    same,
    says_it_is_of,
    subject_of,
)

LONGEST_QUERY: Final = 4096
LONGEST_SIGN_OUT: Final = 2048
LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_SEEN: Final = timedelta(minutes=5)
"""How long a message that ends a sign-in is remembered, so that it counts once."""
NOT_PROVED: Final[Mapping[str, Why]] = {
    "access_denied": "denied",
    "login_required": "again",
    "interaction_required": "again",
    "account_selection_required": "again",
    "consent_required": "denied",
}
PASSING: Final = ("temporarily_unavailable", "server_error")
OUR_FAULT: Final = ("unauthorized_client", "invalid_request", "invalid_scope", "unsupported_response_type")
NOT_KNOWN: Final = ("invalid_client", "unauthorized_client")
TOKEN_FAULTS: Final = (*NOT_KNOWN, "invalid_request", "unsupported_grant_type", "invalid_scope")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the provider gave for a code. claims: of its ID token, all checked."""

    claims: Mapping[str, Any]
    id_token: str
    access_token: str


@dataclass(frozen=True)
class RelyingParty:
    """We, as one provider knows us.

    issuer: exactly as in its tokens. algorithms: in which its tokens may be signed. hosts: origins besides the
    issuer's own that it may send us to.
    """

    issuer: str
    client_id: str
    credentials: Credentials | None
    scope: str = "openid"
    algorithms: tuple[str, ...] = ("RS256", "PS256", "ES256")
    hosts: frozenset[str] = frozenset()
    documents: Documents = field(default=PUBLISHED, repr=False)

    def address(self, wanted: Wanted, at: datetime, **more: str) -> str:
        """Return where to send the browser. more: what this provider wants to be told besides."""
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": wanted.return_url,
            "scope": self.scope,
            "state": wanted.state,
            "nonce": wanted.nonce,
            "code_challenge": challenge_of(wanted.verifier),
            "code_challenge_method": "S256",
            "ui_locales": wanted.language,
            **more,
        }
        query = urlencode(asked)
        if len(query) > LONGEST_QUERY:
            raise Misconfigured("What is asked of the provider of sign-in is too long. Shorten its settings.")
        return f"{self.endpoint('authorization_endpoint', at)}?{query}"

    def tokens(self, wanted: Wanted, returned: Mapping[str, str], at: datetime) -> Tokens | NotProved:
        """Return the tokens for what a browser brought back, each checked, or why there are none."""
        if not same(returned.get("state"), wanted.state):
            raise Rejected("state", why="The browser did not begin this sign-in")
        self._check_who_answered(returned, at)
        if "error" in returned:
            return _named(returned["error"])
        code = returned.get("code", "")
        if not 0 < len(code) <= LONGEST_QUERY:
            raise Rejected("response", why="The provider sent neither a code nor an error")
        answer = self._exchange(wanted, code, at)
        id_token, access_token = answer.get("id_token"), answer.get("access_token")
        kind = str(answer.get("token_type", "")).lower()
        if not isinstance(id_token, str) or not isinstance(access_token, str) or kind != "bearer":
            raise Rejected("response", why="The provider's answer lacks its tokens")
        return Tokens(self._id_claims(id_token, wanted, at), id_token, access_token)

    def userinfo(self, tokens: Tokens, at: datetime) -> Mapping[str, Any]:
        """Return what the provider says about the person of these tokens, and about nobody else."""
        endpoint = self.endpoint("userinfo_endpoint", at)
        with client_for(origin_of(endpoint)) as client:
            answer = client.get(path_of(endpoint), headers={"authorization": f"Bearer {tokens.access_token}"})
        if answer.status_code in (400, 401, 403):
            raise Rejected("code", why=f"The provider answered {answer.status_code} when asked about the person")
        found = _json(answer)
        if not same(found.get("sub"), subject_of(tokens.claims)):
            raise Rejected("subject", why="The provider answered about somebody else")
        return found

    def sign_out(self, hint: str, return_url: str, at: datetime) -> str:
        """Return where the person can sign out of the provider too; empty where it has no such page, and where the hint
        is another provider's.
        """
        if hint and not says_it_is_of(hint, issuer=self.issuer, client_id=self.client_id):
            return ""
        if not self.metadata(at).get("end_session_endpoint"):
            return ""
        endpoint = self.endpoint("end_session_endpoint", at)
        asked = {"post_logout_redirect_uri": return_url, "client_id": self.client_id}
        query = urlencode({**({"id_token_hint": hint} if hint else {}), **asked})
        return f"{endpoint}?{query}" if len(query) <= LONGEST_SIGN_OUT else endpoint

    def ended(self, token: str, at: datetime) -> Ended:
        """Return whose sign-in is over (OpenID Connect Back-Channel Logout 1.0, 2.6)."""
        claims = read_signed(token, find_key=partial(self.find_key, at=at), algorithms=self.algorithms).claims
        check_made_for_us(claims, issuer=self.issuer, client_id=self.client_id)
        check_times({"exp": _number(claims.get("iat")) + 120, **claims}, at, oldest=LOGOUT_SEEN)
        events, token_id = claims.get("events"), claims.get("jti")
        if not isinstance(events, dict) or events.get(LOGOUT_EVENT) != {} or len(events) != 1 or "nonce" in claims:
            raise Rejected("event", why="The token is not one that ends a sign-in")
        if not isinstance(token_id, str) or not 0 < len(token_id) <= 255:
            raise Rejected("event", why="The token has no name of its own")
        return Ended(self.issuer, subject_of(claims), token_id, at + 2 * LOGOUT_SEEN)

    def metadata(self, at: datetime) -> Mapping[str, Any]:
        """Return what the provider publishes about itself."""
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = self.documents.get(address, at)
        if found.get("issuer") != self.issuer:
            raise Misconfigured("The provider of sign-in calls itself otherwise. Correct the address of the issuer.")
        return found

    def endpoint(self, name: str, at: datetime) -> str:
        """Return one of its addresses, if that is on a host of its own. Raises Misconfigured."""
        address = self.metadata(at).get(name)
        if not isinstance(address, str) or not address:
            raise Misconfigured(f"The provider of sign-in does not publish its {name}.")
        if origin_of(address) not in {origin_of(self.issuer), *self.hosts}:
            raise Misconfigured(f"The {name} of the provider of sign-in is on another host. List it if that is right.")
        return address

    def find_key(self, key_id: str, at: datetime) -> Mapping[str, Any] | None:
        """Return the provider's key of that id, looked up again when it is new."""
        address = self.endpoint("jwks_uri", at)
        return _key_in(self.documents.get(address, at), key_id) or _key_in(
            self.documents.get_newer(address, at), key_id
        )

    def check_keys(self, at: datetime) -> None:
        """Raise Misconfigured where the provider publishes no keys, Unavailable where it cannot be asked."""
        if not self.documents.get(self.endpoint("jwks_uri", at), at).get("keys"):
            raise Misconfigured("The provider of sign-in publishes no keys. Check its address.")

    def check_credentials(self, at: datetime) -> None:
        """Ask for the tokens of a code that nobody was given: who asks is looked at before the code (RFC 6749, 3.2.1).

        Raises Misconfigured where the provider does not know us by our secret or key, Unavailable where it cannot be
        asked. Whatever else it says of such a code is right. A client without either is not asked about.
        """
        if self.credentials is None:
            return
        wanted = Wanted("", "", secrets.token_urlsafe(48), self.issuer)
        answer = self._ask_for_tokens(wanted, secrets.token_urlsafe(24), at)
        fault = _fault_in(answer)
        if fault in NOT_KNOWN or (not fault and answer.status_code == 401):
            raise _refused(answer)

    def _check_who_answered(self, returned: Mapping[str, str], at: datetime) -> None:
        """See that it is this provider that answers and not another one that we know too (RFC 9207)."""
        said = returned.get("iss")
        promised = self.metadata(at).get("authorization_response_iss_parameter_supported") is True
        if (said is not None or promised) and said != self.issuer:
            raise Rejected("issuer", why="Another provider answered")

    def _exchange(self, wanted: Wanted, code: str, at: datetime) -> Mapping[str, Any]:
        answer = self._ask_for_tokens(wanted, code, at)
        if answer.status_code in (400, 401, 403):
            raise _refused(answer)
        return _json(answer)

    def _ask_for_tokens(self, wanted: Wanted, code: str, at: datetime) -> httpx.Response:
        endpoint = self.endpoint("token_endpoint", at)
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": wanted.return_url,
            "code_verifier": wanted.verifier,
        }
        headers: dict[str, str] = {"accept": "application/json"}
        if self.credentials is None:
            fields["client_id"] = self.client_id
        else:
            shown = self.credentials.show(self.client_id, endpoint, at)
            fields |= shown.fields
            headers |= shown.headers
        with client_for(origin_of(endpoint)) as client:
            return client.post(path_of(endpoint), data=fields, headers=headers)

    def _id_claims(self, id_token: str, wanted: Wanted, at: datetime) -> Mapping[str, Any]:
        claims = read_signed(id_token, find_key=partial(self.find_key, at=at), algorithms=self.algorithms).claims
        check_made_for_us(claims, issuer=self.issuer, client_id=self.client_id)
        check_times(claims, at)
        if not same(claims.get("nonce"), wanted.nonce):
            raise Rejected("nonce", why="The token was made for another sign-in")
        subject_of(claims)
        return claims


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a verifier (RFC 7636)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _named(error: str) -> NotProved:
    if error in NOT_PROVED:
        return NotProved(NOT_PROVED[error])
    if error in PASSING:
        raise Unavailable(why=f"The provider of sign-in says {error}")
    if error in OUR_FAULT:
        raise Misconfigured(f"Check how the provider of sign-in knows this council: it says {error}.")
    raise Rejected("response", why="The provider answered with an error that there is not")


def _fault_in(answer: httpx.Response) -> object:
    """Return the code of the error that a provider answered with (RFC 6749, 5.2), if there is one."""
    try:
        body = json_of(answer)
    except Unavailable:
        return None
    return body.get("error") if isinstance(body, dict) else None


def _refused(answer: httpx.Response) -> Rejected | Misconfigured:
    error = _fault_in(answer)
    if error == "invalid_grant":
        return Rejected("code", why="The provider does not know the code, or it was used before")
    shown = error if error in TOKEN_FAULTS else str(answer.status_code)
    return Misconfigured(f"Check the name, secret and key with the provider of sign-in: it says {shown}.")


def _json(answer: httpx.Response) -> Mapping[str, Any]:
    if answer.status_code != 200:
        raise Unavailable(why=f"The provider of sign-in answered {answer.status_code}")
    found = json_of(answer)
    if not isinstance(found, dict):
        raise Unavailable(why="The provider of sign-in gave an answer that cannot be read")
    return found


def _key_in(published: Mapping[str, Any], key_id: str) -> Mapping[str, Any] | None:
    keys = published.get("keys")
    listed = keys if isinstance(keys, list) else []
    found = [key for key in listed if isinstance(key, dict) and key.get("kid") == key_id]
    return found[0] if len(found) == 1 else None


def _number(value: object) -> float:
    try:
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
    except OverflowError:
        return 0.0
