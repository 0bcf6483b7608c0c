"""How is the simulator run? Its API, its inbox and its controls at one address, in threads of this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from commonhall.capabilities.notifications.simulator.answers import Simulator
from commonhall.capabilities.notifications.simulator.limits import Limits
from commonhall.capabilities.simulators.serving import serving


def utc_now() -> datetime:
    """Return the time by this computer's clock."""
    return datetime.now(UTC)


@contextmanager
def running(
    folder: Path,
    *,
    port: int = 0,
    host: str = "127.0.0.1",
    clock: Callable[[], datetime] = utc_now,
    limits: Limits | None = None,
    callbacks_anywhere: bool = False,
) -> Iterator[str]:
    """Run the simulator in threads of this process and give its address; port 0 takes a free one.

    folder: where messages are kept. clock: gives now, so that a test can move it.
    """
    simulator = Simulator(folder, clock, limits or Limits(), callbacks_anywhere=callbacks_anywhere)
    with serving(simulator, port=port, host=host) as address:
        yield address
