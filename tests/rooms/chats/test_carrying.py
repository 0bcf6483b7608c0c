"""Does a chat that another product answers go there and back, each line once and in order, whatever fails?"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from commonhall.capabilities.chat.simulator.product import Conversation, Product
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.operations import bind_provider
from commonhall.chats.answering import ChatUnknown, take_chat
from commonhall.chats.models import Chat, Line
from commonhall.chats.operations import leave_chat, say_in_chat
from commonhall.chats.queries import lines_of, waiting_chats
from commonhall.contacts.models import Interaction
from commonhall.councils.actors import RESIDENT, SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.contracts.chat.benches import KEY, OTHER_KEY, Hook, hook, product, settings
from tests.rooms.chats.conftest import open_desk
from tests.rooms.chats.test_talking import begin, the_chat
from tests.rooms.citizen.browsing import Browser
from tests.rooms.office.desk import Desk, host_of, text_of
from tests.rooms.work.told import work


@dataclass
class Elsewhere:
    """A council whose chats are answered in another product."""

    council: CouncilSite
    product: Product
    hook: Hook
    now: datetime

    def deliver(self) -> None:
        """Make the deliveries that are due, now and a minute later each time it failed."""
        for minutes in (0, 2, 10):
            forget_failures()
            work(self.council, at=self.now + timedelta(minutes=minutes))

    def there(self) -> Conversation:
        """Return the one conversation as the product has it."""
        (found,) = self.product.conversations(KEY)
        return found

    def say(self, text: str, form: Any = None) -> None:
        """Write as the resident."""
        chat = the_chat(self.council)
        with in_council(self.council):
            say_in_chat(chat_id=chat.id, text=text, form=form or uuid4(), by=RESIDENT, at=self.now)

    def hear(self) -> list[int]:
        """Let the product's webhooks come; return how each was answered."""
        self.product.tick()
        taken, self.hook.taken[:] = list(self.hook.taken), []
        return [self.post(headers, body) for headers, body in taken]

    def post(self, headers: dict[str, str], body: bytes, council: CouncilSite | None = None) -> int:
        """Send one webhook as it came to the council's address."""
        signed = {name: value for name, value in headers.items() if name.startswith("webhook-")}
        answer = Client(enforce_csrf_checks=True).post(
            "/hooks/chat",
            body,
            content_type="application/json",
            headers={**signed, "host": host_of(council or self.council)},
        )
        return answer.status_code


@pytest.fixture
def elsewhere(place: CouncilSite) -> Iterator[Elsewhere]:
    """Amberford, whose chats are answered in another product."""
    now = datetime.now(UTC)
    with hook() as taken, product(taken.address, [now]) as made:
        bind(place, made)
        yield Elsewhere(place, made, taken, now)


def bind(council: CouncilSite, made: Product, key: str = KEY) -> None:
    """Let the product answer a council's chats."""
    with in_council(council):
        given = settings(made, key)
        bind_provider(capability="chat", provider="external_chat", settings=given, by=SYSTEM, at=datetime.now(UTC))


def test_there_and_back_to_the_end(elsewhere: Elsewhere) -> None:
    chat = begin(elsewhere.council, "First", at=elsewhere.now)
    elsewhere.deliver()
    assert elsewhere.there().reference == str(chat.id)
    elsewhere.say("Second")
    elsewhere.say("Third")
    elsewhere.deliver()
    assert [text for _, text in elsewhere.there().messages] == ["First", "Second", "Third"]
    one = elsewhere.there().id
    elsewhere.product.assign(KEY, one, "Kim")
    elsewhere.product.reply(KEY, one, "Kim", "Hello <b>Sam</b>")
    assert elsewhere.hear() == [204, 204]
    with in_council(elsewhere.council):
        assert [(line.side, line.text) for line in lines_of(the_chat(elsewhere.council))][-2:] == [
            ("system", "agent_joined"),
            ("agent", "Hello <b>Sam</b>"),
        ]
        assert Interaction.objects.get().agent_name == "Kim"
    elsewhere.product.finish(KEY, one, "Kim")
    assert elsewhere.hear() == [204]
    ended = the_chat(elsewhere.council)
    assert (ended.state, ended.ended_by) == ("ended", "agent")
    with in_council(elsewhere.council):
        assert Interaction.objects.get().ended_at is not None


