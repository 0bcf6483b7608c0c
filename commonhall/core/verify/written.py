"""Where does a pattern hold expressions, what must each give, and what may it read there? One list for every check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from commonhall.core.language.case_model import Case, Transition
from commonhall.core.language.charge_model import Charge
from commonhall.core.language.holding_model import Entitlement
from commonhall.core.language.model import Content, Page, Pattern
from commonhall.core.language.table_model import Table
from commonhall.core.questions.question import Question

ALL = -1
"""As the number of pages that come before: all of them."""

_CELLS = {"int": "int", "money": "int", "decimal": "decimal", "text": "string", "bool": "bool", "date": "date"}


@dataclass(frozen=True, slots=True)
class Written:
    """One expression.

    gives: the type that it must give, or ``any``. before: how many pages have been answered where it is worked out,
    or ALL. near: the part whose own names (``item``, ``values``, ``asked``) it may read, such as ``decisions.allowed``.
    own: the question whose answer it may also read. case: whether there is a case yet.
    """

    place: str
    source: str
    gives: str
    before: int = ALL
    near: str = ""
    own: str = ""
    case: bool = False


class Same:
    """A pattern as a key: one object is one version, and comparing its content each time would cost more."""

    __slots__ = ("pattern",)

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern

    def __hash__(self) -> int:
        return id(self.pattern)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.pattern is self.pattern


def expressions_of(pattern: Pattern) -> tuple[Written, ...]:
    """Return every expression of ``pattern`` that is not empty. Many checks ask for the same list."""
    return _expressions_of(Same(pattern))


@lru_cache(maxsize=2)
def _expressions_of(same: Same) -> tuple[Written, ...]:
    pattern = same.pattern
    parts = chain(
        _settings(pattern),
        _journey(pattern),
        _decisions(pattern),
        _money(pattern),
        _outcomes(pattern),
        _case(pattern.case),
        _messages(pattern),
    )
    return tuple(each for each in parts if each.source)


def _settings(pattern: Pattern) -> Iterator[Written]:
    for name, setting in pattern.settings.items():
        for number, row in enumerate(setting.defaults):
            yield Written(f"settings.{name}.defaults.{number}", row.when, "bool", before=0, near="settings")
    for name, fact in pattern.facts.items():
        for argument, source in fact.with_.items():
            yield Written(f"facts.{name}.with.{argument}", source, "any")
    for name, computed in pattern.computed.items():
        gives = "int" if computed.money else "any"
        # What moves with the case is worked out anew for it, and over what an act asks.
        yield Written(f"computed.{name}", computed.value, gives, near="computed", case=True)


def _journey(pattern: Pattern) -> Iterator[Written]:
    linked = any(page.goto for page in pattern.pages)
    for section in pattern.sections:
        first = next((n for n, page in enumerate(pattern.pages) if page.section == section.id), ALL)
        yield Written(f"sections.{section.id}.show_when", section.show_when, "bool", before=ALL if linked else first)
    for number, page in enumerate(pattern.pages):
        yield from _page(page, ALL if linked else number)


def _page(page: Page, before: int) -> Iterator[Written]:
    place = f"pages.{page.id}"
    yield Written(f"{place}.show_when", page.show_when, "bool", before)
    for number, wanted in enumerate(page.sign_in):
        yield Written(f"{place}.sign_in.{number}", wanted.when, "bool", before)
    yield from _content(place, page.content, before, "")
    yield from _questions(page.questions, before, "")
    if page.repeat:
        near = f"{place}.repeat"
        for name in ("min", "max"):
            yield Written(f"{near}.{name}", _amount(getattr(page.repeat, name)), "int", before)
        for each in page.repeat.pages:
            inner = f"{near}.pages.{each.id}"
            yield Written(f"{inner}.show_when", each.show_when, "bool", before, near)
            yield from _content(inner, each.content, before, near)
            yield from _questions(each.questions, before, near)
    after = before if before == ALL else before + 1
    for number, link in enumerate(page.goto):
        yield Written(f"{place}.goto.{number}", link.when, "bool", after)


def _content(place: str, blocks: Iterable[Content], before: int, near: str) -> Iterator[Written]:
    for block in blocks:
        yield Written(f"{place}.content.{block.id}.show_when", block.show_when, "bool", before, near)
        yield Written(f"{place}.content.{block.id}.rows_from", block.rows_from, "any", before, near)


def _questions(questions: Iterable[Question], before: int, near: str, *, case: bool = False) -> Iterator[Written]:
    """The questions of one page, or of an officer's form: each may read those above it."""
    for question in questions:
        place = f"{near}.ask.{question.id}" if case else f"questions.{question.id}"
        plain = Written(place, "", "any", before, near, question.id, case)
        yield replace(plain, place=f"{place}.show_when", source=question.show_when, gives="bool", own="")
        yield replace(plain, place=f"{place}.options_from", source=str(getattr(question, "options_from", "")), own="")
        yield replace(plain, place=f"{place}.prefill", source=question.prefill, own="")
        for option in getattr(question, "options", ()):
            at = f"{place}.options.{option.value}.show_when"
            yield replace(plain, place=at, source=option.show_when, gives="bool", own="")
        for check in question.check:
            yield replace(plain, place=f"{place}.check", source=check.when_not, gives="bool")


