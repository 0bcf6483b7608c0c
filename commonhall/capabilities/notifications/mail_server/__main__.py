"""How is the stand-in for a mail server started from the command line?"""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from commonhall.capabilities.notifications.mail_server.server import mail_server


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser(
        prog="python -m commonhall.capabilities.notifications.mail_server",
        description="Stands in for a mail server. It keeps e-mails while it runs and sends nothing.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, required=True, help="the port for SMTP")
    parser.add_argument("--pages-port", type=int, required=True, help="the port for the pages that show what came")
    asked = parser.parse_args()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    try:
        with mail_server(host=asked.host, port=asked.port, pages_port=asked.pages_port) as running:
            sys.stdout.write(f"SMTP: port {running.port}. What came: {running.address}/\n")
            sys.stdout.flush()
            stop.wait()
    except OSError as error:
        sys.stderr.write(f"The mail server simulator cannot start at port {asked.port}: {error.strerror}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
