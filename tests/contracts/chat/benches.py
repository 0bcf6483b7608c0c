"""How is each provider of chat set up, and what did it hand over? One bench for each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from commonhall.capabilities.chat.port import Chat, chat_from
from commonhall.capabilities.chat.simulator.product import Account, Product
from commonhall.capabilities.simulators.faults import Faults
from commonhall.capabilities.simulators.serving import serving
from tests.loopback import loopback

KEY, OTHER_KEY = "key-of-brynafon", "key-of-northmere"
SECRET = "whsec_" + "YnJ5bmFmb24tYnJ5bmFmb24tYnJ5bmFmb24tMTIzNDU2"
AT = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Bench:
    """A provider, and the texts that it has carried so far, by its own name for the chat."""

    chat: Chat
    texts: Callable[[str], list[str]] | None = None


@dataclass
class Hook:
    """Where webhooks come to in a test. refuse: how many are answered with 500."""

    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    refuse: int = 0
    address: str = ""


@contextmanager
def hook() -> Iterator[Hook]:
    """Take webhooks on a port of this computer."""
    kept = Hook()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            refused = kept.refuse > 0
            kept.refuse -= refused
            if not refused:
                kept.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(500 if refused else 204)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    kept.address = f"http://127.0.0.1:{server.server_address[1]}/chat/events"
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def product(hook_address: str = "http://127.0.0.1:9/none", now: list[datetime] | None = None) -> Iterator[Product]:
    """Run the stand-in for a chat product. now: one moment, which a test can move."""
    moments = now or [AT]
    accounts = {key: Account(key, hook_address, SECRET) for key in (KEY, OTHER_KEY)}
    made = Product(accounts, lambda: moments[0], Faults())
    with loopback(), serving(made):
        yield made


def settings(made: Product, key: str = KEY, **changes: Any) -> dict[str, Any]:
    """What a council fills in."""
    return {"base_url": made.address, "api_key": key, "webhook_secret": SECRET, "timeout": 1, **changes}


@contextmanager
def _own_desk() -> Iterator[Bench]:
    yield Bench(chat_from("own_desk", {}))


@contextmanager
def _external_chat() -> Iterator[Bench]:
    with product() as made:

        def texts(provider_id: str) -> list[str]:
            found = next(each for each in made.conversations(KEY) if each.id == provider_id)
            return [text for _, text in found.messages]

        yield Bench(chat_from("external_chat", settings(made)), texts)


BENCHES: dict[str, Callable[[], AbstractContextManager[Bench]]] = {
    "external_chat": _external_chat,
    "own_desk": _own_desk,
}
