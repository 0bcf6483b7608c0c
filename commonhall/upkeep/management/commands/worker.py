"""How is the worker started? `commonhall worker`: makes deliveries and runs jobs until SIGTERM or Ctrl-C."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from commonhall.councils.boot import check_boot
from commonhall.record.worker import Worker


class Command(BaseCommand):
    """Serve the outbox and the periodic jobs."""

    help = "Make the promised deliveries and run the periodic jobs, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the number of threads."""
        parser.add_argument("--threads", type=int, default=4, help="deliveries at the same time (4)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until asked to stop; what has begun is finished."""
        check_boot()
        worker = Worker(threads=options["threads"])
        for asked in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked, lambda _number, _frame: worker.stop())
        self.stdout.write("worker: ready")
        self.stdout.flush()
        worker.run()
