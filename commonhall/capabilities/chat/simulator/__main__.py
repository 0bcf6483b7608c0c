"""How is the stand-in for a chat product started from the command line?"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from datetime import UTC, datetime

from commonhall.capabilities.chat.simulator.accounts import demo_accounts
from commonhall.capabilities.chat.simulator.product import Product
from commonhall.capabilities.simulators.faults import Faults
from commonhall.capabilities.simulators.serving import serving


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser(
        prog="python -m commonhall.capabilities.chat.simulator",
        description="Stands in for a chat product with an API. Nobody outside this computer reads it.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, required=True, help="the port to listen at")
    parser.add_argument("--hooks", required=True, help="where webhooks go, with {council} in the address")
    asked = parser.parse_args()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    accounts = demo_accounts(asked.hooks)
    try:
        with serving(
            Product(accounts, lambda: datetime.now(UTC), Faults()), port=asked.port, host=asked.host
        ) as address:
            sys.stdout.write(f"Chats: {address}/\n")
            sys.stdout.flush()
            stop.wait()
    except OSError as error:
        sys.stderr.write(f"The chat simulator cannot start at port {asked.port}: {error.strerror}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
