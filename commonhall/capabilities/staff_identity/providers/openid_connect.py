"""How do staff sign in with any OpenID Connect provider of the council?"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, Field

from commonhall.capabilities.identity.connecting import Connecting
from commonhall.capabilities.identity.port import NotProved, Proved, Wanted
from commonhall.capabilities.identity.relying_party import RelyingParty, Tokens
from commonhall.capabilities.identity.settings import OpenIdSettings
from commonhall.capabilities.identity.tokens import shown_of, subject_of
from commonhall.capabilities.staff_identity.roles import RoleLines, roles_from
from commonhall.core.values.words import Words


class StaffSettings(OpenIdSettings):
    """What a council says of its provider for staff."""

    roles_claim: str = Field(
        default="roles",
        max_length=60,
        title="Where its tokens say roles",
        json_schema_extra={"title_cy": "Lle mae ei docynnau’n dweud rolau"},
    )
    allowed_roles: str = Field(
        default="",
        max_length=2000,
        title="Roles that may sign in",
        description="Blank: all whom it lets sign in",
        json_schema_extra={
            "title_cy": "Rolau a gaiff fewngofnodi",
            "description_cy": "Gwag: pawb y mae’n gadael iddynt fewngofnodi",
        },
    )
    role_lines: RoleLines = Field(
        default="",
        title="Its roles and ours",
        description="Their role = officer, with commas between. Blank: roles stay ours",
        json_schema_extra={
            "title_cy": "Ei rolau ef a’n rhai ni",
            "description_cy": "Eu rôl nhw = officer, gyda chomas rhyngddynt. Gwag: mae’r rolau’n aros gyda ni",
        },
    )


class Provider(Connecting):
    """Believes who the provider says it is, and never their e-mail address."""

    name: ClassVar[str] = "openid_connect"
    title: ClassVar[Words] = Words(en="OpenID Connect", cy="OpenID Connect")
    Settings: ClassVar[type[BaseModel]] = StaffSettings

    def __init__(self, settings: StaffSettings) -> None:
        self._settings = settings
        self.party = RelyingParty(
            settings.issuer, settings.client_id, settings.credentials(), settings.scope, hosts=settings.hosts()
        )

    def button(self) -> Words | None:
        """Return the words of the button."""
        return self._settings.button()

    def person(self, wanted: Wanted, tokens: Tokens, at: datetime) -> Proved | NotProved:
        """Return who came, when one of their roles lets them in."""
        mine = self._settings
        roles = roles_from(tokens.claims, allowed=mine.allowed_roles, lines=mine.role_lines, names=(mine.roles_claim,))
        if isinstance(roles, NotProved):
            return roles
        claims = tokens.claims
        subject = subject_of(claims)
        return Proved(self.party.issuer, subject, roles=roles, hint=tokens.id_token, shown=shown_of(claims))
