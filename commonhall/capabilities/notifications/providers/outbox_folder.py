"""How does a council try the software with no account anywhere? Each message becomes one file in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import ClassVar
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.notifications.port import SMS_LIMIT, Delivery, Message, Sent
from commonhall.capabilities.notifications.recipients import (
    RecipientRefused,
    clean_address,
    clean_email,
    clean_phone,
)
from commonhall.capabilities.notifications.words import to_html, to_plain
from commonhall.core.values.words import Words

_ENDINGS = {"email": ".eml", "sms": ".txt", "letter": ".txt"}


class FolderSettings(BaseModel):
    """Where the files go."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path = Field(title="Folder", description="A folder on the server. It is made if it is not there.")


class Provider:
    """Writes e-mails as .eml files, which any mail program opens, texts and letters as .txt files, letters as .pdf."""

    name: ClassVar[str] = "outbox_folder"
    title: ClassVar[Words] = Words(en="Files in a folder", cy="Ffeiliau mewn ffolder")
    Settings: ClassVar[type[BaseModel]] = FolderSettings

    def __init__(self, settings: FolderSettings) -> None:
        self._folder = settings.folder

    def send(self, message: Message) -> Sent:
        """Write the file whole or not at all, and only if no file of that id is there."""
        to = _recipient(message)
        with _naming_trouble(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            if message.pdf and message.channel == "letter":
                _write_whole(self._folder / f"{message.id}.pdf", message.pdf)
            if self._find(message.id) is None:
                _write_whole(self._folder / f"{message.id}{_ENDINGS[message.channel]}", _content(message, to))
        return Sent(provider_id=str(message.id))

    def status(self, provider_id: str) -> Delivery:
        """Return delivered for a message whose file is there."""
        try:
            found = self._find(UUID(provider_id))
        except ValueError:
            found = None
        if found is None:
            raise Rejected("not_found", why="There is no file of that name in the folder")
        at = datetime.fromtimestamp(found.stat().st_mtime, UTC)
        return Delivery(provider_id=provider_id, state="delivered", provider_status="written", at=at)

    def check(self) -> None:
        """Write and remove a file in the folder."""
        with _naming_trouble(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            trial = self._folder / f".{uuid4()}.part"
            trial.write_bytes(b"")
            trial.unlink()

    def _find(self, message_id: UUID) -> Path | None:
        paths = (self._folder / f"{message_id}{ending}" for ending in (".eml", ".txt"))
        return next((path for path in paths if path.exists()), None)


@contextmanager
def _naming_trouble(folder: Path) -> Iterator[None]:
    try:
        yield
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise Misconfigured(f"Let the server write files in {folder}, or choose another folder.") from error
    except OSError as error:
        raise Unavailable(why=f"The folder for messages cannot be written: {error.strerror}") from error


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside the place and move into it: a reader never sees half a file."""
    part = path.with_name(f".{uuid4()}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _recipient(message: Message) -> str:
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


def _content(message: Message, to: str) -> bytes:
    if message.channel == "sms":
        return f"To: {to}\n\n{message.text()}\n".encode()
    if message.channel == "letter":
        return f"{to}\n\n{message.heading()}\n\n{to_plain(message.text())}\n".encode()
    return _as_email(message, to).as_bytes(policy=SMTP)


def _as_email(message: Message, to: str) -> EmailMessage:
    email = EmailMessage(policy=SMTP)
    email["To"] = to
    email["From"] = "no-reply@example.org"
    email["Subject"] = message.heading()
    email["Date"] = format_datetime(datetime.now(UTC))
    email["Message-ID"] = f"<{message.id}@example.org>"
    if message.reply_to:
        email["Reply-To"] = message.reply_to
    email.set_content(to_plain(message.text()))
    email["Content-Language"] = message.language  # setting the content clears it
    head = f'<meta charset="utf-8"><title>{escape(message.heading())}</title>'
    body = to_html(message.text(), first_heading=1)
    page = f'<!doctype html><html lang="{message.language}"><head>{head}</head><body>{body}</body></html>'
    email.add_alternative(page, subtype="html")
    return email
