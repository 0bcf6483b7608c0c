"""How are the keys of councils kept? `commonhall keys new`, `list`, `rotate`, `wrap`, `retire` and `destroy`."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from commonhall.councils.actors import Actor
from commonhall.councils.keys import KeyInUse, KeysDestroyed, destroy_keys, retire_key, rotate_keys, wrap_again
from commonhall.councils.models import CouncilKey
from commonhall.councils.queries import CouncilSite, CouncilUnknown, councils, get_council
from commonhall.councils.scope import in_council
from commonhall.councils.sealing import new_root_line
from commonhall.record.operations import record_event

OPERATOR: Final = Actor("system", name="Operator")


class Command(BaseCommand):
    """Make, list, renew, retire and destroy keys. None is ever printed but a new one for the installation's file."""

    help = "Look after the keys that seal what councils keep secret."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act and the council."""
        acts = parser.add_subparsers(dest="act", required=True)
        making = acts.add_parser("new", help="print a line for the file COMMONHALL_KEYS_FILE, with a new random key")
        making.add_argument("name", help="of the key, such as 2026")
        acts.add_parser("list", help="say which keys each council has")
        acts.add_parser("wrap", help="keep every council's keys under the first key of the file")
        rotating = acts.add_parser("rotate", help="give a council a new key, and seal its settings again under it")
        rotating.add_argument("council", help="slug of the council")
        retiring = acts.add_parser("retire", help="forget an old key of a council: what it still seals is lost")
        retiring.add_argument("council", help="slug of the council")
        retiring.add_argument("number", type=int)
        destroying = acts.add_parser("destroy", help="destroy all keys of a council that has left: for good")
        destroying.add_argument("council", help="slug of the council")
        destroying.add_argument("--confirm", required=True, metavar="SLUG", help="the slug once more")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act."""
        at = datetime.now(UTC)
        if options["act"] == "new":
            if options["name"].split() != [options["name"]]:
                raise CommandError("The name of a key is one word.")
            self.stdout.write(new_root_line(options["name"]))
        elif options["act"] in ("list", "wrap"):
            for council in councils():
                self._each(council, options["act"])
        else:
            self._one(options, at)

    def _each(self, council: CouncilSite, act: str) -> None:
        with in_council(council, by=OPERATOR, purpose="command"):
            if act == "wrap":
                self.stdout.write(f"{council.slug}: {wrap_again()} keys moved")
                return
            for row in CouncilKey.objects.order_by("number"):
                ended = "destroyed" if row.destroyed_at else "retired" if row.retired_at else "in use"
                self.stdout.write(f"{council.slug}: key {row.number}, {ended}, under {row.root}")

    def _one(self, options: Any, at: datetime) -> None:
        try:
            council = get_council(options["council"])
        except CouncilUnknown as unknown:
            raise CommandError(f"There is no council {options['council']}.") from unknown
        with in_council(council, by=OPERATOR, purpose="command"):
            try:
                said = self._act(council, options, at)
            except (KeysDestroyed, KeyInUse) as refused:
                raise CommandError(str(refused)) from refused
            facts = {"act": options["act"]}
            record_event(kind="keys_changed", subject=("council", council.id), facts=facts, by=OPERATOR, at=at)
        self.stdout.write(f"{council.slug}: {said}")

    def _act(self, council: CouncilSite, options: Any, at: datetime) -> str:
        if options["act"] == "rotate":
            return f"a new key seals from now on; {rotate_keys(at=at)} values were sealed again"
        if options["act"] == "retire":
            retire_key(number=options["number"], at=at)
            return f"key {options['number']} is forgotten"
        if options["confirm"] != council.slug:
            raise CommandError("Nothing was destroyed: --confirm must be the slug of the council.")
        return f"{destroy_keys(at=at)} keys destroyed"
