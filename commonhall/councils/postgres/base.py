"""Django's PostgreSQL engine with three additions: the connection comes from the environment at first use, one that
the server ended is made anew, and the ``default`` connection refuses every statement outside the one door (see
``commonhall.councils.scope``)."""

from __future__ import annotations

import os
from select import select
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base
from psycopg.conninfo import conninfo_to_dict

from commonhall.councils.scope import refuse_outside_door

VARIABLES = {
    "default": "COMMONHALL_DSN_APP",
    "control": "COMMONHALL_DSN_CONTROL",
    "migrator": "COMMONHALL_DSN_MIGRATOR",
    "sector": "COMMONHALL_DSN_SECTOR",
}


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of one alias, guarded where the alias is ``default``."""

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        if alias == "default":
            self.execute_wrappers.append(refuse_outside_door)

    def ensure_connection(self) -> None:
        """Connect, also where the server ended the connection while it was idle (a restart).

        Such a connection has something to read. Looking costs no statement, unlike Django's own health check.
        """
        if self._has_ended():
            self.close()
        super().ensure_connection()

    def close_if_unusable_or_obsolete(self) -> None:
        """Close a connection that the server ended, and make none: Django asks around a request, where nobody could
        answer that the database is away."""
        if self._has_ended():
            self.close()
        super().close_if_unusable_or_obsolete()

    def _has_ended(self) -> bool:
        raw = self.connection
        return raw is not None and not self.in_atomic_block and bool(raw.closed or select([raw.fileno()], [], [], 0)[0])

    def get_connection_params(self) -> dict[str, Any]:
        """Return what psycopg needs, read from this alias's environment variable."""
        variable = VARIABLES[self.alias]
        dsn = os.environ.get(variable, "")
        if not dsn:
            raise ImproperlyConfigured(
                f"Set {variable} to a PostgreSQL connection string; "
                "`python -m commonhall.councils.provision` makes the roles and prints all of them."
            )
        read = {name: str(value) for name, value in conninfo_to_dict(dsn).items() if value is not None}
        self.settings_dict |= {
            "NAME": read.pop("dbname", ""),
            "USER": read.pop("user", ""),
            "PASSWORD": read.pop("password", ""),
            "HOST": read.pop("host", ""),
            "PORT": read.pop("port", ""),
        }
        return {**super().get_connection_params(), **read}
