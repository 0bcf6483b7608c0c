"""How does e-mail come in? `commonhall mail receive` takes one raw message from standard input, as servers give it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from commonhall.cases.correspondence.inbound import Came, Received, receive_mail
from commonhall.cases.correspondence.mail import LARGEST, MailRefused
from commonhall.connect.answering import answer_by_mail
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilUnknown, get_council
from commonhall.councils.scope import in_council

SAID: Final[dict[Came, str]] = {
    "case": "added to case {reference}",
    "tray": "waits for a person to place it",
    "bounce": "says that a message did not arrive",
    "aside": "was put aside: a program sent it",
    "again": "has come before",
}


class Command(BaseCommand):
    """Take in e-mails for a council."""

    help = "Take in one e-mail for a council: from standard input, or from a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act, the council and the file."""
        acts = parser.add_subparsers(dest="act", required=True)
        receive = acts.add_parser("receive", help="take in one e-mail")
        receive.add_argument("--council", required=True, help="the council to whose address it came")
        receive.add_argument("--file", type=Path, help="where the e-mail is, instead of standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it in and say what became of it. A refusal ends with 1, so that the mail server keeps the e-mail."""
        try:
            council = get_council(options["council"])
            raw = options["file"].read_bytes() if options["file"] else sys.stdin.buffer.read(LARGEST + 1)
            now = datetime.now(UTC)
            with in_council(council, by=SYSTEM, purpose="job"):
                answered = answer_by_mail(raw=raw, council=council, at=now)
                received = Received("case", answered) if answered else receive_mail(raw=raw, by=SYSTEM, at=now)
        except (CouncilUnknown, MailRefused, OSError) as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"The e-mail {SAID[received.came].format(reference=received.reference)}.")
