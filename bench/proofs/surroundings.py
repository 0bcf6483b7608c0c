"""What is around a resident of the proof: whom they keep waiting, what comes by e-mail, and when a provider changes?"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Final

from bench.proofs.resident import GaveUp

OUTBOX: Final = "outbox"
"""The folder of the second provider of messages, in the data folder."""
ARRIVES_WITHIN: Final = 90.0
LOOKS_AGAIN: Final = 0.3
SIGN_IN: Final = re.compile(r"https?://[^\s<>()\[\]]+/my/sign-in/[\w-]+")


def nobody_waits(_capability: str) -> None:
    """Go on at once: nothing is swapped."""


@dataclass(frozen=True)
class Surroundings:
    """port: of the web. data: the folder of all that runs. asks: is called before each request.

    await_switch: waits until the provider of a capability is another than at this moment.
    """

    port: int
    data: Path
    asks: Callable[[], None]
    await_switch: Callable[[str], None] = nobody_waits

    def site(self, council: str) -> str:
        """Return the address of a council's site."""
        return f"http://{council}.localhost:{self.port}"

    def sign_in_link(self, email: str) -> str:
        """Wait for the e-mail with the link that signs somebody in. Raises GaveUp."""
        until = time.monotonic() + ARRIVES_WITHIN
        while time.monotonic() < until:
            for body in self._mail(email):
                if found := SIGN_IN.search(body):
                    return found[0]
            time.sleep(LOOKS_AGAIN)
        raise GaveUp(f"no link came for {email}")

    def _mail(self, email: str) -> Iterator[str]:
        """Yield what came for somebody, whichever provider carried it."""
        with closing(sqlite3.connect(f"file:{self.data / 'notify' / 'notify.sqlite3'}?mode=ro", uri=True)) as store:
            for (body,) in store.execute("select body from message where recipient = ?", (email,)):
                yield str(body)
        for path in (self.data / OUTBOX).glob("*.eml"):
            letter = message_from_bytes(path.read_bytes(), policy=default)
            body = letter.get_body(("plain", "html"))
            if str(letter["To"]) == email and body is not None:
                yield str(body.get_content())