def _decisions(pattern: Pattern) -> Iterator[Written]:
    order = {page.id: number for number, page in enumerate(pattern.pages)}
    for name, decision in pattern.decisions.items():
        near, before = f"decisions.{name}", order.get(decision.at, ALL)
        yield Written(f"{near}.each", decision.each, "any", before)
        yield Written(f"{near}.only_when", decision.only_when, "bool", before)
        yield Written(f"{near}.key", decision.key, "any", before, near)
        yield Written(f"{near}.grace_minutes", decision.grace_minutes, "int", before, near)
        for value, source in decision.values.items():
            yield Written(f"{near}.values.{value}", source, "any", before, near)
        for number, row in enumerate(decision.rows):
            yield Written(f"{near}.rows.{number}", row.when, "bool", before, near)


def _money(pattern: Pattern) -> Iterator[Written]:
    for name, table in pattern.tables.items():
        yield from _table(f"tables.{name}", table)
    for charge in pattern.charges:
        yield from _charge(f"charges.{charge.id}", charge, Written("", "", "any"))
    if pattern.payment:
        yield Written("payment.later_when", pattern.payment.later_when, "bool")
        if down := pattern.payment.when_down:
            yield Written("payment.when_down.minutes", _amount(down.minutes), "int", case=True)


def _table(near: str, table: Table) -> Iterator[Written]:
    yield Written(f"{near}.each", table.each, "any")
    yield Written(f"{near}.rows_from", table.rows_from, "any")
    yield Written(f"{near}.only_when", table.only_when, "bool")
    yield Written(f"{near}.on", table.on, "date", near=near)
    yield Written(f"{near}.key", table.key, "any", near=near)
    for name, column in table.inputs.items():
        yield Written(f"{near}.inputs.{name}", column.value, _CELLS[column.type], near=near)


def _charge(place: str, charge: Charge, plain: Written) -> Iterator[Written]:
    """A charge may read the ``item`` of its own list, or of what it stands in."""
    yield replace(plain, place=f"{place}.each", source=charge.each)
    plain = replace(plain, near=place) if charge.each else plain
    wanted = {"when": "bool", "waived_when": "bool", "ledger": "string"}
    wanted |= dict.fromkeys(("amount", "quantity", "free", "at_least", "at_most"), "int")
    for name, gives in wanted.items():
        yield replace(plain, place=f"{place}.{name}", source=_amount(getattr(charge, name)), gives=gives)


def _outcomes(pattern: Pattern) -> Iterator[Written]:
    for name, outcome in pattern.outcomes.items():
        yield Written(f"outcomes.{name}.follows", outcome.follows, "any", near="outcomes")
        for number, step in enumerate(outcome.next):
            yield Written(f"outcomes.{name}.next.{number}", step.when, "bool", near="outcomes")


def _case(case: Case) -> Iterator[Written]:
    clock = case.clock
    yield Written("case.clock.nation", clock.nation, "string", before=0, near="settings")
    yield Written("case.clock.saturday_working", clock.saturday_working, "bool", before=0, near="settings")
    yield Written("case.clock.holiday_names", clock.holiday_names, "any", before=0, near="settings")
    yield Written("case.clock.extra_non_working", clock.extra_non_working, "any", before=0, near="settings")
    yield Written("case.gives", case.gives, "any", near="outcomes", case=True)
    for number, routing in enumerate(case.teams):
        yield Written(f"case.teams.{number}", routing.when, "bool", near="outcomes", case=True)
    for alert in case.alerts:
        yield Written(f"case.alerts.{alert.id}.when", alert.when, "bool")
    for number, rule in enumerate(case.retention.rules):
        yield Written(f"case.retention.rules.{number}", rule.when, "bool", near="outcomes", case=True)
    yield from _times(case)
    yield from _holdings(case)
    for transition in case.transitions:
        yield from _transition(f"case.transitions.{transition.id}", transition)


