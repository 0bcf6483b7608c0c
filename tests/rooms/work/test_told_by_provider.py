"""Is what a provider of messages tells by itself believed only from itself, asked after, and kept once?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from commonhall.capabilities.notifications.simulator.accounts import demo_account
from commonhall.capabilities.notifications.simulator.server import running
from commonhall.cases.models import Message
from commonhall.catalogue.binding import bind_provider
from commonhall.catalogue.bound import Mode
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council, in_test_mode
from tests.loopback import loopback
from tests.rooms.office.desk import host_of
from tests.rooms.work.told import open_case, work

TOKEN = "a token of Amberford"


@dataclass
class Notify:
    """A council that sends through GOV.UK Notify, and what Notify tells it."""

    council: CouncilSite
    address: str = ""
    later: timedelta = field(default=timedelta())

    def bind(self, council: CouncilSite, token: str, *, mode: Mode = "live") -> None:
        """Let a council send through it."""
        account = {**demo_account("thornbridge", self.address), "callback_token": token}
        with in_council(council):
            bind_provider(
                capability="notifications", provider="govuk_notify", settings=account, mode=mode, by=SYSTEM,
                at=datetime.now(UTC),
            )  # fmt: skip

    def send(self) -> Message:
        """Send a message to a resident."""
        open_case(self.council, at=datetime.now(UTC))
        work(self.council, at=datetime.now(UTC))
        return self.message()

    def message(self) -> Message:
        """Return the message as it stands."""
        with in_council(self.council):
            found: Message = Message.objects.get()
            return found

    def tell(self, body: bytes, *, token: str = TOKEN, council: CouncilSite | None = None) -> int:
        """Call back, and return the status of the answer."""
        headers = {"host": host_of(council or self.council), "authorization": f"Bearer {token}"}
        answer = Client(enforce_csrf_checks=True).post(
            "/hooks/messages", body, content_type="application/json", headers=headers
        )
        return int(answer.status_code)


@pytest.fixture
def notify(council: CouncilSite, tmp_path: Path) -> Iterator[Notify]:
    made = Notify(council)
    with loopback(), running(tmp_path, clock=lambda: datetime.now(UTC) + made.later) as made.address:
        made.bind(council, TOKEN)
        yield made


def receipt(provider_id: str) -> bytes:
    return json.dumps({"id": provider_id, "reference": None, "status": "permanent-failure"}).encode()


def test_what_became_of_a_message_is_asked_when_notify_calls(notify: Notify) -> None:
    sent = notify.send()
    assert sent.state == "sent"
    assert notify.tell(receipt(sent.provider_id)) == 204
    assert notify.message().state == "sent", "what Notify itself says counts, not what a callback says"
    notify.later = timedelta(seconds=10)
    for _ in range(2):
        assert notify.tell(receipt(sent.provider_id)) == 204
        assert notify.message().state == "delivered"
    assert notify.tell(receipt(str(uuid4()))) == 204, "a message of which we know nothing"


def test_nobody_else_is_believed(notify: Notify, other_council: CouncilSite) -> None:
    sent = notify.send()
    notify.later = timedelta(seconds=10)
    for token in ("", "another token", TOKEN + "x"):
        assert notify.tell(receipt(sent.provider_id), token=token) == 401
    assert notify.tell(receipt(sent.provider_id), council=other_council) == 401
    notify.bind(other_council, "a token of Brynafon")
    assert notify.tell(receipt(sent.provider_id), token="a token of Brynafon", council=other_council) == 204
    assert notify.message().state == "sent", "another council reaches no message of this one"
    assert notify.tell(b"{}") == 400
    assert notify.tell(b" " * 64_001) == 413


def test_what_is_told_of_a_test_reaches_the_test_alone(notify: Notify) -> None:
    real = notify.send()
    notify.bind(notify.council, "a token for tests", mode="test")
    with in_test_mode():
        tried = notify.send()
    notify.later = timedelta(seconds=10)
    for token, about in ((TOKEN, tried), ("a token for tests", real)):
        assert notify.tell(receipt(about.provider_id), token=token) == 204
    assert notify.message().state == "sent"
    with in_test_mode():
        assert notify.message().state == "sent"
    assert notify.tell(receipt(tried.provider_id), token="a token for tests") == 204
    assert notify.message().state == "sent"
    with in_test_mode():
        assert notify.message().state == "delivered"
