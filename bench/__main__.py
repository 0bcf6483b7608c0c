"""How much does the product cost to run? Prints JSON lines, each with its ratio to a yardstick of the same run."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Final

PARTS = ("pages", "submit", "queue", "search", "memory", "pattern", "person", "case")
APART: Final = ("kill", "swap")
"""What takes long, and is done only when it is named."""


def main() -> int:
    """Run the parts asked for, on a database of the run's own."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", choices=[*PARTS, *APART, []], help="what to measure (all but kill and swap)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="fewer rounds and 100,000 cases at most: a check, no figure"
    )
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhall.config.settings")
    os.environ.setdefault("COMMONHALL_MODE", "test")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", database="migrator", verbosity=0)
    from bench import case, kill, memory, pages, pattern, person, queue, search, submit, swap

    work = {
        "pages": pages.run,
        "submit": submit.run,
        "queue": queue.run,
        "search": search.run,
        "memory": memory.run,
        "pattern": pattern.run,
        "person": person.run,
        "case": case.run,
        "kill": kill.run,
        "swap": swap.run,
    }
    for part in options.parts or PARTS:
        for figure in work[part](quick=options.quick):
            print(figure.line(), flush=True)  # noqa: T201 this is what the command is for
    return 0


if __name__ == "__main__":
    sys.exit(main())
