"""May a pattern be published? Runs every check and gives the findings in order of severity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Pattern
from commonhall.core.verify.case_checks import check_case
from commonhall.core.verify.content_checks import check_content
from commonhall.core.verify.declared import FactTypes
from commonhall.core.verify.examples import Ran, not_reached, run_examples
from commonhall.core.verify.expression_checks import check_expressions
from commonhall.core.verify.finding import Finding
from commonhall.core.verify.money_checks import check_money
from commonhall.core.verify.privacy_checks import check_privacy
from commonhall.core.verify.reach_checks import check_reach
from commonhall.core.verify.sign_in_checks import check_sign_in
from commonhall.core.verify.structure_checks import check_structure, check_unused
from commonhall.core.verify.text_checks import check_texts
from commonhall.core.verify.version_checks import check_version

__all__ = ["CHECKS", "FactTypes", "check_pattern"]

Check = Callable[[PatternFolder, FactTypes], Iterable[Finding]]


def _of_examples(folder: PatternFolder, ran: Iterable[Ran]) -> Iterator[Finding]:
    if not folder.examples:
        yield Finding("warn", "examples", "examples.yaml", "there are no worked examples.", "Write some.")
        return
    for each in ran:
        for difference in each.differences:
            yield Finding("fail", "examples", f"{each.example} [{each.profile}]", difference, line=each.line)
    for name in not_reached(folder, ran):
        yield Finding("warn", "coverage", name, "no example reaches this.", "Add an example that does.")


def _check_faults(folder: PatternFolder, _: FactTypes) -> Iterator[Finding]:
    for fault in folder.faults:
        yield Finding("warn", "texts", f"{fault.file}:{fault.line} {fault.place}", fault.reason, fault.mend)


CHECKS: Final[tuple[Check, ...]] = (
    check_structure,
    check_expressions,
    check_case,
    check_money,
    check_unused,
    check_reach,
    check_texts,
    check_content,
    check_privacy,
    check_sign_in,
    _check_faults,
)

_ORDER: Final = {"fail": 0, "warn": 1, "note": 2}


def check_pattern(
    folder: PatternFolder, *, fact_types: FactTypes, since: Pattern | None = None, proved: bool = False
) -> tuple[Finding, ...]:
    """Return the findings of every check on ``folder``, worst first. A pattern with a ``fail`` may not be published.

    fact_types: what the installed capabilities say their facts look like. since: the version published before, against
    which the number of this one is judged. proved: somebody has run the examples and the search on this very content,
    as the project's own tests do with the library that ships; what is left is quick.
    """
    found: list[Finding] = []
    for check in CHECKS:
        if proved and check is check_reach:
            continue
        found += (_judged(folder, each) for each in check(folder, fact_types))
        if check is check_structure and any(each.severity == "fail" for each in found):
            return _in_order(folder, found)  # what follows would only repeat that an id is missing
    found += check_version(since, folder.pattern) if since else ()
    if proved:
        return _in_order(folder, found)
    try:
        ran = run_examples(folder)
    except ValueError as error:
        return _in_order(folder, [*found, Finding("fail", "examples", "examples.yaml", str(error))])
    reached = frozenset().union(*(each.reached for each in ran))
    found = [each for each in found if not (each.check == "unreached" and _page(each) in reached)]
    return _in_order(folder, [*found, *_of_examples(folder, ran)])


_AS_IT_WAS: Final = frozenset({"content", "texts", "privacy", "reach", "unguarded", "charges", "tables"})
"""What an imported form may get wrong and still run as it did where it came from."""


def _judged(folder: PatternFolder, finding: Finding) -> Finding:
    lenient = folder.pattern.imported and finding.severity == "fail" and finding.check in _AS_IT_WAS
    return replace(finding, severity="warn") if lenient else finding


def _page(finding: Finding) -> str:
    """The page that a finding is about, as examples name what they reach."""
    return finding.place.replace("pages.", "page:")


def _in_order(folder: PatternFolder, found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted((_with_line(folder, each) for each in found), key=lambda each: _ORDER[each.severity]))


def _with_line(folder: PatternFolder, finding: Finding) -> Finding:
    """Find the line of the finding's place, or of the nearest part around it that stands in ``pattern.yaml``."""
    wanted = finding.place.split(".")
    while wanted and not finding.line:
        line = folder.lines.get(".".join(wanted), 0)
        if line:
            return replace(finding, line=line)
        wanted.pop()
    return finding
