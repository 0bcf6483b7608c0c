"""How does the register answer? One call, with a key, as the agency's service does; and the controls of its faults."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from commonhall.capabilities.simulators.serving import Answer, Request, serving
from commonhall.capabilities.simulators.standing_in import StandIn, in_json, is_key, key_for
from commonhall.capabilities.vehicles.simulator.register import FAILS, PLATE, refusal, vehicle

CALL: Final = "/vehicle-enquiry/v1/vehicles"


def demo_key(council: str) -> str:
    """Return the key of a demo council. It guards nothing: all vehicles are made up."""
    return key_for(council, "vehicles")


def demo_settings(council: str, address: str) -> dict[str, Any]:
    """Return the settings with which the provider ``dvla`` talks to the simulator for a council."""
    return {"api_key": demo_key(council), "base_url": address}


class VehicleSimulator(StandIn):
    """The register, but for its socket."""

    name = "the register of vehicles"

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock

    def called(self, request: Request) -> Answer:
        """Return the answer to a call of the register."""
        if request.path != CALL or request.method != "POST":
            return in_json(403, {"message": "Missing Authentication Token"})
        return self.faults.around(request, lambda: self._looked_up(request))

    def _looked_up(self, request: Request) -> Answer:
        key = request.headers.get("x-api-key", "")
        if not is_key(key, "vehicles"):
            return in_json(403, {"message": "Forbidden"})
        try:
            plate = json.loads(request.body)["registrationNumber"]
        except (ValueError, KeyError, TypeError):
            plate = None
        if not isinstance(plate, str) or not PLATE.fullmatch(plate):
            return in_json(400, refusal(400))
        if plate in FAILS:
            return in_json(FAILS[plate], refusal(FAILS[plate]))
        return in_json(200, vehicle(plate, self._clock().date()))


@contextmanager
def running(
    *, port: int = 0, host: str = "127.0.0.1", clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Iterator[VehicleSimulator]:
    """Run the simulator in threads of this process; port 0 takes a free one."""
    simulator = VehicleSimulator(clock)
    with serving(simulator, port=port, host=host):
        yield simulator
