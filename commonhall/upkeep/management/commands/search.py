"""How are the words that cases are found by worked out anew? `commonhall search rebuild`, for one council or all."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commonhall.cases.searching import rebuild_words
from commonhall.councils.boot import check_boot
from commonhall.councils.queries import CouncilUnknown, councils, get_council


class Command(BaseCommand):
    """Keep the words of cases right after a change to how they are made."""

    help = "Work out anew by which words cases are found."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, and for which council."""
        parser.add_argument("act", choices=["rebuild"], help="work out every case's words anew")
        parser.add_argument("--council", default="", help="only this council, by its slug (all)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, a few cases a transaction: officers go on working meanwhile."""
        check_boot()
        try:
            some = [get_council(options["council"])] if options["council"] else councils()
        except CouncilUnknown as unknown:
            raise CommandError(f"There is no council {options['council']}") from unknown
        for council in some:
            number = rebuild_words(council=council, at=datetime.now(UTC))
            self.stdout.write(f"{council.slug}: {number} cases")
