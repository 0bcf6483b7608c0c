"""Is a page that names the caller for their agent alone, though pages are otherwise the same for everybody?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client

from commonhall.cases.models import Case
from commonhall.councils.scope import in_council
from commonhall.web.citizen import drawing
from tests.rooms.calls.calling import checked, follow
from tests.rooms.calls.test_calls_apart import adopt_again
from tests.rooms.office.desk import Desk, host_of, text_of
from tests.rooms.work.skips import begin

CALLER = "You are filling this in for Ffion Garside."
PAGE = "/services/skip-licence/about"


def resident_of(desk: Desk) -> Client:
    """Return the browser of somebody who has begun the same service alone."""
    with in_council(desk.council):
        _, token = begin(adopt_again(desk.council), at=datetime.now(UTC))
    client = Client()
    client.cookies[settings.JOURNEY_COOKIE] = token
    return client


@pytest.mark.parametrize("agent_first", [True, False])
def test_the_caller_is_named_to_their_agent_and_to_nobody_else(agent: Desk, case: Case, agent_first: bool) -> None:
    call = checked(agent, case)
    resident, host = resident_of(agent), {"host": host_of(agent.council)}
    drawing._flat.clear()
    follow(agent, agent.post(f"{call}/serve", service="skip-licence", language="en"))
    order = [agent.client, resident] if agent_first else [resident, agent.client]
    shown = {client: text_of(client.get(PAGE, headers=host)) for client in order}
    again = text_of(resident.get(PAGE, headers=host))
    assert CALLER in shown[agent.client]
    assert "filling this in for" not in shown[resident]
    assert "Ffion" not in shown[resident]
    assert again == shown[resident]
    assert drawing._flat, "residents are still given the page that was taken apart once"
