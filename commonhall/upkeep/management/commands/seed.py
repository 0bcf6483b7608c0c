"""How is the demonstration made? `commonhall seed`: councils, staff, addresses and services, where they are missing."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from commonhall.capabilities.simulators.places import address_of
from commonhall.catalogue.operations import PublishRefused, VersionTaken
from commonhall.upkeep.demo.seeding import seed, seed_operator


class Command(BaseCommand):
    """Fill an installation with the five made-up councils."""

    help = "Make the demonstration's councils where they are missing, and print their sites and accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, and print a line for each site and account."""
        if settings.MODE == "production":
            raise CommandError("This is a live installation. The demonstration's councils do not belong here.")
        port = os.environ.get("COMMONHALL_PORT", "8000")
        notify = os.environ.get("COMMONHALL_NOTIFY_URL", address_of("notifications", web=int(port)))
        data = Path(os.environ.get("COMMONHALL_DATA", "."))
        self.stdout.write(f"Sector   http://localhost:{port}/")
        try:
            for site, accounts in seed(data=data, port=int(port), notify_url=notify, at=datetime.now(UTC)):
                self.stdout.write(f"Council  http://{site.host}:{port}/  {site.name.en}")
                for account in accounts:
                    self.stdout.write(
                        f"  {account.role:8} http://{site.host}:{port}/office/  {account.email}  {account.password}"
                    )
        except (PublishRefused, VersionTaken) as refused:
            raise CommandError(f"The library could not be published: {refused}") from None
        for host in sorted(settings.UPKEEP_HOSTS):
            email, password = seed_operator(data=data, at=datetime.now(UTC))
            self.stdout.write(f"Platform http://{host}:{port}/  (how every council stands)")
            self.stdout.write(f"  operator http://{host}:{port}/upkeep/  {email}  {password}")
        self.stdout.write(f"Inbox    {notify.replace('127.0.0.1', 'localhost')}/  (what residents are sent)")
