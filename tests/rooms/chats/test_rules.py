"""What holds in the room itself: who takes a chat, how fast one types, when it ends and when it goes?"""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from commonhall.chats.answering import ChatTaken, ChatUnknown, answer_in_chat, end_chat, take_chat
from commonhall.chats.ending import GONE_AFTER, UNTAKEN_KEPT, end_silent_chats, forget_untaken_chats
from commonhall.chats.lines import LONGEST_LINE, LineRefused
from commonhall.chats.models import Chat, Line
from commonhall.chats.operations import MOST_A_MINUTE, ChatClosed, ChatOver, begin_chat, say_in_chat
from commonhall.chats.queries import opened, position_of
from commonhall.contacts.models import Interaction
from commonhall.councils.actors import RESIDENT
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.rooms.chats.test_talking import ASHA, AT, BEN, begin


def test_the_queue_is_by_who_came_first(place: CouncilSite) -> None:
    first, second = begin(place, "First"), begin(place, "Second", at=AT + timedelta(seconds=1))
    with in_council(place):
        assert (position_of(first), position_of(second)) == (1, 2)
        take_chat(chat_id=first.id, by=ASHA, at=AT)
        assert position_of(second) == 1
        assert opened(place, at=AT).waiting == 1


def test_one_chat_is_taken_by_one_agent(place: CouncilSite) -> None:
    chat = begin(place)
    with in_council(place):
        taken = take_chat(chat_id=chat.id, by=ASHA, at=AT)
        assert take_chat(chat_id=chat.id, by=ASHA, at=AT).interaction_id == taken.interaction_id
        with pytest.raises(ChatTaken):
            take_chat(chat_id=chat.id, by=BEN, at=AT)
        with pytest.raises(ChatUnknown):
            answer_in_chat(chat_id=chat.id, text="Mine?", form=uuid4(), by=BEN, at=AT)
        with pytest.raises(ChatUnknown):
            end_chat(chat_id=chat.id, by=BEN, at=AT)
        with pytest.raises(ChatUnknown):
            take_chat(chat_id=uuid4(), by=BEN, at=AT)
        assert Interaction.objects.count() == 1


def test_nobody_types_as_fast_as_a_program(place: CouncilSite) -> None:
    chat = begin(place)
    with in_council(place):
        for number in range(MOST_A_MINUTE - 1):
            say_in_chat(chat_id=chat.id, text=str(number), form=uuid4(), by=RESIDENT, at=AT)
        with pytest.raises(LineRefused) as refused:
            say_in_chat(chat_id=chat.id, text="more", form=uuid4(), by=RESIDENT, at=AT)
        assert refused.value.why == "fast"
        say_in_chat(chat_id=chat.id, text="later", form=uuid4(), by=RESIDENT, at=AT + timedelta(seconds=61))


def test_nothing_is_added_to_a_chat_that_is_over(place: CouncilSite) -> None:
    chat = begin(place)
    with in_council(place):
        take_chat(chat_id=chat.id, by=ASHA, at=AT)
        end_chat(chat_id=chat.id, by=ASHA, at=AT)
        end_chat(chat_id=chat.id, by=ASHA, at=AT)
        with pytest.raises(ChatOver):
            say_in_chat(chat_id=chat.id, text="Hello?", form=uuid4(), by=RESIDENT, at=AT)
        with pytest.raises(ChatOver):
            answer_in_chat(chat_id=chat.id, text="Hello?", form=uuid4(), by=ASHA, at=AT)
        assert Line.objects.filter(text="ended_agent").count() == 1
        assert Interaction.objects.get().ended_at == AT


def test_control_characters_and_long_lines(place: CouncilSite) -> None:
    chat = begin(place, "a\x00b\u202ec")
    with in_council(place):
        assert Line.objects.get(chat=chat).text == "abc"
        say_in_chat(chat_id=chat.id, text="x" * LONGEST_LINE, form=uuid4(), by=RESIDENT, at=AT)


def test_chats_that_fall_silent_or_are_left_end_by_themselves(place: CouncilSite) -> None:
    talking, waiting = begin(place, "One"), begin(place, "Two")
    with in_council(place):
        take_chat(chat_id=talking.id, by=ASHA, at=AT)
    end_silent_chats(place, at=AT + GONE_AFTER)
    with in_council(place):
        assert Chat.objects.filter(state="ended").count() == 0
    end_silent_chats(place, at=AT + GONE_AFTER + timedelta(seconds=1))
    with in_council(place):
        assert Chat.objects.get(id=waiting.id).ended_by == "gone"
        assert Chat.objects.get(id=talking.id).state == "talking"
    end_silent_chats(place, at=AT + timedelta(minutes=21))
    with in_council(place):
        assert Chat.objects.get(id=talking.id).ended_by == "quiet"
        assert Interaction.objects.get().ended_at is not None


def test_what_nobody_took_goes_after_four_weeks_and_what_was_taken_stays_with_its_conversation(
    place: CouncilSite,
) -> None:
    left, taken = begin(place, "Secret words"), begin(place, "Two")
    with in_council(place):
        take_chat(chat_id=taken.id, by=ASHA, at=AT)
    over = AT + timedelta(hours=1)
    end_silent_chats(place, at=over)
    forget_untaken_chats(place, at=over + UNTAKEN_KEPT)
    with in_council(place):
        assert Chat.objects.filter(id=left.id).exists()
    forget_untaken_chats(place, at=over + UNTAKEN_KEPT + timedelta(seconds=1))
    with in_council(place):
        assert list(Chat.objects.values_list("id", flat=True)) == [taken.id]
        assert not Line.objects.filter(text="Secret words").exists()
        Interaction.objects.get().delete()
        assert not Chat.objects.exists()
        assert not Line.objects.exists()


def test_no_words_of_a_chat_are_in_the_record(place: CouncilSite) -> None:
    chat = begin(place, "My very own words")
    with in_council(place):
        take_chat(chat_id=chat.id, by=ASHA, at=AT)
        answer_in_chat(chat_id=chat.id, text="My very own answer", form=uuid4(), by=ASHA, at=AT)
        facts = json.dumps(list(Event.objects.values_list("facts", flat=True)), default=str)
        assert "very own" not in facts
        assert {"chat_begun", "chat_taken"} <= set(Event.objects.values_list("kind", flat=True))


def test_a_chat_cannot_begin_below_the_closed_page(council: CouncilSite) -> None:
    with in_council(council), pytest.raises(ChatClosed):
        begin_chat(council=council, text="Hello", name="", about="", language="en", token="t" * 40, by=RESIDENT, at=AT)
