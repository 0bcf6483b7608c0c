"""How is the contractor's system started from the command line?"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from commonhall.capabilities.backoffice.simulator.contractor import running


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser(
        prog="python -m commonhall.capabilities.backoffice.simulator",
        description="Stands in for a contractor that speaks Open311. No crew goes out.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, required=True, help="the port to listen at")
    parser.add_argument("--data", type=Path, required=True, help="the folder to keep reports in")
    asked = parser.parse_args()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    try:
        with running(asked.data, host=asked.host, port=asked.port) as contractor:
            sys.stdout.write(f"Contractor: {contractor.address}/\n")
            sys.stdout.flush()
            stop.wait()
    except OSError as error:
        sys.stderr.write(f"The contractor cannot start at port {asked.port} with {asked.data}: {error.strerror}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
