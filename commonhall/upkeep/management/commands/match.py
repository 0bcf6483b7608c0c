"""Who may be one person? `commonhall match` gathers what people said and compares them now, not when the job comes."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commonhall.cases.people.gathering import match_again, match_some
from commonhall.councils.queries import CouncilUnknown, councils, get_council


class Command(BaseCommand):
    """Compare the people of one council, or of all."""

    help = "Compare people who may be one. They are suggested to officers, never joined."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a council, and whether those who were compared are compared again."""
        parser.add_argument("council", nargs="?", help="the council's slug (all of them)")
        parser.add_argument("--again", action="store_true", help="compare everybody again, as after new weights")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, some at a time, and say how many people there were."""
        try:
            sites = [get_council(options["council"])] if options["council"] else list(councils())
        except CouncilUnknown as unknown:
            raise CommandError(f"There is no council {options['council']!r}.") from unknown
        now = datetime.now(UTC)
        for site in sites:
            if options["again"]:
                match_again(site)
            compared = 0
            while some := match_some(site, at=now):
                compared += some
            self.stdout.write(f"{site.slug}: {compared:,} people compared")
