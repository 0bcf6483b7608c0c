"""Who stands in for the councils' suppliers in a demonstration? All the simulators in one process, each at its port.

Run as a program: ``python -m commonhall.upkeep.demo.stand_ins --web PORT --data FOLDER``. One process starts in a
third of the time of one for each, and takes a fifth of the memory.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from commonhall.capabilities.addresses.simulator import program as places
from commonhall.capabilities.backoffice.simulator import contractor
from commonhall.capabilities.bookings.simulator import program as calendar
from commonhall.capabilities.chat.simulator.accounts import demo_accounts
from commonhall.capabilities.chat.simulator.product import Product
from commonhall.capabilities.files.simulator import answers as store
from commonhall.capabilities.identity.simulator.provider import Provider as SignIn
from commonhall.capabilities.maps.simulator import program as maps
from commonhall.capabilities.notifications.simulator import server as inbox
from commonhall.capabilities.payments.simulator import program as pay
from commonhall.capabilities.payments.simulator.accounts import DEMO_COUNCILS
from commonhall.capabilities.payments.simulator.accounts import demo_settings as pay_account
from commonhall.capabilities.scanning.simulator import daemon as scanner
from commonhall.capabilities.simulators.faults import Faults
from commonhall.capabilities.simulators.places import port_of
from commonhall.capabilities.simulators.serving import serving
from commonhall.capabilities.vehicles.simulator import program as vehicles
from commonhall.capabilities.waste.simulator import program as crews
from commonhall.upkeep.demo.contracting import estates
from commonhall.upkeep.demo.gazetteer_areas import features
from commonhall.upkeep.demo.places_accounts import places_accounts


def stand_in(stack: ExitStack, data: Path, *, web: int) -> None:
    """Let every simulator answer until ``stack`` is left. web: the port of the web; data: where each keeps its files.

    Raises OSError where a port is taken or a folder cannot be written.
    """
    port = partial(port_of, web=web)
    hooks = f"http://{{council}}.localhost:{web}/hooks"
    stack.enter_context(inbox.running(data / "notify", port=port("notifications")))
    till = stack.enter_context(pay.running(data / "pay", port=port("payments")))
    for council in DEMO_COUNCILS:
        account = pay_account(council, till.address)
        till.want_hooks(account["api_key"], f"{hooks}/pay".replace("{council}", council), account["signing_secret"])
    stack.enter_context(serving(SignIn(data / "sign-in", lambda: datetime.now(UTC)), port=port("identity")))
    stack.enter_context(store.running(data / "store", port=port("files")))
    stack.enter_context(scanner.running(port=port("scanning")))
    stack.enter_context(contractor.running(data / "contractor", port=port("backoffice")))
    chats = Product(demo_accounts(f"{hooks}/chat"), lambda: datetime.now(UTC), Faults())
    stack.enter_context(serving(chats, port=port("chat")))
    stack.enter_context(places.running(places_accounts(), port=port("addresses")))
    stack.enter_context(vehicles.running(port=port("vehicles")))
    stack.enter_context(crews.running(estates(), port=port("waste")))
    stack.enter_context(calendar.running(data / "calendar", port=port("bookings")))
    stack.enter_context(maps.running(features=features, port=port("maps")))


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m commonhall.upkeep.demo.stand_ins", description=__doc__)
    parser.add_argument("--web", type=int, required=True, help="the port of the web; the stand-ins take those after it")
    parser.add_argument("--data", type=Path, required=True, help="the folder in which they keep what they are sent")
    asked = parser.parse_args()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with ExitStack() as stack:
        try:
            stand_in(stack, asked.data, web=asked.web)
        except OSError as error:
            sys.stderr.write(f"The stand-ins cannot start after port {asked.web} with {asked.data}: {error.strerror}\n")
            return 1
        sys.stdout.write(f"Suppliers stood in for, from port {asked.web + 1} on\n")
        sys.stdout.flush()
        stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
