"""How does a gazetteer come in, and which programs may search it? `commonhall gazetteer load`, `add-key` and others."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.addressbase import Record, is_supply, read_supply
from commonhall.capabilities.addresses.extract import read_extract
from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.contacts.admitting import KeyRefused, end_gazetteer_key, gazetteer_keys, make_gazetteer_key
from commonhall.contacts.supplying import Loaded, load_addresses, load_supply
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite, CouncilUnknown, get_council
from commonhall.councils.scope import in_council

OPERATOR: Final = Actor("system", name="Operator")


class Command(BaseCommand):
    """Load a gazetteer, and look after the keys with which other programs search it."""

    help = "Load a council's gazetteer, and give or end the keys with which other programs search it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act and what it is about."""
        acts = parser.add_subparsers(dest="act", required=True)
        loading = acts.add_parser("load", help="take in the files of one supply: all, or none where a line is wrong")
        loading.add_argument("files", nargs="+", type=Path, help="our own table, or BS 7666 records as AddressBase has")
        loading.add_argument(
            "--complete", action="store_true", help="they are all that there is: what they leave out becomes historic"
        )
        adding = acts.add_parser("add-key", help="make a key; it is shown once")
        adding.add_argument("name", help="of the program that is to use it")
        ending = acts.add_parser("end-key", help="let a key open nothing any more")
        ending.add_argument("key", type=UUID, help="its id, from the list")
        listing = acts.add_parser("keys", help="list the keys that were made")
        for each in (loading, adding, ending, listing):
            each.add_argument("--council", required=True, help="slug of the council")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act."""
        at = datetime.now(UTC)
        try:
            council = get_council(options["council"])
        except CouncilUnknown as unknown:
            raise CommandError(f"There is no council {options['council']}.") from unknown
        try:
            with in_council(council, by=OPERATOR, purpose="command"):
                self._do(council, options, at)
        except Misconfigured as wrong:
            raise CommandError(f"{wrong.mend} Nothing was changed.") from None
        except (Unavailable, KeyRefused) as wrong:
            raise CommandError(f"{wrong}. Nothing was changed.") from None

    def _do(self, council: CouncilSite, options: Any, at: datetime) -> None:
        if options["act"] == "load":
            self._load(council, options["files"], complete=options["complete"], at=at)
        elif options["act"] == "add-key":
            key = make_gazetteer_key(name=options["name"], council=council, by=OPERATOR, at=at)
            self.stdout.write(f"{key}\nKeep it now: it is not shown again.")
        elif options["act"] == "end-key":
            end_gazetteer_key(key_id=options["key"], by=OPERATOR, at=at)
            self.stdout.write(f"{council.slug}: the key opens nothing any more.")
        else:
            for each in gazetteer_keys():
                state = f"ended {each.ended_at:%Y-%m-%d}" if each.ended_at else "in force"
                self.stdout.write(f"{each.id}  …{each.ending}  {each.name}, made {each.made_at:%Y-%m-%d}, {state}")

    def _load(self, council: CouncilSite, files: Sequence[Path], *, complete: bool, at: datetime) -> None:
        kinds = {is_supply(path) for path in files}
        if len(kinds) > 1:
            raise CommandError("Load records and tables one after the other: they are different formats.")
        if kinds == {True}:
            loaded = load_supply(records=list(_records(files)), complete=complete, by=OPERATOR, at=at)
        else:
            loaded = load_addresses(addresses=_addresses(files), complete=complete, by=OPERATOR, at=at)
        self.stdout.write(f"{council.slug}: {_said(loaded)}")


def _records(files: Sequence[Path]) -> Iterator[Record]:
    for path in files:
        yield from read_supply(path)


def _addresses(files: Sequence[Path]) -> list[Address]:
    found: dict[str, Address] = {}
    for path in files:
        rows = read_extract(path)
        twice = found.keys() & rows.keys()
        if twice:
            raise Misconfigured(f"UPRN {min(twice)} is in {path.name} and in a file before it.")
        found |= rows
    return list(found.values())


def _said(loaded: Loaded) -> str:
    said = f"{loaded.properties} properties, {loaded.streets} streets; {loaded.gone} became historic."
    if loaded.unknown:
        said += f" {loaded.unknown} updates or deletions were of records that were not held: was a supply left out?"
    return said
