"""How is the generated part of the reference brought up to date? `commonhall docs`, or with --check only compared."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commonhall.upkeep.reference import FOLDER, pages


class Command(BaseCommand):
    """Write docs/reference/generated from the code."""

    help = "Write the generated pages of the reference, or check that they are current."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to write, and where."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is out of date")
        parser.add_argument("--folder", type=Path, default=FOLDER, help="where they are (docs/reference/generated)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the pages that changed, or name them."""
        folder: Path = options["folder"]
        made = pages()
        there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        stale = sorted(name for name, text in made.items() if name not in there or (folder / name).read_text() != text)
        left_over = sorted(there - set(made))
        if options["check"]:
            if stale or left_over:
                raise CommandError(f"Out of date: {', '.join(stale + left_over)}. Run ./run commonhall docs.")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(made[name])
        for name in left_over:
            (folder / name).unlink()
        self.stdout.write(f"{len(made)} pages; changed: {', '.join(stale + left_over) or 'none'}")
