"""How is the simulator started from the command line?"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from commonhall.capabilities.payments.simulator.accounts import DEMO_COUNCILS, demo_settings
from commonhall.capabilities.payments.simulator.program import running


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser(
        prog="python -m commonhall.capabilities.payments.simulator",
        description="Stands in for GOV.UK Pay. It shows a card page and moves no money.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, required=True, help="the port to listen at")
    parser.add_argument("--data", type=Path, required=True, help="the folder to keep payments in")
    parser.add_argument(
        "--hooks",
        default="",
        help="where the councils of a demonstration get their webhooks, with {council} in it",
    )
    asked = parser.parse_args()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    try:
        with running(asked.data, host=asked.host, port=asked.port) as simulator:
            for council in DEMO_COUNCILS if asked.hooks else ():
                settings = demo_settings(council, simulator.address)
                url = asked.hooks.replace("{council}", council)
                simulator.want_hooks(settings["api_key"], url, settings["signing_secret"])
            sys.stdout.write(f"Demo payments: {simulator.address}/\n")
            sys.stdout.flush()
            stop.wait()
    except OSError as error:
        sys.stderr.write(f"The demo payments cannot start at port {asked.port} with {asked.data}: {error.strerror}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
