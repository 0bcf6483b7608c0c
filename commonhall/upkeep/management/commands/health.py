"""Do the councils' providers work? `commonhall health`: a line each, without personal data, for the operator."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand

from commonhall.catalogue.binding import check_binding
from commonhall.catalogue.bound import held_bindings
from commonhall.catalogue.standings import standings
from commonhall.core.values.dates import london
from commonhall.councils.queries import CouncilSite, councils
from commonhall.councils.scope import in_council


class Command(BaseCommand):
    """Say how each provider stands at each council."""

    help = "Say which providers work at which council, and since when."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to try them."""
        parser.add_argument("--check", action="store_true", help="try every provider that is in force first")
        parser.add_argument("--only-troubles", action="store_true", help="leave out what works")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say it, council by council."""
        at = datetime.now(UTC)
        for council in councils():
            self._say(council, at, check=options["check"], only_troubles=options["only_troubles"])

    def _say(self, council: CouncilSite, at: datetime, *, check: bool, only_troubles: bool) -> None:
        with in_council(council, purpose="command"):
            held = [each for each in held_bindings() if each.in_use]
            if check:
                for each in held:
                    check_binding(binding_id=each.id, council=council, at=at)
            stood = {(each.capability, each.provider): each for each in standings()}
        for each in held:
            now = stood.get((each.capability, each.provider))
            state = now.state if now else "not called yet"
            if only_troubles and state in ("working", "not called yet"):
                continue
            where = f" for {each.service}" if each.service else ""
            since = f" since {london(now.since)}" if now else ""
            self.stdout.write(f"{council.slug}: {each.capability}{where}: {each.provider} {state}{since}")
