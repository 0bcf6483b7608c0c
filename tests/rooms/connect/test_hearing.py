"""What a linked system says is taken once, by its signature or by asking, whatever goes wrong on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from standardwebhooks import Webhook

from commonhall.capabilities.backoffice.port import Update
from commonhall.capabilities.backoffice.simulator.accounts import demo_secret, demo_webhook
from commonhall.capabilities.backoffice.simulator.contractor import running
from commonhall.cases.models import Case, Note
from commonhall.catalogue.operations import bind_provider
from commonhall.connect.finding import hand_over_what_is_due
from commonhall.connect.hearing import CaseNotHere, take_update
from commonhall.connect.models import Handover, Heard, Link
from commonhall.connect.operations import LinkRefused, link_system
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.loopback import loopback
from tests.rooms.connect.conftest import Roads
from tests.rooms.connect.road_works import AT, EXCHANGE, SLUG, link_roads, report
from tests.rooms.office.desk import host_of
from tests.rooms.work.told import work


def outcomes(council: CouncilSite) -> list[tuple[str, str]]:
    """Return what was heard, by when it took effect."""
    with in_council(council):
        return list(Heard.objects.order_by("effective_at", "id").values_list("status", "outcome"))


def say(roads: Roads, status: str, *, text: str = "", ago: float = 0, id: str = "", external: str = "GH-48201",
        **facts: str) -> Heard | None:  # fmt: skip
    """Let the linked system say something that took effect ``ago`` seconds before now."""
    at = roads.at - timedelta(seconds=ago)
    update = Update(id or f"x-{status}-{ago}", status, at, external=external, text=text, facts=facts)
    with in_council(roads.council):
        return take_update(link=roads.link, update=update, council=roads.council, at=roads.at)


@pytest.fixture
def handed(roads: Roads) -> Case:
    """A case that the contractor has."""
    case = roads.report()
    roads.find()
    roads.deliver()
    return case


@pytest.mark.parametrize("effect", ["duplicate_updates", "reorder_updates"])
def test_updates_that_come_twice_or_out_of_order_are_taken_once_in_order(
    roads: Roads, handed: Case, effect: str
) -> None:
    roads.contractor.faults.set(effect)
    roads.after(seconds=300)
    assert outcomes(roads.council) == [("open", "noted"), ("investigating", "moved"), ("action_scheduled", "moved")]
    assert roads.read(handed).state == "planned"


def test_a_status_that_nobody_declared_becomes_a_note(roads: Roads, handed: Case) -> None:
    roads.contractor.faults.set("unknown_status", times=1)
    roads.after(seconds=1)
    assert outcomes(roads.council) == [("awaiting_permit", "noted")]
    assert roads.read(handed).state == "received"


def test_an_older_word_that_comes_late_moves_nothing(roads: Roads, handed: Case) -> None:
    roads.at += timedelta(minutes=10)
    say(roads, "investigating", ago=60)
    say(roads, "fixed", ago=120, text="Done")
    assert outcomes(roads.council) == [("fixed", "late"), ("investigating", "moved")]
    assert roads.read(handed).state == "looking"


def test_the_same_status_again_changes_nothing(roads: Roads, handed: Case) -> None:
    roads.at += timedelta(minutes=10)
    say(roads, "investigating", ago=60)
    version = roads.read(handed).version
    say(roads, "investigating", ago=30)
    assert outcomes(roads.council)[1] == ("investigating", "kept")
    assert roads.read(handed).version == version


@pytest.mark.parametrize("expected", ["2020-01-01", "soon", ""])
def test_an_answer_that_nobody_could_type_is_refused_and_noted(roads: Roads, handed: Case, expected: str) -> None:
    heard = say(roads, "action_scheduled", text="A crew is booked.", expected_datetime=expected)
    assert heard is not None
    assert (heard.outcome, heard.reason) == ("refused", "plan: no answer to on")
    assert roads.read(handed).state == "received"
    with in_council(roads.council):
        assert Note.objects.filter(case=handed, text__contains="A crew is booked.").count() == 1


def test_a_case_that_is_not_here_yet_is_asked_for_again_and_then_shown(roads: Roads, handed: Case) -> None:
    with pytest.raises(CaseNotHere):
        say(roads, "fixed", external="GH-99999")
    heard = say(roads, "fixed", external="GH-99999", ago=7200)
    assert heard is not None
    assert heard.outcome == "unknown"
    assert roads.read(handed).state == "received"


def test_what_is_declared_must_fit_the_service(roads: Roads) -> None:
    wrong = {
        **EXCHANGE,
        "fields": [*EXCHANGE["fields"], {"to": "depth", "path": "answers.depth"}],
        "hears": {"refused": {"transition": "refuse"}, "lost": {"transition": "lose"}},
        "tells": {"gone": "CLOSED"},
    }
    with in_council(roads.council), pytest.raises(LinkRefused) as refused:
        link_system(service=SLUG, title=Words(en="X"), exchange=wrong, council=roads.council, by=SYSTEM, at=AT)
    assert set(refused.value.problems) == {
        "depth: the service does not ask depth",
        "refused: a supplier may not take refuse",
        "lost: there is no transition lose",
        "gone is not a state of its cases",
    }


def test_after_a_swap_old_cases_stay_where_they_are_and_new_ones_go_to_the_new_system(
    roads: Roads, handed: Case, tmp_path: Path
) -> None:
    with running(tmp_path / "second", clock=lambda: roads.at) as second:
        with in_council(roads.council):
            settings = {**demo_webhook(roads.council.slug, second.address)}
            bind_provider(capability="backoffice", provider="webhook", settings=settings, by=SYSTEM, at=roads.at)
        roads.after(seconds=61)
        assert roads.read(handed).state == "looking"
        with in_council(roads.council):
            assert Handover.objects.get(case=handed).external == "GH-48201"
            before = Handover.objects.get(case=handed).binding_id
        later = report(roads.council, at=datetime.now(UTC))  # the receiver of a webhook goes by today's clock
        roads.at = datetime.now(UTC)
        roads.find()
        roads.deliver()
        with in_council(roads.council):
            assert Handover.objects.get(case=later).external == "GH-48201"
            assert Handover.objects.get(case=later).binding_id != before


@dataclass
class Pushed:
    """A council that a contractor tells of changes."""

    council: CouncilSite
    case: Case
    link: Link
    external: str

    def push(
        self, status: str, *, id: str = "msg_1", secret: str = "", sent_at: datetime | None = None, **more: Any
    ) -> int:
        """Push one update and return the status of the answer."""
        now = sent_at or datetime.now(UTC)
        body = json.dumps({
            "type": "case.updated",
            "data": {"external": self.external, "status": status, "at": datetime.now(UTC).isoformat(), **more},
        })  # fmt: skip
        signature = Webhook(secret or demo_secret(self.council.slug)).sign(id, now, body)
        return self.post(body, id=id, stamp=str(int(now.timestamp())), signature=signature)

    def post(self, body: str, *, id: str, stamp: str, signature: str, service: str = SLUG) -> int:
        """Post a body with these headers."""
        headers = {
            "host": host_of(self.council), "webhook-id": id, "webhook-timestamp": stamp, "webhook-signature": signature,
        }  # fmt: skip
        answer = Client(enforce_csrf_checks=True).post(
            f"/hooks/back-office/{service}", body, content_type="application/json", headers=headers
        )
        return int(answer.status_code)


@pytest.fixture
def pushed(council: CouncilSite, tmp_path: Path) -> Iterator[Pushed]:
    """A council that hands cases over by webhook, with one case there."""
    now = datetime.now(UTC)
    with loopback(), running(tmp_path) as contractor:
        with in_council(council):
            link = link_roads(council, contractor.address, at=AT)
            settings = demo_webhook(council.slug, contractor.address)
            bind_provider(capability="backoffice", provider="webhook", settings=settings, by=SYSTEM, at=now)
        case = report(council, at=now)
        hand_over_what_is_due(council, at=now)
        work(council, at=now)
        with in_council(council):
            external = Handover.objects.get().external
        yield Pushed(council, case, link, external)


def state_of(pushed: Pushed) -> str:
    """Return the state of the case now."""
    with in_council(pushed.council):
        return str(Case.objects.get(id=pushed.case.id).state)


def test_a_signed_push_moves_the_case_once(pushed: Pushed) -> None:
    assert pushed.external == "GH-48201"
    assert pushed.push("INVESTIGATING") == 204
    assert state_of(pushed) == "looking"
    assert pushed.push("INVESTIGATING") == 204
    assert outcomes(pushed.council) == [("investigating", "moved")]


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_replay_is_refused(pushed: Pushed, minutes: int) -> None:
    assert pushed.push("fixed", sent_at=datetime.now(UTC) + timedelta(minutes=minutes)) == 401
    assert outcomes(pushed.council) == []


def test_another_councils_signature_is_refused(pushed: Pushed, other_council: CouncilSite) -> None:
    assert pushed.push("fixed", secret=demo_secret(other_council.slug)) == 401
    assert outcomes(pushed.council) == []


@pytest.mark.parametrize("signature", ["", "v1,", "v1", "nonsense", "v1a,AAAA", "v1,AAAA v2,BBBB"])
def test_a_push_without_a_signature_of_ours_is_refused(pushed: Pushed, signature: str) -> None:
    stamp = str(int(datetime.now(UTC).timestamp()))
    assert pushed.post("{}", id="msg_1", stamp=stamp, signature=signature) == 401
    assert pushed.post("{}", id="msg_1", stamp=stamp, signature=signature, service="nonsense") == 401


@pytest.mark.parametrize(
    "more", [{"at": "yesterday"}, {"at": "2026-06-10T10:00:00"}, {"status": ""}, {"external": "", "reference": ""},
             {"text": "Done\x00"}, {"status": "fixed\x00"}],
)  # fmt: skip
def test_a_push_of_another_shape_is_refused(pushed: Pushed, more: dict[str, Any]) -> None:
    assert pushed.push(more.pop("status", "fixed"), **more) == 400
    assert outcomes(pushed.council) == []


def test_a_push_about_a_case_that_is_not_here_is_to_come_again(pushed: Pushed) -> None:
    assert pushed.push("fixed", external="GH-99999") == 503


def test_only_small_posts_are_read(pushed: Pushed) -> None:
    assert pushed.push("fixed", text="x" * 70_000) == 413
    answer = Client().get(f"/hooks/back-office/{SLUG}", headers={"host": host_of(pushed.council)})
    assert answer.status_code == 405
