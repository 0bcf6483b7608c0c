"""Which database do we work with, and with which roles? The person's own server, else the embedded one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commonhall.config.bootstrap.data_folder import DataFolder
from commonhall.config.bootstrap.postgres import EmbeddedPostgres
from commonhall.config.bootstrap.terminal import CannotStart

_OLDEST = 150000


@dataclass(frozen=True, slots=True)
class OpenDatabase:
    """A database that is ready: what to put into a child's environment, and the server when it is ours."""

    environment: dict[str, str]
    server: EmbeddedPostgres | None
    admin_environment: dict[str, str]  # only for tests and measurements, which make databases of their own


@contextmanager
def open_database(folder: DataFolder, *, settings: Mapping[str, str] | None = None) -> Iterator[OpenDatabase]:
    """Have the database running for as long as the block lasts, with its roles and grants made.

    `settings` are added to the embedded server's. Raises CannotStart with one sentence.
    """
    if outside := os.environ.get("DATABASE_URL"):
        _check_outside(outside)
        yield OpenDatabase(_environment(folder, outside), None, _admin_environment(folder, outside))
        return
    with EmbeddedPostgres(folder.postgres, settings=settings) as server:
        dsn = server.admin_dsn
        yield OpenDatabase(_environment(folder, dsn), server, _admin_environment(folder, dsn))


def _check_outside(dsn: str) -> None:
    import psycopg

    try:
        with psycopg.connect(dsn, connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else "no reason given"
        raise CannotStart(f"The server of DATABASE_URL does not answer ({reason}).") from None
    if version < _OLDEST:
        raise CannotStart(f"The server of DATABASE_URL is PostgreSQL {version // 10000}; 15 or later is needed.")


def _environment(folder: DataFolder, admin_dsn: str) -> dict[str, str]:
    """Make the roles and say where everything is. Psycopg comes with the environment, so it is imported late."""
    import psycopg

    from commonhall.councils.provision import ServerUnsuitable, provision

    try:
        dsns = provision(admin_dsn, secrets_file=folder.database_secrets)
    except (ServerUnsuitable, psycopg.Error) as error:
        raise CannotStart(f"The database's roles could not be made: {error}") from None
    return {**dsns.environment(), **folder_environment(folder)}


def _admin_environment(folder: DataFolder, admin_dsn: str) -> dict[str, str]:
    return {"COMMONHALL_DSN_ADMIN": admin_dsn, "COMMONHALL_ROLE_SECRETS": str(folder.database_secrets)}


def folder_environment(folder: DataFolder) -> dict[str, str]:
    """What the program must know of its data folder."""
    return {
        "COMMONHALL_DATA": str(folder.path),
        "COMMONHALL_SECRET_FILE": str(folder.secret_key),
        "COMMONHALL_KEYS_FILE": str(folder.root_keys),
    }


def child_environment(root: Path, *more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program of ours: it finds the code from any folder, and settles the rest itself."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    for settled in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(settled, None)
    for values in more:
        environment.update(values)
    return environment
