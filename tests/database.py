"""On which database do the tests run? One of its own on the server that `./run test` started, else on a server that
is started here and thrown away. Connected as the ordinary role, so every wall stands."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from commonhall.councils.provision import Dsns, provision

# No waiting for the disk: the server is thrown away.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class OwnDatabase:
    """The suite's database: as the product connects, and as a superuser, which only proofs of the walls need."""

    dsns: Dsns
    superuser_dsn: str


@contextmanager
def provisioned(purpose: str = "test") -> Iterator[OwnDatabase]:
    """Provide an empty database with its roles. purpose: part of its name, so that two can stand side by side."""
    with tempfile.TemporaryDirectory(prefix="ch-", dir="/tmp") as made:
        folder = Path(made)
        folder.chmod(0o755)
        admin_dsn = os.environ.get("COMMONHALL_DSN_ADMIN", "")
        if admin_dsn:
            secrets = Path(os.environ.get("COMMONHALL_ROLE_SECRETS", str(folder / "roles.json")))
            with _database(admin_dsn, secrets, purpose) as made_here:
                yield made_here
            return
        from commonhall.config.bootstrap.postgres.server import EmbeddedPostgres

        with (
            EmbeddedPostgres(folder / "data", settings=QUICK) as server,
            _database(server.admin_dsn, folder / "roles.json", purpose) as made_here,
        ):
            yield made_here


@contextmanager
def _database(admin_dsn: str, secrets: Path, purpose: str) -> Iterator[OwnDatabase]:
    name = f"commonhall_{purpose}_{os.getpid()}"
    dsns = provision(admin_dsn, secrets_file=secrets, database=name)
    try:
        yield OwnDatabase(dsns, make_conninfo(admin_dsn, dbname=name))
    finally:
        with psycopg.connect(admin_dsn, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def in_environment(dsns: Dsns) -> Iterator[None]:
    """Have the settings of this very process read these connections, until the end."""
    before = {key: os.environ.get(key) for key in dsns.environment()}
    os.environ.update(dsns.environment())
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                os.environ.pop(key)
            else:
                os.environ[key] = value


class Snapshot:
    """All rows of all tables at one moment, to return to after a test that had to commit."""

    def __init__(self, dsns: Dsns) -> None:
        self._dsn = make_conninfo(dsns.migrator)
        with psycopg.connect(self._dsn) as connection:
            self._tables = _tables_parents_first(connection)
            self._rows = {table: _copied_out(connection, table) for table in self._tables}

    def restore(self) -> None:
        """Empty every table and put the kept rows back."""
        with psycopg.connect(self._dsn) as connection:
            connection.execute(
                sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(sql.Identifier(t) for t in self._tables))
            )
            for table in self._tables:
                if self._rows[table]:
                    _copy_in(connection, table, self._rows[table])


def _columns(connection: psycopg.Connection, table: str) -> sql.Composed:
    found = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attgenerated = '' AND attidentity = '' ORDER BY attnum",
        [table],
    ).fetchall()
    return sql.SQL(", ").join(sql.Identifier(row[0]) for row in found)


def _copied_out(connection: psycopg.Connection, table: str) -> bytes:
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), _columns(connection, table))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        return b"".join(bytes(part) for part in copy)


def _copy_in(connection: psycopg.Connection, table: str, rows: bytes) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _columns(connection, table))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(rows)


def _tables_parents_first(connection: psycopg.Connection) -> list[str]:
    tables = {
        row[0]
        for row in connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND relname <> 'django_migrations'"
        )
    }
    needs: dict[str, set[str]] = {table: set() for table in tables}
    for child, parent in connection.execute(
        "SELECT c.relname, p.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
        "JOIN pg_class p ON p.oid = k.confrelid WHERE k.contype = 'f' AND c.oid <> p.oid"
    ):
        needs[child].add(parent)
    ordered: list[str] = []
    while needs:
        ready = sorted(table for table, wanted in needs.items() if not wanted & needs.keys())
        assert ready, f"Foreign keys go round in a circle: {sorted(needs)}"
        ordered += ready
        for table in ready:
            del needs[table]
    return ordered
