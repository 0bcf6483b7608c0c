"""Does a chat come from one agent to another with all that was said, without the resident saying it again?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from commonhall.chats.answering import ChatTaken, ChatUnknown, answer_in_chat, take_chat
from commonhall.chats.models import Chat
from commonhall.chats.operations import ChatOver, begin_chat, leave_chat, say_in_chat
from commonhall.chats.passing_on import (
    AGENT_GONE,
    LONGEST_NOTE,
    NoteTooLong,
    PassedTo,
    free_left_chats,
    move_chat,
    note_agent_seen,
    pass_chat_on,
    take_over_chat,
)
from commonhall.chats.queries import FOR_THEM_ALONE, lines_of, next_chat, position_of
from commonhall.contacts.interactions import Interaction
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import Membership
from tests.rooms.chats.conftest import open_desk
from tests.rooms.citizen.browsing import Browser
from tests.rooms.office.desk import Desk, new_desk, text_of

AT = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
ASHA = Actor("staff", uuid4(), "Asha Agent")
BEN = Actor("staff", uuid4(), "Ben Agent")


def begun(council: CouncilSite, *, at: datetime = AT) -> Chat:
    with in_council(council):
        return begin_chat(
            council=council, text="Hello", name="Sam", about="", language="en", token=uuid4().hex, by=RESIDENT, at=at
        )


def taken(council: CouncilSite) -> Chat:
    chat = begun(council)
    with in_council(council):
        return take_chat(chat_id=chat.id, by=ASHA, at=AT)


def now(council: CouncilSite, chat: Chat) -> Chat:
    with in_council(council):
        found: Chat = Chat.objects.select_related("interaction").get(id=chat.id)
        return found


def system_lines(council: CouncilSite, chat: Chat) -> list[str]:
    with in_council(council):
        return [line.text for line in lines_of(chat) if line.side == "system"]


def test_a_chat_that_is_passed_on_stays_one_conversation(place: CouncilSite) -> None:
    chat = taken(place)
    with in_council(place):
        pass_chat_on(chat_id=chat.id, to=PassedTo(), note=" Wants a bin \n", by=ASHA, at=AT)
        with pytest.raises(ChatUnknown):
            answer_in_chat(chat_id=chat.id, text="Still me", form=uuid4(), by=ASHA, at=AT)
        say_in_chat(chat_id=chat.id, text="Are you there?", form=uuid4(), by=RESIDENT, at=AT)
        carried = take_chat(chat_id=chat.id, by=BEN, at=AT)
        assert (carried.note, carried.passed_from, carried.interaction) == (
            "Wants a bin",
            "Asha Agent",
            chat.interaction,
        )
        interaction = Interaction.objects.get()
        assert (interaction.agent_id, interaction.agent_name) == (BEN.id, "Ben Agent")
        answer_in_chat(chat_id=chat.id, text="Here I am", form=uuid4(), by=BEN, at=AT)
        with pytest.raises(ChatTaken):
            take_chat(chat_id=chat.id, by=ASHA, at=AT)
    assert system_lines(place, chat) == ["agent_joined", "passed_on", "agent_joined"]


def test_who_was_passed_on_is_the_first_in_the_queue(place: CouncilSite) -> None:
    chat = taken(place)
    begun(place, at=AT + timedelta(minutes=1))
    with in_council(place):
        passed = pass_chat_on(chat_id=chat.id, to=PassedTo(), note="", by=ASHA, at=AT + timedelta(minutes=2))
        assert position_of(passed) == 1


def test_it_is_for_them_alone_for_a_while(place: CouncilSite) -> None:
    first, second = taken(place), begun(place, at=AT + timedelta(minutes=1))
    assert BEN.id is not None
    assert ASHA.id is not None
    with in_council(place):
        pass_chat_on(chat_id=first.id, to=PassedTo(team="benefits"), note="", by=ASHA, at=AT)
        soon, late = AT + timedelta(minutes=1), AT + FOR_THEM_ALONE
        assert next_chat(BEN.id, {"benefits"}, at=soon) == first
        assert next_chat(BEN.id, {"waste"}, at=soon) == second
        assert next_chat(BEN.id, set(), at=late) == first
        move_chat(chat_id=first.id, to=PassedTo(BEN.id, "Ben Agent"), note="", by=ASHA, at=AT)
        assert next_chat(BEN.id, set(), at=soon) == first
        assert next_chat(ASHA.id, {"benefits"}, at=soon) == second
        move_chat(chat_id=first.id, to=PassedTo(), note="", by=BEN, at=AT)
        assert next_chat(BEN.id, set(), at=soon) == first
        assert next_chat(ASHA.id, set(), at=soon) == second, "who passed it on is not asked first"


def test_only_its_agent_passes_a_chat_on_and_not_when_it_is_over(place: CouncilSite) -> None:
    chat = taken(place)
    with in_council(place):
        with pytest.raises(ChatUnknown):
            pass_chat_on(chat_id=chat.id, to=PassedTo(), note="", by=BEN, at=AT)
        with pytest.raises(NoteTooLong):
            pass_chat_on(chat_id=chat.id, to=PassedTo(), note="x" * (LONGEST_NOTE + 1), by=ASHA, at=AT)
        leave_chat(chat_id=chat.id, by=RESIDENT, at=AT)
        for act in (pass_chat_on, move_chat):
            with pytest.raises(ChatOver):
                act(chat_id=chat.id, to=PassedTo(), note="", by=ASHA, at=AT)
    assert now(place, chat).state == "ended"


def test_a_chat_that_was_passed_on_may_end_while_it_waits(place: CouncilSite) -> None:
    chat = taken(place)
    with in_council(place):
        pass_chat_on(chat_id=chat.id, to=PassedTo(), note="", by=ASHA, at=AT)
        leave_chat(chat_id=chat.id, by=RESIDENT, at=AT)
        assert Interaction.objects.get().ended_at == AT


def test_a_lead_takes_over(place: CouncilSite) -> None:
    chat = taken(place)
    with in_council(place):
        for _ in range(2):  # a double click
            take_over_chat(chat_id=chat.id, by=BEN, at=AT)
        with pytest.raises(ChatUnknown):
            answer_in_chat(chat_id=chat.id, text="Still me", form=uuid4(), by=ASHA, at=AT)
    assert system_lines(place, chat) == ["agent_joined", "agent_joined"]
    assert now(place, chat).agent_name == "Ben Agent"


def test_an_agent_who_has_gone_is_not_waited_for(place: CouncilSite) -> None:
    chat = taken(place)
    with in_council(place):
        say_in_chat(chat_id=chat.id, text="Are you there?", form=uuid4(), by=RESIDENT, at=AT)
    free_left_chats(place, at=AT + AGENT_GONE)
    assert now(place, chat).state == "talking"
    free_left_chats(place, at=AT + AGENT_GONE + timedelta(seconds=1))
    assert now(place, chat).state == "waiting"
    assert system_lines(place, chat)[-1] == "agent_left"


def test_an_agent_who_is_there_or_has_answered_keeps_the_chat(place: CouncilSite) -> None:
    chat = taken(place)
    late = AT + AGENT_GONE * 2
    with in_council(place):
        answer_in_chat(chat_id=chat.id, text="Hello", form=uuid4(), by=ASHA, at=AT)
    free_left_chats(place, at=late)
    with in_council(place):
        say_in_chat(chat_id=chat.id, text="And now?", form=uuid4(), by=RESIDENT, at=AT)
        note_agent_seen(now(place, chat), at=late - timedelta(minutes=1))
    free_left_chats(place, at=late)
    assert now(place, chat).state == "talking"


def test_the_other_council_sees_and_moves_nothing(place: CouncilSite, other_council: CouncilSite) -> None:
    open_desk(other_council)
    chat = taken(place)
    with in_council(other_council):
        assert next_chat(uuid4(), set(), at=AT) is None
        for act in (move_chat, pass_chat_on):
            with pytest.raises(ChatUnknown):
                act(chat_id=chat.id, to=PassedTo(), note="", by=ASHA, at=AT)
        with pytest.raises(ChatUnknown):
            take_over_chat(chat_id=chat.id, by=BEN, at=AT)
    free_left_chats(other_council, at=AT + timedelta(hours=1))
    assert now(place, chat).state == "talking"


def the_chat(council: CouncilSite) -> Chat:
    with in_council(council):
        found: Chat = Chat.objects.get()
        return found


def test_agents_pass_a_chat_on_at_their_desks_and_the_resident_reads_plain_words(
    place: CouncilSite, resident: Browser, agent: Desk
) -> None:
    ben = new_desk(place, "Ben Agent", ("agent", "*", ""))
    resident.get("/chat")
    resident.post("/chat", question="When is my bin day?", name="Sam")
    chat = the_chat(place)
    agent.post(f"chats/{chat.id}/take")
    page = text_of(agent.get(f"chats/{chat.id}/pass"))
    assert "They do not see your note." in page
    assert "Ben Agent" in page
    assert "There is a problem" in text_of(agent.post(f"chats/{chat.id}/pass", note="hello"))
    with in_council(place):
        colleague = Membership.objects.get(name="Ben Agent").id
    agent.post(f"chats/{chat.id}/pass", to=f"agent.{colleague}", note="Wants the calendar")
    resident.get("/chat/talk")
    assert "Asha Agent is passing you to a colleague, who can read what you wrote." in resident.text
    assert "Wants the calendar" not in resident.page
    assert "You are number 1 in the queue." in resident.text
    assert agent.get(f"chats/{chat.id}").status_code == 303
    assert b'"over": true' in agent.get(f"chats/{chat.id}/lines").content
    assert "that chat is not with you any more" in text_of(agent.get("chats")).lower()
    assert agent.post(f"calls/{the_interaction(place)}/finish").status_code == 303
    assert "You" in text_of(ben.get("chats"))
    assert ben.post(f"chats/{chat.id}/take").status_code == 303
    page = text_of(ben.get(f"chats/{chat.id}"))
    assert "This chat was with Asha Agent before." in page
    assert "Wants the calendar" in page
    assert "When is my bin day?" in page
    resident.get("/chat/talk")
    assert "You are talking to Ben Agent." in resident.text
    resident.get("/chat/talk?lang=cy")
    assert "Mae Asha Agent yn eich trosglwyddo i gydweithiwr" in resident.text


def the_interaction(council: CouncilSite) -> object:
    with in_council(council):
        return Interaction.objects.get().id


def test_a_lead_sees_every_open_chat_but_not_what_is_written_and_sees_to_it(
    place: CouncilSite, resident: Browser, agent: Desk
) -> None:
    lead = new_desk(place, "Lena Lead", ("lead", "*", ""))
    resident.get("/chat")
    resident.post("/chat", question="My secret question", name="Sam")
    chat = the_chat(place)
    assert "Waiting: 1, the longest since" in text_of(lead.get("chats/all"))
    agent.post(f"chats/{chat.id}/take")
    page = text_of(lead.get("chats/all"))
    assert "Talking: 1." in page
    assert "Asha Agent" in page
    assert "My secret question" not in page + text_of(lead.get(f"chats/{chat.id}/see-to"))
    for path in ("chats/all", f"chats/{chat.id}/see-to"):
        assert agent.get(path).status_code == 404
    lead.post(f"chats/{chat.id}/see-to", to="anybody", note="")
    assert the_chat(place).state == "waiting"
    answer = lead.post(f"chats/{chat.id}/see-to", to="me", note="")
    assert answer.status_code == 303
    assert "My secret question" in text_of(lead.get(f"chats/{chat.id}"))
    assert the_chat(place).agent_name == "Lena Lead"
