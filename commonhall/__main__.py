"""`python -m commonhall`: the program's own commands, with its own settings."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhall.config.settings")
    execute_from_command_line(["commonhall", *sys.argv[1:]])


if __name__ == "__main__":
    main()
