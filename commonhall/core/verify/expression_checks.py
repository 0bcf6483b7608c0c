"""Does every expression of a pattern compile, with the right types, and read only what is known where it stands?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commonhall.core.language.expressions import Checker
from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Decision, Page, Pattern
from commonhall.core.questions.question import Question
from commonhall.core.verify.finding import Finding

FactTypes = Mapping[str, Mapping[str, str]]

COUNCIL: dict[str, str] = {
    "council.nation": "string",
    "council.kind": "string",
    "council.tier": "string",
    "council.slug": "string",
    "council.name": "record",
    "council.phone": "string",
    "council.email": "string",
}
CASE: dict[str, str] = {
    "case.reference": "string",
    "case.state": "string",
    "case.item": "record",
    "case.opened_date": "date",
    "case.opened_at": "datetime",
    "case.due_date": "date",
    "case.track_url": "string",
    "case.facts": "record",
}
_SETTING = {
    "bool": "bool",
    "text": "string",
    "choice": "string",
    "words": "record",
    "time": "time",
    "date": "date",
    "list": "list",
    "table": "list",
} | dict.fromkeys(("int", "days", "working_days", "minutes", "money"), "int")


def check_expressions(folder: PatternFolder, fact_types: FactTypes) -> Iterator[Finding]:
    """Yield a failure for every expression that cannot be compiled against what is declared."""
    pattern = folder.pattern
    types = COUNCIL | {f"settings.{name}": _SETTING[setting.type] for name, setting in pattern.settings.items()}
    types |= _fact_types(pattern, fact_types) | {f"decided.{name}": "list" for name in pattern.decisions}
    yield from _clock(pattern, Checker(types))
    yield from _pages(pattern, dict(types), fact_types)
    answers = {f"answers.{q.id}": answer_type(q) for page in pattern.pages for q in page.questions}
    for name, decision in pattern.decisions.items():
        yield from _decision(pattern, name, decision, types | _answers_before(pattern, decision.at), fact_types)
    yield from _next_steps(pattern, types | answers, fact_types)
    yield from _case(pattern, types | answers | CASE, fact_types)


def answer_type(question: Question) -> str:
    """Return the type that an expression sees for an answer; an optional number may be null."""
    optional = not question.required and question.value_type in ("int", "decimal")
    return f"optional {question.value_type}" if optional else question.value_type


def _fact_types(pattern: Pattern, fact_types: FactTypes) -> dict[str, str]:
    found = {}
    for name, fact in pattern.facts.items():
        fields = fact_types.get(fact.source, {})
        found[f"facts.{name}"] = "list" if fields.get("") != "record" else "record"
        if fields.get("") == "record":
            found |= {f"facts.{name}.{field}": kind for field, kind in fields.items() if field}
    return found


def _answers_before(pattern: Pattern, page: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for each in pattern.pages:
        if each.id == page:
            break
        known |= {f"answers.{q.id}": answer_type(q) for q in each.questions}
    return known


def _failed(checker: Checker, place: str, source: str, gives: str) -> Iterator[Finding]:
    mistake = checker.mistake(source, gives=gives) if source else None
    if mistake:
        yield Finding("fail", "expressions", place, f"{source!r}: {mistake.reason}.", mistake.mend)


def _clock(pattern: Pattern, checker: Checker) -> Iterator[Finding]:
    clock = pattern.case.clock
    yield from _failed(checker, "case.clock.nation", clock.nation, "string")
    yield from _failed(checker, "case.clock.saturday_working", clock.saturday_working, "bool")
    yield from _failed(checker, "case.clock.holiday_names", clock.holiday_names, "any")
    yield from _failed(checker, "case.clock.extra_non_working", clock.extra_non_working, "any")


def _pages(pattern: Pattern, known: dict[str, str], fact_types: FactTypes) -> Iterator[Finding]:
    """Conditions see only what pages before them asked; with explicit links, whatever any page asked."""
    if any(page.goto for page in pattern.pages):
        known |= {f"answers.{q.id}": answer_type(q) for page in pattern.pages for q in page.questions}
    for page in pattern.pages:
        yield from _failed(Checker(known), f"pages.{page.id}.show_when", page.show_when, "bool")
        for question in page.questions:
            yield from _question(known, f"questions.{question.id}", question)
            known[f"answers.{question.id}"] = answer_type(question)
        yield from _links(Checker(known), page)
    for name, fact in pattern.facts.items():
        for argument, source in fact.with_.items():
            yield from _failed(Checker(known), f"facts.{name}.with.{argument}", source, "any")


def _question(known: Mapping[str, str], place: str, question: Question) -> Iterator[Finding]:
    before = Checker(known)
    yield from _failed(before, f"{place}.show_when", question.show_when, "bool")
    yield from _failed(before, f"{place}.options_from", str(getattr(question, "options_from", "")), "any")
    after = Checker({**known, f"answers.{question.id}": answer_type(question)})
    for check in question.check:
        yield from _failed(after, f"{place}.check", check.when_not, "bool")


def _links(checker: Checker, page: Page) -> Iterator[Finding]:
    for number, link in enumerate(page.goto):
        yield from _failed(checker, f"pages.{page.id}.goto.{number}", link.when, "bool")


def item_types(pattern: Pattern, decision: Decision, fact_types: FactTypes) -> dict[str, str]:
    """Return the types of ``item.*`` in ``decision``: those of the fact whose list it goes through."""
    name = decision.each.removeprefix("facts.").split(".")[0]
    if not decision.each.startswith("facts.") or name not in pattern.facts:
        return {"item": "record"} if decision.each else {}
    fields = fact_types.get(pattern.facts[name].source, {})
    return {f"item.{field}": kind for field, kind in fields.items() if field}


def _decision(
    pattern: Pattern, name: str, decision: Decision, types: dict[str, str], fact_types: FactTypes
) -> Iterator[Finding]:
    place = f"decisions.{name}"
    yield from _failed(Checker(types), f"{place}.each", decision.each, "any")
    yield from _failed(Checker(types), f"{place}.only_when", decision.only_when, "bool")
    types = types | item_types(pattern, decision, fact_types)
    yield from _failed(Checker(types), f"{place}.key", decision.key, "any")
    for value, source in decision.values.items():
        checker = Checker(types)
        yield from _failed(checker, f"{place}.values.{value}", source, "any")
        types[f"values.{value}"] = checker.type_of(source)
    checker = Checker(types)
    yield from _failed(checker, f"{place}.grace_minutes", decision.grace_minutes, "int")
    yield from _rows(place, decision, checker)


def _next_steps(pattern: Pattern, types: dict[str, str], fact_types: FactTypes) -> Iterator[Finding]:
    """What an outcome offers next may depend on what any decision that leads to it reads."""
    for decision in pattern.decisions.values():
        types |= item_types(pattern, decision, fact_types)
        types |= {f"values.{value}": "any" for value in decision.values}
    for name, outcome in pattern.outcomes.items():
        for number, step in enumerate(outcome.next):
            yield from _failed(Checker(types), f"outcomes.{name}.next.{number}", step.when, "bool")


def _rows(place: str, decision: Decision, checker: Checker) -> Iterator[Finding]:
    for number, row in enumerate(decision.rows):
        yield from _failed(checker, f"{place}.rows.{number}", row.when, "bool")
        if row.when.strip() == "" and number < len(decision.rows) - 1:
            yield Finding("fail", "decisions", f"{place}.rows.{number}", "rows after this one are never reached.",
                          "Give it a condition, or take the others out.")  # fmt: skip
    if decision.rows[-1].when:
        yield Finding(
            "fail",
            "decisions",
            place,
            "no row holds when all conditions are false.",
            "End with a row without 'when'.",
        )


def _case(pattern: Pattern, types: dict[str, str], fact_types: FactTypes) -> Iterator[Finding]:
    for decision in pattern.decisions.values():
        types |= item_types(pattern, decision, fact_types)
        types |= {f"values.{value}": "any" for value in decision.values}
    checker = Checker(types)
    for number, row in enumerate(pattern.case.teams):
        yield from _failed(checker, f"case.teams.{number}", row.when, "bool")
        yield from _failed(checker, f"case.teams.{number}.team_from", row.team_from, "string")
    for deadline in pattern.case.deadlines:
        place = f"case.deadlines.{deadline.id}"
        yield from _failed(checker, f"{place}.only_when", deadline.only_when, "bool")
        if isinstance(deadline.days, str):
            yield from _failed(checker, f"{place}.days", deadline.days, "int")
    for transition in pattern.case.transitions:
        yield from _failed(checker, f"case.transitions.{transition.id}.when", transition.when, "bool")