def _times(case: Case) -> Iterator[Written]:
    plain = Written("", "", "int", near="outcomes", case=True)
    for deadline in case.deadlines:
        place = f"case.deadlines.{deadline.id}"
        near = plain if deadline.from_ == "opened" else replace(plain, near=f"case.transitions.{deadline.from_}")
        yield replace(near, place=f"{place}.days", source=_amount(deadline.days))
        yield replace(near, place=f"{place}.only_when", source=deadline.only_when, gives="bool")
        yield replace(near, place=f"{place}.begins", source=deadline.begins, gives="date")
        yield replace(near, place=f"{place}.nation", source=deadline.nation, gives="string")
    for timer in case.timers:
        place = f"case.timers.{timer.id}"
        yield replace(plain, place=f"{place}.after", source=_amount(timer.after))
        yield replace(plain, place=f"{place}.on", source=timer.on, gives="date")
        yield replace(plain, place=f"{place}.only_when", source=timer.only_when, gives="bool")
    for task in case.tasks:
        place = f"case.tasks.{task.id}"
        yield replace(plain, place=f"{place}.days", source=_amount(task.days))
        yield replace(plain, place=f"{place}.only_when", source=task.only_when, gives="bool")
        yield replace(plain, place=f"{place}.team_from", source=task.team_from, gives="string")
        yield from _questions(task.ask, ALL, place, case=True)


def _holdings(case: Case) -> Iterator[Written]:
    for entitlement in case.entitlements:
        yield from _entitlement(f"case.entitlements.{entitlement.id}", entitlement)
    for booking in case.bookings:
        place = f"case.bookings.{booking.id}"
        yield Written(f"{place}.calendar", booking.calendar, "string")
        for name in ("units", "hold_minutes", "pay_minutes"):
            yield Written(f"{place}.{name}", _amount(getattr(booking, name)), "int")


def _entitlement(place: str, entitlement: Entitlement) -> Iterator[Written]:
    plain = Written("", "", "any", near="asked", case=True)
    yield replace(plain, place=f"{place}.subject", source=entitlement.subject)
    for name in ("from_", "until", "renew_from"):
        yield replace(plain, place=f"{place}.{name.strip('_')}", source=getattr(entitlement, name), gives="date")
    for name in ("quantity", "grace_days"):
        yield replace(plain, place=f"{place}.{name}", source=_amount(getattr(entitlement, name)), gives="int")


def _transition(place: str, transition: Transition) -> Iterator[Written]:
    guard = Written("", "", "bool", near="outcomes", case=True)
    yield replace(guard, place=f"{place}.when", source=transition.when)
    yield replace(guard, place=f"{place}.within", source=_amount(transition.within), gives="int")
    yield from _questions(transition.ask, ALL, place, case=True)
    after = Written("", "", "any", near=place, case=True)
    for name, source in transition.keeps.items():
        yield replace(after, place=f"{place}.keeps.{name}", source=source)
    for name, amount in transition.extends.items():
        yield replace(after, place=f"{place}.extends.{name}", source=_amount(amount), gives="int")
    if transition.approval:
        yield replace(after, place=f"{place}.approval.when", source=transition.approval.when, gives="bool")
    yield replace(after, place=f"{place}.refund", source=transition.refund, gives="int")
    for charge in transition.charges:
        yield from _charge(f"{place}.charges.{charge.id}", charge, after)
    if transition.entitlement:
        act = transition.entitlement
        for name, gives in {
            "subject": "any",
            "quantity": "int",
            "from_": "date",
            "until": "date",
            "uprn": "any",
        }.items():
            at = f"{place}.entitlement.{name.strip('_')}"
            yield replace(after, place=at, source=_amount(getattr(act, name)), gives=gives)
    if transition.booking:
        yield replace(after, place=f"{place}.booking.slot", source=transition.booking.slot)
    if transition.publishes:
        for name in ("title", "question", "answer", "outcome", "keywords"):
            yield replace(after, place=f"{place}.publishes.{name}", source=getattr(transition.publishes, name))


def _messages(pattern: Pattern) -> Iterator[Written]:
    transitions = {transition.id for transition in pattern.case.transitions}
    for name, message in pattern.messages.items():
        near = f"case.transitions.{message.on}" if message.on in transitions else "outcomes"
        yield Written(f"messages.{name}.when", message.when, "bool", near=near, case=True)


def _amount(amount: str | int | None) -> str:
    """An amount that is a number cannot be wrong in its type."""
    return amount if isinstance(amount, str) else ""
