"""To whom does a message go, and how is one written as an e-mail with plain words and with HTML?"""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.notifications.port import SMS_LIMIT, Message
from commonhall.capabilities.notifications.recipients import (
    RecipientRefused,
    clean_address,
    clean_email,
    clean_phone,
)
from commonhall.capabilities.notifications.words import to_html, to_plain


def recipient_of(message: Message) -> str:
    """Return where ``message`` goes, as it is written on its way. Raises Rejected: ``recipient`` or ``too_long``."""
    try:
        if message.channel == "email":
            return clean_email(message.to)
        if message.channel == "letter":
            return "\n".join(clean_address(message.to.splitlines()))
        if len(message.text()) > SMS_LIMIT:
            raise Rejected("too_long", why=f"A text message may have {SMS_LIMIT} characters")
        return clean_phone(message.to)
    except RecipientRefused as refused:
        raise Rejected("recipient", why=refused.message) from refused


def as_email(message: Message, to: str, *, sender: str, at: datetime) -> EmailMessage:
    """Return ``message`` as an e-mail. sender: the From line, whose domain also ends our Message-ID. at: its date.

    The Message-ID begins with our id, so that a report of what did not arrive says which message it is about.
    """
    domain = sender.rpartition("@")[2].rstrip("> ")
    email = EmailMessage(policy=SMTP)
    email["To"] = to
    email["From"] = sender
    email["Subject"] = message.heading()
    email["Date"] = format_datetime(at)
    email["Message-ID"] = f"<{message.id}@{domain}>"
    email["Auto-Submitted"] = "auto-generated"
    if message.reply_to:
        email["Reply-To"] = message.reply_to
    email.set_content(to_plain(message.text()))
    head = f'<meta charset="utf-8"><title>{escape(message.heading())}</title>'
    body = to_html(message.text(), first_heading=1)
    page = f'<!doctype html><html lang="{message.language}"><head>{head}</head><body>{body}</body></html>'
    email.add_alternative(page, subtype="html")
    email["Content-Language"] = message.language  # last: each part that is added takes such headers for itself
    return email
