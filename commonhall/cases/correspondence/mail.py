"""What does a raw e-mail say? Who sent it to whom, its words and files, and whether a person wrote it at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from html import unescape
from typing import Any, Final

from commonhall.core.values.reference import ReferenceNotRecognised, parse_reference

LARGEST: Final = 25_000_000
"""Bytes of an e-mail with all its files: what mail servers carry at most."""
LONGEST_TEXT: Final = 9_000
MOST_FILES: Final = 20
TOKEN: Final = re.compile(r"\+([0-9a-f]{24})@", re.I)
_RECIPIENTS: Final = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_OWN_ID: Final = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.I)
_REFERENCE: Final = re.compile(r"\b[A-Z]{2,4}[- ]?[0-9A-Z]{5}[- ]?[0-9A-Z]{5}\b", re.I)
_AWAY: Final = re.compile(
    r"^(?:(?:re|fw|fwd|ateb):\s*)*(?:out of office|automatic reply|auto[- ]?reply|away from|allan o'r swyddfa|"
    r"ymateb awtomatig|ateb awtomatig)",
    re.I,
)
_SAID_BEFORE: Final = re.compile(
    r"^(?:on .{5,200} wrote:|ar .{5,200} ysgrifennodd.{0,200}:|-{2,}\s*(?:original message|neges wreiddiol)\s*-{2,}|"
    r"_{20,})$",
    re.I,
)


class MailRefused(ValueError):
    """These bytes are no e-mail that can be taken: too large, or without a sender."""


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file of an e-mail."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bounce:
    """An e-mail that says that one of ours did not arrive. lasting: trying again would not help."""

    recipient: str
    lasting: bool
    about: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail as read. tokens: of the addresses to which it came. reference: the first in its subject.

    automatic: a program sent it: an absence note, a list, a report. bounce: what it says of one of ours.
    """

    id: str
    sender: str
    sender_name: str
    subject: str
    text: str
    tokens: tuple[str, ...] = ()
    reference: str = ""
    files: tuple[MailFile, ...] = ()
    automatic: bool = False
    bounce: Bounce | None = None


def read_mail(raw: bytes) -> Mail:
    """Return what an e-mail says. Nothing in it can make this fail but its size and its sender. Raises MailRefused."""
    if len(raw) > LARGEST:
        raise MailRefused("The e-mail is too large")
    message: EmailMessage = message_from_bytes(raw, policy=default)
    sender_name, sender = next(iter(_addresses(message, "From")), ("", ""))
    if not sender:
        raise MailRefused("The e-mail names no sender")
    subject = " ".join(_header(message, "Subject").split())[:300]
    bounce = _bounce(message)
    tokens = {found.lower() for name in _RECIPIENTS for _, to in _addresses(message, name) for found in _token(to)}
    if bounce:
        tokens |= {found.lower() for found in TOKEN.findall(raw.decode("ascii", "replace"))}
    return Mail(
        id=_header(message, "Message-ID").strip()[:300] or hashlib.sha256(raw).hexdigest(),
        sender=sender[:254],
        sender_name=" ".join(sender_name.split())[:100],
        subject=subject,
        text=_text(message)[:LONGEST_TEXT],
        tokens=tuple(sorted(tokens)),
        reference=_reference(subject),
        files=tuple(_files(message))[:MOST_FILES],
        automatic=bool(bounce) or _is_automatic(message, sender, subject),
        bounce=bounce,
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, "") or "")
    except (ValueError, IndexError, AttributeError):  # a header so broken that the parser itself stumbles
        return ""


def _addresses(message: EmailMessage, name: str) -> list[tuple[str, str]]:
    try:
        values = [str(value) for value in message.get_all(name, [])]
    except (ValueError, IndexError, AttributeError):
        return []
    return [(found, address.strip()) for found, address in getaddresses(values) if "@" in address]


def _token(address: str) -> list[str]:
    return TOKEN.findall(address)


def _reference(subject: str) -> str:
    for found in _REFERENCE.findall(subject):
        try:
            return parse_reference(found)
        except ReferenceNotRecognised:
            continue
    return ""


def _is_automatic(message: EmailMessage, sender: str, subject: str) -> bool:
    """Source: RFC 3834 (Auto-Submitted), and the headers that older programs set in its place."""
    submitted = _header(message, "Auto-Submitted").strip().lower()
    precedence = _header(message, "Precedence").strip().lower()
    local = sender.partition("@")[0].lower()
    return (
        submitted not in ("", "no")
        or precedence in ("bulk", "junk", "list", "auto_reply")
        or any(_header(message, name) for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
        or _header(message, "Return-Path").strip() == "<>"
        or local in ("mailer-daemon", "postmaster")
        or bool(_AWAY.match(subject.replace("’", "'")))
    )


def _bounce(message: EmailMessage) -> Bounce | None:
    """Return what a delivery report says. Source: RFC 3464."""
    if message.get_content_type() != "multipart/report":
        return None
    about = next(iter(_OWN_ID.findall("\n".join(_reported(message)))), "")
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload():
            # A report's parts are messages:
            action = str(fields.get("Action", "")).strip().lower()  # type: ignore[union-attr]
            if action in ("failed", "delayed"):
                # A report's parts are messages:
                recipient = str(fields.get("Final-Recipient", "")).rpartition(";")[2].strip()  # type: ignore[union-attr]
                # A report's parts are messages:
                status = str(fields.get("Status", "")).strip()  # type: ignore[union-attr]
                return Bounce(recipient, action == "failed" and not status.startswith("4"), about)
    return None


def _reported(message: EmailMessage) -> Iterator[str]:
    """Yield what a report says of the message that it is about."""
    for part in message.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            payload: Any = part.get_payload()
            yield payload[0].as_string() if isinstance(payload, list) and payload else str(payload)


def _text(message: EmailMessage) -> str:
    """Return the words, without what the sender only quoted at the end: that was ours."""
    try:
        part = message.get_body(("plain", "html"))
        content = str(part.get_content()) if part is not None else ""
    except (LookupError, ValueError, AttributeError):  # a character set that does not exist, or a broken part
        return ""
    if part is not None and part.get_content_type() == "text/html":
        content = _without_tags(content)
    return _without_quote(content.replace("\r\n", "\n").replace("\x00", ""))


def _without_tags(html: str) -> str:
    text = re.sub(r"(?is)<(script|style|head).*?</\1>", " ", html)
    text = re.sub(r"(?i)<(?:br|/p|/div|/li|/tr|/h[1-6])[^>]*>", "\n", text)
    text = unescape(re.sub(r"<[^>]*>", "", text))
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def _without_quote(text: str) -> str:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number and _SAID_BEFORE.match(line.strip()):
            lines = lines[:number]
            break
    while lines and (not lines[-1].strip() or lines[-1].startswith(">")):
        lines.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() or text.strip()


def _files(message: EmailMessage) -> Iterator[MailFile]:
    for part in message.iter_attachments():
        try:
            content = part.get_content()
        except (LookupError, ValueError, KeyError):
            content = part.get_payload(decode=True)
        raw = content.encode() if isinstance(content, str) else content if isinstance(content, bytes) else b""
        name = part.get_filename() or "file"
        if raw:
            yield MailFile(str(name)[:200], raw)
