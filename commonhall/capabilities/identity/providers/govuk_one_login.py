"""How do residents sign in with GOV.UK One Login, and prove who they are?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, ClassVar, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.identity.connecting import Connecting
from commonhall.capabilities.identity.documents import origin_of, utc_now
from commonhall.capabilities.identity.port import Level, NotProved, Proved, Wanted
from commonhall.capabilities.identity.relying_party import RelyingParty, Tokens
from commonhall.capabilities.identity.settings import Address, credentials, sign_in_with
from commonhall.capabilities.identity.tokens import (
    check_made_for_us,
    check_times,
    read_signed,
    same,
    shown_of,
    subject_of,
)
from commonhall.core.values.words import Words

VOCABULARY: Final = "https://vocab.account.gov.uk/v1/"
CORE: Final = f"{VOCABULARY}coreIdentityJWT"
RETURN_CODE: Final = f"{VOCABULARY}returnCode"
MEDIUM: Final = "Cl.Cm"
"""The confidence that the right person is at the browser: a password and a second proof."""
PROVED: Final = "P2"
"""The confidence that the person is who they say."""
OLDEST_IDENTITY: Final = timedelta(hours=1)


class OneLoginSettings(BaseModel):
    """What a council takes from its registration with GOV.UK One Login."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    client_id: str = Field(
        min_length=1, max_length=200, title="Client ID", json_schema_extra={"title_cy": "ID y cleient"}
    )
    private_key: SecretStr = Field(
        title="Private key",
        description="PEM text. One Login has its public half",
        json_schema_extra={
            "lines": True,
            "title_cy": "Allwedd breifat",
            "description_cy": "Testun PEM. Mae ei hanner cyhoeddus gan One Login",
        },
    )
    key_id: str = Field(
        default="",
        max_length=200,
        title="ID of the key",
        description="Where keys are published",
        json_schema_extra={"title_cy": "ID yr allwedd", "description_cy": "Lle cyhoeddir allweddi"},
    )
    issuer: Address = Field(
        default="https://oidc.account.gov.uk/",
        title="Address of the service",
        json_schema_extra={"title_cy": "Cyfeiriad y gwasanaeth"},
    )
    identity_issuer: Address = Field(
        default="https://identity.account.gov.uk/",
        title="Address of proved identities",
        json_schema_extra={"title_cy": "Cyfeiriad hunaniaethau a brofwyd"},
    )


