"""How does a council keep files with no account anywhere? In a folder on the server, as they are."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.files.folders import Folder
from commonhall.core.values.words import Words


class FolderSettings(BaseModel):
    """Where the files are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path = Field(
        title="Folder",
        description="A folder on the server. It is made if it is not there.",
        json_schema_extra={
            "title_cy": "Ffolder",
            "description_cy": "Ffolder ar y gweinydd. Caiff ei wneud os nad yw yno.",
        },
    )


class Provider(Folder):
    """Keeps each file as it is, for a disk that is itself encrypted."""

    name: ClassVar[str] = "folder"
    title: ClassVar[Words] = Words(en="A folder on the server", cy="Ffolder ar y gweinydd")
    Settings: ClassVar[type[BaseModel]] = FolderSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: FolderSettings) -> None:
        super().__init__(settings.folder, seal=_as_it_is, unseal=_as_it_is)


def _as_it_is(key: str, content: bytes) -> bytes:
    return content
