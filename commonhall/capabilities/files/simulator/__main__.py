"""How are the stand-ins for a store of files and for a scanner of files started from the command line?"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from commonhall.capabilities.files.simulator.answers import running
from commonhall.capabilities.scanning.simulator import daemon
from commonhall.capabilities.simulators.serving import serving


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser(
        prog="python -m commonhall.capabilities.files.simulator",
        description="Stands in for a store like Amazon S3 and for ClamAV. Files stay on this computer.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, required=True, help="the port at which the store listens")
    parser.add_argument("--scanner-port", type=int, required=True, help="the port at which the scanner listens")
    parser.add_argument("--controls-port", type=int, default=0, help="the port of the scanner's controls (a free one)")
    parser.add_argument("--data", type=Path, required=True, help="the folder in which the store keeps files")
    asked = parser.parse_args()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    try:
        with (
            running(asked.data, host=asked.host, port=asked.port) as (address, _),
            daemon.running(host=asked.host, port=asked.scanner_port) as (_, port, faults),
            serving(daemon.Controls(faults), host=asked.host, port=asked.controls_port) as controls,
        ):
            sys.stdout.write(f"Demo store of files: {address}/\nDemo scanner: port {port}, controls {controls}/\n")
            sys.stdout.flush()
            stop.wait()
    except OSError as error:
        sys.stderr.write(f"The demo store of files cannot start with {asked.data}: {error.strerror}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
