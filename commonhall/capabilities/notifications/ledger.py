"""Which messages were handed over already? A small file for each, for a way of sending that keeps no list itself."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from commonhall.capabilities.notifications.folders import naming_trouble, write_whole

KEPT_DAYS: Final = 30
"""How long a message is known: longer than the outbox ever tries."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Ledger:
    """A folder for each day, and in it an empty file for each message that was handed over. It holds no addresses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, message_id: UUID) -> datetime | None:
        """Return when the message was handed over, or None. Raises Misconfigured and Unavailable."""
        with naming_trouble(self._folder):
            for day in self._days():
                place = day / str(message_id)
                if place.exists():
                    return datetime.fromtimestamp(place.stat().st_mtime, UTC)
        return None

    def note(self, message_id: UUID, *, at: datetime) -> None:
        """Keep that the message was handed over; forget those of long ago."""
        with naming_trouble(self._folder):
            today = self._folder / at.date().isoformat()
            if not today.exists():
                today.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._forget(before=at.date() - timedelta(days=KEPT_DAYS))
            write_whole(today / str(message_id), b"")

    def check(self) -> None:
        """See that the folder can be written."""
        with naming_trouble(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            trial = self._folder / ".check"
            write_whole(trial, b"")
            trial.unlink(missing_ok=True)

    def _days(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return sorted((each for each in self._folder.iterdir() if _DAY.fullmatch(each.name)), reverse=True)

    def _forget(self, *, before: date) -> None:
        for day in self._days():
            if day.name < before.isoformat():
                shutil.rmtree(day)
