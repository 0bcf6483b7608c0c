"""How is a value kept so that only its council, and only in its place, can read it? AES-256-GCM under a key of the
council's own, which is itself kept sealed under a key of the installation."""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass, field
from typing import Final, Literal
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Purpose = Literal["field", "file", "export", "link"]
KEY_BYTES: Final = 32
_NONCE: Final = 12
_FORM: Final = 1  # the first byte of everything sealed, so that another form may follow one day
_NUMBER: Final = 4


class SealBroken(Exception):
    """The value was changed, belongs to another council or another place, or was sealed with a key that is not here."""


class RootKeysUnreadable(ValueError):
    """The file of the installation's keys is not as it should be; the message says how to mend it."""


@dataclass(frozen=True, slots=True)
class RootKeys:
    """The installation's keys by name. The first seals; the others still open what they sealed."""

    keys: tuple[tuple[str, bytes], ...] = field(repr=False)

    @property
    def first(self) -> str:
        """The name of the key that seals."""
        return self.keys[0][0]

    def wrap(self, key: bytes, *, council_id: UUID, number: int) -> str:
        """Return a council's key, sealed under the first key of the installation."""
        nonce = os.urandom(_NONCE)
        cipher = AESGCM(self.keys[0][1])
        return base64.b64encode(nonce + cipher.encrypt(nonce, key, _of_key(council_id, number))).decode()

    def unwrap(self, wrapped: str, *, root: str, council_id: UUID, number: int) -> bytes:
        """Return a council's key. Raises SealBroken."""
        for name, key in self.keys:
            if name == root:
                return _opened(AESGCM(key), base64.b64decode(wrapped), _of_key(council_id, number))
        raise SealBroken(f"The installation has no key called {root!r}. Put it back into the file of keys.")


def read_root_keys(text: str) -> RootKeys:
    """Return the keys of a file: a line each, a name and 32 random bytes in base64; the first line seals.

    Raises RootKeysUnreadable.
    """
    keys: list[tuple[str, bytes]] = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), start=1):
        name, _, written = line.strip().partition(" ")
        try:
            key = base64.b64decode(written.strip(), validate=True)
        except binascii.Error:
            key = b""
        if not name or len(key) != KEY_BYTES or len(set(key)) < 10 or name in dict(keys):
            raise RootKeysUnreadable(
                f"Line {number} of the file of keys must be a name of its own and 32 random bytes in base64"
            )
        keys.append((name, key))
    if not keys:
        raise RootKeysUnreadable("The file of keys is empty: it needs a name and 32 random bytes in base64")
    return RootKeys(tuple(keys))


def new_root_line(name: str) -> str:
    """Return a line for the file of keys, with a key that was made just now."""
    return f"{name} {base64.b64encode(os.urandom(KEY_BYTES)).decode()}"


@dataclass(frozen=True, slots=True)
class CouncilKeys:
    """The keys of one council by number, opened. The highest number seals; the others still open what they sealed.

    Safe to hand to a thread or a provider: it needs no database. Never log it, never keep it longer than a task.
    """

    council_id: UUID
    keys: dict[int, bytes] = field(repr=False)

    def seal(self, content: bytes, *, purpose: Purpose, place: str) -> bytes:
        """Return ``content`` sealed. place: where it is kept (table, column, row id): it opens nowhere else."""
        number = max(self.keys)
        nonce = os.urandom(_NONCE)
        head = bytes([_FORM]) + number.to_bytes(_NUMBER, "big")
        return head + nonce + self._cipher(number, purpose).encrypt(nonce, content, self._of(head, purpose, place))

    def unseal(self, sealed: bytes, *, purpose: Purpose, place: str) -> bytes:
        """Return what was sealed. Raises SealBroken."""
        number = number_of(sealed)
        if number not in self.keys:
            raise SealBroken(f"Key {number} of the council is not there any more")
        head, rest = sealed[: 1 + _NUMBER], sealed[1 + _NUMBER :]
        return _opened(self._cipher(number, purpose), rest, self._of(head, purpose, place))

    def seal_text(self, text: str, *, place: str) -> str:
        """Return a text sealed for a field, as text."""
        return base64.b64encode(self.seal(text.encode(), purpose="field", place=place)).decode()

    def unseal_text(self, sealed: str, *, place: str) -> str:
        """Return the text that was sealed. Raises SealBroken."""
        return self.unseal(_decoded(sealed), purpose="field", place=place).decode()

    def _cipher(self, number: int, purpose: Purpose) -> AESGCM:
        info = f"commonhall/{purpose}".encode()
        return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=self.council_id.bytes, info=info).derive(self.keys[number]))

    def _of(self, head: bytes, purpose: Purpose, place: str) -> bytes:
        return b"\0".join((head, self.council_id.bytes, purpose.encode(), place.encode()))


def number_of(sealed: bytes | str) -> int:
    """Return the number of the key under which something was sealed. Raises SealBroken for what is no such thing."""
    plain = _decoded(sealed) if isinstance(sealed, str) else sealed
    if len(plain) <= 1 + _NUMBER + _NONCE or plain[0] != _FORM:
        raise SealBroken("This is not a sealed value")
    return int.from_bytes(plain[1 : 1 + _NUMBER], "big")


def _decoded(sealed: str) -> bytes:
    try:
        return base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise SealBroken("This is not a sealed value") from wrong


def _of_key(council_id: UUID, number: int) -> bytes:
    return b"\0".join((b"council key", council_id.bytes, str(number).encode()))


def _opened(cipher: AESGCM, sealed: bytes, about: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
    except (InvalidTag, ValueError) as wrong:
        raise SealBroken("The value was changed, or belongs to another council or another place") from wrong
