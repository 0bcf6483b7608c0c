"""Do all parts of a pattern that name each other exist, each with one id, and does something use every part?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Page, Pattern
from commonhall.core.language.settings import SettingRefused, check_setting, check_settings
from commonhall.core.verify.declared import FactTypes
from commonhall.core.verify.finding import Finding
from commonhall.core.verify.uses import KINDS, ids_of, named_by, questions_of, uses_of

KEPT: Final = frozenset(
    {"check", "start", "sent", "outcome", "feedback", "save", "restart", "resume", "tasks", "new", "remove", "pay"}
)
"""Ids that no page of a pattern can have: every journey has pages of its own at these addresses."""

READ_BY_PAGES: Final = frozenset({"settings.binday_horizon_days", "settings.binday_calendar_file"})
"""Settings that no pattern reads because the pages of a council with its bin days do."""


def check_structure(folder: PatternFolder, fact_types: FactTypes) -> Iterator[Finding]:
    """Yield a failure for every name that stands for nothing, every id used twice and every default out of bounds."""
    pattern = folder.pattern
    yield from _twice(pattern)
    yield from _dangling(pattern)
    yield from _settings(folder)
    yield from _facts(pattern, fact_types)
    yield from _sections(pattern)
    yield from _unlinked(pattern)


def _fail(place: str, reason: str, mend: str) -> Finding:
    return Finding("fail", "structure", place, reason, mend)


def _twice(pattern: Pattern) -> Iterator[Finding]:
    groups = [page.repeat for page in pattern.pages if page.repeat]
    inner = [page.id for group in groups for page in group.pages]
    kinds: dict[str, Iterable[str]] = {
        "pages": [*(page.id for page in pattern.pages), *inner],
        "questions": [*(question.id for question in questions_of(pattern)), *(group.id for group in groups)],
        "sections": (section.id for section in pattern.sections),
        "charges": (charge.id for charge in pattern.charges),
    }
    for kind in ("transitions", "deadlines", "timers", "tasks", "alerts", "entitlements", "bookings"):
        kinds[f"case.{kind}"] = (each.id for each in getattr(pattern.case, kind))
    for kind, names in kinds.items():
        for name, count in Counter(names).items():
            if count > 1:
                yield _fail(f"{kind}.{name}", f"two {KINDS[kind]}s have this id.", "Give one another id.")
    for name in sorted(KEPT & set(kinds["pages"])):
        yield _fail(f"pages.{name}", "this id is kept for a page of every journey.", "Give the page another id.")
    for question in questions_of(pattern):
        for value, count in Counter(option.value for option in getattr(question, "options", ())).items():
            if count > 1:
                yield _fail(f"questions.{question.id}.options.{value}", "two options have this value.", "Change one.")


def _dangling(pattern: Pattern) -> Iterator[Finding]:
    known = ids_of(pattern)
    for use in named_by(pattern):
        if not known.intersection(use.targets):
            wanted = " or ".join(KINDS[kind] for kind in use.kinds)
            check = "case" if use.user.startswith("case.") and use.kinds[0].startswith("case.") else "structure"
            mend = f"Name a {wanted} that exists, or add it."
            yield Finding("fail", check, use.user, f"there is no {wanted} {use.name!r}.", mend)
    for name, decision in pattern.decisions.items():
        place = f"decisions.{name}"
        if decision.each and not decision.when_none:
            yield _fail(f"{place}.when_none", "an empty list leads nowhere.", "Name an outcome in 'when_none'.")
        for value in set(decision.kept) - set(decision.values):
            yield _fail(f"{place}.kept.{value}", f"there is no value {value!r}.", "Name one of the decision's values.")


def _settings(folder: PatternFolder) -> Iterator[Finding]:
    for name, setting in folder.pattern.settings.items():
        place = f"settings.{name}.default"
        for at, value in [(place, setting.default), *((f"{place}s", row.value) for row in setting.defaults)]:
            try:
                check_setting(name, setting, value)
            except SettingRefused as refused:
                yield _fail(at, f"{refused.reason}.", "Give a default that the bounds allow.")
    for name, profile in folder.profiles.items():
        try:
            check_settings(folder.pattern, profile.settings)
        except SettingRefused as refused:
            yield _fail(f"profiles.{name}", f"{refused}.", "Mend the profile.")


def _facts(pattern: Pattern, fact_types: FactTypes) -> Iterator[Finding]:
    asked = {question.when_missing for question in questions_of(pattern)}
    for name, fact in pattern.facts.items():
        if fact.source not in fact_types:
            known = ", ".join(sorted(fact_types))
            yield _fail(f"facts.{name}.from", f"nothing supplies {fact.source!r}.", f"Use one of {known}.")
        if fact.when_unavailable == "stop" and not fact.outcome:
            yield _fail(f"facts.{name}.outcome", "'stop' needs an outcome that exists.", "Name one.")
        if fact.when_unavailable == "ask" and name not in asked:
            yield _fail(f"facts.{name}", "no question asks for it when it is missing.", "Mark one with when_missing.")


def _sections(pattern: Pattern) -> Iterator[Finding]:
    if pattern.sections and not pattern.task_list:
        yield _fail("sections", "there are sections, but no task list to show them.", "Add task_list.")
    for section in pattern.sections:
        if not any(page.section == section.id for page in pattern.pages):
            yield _fail(f"sections.{section.id}", "no page belongs to this section.", "Give pages this section.")
    finished: set[str] = set()
    waiting = {section.id: set(section.after) for section in pattern.sections}
    while ready := [name for name, after in waiting.items() if after <= finished]:
        finished.update(ready)
        waiting = {name: after for name, after in waiting.items() if name not in finished}
    for name in waiting:
        yield _fail(f"sections.{name}.after", "it waits for sections that wait for it.", "Break the circle.")


def _unlinked(pattern: Pattern) -> Iterator[Finding]:
    """With explicit links: pages to which none leads, and links that lead back, so that a person goes in circles."""
    if not any(page.goto for page in pattern.pages):
        return
    order = {page.id: number for number, page in enumerate(pattern.pages)}
    following = {page.id: _following(pattern, place) for place, page in enumerate(pattern.pages)}
    reached: set[str] = set()
    waiting = [pattern.pages[0].id]
    while waiting:
        page_id = waiting.pop()
        if page_id not in reached and page_id in following:
            reached.add(page_id)
            waiting += following[page_id]
    for page_id in following:
        if page_id not in reached:
            reason, mend = "no link leads to this page.", "Link to it, or take it out."
            yield Finding("warn", "reach", f"pages.{page_id}", reason, mend)
    for circle in _circles(following):
        names = " > ".join(sorted(circle, key=order.__getitem__))
        place = f"pages.{min(circle, key=order.__getitem__)}.goto"
        yield Finding("fail", "reach", place, f"its links lead in a circle: {names}.", "Lead on to a later page.")


def _following(pattern: Pattern, place: int) -> list[str]:
    page: Page = pattern.pages[place]
    targets = [link.to for link in page.goto]
    falls_through = not page.goto or page.goto[-1].when or page.show_when
    if falls_through and place + 1 < len(pattern.pages):
        targets.append(pattern.pages[place + 1].id)
    return targets


def _circles(following: dict[str, list[str]]) -> list[frozenset[str]]:
    """Return the sets of pages from each of which every other can be reached (Kosaraju), where links lead back."""
    backwards: dict[str, list[str]] = {name: [] for name in following}
    for name, targets in following.items():
        for target in targets:
            if target in backwards:
                backwards[target].append(name)
    finished: list[str] = []
    seen: set[str] = set()
    for start in following:
        _visit(start, following, seen, finished)
    found, seen = [], set()
    for start in reversed(finished):
        group: list[str] = []
        _visit(start, backwards, seen, group)
        if len(group) > 1 or (group and group[0] in following[group[0]]):
            found.append(frozenset(group))
    return found


def _visit(start: str, edges: dict[str, list[str]], seen: set[str], finished: list[str]) -> None:
    waiting = [(start, False)]
    while waiting:
        name, done = waiting.pop()
        if done:
            finished.append(name)
        elif name not in seen:
            seen.add(name)
            waiting.append((name, True))
            waiting += [(target, False) for target in edges[name] if target in edges and target not in seen]


def check_unused(folder: PatternFolder, fact_types: FactTypes) -> Iterator[Finding]:
    """Yield a warning for each part that nothing uses: it may be left over, or a condition may name another."""
    pattern = folder.pattern
    used = {target for use in uses_of(pattern) for target in use.targets} | READ_BY_PAGES
    shown = {f"computed.{name}" for name, each in pattern.computed.items() if each.title or each.shown}
    sent = {f"messages.{name}" for name, message in pattern.messages.items() if message.on}
    sent |= {f"messages.{timer.message}" for timer in pattern.case.timers if timer.message}
    kinds = (
        "settings",
        "facts",
        "computed",
        "tables",
        "outcomes",
        "messages",
        "sections",
        "case.tasks",
        "case.bookings",
    )
    begun = {f"case.tasks.{task.id}" for task in pattern.case.tasks if task.on}
    for name in sorted(ids_of(pattern) - used - shown - sent - begun):
        kind = name.rpartition(".")[0]
        if kind in (*kinds, "case.tasks", "case.bookings", "case.entitlements"):
            yield Finding("warn", "unused", name, f"nothing uses this {KINDS[kind]}.", "Use it, or take it out.")
    read = {(use.user.split(".")[1], use.name) for use in uses_of(pattern) if use.kinds == ("values",)}
    names = {use.name for use in uses_of(pattern) if use.kinds == ("values",) and not use.user.startswith("decisions.")}
    names |= _pinned(folder)
    for name, decision in pattern.decisions.items():
        for value in decision.values:
            if (name, value) not in read and value not in names:
                place = f"decisions.{name}.values.{value}"
                yield Finding("warn", "unused", place, "nothing reads this value.", "Use it, or take it out.")


def _pinned(folder: PatternFolder) -> set[str]:
    """Return the values that examples compare: what is worked out for an officer to see may be read nowhere else."""
    expected = (each.get("expect") or {} for each in folder.examples)
    values = (each.get("values") or {} for each in expected if isinstance(each, dict))
    return {name for each in values for item in each.values() if isinstance(item, dict) for name in item}