def test_a_resident_who_leaves_ends_it_there_too(elsewhere: Elsewhere) -> None:
    chat = begin(elsewhere.council, at=elsewhere.now)
    elsewhere.deliver()
    with in_council(elsewhere.council):
        leave_chat(chat_id=chat.id, by=RESIDENT, at=elsewhere.now)
    elsewhere.deliver()
    assert elsewhere.there().state == "ended"
    assert the_chat(elsewhere.council).end_told


def test_a_chat_ends_with_the_choice_that_it_began_with_also_once_the_same_product_is_back(
    elsewhere: Elsewhere,
) -> None:
    begin(elsewhere.council, at=elsewhere.now)
    elsewhere.deliver()
    one = elsewhere.there().id
    with in_council(elsewhere.council):
        bind_provider(capability="chat", provider="own_desk", settings={}, by=SYSTEM, at=elsewhere.now)
    elsewhere.product.reply(KEY, one, "Kim", "While another answers")
    assert elsewhere.hear() == [204]
    bind(elsewhere.council, elsewhere.product)
    elsewhere.product.reply(KEY, one, "Kim", "Back again")
    assert elsewhere.hear() == [204]
    with in_council(elsewhere.council):
        said = [line.text for line in lines_of(the_chat(elsewhere.council)) if line.side == "agent"]
    assert said == ["While another answers", "Back again"]


@pytest.mark.parametrize(
    ("effect", "after"),
    list(itertools.product(["status:500", "timeout_after", "reset", "truncated_json"], [0, 1, 2])),
)
def test_each_line_arrives_once_and_in_order_whatever_fails(elsewhere: Elsewhere, effect: str, after: int) -> None:
    begin(elsewhere.council, "First", at=elsewhere.now)
    for text in ("Second", "Third"):
        elsewhere.say(text)
    elsewhere.product.faults.set(effect, times=1, after=after)
    elsewhere.deliver()
    assert [text for _, text in elsewhere.there().messages] == ["First", "Second", "Third"]
    with in_council(elsewhere.council):
        assert Chat.objects.get().carried_number == 3


def test_webhooks_that_come_twice_or_out_of_order_lose_and_double_nothing(elsewhere: Elsewhere) -> None:
    begin(elsewhere.council, at=elsewhere.now)
    elsewhere.deliver()
    one = elsewhere.there().id
    elsewhere.product.faults.set("duplicate_callback", times=2)
    elsewhere.product.assign(KEY, one, "Kim")
    elsewhere.product.faults.set("reorder_callbacks", times=1)
    elsewhere.product.reply(KEY, one, "Kim", "Hello")
    assert set(elsewhere.hear()) == {204}
    with in_council(elsewhere.council):
        assert Line.objects.filter(side="agent").count() == 1
        assert Line.objects.filter(text="agent_joined").count() == 1
        assert Interaction.objects.count() == 1


def test_a_webhook_that_nobody_signed_changes_nothing(elsewhere: Elsewhere, other_council: CouncilSite) -> None:
    begin(elsewhere.council, at=elsewhere.now)
    elsewhere.deliver()
    one = elsewhere.there().id
    elsewhere.product.faults.set("bad_signature", times=1)
    elsewhere.product.reply(KEY, one, "Kim", "False")
    assert elsewhere.hear() == [401]
    elsewhere.product.reply(KEY, one, "Kim", "True")
    elsewhere.product.tick()
    ((headers, body),) = elsewhere.hook.taken
    assert elsewhere.post(headers, body.replace(b"True", b"Lie!")) == 401
    assert elsewhere.post({}, body) == 401
    assert elsewhere.post(headers, b"x" * 70_000) == 413
    assert elsewhere.post(headers, body, other_council) == 401  # where nobody else answers chats
    bind(other_council, elsewhere.product, OTHER_KEY)
    assert elsewhere.post(headers, body, other_council) == 503  # signed alike, but no chat of theirs
    with in_council(elsewhere.council):
        assert not Line.objects.filter(side="agent").exists()
    assert elsewhere.post(headers, body) == 204
    assert Client().get("/hooks/chat", headers={"host": host_of(elsewhere.council)}).status_code == 405


