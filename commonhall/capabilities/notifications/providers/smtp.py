"""How does e-mail go through a council's own mail server, and what does each of its answers mean to us?"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import formataddr
from pathlib import Path
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.network import addresses_of, is_inside
from commonhall.capabilities.notifications.ledger import Ledger
from commonhall.capabilities.notifications.mail import as_email, recipient_of
from commonhall.capabilities.notifications.port import Channel, Delivery, Message, Sent
from commonhall.capabilities.notifications.recipients import RecipientRefused, clean_email
from commonhall.capabilities.ports import longest, within
from commonhall.core.values.words import Words

_LIMIT = 20_000_000  # bytes: what mail servers commonly carry
_TOO_LARGE = (552, 523)
_SIGN_IN = (530, 534, 535, 538)
_POLICY = "5.7."  # RFC 3463: refused by policy, so about who sends and not about who is written to


class SmtpSettings(BaseModel):
    """The mail server and the address that messages come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(
        title="Mail server",
        json_schema_extra={"title_cy": "Gweinydd post"},
        pattern=r"^[A-Za-z0-9.:-]+$",
        max_length=253,
    )
    port: int = Field(default=587, title="Port", json_schema_extra={"title_cy": "Porth"}, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        title="Encryption",
        description="none only for a server inside the installation",
        json_schema_extra={
            "title_cy": "Amgryptio",
            "description_cy": "none yn unig ar gyfer gweinydd y tu mewn i’r gosodiad",
        },
    )
    username: str = Field(default="", title="User name", json_schema_extra={"title_cy": "Enw defnyddiwr"})
    password: SecretStr = Field(default=SecretStr(""), title="Password", json_schema_extra={"title_cy": "Cyfrinair"})
    sender: str = Field(
        title="Address that e-mails come from", json_schema_extra={"title_cy": "Cyfeiriad y daw e-byst ohono"}
    )
    sender_name: str = Field(
        default="",
        title="Name that e-mails come from",
        json_schema_extra={"title_cy": "Enw y daw e-byst ganddo"},
        max_length=100,
    )
    bounces_to: str = Field(
        default="",
        title="Address for what cannot be delivered",
        description="Blank: the address they come from",
        json_schema_extra={
            "title_cy": "Cyfeiriad ar gyfer yr hyn na ellir ei ddanfon",
            "description_cy": "Gwag: y cyfeiriad y dônt ohono",
        },
    )
    folder: Path = Field(
        title="Folder",
        description="On the server. It notes which e-mails went, without addresses.",
        json_schema_extra={
            "title_cy": "Ffolder",
            "description_cy": "Ar y gweinydd. Mae’n nodi pa e-byst a aeth, heb gyfeiriadau.",
        },
    )
    timeout: float = Field(
        default=30,
        gt=0,
        le=120,
        title="Seconds to wait for an answer",
        json_schema_extra={"title_cy": "Eiliadau i aros am ateb"},
    )

    @field_validator("sender", "bounces_to")
    @classmethod
    def _is_address(cls, address: str) -> str:
        try:
            return clean_email(address) if address else ""
        except RecipientRefused as refused:
            raise ValueError(refused.message) from None

    @field_validator("sender_name")
    @classmethod
    def _on_one_line(cls, name: str) -> str:
        return " ".join(name.split())

    @model_validator(mode="after")
    def _keeps_secrets(self) -> SmtpSettings:
        if not self.sender:
            raise ValueError("Give the address that e-mails come from")
        if self.security == "none" and (self.username or not is_inside(self.host.lower())):
            raise ValueError("Choose encryption: only a server inside the installation goes without it")
        return self