class Provider(Connecting):
    """GOV.UK One Login. Its e-mail addresses are checked by it, so they are believed."""

    name: ClassVar[str] = "govuk_one_login"
    title: ClassVar[Words] = Words(en="GOV.UK One Login", cy="GOV.UK One Login")
    Settings: ClassVar[type[BaseModel]] = OneLoginSettings

    @staticmethod
    def mode_of(settings: OneLoginSettings) -> Literal["live", "test", ""]:
        """Return for what the address is: the place to try One Login is called integration."""
        host = urlsplit(settings.issuer).hostname or ""
        if not host.endswith(".account.gov.uk"):
            return ""
        return "test" if "integration" in host.split(".") else "live"

    def __init__(self, settings: OneLoginSettings) -> None:
        self._settings = settings
        self.party = RelyingParty(
            settings.issuer,
            settings.client_id,
            credentials(None, settings.private_key, settings.key_id),
            "openid email",
            algorithms=("ES256", "RS256"),
        )

    def button(self) -> Words | None:
        """Return the words of the button."""
        return sign_in_with("GOV.UK One Login", "GOV.UK One Login")

    def levels(self) -> tuple[Level, ...]:
        """Return what can be proved here."""
        return ("signed_in", "identity")

    def asked(self, wanted: Wanted) -> dict[str, str]:
        """Return how sure we want to be, and what we want to know of a proved identity."""
        if wanted.level == "signed_in":
            return {"vtr": json.dumps([MEDIUM])}
        claims = {"userinfo": {CORE: None, RETURN_CODE: None}}
        return {"vtr": json.dumps([f"{MEDIUM}.{PROVED}"]), "claims": json.dumps(claims)}

    def person(self, wanted: Wanted, tokens: Tokens, at: datetime) -> Proved | NotProved:
        """Return who came; with name and date of birth where that was asked for."""
        if tokens.claims.get("vot") != MEDIUM:
            raise Rejected("level", why="One Login is less sure than we asked it to be")
        found = self.party.userinfo(tokens, at)
        subject = subject_of(tokens.claims)
        email = str(found.get("email") or "") if found.get("email_verified") is True else ""
        if wanted.level == "signed_in":
            return Proved(self.party.issuer, subject, email=email, hint=tokens.id_token, shown=shown_of(found))
        core = found.get(CORE)
        if not isinstance(core, str):
            return NotProved("not_proved")
        name, born = self._identity(core, subject, at)
        return Proved(
            self.party.issuer, subject, email, "identity", name, born, hint=tokens.id_token, shown=shown_of(found)
        )

    def check(self) -> None:
        """See what One Login publishes, its identities too, and that it knows us by our key."""
        super().check()
        self._identity_key(f"{did_of(self._settings.identity_issuer)}#check", utc_now())

    def _identity(self, token: str, subject: str, at: datetime) -> tuple[str, date]:
        claims = read_signed(token, find_key=partial(self._identity_key, at=at), algorithms=("ES256",)).claims
        check_made_for_us(claims, issuer=self._settings.identity_issuer, client_id=self.party.client_id)
        check_times(claims, at, oldest=OLDEST_IDENTITY)
        if not same(claims.get("sub"), subject):
            raise Rejected("subject", why="The proved identity is somebody else's")
        if claims.get("vot") != PROVED:
            raise Rejected("level", why="The identity is proved less than we asked for")
        return _name_and_birth(claims.get("vc"), at)

    def _identity_key(self, key_id: str, at: datetime) -> Mapping[str, Any] | None:
        """Return the key of that id from the one place where keys of identities are published: never from elsewhere."""
        address = f"{origin_of(self._settings.identity_issuer)}/.well-known/did.json"
        controller, _, _name = key_id.partition("#")
        if controller != did_of(self._settings.identity_issuer):
            raise Rejected("key", why="The identity is signed by a key from elsewhere")
        for look in (self.party.documents.get, self.party.documents.get_newer):
            published = look(address, at)
            if published.get("id") != controller:
                raise Misconfigured("One Login calls the issuer of its identities otherwise. Correct its address.")
            if found := _method(published, key_id, controller):
                return {**found, "kid": key_id}
        return None


def did_of(issuer: str) -> str:
    """Return the name under which the keys of proved identities are published (did:web)."""
    return f"did:web:{origin_of(issuer).partition('://')[2].replace(':', '%3A')}"


def _method(published: Mapping[str, Any], key_id: str, controller: str) -> Mapping[str, Any] | None:
    methods = published.get("assertionMethod")
    for method in methods if isinstance(methods, list) else ():
        if isinstance(method, dict) and method.get("id") == key_id and method.get("controller") == controller:
            key = method.get("publicKeyJwk")
            return key if isinstance(key, dict) else None
    return None


def _name_and_birth(credential: object, at: datetime) -> tuple[str, date]:
    """Return the present name and the date of birth of a credential. Raises Rejected where it lacks them."""
    subject = credential.get("credentialSubject") if isinstance(credential, dict) else None
    try:
        names = subject["name"]  # type: ignore[index]  # what is no mapping raises TypeError, which is caught
        now = [each for each in names if _holds(each, at)] or names[:1]
        name = " ".join(str(part["value"]) for part in now[0]["nameParts"])
        born = date.fromisoformat(subject["birthDate"][0]["value"])  # type: ignore[index]  # as above
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise Rejected("token", why="The proved identity has no name or date of birth") from None
    if not name.strip() or born > at.date():
        raise Rejected("token", why="The proved identity has no name or date of birth")
    return " ".join(name.split())[:200], born


def _holds(name: Mapping[str, Any], at: datetime) -> bool:
    return not name.get("validUntil") or str(name["validUntil"])[:10] >= at.date().isoformat()
