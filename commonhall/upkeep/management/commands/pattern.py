"""Is a pattern good? `commonhall pattern check|examples|schema`: publish checks and examples, from files only."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commonhall.catalogue.fact_types import FACT_TYPES
from commonhall.core.language.loading import PatternFolder, PatternNotRead, read_folder
from commonhall.core.language.schema import schema_text
from commonhall.core.verify.checks import check_pattern
from commonhall.core.verify.examples import Ran, not_reached, run_examples


class Command(BaseCommand):
    """Check a pattern, run its examples, or print the language's JSON Schema."""

    help = "Check a pattern's folder, run its worked examples, or print the JSON Schema of the language."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act and the folder."""
        acts = parser.add_subparsers(dest="act", required=True)
        check = acts.add_parser("check", help="print what the publish checks find")
        check.add_argument("folder", type=Path)
        examples = acts.add_parser("examples", help="run the worked examples under every profile")
        examples.add_argument("folder", type=Path)
        examples.add_argument("--only", default="", metavar="TEXT", help="just those whose name holds this text")
        examples.add_argument("--trace", action="store_true", help="show every step of each example")
        acts.add_parser("schema", help="print the JSON Schema of pattern.yaml")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act; exit with 1 when something failed."""
        if options["act"] == "schema":
            self.stdout.write(schema_text(), ending="")
            return
        try:
            folder = read_folder(options["folder"])
        except PatternNotRead as error:
            raise CommandError("\n".join(str(fault) for fault in error.faults)) from None
        if options["act"] == "check":
            self._check(folder)
        else:
            self._examples(folder, options["only"], trace=options["trace"])

    def _check(self, folder: PatternFolder) -> None:
        findings = check_pattern(folder, fact_types=FACT_TYPES)
        for finding in findings:
            self.stdout.write(str(finding))
        counts = Counter(finding.severity for finding in findings)
        name = f"{folder.pattern.pattern} {folder.pattern.version}"
        self.stdout.write(f"{name}: {counts['fail']} to mend, {counts['warn']} to consider, {counts['note']} notes")
        if counts["fail"]:
            raise CommandError(f"{name} cannot be published yet.", returncode=1)

    def _examples(self, folder: PatternFolder, only: str, *, trace: bool) -> None:
        try:
            ran = run_examples(folder, only=only)
        except ValueError as error:
            raise CommandError(str(error)) from None
        if not ran:
            raise CommandError(f"No example's name holds {only!r}." if only else "There are no worked examples.")
        for each in ran:
            self._print(each, trace=trace)
        failed = [each for each in ran if not each.passed]
        self.stdout.write(f"{len(ran) - len(failed)} passed, {len(failed)} failed")
        if not only:
            for name in not_reached(folder, ran):
                self.stdout.write(f"not reached by any example: {name}")
        if failed:
            raise CommandError("Some examples do not come out as they say.", returncode=1)

    def _print(self, ran: Ran, *, trace: bool) -> None:
        self.stdout.write(f"{'pass' if ran.passed else 'FAIL'}  {ran.example}  [{ran.profile}]")
        for difference in ran.differences:
            self.stdout.write(f"      line {ran.line}: {difference}")
        if trace:
            for step in ran.trace:
                self.stdout.write(f"      {step.what}: {step.came_to}")
