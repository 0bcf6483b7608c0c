"""How is the simulator started from the command line?"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from commonhall.capabilities.identity.simulator.provider import Provider
from commonhall.capabilities.simulators.serving import serving


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser(
        prog="python -m commonhall.capabilities.identity.simulator",
        description="Stands in for GOV.UK One Login, Microsoft Entra ID and any OpenID Connect provider.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, required=True, help="the port to listen at")
    parser.add_argument("--data", type=Path, required=True, help="the folder in which clients are registered")
    asked = parser.parse_args()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    provider = Provider(asked.data, lambda: datetime.now(UTC))
    try:
        with serving(provider, host=asked.host, port=asked.port) as address:
            sys.stdout.write(f"Demo sign-in: {address}/\n")
            sys.stdout.flush()
            stop.wait()
    except OSError as error:
        sys.stderr.write(f"The demo sign-in cannot start at port {asked.port}: {error.strerror}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
