"""Who may see how all councils stand? `commonhall operator add` and `shut`: the platform's own staff."""

from __future__ import annotations

import getpass
import secrets
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commonhall.people.operations import AccountExists, EmailRefused, PasswordTooWeak
from commonhall.people.operators import OperatorUnknown, create_operator, disable_operator


class Command(BaseCommand):
    """Make and shut the sign-ins of the operators' own site. They open no council."""

    help = "Say who of the platform's own staff may sign in at the operators' site."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act and the e-mail address."""
        acts = parser.add_subparsers(dest="act", required=True)
        adding = acts.add_parser("add", help="make a sign-in")
        adding.add_argument("email")
        adding.add_argument("--ask", action="store_true", help="ask for the password instead of making one")
        shutting = acts.add_parser("shut", help="shut a sign-in; sessions stop at once")
        shutting.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act."""
        at, email = datetime.now(UTC), options["email"]
        try:
            if options["act"] == "shut":
                disable_operator(email=email, at=at)
                self.stdout.write(f"{email} cannot sign in any more.")
                return
            made = "" if options["ask"] else "-".join(secrets.token_hex(3) for _ in range(4))
            create_operator(email=email, password=made or getpass.getpass("Password: "), at=at)
        except OperatorUnknown:
            raise CommandError("There is no such sign-in.") from None
        except (EmailRefused, PasswordTooWeak, AccountExists) as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Password, shown once: {made}" if made else "Made.")
