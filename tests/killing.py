"""What is left when a write is killed half way? Nothing: proved for each operation when a test first calls it.

An operation is a function under ``transaction.atomic`` that says ``at`` which moment it happens. In the tests of the
rooms its first call is killed before its first write, then before its second, and so on: each time every row of the
council must be as before. Then it runs to its end, as the test expects.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from contextlib import ContextDecorator
from functools import wraps
from pathlib import Path
from typing import Any, Final, cast

from django.db import connection
from django.db.transaction import Atomic

WRITES: Final = ("INSERT", "UPDATE", "DELETE", "WITH")
MOST_KILLS: Final = 60

killed: dict[str, int] = {}
"""How often each operation was killed so far, by its name."""
_state: dict[str, bool] = {"on": False, "busy": False}


class Killed(BaseException):
    """The process is gone: nothing catches this."""


class LeftHalfDone(AssertionError):
    """An operation that was killed left rows behind, or took some away."""


def install() -> None:
    """Have ``transaction.atomic`` prove what it wraps. Must run before the operations are imported."""
    Atomic.__call__ = _proving  # type: ignore[method-assign,assignment]  # takes the place of Django's own


def switch(*, on: bool) -> None:
    """Prove operations from now on, or leave them alone."""
    _state["on"] = on


def _proving(self: Atomic, func: Callable[..., Any]) -> Callable[..., Any]:
    plain: Callable[..., Any] = ContextDecorator.__call__(cast(ContextDecorator, self), func)
    name = f"{func.__module__}.{func.__qualname__}"
    operation = "at" in inspect.signature(func).parameters and func.__module__.startswith("commonhall.")

    @wraps(func)
    def proved(*args: Any, **kwargs: Any) -> Any:
        due = operation and _state["on"] and not _state["busy"] and name not in killed
        # Where statements are counted, nothing is added. One wrapper is always there: the door of the councils.
        counting = connection.force_debug_cursor or len(connection.execute_wrappers) > 1
        if not due or counting or not connection.in_atomic_block or _proved_beside(name):
            return plain(*args, **kwargs)
        return kill_throughout(name, lambda: plain(*args, **kwargs))

    return proved


def forget(name: str) -> None:
    """Have an operation be proved once more."""
    killed.pop(name, None)
    if claim := _claim(name):
        claim.unlink(missing_ok=True)


def _claim(name: str) -> Path | None:
    """Return the file that says which process proves an operation, where several test side by side."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    return Path(os.environ["COMMONHALL_DATA"]) / f"proved-{run}-{name}" if run else None


def _proved_beside(name: str) -> bool:
    """Return whether another process proves the operation; where none does, this one takes it on."""
    try:
        if claim := _claim(name):
            claim.touch(exist_ok=False)
    except FileExistsError:
        return True
    return False


def kill_throughout(name: str, call: Callable[[], Any]) -> Any:
    """Kill ``call`` before each of its writes in turn, then let it run; return what it returns.

    Raises LeftHalfDone where anything was different after a kill, and whatever the call itself raises.
    """
    _state["busy"] = True
    try:
        before = fingerprint()
        for number in range(1, MOST_KILLS):
            try:
                with connection.execute_wrapper(_Killer(number)):
                    result = call()
            except Killed:
                changed = {table for table, rows in fingerprint().items() if before.get(table) != rows}
                if changed:
                    raise LeftHalfDone(f"{name}, killed at write {number}: {', '.join(sorted(changed))}") from None
                continue
            killed[name] = number - 1
            return result
        raise LeftHalfDone(f"{name} writes more than {MOST_KILLS} times: too often to be proved")
    finally:
        _state["busy"] = False


class _Killer:
    """Stops before a write of the given number."""

    def __init__(self, number: int) -> None:
        self._left = number

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            self._left -= 1
            if not self._left:
                raise Killed
        return execute(sql, params, many, context)


def fingerprint() -> dict[str, str]:
    """Return a digest of the rows of each table that can be read in the scope that is set."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND has_table_privilege(oid, 'SELECT') ORDER BY relname"
        )
        tables = [row[0] for row in cursor.fetchall()]
        digest = "coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '')"
        parts = [f"SELECT '{table}', {digest} FROM \"{table}\" t" for table in tables]
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())
