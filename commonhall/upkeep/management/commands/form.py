"""How is a form of another builder brought in? `commonhall form import`; `form walk` for traces, `form export` back."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commonhall.catalogue.operations import AdoptionRefused, PublishRefused
from commonhall.core.importers.detection import SUPPORTED
from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.inventory.report import Decision
from commonhall.core.importers.settling import ChoiceRefused, settled
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.twins import merge_twins
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite, CouncilUnknown, get_council
from commonhall.upkeep.exporting import PatternNotFound, exported
from commonhall.upkeep.forms import FormNotReady, Taken, take_in_form
from commonhall.upkeep.walks import Walks

OPERATOR = Actor("system", name="Operator")


class Command(BaseCommand):
    """Import a form into a council, walk traces through imported forms, or write a pattern as a form."""

    help = "Import a published form as a council's own pattern, walk its traces, or export a pattern as a form."
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
        bring.add_argument("--welsh", type=Path, default=None, help="the same form in Welsh, to be merged into one")
        bring.add_argument("--part", default="", help="which of several forms in the file; the first without it")
        bring.add_argument("--unanswered", default="faithful", choices=("faithful", "false"))
        bring.add_argument("--report", type=Path, default=None, help="write the whole report there, as JSON")
        bring.add_argument("--accept-defaults", action="store_true", help="decide whatever does not block as proposed")
        bring.add_argument(
            "--decide",
            action="append",
            default=[],
            metavar="CODE=CHOICE",
            help="take a decision: its code, and the option in words, its number, or default",
        )
        trace = acts.add_parser("walk", help="walk traces through forms: one line of JSON for each")
        trace.add_argument("traces", type=Path)
        trace.add_argument("--root", type=Path, required=True, help="the folder in which the forms lie")
        trace.add_argument("--dialect", default=None, choices=SUPPORTED, help="overrides what the lines say")

        back = acts.add_parser("export", help="write a pattern as an XGov form of version 2")
        back.add_argument("pattern", help="slug of a published pattern, or a folder with its files, or a form")
        back.add_argument("--out", type=Path, default=None, help="write the form there, not to the screen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act; a refusal is one clear sentence and exit status 1."""
        if options["act"] == "walk":
            self._walk(options["traces"], Walks(options["root"], options["dialect"]))
        elif options["act"] == "export":
            self._export(options["pattern"], options["out"])
        else:
            self._import(options)

    def _import(self, options: Any) -> None:
        if options["live"] and not options["council"]:
            raise CommandError("Say at which council it should go live: --council SLUG.")
        imported = _read(options["file"], options)
        if options["welsh"]:
            imported = _merged(imported, _read(options["welsh"], options))
        imported = _settled(imported, options)
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

    def _export(self, named: str, out: Path | None) -> None:
        """Print the form, and on the other channel what it cannot say."""
        try:
            text, unsaid = exported(named)
        except (PatternNotFound, FormRefused) as refused:
            raise CommandError(f"{named}: {refused}") from None
        if out is None:
            self.stdout.write(text)
        else:
            _write(out, text)
        for each in unsaid:
            self.stderr.write(f"Not in the form: {each.part}: {each.what}")

    def _walk(self, traces: Path, walks: Walks) -> None:
        """Print what came of every line; exit status 1 when any differs, or there is none."""
        counts: Counter[bool] = Counter()
        for result in walks.results(_lines(traces)):
            counts[result.ok] += 1
            self.stdout.write(result.to_json())
        if counts[False]:
            raise CommandError(f"{counts[False]} of {counts.total()} traces do not match.")
        if not counts[True]:
            raise CommandError(f"{traces} has no traces.")


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
        questions = "\n".join(_open(each) for each in refused.decisions)
        raise CommandError(
            "Nothing was stored: it cannot go live before this is decided. Decide it with --decide, import it without "
            f"--live, or mend the form.\n{questions}"
        ) from None


def _open(decision: Decision) -> str:
    if decision.chosen:
        return f"  - {decision.question} You chose {decision.chosen!r}: change the form, then import it again."
    return f"  - {decision.question}\n    --decide '{decision.id}={decision.default}'"


def _read(file: Path, options: Any) -> Imported:
    try:
        return import_form(
            file.read_bytes(),
            file_name=file.name,
            dialect=options["dialect"],
            unanswered=options["unanswered"],
            slug=options["slug"],
            part=options["part"],
        )
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
    except FormRefused as refused:
        raise CommandError(f"{file}: {refused}") from None


def _merged(english: Imported, welsh: Imported) -> Imported:
    try:
        return merge_twins(english, welsh)
    except FormRefused as refused:
        raise CommandError(str(refused)) from None


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}.") from None


def _settled(imported: Imported, options: Any) -> Imported:
    """Take the decisions that the command line takes."""
    choices = {}
    for choice in options["decide"]:
        name, equals, said = choice.rpartition("=")
        if not equals:
            raise CommandError(f"--decide {choice}: write it as CODE=CHOICE.")
        choices[name.strip()] = said.strip()
    try:
        return settled(
            imported,
            choices,
            accept_defaults=options["accept_defaults"],
            by=OPERATOR.name,
            when=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    except ChoiceRefused as refused:
        raise CommandError(str(refused)) from None


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}.") from None
