"""Does what is tried go to a linked system's address for tests, and come back, while what is real is none the wiser?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from standardwebhooks import Webhook

from commonhall.capabilities.backoffice.simulator.accounts import demo_account, demo_secret, demo_webhook
from commonhall.cases.models import Case
from commonhall.catalogue.operations import bind_provider
from commonhall.connect.models import Handover, Heard, Link
from commonhall.connect.operations import switch_link
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council, in_test_mode
from tests.rooms.connect.conftest import Roads
from tests.rooms.connect.road_works import AT, SLUG
from tests.rooms.office.desk import host_of, new_desk

TESTS = "amberford-tests"


@pytest.fixture
def bound(roads: Roads) -> Roads:
    """The roads, with an account for tests at the contractor."""
    with in_council(roads.council):
        settings = demo_account(TESTS, roads.contractor.address)
        bind_provider(capability="backoffice", provider="open311", settings=settings, mode="test", by=SYSTEM, at=AT)
    return roads


@pytest.fixture
def tried(bound: Roads) -> Iterator[Case]:
    """A case that is only tried; the test goes on in test mode."""
    with in_test_mode():
        yield bound.report()


def heard(council: CouncilSite) -> list[str]:
    with in_council(council):
        return list(Heard.objects.order_by("effective_at", "id").values_list("outcome", flat=True))


def test_it_goes_there_and_comes_back(bound: Roads, tried: Case) -> None:
    bound.after(seconds=1)
    bound.after(seconds=300)
    assert bound.read(tried).state == "planned"
    assert "moved" in heard(bound.council)
    with in_council(bound.council):
        assert Handover.objects.get().external


def test_what_is_real_hears_nothing_of_it(bound: Roads) -> None:
    real = bound.report()
    with in_test_mode():
        bound.report()
        bound.after(seconds=1)
        bound.after(seconds=300)
        assert heard(bound.council)
    with in_council(bound.council):
        link = Link.objects.get()
        assert link.heard_until is None
        assert not Handover.objects.exists()
    assert heard(bound.council) == []
    assert bound.read(real).state == "received"


def test_without_an_account_for_tests_it_waits_and_nothing_real_is_in_trouble(roads: Roads) -> None:
    with in_test_mode():
        case = roads.report()
        roads.after(seconds=300)
        assert roads.read(case).state == "received"
        with in_council(roads.council):
            assert not Handover.objects.get().external
    with in_council(roads.council):
        assert Link.objects.get().trouble == ""


def test_a_linked_system_is_tried_before_it_is_switched_on(bound: Roads) -> None:
    with in_council(bound.council):
        switch_link(service=SLUG, running=False, by=SYSTEM, at=AT)
    real = bound.report()
    with in_test_mode():
        tried = bound.report()
        bound.after(seconds=1)
        bound.after(seconds=300)
        assert bound.read(tried).state == "planned"
    bound.after(seconds=300)
    assert bound.read(real).state == "received"


def test_nobody_switches_a_linked_system_within_a_test(roads: Roads) -> None:
    lead = new_desk(roads.council, "Lowri Lead", ("lead", "*", ""))
    assert 'value="off"' in lead.get("linked-systems").content.decode()
    lead.post("tests")
    assert 'value="off"' not in lead.get("linked-systems").content.decode()
    lead.post("linked-systems", do="off", service=SLUG)
    with in_council(roads.council):
        assert Link.objects.get().running


def test_a_push_for_a_test_moves_the_test(roads: Roads) -> None:
    now = datetime.now(UTC)
    with in_council(roads.council):
        settings = demo_webhook(TESTS, roads.contractor.address)
        bind_provider(capability="backoffice", provider="webhook", settings=settings, mode="test", by=SYSTEM, at=AT)
    roads.at = now
    real = roads.report()
    roads.find()
    with in_test_mode():
        case = roads.report()
        roads.find()
        roads.deliver()
    body = json.dumps({
        "type": "case.updated",
        "data": {"reference": case.reference, "external": "", "status": "INVESTIGATING", "at": now.isoformat()},
    })  # fmt: skip
    headers = {
        "host": host_of(roads.council), "webhook-id": "msg_1", "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(demo_secret(TESTS)).sign("msg_1", now, body),
    }  # fmt: skip
    answer = Client().post(f"/hooks/back-office/{SLUG}", body, content_type="application/json", headers=headers)
    assert answer.status_code == 204
    assert roads.read(real).state == "received"
    with in_test_mode():
        assert roads.read(case).state == "looking"
