"""What does a council say of its provider of sign-in? What every OpenID Connect provider has in common."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from commonhall.capabilities.identity.client_keys import Credentials, OwnKey, Secret
from commonhall.capabilities.identity.documents import origin_of
from commonhall.core.values.words import Words


def _address(typed: str) -> str:
    """Return an address as it is: tokens are compared with it letter by letter."""
    text = typed.strip()
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ValueError("Give a whole address that begins with https://, without anything after a question mark")
    return text


Address = Annotated[str, AfterValidator(_address), Field(max_length=300)]


class OpenIdSettings(BaseModel):
    """What every OpenID Connect provider needs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: Address = Field(
        title="Issuer",
        description="The provider's own name for itself: an address",
        json_schema_extra={"title_cy": "Cyhoeddwr", "description_cy": "Enw’r darparwr arno’i hun: cyfeiriad"},
    )
    client_id: str = Field(
        min_length=1, max_length=200, title="Client ID", json_schema_extra={"title_cy": "ID y cleient"}
    )
    client_secret: SecretStr | None = Field(
        default=None,
        title="Client secret",
        description="Not needed with a private key",
        json_schema_extra={
            "title_cy": "Cyfrinach y cleient",
            "description_cy": "Nid oes ei hangen gydag allwedd breifat",
        },
    )
    private_key: SecretStr | None = Field(
        default=None,
        title="Private key",
        description="PEM text. The provider has its public half. Used instead of a secret",
        json_schema_extra={
            "lines": True,
            "title_cy": "Allwedd breifat",
            "description_cy": "Testun PEM. Mae ei hanner cyhoeddus gan y darparwr. Fe’i defnyddir yn lle cyfrinach",
        },
    )
    key_id: str = Field(
        default="",
        max_length=200,
        title="ID of the key",
        description="Where the provider wants one",
        json_schema_extra={"title_cy": "ID yr allwedd", "description_cy": "Lle mae’r darparwr am gael un"},
    )
    secret_method: Literal["client_secret_basic", "client_secret_post"] = Field(
        default="client_secret_basic",
        title="How the secret is sent",
        json_schema_extra={"title_cy": "Sut yr anfonir y gyfrinach"},
    )
    scope: str = Field(
        default="openid email",
        pattern=r"^openid( [a-z0-9_.:/-]+)*$",
        title="Scopes, beginning openid",
        json_schema_extra={"title_cy": "Cwmpasau, gan ddechrau gydag openid"},
    )
    more_hosts: str = Field(
        default="",
        max_length=1000,
        title="Other addresses of the provider",
        description="Where its pages are on more than one host: https://… with spaces between",
        json_schema_extra={
            "title_cy": "Cyfeiriadau eraill y darparwr",
            "description_cy": "Lle mae ei dudalennau ar fwy nag un gwesteiwr: https://… gyda bylchau rhyngddynt",
        },
    )
    name_en: str = Field(
        default="",
        max_length=60,
        title="Name of the account",
        description="As on the button",
        json_schema_extra={"title_cy": "Enw’r cyfrif", "description_cy": "Fel ar y botwm"},
    )
    name_cy: str = Field(
        default="",
        max_length=60,
        title="Name of the account in Welsh",
        json_schema_extra={"title_cy": "Enw’r cyfrif yn Gymraeg"},
    )

    @model_validator(mode="after")
    def _has_one(self) -> OpenIdSettings:
        if not any(each and each.get_secret_value() for each in (self.client_secret, self.private_key)):
            raise ValueError("Give a client secret or a private key")
        for each in self.more_hosts.split():
            _address(each)
        return self

    def credentials(self) -> Credentials:
        """Return what we show the provider."""
        return credentials(self.client_secret, self.private_key, self.key_id, self.secret_method)

    def hosts(self) -> frozenset[str]:
        """Return the origins besides the issuer's that the provider may send us to."""
        return frozenset(origin_of(each) for each in self.more_hosts.split())

    def button(self) -> Words:
        """Return the words of the button."""
        return sign_in_with(self.name_en or "your account", self.name_cy or self.name_en or "eich cyfrif")


def credentials(
    secret: SecretStr | None,
    private_key: SecretStr | None,
    key_id: str = "",
    method: Literal["client_secret_basic", "client_secret_post"] = "client_secret_basic",
) -> Credentials:
    """Return what we show a provider: a key of ours, which is safer, or else a secret."""
    if private_key is not None and private_key.get_secret_value():
        return OwnKey(private_key.get_secret_value(), key_id)
    return Secret(secret.get_secret_value() if secret else "", method)


def sign_in_with(en: str, cy: str) -> Words:
    """Return what the button says that leads to an account of this name."""
    return Words(en=f"Sign in with {en}", cy=f"Mewngofnodi gyda {cy}")