class Provider:
    """Sends e-mails by SMTP (RFC 5321). A message has our id as its Message-ID, so that reports say what they mean."""

    name: ClassVar[str] = "smtp"
    title: ClassVar[Words] = Words(en="A mail server (SMTP): e-mail only", cy="Gweinydd post (SMTP): e-bost yn unig")
    Settings: ClassVar[type[BaseModel]] = SmtpSettings
    channels: ClassVar[tuple[Channel, ...]] = ("email",)

    def __init__(self, settings: SmtpSettings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._settings = settings
        self._clock = clock
        self._ledger = Ledger(settings.folder)

    def send(self, message: Message) -> Sent:
        """Hand the e-mail to the mail server, unless that was done before.

        Where no answer comes to the whole e-mail it is in doubt; trying again sends the same Message-ID.
        """
        if message.channel != "email":
            raise Misconfigured("A mail server sends e-mail only. Choose another provider for texts and letters.")
        to = recipient_of(message)
        if self._ledger.find(message.id) is None:
            within(longest(self._settings.timeout, _LIMIT), lambda: self._hand_over(message, to), in_doubt=True)
        return Sent(provider_id=str(message.id))

    def status(self, provider_id: str) -> Delivery:
        """Return sending for an e-mail that the server took: whether it arrived, only its report says."""
        try:
            taken_at = self._ledger.find(UUID(provider_id))
        except ValueError:
            taken_at = None
        if taken_at is None:
            raise Rejected("not_found", why="No e-mail of this id was handed over lately")
        return Delivery(provider_id=provider_id, state="sending", provider_status="accepted", at=taken_at)

    def check(self) -> None:
        """Sign in at the mail server and name the sender, without sending."""
        self._ledger.check()
        within(longest(self._settings.timeout), self._name_the_sender)

    def _name_the_sender(self) -> None:
        with self._connected() as server:
            code, _ = server.mail(_envelope(self._settings.sender))
            if code >= 400:
                raise _refused_sender(code)
            server.rset()

    def _hand_over(self, message: Message, to: str) -> None:
        settings = self._settings
        sender = formataddr((settings.sender_name, settings.sender)) if settings.sender_name else settings.sender
        email = as_email(message, to, sender=sender, at=self._clock())
        if len(email.as_bytes()) > _LIMIT:
            raise Rejected("too_long", why=f"An e-mail may have {_LIMIT} bytes")
        with self._connected() as server:
            server.send_message(
                email, from_addr=_envelope(settings.bounces_to or settings.sender), to_addrs=[_envelope(to)]
            )
        self._ledger.note(message.id, at=self._clock())

    @contextmanager
    def _connected(self) -> Iterator[_Connection]:
        """Give a connection that has signed in, and name what went wrong with it."""
        server: _Connection | None = None
        try:
            server = _Connection(self._settings)
            server.open()
            yield server
        except smtplib.SMTPServerDisconnected as problem:
            in_doubt = server is not None and server.gave_all
            raise Unavailable(why="The mail server hung up", in_doubt=in_doubt) from problem
        except smtplib.SMTPException as problem:
            raise _named(problem) from problem
        except ssl.SSLCertVerificationError as problem:
            raise Misconfigured("The mail server's certificate cannot be trusted. Correct its name.") from problem
        except OSError as problem:
            in_doubt = server is not None and server.gave_all
            raise Unavailable(why="No answer from the mail server", in_doubt=in_doubt) from problem
        finally:
            if server is not None:
                server.leave()


class _Connection(smtplib.SMTP):
    """A connection to the very address that was looked up and judged, with TLS for the server's own name."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._own = settings
        self.gave_all = False
        super().__init__(timeout=settings.timeout, local_hostname=settings.sender.rpartition("@")[2])

    def open(self) -> None:
        """Connect, encrypt and sign in."""
        settings = self._own
        self._host = settings.host
        code, answer = self.connect(settings.host, settings.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, answer)
        if settings.security == "starttls":
            self.starttls(context=ssl.create_default_context())
        self.ehlo_or_helo_if_needed()
        if settings.username:
            self.login(settings.username, settings.password.get_secret_value())

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        (address, *_) = addresses_of(host, port, seconds=min(timeout, 10))
        plain = socket.create_connection((address, port), timeout)
        if self._own.security != "tls":
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)

    def data(self, msg: object) -> tuple[int, bytes]:
        """Send the whole e-mail. From then on a silence means that it may have been taken."""
        self.gave_all = True
        answer = super().data(msg)  # type: ignore[arg-type]  # bytes or text, as the class above hands it on
        self.gave_all = False
        return answer

    def leave(self) -> None:
        """Say goodbye where the server still listens."""
        try:
            self.quit()
        except (smtplib.SMTPException, OSError):  # it hung up first; what mattered was answered before
            self.close()


def _envelope(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def _named(problem: smtplib.SMTPException) -> Unavailable | Rejected | Misconfigured:
    """Return which of the three errors an answer is. By codes only: the texts differ from server to server."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(problem.recipients.values()))
        return _refused_recipient(code, answer)
    if isinstance(problem, smtplib.SMTPNotSupportedError):
        return Misconfigured("The mail server does not offer the encryption or the sign-in that is chosen.")
    if not isinstance(problem, smtplib.SMTPResponseException):
        return Unavailable(why=f"The mail server gave an answer that cannot be read ({type(problem).__name__})")
    code = problem.smtp_code
    if code < 500:
        return Unavailable(why=f"The mail server answered {code}")
    if isinstance(problem, smtplib.SMTPAuthenticationError) or code in _SIGN_IN:
        return Misconfigured(f"Check the user name and the password of the mail server. It answered {code}.")
    if isinstance(problem, smtplib.SMTPSenderRefused):
        return _refused_sender(code)
    if code in _TOO_LARGE:
        return Rejected("too_long", why=f"The mail server answered {code}")
    if isinstance(problem, smtplib.SMTPDataError):
        return Rejected("request", why=f"The mail server answered {code}")
    return Unavailable(why=f"The mail server answered {code}")


def _refused_recipient(code: int, answer: bytes) -> Unavailable | Rejected | Misconfigured:
    if code < 500:
        return Unavailable(why=f"The mail server answered {code}")
    if code in _SIGN_IN or _by_policy(answer):
        return Misconfigured(f"The mail server does not let us send. It answered {code}.")
    return Rejected("recipient", why=f"The mail server answered {code}")


def _refused_sender(code: int) -> Unavailable | Rejected | Misconfigured:
    if code < 500:
        return Unavailable(why=f"The mail server answered {code}")
    if code in _TOO_LARGE:
        return Rejected("too_long", why=f"The mail server answered {code}")
    return Misconfigured(f"The mail server does not take e-mails from this sender. It answered {code}.")


def _by_policy(answer: bytes) -> bool:
    return answer.decode("ascii", "replace").startswith(_POLICY)
