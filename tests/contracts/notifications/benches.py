"""How is each provider of notifications set up, and what did it hand over? One bench for each."""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
from notifications_python_client.notifications import NotificationsAPIClient

from commonhall.capabilities.notifications.mail_server.server import mail_server
from commonhall.capabilities.notifications.port import Notifications, notifications_from
from commonhall.capabilities.notifications.simulator.accounts import demo_account
from commonhall.capabilities.notifications.simulator.server import running
from tests.loopback import loopback

COUNCIL = "brynafon"
OTHER = "northmere"


@dataclass(frozen=True)
class Bench:
    """A provider, and the texts that it has handed over so far."""

    notifications: Notifications
    texts: Callable[[], list[str]]
    settings: Mapping[str, Any] = field(default_factory=dict)


@contextmanager
def client_of(url: str, key: str | None = None) -> Iterator[Any]:
    """The official client library against a simulator."""
    key = key or demo_account(COUNCIL)["api_key"]
    # The client has no types:
    made: Any = NotificationsAPIClient(key, base_url=url, timeout=5)  # type: ignore[no-untyped-call]
    try:
        yield made
    finally:
        made.request_session.close()


@contextmanager
def _govuk_notify(folder: Path) -> Iterator[Bench]:
    with running(folder) as url, client_of(url) as client:

        def texts() -> list[str]:
            return [str(one["body"]) for one in client.get_all_notifications()["notifications"]]

        yield Bench(notifications_from("govuk_notify", demo_account(COUNCIL, url)), texts)


@contextmanager
def _outbox_folder(folder: Path) -> Iterator[Bench]:
    def texts() -> list[str]:
        return [_text_of(path) for path in folder.iterdir()]

    yield Bench(notifications_from("outbox_folder", {"folder": str(folder)}), texts)


@contextmanager
def _smtp(folder: Path) -> Iterator[Bench]:
    with loopback(), mail_server() as server:
        settings = smtp_settings(server.port, folder / "went")
        made = notifications_from("smtp", settings)
        yield Bench(made, lambda: [each.text for each in server.inbox.of(settings["sender"])], settings)


def smtp_settings(port: int, folder: Path, **changes: Any) -> dict[str, Any]:
    """What a council fills in for the simulator of a mail server."""
    made = {"host": "127.0.0.1", "port": port, "security": "none", "sender": "post@council.example.org"}
    return {**made, "folder": str(folder), "timeout": 2, **changes}


@contextmanager
def _print_letters(folder: Path) -> Iterator[Bench]:
    def texts() -> list[str]:
        return [pdf_text(path.read_bytes()) for path in sorted(folder.glob("*/*.pdf"))]

    yield Bench(notifications_from("print_letters", {"folder": str(folder)}), texts)


def pdf_text(pdf: bytes) -> str:
    """Return the words of a PDF, as a reader finds them."""
    read = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in read)
    finally:
        read.close()


@contextmanager
def _by_channel(folder: Path) -> Iterator[Bench]:
    with _smtp(folder / "email") as mail, running(folder / "notify") as url, client_of(url) as client:
        letters = folder / "letters"

        def texts() -> list[str]:
            notify = [str(one["body"]) for one in client.get_all_notifications()["notifications"]]
            return [*mail.texts(), *notify, *(pdf_text(path.read_bytes()) for path in letters.glob("*/*.pdf"))]

        settings = {
            "email": {"provider": "smtp", "settings": mail.settings},
            "sms": {"provider": "govuk_notify", "settings": demo_account(COUNCIL, url)},
            "letter": {"provider": "print_letters", "settings": {"folder": str(letters)}},
        }
        yield Bench(notifications_from("by_channel", settings), texts)


def _text_of(path: Path) -> str:
    if path.suffix != ".eml":
        return path.read_text(encoding="utf-8")
    part = email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


BENCHES: dict[str, Callable[[Path], AbstractContextManager[Bench]]] = {
    "by_channel": _by_channel,
    "govuk_notify": _govuk_notify,
    "outbox_folder": _outbox_folder,
    "print_letters": _print_letters,
    "smtp": _smtp,
}