def test_an_answer_that_comes_before_we_know_the_chat_is_asked_for_again(elsewhere: Elsewhere) -> None:
    begin(elsewhere.council, at=elsewhere.now)
    elsewhere.deliver()
    one = elsewhere.there().id
    with in_council(elsewhere.council):
        Chat.objects.update(provider_id="")
    elsewhere.product.reply(KEY, one, "Kim", "Early")
    assert elsewhere.hear() == [503]


def test_a_chat_ends_with_the_product_that_it_began_with(elsewhere: Elsewhere, agent: Desk) -> None:
    begin(elsewhere.council, "First", at=elsewhere.now)
    elsewhere.deliver()
    one = elsewhere.there().id
    with in_council(elsewhere.council):
        bind_provider(capability="chat", provider="own_desk", settings={}, by=SYSTEM, at=elsewhere.now)
    elsewhere.say("Second")
    elsewhere.deliver()
    elsewhere.product.reply(KEY, one, "Kim", "Still here")
    assert elsewhere.hear() == [204]
    assert [text for _, text in elsewhere.there().messages] == ["First", "Second", "Still here"]
    later = begin(elsewhere.council, "For our own", at=elsewhere.now)
    assert later.provider == "own_desk"
    assert "For our own" not in str(elsewhere.product.conversations(KEY))
    assert agent.post(f"chats/{later.id}/take").headers["location"] == f"/office/chats/{later.id}"


def test_what_ended_there_meanwhile_ends_here(elsewhere: Elsewhere) -> None:
    begin(elsewhere.council, at=elsewhere.now)
    elsewhere.deliver()
    elsewhere.product.faults.set("drop_callback", times=1)
    elsewhere.product.finish(KEY, elsewhere.there().id, "Kim")
    elsewhere.say("Hello?")
    elsewhere.deliver()
    assert the_chat(elsewhere.council).ended_by == "agent"


def test_the_office_does_not_take_what_another_product_answers(elsewhere: Elsewhere, agent: Desk) -> None:
    chat = begin(elsewhere.council, at=elsewhere.now)
    assert "answered in another product" in text_of(agent.get("chats"))
    with in_council(elsewhere.council):
        assert waiting_chats() == ()
        with pytest.raises(ChatUnknown):
            take_chat(chat_id=chat.id, by=Actor("staff", uuid4(), "Asha"), at=elsewhere.now)


def test_the_other_councils_product_never_sees_it(elsewhere: Elsewhere, other_council: CouncilSite) -> None:
    open_desk(other_council)
    bind(other_council, elsewhere.product, OTHER_KEY)
    begin(elsewhere.council, "Ours", at=elsewhere.now)
    begin(other_council, "Theirs", at=elsewhere.now)
    elsewhere.deliver()
    work(other_council, at=elsewhere.now)
    assert [each.messages[0][1] for each in elsewhere.product.conversations(KEY)] == ["Ours"]
    assert [each.messages[0][1] for each in elsewhere.product.conversations(OTHER_KEY)] == ["Theirs"]


def test_nobody_begins_where_the_product_has_nobody_or_does_not_answer(elsewhere: Elsewhere) -> None:
    somebody = Browser(host_of(elsewhere.council))
    somebody.get("/chat")
    assert "What would you like to ask?" in somebody.text
    elsewhere.product.open = False
    somebody.get("/chat")
    assert "Chat is closed" in somebody.title
    elsewhere.product.open = True
    elsewhere.product.faults.set("status:500")
    somebody.get("/chat")
    assert "Chat does not work just now" in somebody.title
    assert 'href="/contact"' in somebody.page


def test_what_was_typed_before_it_went_down_is_carried_when_it_is_back(elsewhere: Elsewhere) -> None:
    somebody = Browser(host_of(elsewhere.council))
    somebody.get("/chat")
    elsewhere.product.faults.set("status:500", times=1)
    assert somebody.post("/chat", question="Is anybody there?") == "/chat/talk"
    elsewhere.deliver()
    assert [text for _, text in elsewhere.there().messages] == ["Is anybody there?"]
