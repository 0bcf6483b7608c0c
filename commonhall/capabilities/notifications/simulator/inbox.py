"""What would residents have received? The pages that show a demo's messages to people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from commonhall.capabilities.notifications.recipients import RecipientRefused, clean_phone
from commonhall.capabilities.notifications.simulator.store import Kept, Store
from commonhall.capabilities.notifications.words import to_html, to_plain

PAGE_SIZE = 20
STYLE = files(__package__).joinpath("pages/style.css").read_bytes()
_LONDON = ZoneInfo("Europe/London")
_CHANNELS = {"email": "E-mail", "sms": "Text message", "letter": "Letter"}


def _moment(at: datetime) -> str:
    local = at.astimezone(_LONDON)
    hour = local.hour % 12 or 12
    return f"{local.day} {local:%B %Y}, {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def _opening(message: Kept) -> str:
    text = " ".join(to_plain(message.body).split())
    return f"{text[:120]}\u2026" if len(text) > 120 else text


def _as_kept(typed: str) -> str:
    """Return a recipient that a person typed in the form in which messages keep it."""
    try:
        return clean_phone(typed)
    except RecipientRefused:
        return typed


def _shown(recipient: str) -> str:
    """Return a UK mobile number as people write it, and anything else as it is."""
    if len(recipient) == 12 and recipient.startswith("447") and recipient.isdigit():
        return f"0{recipient[2:6]} {recipient[6:]}"
    return recipient


_PAGES = Environment(loader=PackageLoader(__package__, "pages"), autoescape=True, undefined=StrictUndefined)
_PAGES.filters |= {"moment": _moment, "opening": _opening, "shown": _shown}
_PAGES.globals |= {"channels": _CHANNELS}


def inbox_page(store: Store, query: Mapping[str, list[str]], now: datetime) -> str:
    """Return the list of messages, the newest first. query: ``to`` (a recipient) and ``page`` (from 1)."""
    to = _as_kept(next(iter(query.get("to", [])), "").strip())
    asked = next(iter(query.get("page", [])), "1")
    total = store.count(to, now)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1

    def link(number: int) -> str:
        return "/?" + urlencode({**({"to": to} if to else {}), "page": number})

    return _PAGES.get_template("inbox.html").render(
        to=to,
        total=total,
        page=page,
        pages=pages,
        link=link,
        recipients=store.recipients(now),
        messages=store.inbox(to, page, PAGE_SIZE, now),
        now=now,
    )


def message_page(store: Store, message_id: str, now: datetime) -> str | None:
    """Return one message as its reader would see it, or None where there is none of that id."""
    try:
        message = store.read(UUID(message_id), now)
    except ValueError:
        message = None
    if message is None:
        return None
    return _PAGES.get_template("message.html").render(
        message=message,
        status=message.status(now),
        body=Markup(to_html(message.body, first_heading=3)),  # noqa: S704 - to_html escapes all that it is given
    )


def absent_page() -> str:
    """Return the page for an address where nothing is."""
    return _PAGES.get_template("absent.html").render()
