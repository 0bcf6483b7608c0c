"""Does a pattern do what its worked examples say? Runs them under a council's settings and keeps a trace of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from pydantic import ValidationError

from commonhall.core.journey.decisions import ACCEPT
from commonhall.core.journey.route import Known, Route, SignedIn, navigate
from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.expressions import ExpressionFailed
from commonhall.core.language.loading import PatternFolder, Profile
from commonhall.core.language.settings import OwnValue, SettingRefused, check_settings
from commonhall.core.lifecycle.opening import OpenedCase, open_alert, open_cases, raised_alerts
from commonhall.core.values.dates import london
from commonhall.core.values.words import Words
from commonhall.core.verify.example_model import Example as Example
from commonhall.core.verify.example_model import Expect as Expect
from commonhall.core.verify.example_model import Then as Then
from commonhall.core.verify.following import begun, by_line, follow_step, look_at

LONG_AGO = date(2000, 1, 1)
CASE: Final[Mapping[str, Any]] = {"reference": "EX-00000-00000", "track_url": "https://council.example/track"}
"""What examples read of a case that only a stored one has."""
SHOWN: Final[Mapping[str, SignedIn]] = {
    "none": SignedIn("none"),
    "email": SignedIn("email"),
    "identity": SignedIn("identity"),
    "unable": SignedIn("none", unable=True, carried_on=True),
}
"""What an example says that somebody has shown of who they are."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a trace: what was looked at and what it came to."""

    what: str
    came_to: str


@dataclass(frozen=True)
class Ran:
    """How an example went under one profile.

    differences: what came out otherwise than expected, in words; empty when it passed. reached: ids of the things
    that it exercised, such as ``outcome:too_early``, for coverage.
    """

    example: str
    profile: str
    differences: tuple[str, ...]
    trace: tuple[Step, ...]
    reached: frozenset[str]
    line: int = 0

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.differences


@dataclass
class _Run:
    """One example being run under one effective pattern."""

    example: Example
    effective: Effective
    differences: list[str] = field(default_factory=list)
    trace: list[Step] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)

    def compare(self, what: str, wanted: Any, got: Any) -> None:
        if wanted != got:
            self.differences.append(f"{what}: expected {wanted!r}, got {got!r}")


def read_examples(folder: PatternFolder) -> tuple[tuple[Example, int], ...]:
    """Return the examples of a folder with their lines; the first entry may hold ``defaults`` merged into all.

    ``defaults: {facts: {collections: {each: {...}}}}`` gives every record of a list its missing keys.
    Raises ValueError that names the example when one cannot be read.
    """
    entries = list(zip(folder.examples, folder.example_lines, strict=True))
    defaults: Mapping[str, Any] = {}
    if entries and "defaults" in entries[0][0]:
        defaults = entries.pop(0)[0]["defaults"]
    read = []
    for raw, line in entries:
        try:
            read.append((Example.model_validate(_filled(defaults, raw)), line))
        except ValidationError as error:
            raise ValueError(f"line {line}: example {raw.get('example', '?')!r}: {error}") from None
    return tuple(read)


def _filled(defaults: Any, given: Any) -> Any:
    if isinstance(given, list) and isinstance(defaults, Mapping) and set(defaults) == {"each"}:
        return [_filled(defaults["each"], item) for item in given]
    if not isinstance(given, Mapping) or not isinstance(defaults, Mapping):
        return given
    merged = {key: value for key, value in defaults.items() if not (isinstance(value, Mapping) and _lists(value))}
    return merged | {key: _filled(defaults.get(key), value) for key, value in given.items()}


def _lists(value: Mapping[str, Any]) -> bool:
    """Whether a default only says how records of a list are filled, so that it adds nothing where none is given."""
    return "each" in value or any(isinstance(below, Mapping) and "each" in below for below in value.values())


def moment(text: str) -> str:
    """Return the London wall clock of ``text``: itself, or that of the instant when it ends in Z."""
    if not text.endswith("Z"):
        return text
    return london(datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC))


def run_examples(folder: PatternFolder, *, only: str = "") -> tuple[Ran, ...]:
    """Return how every example of ``folder`` went under its profile, or under each where it names ``any``.

    only: run just the examples whose name holds this text.
    """
    ran = []
    for example, line in read_examples(folder):
        if only.lower() in example.example.lower():
            names = list(folder.profiles) if example.profile == "any" else [example.profile]
            ran += [_ran(folder, example, name, line) for name in names or [""]]
    return tuple(ran)


