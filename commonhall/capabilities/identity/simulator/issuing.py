"""What do the simulator's tokens say, and how do they lie when they are asked to?"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from commonhall.capabilities.identity.simulator.asking import Asked
from commonhall.capabilities.identity.simulator.flavours import Flavour
from commonhall.capabilities.identity.simulator.keys import IDENTITY, Keys, forged, spoiled
from commonhall.capabilities.identity.simulator.people import MadeUp, object_id

CORE: Final = "https://vocab.account.gov.uk/v1/coreIdentityJWT"
RETURN_CODE: Final = "https://vocab.account.gov.uk/v1/returnCode"
LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
ID_LASTS: Final = 120
CORE_LASTS: Final = 1800
LIES: Final = (
    "alg_none", "alg_hs256", "unknown_kid", "wrong_iss", "wrong_aud", "wrong_azp", "wrong_nonce", "wrong_vot",
    "expired_token", "future_token", "no_subject", "other_tenant", "no_roles", "group_overage",
    "core_by_id_key", "core_expired", "core_p1", "core_missing", "core_other_sub", "core_other_did",
    "sub_mismatch", "did_controller", "did_id", "logout_wrong_event", "logout_with_nonce", "logout_expired",
)  # fmt: skip
"""What the tokens can be made to say wrongly, besides ``bad_signature``."""

Takes = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Grant:
    """Somebody who signed in for a client: what tokens are made from. proved: whether they could show who they are."""

    asked: Asked
    person: MadeUp
    at: datetime
    proved: bool = False

    def subject(self, issuer: str) -> str:
        """Return their name for this client."""
        return self.person.subject(issuer, self.asked.client.sector)


class Issuer:
    """Makes tokens of one provider. takes: tells whether to lie in a given way this time."""

    def __init__(self, flavour: Flavour, address: str, keys: Keys, takes: Takes) -> None:
        self.flavour = flavour
        self.name = flavour.issuer(address)
        self._address = address
        self._keys = keys
        self._takes = takes

    def id_token(self, grant: Grant, now: datetime) -> str:
        """Return the ID token."""
        at, client = int(now.timestamp()), grant.asked.client.client_id
        claims: dict[str, Any] = {
            "iss": self.name,
            "aud": client,
            "sub": grant.subject(self.name),
            "iat": at,
            "exp": at + ID_LASTS,
            "auth_time": int(grant.at.timestamp()),
            **({"nonce": grant.asked.nonce} if grant.asked.nonce else {}),
        }
        if self.flavour.kind == "one-login":
            claims |= {"vot": "Cl.Cm", "vtm": f"{self._address}/trustmark", "sid": secrets.token_urlsafe(12)}
        elif self.flavour.kind == "entra":
            claims |= self._of_entra(grant.person, at)
        else:
            claims |= {"email": grant.person.email, "email_verified": True, "roles": list(grant.person.roles)}
        return self._signed(self._lied(claims, at))

    def _of_entra(self, person: MadeUp, at: int) -> dict[str, Any]:
        roles: dict[str, Any] = {} if self._takes("no_roles") or not person.roles else {"roles": list(person.roles)}
        if self._takes("group_overage"):
            roles = {"_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {"endpoint": "https://x.example"}}}
        return {
            "nbf": at,
            "tid": self.flavour.tenant,
            "oid": object_id(person.number),
            "name": person.name,
            "preferred_username": person.email,
            "ver": "2.0",
            **roles,
        }

    def _lied(self, claims: dict[str, Any], at: int) -> dict[str, Any]:
        wrong: dict[str, dict[str, Any]] = {
            "wrong_iss": {"iss": "https://elsewhere.example/"},
            "wrong_aud": {"aud": "another-client"},
            "wrong_azp": {"aud": [claims["aud"], "another-client"], "azp": "another-client"},
            "wrong_nonce": {"nonce": "another"},
            "wrong_vot": {"vot": "Cl"},
            "expired_token": {"iat": at - 900, "exp": at - 600, "nbf": at - 900},
            "future_token": {"iat": at + 600, "exp": at + 900},
            "no_subject": {"sub": ""},
            "other_tenant": {"tid": "11111111-2222-3333-4444-555555555555"},
        }
        for lie, said in wrong.items():
            if self._takes(lie):
                claims = {**claims, **said}
        return claims

    def _signed(self, claims: dict[str, Any]) -> str:
        key_id = str(self._keys.public(self.flavour.keys, self.flavour.algorithm)[-1]["kid"])
        for lie, algorithm in (("alg_none", "none"), ("alg_hs256", "HS256")):
            if self._takes(lie):
                return forged(claims, algorithm, key_id)
        named = "never-published" if self._takes("unknown_kid") else ""
        token = self._keys.sign(self.flavour.keys, self.flavour.algorithm, claims, key_id=named)
        return spoiled(token) if self._takes("bad_signature") else token

    def userinfo(self, grant: Grant, now: datetime) -> dict[str, Any]:
        """Return what is said of the person to who holds their access token."""
        subject = grant.subject(self.name)
        found: dict[str, Any] = {
            "sub": "urn:fdc:gov.uk:2022:somebody-else" if self._takes("sub_mismatch") else subject,
            "email": grant.person.email,
            "email_verified": True,
        }
        if CORE in grant.asked.claims and grant.proved and not self._takes("core_missing"):
            found[CORE] = self._core(grant, subject, now)
        if RETURN_CODE in grant.asked.claims and grant.asked.level.endswith("P2") and not grant.proved:
            found[RETURN_CODE] = [{"code": "A"}]
        return found

    def _core(self, grant: Grant, subject: str, now: datetime) -> str:
        at, person = int(now.timestamp()), grant.person
        late = self._takes("core_expired")
        claims: dict[str, Any] = {
            "iss": f"{self._address}/",
            "aud": grant.asked.client.client_id,
            "sub": "urn:fdc:gov.uk:2022:somebody-else" if self._takes("core_other_sub") else subject,
            "iat": at - 9000 if late else at,
            "nbf": at - 9000 if late else at,
            "exp": at - 600 if late else at + CORE_LASTS,
            "vot": "P1" if self._takes("core_p1") else "P2",
            "vc": {
                "type": ["VerifiableCredential", "IdentityCheckCredential"],
                "credentialSubject": {
                    "name": [
                        {"nameParts": [
                            {"value": person.given, "type": "GivenName"},
                            {"value": person.family, "type": "FamilyName"},
                        ]}
                    ],
                    "birthDate": [{"value": person.birth_date}],
                },
            },
        }  # fmt: skip
        did = "did:web:elsewhere.example" if self._takes("core_other_did") else self.did
        if self._takes("core_by_id_key"):
            key_id = str(self._keys.public(self.flavour.keys, "ES256")[-1]["kid"])
            return self._keys.sign(self.flavour.keys, "ES256", claims, key_id=f"{did}#{key_id}")
        key_id = str(self._keys.public(IDENTITY, "ES256")[-1]["kid"])
        return self._keys.sign(IDENTITY, "ES256", claims, key_id=f"{did}#{key_id}")

    @property
    def did(self) -> str:
        """The name under which the keys of identities are published."""
        return f"did:web:{self._address.partition('://')[2].replace(':', '%3A')}"

    def did_document(self) -> dict[str, Any]:
        """Return the keys of proved identities."""
        controller = "did:web:elsewhere.example" if self._takes("did_controller") else self.did
        methods = [
            {
                "type": "JsonWebKey",
                "id": f"{self.did}#{key['kid']}",
                "controller": controller,
                "publicKeyJwk": {name: key[name] for name in ("kty", "crv", "x", "y")} | {"alg": "ES256"},
            }
            for key in self._keys.public(IDENTITY, "ES256")
        ]
        name = "did:web:elsewhere.example" if self._takes("did_id") else self.did
        return {
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
            "id": name,
            "assertionMethod": methods,
        }

    def logout_token(self, client_id: str, subject: str, now: datetime) -> str:
        """Return the message that a person's sign-in is over."""
        at = int(now.timestamp())
        event = "http://schemas.openid.net/event/other" if self._takes("logout_wrong_event") else LOGOUT_EVENT
        claims: dict[str, Any] = {
            "iss": self.name,
            "aud": client_id,
            "sub": subject,
            "iat": at - 3600 if self._takes("logout_expired") else at,
            "exp": at + ID_LASTS,
            "jti": secrets.token_urlsafe(18),
            "events": {event: {}},
            **({"nonce": "no"} if self._takes("logout_with_nonce") else {}),
        }
        return self._signed(claims)
