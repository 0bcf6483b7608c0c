"""What is due to go, and is what was approved done? `commonhall retention list` and `commonhall retention run`."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commonhall.cases.models import Case
from commonhall.councils.queries import CouncilSite, CouncilUnknown, councils, get_council
from commonhall.councils.scope import in_council
from commonhall.retention.disposing import go_on_now
from commonhall.retention.models import Hold, Run
from commonhall.retention.queries import due_among


class Command(BaseCommand):
    """List what is due to go at each council, or go on with the disposals that were approved."""

    help = "List the cases that are due to be disposed of, or go on with the disposals that were approved."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act and the council."""
        acts = parser.add_subparsers(dest="act", required=True)
        listing = acts.add_parser("list", help="say what is due, by council, service and rule; nothing is changed")
        listing.add_argument("--council", default="", help="slug of the council; all without it")
        running = acts.add_parser("run", help="do the approved disposals of a council now, without a worker")
        running.add_argument("--council", required=True, help="slug of the council")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act. Nothing goes that nobody approved in the office."""
        at = datetime.now(UTC)
        if options["act"] == "list":
            for council in [self._council(options["council"])] if options["council"] else councils():
                self._list(council, at)
        else:
            self._run(self._council(options["council"]), at)

    def _council(self, slug: str) -> CouncilSite:
        try:
            return get_council(slug)
        except CouncilUnknown as unknown:
            raise CommandError(f"There is no council {slug}.") from unknown

    def _list(self, council: CouncilSite, at: datetime) -> None:
        with in_council(council, purpose="command"):
            found = due_among(Case.objects.all(), council=council, at=at)
            held = Hold.objects.filter(released_at=None).count()
        self.stdout.write(f"{council.slug}: {sum(due.number for due in found)} cases due, {held} holds")
        for due in found:
            rule = "general rule" if due.rule is None else f"rule {due.rule + 1}"
            kept = f"{due.held} held, {due.kept} kept for now, {due.waiting} proposed"
            self.stdout.write(f"  {due.pattern}, {rule}: {due.then} {due.number} ({kept}). {due.why.en}")

    def _run(self, council: CouncilSite, at: datetime) -> None:
        with in_council(council, purpose="command"):
            running = list(Run.objects.filter(state="running").order_by("approved_at").values_list("id", flat=True))
        for run_id in running:
            state = go_on_now(council, run_id, at)
            self.stdout.write(f"{run_id}: {state}")
        if not running:
            self.stdout.write(f"{council.slug}: no disposal is approved and unfinished.")
