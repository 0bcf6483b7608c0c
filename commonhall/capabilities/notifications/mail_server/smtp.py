"""What does the mail server simulator answer to each command? It takes mail as a real one, and fails on purpose."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from ssl import SSLContext
from typing import Any, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from commonhall.capabilities.notifications.mail_server.kept import Inbox
from commonhall.capabilities.simulators.faults import Faults
from commonhall.capabilities.simulators.serving import SILENCE, Request

LARGEST: Final = 25_000_000
ANSWERS: Final[Mapping[str, str]] = {
    "refused": "550 5.1.1 No such mailbox",
    "busy": "451 4.3.0 Try again later",
    "full": "452 4.2.2 The mailbox is full",
    "policy": "550 5.7.1 You may not send through this server",
}
"""What a recipient of this name, at any host, is answered."""


class Taking:
    """Answers the commands of a session: the names of its methods are those that the server calls."""

    def __init__(self, inbox: Inbox, faults: Faults, clock: Callable[[], datetime]) -> None:
        self._inbox = inbox
        self._faults = faults
        self._clock = clock

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender, unless a fault is due."""
        if self._due("timeout_before", "MAIL"):
            await asyncio.sleep(SILENCE)
        if self._due("reset", "MAIL") and server.transport is not None:
            server.transport.close()
        if self._due("rate_limit", "MAIL"):
            return "421 4.7.0 Too many e-mails, try again later"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Sender taken"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient, or answer what its name asks for."""
        answer = ANSWERS.get(address.partition("@")[0])
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Recipient taken"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the e-mail."""
        sender = envelope.mail_from or ""
        account = str(session.auth_data.decode() if isinstance(session.auth_data, bytes) else session.auth_data or "")
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self._inbox.take(account or sender, sender, tuple(envelope.rcpt_tos), content, self._clock())
        if self._due("timeout_after", "DATA"):
            await asyncio.sleep(SILENCE)
        return "250 2.0.0 Taken"

    def _due(self, effect: str, verb: str) -> bool:
        asked = Request(method=verb, path="/", query={}, headers={}, body=b"", from_loopback=True)
        return self._faults.takes(effect, asked)


def mail_controller(
    taking: Taking,
    *,
    host: str,
    port: int,
    accounts: Mapping[str, str],
    tls: SSLContext | None = None,
) -> Controller:
    """Return what listens. accounts: passwords by user name; with any, and with TLS, one must sign in."""

    def sign_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
        if not isinstance(given, LoginPassword):
            return AuthResult(success=False, handled=False)
        right = accounts.get(given.login.decode("utf-8", "replace")) == given.password.decode("utf-8", "replace")
        return AuthResult(success=right, auth_data=given.login if right else None, handled=False)

    return Controller(
        taking,
        hostname=host,
        port=port,
        data_size_limit=LARGEST,
        tls_context=tls,
        require_starttls=tls is not None,
        auth_required=bool(accounts),
        authenticator=sign_in if accounts else None,
        ready_timeout=10,
    )
