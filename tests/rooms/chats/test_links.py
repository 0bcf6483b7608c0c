"""Is a resident handed over to a form, with what the agent filled in? And is the transcript at the case?"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from commonhall.cases.models import Case
from commonhall.chats.models import Chat, Line
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from tests.rooms.calls.calling import fill, follow
from tests.rooms.chats.test_talking import start, the_chat
from tests.rooms.citizen.browsing import Browser
from tests.rooms.office.desk import Desk, host_of, new_desk, open_case, text_of
from tests.rooms.work.skips import GOOD, adopt_skips


@pytest.fixture
def service(place: CouncilSite) -> str:
    """The address of a live service."""
    with in_council(place):
        return str(adopt_skips(place, at=datetime.now(UTC)).slug)


def talk(resident: Browser, agent: Desk) -> Chat:
    """Begin a chat and have it taken."""
    start(resident, "I want a skip")
    agent.post(f"chats/{the_chat(agent.council).id}/take")
    return the_chat(agent.council)


def test_a_link_to_a_service_appears_in_the_chat_and_opens(resident: Browser, agent: Desk, service: str) -> None:
    chat = talk(resident, agent)
    sent = agent.post(f"chats/{chat.id}/link", what=service, words="Use this form.")
    assert sent.headers["location"] == f"/office/chats/{chat.id}"
    resident.get("/chat/talk")
    assert "Use this form." in resident.text
    assert f'href="/services/{service}"' in resident.page
    assert "(opens in a new tab)" in resident.text
    resident.get("/chat/save")
    assert f"http://{host_of(agent.council)}/services/{service}" in resident.answer.content.decode()
    resident.get(f"/services/{service}")
    assert resident.status == 200


def test_what_the_agent_began_is_carried_on_by_the_resident(resident: Browser, agent: Desk, service: str) -> None:
    chat = talk(resident, agent)
    begun = agent.post(f"calls/{chat.interaction_id}/serve", service=service, language="en")
    first = follow(agent, begun)
    assert agent.client.get(first, headers={"host": host_of(agent.council)}).status_code == 200
    with in_council(agent.council):
        journey = Journey.objects.get()
    shown = text_of(agent.get(f"chats/{chat.id}/link"))
    assert "Skip" in shown
    agent.post(f"chats/{chat.id}/link", what=str(journey.id), words="")
    resident.get("/chat/talk")
    (link,) = re.findall(r'href="(/resume/[^"]+)"', resident.page)
    assert resident.get(link).startswith((f"/services/{service}", "/resume/"))
    assert resident.status == 200
    with in_council(agent.council):
        assert Line.objects.filter(link_path=link, text="").count() == 1


def test_a_form_that_was_sent_meanwhile_is_not_linked(resident: Browser, agent: Desk, service: str) -> None:
    chat = talk(resident, agent)
    first = follow(agent, agent.post(f"calls/{chat.interaction_id}/serve", service=service, language="en"))
    with in_council(agent.council):
        journey = Journey.objects.get()
    fill(agent, first)
    assert agent.post(f"chats/{chat.id}/link", what=str(journey.id), words="").status_code == 200  # no such choice
    with in_council(agent.council):
        assert not Line.objects.exclude(link_path="").exists()


def test_a_link_to_nothing_is_not_sent(resident: Browser, agent: Desk, service: str) -> None:
    chat = talk(resident, agent)
    for odd in ("no-such-service", ""):
        assert "There is a problem" in text_of(agent.post(f"chats/{chat.id}/link", what=odd, words="Hello"))
    agent.post(f"chats/{chat.id}", do="end")
    assert agent.get(f"chats/{chat.id}/link").headers["location"] == f"/office/chats/{chat.id}"


def _sent(resident: Browser, service: str, council: CouncilSite) -> Journey:
    """Let the resident send the service, in the browser in which they chat."""
    resident.jar = {key: value for key, value in resident.jar.items() if not key[1].startswith("/services")}
    resident.get(f"/services/{service}/{next(iter(GOOD))}")
    for _ in range(len(GOOD) + 2):
        page = resident.path.split("?")[0].rsplit("/", 1)[-1]
        if page == "sent":
            break
        resident.post(resident.path, **GOOD.get(page, {}))
    with in_council(council):
        found: Journey = Journey.objects.filter(state="submitted").latest("opened_at")
        return found


def test_what_is_sent_during_a_chat_has_the_transcript_also_where_another_product_answers(
    resident: Browser, agent: Desk, service: str
) -> None:
    start(resident, "I want a skip")
    assert _sent(resident, service, agent.council).interaction_id is None, "nobody has taken the chat yet"
    agent.post(f"chats/{the_chat(agent.council).id}/take")
    assert _sent(resident, service, agent.council).interaction_id == the_chat(agent.council).interaction_id
    officer = new_desk(agent.council, "Olga Officer", ("officer", "*", ""))
    with in_council(agent.council):
        case, *_ = Case.objects.filter(contacts__way="opened")
    assert "I want a skip" in text_of(officer.get(f"cases/{case.reference}"))
    resident.get("/chat/talk")
    resident.post(do="end")
    assert _sent(resident, service, agent.council).interaction_id is None, (
        "the chat is over: somebody else may sit there"
    )


def test_the_transcript_is_read_at_the_case_that_the_chat_opened(
    resident: Browser, agent: Desk, service: str, other_council: CouncilSite
) -> None:
    chat = talk(resident, agent)
    first = follow(agent, agent.post(f"calls/{chat.interaction_id}/serve", service=service, language="en"))
    fill(agent, first)
    agent.post(f"chats/{chat.id}", do="send", message="That is done.")
    codes = {"reason": "information", "outcome": "resolved", "avoidable": "needed", "note": ""}
    agent.post(f"calls/{chat.interaction_id}/finish", **codes)
    officer = new_desk(agent.council, "Olga Officer", ("officer", "*", ""))
    with in_council(agent.council):
        (reference, *_) = Case.objects.values_list("reference", flat=True)
    page = text_of(officer.get(f"cases/{reference}"))
    assert "What was written in the chat at" in page
    assert "I want a skip" in page
    assert "That is done." in page
    there = open_case(other_council)
    stranger = new_desk(other_council, "Ola Officer", ("officer", "*", ""))
    assert "I want a skip" not in text_of(stranger.get(f"cases/{there.reference}"))
