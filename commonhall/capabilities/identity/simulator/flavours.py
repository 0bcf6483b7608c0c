"""As which providers does the simulator answer, at which addresses? GOV.UK One Login, Microsoft Entra ID, and one that
keeps to OpenID Connect and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal

from commonhall.capabilities.identity.simulator.clients import Kind

Page = Literal["discovery", "keys", "authorize", "token", "userinfo", "sign_out", "did"]
ONE_LOGIN_CLAIMS: Final = (
    "sub",
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
    "https://vocab.account.gov.uk/v1/coreIdentityJWT",
    "https://vocab.account.gov.uk/v1/address",
    "https://vocab.account.gov.uk/v1/returnCode",
)
_TENANT: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass(frozen=True, slots=True)
class Flavour:
    """One provider. root: its own part of every address; tenant: the directory that is asked, of Entra."""

    kind: Kind
    algorithm: str
    tenant: str = ""

    @property
    def keys(self) -> str:
        """The name of its keys."""
        return self.kind

    def issuer(self, address: str) -> str:
        """Return its name for itself, exactly as in tokens."""
        if self.kind == "entra":
            return f"{address}/{self.tenant}/v2.0"
        return f"{address}/one-login/" if self.kind == "one-login" else f"{address}/openid"

    def page(self, address: str, name: Page) -> str:
        """Return the address of one of its pages."""
        if self.kind == "entra":
            return f"{address}/{self.tenant}{_ENTRA[name]}"
        return f"{address}/{self.kind}{_PLAIN[name]}"


_PLAIN: Final[dict[Page, str]] = {
    "discovery": "/.well-known/openid-configuration",
    "keys": "/.well-known/jwks.json",
    "authorize": "/authorize",
    "token": "/token",
    "userinfo": "/userinfo",
    "sign_out": "/logout",
}
_ENTRA: Final[dict[Page, str]] = {
    "discovery": "/v2.0/.well-known/openid-configuration",
    "keys": "/discovery/v2.0/keys",
    "authorize": "/oauth2/v2.0/authorize",
    "token": "/oauth2/v2.0/token",
    "sign_out": "/oauth2/v2.0/logout",
}
ONE_LOGIN: Final = Flavour("one-login", "ES256")
OPENID: Final = Flavour("openid", "RS256")
_ROUTES: Final = (
    *((re.compile(re.escape(f"/one-login{path}")), ONE_LOGIN, page) for page, path in _PLAIN.items()),
    *((re.compile(re.escape(f"/openid{path}")), OPENID, page) for page, path in _PLAIN.items()),
    (re.compile(re.escape("/.well-known/did.json")), ONE_LOGIN, "did"),
)
_ENTRA_ROUTES: Final = tuple((re.compile(f"/({_TENANT}){re.escape(path)}"), page) for page, path in _ENTRA.items())


def find_page(path: str) -> tuple[Flavour, Page] | None:
    """Return whose page is at ``path`` and which, or None."""
    for pattern, flavour, page in _ROUTES:
        if pattern.fullmatch(path):
            return flavour, page
    for pattern, page in _ENTRA_ROUTES:
        if found := pattern.fullmatch(path):
            return Flavour("entra", "RS256", found[1]), page
    return None


def discovery(flavour: Flavour, address: str) -> dict[str, Any]:
    """Return what the provider publishes about itself."""
    places: dict[str, Any] = {
        "issuer": flavour.issuer(address),
        "authorization_endpoint": flavour.page(address, "authorize"),
        "token_endpoint": flavour.page(address, "token"),
        "jwks_uri": flavour.page(address, "keys"),
        "end_session_endpoint": flavour.page(address, "sign_out"),
    }
    if flavour.kind != "entra":
        places["userinfo_endpoint"] = flavour.page(address, "userinfo")
    signed = {"id_token_signing_alg_values_supported": [flavour.algorithm]}
    return {**places, **_ALL_PUBLISH, **signed, **_PUBLISHED[flavour.kind]}


_ALL_PUBLISH: Final[dict[str, Any]] = {
    "response_types_supported": ["code"],
    "grant_types_supported": ["authorization_code"],
    "code_challenge_methods_supported": ["S256"],
    "subject_types_supported": ["pairwise"],
    "ui_locales_supported": ["en", "cy"],
}
_TELLS_OF_ENDS: Final = {"backchannel_logout_supported": True, "backchannel_logout_session_supported": False}
_PUBLISHED: Final[dict[Kind, dict[str, Any]]] = {
    "entra": {
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
    },
    "openid": {
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "private_key_jwt"],
        "authorization_response_iss_parameter_supported": True,
        "scopes_supported": ["openid", "email"],
        **_TELLS_OF_ENDS,
    },
    "one-login": {
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256", "PS256", "RS384", "PS384", "RS512", "PS512"],
        "claims_supported": list(ONE_LOGIN_CLAIMS),
        "request_parameter_supported": False,
        "scopes_supported": ["openid", "email"],
        **_TELLS_OF_ENDS,
    },
}
