"""How do residents sign in with any OpenID Connect provider?"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, Field

from commonhall.capabilities.identity.connecting import Connecting
from commonhall.capabilities.identity.port import NotProved, Proved, Wanted
from commonhall.capabilities.identity.relying_party import RelyingParty, Tokens
from commonhall.capabilities.identity.settings import OpenIdSettings
from commonhall.capabilities.identity.tokens import shown_of, subject_of
from commonhall.core.values.words import Words


class ResidentSettings(OpenIdSettings):
    """What a council says of a provider for residents."""

    trust_email: bool = Field(
        default=False,
        title="Trust its e-mail addresses",
        description="Only where the provider itself has checked that people read mail there. "
        "Otherwise we check once, by a link",
        json_schema_extra={
            "title_cy": "Ymddiried yn ei gyfeiriadau e-bost",
            "description_cy": "Dim ond lle mae’r darparwr ei hun wedi gwirio bod pobl yn darllen post yno. Fel arall "
            "byddwn yn gwirio unwaith, drwy ddolen",
        },
    )


class Provider(Connecting):
    """Believes who the provider says it is; their e-mail address only where the council says so."""

    name: ClassVar[str] = "openid_connect"
    title: ClassVar[Words] = Words(en="OpenID Connect", cy="OpenID Connect")
    Settings: ClassVar[type[BaseModel]] = ResidentSettings

    def __init__(self, settings: ResidentSettings) -> None:
        self._settings = settings
        self.party = RelyingParty(
            settings.issuer, settings.client_id, settings.credentials(), settings.scope, hosts=settings.hosts()
        )

    def button(self) -> Words | None:
        """Return the words of the button."""
        return self._settings.button()

    def person(self, wanted: Wanted, tokens: Tokens, at: datetime) -> Proved | NotProved:
        """Return who came. It never says who they are in law: nobody is proved at the level ``identity``."""
        if wanted.level == "identity":
            return NotProved("not_proved")
        claims = tokens.claims
        if self._settings.trust_email and "email" not in claims:
            claims = self.party.userinfo(tokens, at)
        vouched = self._settings.trust_email and claims.get("email_verified") is True
        email = str(claims.get("email") or "") if vouched else ""
        subject = subject_of(tokens.claims)
        return Proved(self.party.issuer, subject, email=email, hint=tokens.id_token, shown=shown_of(claims))