def _ran(folder: PatternFolder, example: Example, name: str, line: int) -> Ran:
    profile = folder.profiles.get(name)
    if profile is None:
        return Ran(example.example, name, (f"there is no profile {name!r}",), (), frozenset(), line)
    try:
        effective = under_profile(folder, profile, example)
    except SettingRefused as error:
        return Ran(example.example, name, (f"a setting is refused: {error}",), (), frozenset(), line)
    return run_example(effective, example, profile=name, line=line)


def under_profile(folder: PatternFolder, profile: Profile, example: Example) -> Effective:
    """Return the pattern under ``profile``, with the settings that the example itself changes."""
    values = {**profile.settings, **example.settings}
    check_settings(folder.pattern, values)
    council = {
        "nation": profile.nation,
        "kind": "unitary",
        "tier": "single",
        "slug": "example",
        "name": {"en": "Example Council", "cy": "Cyngor Enghraifft"},
    }
    return effective_pattern(
        folder.pattern,
        council={**council, **profile.council, **example.council},
        own=[OwnValue(setting, value, LONG_AGO) for setting, value in values.items()],
        day=date.fromisoformat(moment(example.now)[:10]),
    )


def run_example(effective: Effective, example: Example, *, profile: str, line: int = 0) -> Ran:
    """Return how ``example`` goes under ``effective``."""
    run = _Run(example, effective)
    known = Known(
        answers=example.answers,
        now=moment(example.now),
        opened=moment(example.opened or example.now),
        facts={name: fact for name, fact in example.facts.items() if name not in example.missing},
        missing=frozenset(example.missing),
        accepted={key: moment(at) for key, at in example.told_yes.items()},
        actor=example.actor,
        language=example.language,
        signed_in=SHOWN[example.signed_in],
    )
    route = navigate(effective, known)
    _see_route(run, route)
    _see_worked_out(run, route)
    _see_alerts(run, route)
    if route.stop.kind == "check":
        _see_cases(run, route)
    return Ran(example.example, profile, tuple(run.differences), tuple(run.trace), frozenset(run.reached), line)


def _see_route(run: _Run, route: Route) -> None:
    expect = run.example.expect
    for failure in route.failures:
        run.differences.append(str(failure))
    for page in route.pages:
        run.trace.append(Step("page", page))
        run.reached.add(f"page:{page}")
    for one in (each for decided in route.decided.values() for each in decided):
        run.trace.append(Step(f"decision {one.decision} {one.key}".strip(), f"{one.outcome} by row {one.row}"))
        run.trace += [Step(f"  {name}", str(value)) for name, value in one.values.items()]
        run.reached |= {f"outcome:{one.outcome}", f"row:{one.decision}.{one.row}"}
    stopped = ACCEPT if route.stop.kind == "check" else route.stop.outcome or f"{route.stop.kind} {route.stop.page}"
    run.trace.append(Step("ends", stopped))
    run.reached.add(f"outcome:{stopped}")
    if expect.outcome is not None:
        run.compare("outcome", expect.outcome, stopped)
    if expect.pages is not None:
        run.compare("pages", expect.pages, route.pages)
    items = {one.key: one for decided in route.decided.values() for one in decided}
    if expect.items is not None:
        run.compare("items", expect.items, {key: items[key].outcome if key in items else None for key in expect.items})
    for key, wanted in expect.values.items():
        got = items[key].values if key in items else {}
        run.compare(f"values of {key or 'the decision'}", wanted, {name: got.get(name) for name in wanted})


def _see_cases(run: _Run, route: Route) -> None:
    expect = run.example.expect
    now = moment(run.example.now)
    try:
        opened = open_cases(run.effective, route, now=now, case=CASE)
    except ExpressionFailed as failure:
        run.differences.append(str(failure))
        return
    if expect.cases is not None:
        run.compare("cases", expect.cases, len(opened))
    for case in opened:
        for deadline in case.standing.deadlines:
            run.trace.append(Step(f"deadline {deadline.id} {case.item}".strip(), deadline.due_at))
            run.reached.add(f"deadline:{deadline.id}")
    if expect.team is not None:
        run.compare("team", expect.team, opened[0].team)
    if opened:
        _follow(run, route, opened[0], now)


