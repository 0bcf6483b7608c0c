"""Does somebody who asks for their data get what they wrote in a chat, and nobody else's?"""

from __future__ import annotations

from uuid import uuid4

from commonhall.chats.answering import answer_in_chat, take_chat
from commonhall.chats.models import Chat
from commonhall.chats.queries import transcripts_of
from commonhall.contacts.answering import name_caller
from commonhall.contacts.models import Person
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.retention.gathering import gather_person
from tests.rooms.calls.calling import member_of
from tests.rooms.chats.test_talking import AT, begin
from tests.rooms.office.desk import Desk, new_desk, open_case
from tests.rooms.retention.closing import SPOKEN


def test_what_was_written_is_in_the_pack_of_whoever_wrote_it(place: CouncilSite, other_council: CouncilSite) -> None:
    case = open_case(place)
    desk: Desk = new_desk(place, "Rhian Records", ("records", "*", ""), ("officer", "*", ""))
    asha = Actor("staff", uuid4(), "Asha Agent")
    theirs, others = begin(place, "My very own words"), begin(place, "Somebody else's words")
    with in_council(place):
        for each in (theirs, others):
            take_chat(chat_id=each.id, by=asha, at=AT)
        answer_in_chat(chat_id=theirs.id, text="My answer", form=uuid4(), by=asha, at=AT)
        talk = Chat.objects.get(id=theirs.id).interaction
        assert talk is not None
        name_caller(interaction_id=talk.id, person_id=case.person_id, by=asha, at=AT)
        persons = list(Person.objects.filter(id=case.person_id))
        found = list(gather_person(persons, [], member_of(desk), council=place, spoken=SPOKEN, at=AT))
    (contact,) = [each for each in found if each.kind == "contact"]
    assert contact.text == "Sam: My very own words\n\nAsha Agent: My answer"
    with in_council(other_council):
        assert transcripts_of([talk.id]) == {}
