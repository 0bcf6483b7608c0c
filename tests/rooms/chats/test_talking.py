"""Do a resident and an agent reach each other, without a script, and does nothing get lost or doubled?"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from commonhall.chats.answering import ChatUnknown, take_chat
from commonhall.chats.models import Chat, Line
from commonhall.chats.operations import MOST_BEGUN, begin_chat
from commonhall.chats.queries import READ_FOR, lines_of
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.web.citizen import visit
from commonhall.web.citizen.chat_offered import forget_offered
from tests.rooms.chats.conftest import open_desk
from tests.rooms.citizen.browsing import Browser
from tests.rooms.office.desk import Desk, host_of, new_desk, text_of
from tests.rooms.work.skips import adopt_skips

AT = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
ASHA = Actor("staff", uuid4(), "Asha Agent")
BEN = Actor("staff", uuid4(), "Ben Agent")


def begin(council: CouncilSite, text: str = "Hello", *, at: datetime = AT, token: str = "") -> Chat:
    """Begin a chat in the room itself."""
    with in_council(council):
        return begin_chat(
            council=council, text=text, name="Sam", about="", language="en", token=token or uuid4().hex, by=RESIDENT,
            at=at,
        )  # fmt: skip


def the_chat(council: CouncilSite) -> Chat:
    """Return the one chat of the council."""
    with in_council(council):
        found: Chat = Chat.objects.select_related("interaction").get()
        return found


def said(council: CouncilSite) -> list[tuple[str, str]]:
    """Return what was said in the one chat: (side, text)."""
    with in_council(council):
        return [(line.side, line.text) for line in lines_of(Chat.objects.get())]


def start(resident: Browser, question: str = "When is my bin day?", **more: str) -> None:
    """Begin a chat on the page."""
    resident.get("/chat")
    assert resident.post("/chat", question=question, **more) == "/chat/talk", resident.text


def test_a_resident_and_an_agent_talk_without_a_script(resident: Browser, agent: Desk) -> None:
    start(resident, name="Sam <b>Jones</b>")
    assert "You are number 1 in the queue" in resident.text
    waiting = text_of(agent.get("chats"))
    assert "Sam <b>Jones</b>" in waiting
    chat = the_chat(agent.council)
    taken = agent.post(f"chats/{chat.id}/take")
    assert taken.headers["location"] == f"/office/chats/{chat.id}"
    resident.get("/chat/talk")
    assert "Asha Agent has joined the chat." in resident.text
    assert "You are talking to Asha Agent." in resident.text
    assert agent.post(f"chats/{chat.id}", do="send", message="On Tuesday.\nBefore 7am.").status_code == 303
    assert resident.post("/chat/talk", do="check", message="Thank") == "/chat/talk"
    assert "On Tuesday." in resident.text
    assert ">Thank</textarea>" in resident.page  # looking lost nothing
    resident.post("/chat/talk", do="send", message="Thank you")
    assert "Thank you" in text_of(agent.get(f"chats/{chat.id}"))
    resident.post("/chat/talk", do="end", message="")
    assert "You ended the chat." in resident.text
    assert "Start another chat" in resident.text
    assert "The resident ended the chat." in text_of(agent.get(f"chats/{chat.id}"))
    assert [side for side, _ in said(agent.council)] == ["resident", "system", "agent", "resident", "system"]
    resident.get("/chat/save")
    assert resident.answer["Content-Disposition"] == 'attachment; filename="chat.txt"'
    assert "Before 7am." in resident.answer.content.decode()


def test_the_conversation_is_an_interaction_that_the_agent_finishes_with_its_transcript(
    resident: Browser, agent: Desk
) -> None:
    start(resident)
    agent.post(f"chats/{the_chat(agent.council).id}/take")
    chat = the_chat(agent.council)
    assert chat.interaction is not None
    assert (chat.interaction.channel, chat.interaction.agent_name) == ("chat", "Asha Agent")
    agent.post(f"chats/{chat.id}", do="send", message="On Tuesday.")
    codes = {"reason": "information", "outcome": "resolved", "avoidable": "needed", "note": ""}
    assert agent.post(f"calls/{chat.interaction_id}/finish", **codes).status_code == 303
    assert the_chat(agent.council).state == "ended"  # it ends with what it was
    read = text_of(agent.get(f"calls/{chat.interaction_id}/read"))
    assert "When is my bin day?" in read
    assert "On Tuesday." in read
    resident.get("/chat/talk")
    assert "The adviser ended the chat." in resident.text


def test_the_script_is_given_only_what_is_new(resident: Browser, agent: Desk) -> None:
    start(resident)
    chat = the_chat(agent.council)
    resident._ask("GET", "/chat/lines?after=1")
    first = json.loads(resident.answer.content)
    assert first == {"last": 1, "html": "", "status": first["status"], "over": False}
    agent.post(f"chats/{chat.id}/take")
    agent.post(f"chats/{chat.id}", do="send", message="<img src=x onerror=alert(1)>")
    resident._ask("GET", "/chat/lines?after=1")
    came = json.loads(resident.answer.content)
    assert came["last"] == 3
    assert "<img" not in came["html"]
    assert came["html"].count("<li ") == 2
    office = json.loads(agent.get(f"chats/{chat.id}/lines", after="0").content)
    assert office["last"] == 3
    for odd in ("-1", "x", "99999999999999999999"):
        resident._ask("GET", f"/chat/lines?after={odd}")
        assert json.loads(resident.answer.content)["last"] == 3


def test_sending_the_same_form_twice_says_it_once(resident: Browser, agent: Desk) -> None:
    start(resident)
    form = {**resident.form(), "do": "send", "message": "Again"}
    for _ in range(2):
        resident._ask("POST", "/chat/talk", form)
        assert resident.status == 303
    assert [text for _, text in said(agent.council)].count("Again") == 1


def test_beginning_twice_with_the_same_form_is_one_chat(resident: Browser, agent: Desk) -> None:
    resident.get("/chat")
    form = {**resident.form(), "question": "Hello"}
    for _ in range(2):
        resident.jar = {key: value for key, value in resident.jar.items() if key[0] != settings.CHAT_COOKIE}
        resident._ask("POST", "/chat", form)
        assert resident.status == 303
    assert len(said(agent.council)) == 1


def test_whoever_is_in_a_chat_goes_back_to_it_and_whoever_is_not_begins(resident: Browser, place: CouncilSite) -> None:
    assert resident.get("/chat/talk") == "/chat"
    start(resident)
    assert resident.get("/chat") == "/chat/talk"
    stranger = Browser(host_of(place))
    assert stranger.get("/chat/talk") == "/chat"
    assert stranger.get("/chat/save") == "/chat"
    stranger._ask("GET", "/chat/lines?after=0")
    assert stranger.status == 404


@pytest.mark.parametrize(
    ("typed", "said_of_it"),
    [("", "Enter your message"), ("   ", "Enter your message"), ("x" * 2001, "2000 characters")],
)
def test_what_cannot_be_said_stays_on_the_page_with_the_reason(resident: Browser, typed: str, said_of_it: str) -> None:
    start(resident)
    resident.post("/chat/talk", do="send", message=typed)
    assert said_of_it in resident.text
    assert resident.title.startswith("Error:")
    assert f">{typed}</textarea>" in resident.page or not typed.strip()


def test_a_question_is_needed_to_begin(resident: Browser, place: CouncilSite) -> None:
    resident.get("/chat")
    assert resident.post("/chat", question=" ", name="Sam") == "/chat"
    assert resident.title.startswith("Error:")
    assert "Sam" in resident.page
    with in_council(place):
        assert not Chat.objects.exists()


def test_a_weak_token_begins_nothing(resident: Browser, place: CouncilSite) -> None:
    resident.get("/chat")
    resident._ask("POST", "/chat", {**resident.form(), "question": "Hello", "token": "guess"})
    assert resident.status == 200
    with in_council(place):
        assert not Chat.objects.exists()


def test_too_many_chats_from_one_network_wait(place: CouncilSite) -> None:
    open_desk(place, most_waiting=500)
    for number in range(MOST_BEGUN):
        start(Browser(host_of(place)), f"Number {number}")
    late = Browser(host_of(place))
    late.get("/chat")
    late.post("/chat", question="One more")
    assert late.status == 429
    assert int(late.answer["Retry-After"]) > 0
    elsewhere = Browser(host_of(place), address="192.0.2.77")
    start(elsewhere)


def test_switching_the_language_loses_nothing_typed(other_council: CouncilSite) -> None:
    open_desk(other_council)
    welsh = Browser(host_of(other_council))
    welsh.get("/chat?lang=cy")
    assert "Beth hoffech chi ei ofyn?" in welsh.text
    welsh.post("/chat", question="Bore da")
    assert "Chi yw rhif 1 yn y ciw" in welsh.text
    welsh.post("/chat/talk", message="Hanner", switch_language="en")
    assert ">Hanner</textarea>" in welsh.page
    assert "You are number 1 in the queue" in welsh.text
    with in_council(other_council):
        assert Chat.objects.get().language == "cy"


def test_the_foot_of_every_page_leads_to_the_chat_only_while_it_is_open(council: CouncilSite) -> None:
    somebody = Browser(host_of(council))
    somebody.get("/accessibility")
    assert 'href="/chat"' not in somebody.page
    open_desk(council)
    forget_offered()
    somebody.get("/accessibility")
    assert 'href="/chat"' in somebody.page
    open_desk(council, hours={})
    forget_offered()
    somebody.get("/accessibility")
    assert 'href="/chat"' not in somebody.page


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"is_on": False}, "Chat is not available"),
        ({"hours": {}}, "Chat is closed"),
        ({"most_waiting": 1}, "Many people are waiting"),
    ],
)
def test_nobody_begins_where_nobody_answers_and_is_told_where_to_turn(
    council: CouncilSite, changes: dict[str, object], title: str
) -> None:
    open_desk(council)
    begin(council)
    open_desk(council, **changes)
    somebody = Browser(host_of(council))
    somebody.get("/chat")
    assert title in somebody.title
    assert 'href="/contact"' in somebody.page
    somebody._ask("POST", "/chat", {**somebody.form(), "question": "Hello", "token": "t" * 40})
    with in_council(council):
        assert Chat.objects.count() == 1


def test_another_agent_is_told_that_they_were_too_late(resident: Browser, agent: Desk) -> None:
    start(resident)
    ben = new_desk(agent.council, "Ben Agent", ("agent", "*", ""))
    chat = the_chat(agent.council)
    agent.post(f"chats/{chat.id}/take")
    assert ben.post(f"chats/{chat.id}/take").headers["location"] == "/office/chats"
    assert "Somebody else has taken that chat." in text_of(ben.get("chats"))
    assert ben.get(f"chats/{chat.id}").status_code == 404
    assert ben.get(f"chats/{chat.id}/lines").status_code == 404
    assert ben.get(f"chats/{chat.id}/link").status_code == 404


def test_the_other_council_sees_nothing(resident: Browser, agent: Desk, other_council: CouncilSite) -> None:
    start(resident)
    chat = the_chat(agent.council)
    open_desk(other_council)
    there = new_desk(other_council, "Olwen Agent", ("agent", "*", ""))
    assert "You are number" not in text_of(there.get("chats"))
    assert "Nobody is waiting." in text_of(there.get("chats"))
    assert there.post(f"chats/{chat.id}/take").headers["location"] == "/office/chats"
    assert there.get(f"chats/{chat.id}").status_code == 404
    with in_council(other_council):
        assert not Chat.objects.exists()
        assert not Line.objects.exists()
        with pytest.raises(ChatUnknown):
            take_chat(chat_id=chat.id, by=ASHA, at=AT)
    thief = Browser(host_of(other_council))
    thief.jar[(settings.CHAT_COOKIE, "/chat")] = resident.cookie(settings.CHAT_COOKIE)
    assert thief.get("/chat/talk") == "/chat"
    assert "my bin day" not in thief.text


def test_the_chat_remembers_the_service_it_came_from(place: CouncilSite, agent: Desk) -> None:
    with in_council(place):
        slug = adopt_skips(place, at=datetime.now(UTC)).slug
    somebody = Browser(host_of(place))
    host = host_of(place)
    answer = somebody.client.get(
        "/chat", headers={"host": host, "referer": f"http://{host}/services/{slug}/who"}
    ).content.decode()
    assert re.search(rf'name="about" value="{slug}"', answer)
    elsewhere = somebody.client.get(
        "/chat", headers={"host": host, "referer": f"http://evil.example/services/{slug}"}
    ).content.decode()
    assert 'name="about" value=""' in elsewhere
    somebody.get("/chat")
    somebody._ask("POST", "/chat", {**somebody.form(), "question": "Hello", "about": slug})
    assert "Skip" in text_of(agent.get("chats"))


def test_the_next_person_at_the_same_computer_reads_nothing(
    resident: Browser, place: CouncilSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(resident)
    resident.post("/chat/talk", do="end", message="")
    assert "When is my bin day?" in resident.text
    ended = the_chat(place).ended_at
    assert ended is not None
    monkeypatch.setattr(visit, "clock", lambda: ended + READ_FOR)
    assert resident.get("/chat/talk") == "/chat/talk"
    monkeypatch.setattr(visit, "clock", lambda: ended + READ_FOR + timedelta(seconds=1))
    assert resident.get("/chat/talk") == "/chat"
    assert resident.get("/chat/save") == "/chat"
    resident._ask("GET", "/chat/lines?after=0")
    assert resident.status == 404
