"""Which part of a pattern uses which? Every reference by id, for what dangles, what is unused, and what may go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from commonhall.core.language.case_model import Case, Transition
from commonhall.core.language.expressions import names_read
from commonhall.core.language.model import Page, Pattern
from commonhall.core.language.texts import texts_of
from commonhall.core.language.wording import gaps
from commonhall.core.questions.question import Question
from commonhall.core.verify.written import Same, expressions_of

KINDS: Final = {
    "pages": "page",
    "sections": "section",
    "questions": "question",
    "settings": "setting",
    "facts": "fact",
    "computed": "computed value",
    "tables": "table",
    "decisions": "decision",
    "values": "value",
    "outcomes": "outcome",
    "charges": "charge",
    "messages": "message",
    "case.states": "state",
    "case.transitions": "transition",
    "case.deadlines": "deadline",
    "case.timers": "timer",
    "case.tasks": "task",
    "case.alerts": "alert",
    "case.entitlements": "entitlement",
    "case.bookings": "booking",
}
"""What the parts with an id are called, by the beginning of their place."""

_CASE_PART: Final = re.compile(r"(?<![\w.])case\.(tasks|entitlements|bookings)\.([a-z_][a-z0-9_]*)")
_ROOTS: Final = {"answers": "questions", "decided": "decisions"} | {
    name: name for name in ("settings", "facts", "computed", "tables")
}


@dataclass(frozen=True, slots=True)
class Use:
    """One part names another. user: the place that names it. kinds: what it may be. name: the id that stands there."""

    user: str
    kinds: tuple[str, ...]
    name: str

    @property
    def targets(self) -> tuple[str, ...]:
        """Return the ids that are meant; one of them must exist."""
        return tuple(f"{kind}.{self.name}" for kind in self.kinds)


def ids_of(pattern: Pattern) -> frozenset[str]:
    """Return the id of every part of ``pattern`` that others can name."""
    case = pattern.case
    found = {f"pages.{page.id}" for page in pattern.pages} | {f"sections.{each.id}" for each in pattern.sections}
    found |= {f"questions.{question.id}" for question in questions_of(pattern)}
    found |= {f"questions.{page.repeat.id}" for page in pattern.pages if page.repeat}
    for kind in ("settings", "facts", "computed", "tables", "decisions", "outcomes", "messages"):
        found |= {f"{kind}.{name}" for name in getattr(pattern, kind)}
    found |= {f"values.{value}" for decision in pattern.decisions.values() for value in decision.values}
    found |= {f"charges.{charge.id}" for charge in pattern.charges}
    found |= {f"case.states.{name}" for name in case.states}
    for kind in ("transitions", "deadlines", "timers", "tasks", "alerts", "entitlements", "bookings"):
        found |= {f"case.{kind}.{each.id}" for each in getattr(case, kind)}
    return frozenset(found)


def questions_of(pattern: Pattern) -> Iterator[Question]:
    """Yield every question of the journey, those of repeat groups too."""
    for page in pattern.pages:
        yield from page.questions
        if page.repeat:
            yield from (question for each in page.repeat.pages for question in each.questions)


def uses_of(pattern: Pattern) -> tuple[Use, ...]:
    """Return every reference of one part of ``pattern`` to another, by id, in an expression or in a text."""
    return _uses_of(Same(pattern))


@lru_cache(maxsize=2)
def _uses_of(same: Same) -> tuple[Use, ...]:
    return tuple(_uses(same.pattern))


def _uses(pattern: Pattern) -> Iterator[Use]:
    yield from named_by(pattern)
    for each in expressions_of(pattern):
        for name in names_read(each.source):
            yield from _use_of(each.place, name)
        yield from (Use(each.place, (f"case.{kind}",), name) for kind, name in _CASE_PART.findall(each.source))
    for place, words in texts_of(pattern).items():
        for gap in chain(gaps(words.en), gaps(words.cy)):
            yield from _use_of(place, gap)
            yield from (Use(place, (f"case.{kind}",), name) for kind, name in _CASE_PART.findall(gap))


def _use_of(place: str, name: str) -> Iterator[Use]:
    root, _, rest = name.partition(".")
    first = rest.split(".")[0]
    if root == "values":
        yield Use(place, ("values",), first)
    elif root in _ROOTS:
        yield Use(place, (_ROOTS[root],), first)


def named_by(pattern: Pattern) -> Iterator[Use]:
    """Yield the references that stand in fields of their own: ``at``, ``to``, ``outcome``, ``message``."""
    parts = chain(
        *(_of_page(page) for page in pattern.pages),
        _of_decisions(pattern),
        _of_case(pattern.case),
        *(_of_transition(each) for each in pattern.case.transitions),
        _of_clocks(pattern.case),
    )
    yield from (each for each in parts if each.name)
    for name, fact in pattern.facts.items():
        if fact.outcome:
            yield Use(f"facts.{name}.outcome", ("outcomes",), fact.outcome)
    for section in pattern.sections:
        yield from (Use(f"sections.{section.id}.after", ("sections",), each) for each in section.after)
    if pattern.payment:
        yield Use("payment.waiting", ("case.states",), pattern.payment.waiting)
        if down := pattern.payment.when_down:
            yield Use("payment.when_down.timer", ("case.timers",), down.timer)
            yield Use("payment.when_down.message", ("messages",), down.message)
    for name, message in pattern.messages.items():
        if message.on not in (None, "opened", "paid", "merged"):
            yield Use(f"messages.{name}.on", ("case.transitions",), message.on or "")


def _of_page(page: Page) -> Iterator[Use]:
    yield Use(f"pages.{page.id}.section", ("sections",), page.section or "")
    for number, link in enumerate(page.goto):
        if link.to != "check":
            yield Use(f"pages.{page.id}.goto.{number}", ("pages", "outcomes"), link.to)
    for number, wanted in enumerate(page.sign_in):
        place = f"pages.{page.id}.sign_in.{number}.fills"
        yield from (Use(f"{place}.{each}", ("questions",), question) for each, question in wanted.fills.items())
    inner = page.repeat.pages if page.repeat else ()
    for question in chain(page.questions, *(each.questions for each in inner)):
        yield Use(f"questions.{question.id}.when_missing", ("facts",), question.when_missing)
        yield Use(f"questions.{question.id}.booking", ("case.bookings",), str(getattr(question, "booking", "") or ""))


def _of_decisions(pattern: Pattern) -> Iterator[Use]:
    for name, decision in pattern.decisions.items():
        place = f"decisions.{name}"
        if decision.at != "check":
            yield Use(f"{place}.at", ("pages",), decision.at)
        yield Use(f"{place}.when_none", ("outcomes",), decision.when_none or "")
        for number, row in enumerate(decision.rows):
            if row.outcome != "accept":
                yield Use(f"{place}.rows.{number}", ("outcomes",), row.outcome)
        yield from (Use(f"{place}.kept.{value}", ("values",), value) for value in decision.kept)
        yield from (Use(f"{place}.without", ("facts",), fact) for fact in decision.without)


def _of_case(case: Case) -> Iterator[Use]:
    for field in ("per", "property", "location"):
        yield Use(f"case.{field}", ("questions",), getattr(case, field) or "")
    for field in ("name", "email", "phone", "address"):
        yield Use(f"case.contact.{field}", ("questions",), getattr(case.contact, field) or "")
    yield Use("case.item", ("decisions",), case.item or "")
    yield Use("case.first", ("case.states",), case.first)
    if case.unbooked:
        yield Use("case.unbooked", ("case.states",), case.unbooked)
    for booking in case.bookings:
        yield Use(f"case.bookings.{booking.id}.question", ("questions",), booking.question)
    for alert in case.alerts:
        yield Use(f"case.alerts.{alert.id}.state", ("case.states",), alert.state)
        yield Use(f"case.alerts.{alert.id}.task", ("case.tasks",), alert.task or "")


def _of_transition(transition: Transition) -> Iterator[Use]:
    place = f"case.transitions.{transition.id}"
    for state in (*transition.from_, transition.to):
        yield Use(place, ("case.states",), state)
    yield Use(place, ("messages",), transition.message or "")
    for field in ("pauses", "resumes", "restarts", "recounts", "stops", "extends"):
        yield from (Use(f"{place}.{field}", ("case.deadlines",), name) for name in getattr(transition, field))
    for field in ("needs", "tasks"):
        yield from (Use(f"{place}.{field}", ("case.tasks",), name) for name in getattr(transition, field))
    if transition.entitlement:
        yield Use(f"{place}.entitlement", ("case.entitlements",), transition.entitlement.id)
    if transition.booking:
        yield Use(f"{place}.booking", ("case.bookings",), transition.booking.id)


def _of_clocks(case: Case) -> Iterator[Use]:
    for deadline in case.deadlines:
        place = f"case.deadlines.{deadline.id}"
        yield from (Use(place, ("case.states",), state) for state in deadline.met_by)
        yield from (Use(place, ("case.transitions",), name) for name in deadline.met_on)
        if deadline.from_ != "opened":
            yield Use(place, ("case.transitions",), deadline.from_)
        if deadline.when_missed:
            yield Use(place, ("case.transitions",), deadline.when_missed.transition)
    for timer in case.timers:
        place = f"case.timers.{timer.id}"
        yield from (Use(place, ("case.states",), state) for state in timer.in_)
        yield Use(place, ("case.transitions",), timer.transition or "")
        yield Use(place, ("messages",), timer.message or "")
    for task in case.tasks:
        begun = (name for name in task.on if name != "opened")
        yield from (Use(f"case.tasks.{task.id}", ("case.transitions",), name) for name in begun)


def users_of(pattern: Pattern, part: str) -> tuple[str, ...]:
    """Return the places that use ``part`` (``questions.days``, ``questions.way.options.car``), in alphabetical order.

    A part that has users cannot be deleted. What stands in the part itself does not count.
    """
    option = re.fullmatch(r"questions\.([a-z0-9_]+)\.options\.(.+)", part)
    found = _users_of_option(pattern, option[1], option[2]) if option else _users_of(pattern, part)
    return tuple(sorted({user for user in found if user != part and not user.startswith(f"{part}.")}))


def _users_of(pattern: Pattern, part: str) -> Iterable[str]:
    value = re.fullmatch(r"decisions\.([a-z0-9_]+)\.values\.([a-z0-9_]+)", part)
    wanted = f"values.{value[2]}" if value else part
    return (use.user for use in uses_of(pattern) if wanted in use.targets)


def _users_of_option(pattern: Pattern, question: str, option: str) -> Iterator[str]:
    """An option is used where an expression reads its question and writes its value, or a cell of a table does."""
    written = re.compile(rf"(['\"]){re.escape(option)}\1")
    name = f"answers.{question}"
    for each in expressions_of(pattern):
        if name in names_read(each.source) and written.search(each.source):
            yield each.place
    for table_id, table in pattern.tables.items():
        columns = [key for key, column in table.inputs.items() if name in names_read(column.value)]
        for number, row in enumerate(table.rows):
            if any(option in re.split(r"[|\s]+", str(row.when.get(column, ""))) for column in columns):
                yield f"tables.{table_id}.rows.{number}"
