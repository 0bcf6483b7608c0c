"""How is a provider found, made and called safely? By name, behind a breaker, with a bounded wait."""

from __future__ import annotations

import importlib
import pkgutil
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from types import ModuleType
from typing import Any, ClassVar, Final, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.core.values.dates import london
from commonhall.core.values.words import Words

NAME = re.compile(r"[a-z][a-z0-9_]*")
Result = TypeVar("Result")
WHOLE: Final = 3
"""How many times as long as the wait for any sign of life a whole call may take."""
SLOWEST: Final = 250_000
"""Bytes a second: what is sent may take so long besides."""


class Provider(Protocol):
    """What every provider has besides the methods of its port.

    name: the name of its file. title: what an administrator reads. Settings: what an administrator fills in. It may
    besides say ``stays_here`` and have ``mode_of``: see modes.py.
    """

    name: ClassVar[str]
    title: ClassVar[Words]
    Settings: ClassVar[type[BaseModel]]

    def __init__(self, settings: Any) -> None: ...

    def check(self) -> None:
        """Try the provider harmlessly. Raises one of the three errors where it would not work."""


def _folder(capability: str) -> ModuleType | None:
    if not NAME.fullmatch(capability):
        return None
    address = f"commonhall.capabilities.{capability}.providers"
    try:
        return importlib.import_module(address)
    except ModuleNotFoundError as missing:
        if missing.name and address.startswith(missing.name):
            return None
        raise


@cache
def providers_of(capability: str) -> tuple[type[Provider], ...]:
    """Return every provider of ``capability``, in order of name. Raises Misconfigured for an unknown
    capability.
    """
    folder = _folder(capability)
    if folder is None:
        raise Misconfigured(f"There is no capability called {capability!r}. Choose one that exists.")
    names = sorted(m.name for m in pkgutil.iter_modules(folder.__path__) if not m.name.startswith("_"))
    found: list[type[Provider]] = []
    for name in names:
        provider: type[Provider] = importlib.import_module(f"{folder.__name__}.{name}").Provider
        if provider.name != name:
            raise Misconfigured(f"Provider {provider.name!r} must be named after its file, {name!r}.")
        found.append(provider)
    return tuple(found)


def find_provider(capability: str, name: str) -> type[Provider]:
    """Return the provider class called ``name``. Raises Misconfigured where there is none."""
    for provider in providers_of(capability):
        if provider.name == name:
            return provider
    names = ", ".join(provider.name for provider in providers_of(capability))
    raise Misconfigured(f"{capability} has no provider called {name!r}. Choose one of: {names}.")


def make_provider(capability: str, name: str, settings: Mapping[str, Any]) -> Provider:
    """Make the provider ``name`` with a council's ``settings``.

    Raises Misconfigured, naming each wrong setting (never its value, which may be a secret).
    """
    provider = find_provider(capability, name)
    try:
        parsed = provider.Settings.model_validate(dict(settings))
    except ValidationError as wrong:
        places = "; ".join(
            f"{'.'.join(str(part) for part in error['loc']) or 'settings'}: {error['msg']}"
            for error in wrong.errors(include_input=False, include_context=False)
        )
        raise Misconfigured(f"Correct the settings of {provider.title.en}. {places}") from None
    return provider(parsed)


@dataclass
class Breaker:
    """Stops calling a provider that keeps failing, so that no page waits for one that is known to be down.

    failures: how many calls in a row must fail before it opens. rest: how long it stays open. After the
    rest one call is let through: if it succeeds the breaker closes, if it fails the rest begins again. One
    per binding, shared by the threads of a process.
    """

    failures: int = 3
    rest: timedelta = timedelta(seconds=30)
    _failed: int = 0
    _open_until: datetime | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def check_may_call(self, at: datetime) -> None:
        """Raise Unavailable while the breaker is open. at: now, UTC."""
        with self._lock:
            if self._open_until is None:
                return
            if at < self._open_until:
                raise Unavailable(london(self._open_until), why="The breaker is open after repeated failures")
            self._open_until = at + self.rest  # others keep waiting while this one call tries

    def record_success(self) -> None:
        """Close the breaker."""
        with self._lock:
            self._failed, self._open_until = 0, None

    def record_failure(self, at: datetime) -> None:
        """Count a failure, and open the breaker when there have been enough in a row."""
        with self._lock:
            self._failed += 1
            if self._failed >= self.failures:
                self._open_until = at + self.rest


def guarded(
    call: Callable[[], Result],
    *,
    breaker: Breaker,
    clock: Callable[[], datetime],
    seconds: float | None = None,
) -> Result:
    """Call a provider behind its breaker and, if ``seconds`` is given, wait no longer than that.

    call: the call, with nothing left to fill in. clock: gives now as an aware date-time. seconds: the
    longest wait; the call then runs in a thread of its own, so leave it None for a provider that reads the
    database in scope. Raises Unavailable when the breaker is open or the time is up, and whatever of the
    three errors the provider raises. Only Unavailable counts as a failure: a refusal shows that the
    provider is alive.
    """
    breaker.check_may_call(clock())
    try:
        result = call() if seconds is None else within(seconds, call)
    except Unavailable:
        breaker.record_failure(clock())
        raise
    except (Rejected, Misconfigured):
        breaker.record_success()
        raise
    breaker.record_success()
    return result


def longest(wait: float, sent: int = 0) -> float:
    """Return how many seconds a whole call may take, so that no answer drips for ever.

    wait: seconds for any sign of life. sent: bytes of what goes out, which may take their time besides.
    """
    return WHOLE * wait + sent / SLOWEST


def within(seconds: float, call: Callable[[], Result], *, in_doubt: bool = False) -> Result:
    """Return what ``call`` gives, run in a thread of its own. Raises Unavailable after ``seconds``.

    in_doubt: whether what was asked for may have been done when no answer came.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread, which raises it
            errors.append(error)

    thread = threading.Thread(target=run, name="provider-call", daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise Unavailable(why=f"No answer within {seconds:g} seconds", in_doubt=in_doubt)
    return results[0]
