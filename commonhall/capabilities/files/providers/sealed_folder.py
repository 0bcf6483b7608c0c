"""How does a council keep files on a disk that others might read? In a folder, each file encrypted with a key."""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.files.folders import Folder
from commonhall.core.values.words import Words

_NONCE = 12
_KEY_BYTES = 32


class SealedSettings(BaseModel):
    """Where the files are, and where the key to them is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path = Field(title="Folder", description="A folder on the server. It is made if it is not there.")
    key_file: Path = Field(
        title="Key file",
        description="A file with 32 random bytes in base64. Keep a copy elsewhere: without it no file can be read.",
    )


class Provider(Folder):
    """Encrypts each file with AES-256-GCM before it is written. The file's own key is sealed in, so that files cannot
    change places unseen.
    """

    name: ClassVar[str] = "sealed_folder"
    title: ClassVar[Words] = Words(en="An encrypted folder on the server", cy="Ffolder wedi'i amgryptio ar y gweinydd")
    Settings: ClassVar[type[BaseModel]] = SealedSettings

    def __init__(self, settings: SealedSettings) -> None:
        super().__init__(settings.folder, seal=self._sealed, unseal=self._unsealed)
        self._cipher = AESGCM(_read_key(settings.key_file))

    def _sealed(self, key: str, content: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, content, key.encode())

    def _unsealed(self, key: str, sealed: bytes) -> bytes:
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], key.encode())
        except (InvalidTag, ValueError) as wrong:
            raise Rejected("damaged", why="The file was changed, or sealed with another key") from wrong


def _read_key(path: Path) -> bytes:
    try:
        key = base64.b64decode(path.read_text().strip(), validate=True)
    except (OSError, UnicodeDecodeError, binascii.Error) as wrong:
        raise Misconfigured(f"Put 32 random bytes in base64 into the key file {path.name}.") from wrong
    if len(key) != _KEY_BYTES:
        raise Misconfigured(f"The key in {path.name} has {len(key)} bytes. Put 32 random bytes in base64 there.")
    return key
