"""Is a pattern good, and what changed? `commonhall pattern check|examples|diff|users|schema`, from files only."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commonhall.catalogue.fact_types import FACT_TYPES
from commonhall.core.language.diff import difference, kind_between
from commonhall.core.language.loading import PatternFolder, PatternNotRead, read_folder
from commonhall.core.language.schema import schema_text
from commonhall.core.verify.checks import check_pattern
from commonhall.core.verify.examples import Ran, not_reached, run_examples
from commonhall.core.verify.finding import Finding
from commonhall.core.verify.uses import ids_of, users_of


class Command(BaseCommand):
    """Check a pattern, run its examples, compare two, say what uses a part, or print the language's JSON Schema."""

    help = "Check a pattern's folder, run its examples, compare versions, list users, or print the JSON Schema."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act and the folder."""
        acts = parser.add_subparsers(dest="act", required=True)
        check = acts.add_parser("check", help="print what the publish checks find")
        check.add_argument("folder", type=Path)
        check.add_argument("--since", type=Path, metavar="OLD", help="also judge the version number against OLD")
        check.add_argument("--json", action="store_true", help="print the findings as JSON")
        examples = acts.add_parser("examples", help="run the worked examples under every profile")
        examples.add_argument("folder", type=Path)
        examples.add_argument("--only", default="", metavar="TEXT", help="just those whose name holds this text")
        examples.add_argument("--trace", action="store_true", help="show every step of each example")
        diff = acts.add_parser("diff", help="say what changed from one folder to another")
        diff.add_argument("old", type=Path)
        diff.add_argument("folder", type=Path)
        users = acts.add_parser("users", help="list what uses a part, so that it cannot be deleted")
        users.add_argument("folder", type=Path)
        users.add_argument("part", help="an id, such as questions.days or settings.limit")
        acts.add_parser("schema", help="print the JSON Schema of pattern.yaml")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act; exit with 1 when something failed."""
        if options["act"] == "schema":
            self.stdout.write(schema_text(), ending="")
            return
        folder = _read(options["folder"])
        if options["act"] == "check":
            self._check(folder, options["since"], as_json=options["json"])
        elif options["act"] == "diff":
            self._diff(_read(options["old"]), folder)
        elif options["act"] == "users":
            self._users(folder, options["part"])
        else:
            self._examples(folder, options["only"], trace=options["trace"])

    def _check(self, folder: PatternFolder, since: Path | None, *, as_json: bool) -> None:
        earlier = _read(since).pattern if since else None
        findings = check_pattern(folder, fact_types=FACT_TYPES, since=earlier)
        if as_json:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
        else:
            self._print_findings(folder, findings)
        if any(finding.severity == "fail" for finding in findings):
            raise CommandError(f"{_name(folder)} cannot be published yet.", returncode=1)

    def _print_findings(self, folder: PatternFolder, findings: Sequence[Finding]) -> None:
        for finding in findings:
            self.stdout.write(str(finding))
        counts = Counter(finding.severity for finding in findings)
        sums = f"{counts['fail']} to mend, {counts['warn']} to consider, {counts['note']} notes"
        self.stdout.write(f"{_name(folder)}: {sums}")

    def _diff(self, old: PatternFolder, new: PatternFolder) -> None:
        changes = difference(old.pattern, new.pattern)
        for change in changes:
            self.stdout.write(f"{change.kind}  {change.place}: {change.words}")
        said = kind_between(old.pattern.version, new.pattern.version) or "not a later version"
        needed = f"at least {changes[0].kind}" if changes else "no new version"
        versions = f"{old.pattern.version} to {new.pattern.version}"
        self.stdout.write(f"Changes: {len(changes)}. Needed: {needed}. {versions}: {said}.")

    def _users(self, folder: PatternFolder, part: str) -> None:
        if part not in ids_of(folder.pattern) and ".options." not in part and ".values." not in part:
            raise CommandError(f"The pattern has no part {part!r}.")
        users = users_of(folder.pattern, part)
        for user in users:
            self.stdout.write(user)
        self.stdout.write(f"{part}: places that use it: {len(users)}" if users else f"{part}: nothing uses it")

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
        for difference_ in ran.differences:
            self.stdout.write(f"      line {ran.line}: {difference_}")
        if trace:
            for step in ran.trace:
                self.stdout.write(f"      {step.what}: {step.came_to}")


def _read(folder: Path) -> PatternFolder:
    try:
        return read_folder(folder)
    except PatternNotRead as error:
        raise CommandError("\n".join(str(fault) for fault in error.faults)) from None


def _name(folder: PatternFolder) -> str:
    return f"{folder.pattern.pattern} {folder.pattern.version}"
