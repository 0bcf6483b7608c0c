"""How is the content of a file kept from whoever keeps it? Sealed under a key of its own before it is handed over.

The key itself is sealed under the council's keys and kept elsewhere: without it the content is noise, wherever copies
of it are. So a file is gone for good once its key is, and to renew the council's keys no file is written anew.
"""

from __future__ import annotations

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from commonhall.capabilities.errors import Rejected

KEY_BYTES: Final = 32
_FORM: Final = b"\x01"
_NONCE: Final = 12


def seal_content(content: bytes, *, file_key: bytes, key: str) -> bytes:
    """Return ``content`` sealed by AES-256-GCM. file_key: 32 random bytes of this file alone. key: where it is kept:
    it opens nowhere else.
    """
    nonce = os.urandom(_NONCE)
    return _FORM + nonce + AESGCM(file_key).encrypt(nonce, content, _FORM + key.encode())


def unseal_content(sealed: bytes, *, file_key: bytes, key: str) -> bytes:
    """Return what was sealed. Raises Rejected("damaged") where it was changed, or was sealed for another place."""
    nonce, rest = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        if sealed[:1] == _FORM:
            return AESGCM(file_key).decrypt(nonce, rest, _FORM + key.encode())
    except (InvalidTag, ValueError) as wrong:
        raise Rejected("damaged", why="The file was changed, or sealed for another place") from wrong
    raise Rejected("damaged", why="The file is not sealed as files are")


def new_file_key() -> bytes:
    """Return a key for one file."""
    return os.urandom(KEY_BYTES)
