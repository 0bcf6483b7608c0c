"""`python -m commonhall`: the program's own commands, with its own settings."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import ProgrammingError, connections
from psycopg.errors import UndefinedTable

NO_TABLES = (
    "The database has no tables yet. Make them with `commonhall migrate --database=migrator`, "
    "or start the demonstration once: `./run demo`."
)


def main() -> None:
    """Run the command that the arguments name. Ends with plain words where the database is still empty."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhall.config.settings")
    try:
        execute_from_command_line(["commonhall", *sys.argv[1:]])
    except ProgrammingError as error:
        if isinstance(error.__cause__, UndefinedTable) and not connections["control"].introspection.table_names():
            sys.exit(NO_TABLES)
        raise


if __name__ == "__main__":
    main()
