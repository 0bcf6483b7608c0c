"""How is each provider of notifications set up, and what did it hand over? One bench for each."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notifications_python_client.notifications import NotificationsAPIClient

from commonhall.capabilities.notifications.port import Notifications, notifications_from
from commonhall.capabilities.notifications.simulator.accounts import demo_account
from commonhall.capabilities.notifications.simulator.server import running

COUNCIL = "brynafon"
OTHER = "northmere"


@dataclass(frozen=True)
class Bench:
    """A provider, and the texts that it has handed over so far."""

    notifications: Notifications
    texts: Callable[[], list[str]]


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


def _text_of(path: Path) -> str:
    if path.suffix != ".eml":
        return path.read_text(encoding="utf-8")
    part = email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


BENCHES: dict[str, Callable[[Path], AbstractContextManager[Bench]]] = {
    "govuk_notify": _govuk_notify,
    "outbox_folder": _outbox_folder,
}