def _follow(run: _Run, route: Route, opened: OpenedCase, now: str) -> None:
    """Let everything in ``then`` happen to the first case, and compare how it stands in the end."""
    item = opened.facts["item"]
    values = {name: value for each in opened.facts["decided"].values() for name, value in each["values"].items()}
    follow = begun(
        run.effective,
        opened,
        {**route.scope, "item": item, "values": values, "case": {**CASE, "item": item, "title": opened.title}},
        now,
        compare=run.compare,
        note=lambda what, came_to: run.trace.append(Step(what, came_to)),
        reached=run.reached,
    )
    for step in run.example.then:
        at = moment(step.wait or step.at) if step.wait or step.at else follow.now
        if at < follow.now:
            run.differences.append(f"the step at {at} comes before {follow.now}")
            return
        follow_step(follow, step, at)
    look_at(follow, run.example.expect)


def _see_worked_out(run: _Run, route: Route) -> None:
    """Compare what was computed, looked up and charged on the way, as far as the answers went."""
    expect, scope = run.example.expect, route.scope
    computed, tables, charges = (scope.get(root) or {} for root in ("computed", "tables", "charges"))
    if expect.computed:
        run.compare("computed", expect.computed, {name: computed.get(name) for name in expect.computed})
    for name, wanted in expect.tables.items():
        got = tables.get(name)
        if isinstance(got, Mapping):
            got = {output: plain(got.get(output)) for output in wanted}
        run.compare(f"table {name}", wanted, got)
    for name in run.effective.pattern.tables:
        for row in rows_held(tables.get(name)):
            run.reached.add(f"table:{name}.{row}")
    if route.stop.kind == "check" and charges:
        _see_charges(run, charges)


def _see_charges(run: _Run, charges: Mapping[str, Any]) -> None:
    expect, costs = run.example.expect, by_line(charges["lines"])
    for name, pence in costs.items():
        run.reached.add(f"charge:{name}")
        run.trace.append(Step(f"charge {name}", f"{pence} pence"))
    if expect.charges:
        run.compare("charges", expect.charges, {name: costs.get(name) for name in expect.charges})
    if expect.total is not None:
        run.compare("total", expect.total, charges["total"])


def _see_alerts(run: _Run, route: Route) -> None:
    """Open what the answers call for at once, whether or not the journey is ever finished."""
    try:
        raised = raised_alerts(run.effective, route)
        opened = [open_alert(run.effective, route, alert, now=moment(run.example.now), case=CASE) for alert in raised]
    except ExpressionFailed as failure:
        run.differences.append(str(failure))
        return
    for alert, case in zip(raised, opened, strict=True):
        run.trace.append(Step(f"alert {alert.id}", f"for {case.team}"))
        run.reached |= {f"alert:{alert.id}", f"state:{case.state}"}
        run.reached |= {f"task:{task.id}" for task in case.standing.tasks}
    if run.example.expect.alerts is not None:
        run.compare("alerts", run.example.expect.alerts, tuple(alert.id for alert in raised))


def plain(value: Any) -> Any:
    """Return an output as examples write it: words by their English."""
    return value.en if isinstance(value, Words) else value


def rows_held(result: Any) -> tuple[int, ...]:
    """Return the numbers, from 1, of the rows of a table that a result rests on."""
    each = result if isinstance(result, list | tuple) else [result]
    return tuple(int(one["row"]) for one in each if isinstance(one, Mapping) and one.get("row"))


def not_reached(folder: PatternFolder, ran: Iterable[Ran]) -> tuple[str, ...]:
    """Return what no example reaches.

    Outcomes, rows of decisions, inline rows of tables, charge lines, deadlines, transitions, timers, tasks, alerts,
    entitlements and rules of retention.
    """
    pattern, case = folder.pattern, folder.pattern.case
    wanted = {f"outcome:{name}" for name in pattern.outcomes}
    wanted |= {
        f"row:{name}.{number}" for name, decision in pattern.decisions.items() for number in range(len(decision.rows))
    }
    wanted |= {f"table:{name}.{row}" for name, table in pattern.tables.items() for row in range(1, len(table.rows) + 1)}
    wanted |= {f"charge:{line.id}" for line in pattern.charges}
    kinds: tuple[tuple[str, Sequence[Any]], ...] = (
        ("deadline", case.deadlines),
        ("transition", case.transitions),
        ("timer", case.timers),
        ("task", case.tasks),
        ("alert", case.alerts),
        ("entitlement", case.entitlements),
    )
    wanted |= {f"{kind}:{each.id}" for kind, parts in kinds for each in parts}
    wanted |= {f"retention:{number}" for number in range(len(case.retention.rules))}
    return tuple(sorted(wanted - frozenset().union(*(each.reached for each in ran))))
