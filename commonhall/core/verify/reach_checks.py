"""Can every page be reached, does every journey end, and does every condition tell something apart?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from commonhall.core.journey.worked import with_worked
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, holds
from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.reading import reads_of, through
from commonhall.core.language.settings import SettingRefused
from commonhall.core.verify.answers_tried import Tried, combined
from commonhall.core.verify.declared import FactTypes
from commonhall.core.verify.finding import Finding, Severity
from commonhall.core.verify.profiles import tried_under
from commonhall.core.verify.search import MOST_STEPS, Answers, Search, Seen
from commonhall.core.verify.worlds import DAY, worlds_of
from commonhall.core.verify.written import Written, expressions_of

MOST_COMBINED: Final = 300
"""Combinations of answers that are tried for one condition by itself."""

_ONLY_ANSWERS: Final = ("answers.", "computed.", "tables.")


def check_reach(folder: PatternFolder, fact_types: FactTypes) -> Iterator[Finding]:
    """Yield findings of the search: pages nobody comes to, dead ends, conditions that tell nothing apart.

    Every profile is searched; what one council's settings leave out may be there for another.
    """
    try:
        effectives = [effective for _, effective in tried_under(folder, day=DAY)]
    except (SettingRefused, ExpressionFailed):
        return  # the checks of structure say so
    worlds = worlds_of(folder)
    seen = Seen()
    steps = MOST_STEPS // (len(effectives) * len(worlds))
    tried = [Tried(effective, worlds[0].now[:10]) for effective in effectives]
    for effective, answers in zip(effectives, tried, strict=True):
        for world in worlds:
            Search(effective, answers, world, seen, steps).run()
    alone = _by_itself(effectives, tried, seen)
    yield from _pages(folder, seen, alone)
    yield from _ends(folder, seen)
    yield from _conditions(folder, seen, alone)
    yield from _failures(folder, seen)


def _by_itself(effectives: list[Effective], tried: list[Tried], seen: Seen) -> dict[str, set[bool]]:
    """Return what each condition on answers alone came to over every combination of the answers that it reads.

    Only where all were tried, and under every council: then what was never seen cannot be.
    """
    found: dict[str, set[bool]] = {}
    for each in expressions_of(effectives[0].pattern):
        if each.gives != "bool" or each.case or each.near or len(seen.truths.get(each.place, ())) == 2:
            continue
        truths: set[bool] = set()
        complete = True
        for effective, answers in zip(effectives, tried, strict=True):
            if len(truths) < 2:
                complete = _tried_alone(each, effective, answers, truths) and complete
        if complete:
            found[each.place] = truths
    return found


def _tried_alone(written: Written, effective: Effective, tried: Tried, truths: set[bool]) -> bool:
    read = through(effective.pattern, reads_of(written.source))
    names = sorted(name.partition(".")[2] for name in read if name.startswith("answers."))
    if not names or not all(name.startswith((*_ONLY_ANSWERS, "settings.")) for name in read):
        return False
    if any(word in written.source for word in ("today", "now", "opened", "actor", "language")):
        return False
    if any(getattr(tried.questions.get(name), "options_from", "") for name in names):
        return False
    possible, complete = combined([tried.answers.get(name, ()) for name in names], MOST_COMBINED)
    for answers in possible:
        scope: dict[str, Any] = dict(effective.scope(answers=dict(zip(names, answers, strict=True)), facts={}))
        scope |= {"now": f"{DAY}T12:00:00", "today": DAY.isoformat(), "opened": f"{DAY}T12:00:00"}
        with_worked(effective, scope)
        try:
            truths.add(holds(written.source, scope, place=written.place, calendar=effective.calendar))
        except ExpressionFailed:
            continue
        if len(truths) == 2:
            return True
    return complete


def _pages(folder: PatternFolder, seen: Seen, alone: Mapping[str, set[bool]]) -> Iterator[Finding]:
    pattern = folder.pattern
    lost = [page for page in pattern.pages if page.id not in seen.pages]
    for page in lost:
        place = f"pages.{page.id}"
        if seen.complete or alone.get(f"{place}.show_when") == {False}:
            reason = f"no answers lead here ({seen.ways} ways were walked)."
            yield Finding("warn", "unreached", place, reason, "Mend its condition or the links to it, or take it out.")
    if not seen.complete:
        names = ", ".join(page.id for page in lost[:10])
        rest = f" {len(lost)} of {len(pattern.pages)} pages were not come to: {names}." if lost else ""
        reason = f"there are more ways than the {seen.ways} that were walked.{rest}"
        yield Finding("note", "reach", "pages", reason, "Write examples for what matters most.")


def _ends(folder: PatternFolder, seen: Seen) -> Iterator[Finding]:
    severity: Severity
    for page, answers in sorted(seen.stuck.items()):
        if page not in seen.passed:
            reason = f"no answer that was tried leads on from here. {_said(answers)}"
            severity = "fail" if seen.complete and not folder.pattern.facts else "warn"
            yield Finding(severity, "reach", f"pages.{page}", reason, "Mend the checks or options of its questions.")
    for decision, answers in sorted(seen.nowhere.items()):
        reason = f"it comes to no outcome, so the journey has no end. {_said(answers)}"
        yield Finding("fail", "reach", f"decisions.{decision}", reason, "Add a row for this.")
    for question, answers in sorted(seen.nothing_offered.items()):
        source = str(getattr(_question(folder, question), "options_from", ""))
        severity = "warn" if any(name.startswith("facts.") for name in reads_of(source)) else "fail"
        reason = f"it must be answered, but nothing is offered. {_said(answers)}"
        mend = "Decide before this page what happens then, or offer something."
        yield Finding(severity, "reach", f"questions.{question}", reason, mend)


def _question(folder: PatternFolder, name: str) -> object:
    return next(question for page in folder.pattern.pages for question in page.questions if question.id == name)


def _conditions(folder: PatternFolder, seen: Seen, alone: Mapping[str, set[bool]]) -> Iterator[Finding]:
    for each in expressions_of(folder.pattern):
        if each.gives != "bool" or each.case:
            continue
        read = through(folder.pattern, reads_of(each.source))
        if not read or not all(name.startswith(_ONLY_ANSWERS) for name in read):
            continue  # another council, another day or another fact may turn it
        truths = set(alone.get(each.place, ()))
        if seen.complete:
            truths |= seen.truths.get(each.place, set())
        elif each.place not in alone:
            continue
        if len(truths) == 1:
            said = "true" if True in truths else "false"
            what = "always" if True in truths else "never"
            reason = (
                f"{each.source!r} is {said} for all answers that can be given."
                if said == "false"
                else (f"{each.source!r} is true whatever is answered.")
            )
            mend = "Take it out." if what == "always" else "Mend it, or take out what depends on it."
            yield Finding("warn", "conditions", each.place, reason, mend)


def _failures(folder: PatternFolder, seen: Seen) -> Iterator[Finding]:
    for place, (failure, answers) in sorted(seen.failed.items()):
        read = through(folder.pattern, reads_of(failure.source))
        outside = any(name.startswith(("facts.", "item.", "values.")) for name in read)
        reason = f"it could not be worked out: {failure.reason} {_said(answers)}"
        mend = "Guard it with has(...) or a comparison with null."
        yield Finding("warn" if outside else "fail", "unguarded", place, reason, mend)
    for place, (failure, answers) in sorted(seen.unasked.items()):
        names = ", ".join(failure.unanswered)
        reason = f"it reads {names}, which was not asked then, so the row is passed over. {_said(answers)}"
        yield Finding("fail", "unguarded", place, reason, "Say what holds then: has(...) && ..., or !has(...) || ....")


def _said(answers: Answers) -> str:
    """Say with which answers, shortly: only short ones tell something to whoever reads it."""
    told = [f"{name} = {value!r}" for name, value in answers.items() if len(repr(value)) <= 60]
    rest = " and others" if len(told) > 8 else ""
    return f"For example with {', '.join(told[-8:])}{rest}." if told else ""
