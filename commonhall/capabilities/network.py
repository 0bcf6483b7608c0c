"""May a provider be called at this address? At public ones, and inside only where the installation says so."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.capabilities.ports import within

Resolve = Callable[[str, int], Sequence[str]]
_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_PUBLIC: Final = ipaddress.ip_network("2000::/3")
"""All that the world routes of IPv6. What lies outside may be a way in, such as a translation of inside addresses."""
_NEVER: Final = (ipaddress.ip_address("168.63.129.16"),)
"""Public by its number, but inside a cloud the address of the computer on which we run."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What this installation may reach inside its own network.

    loopback: programs on this computer, such as the simulators of a demonstration. hosts: names or addresses that the
    operator listed, such as a back office in the council's own network, in lower case.
    """

    loopback: bool = False
    hosts: frozenset[str] = frozenset()


_inside: list[Inside] = [Inside()]


def let_inside(*, loopback: bool, hosts: Iterable[str] = ()) -> Inside:
    """Say, when the process starts, what may be reached inside. Returns what held before."""
    before = _inside[0]
    _inside[0] = Inside(loopback, frozenset(host.strip().lower() for host in hosts if host.strip()))
    return before


def restore_inside(before: Inside) -> None:
    """Let what ``let_inside`` returned hold again."""
    _inside[0] = before


def is_inside(host: str) -> bool:
    """Whether ``host`` may be an address inside: then it may be called without TLS, too."""
    allowed = _inside[0]
    return host in allowed.hosts or (allowed.loopback and _is_loopback_name(host))


def addresses_of(host: str, port: int, *, seconds: float, resolve: Resolve | None = None) -> list[str]:
    """Return the addresses behind ``host``, looked up once: call these and no others.

    seconds: the longest wait for the names server. resolve: who looks names up, for tests. Raises Unavailable where
    the name is not known, Misconfigured where any of the addresses must not be called.
    """
    look_up = resolve or _resolve
    found = [host] if _is_address(host) else list(dict.fromkeys(within(seconds, lambda: look_up(host, port))))
    if not found:
        raise Unavailable(why="The name of the provider's computer has no address")
    for address in found:
        _check_address(host, address)
    return found


def _check_address(host: str, address: str) -> None:
    ip = _plain(ipaddress.ip_address(address.partition("%")[0]))
    allowed = _inside[0]
    never = ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip in _NEVER
    if never:  # where clouds keep their machines' secrets
        raise Misconfigured("The provider's address is not one that may be called. Correct the address.")
    public = ip.is_global and (ip.version == 4 or ip in _PUBLIC)
    if public or host in allowed.hosts or (allowed.loopback and ip.is_loopback and _is_loopback_name(host)):
        return
    raise Misconfigured(
        "The provider's address is inside a private network. Correct it, or ask the operator to allow this host."
    )


def _plain(ip: _Ip) -> _Ip:
    """Return the IPv4 address that an IPv6 one stands for, so that it is judged as itself."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(address: str) -> bool:
    """Return whether an address leads to a program on this computer. It is only read, not looked up."""
    return _is_loopback_name((urlsplit(address).hostname or "").lower())


def _is_loopback_name(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    return _is_address(host) and ipaddress.ip_address(host).is_loopback


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise Unavailable(why="The name of the provider's computer is not known") from problem
    return [str(each[4][0]) for each in found]
