"""Which roles and which database does an installation stand on? Makes them on a PostgreSQL server, again and again
with the same result. Knows psycopg and the standard library only, because it runs before Django can.

``python -m commonhall.councils.provision --secrets FILE [--database NAME]`` reads the administrator's connection from
the environment variable COMMONHALL_DSN_ADMIN and prints the connections that the product needs as shell assignments.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

LOGIN_ROLES = ("ch_migrator", "ch_app", "ch_control", "ch_sector")
QUIET_ROLES = ("ch_owner", "ch_finder")
BYPASSING = frozenset({"ch_migrator", "ch_finder"})
EXTENSIONS = ("pg_trgm", "unaccent")
OLDEST_VERSION = 150000
PRIVATE_FILE = 0o600

# Statement, lock and idle limits by role; a job's door raises its own statement limit (see scope.py).
LIMITS: dict[str, dict[str, str]] = {
    "ch_app": {"statement_timeout": "5s", "lock_timeout": "3s", "idle_in_transaction_session_timeout": "10s"},
    "ch_control": {"statement_timeout": "5s", "lock_timeout": "3s", "idle_in_transaction_session_timeout": "10s"},
    "ch_sector": {"statement_timeout": "5s", "lock_timeout": "3s", "idle_in_transaction_session_timeout": "10s"},
    "ch_migrator": {"lock_timeout": "10s", "idle_in_transaction_session_timeout": "10min"},
}
# Statement text carries names and e-mail addresses: it must not reach the server's log.
QUIET_LOG = {"log_min_error_statement": "panic", "log_parameter_max_length_on_error": "0"}


class ServerUnsuitable(Exception):
    """The server cannot carry an installation: too old, or the administrator may not make roles."""


class Dsns(NamedTuple):
    """The connections of one installation, as libpq connection strings."""

    app: str
    control: str
    migrator: str
    sector: str

    def environment(self) -> dict[str, str]:
        """Return the environment variables that the settings read."""
        return {f"COMMONHALL_DSN_{name.upper()}": value for name, value in self._asdict().items()}


def provision(admin_dsn: str, *, secrets_file: Path, database: str = "commonhall") -> Dsns:
    """Make the roles, the database and its grants; return the connections.

    ``admin_dsn`` is a superuser's libpq connection string or address (a socket folder works). ``secrets_file`` keeps
    the generated passwords, readable by its owner only; one file for each server, because roles belong to the server.
    Running again changes nothing. Several databases may stand side by side on one server.
    Raises ServerUnsuitable for a server before PostgreSQL 15 or an administrator without the rights.
    """
    with psycopg.connect(admin_dsn, autocommit=True) as server:
        _check_server(server)
        with server.transaction():  # roles are the server's: one at a time, whatever the database
            server.execute("LOCK TABLE pg_authid IN SHARE ROW EXCLUSIVE MODE")
            passwords = _passwords(secrets_file)
            _make_roles(server, passwords)
        _make_database(server, database)
    with psycopg.connect(make_conninfo(admin_dsn, dbname=database), autocommit=True) as inside:
        _furnish(inside, database)
    return Dsns(*(_dsn(admin_dsn, role, passwords[role], database) for role in _IN_ORDER))


_IN_ORDER = ("ch_app", "ch_control", "ch_migrator", "ch_sector")


def _dsn(admin_dsn: str, role: str, password: str, database: str) -> str:
    kept = {k: v for k, v in conninfo_to_dict(admin_dsn).items() if k in {"host", "hostaddr", "port", "sslmode"}}
    return make_conninfo("", **kept, user=role, password=password, dbname=database)


def _passwords(secrets_file: Path) -> dict[str, str]:
    known: dict[str, str] = {}
    if secrets_file.exists():
        known = json.loads(secrets_file.read_text())
    missing = [role for role in LOGIN_ROLES if role not in known]
    if missing:
        known |= {role: secrets.token_urlsafe(32) for role in missing}
        secrets_file.parent.mkdir(parents=True, exist_ok=True)
        fresh = secrets_file.with_name(secrets_file.name + ".new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "w") as out:
            json.dump(known, out, indent=1)
        fresh.replace(secrets_file)
    secrets_file.chmod(PRIVATE_FILE)
    return known


def _check_server(server: psycopg.Connection) -> None:
    if server.info.server_version < OLDEST_VERSION:
        raise ServerUnsuitable(
            f"PostgreSQL 15 or later is needed; this server is {server.info.server_version // 10000}"
        )
    row = server.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if row is None or not row[0]:
        raise ServerUnsuitable(
            "The administrator's connection must be a superuser, because a role that bypasses row security is made"
        )


def _make_roles(server: psycopg.Connection, passwords: dict[str, str]) -> None:
    present = {row[0] for row in server.execute("SELECT rolname FROM pg_roles").fetchall()}
    server.execute("SET password_encryption = 'scram-sha-256'")
    for role in (*QUIET_ROLES, *LOGIN_ROLES):
        if role not in present:
            server.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
        attributes = " ".join(
            [
                "LOGIN" if role in LOGIN_ROLES else "NOLOGIN",
                "BYPASSRLS" if role in BYPASSING else "NOBYPASSRLS",
                "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT",
            ]
        )
        server.execute(sql.SQL("ALTER ROLE {} WITH ").format(sql.Identifier(role)) + sql.SQL(attributes))
        if role in passwords:
            server.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(passwords[role]))
            )
        for name, value in (LIMITS.get(role, {}) | QUIET_LOG).items():
            server.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(role), sql.Identifier(name), sql.Literal(value)
                )
            )
    # The migrator hands what it makes to the owner, and the search functions to the finder.
    server.execute("GRANT ch_owner, ch_finder TO ch_migrator")


def _make_database(server: psycopg.Connection, database: str) -> None:
    name = sql.Identifier(database)
    if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is None:
        server.execute(sql.SQL("CREATE DATABASE {} OWNER ch_owner TEMPLATE template0 ENCODING 'UTF8'").format(name))
    server.execute(sql.SQL("ALTER DATABASE {} OWNER TO ch_owner").format(name))
    server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    server.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO ch_app, ch_control, ch_sector, ch_migrator").format(name))


def _furnish(inside: psycopg.Connection, database: str) -> None:
    inside.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    inside.execute("GRANT USAGE, CREATE ON SCHEMA public TO ch_owner, ch_migrator")
    inside.execute("GRANT USAGE ON SCHEMA public TO ch_app, ch_control, ch_sector, ch_finder")
    inside.execute("CREATE SCHEMA IF NOT EXISTS guard AUTHORIZATION ch_owner")
    inside.execute("GRANT USAGE, CREATE ON SCHEMA guard TO ch_migrator, ch_finder")
    inside.execute("GRANT USAGE ON SCHEMA guard TO ch_app, ch_control, ch_sector")
    inside.execute("ALTER DEFAULT PRIVILEGES FOR ROLE ch_migrator, ch_owner REVOKE ALL ON FUNCTIONS FROM PUBLIC")
    inside.execute("ALTER DEFAULT PRIVILEGES FOR ROLE ch_migrator, ch_owner REVOKE ALL ON TYPES FROM PUBLIC")
    offered = {row[0] for row in inside.execute("SELECT name FROM pg_available_extensions").fetchall()}
    for extension in EXTENSIONS:
        if extension in offered:
            inside.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))


def main(arguments: list[str]) -> int:
    """Run from the command line; see the module's own words."""
    reader = argparse.ArgumentParser(prog="python -m commonhall.councils.provision")
    reader.add_argument("--secrets", type=Path, required=True, help="file that keeps the generated passwords")
    reader.add_argument("--database", default="commonhall")
    chosen = reader.parse_args(arguments)
    admin_dsn = os.environ.get("COMMONHALL_DSN_ADMIN", "")
    if not admin_dsn:
        sys.stderr.write("Set COMMONHALL_DSN_ADMIN to the connection of a PostgreSQL superuser.\n")
        return 2
    try:
        dsns = provision(admin_dsn, secrets_file=chosen.secrets, database=chosen.database)
    except (ServerUnsuitable, psycopg.OperationalError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    for name, value in dsns.environment().items():
        sys.stdout.write(f"{name}={value!r}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
