"""Does every expression of a pattern compile, with the right types, and read only what is known where it stands?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from commonhall.core.journey.worked import circles
from commonhall.core.language.expressions import Checker, names_read
from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Pattern
from commonhall.core.verify.declared import Declared, FactTypes, group_fields
from commonhall.core.verify.finding import Finding
from commonhall.core.verify.written import ALL, Written, expressions_of

_OVER_ITEMS = re.compile(
    r"answers\.([a-z_][a-z0-9_]*)((?:\.filter\([^()]*\))*)\.(?:exists_one|exists|all|filter|map)\(\s*(\w+)\s*,([^()]*)"
)


def check_expressions(folder: PatternFolder, fact_types: FactTypes) -> Iterator[Finding]:
    """Yield a failure for every expression that cannot be compiled against what is declared."""
    pattern = folder.pattern
    declared = Declared(pattern, fact_types)
    fields = group_fields(pattern)
    groups: dict[str, list[Written]] = {}
    near: dict[str, Mapping[str, str]] = {}
    for each in expressions_of(pattern):
        if each.near not in near:
            near[each.near] = declared.near(each.near)
        groups.setdefault(each.near if near[each.near] else "", []).append(each)
    for part, group in groups.items():
        yield from _of_part(declared, near.get(part, {}), group, fields)
    yield from _rows(pattern)
    yield from _circles(pattern)


def _fail(place: str, reason: str, mend: str) -> Finding:
    return Finding("fail", "expressions", place, reason, mend)


def _of_part(
    declared: Declared, own: Mapping[str, str], group: list[Written], fields: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    """Check the expressions that see the same names, with one declaration of just what they read."""
    reads = {each.source: names_read(each.source) for each in group}
    types = declared.only(frozenset().union(*reads.values()), own)
    if "item" in own:
        types["item"] = own["item"]
    checker = Checker(types)
    known = {".".join(name.split(".")[:2]) for name in types}
    for each in group:
        unknown = _unknown(declared, each, reads[each.source], known)
        if unknown:
            yield _fail(each.place, f"{each.source!r}: {unknown[0]}.", unknown[1])
            continue
        mistake = checker.mistake(each.source, gives=each.gives)
        if mistake:
            yield _fail(each.place, f"{each.source!r}: {mistake.reason}.", mistake.mend)
        yield from _items(each, fields)


def _unknown(declared: Declared, written: Written, reads: frozenset[str], known: set[str]) -> tuple[str, str] | None:
    """Return why a name that the expression reads cannot be read there, and what to do; None when all can be."""
    for name in sorted(reads):
        root, _, rest = name.partition(".")
        if name not in known and not (root == "item" and "item" in known):
            there = sorted(each for each in (*declared.types, *known) if each.startswith(f"{root}."))
            mend = f"There are {', '.join(there[:20])}." if there else f"Nothing here has {root}."
            return f"{name} is undeclared: nothing of that name can be read here", mend
        if root == "case" and not written.case:
            return f"there is no case yet, so {name} cannot be read here", "Use an answer, a fact or a setting."
        if written.near == "settings" and root not in ("settings", "council"):
            return f"{name} is undeclared here", "Use only council.* and settings.*."
        if root == "answers" and written.before != ALL and not _asked_before(declared, written, rest):
            page = declared.pattern.pages[declared.asked_on[rest][0]].id
            return f"{name} is only asked later, on page {page!r}", "Move the page, or use an earlier answer."
    return None


def _asked_before(declared: Declared, written: Written, question: str) -> bool:
    page, place = declared.asked_on[question]
    if page < written.before or question == written.own:
        return True
    asking = declared.asked_on.get(written.place.split(".")[1])
    return written.place.startswith("questions.") and asking is not None and page == asking[0] and place < asking[1]


def _items(written: Written, fields: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    """What is read of the items of a repeat group must be asked there."""
    for found in _OVER_ITEMS.finditer(written.source):
        group, variable, inner = found[1], found[3], found[4]
        for name in re.findall(rf"(?<![\w.]){variable}\.([a-z_][a-z0-9_]*)", inner):
            if group in fields and name not in fields[group]:
                mend = f"There are {', '.join(sorted(fields[group]))}."
                yield _fail(written.place, f"{written.source!r}: an item of {group} has no {name!r}.", mend)


def _rows(pattern: Pattern) -> Iterator[Finding]:
    for name, decision in pattern.decisions.items():
        place = f"decisions.{name}"
        for number, row in enumerate(decision.rows[:-1]):
            if row.when.strip() == "":
                yield Finding("fail", "decisions", f"{place}.rows.{number}", "rows after this one are never reached.",
                              "Give it a condition, or take the others out.")  # fmt: skip
        if decision.rows[-1].when:
            reason = "no row holds when all conditions are false."
            yield Finding("fail", "decisions", place, reason, "End with a row without 'when'.")


def _circles(pattern: Pattern) -> Iterator[Finding]:
    """A value that reads itself, through whatever others, can never be worked out."""
    for node in circles(pattern):
        yield _fail(node, "it reads itself, directly or through others.", "Take one of them out of the circle.")
