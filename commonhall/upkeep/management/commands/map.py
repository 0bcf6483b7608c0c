"""What is on a council's own map? `commonhall map load` takes streets, things in streets and areas from GeoJSON."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.maps.geojson import read_areas, read_streets, read_things
from commonhall.contacts.charting import load_map
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilUnknown, get_council
from commonhall.councils.scope import in_council

OPERATOR: Final = Actor("system", name="Operator")


class Command(BaseCommand):
    """Load what a council's maps are drawn from, and where its edge is."""

    help = "Load streets, things in streets and areas of a council from GeoJSON files."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the council and the files."""
        acts = parser.add_subparsers(dest="act", required=True)
        loading = acts.add_parser("load", help="put what the files hold in place of what has the same number or code")
        loading.add_argument("council", help="slug of the council")
        loading.add_argument("--streets", type=Path, metavar="FILE", help="where streets run")
        loading.add_argument("--things", type=Path, metavar="FILE", help="lamp columns, grit bins and the like")
        loading.add_argument("--areas", type=Path, metavar="FILE", help="the council, neighbours, wards, parks, water")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all files first; load all or nothing; say how many there were."""
        files = {name: options[name] for name in ("streets", "things", "areas")}
        if not any(files.values()):
            raise CommandError("Name at least one file: --streets, --things or --areas.")
        try:
            council = get_council(options["council"])
        except CouncilUnknown as unknown:
            raise CommandError(f"There is no council {options['council']}.") from unknown
        try:
            streets = read_streets(files["streets"]) if files["streets"] else ()
            things = read_things(files["things"]) if files["things"] else ()
            areas = read_areas(files["areas"]) if files["areas"] else ()
        except Misconfigured as wrong:
            raise CommandError(f"Nothing was loaded. {wrong.mend}") from wrong
        with in_council(council, by=OPERATOR, purpose="command"):
            counts = load_map(streets=streets, things=things, areas=areas, by=OPERATOR, at=datetime.now(UTC))
        said = ", ".join(f"{number:,} {name}" for name, number in counts.items() if files[name])
        self.stdout.write(f"{council.slug}: {said}")
