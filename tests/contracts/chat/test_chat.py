"""Does every provider of chat keep the promises of its port, and does the one over the network survive the network?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from standardwebhooks.webhooks import Webhook

from commonhall.capabilities.chat.port import Line, Opening, chat_from
from commonhall.capabilities.chat.simulator.product import BANNER
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.ports import providers_of
from commonhall.capabilities.signed_webhooks import signature_headers
from tests.contracts.chat.benches import AT, BENCHES, KEY, OTHER_KEY, SECRET, Bench, hook, product, settings

NAMES = [provider.name for provider in providers_of("chat")]


@pytest.fixture(params=NAMES)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with BENCHES[request.param]() as made:
        yield made


def line(text: str = "Hello?") -> Line:
    return Line(uuid4(), text, AT)


def opening(text: str = "My bin was missed") -> Opening:
    return Opening(id=uuid4(), language="cy", name="Sam", about="missed-bin", first=line(text))


def test_every_provider_has_a_bench() -> None:
    assert set(BENCHES) == set(NAMES)


def test_it_checks_out_and_says_how_it_stands(bench: Bench) -> None:
    bench.chat.check()
    standing = bench.chat.standing()
    assert standing.taking in (True, None)


def test_the_same_opening_twice_is_one_chat_and_two_are_two(bench: Bench) -> None:
    one = opening()
    assert bench.chat.begin(one) == bench.chat.begin(one) != ""
    assert bench.chat.begin(one) != bench.chat.begin(opening())


def test_what_is_said_arrives_once_and_in_order(bench: Bench) -> None:
    begun = bench.chat.begin(opening("First"))
    second, third = line("Second"), line("Third")
    for each in (second, second, third):
        bench.chat.say(begun, each)
    assert bench.texts is None or bench.texts(begun) == ["First", "Second", "Third"]  # our own desk has no other place


def test_ending_twice_is_ending(bench: Bench) -> None:
    begun = bench.chat.begin(opening())
    bench.chat.end(begun)
    bench.chat.end(begun)


def test_nobody_may_say_unsigned_what_happened(bench: Bench) -> None:
    with pytest.raises(Rejected) as refused:
        bench.chat.event_of({}, b"{}", AT)
    assert refused.value.code == "signature"


def test_a_chat_that_ended_there_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    with product() as made:
        chat = chat_from("external_chat", settings(made))
        begun = chat.begin(opening())
        made.finish(KEY, begun, "Kim")
        with pytest.raises(Rejected) as over:
            chat.say(begun, line())
        assert over.value.code == "over"
        with pytest.raises(Rejected) as unknown:
            chat.say("../status", line())
        assert unknown.value.code == "unknown"


def test_one_customer_never_sees_another_ones_chats() -> None:
    with product() as made:
        begun = chat_from("external_chat", settings(made)).begin(opening())
        other = chat_from("external_chat", settings(made, OTHER_KEY))
        with pytest.raises(Rejected) as unknown:
            other.say(begun, line())
        assert unknown.value.code == "unknown"
        assert made.conversations(OTHER_KEY) == ()
        with pytest.raises(Misconfigured):
            chat_from("external_chat", settings(made, "no-such-key")).check()


@pytest.mark.parametrize("effect", ["status:500", "rate_limit", "truncated_json", "html_error_page", "reset"])
def test_a_chat_that_failed_to_begin_is_begun_once_by_trying_again(effect: str) -> None:
    with product() as made:
        chat, one = chat_from("external_chat", settings(made)), opening()
        made.faults.set(effect, times=1)
        with pytest.raises(Unavailable):
            chat.begin(one)
        begun = chat.begin(one)
        assert [each.id for each in made.conversations(KEY)] == [begun]


def test_a_begin_without_an_answer_is_in_doubt_and_the_next_finds_it() -> None:
    with product() as made:
        chat, one = chat_from("external_chat", settings(made, timeout=0.3)), opening()
        made.faults.set("timeout_after", times=1)
        with pytest.raises(Unavailable) as silent:
            chat.begin(one)
        assert silent.value.in_doubt
        (kept,) = made.conversations(KEY)
        assert chat.begin(one) == kept.id


def test_what_agents_do_comes_back_signed_and_the_official_library_agrees() -> None:
    with hook() as taken, product(taken.address) as made:
        chat = chat_from("external_chat", settings(made))
        begun = chat.begin(opening())
        made.assign(KEY, begun, "Kim")
        made.reply(KEY, begun, "Kim", "Shwmae")
        made.finish(KEY, begun, "Kim")
        made.tick()
        events = [chat.event_of(headers, body, AT) for headers, body in taken.taken]
        seen = [(each.what, each.agent, each.text) for each in events if each]
        assert seen == [("taken", "Kim", ""), ("line", "Kim", "Shwmae"), ("ended", "Kim", "")]
        assert {each.provider_id for each in events if each} == {begun}
        assert len({each.id for each in events if each}) == 3
        headers, body = taken.taken[1]
        assert Webhook(SECRET).sign(headers["webhook-id"], AT, body.decode()) == headers["webhook-signature"]
        for false in ({**headers, "webhook-signature": "v1,AAAA"}, {**headers, "webhook-id": "other"}):
            with pytest.raises(Rejected) as refused:
                chat.event_of(false, body, AT)
            assert refused.value.code == "signature"
        with pytest.raises(Rejected):
            chat.event_of(headers, body.replace(b"Shwmae", b"Hwylxx"), AT)
        with pytest.raises(Rejected):
            chat.event_of(headers, body, AT + timedelta(minutes=6))


def test_the_official_library_signs_what_we_believe() -> None:
    body = json.dumps({"type": "message.created", "data": {"conversation": "c1", "message": {"text": "Hi"}}})
    signature = Webhook(SECRET).sign("msg_1", AT, body)
    headers = {"webhook-id": "msg_1", "webhook-timestamp": str(int(AT.timestamp())), "webhook-signature": signature}
    with product() as made:
        event = chat_from("external_chat", settings(made)).event_of(headers, body.encode(), AT)
    assert event is not None
    assert (event.id, event.text) == ("msg_1", "Hi")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"not json", "request"),
        (rb'{"type": "message.created", "data": {"conversation": "c1", "message": {"text": "Hi\u0000"}}}', "request"),
        (rb'{"type": "message.created", "data": {"conversation": "c1", "message": {"text": "\ud800"}}}', "request"),
        (b'{"type": "message.created", "data": {}}', "request"),
        (
            b'{"type": "message.created", "data": {"conversation": "c", "message": {"text": "%s"}}}' % (b"x" * 4001),
            "request",
        ),
        (b'{"type": "agent.typing", "data": {}}', ""),
    ],
)
def test_a_genuine_webhook_that_makes_no_sense_is_refused_and_an_unknown_one_ignored(body: bytes, code: str) -> None:
    headers = signature_headers(body, message_id="m1", secrets=[SECRET], at=AT)
    with product() as made:
        chat = chat_from("external_chat", settings(made))
        if not code:
            assert chat.event_of(headers, body, AT) is None
            return
        with pytest.raises(Rejected) as refused:
            chat.event_of(headers, body, AT)
        assert refused.value.code == code


def test_the_simulator_tells_again_what_was_not_taken_and_fails_as_it_is_told() -> None:
    now: list[datetime] = [AT]
    with hook() as taken, product(taken.address, now) as made:
        begun = chat_from("external_chat", settings(made)).begin(opening())
        taken.refuse = 1
        made.assign(KEY, begun, "Kim")
        made.tick()
        assert taken.taken == []
        now[0] = AT + timedelta(seconds=6)
        made.tick()
        assert len(taken.taken) == 1
        made.faults.set("drop_callback", times=1)
        made.reply(KEY, begun, "Kim", "lost")
        made.faults.set("duplicate_callback", times=1)
        made.reply(KEY, begun, "Kim", "twice")
        made.tick()
        assert [json.loads(body)["data"]["message"]["text"] for _, body in taken.taken[1:]] == ["twice", "twice"]
        assert taken.taken[1][0]["webhook-id"] == taken.taken[2][0]["webhook-id"]
        made.faults.set("bad_signature", times=1)
        made.reply(KEY, begun, "Kim", "false")
        made.tick()
        with pytest.raises(Rejected):
            chat_from("external_chat", settings(made)).event_of(*taken.taken[-1], now[0])


def test_the_pages_of_the_simulator_carry_its_banner_and_escape_what_is_typed() -> None:
    with product() as made:
        begun = chat_from("external_chat", settings(made)).begin(opening("<script>alert(1)</script>"))
        page = httpx.get(f"{made.address}/")
        assert BANNER in page.text
        assert "<script>" not in page.text
        answered = httpx.post(f"{made.address}/", data={"key": KEY, "conversation": begun, "text": "Hello"})
        assert answered.status_code == 303
        assert made.conversations(KEY)[0].messages[-1] == ("Agent", "Hello")
        assert httpx.post(f"{made.address}/", data={"key": OTHER_KEY, "conversation": begun}).status_code == 404


@pytest.mark.parametrize("wrong", [{"webhook_secret": "short"}, {"base_url": "not an address"}, {"timeout": 0}])
def test_settings_that_cannot_work_are_refused_without_saying_them(wrong: dict[str, object]) -> None:
    with product() as made, pytest.raises(Misconfigured) as refused:
        chat_from("external_chat", {**settings(made), **wrong})
    assert SECRET not in str(refused.value)
