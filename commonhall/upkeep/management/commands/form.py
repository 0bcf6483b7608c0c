"""How is a form of another builder brought in? `commonhall form import`, and `commonhall form walk` for its traces."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commonhall.catalogue.operations import AdoptionRefused, PublishRefused
from commonhall.core.importers.detection import NAMES, SUPPORTED
from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.traces import Walked, walk
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite, CouncilUnknown, get_council
from commonhall.upkeep.forms import FormNotReady, Taken, take_in_form

OPERATOR = Actor("system", name="Operator")


class Command(BaseCommand):
    """Import a form into a council, or walk traces through imported forms."""

    help = "Import a published form as a council's own pattern, or walk its traces."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act and what it needs."""
        acts = parser.add_subparsers(dest="act", required=True)
        bring = acts.add_parser("import", help="import a form and say what became of it")
        bring.add_argument("file", type=Path)
        bring.add_argument("--council", default="", help="slug of the council; without it nothing is stored")
        bring.add_argument("--live", action="store_true", help="run it at the council from now on")
        bring.add_argument("--slug", default=None, help="name and address; made from the title without it")
        bring.add_argument("--dialect", default=None, choices=SUPPORTED, help="overrides what is detected")
        bring.add_argument("--unanswered", default="faithful", choices=("faithful", "false"))
        bring.add_argument("--report", type=Path, default=None, help="write the whole report there, as JSON")
        trace = acts.add_parser("walk", help="walk the traces of forms and say which differ")
        trace.add_argument("traces", type=Path)
        trace.add_argument("--root", type=Path, required=True, help="the folder in which the forms lie")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act; a refusal is one clear sentence and exit status 1."""
        if options["act"] == "walk":
            self._walk(options["traces"], options["root"])
        else:
            self._import(options)

    def _import(self, options: Any) -> None:
        if options["live"] and not options["council"]:
            raise CommandError("Say at which council it should go live: --council SLUG.")
        imported = _read(options["file"], options)
        for line in imported.report.lines():
            self.stdout.write(line)
        if options["report"]:
            _write(options["report"], imported.report.to_json())
        if not options["council"]:
            self.stdout.write("Nothing was stored. To keep it, add --council SLUG.")
            return
        council, taken = _taken(imported, options["council"], live=options["live"])
        self.stdout.write(f"Kept as {taken.pattern} {taken.version} at {council.slug}.")
        if taken.service:
            self.stdout.write(f"Live at /services/{taken.service} on the site of {council.name.en}.")

    def _walk(self, traces: Path, root: Path) -> None:
        """Walk every trace whose form can be imported; others are counted by dialect, never passed over in silence."""
        forms: dict[str, Imported] = {}
        counts: Counter[str] = Counter()
        for number, line in enumerate(_lines(traces), start=1):
            trace = _trace(line, traces, number)
            if trace["dialect"] not in SUPPORTED:
                counts[f"not walked: {NAMES.get(trace['dialect'], trace['dialect'])}"] += 1
                continue
            file = trace["file"]
            if file not in forms:
                forms[file] = _read(root / file, {"dialect": trace["dialect"]})
            walked = walk(forms[file], trace["answers"])
            wanted = Walked(tuple(trace["path"]), trace["end"])
            counts["match" if walked == wanted else "differ"] += 1
            if walked != wanted:
                self.stdout.write(f"line {number}: {file}: {' '.join(walked.path)} ({walked.end})")
        for name, count in sorted(counts.items()):
            self.stdout.write(f"{count} {name}")
        if counts["differ"]:
            raise CommandError(f"{counts['differ']} traces differ.")
        if not counts["match"]:
            raise CommandError("No trace could be walked.")


def _taken(imported: Imported, slug: str, *, live: bool) -> tuple[CouncilSite, Taken]:
    """Store the form at the council called ``slug``, or say in one sentence why not."""
    try:
        council = get_council(slug)
        return council, take_in_form(imported, council=council, live=live, by=OPERATOR, at=datetime.now(UTC))
    except (CouncilUnknown, AdoptionRefused) as refused:
        raise CommandError(str(refused)) from None
    except PublishRefused as refused:
        raise CommandError(f"Nothing was stored: the publish checks fail.\n{refused}") from None
    except FormNotReady as refused:
        questions = "\n".join(f"  - {each.question}" for each in refused.decisions)
        raise CommandError(
            "Nothing was stored: it cannot go live before this is decided. Import it without --live, or mend the "
            f"form.\n{questions}"
        ) from None


def _read(file: Path, options: Any) -> Imported:
    try:
        return import_form(
            file.read_bytes(),
            file_name=file.name,
            dialect=options.get("dialect"),
            unanswered=options.get("unanswered", "faithful"),
            slug=options.get("slug"),
        )
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
    except FormRefused as refused:
        raise CommandError(f"{file}: {refused}") from None


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}.") from None


def _trace(line: str, file: Path, number: int) -> dict[str, Any]:
    try:
        trace: dict[str, Any] = json.loads(line)
    except ValueError:
        raise CommandError(f"{file}, line {number}: this is not JSON.") from None
    missing = [key for key in ("file", "dialect", "answers", "path", "end") if key not in trace]
    if missing:
        raise CommandError(f"{file}, line {number}: {', '.join(missing)} is missing.")
    return trace


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}.") from None
