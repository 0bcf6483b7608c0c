"""How does a council try the software with no account anywhere? Each message becomes one file in a folder."""

from __future__ import annotations

from datetime import UTC, datetime
from email.policy import SMTP
from pathlib import Path
from typing import ClassVar
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.notifications.folders import naming_trouble, write_whole
from commonhall.capabilities.notifications.mail import as_email, recipient_of
from commonhall.capabilities.notifications.port import Delivery, Message, Sent
from commonhall.capabilities.notifications.words import to_plain
from commonhall.core.values.words import Words

_ENDINGS = {"email": ".eml", "sms": ".txt", "letter": ".txt"}


class FolderSettings(BaseModel):
    """Where the files go."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path = Field(
        title="Folder",
        description="A folder on the server. It is made if it is not there.",
        json_schema_extra={
            "title_cy": "Ffolder",
            "description_cy": "Ffolder ar y gweinydd. Caiff ei wneud os nad yw yno.",
        },
    )


class Provider:
    """Writes e-mails as .eml files, which any mail program opens, texts and letters as .txt files, letters as .pdf."""

    name: ClassVar[str] = "outbox_folder"
    title: ClassVar[Words] = Words(en="Files in a folder", cy="Ffeiliau mewn ffolder")
    Settings: ClassVar[type[BaseModel]] = FolderSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: FolderSettings) -> None:
        self._folder = settings.folder

    def send(self, message: Message) -> Sent:
        """Write the file whole or not at all, and only if no file of that id is there."""
        to = recipient_of(message)
        with naming_trouble(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            if message.pdf and message.channel == "letter":
                write_whole(self._folder / f"{message.id}.pdf", message.pdf)
            if self._find(message.id) is None:
                write_whole(self._folder / f"{message.id}{_ENDINGS[message.channel]}", _content(message, to))
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
        with naming_trouble(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            trial = self._folder / f".{uuid4()}.part"
            trial.write_bytes(b"")
            trial.unlink()

    def _find(self, message_id: UUID) -> Path | None:
        paths = (self._folder / f"{message_id}{ending}" for ending in (".eml", ".txt"))
        return next((path for path in paths if path.exists()), None)


def _content(message: Message, to: str) -> bytes:
    if message.channel == "sms":
        return f"To: {to}\n\n{message.text()}\n".encode()
    if message.channel == "letter":
        return f"{to}\n\n{message.heading()}\n\n{to_plain(message.text())}\n".encode()
    return as_email(message, to, sender="no-reply@example.org", at=datetime.now(UTC)).as_bytes(policy=SMTP)
