"""How is a case handed over by e-mail to people who have no system, and how do their answers find it again?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from commonhall.capabilities.backoffice.port import Parcel, Taken, Update, Value
from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.notifications.port import Message, notifications_from
from commonhall.core.values.email import EmailNotRecognised, parse_email
from commonhall.core.values.words import Words

TOKEN: Final = "{token}"  # noqa: S105 - a gap in an address, not a secret


class EmailSettings(BaseModel):
    """To whom cases go, and by which provider of e-mail."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: str = Field(
        title="E-mail address",
        description="Each case is one e-mail to this address",
        json_schema_extra={
            "title_cy": "Cyfeiriad e-bost",
            "description_cy": "Mae pob achos yn un e-bost i’r cyfeiriad hwn",
        },
    )
    reply_to: str = Field(
        default="",
        title="Address for answers",
        description="With {token}, such as case+{token}@council.example.org. Blank: answers are not taken in",
        json_schema_extra={
            "title_cy": "Cyfeiriad ar gyfer atebion",
            "description_cy": "Gyda {token}, fel case+{token}@council.example.org. Gwag: ni chymerir atebion i mewn",
        },
    )
    provider: str = Field(
        default="smtp",
        title="Provider of e-mail",
        pattern=r"^[a-z][a-z0-9_]*$",
        json_schema_extra={"title_cy": "Darparwr e-bost"},
    )
    mail: SecretStr = Field(
        default=SecretStr("{}"),
        title="Settings of the provider of e-mail, as JSON",
        json_schema_extra={"title_cy": "Gosodiadau’r darparwr e-bost, fel JSON"},
    )

    @field_validator("to")
    @classmethod
    def _is_address(cls, to: str) -> str:
        try:
            return parse_email(to)
        except EmailNotRecognised:
            raise ValueError("Write an address like name@example.org") from None

    @field_validator("reply_to")
    @classmethod
    def _has_token(cls, reply_to: str) -> str:
        if reply_to and (TOKEN not in reply_to or "@" not in reply_to):
            raise ValueError("Write an address with {token} in it")
        return reply_to

    @field_validator("mail", mode="before")
    @classmethod
    def _as_text(cls, given: Any) -> Any:
        return json.dumps(dict(given), default=str) if isinstance(given, Mapping) else given

    @field_validator("mail")
    @classmethod
    def _is_mapping(cls, given: SecretStr) -> SecretStr:
        try:
            read = json.loads(given.get_secret_value() or "{}")
        except (ValueError, RecursionError):
            read = None
        if not isinstance(read, dict):
            raise ValueError('Write the settings as JSON: {"name": "value"}')  # noqa: TRY004 - pydantic reads this one
        return given


class Provider:
    """E-mails, each with its own address for answers, which are taken in where the council's e-mail comes in."""

    name: ClassVar[str] = "email"
    title: ClassVar[Words] = Words(en="E-mail", cy="E-bost")
    Settings: ClassVar[type[BaseModel]] = EmailSettings

    def __init__(self, settings: EmailSettings) -> None:
        self._settings = settings
        mail = json.loads(settings.mail.get_secret_value() or "{}")
        self._mail = notifications_from(settings.provider, mail)

    def deliver(self, parcel: Parcel) -> Taken:
        """Send one e-mail. Its id is the parcel's, by which the provider of e-mail sends it once."""
        settings = self._settings
        values = {"reference": parcel.reference, "external": parcel.external}
        lines = []
        for number, (name, value) in enumerate(parcel.fields.items()):
            values |= {f"name{number}": name, f"value{number}": _said(value)}
            lines.append(f"* ((name{number})): ((value{number}))")
        opening = "A new case for you." if parcel.act == "open" else "A case that you have has changed."
        answer = "Answer this e-mail to tell us what happens. Begin with a line such as: Status: fixed"
        parts = [opening, "Reference: ((reference))", "\n".join(lines), *([answer] if settings.reply_to else [])]
        message = Message(
            id=parcel.id,
            channel="email",
            to=settings.to,
            subject="((reference)): a case for you" if parcel.act == "open" else "((reference)): a case has changed",
            body="\n\n".join(part for part in parts if part),
            values=values,
            reply_to=settings.reply_to.replace(TOKEN, parcel.reply_token) if parcel.reply_token else "",
        )
        try:
            self._mail.send(message)
        except Rejected as refused:
            if refused.code == "recipient":
                raise Misconfigured("The address that cases are sent to does not take e-mail. Correct it.") from refused
            raise Rejected("too_large" if refused.code == "too_long" else "request", why=refused.why) from refused
        return Taken(parcel.external)

    def reference_for(self, token: str) -> str:
        """Raise Rejected: people give no tokens."""
        raise Rejected("not_found", why="E-mail has no tokens")

    def updates(self, since: datetime, until: datetime, awaited: Sequence[str] = ()) -> Sequence[Update]:
        """Return nothing: answers come as e-mail."""
        return ()

    def acknowledge(self, updates: Sequence[Update]) -> None:
        """Do nothing: nobody waits for it."""

    def check(self) -> None:
        """Try the provider of e-mail without sending."""
        self._mail.check()


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
