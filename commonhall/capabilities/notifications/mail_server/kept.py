"""What has the stand-in for a mail server taken, from which account, and what does it say of mail that bounced?"""

from __future__ import annotations

import email
import email.policy
import threading
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import uuid4

BOUNCES = "bounces"
"""Mail to this name at any host is taken, and then reported as undeliverable."""


@dataclass(frozen=True)
class Taken:
    """An e-mail as it came. account: who signed in, or the sender of the envelope where nobody did."""

    id: str
    account: str
    sender: str
    recipients: tuple[str, ...]
    content: bytes
    at: datetime

    @property
    def parsed(self) -> EmailMessage:
        """The e-mail, read."""
        return email.message_from_bytes(self.content, policy=email.policy.default)

    @property
    def text(self) -> str:
        """Its plain words."""
        part = self.parsed.get_body(("plain",))
        return str(part.get_content()) if part is not None else ""


@dataclass
class Inbox:
    """What was taken, oldest first, and the reports about what bounced. Forgotten when the simulator stops."""

    _taken: list[Taken] = field(default_factory=list)
    _reports: list[bytes] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, account: str, sender: str, recipients: tuple[str, ...], content: bytes, at: datetime) -> Taken:
        """Keep an e-mail; write the report where its recipient is one that bounces."""
        taken = Taken(uuid4().hex, account, sender, recipients, content, at)
        bounced = [each for each in recipients if each.partition("@")[0] == BOUNCES]
        with self._lock:
            self._taken.append(taken)
            self._reports.extend(report_of(taken, each, at) for each in bounced)
        return taken

    def of(self, account: str) -> tuple[Taken, ...]:
        """Return what came from an account: nobody sees another's."""
        with self._lock:
            return tuple(each for each in self._taken if each.account == account)

    def all(self) -> tuple[Taken, ...]:
        """Return everything, for the pages of a demonstration."""
        with self._lock:
            return tuple(self._taken)

    def reports(self) -> tuple[bytes, ...]:
        """Return the reports about what bounced, as they would come to the address for bounces."""
        with self._lock:
            return tuple(self._reports)


def report_of(taken: Taken, recipient: str, at: datetime) -> bytes:
    """Return what a mail server says of an e-mail that it cannot deliver. Source: RFC 3464."""
    original = taken.parsed
    headers = "".join(f"{name}: {value}\r\n" for name, value in original.items() if name.lower() != "content-type")
    lines = (
        "From: mailer-daemon@example.org",
        f"To: {taken.sender}",
        "Subject: Undelivered e-mail",
        f"Date: {format_datetime(at)}",
        f"Message-ID: <{uuid4().hex}@example.org>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
        "",
        "--part",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        "Your e-mail could not be delivered.",
        "--part",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; example.org",
        "",
        f"Final-Recipient: rfc822; {recipient}",
        "Action: failed",
        "Status: 5.1.1",
        "",
        "--part",
        "Content-Type: text/rfc822-headers",
        "",
        headers.strip(),
        "--part--",
        "",
    )
    return "\r\n".join(lines).encode("utf-8", "replace")
