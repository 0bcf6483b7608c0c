"""Which council is in scope? The one door through which council data is reached, and the guard beside it.

Row-level security reads the settings ``app.council`` and ``app.testing`` through ``guard.council()`` and
``guard.testing()``; this module is the only place that sets them, always inside a transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol
from uuid import UUID

from django.db import connection, transaction

from commonhall.councils.actors import SYSTEM, Actor

Purpose = Literal["web", "job", "command", "export"]
# Milliseconds one statement may run for, beyond the role's own limit, by purpose.
STATEMENT_LIMITS: dict[Purpose, str] = {"job": "60000", "command": "60000", "export": "1800000"}

# Statements of Django's own transaction keeping: they touch no row.
_KEEPING = ("SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ", "SET CONSTRAINTS ")
Exemption = Literal["health", "reference"]


class AlreadyInCouncil(Exception):
    """Another council is in scope: one transaction never touches two."""


class OtherMode(Exception):
    """The other mode is in scope: one transaction never touches both what is real and what is tried."""


class NoCouncilInScope(Exception):
    """A statement was about to run on the council connection while no council was in scope."""


class HasId(Protocol):
    """Anything that is a council: a site, a model instance."""

    @property
    def id(self) -> UUID: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """The council in scope, who acts in it and what for. testing: only what is tried can be seen, or written."""

    council_id: UUID
    actor: Actor
    purpose: Purpose
    testing: bool = False


_scope: ContextVar[Scope | None] = ContextVar("commonhall_scope", default=None)
_testing: ContextVar[bool] = ContextVar("commonhall_testing", default=False)
_exempt: ContextVar[Exemption | None] = ContextVar("commonhall_exempt", default=None)


def find_scope() -> Scope | None:
    """Return the scope, or None outside the door."""
    return _scope.get()


def council_in_scope() -> UUID:
    """Return the id of the council in scope; raises NoCouncilInScope outside the door."""
    scope = _scope.get()
    if scope is None:
        raise NoCouncilInScope("No council is in scope: wrap this in `with in_council(council):`")
    return scope.council_id


def is_testing() -> bool:
    """Return whether what goes on here is tried and not real: of the scope, or outside the door of what opens it."""
    scope = _scope.get()
    return _testing.get() if scope is None else scope.testing


@contextmanager
def in_test_mode() -> Iterator[None]:
    """Let every door that is opened inside lead to what is tried, and to nothing that is real.

    Raises OtherMode where a door to what is real is open.
    """
    scope = _scope.get()
    if scope is not None and not scope.testing:
        raise OtherMode("What is real is in scope: leave the council before testing begins")
    token = _testing.set(True)
    try:
        yield
    finally:
        _testing.reset(token)


@contextmanager
def tried_in_scope() -> Iterator[Scope]:
    """Look, inside the door, at what was tried, to show or delete it; what is real is in scope again afterwards.

    Raises NoCouncilInScope outside the door, OtherMode where tests are in scope already.
    """
    scope = _scope.get()
    if scope is None:
        raise NoCouncilInScope("No council is in scope: wrap this in `with in_council(council):`")
    if scope.testing:
        raise OtherMode("Tests are in scope already")
    inner = replace(scope, testing=True)
    token = _scope.set(inner)
    try:
        with transaction.atomic():
            _set({"app.testing": "on"})
            yield inner
            if not connection.needs_rollback:
                _set({"app.testing": ""})
    finally:
        _scope.reset(token)


@contextmanager
def in_council(council: HasId | UUID, by: Actor = SYSTEM, purpose: Purpose = "web") -> Iterator[Scope]:
    """Open the one door: a transaction on the council connection with ``council`` in scope.

    The transaction commits when the block ends and rolls back when it raises; the former scope is restored either way.
    Entering the same council again makes a savepoint. Inside :func:`in_test_mode` the rows of tests are in scope, and
    no others, of the tables that keep them apart. Raises AlreadyInCouncil for a different council, OtherMode.
    """
    council_id = council if isinstance(council, UUID) else council.id
    outer = _scope.get()
    if outer is not None:
        if outer.council_id != council_id:
            raise AlreadyInCouncil(f"Council {outer.council_id} is in scope; {council_id} cannot be entered inside it")
        if _testing.get() and not outer.testing:
            raise OtherMode("What is real is in scope: leave the council before testing begins")
        with transaction.atomic():
            yield outer
        return
    inside_other_transaction = connection.in_atomic_block
    scope = Scope(council_id, by, purpose, testing=_testing.get())
    token = _scope.set(scope)
    try:
        with transaction.atomic():
            _say_scope(scope)
            yield scope
            if inside_other_transaction and not connection.needs_rollback:
                # A released savepoint keeps a local setting; a committed transaction does not.
                _clear_scope()
    finally:
        _scope.reset(token)


@contextmanager
def outside_councils(reason: Exemption) -> Iterator[None]:
    """Let statements through without a council, for the listed reasons only: none of them reads a council's rows.

    ``health`` asks whether the server answers; ``reference`` reads tables that everyone may read.
    """
    token = _exempt.set(reason)
    try:
        yield
    finally:
        _exempt.reset(token)


def refuse_outside_door(
    execute: Callable[[str, Any, bool, dict[str, Any]], Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Raise NoCouncilInScope for any statement outside the door: an empty answer would hide the mistake."""
    if _scope.get() is None and _exempt.get() is None and not str(sql).startswith(_KEEPING):
        raise NoCouncilInScope("No council is in scope: wrap this in `with in_council(council):`")
    return execute(sql, params, many, context)


def _say_scope(scope: Scope) -> None:
    said = {"app.council": str(scope.council_id)}
    if scope.testing:
        said["app.testing"] = "on"
    if scope.purpose in STATEMENT_LIMITS:
        said["statement_timeout"] = STATEMENT_LIMITS[scope.purpose]
    _set(said)


def _clear_scope() -> None:
    _set({"app.council": "", "app.testing": ""})


def _set(said: dict[str, str]) -> None:
    """Set settings until the transaction ends, in one statement."""
    calls = ", ".join(f"set_config('{name}', %s, true)" for name in said)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", list(said.values()))
