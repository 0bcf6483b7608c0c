"""How does a demonstration or a test make a provider do wrong? `commonhall faults set`, `clear` and `list`."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from commonhall.capabilities.errors import Misconfigured
from commonhall.catalogue.faults import EFFECTS, FaultsNotAllowed, clear_faults, faults_set, set_fault
from commonhall.core.values.dates import in_words, london
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite, CouncilUnknown, councils, get_council
from commonhall.councils.scope import in_council

OPERATOR: Final = Actor("system", name="Operator")
LONGEST_SECONDS: Final = 86_400


class Command(BaseCommand):
    """Set, clear and list what providers do wrong."""

    help = "Make a council's provider slow, failing, lying, duplicating or reordering; never in production."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act and what it is about."""
        acts = parser.add_subparsers(dest="act", required=True)
        setting = acts.add_parser("set", help="let every provider of a capability do wrong, for one council")
        setting.add_argument("council", help="slug of the council")
        setting.add_argument("capability", help="such as payments")
        setting.add_argument("effect", choices=EFFECTS)
        setting.add_argument("--for", dest="seconds", type=int, help="seconds; until it is cleared without it")
        clearing = acts.add_parser("clear", help="let providers work again")
        clearing.add_argument("council", help="slug of the council")
        clearing.add_argument("capability", nargs="?", default="", help="all of them without it")
        acts.add_parser("list", help="say what is set at which council")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act."""
        at = datetime.now(UTC)
        if options["act"] == "list":
            self._list(at)
            return
        try:
            council = get_council(options["council"])
        except CouncilUnknown as unknown:
            raise CommandError(f"There is no council {options['council']}.") from unknown
        with in_council(council, by=OPERATOR, purpose="command"):
            if options["act"] == "set":
                self._set(council, options, at)
            else:
                count = clear_faults(capability=options["capability"])
                self.stdout.write(f"{council.slug}: {count} cleared.")

    def _set(self, council: CouncilSite, options: Any, at: datetime) -> None:
        seconds = options["seconds"]
        if seconds is not None and not 0 < seconds <= LONGEST_SECONDS:
            raise CommandError(f"--for is a number of seconds from 1 to {LONGEST_SECONDS}.")
        lasts = timedelta(seconds=seconds) if seconds else None
        try:
            set_fault(capability=options["capability"], effect=options["effect"], lasts=lasts, by=OPERATOR, at=at)
        except (FaultsNotAllowed, Misconfigured) as refused:
            raise CommandError(str(refused)) from refused
        until = f" until {in_words(london(at + lasts), 'en')}" if lasts else ""
        self.stdout.write(f"{council.slug}: {options['capability']} is {options['effect']}{until}.")

    def _list(self, at: datetime) -> None:
        for council in councils():
            with in_council(council, purpose="command"):
                for fault in faults_set(at=at):
                    until = f" until {in_words(london(fault.until_at), 'en')}" if fault.until_at else ""
                    self.stdout.write(f"{council.slug}: {fault.capability} is {fault.effect}{until}")
