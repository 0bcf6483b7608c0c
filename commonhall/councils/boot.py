"""Are councils kept apart on this database? Asked when a process starts, which then refuses to serve if not."""

from __future__ import annotations

import time
from typing import Any, Final

from django.db import OperationalError, connections

from commonhall.councils.scope import outside_councils

LEAST_MINOR: Final = {15: 14, 16: 10, 17: 6}
"""Minor versions that mend CVE-2025-8713, -8714 and -8715, by which statistics could tell of hidden rows."""

WAITS_FOR: Final = 30.0
"""Seconds for which a database that does not answer may still be starting: after a crash it recovers first."""
LOOKS_AGAIN: Final = 0.5

ROLE: Final = """
SELECT rolsuper, rolbypassrls, rolcreaterole, rolreplication, pg_has_role(current_user, 'ch_owner', 'member'),
       current_setting('server_version_num')::int
FROM pg_roles WHERE rolname = current_user
"""


class UnsafeDatabase(Exception):
    """The database or the role would not keep councils apart; the message says what to do."""


def check_boot() -> None:
    """Raise UnsafeDatabase unless the application's role is an ordinary one and the server holds the wall.

    A role that is a superuser, skips row-level security, or belongs to the owner of the tables would see everything.
    Waits for a database that is starting; raises OperationalError where it does not come.
    """
    *powers, owns, version = _role()
    if any(powers) or owns:
        raise UnsafeDatabase(
            "COMMONHALL_DSN_APP names a role that can see every council. Use ch_app, as made by provisioning."
        )
    major, minor = divmod(version, 10000)
    if major < 15 or minor < LEAST_MINOR.get(major, 0):
        least = f"{major}.{LEAST_MINOR[major]}" if major in LEAST_MINOR else "15.14"
        raise UnsafeDatabase(f"PostgreSQL {major}.{minor} has a leak that was mended in {least}. Update the server.")


def _role() -> tuple[Any, ...]:
    until = time.monotonic() + WAITS_FOR
    while True:
        try:
            with outside_councils("health"), connections["default"].cursor() as cursor:
                cursor.execute(ROLE)
                row: tuple[Any, ...] | None = cursor.fetchone()
        except OperationalError:
            if time.monotonic() >= until:
                raise
            connections["default"].close()
            time.sleep(LOOKS_AGAIN)
            continue
        assert row is not None
        return row
