"""Which clients does the simulator know? Those that somebody registered in its folder: a demonstration, or a test."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal, cast

from joserfc.jwk import RSAKey

Kind = Literal["one-login", "entra", "openid"]
KINDS: Final[tuple[Kind, ...]] = ("one-login", "entra", "openid")
_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,60}")


@dataclass(frozen=True, slots=True)
class Client:
    """A council as a provider knows it.

    secret: what we share with it, or public_key (PEM). return_urls: exactly where browsers may be sent back to.
    ended_url: where it is told that a sign-in is over; blank for nowhere. tenant: the council, for its own staff.
    staff: role, name and e-mail address of each, where they are not simply called after their roles.
    """

    client_id: str
    kind: Kind
    title: str
    return_urls: tuple[str, ...]
    secret: str = ""
    public_key: str = ""
    ended_url: str = ""
    tenant: str = ""
    staff: tuple[tuple[str, str, str], ...] = ()

    @property
    def sector(self) -> str:
        """The group of clients to which a person has the same name: here the host of the first address."""
        return self.return_urls[0].partition("://")[2].partition("/")[0] if self.return_urls else self.client_id


class ClientBook:
    """The clients in a folder, a file each: read at each request, so that one can be added while it runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, client_id: str) -> Client | None:
        """Return the client of that id, or None."""
        path = self._folder / f"{client_id}.json"
        if not _NAME.fullmatch(client_id) or not path.is_file():
            return None
        return _client(json.loads(path.read_text()))

    def all(self) -> list[Client]:
        """Return all clients."""
        return [_client(json.loads(path.read_text())) for path in sorted(self._folder.glob("*.json"))]

    def register(self, client: Client) -> None:
        """Add a client, or change it."""
        if not _NAME.fullmatch(client.client_id):
            raise ValueError("A client's id has letters, digits and dashes")
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{client.client_id}.json"
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(client)))
        os.replace(fresh, path)


def _client(kept: dict[str, Any]) -> Client:
    staff = tuple((role, name, email) for role, name, email in kept["staff"])
    more = {"return_urls": tuple(kept["return_urls"]), "kind": cast(Kind, kept["kind"]), "staff": staff}
    return Client(**{**kept, **more})


def own_key(folder: Path, name: str) -> tuple[str, str]:
    """Return a private key for a client and its public half, as PEM; made once and kept in the folder."""
    path = folder / f"{name}.pem"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
        os.replace(fresh, path)
    key = RSAKey.import_key(path.read_bytes())
    return key.as_pem(private=True).decode(), key.as_pem(private=False).decode()


def made_secret(name: str) -> str:
    """Return the secret of a client of a demonstration: no secret at all, and the same at every start."""
    return f"demonstration-{hashlib.sha256(name.encode()).hexdigest()[:24]}"
