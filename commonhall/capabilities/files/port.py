"""What does Commonhall ask of anything that keeps files, and in which words?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Protocol, cast
from uuid import UUID

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.ports import make_provider

KEY: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[0-9]{4}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Files(Protocol):
    """Keeps files by key. What a file is called, and who may see it, is not its business.

    Every method raises only ``Unavailable``, ``Rejected`` or ``Misconfigured``. The codes of ``Rejected``: ``key``
    (not of the form that :func:`key_of` gives), ``taken`` (another file has the key), ``not_found``, ``damaged``,
    ``too_large`` and ``refused`` (the store gave a reason of its own).
    """

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content`` whole or not at all. Putting the same again changes nothing; a key never gets another."""

    def get(self, key: str) -> bytes:
        """Return what was put."""

    def remove(self, key: str) -> None:
        """Let the file go. A key that holds nothing is no error: it may have been removed before."""

    def check(self) -> None:
        """Try the provider without keeping anything."""


def key_of(*, council_id: UUID, document_id: UUID, at: datetime) -> str:
    """Return the key of a document: council, year, id. It never holds the name that a person gave the file."""
    return f"{council_id}/{at.year:04}/{document_id}"


def check_key(key: str) -> None:
    """Raise Rejected for a key that :func:`key_of` did not give, such as one that leads out of the folder."""
    if not KEY.fullmatch(key):
        raise Rejected("key", why="The key of a file has another form")


def files_from(provider: str, settings: Mapping[str, Any]) -> Files:
    """Return the provider of that name with a council's settings. Raises Misconfigured where they are wrong."""
    return cast(Files, make_provider("files", provider, settings))
