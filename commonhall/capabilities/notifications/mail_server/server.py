"""How is the stand-in for a mail server run? SMTP on one port, and pages that show what came on another."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from ssl import SSLContext

from commonhall.capabilities.notifications.mail_server.kept import Inbox
from commonhall.capabilities.notifications.mail_server.smtp import Taking, mail_controller
from commonhall.capabilities.simulators.faults import PATH, Faults
from commonhall.capabilities.simulators.serving import Answer, Request, serving

BANNER = "Simulator: no e-mail is sent from here."


def utc_now() -> datetime:
    """Return the time by this computer's clock."""
    return datetime.now(UTC)


@dataclass
class Pages:
    """The pages of the simulator: a list of what came, each e-mail as its file, and the controls of faults."""

    inbox: Inbox
    faults: Faults
    address: str = ""

    def answer(self, request: Request) -> Answer:
        """Return a page, a file or what became of a fault."""
        if request.path == PATH:
            return self.faults.control(request)
        if request.method not in ("GET", "HEAD"):
            return Answer(405, b"", "text/plain")
        if request.path == "/":
            return Answer(200, self._list().encode(), "text/html; charset=utf-8")
        found = next((each for each in self.inbox.all() if request.path == f"/{each.id}.eml"), None)
        if found is None:
            return Answer(404, BANNER.encode(), "text/plain; charset=utf-8")
        return Answer(200, found.content, "message/rfc822", {"Content-Disposition": "attachment"})

    def tick(self) -> None:
        """Nothing is due by the clock."""

    def close(self) -> None:
        """Nothing is open."""

    def _list(self) -> str:
        rows = "".join(
            f'<li><a href="/{each.id}.eml">{escape(str(each.parsed["Subject"]))}</a> '
            f"{escape(', '.join(each.recipients))}, {each.at:%d %B %Y %H:%M} UTC</li>"
            for each in reversed(self.inbox.all())
        )
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><title>Mail server simulator</title></head>'
            f"<body><main><h1>E-mails</h1><p><strong>{BANNER}</strong></p><ul>{rows}</ul></main></body></html>"
        )


@dataclass(frozen=True)
class Running:
    """The simulator while it runs. port: of SMTP. address: of its pages."""

    port: int
    address: str
    inbox: Inbox
    faults: Faults


@contextmanager
def mail_server(
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    pages_port: int = 0,
    accounts: Mapping[str, str] | None = None,
    tls: SSLContext | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Iterator[Running]:
    """Run the simulator in threads of this process; port 0 takes a free one. accounts: passwords by user name."""
    inbox, faults = Inbox(), Faults()
    controller = mail_controller(
        Taking(inbox, faults, clock), host=host, port=port or _free_port(host), accounts=accounts or {}, tls=tls
    )
    controller.start()
    try:
        with serving(Pages(inbox, faults), port=pages_port, host=host) as address:
            yield Running(controller.port, address, inbox, faults)
    finally:
        controller.stop()


def _free_port(host: str) -> int:
    """Return a port that nobody listens at: the library cannot say which one it took."""
    with socket.socket() as trial:
        trial.bind((host, 0))
        return int(trial.getsockname()[1])
