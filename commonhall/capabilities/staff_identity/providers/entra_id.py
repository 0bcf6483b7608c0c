"""How do staff sign in with the council's Microsoft Entra ID? Of one tenant only, and by the name that never
changes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, Final
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.identity.connecting import Connecting
from commonhall.capabilities.identity.port import NotProved, Proved, Wanted
from commonhall.capabilities.identity.relying_party import RelyingParty, Tokens
from commonhall.capabilities.identity.settings import Address, credentials, sign_in_with
from commonhall.capabilities.identity.tokens import shown_of, subject_of
from commonhall.capabilities.staff_identity.roles import RoleLines, roles_from
from commonhall.core.values.words import Words

MICROSOFT: Final = "https://login.microsoftonline.com"


def _no_slash(typed: str) -> str:
    return typed.rstrip("/")


class EntraSettings(BaseModel):
    """What a council takes from its app registration in Microsoft Entra ID."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tenant_id: UUID = Field(
        title="Directory (tenant) ID",
        description="The council's own: never common",
        json_schema_extra={
            "title_cy": "ID y cyfeiriadur (tenant)",
            "description_cy": "Un y cyngor ei hun: byth common",
        },
    )
    client_id: UUID = Field(title="Application (client) ID", json_schema_extra={"title_cy": "ID y rhaglen (client)"})
    client_secret: SecretStr = Field(
        title="Client secret",
        description="Its value, and not its ID",
        json_schema_extra={"title_cy": "Cyfrinach y cleient", "description_cy": "Ei gwerth, ac nid ei ID"},
    )
    allowed_roles: str = Field(
        default="",
        max_length=2000,
        title="App roles or groups that may sign in",
        description="Blank: all who are assigned to the app",
        json_schema_extra={
            "title_cy": "Rolau ap neu grwpiau a gaiff fewngofnodi",
            "description_cy": "Gwag: pawb sydd wedi’u neilltuo i’r ap",
        },
    )
    role_lines: RoleLines = Field(
        default="",
        title="Their roles and ours",
        description="App role or group ID = officer, with commas between. Blank: roles stay ours",
        json_schema_extra={
            "title_cy": "Eu rolau nhw a’n rhai ni",
            "description_cy": "Rôl ap neu ID grŵp = officer, gyda chomas rhyngddynt. Gwag: mae’r rolau’n aros gyda ni",
        },
    )
    base_url: Annotated[Address, AfterValidator(_no_slash)] = Field(
        default=MICROSOFT, title="Address of the service", json_schema_extra={"title_cy": "Cyfeiriad y gwasanaeth"}
    )


class Provider(Connecting):
    """Microsoft Entra ID. A person is their object ID in the tenant: names and e-mail addresses there change hands."""

    name: ClassVar[str] = "entra_id"
    title: ClassVar[Words] = Words(en="Microsoft Entra ID", cy="Microsoft Entra ID")
    Settings: ClassVar[type[BaseModel]] = EntraSettings

    def __init__(self, settings: EntraSettings) -> None:
        self._settings = settings
        self.party = RelyingParty(
            f"{settings.base_url}/{settings.tenant_id}/v2.0",
            str(settings.client_id),
            credentials(settings.client_secret, None, method="client_secret_post"),
            "openid profile",
            algorithms=("RS256",),
        )

    def button(self) -> Words | None:
        """Return the words of the button."""
        return sign_in_with("your council account", "eich cyfrif cyngor")

    def person(self, wanted: Wanted, tokens: Tokens, at: datetime) -> Proved | NotProved:
        """Return who came, when they are of this tenant and one of their roles lets them in."""
        if tokens.claims.get("tid") != str(self._settings.tenant_id):
            raise Rejected("tenant", why="The token is from another organisation")
        roles = roles_from(tokens.claims, allowed=self._settings.allowed_roles, lines=self._settings.role_lines)
        if isinstance(roles, NotProved):
            return roles
        claims = tokens.claims
        subject = subject_of(claims, "oid")
        return Proved(self.party.issuer, subject, roles=roles, hint=tokens.id_token, shown=shown_of(claims))
