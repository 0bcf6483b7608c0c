"""How does the register answer? One call, with a key, as the agency's service does; and the controls of its faults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from commonhall.capabilities.simulators.faults import JSON, PATH, Faults
from commonhall.capabilities.simulators.serving import Answer, Request, serving
from commonhall.capabilities.vehicles.simulator.register import FAILS, PLATE, refusal, vehicle

CALL: Final = "/vehicle-enquiry/v1/vehicles"
BANNER: Final = (
    b"<!doctype html><html lang=en><title>Demo vehicles</title>"
    b"<p>This stands in for a register. No vehicle here is real.</p>"
)


def demo_key(council: str) -> str:
    """Return the key of a demo council. It guards nothing: all vehicles are made up."""
    return f"{council}.{hashlib.sha256(f'commonhall demo vehicles {council}'.encode()).hexdigest()[:32]}"


def demo_settings(council: str, address: str) -> dict[str, Any]:
    """Return the settings with which the provider ``dvla`` talks to the simulator for a council."""
    return {"api_key": demo_key(council), "base_url": address}


class VehicleSimulator:
    """All of the simulator but its socket. Faults may be set from within the process as ``faults``."""

    address = ""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.faults = Faults()
        self._clock = clock

    def tick(self) -> None:
        """Nothing happens by itself."""

    def close(self) -> None:
        """Nothing is open."""

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request."""
        if request.path == PATH:
            return self.faults.control(request)
        if request.path == "/":
            return Answer(200, BANNER, "text/html; charset=utf-8")
        if request.path != CALL or request.method != "POST":
            return _json(403, {"message": "Missing Authentication Token"})
        return self.faults.around(request, lambda: self._looked_up(request))

    def _looked_up(self, request: Request) -> Answer:
        key = request.headers.get("x-api-key", "")
        if key != demo_key(key.partition(".")[0]):
            return _json(403, {"message": "Forbidden"})
        try:
            plate = json.loads(request.body)["registrationNumber"]
        except (ValueError, KeyError, TypeError):
            plate = None
        if not isinstance(plate, str) or not PLATE.fullmatch(plate):
            return _json(400, refusal(400))
        if plate in FAILS:
            return _json(FAILS[plate], refusal(FAILS[plate]))
        return _json(200, vehicle(plate, self._clock().date()))


def _json(status: int, body: dict[str, Any]) -> Answer:
    return Answer(status, json.dumps(body).encode(), JSON)


@contextmanager
def running(
    *, port: int = 0, host: str = "127.0.0.1", clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Iterator[VehicleSimulator]:
    """Run the simulator in threads of this process; port 0 takes a free one."""
    simulator = VehicleSimulator(clock)
    with serving(simulator, port=port, host=host):
        yield simulator
