"""Is the address free, and does the web process answer on it yet?"""

from __future__ import annotations

import errno
import http.client
import socket

from commonhall.config.bootstrap.terminal import CannotStart

LOOPBACK = "127.0.0.1"


def check_port_free(port: int, *, also: int) -> None:
    """Raise CannotStart when another program listens on the port, or on the one we also need."""
    for number in (port, also):
        for family, address in ((socket.AF_INET, LOOPBACK), (socket.AF_INET6, "::1")):
            if _is_taken(family, address, number):
                raise CannotStart(
                    f"Port {number} is in use by another program. Stop that program, or choose another port: "
                    f"./run demo --port {port + 100}"
                )


def _is_taken(family: socket.AddressFamily, address: str, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind((address, port))
            return False
    except PermissionError:
        raise CannotStart(f"Port {port} is kept for the system. Choose one of 1024 or more with --port.") from None
    except OSError as error:
        return error.errno == errno.EADDRINUSE  # a machine without IPv6 is no hindrance


def answers(port: int) -> bool:
    """Whether the web process says that it is well."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
