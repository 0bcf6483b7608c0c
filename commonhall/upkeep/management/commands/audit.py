"""Is the record still as it was written? `commonhall audit verify`: count every chain and seal again, council by
council; `commonhall audit seal`: set a seal now."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commonhall.councils.queries import CouncilSite, CouncilUnknown, councils, get_council
from commonhall.councils.scope import in_council
from commonhall.record.verifying import Broken, seal_record, verify_record

SAYS = {
    "changed": "event {event} (number {number} of {subject}) is not as it was written, or the one before it",
    "missing": "something is missing before event {event}, which says it is number {number} of {subject}",
    "seal": "events written before {until} are missing or were changed: seal {seal} does not fit",
}


class Command(BaseCommand):
    """Verify the record, or seal it."""

    help = "Verify that the record of events is as it was written, or seal it now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, and for which council."""
        parser.add_argument("act", choices=("verify", "seal"), help="verify: count again; seal: set a seal now")
        parser.add_argument("--council", help="the slug of one council; without it every council")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go from council to council; end with an error where a record is not as it was written."""
        try:
            sites = [get_council(options["council"])] if options["council"] else councils()
        except CouncilUnknown as unknown:
            raise CommandError(str(unknown)) from unknown
        good = [self._verify(site) if options["act"] == "verify" else self._seal(site) for site in sites]
        if not all(good):
            raise CommandError("The record of at least one council is not as it was written")

    def _verify(self, site: CouncilSite) -> bool:
        with in_council(site, purpose="job"):
            found = verify_record()
        if found.broken:
            self.stdout.write(f"{site.slug}: {_said(found.broken)}")
            return False
        self.stdout.write(f"{site.slug}: {found.events} events of {found.subjects} chains and {found.seals} seals fit")
        return True

    def _seal(self, site: CouncilSite) -> bool:
        with in_council(site, purpose="job"):
            made = seal_record(at=datetime.now(UTC))
        self.stdout.write(f"{site.slug}: {'sealed' if made else 'nothing to seal'}")
        return True


def _said(broken: Broken) -> str:
    subject = f"{broken.subject[0]} {broken.subject[1]}" if broken.subject else ""
    return SAYS[broken.what].format(
        event=broken.event_id, number=broken.number, subject=subject, until=broken.until_at, seal=broken.seal
    )
