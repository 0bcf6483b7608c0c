"""An answer that cannot wait opens a case at once, sent or not: one for a journey, for the team that deals with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commonhall.cases.intake import submit, submitted_before
from commonhall.cases.models import Case, CaseTask
from commonhall.cases.queries import opened_by
from commonhall.contacts.models import Person
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.record.models import Event, Outbox
from tests.rooms.work.permits import AT, GOOD, adopt_permit, answered, done, move, post

DANGER = {"car": GOOD["car"], "safe": {"unsafe": ["yes"]}}


def in_danger(council: CouncilSite) -> tuple[Journey, Case]:
    with in_council(council):
        journey, _ = answered(council, DANGER, service=adopt_permit(council))
        return journey, Case.objects.get()


def test_the_case_is_there_before_anything_is_sent(council: CouncilSite) -> None:
    journey, case = in_danger(council)
    assert (case.item, case.title_en, case.team, case.state) == ("alert:danger", "Danger: AB12 CDE", "crisis", "urgent")
    assert case.answers == {"plate": "AB12 CDE", "height": 1, "unsafe": True}
    assert case.due_at == AT + timedelta(hours=1, seconds=1)
    with in_council(council):
        task = CaseTask.objects.get()
        assert (task.kind, task.team) == ("call", "crisis")
        assert journey.state == "started"
        assert Event.objects.get(kind="case_opened").facts["alert"] == "danger"
        assert not Outbox.objects.filter(kind="tell").exists()


def test_nothing_is_opened_for_who_is_safe(council: CouncilSite) -> None:
    with in_council(council):
        answered(council, {**DANGER, "safe": {"unsafe": ["no"]}}, service=adopt_permit(council))
        assert not Case.objects.exists()


def test_answering_again_opens_no_second_case_and_keeps_the_first_up_to_date(council: CouncilSite) -> None:
    journey, case = in_danger(council)
    with in_council(council):
        post(journey, council, {"safe": {"unsafe": ["yes"]}, "who": GOOD["who"]})
        again = Case.objects.get()
        assert (again.id, again.answers["name"]) == (case.id, "Ana Rees")
        assert Person.objects.get(id=case.person_id).email == "ana.rees@example.org"
        post(journey, council, {"safe": {"unsafe": ["no"]}})
        assert Case.objects.get().id == case.id


def test_sending_opens_the_ordinary_case_beside_it_and_names_only_that(council: CouncilSite) -> None:
    journey, case = in_danger(council)
    with in_council(council):
        sent = submit(standing=post(journey, council, {"who": GOOD["who"]}), at=AT)
        assert case.id not in sent.case_ids
        assert Case.objects.count() == 2
        assert submitted_before(journey).references == sent.references
        assert [each.reference for each in opened_by(journey.id)] == list(sent.references)


def test_it_is_closed_only_when_the_person_was_called(council: CouncilSite) -> None:
    _, case = in_danger(council)
    with pytest.raises(MoveRefused):
        move(council, case, "handle")
    done(council, case, "call")
    closed = move(council, case, "handle", at=datetime(2026, 6, 11, 9, 0, tzinfo=UTC))
    assert (str(closed.dispose_date), closed.dispose_then) == ("2026-12-11", "delete")


def test_the_other_council_hears_nothing(council: CouncilSite, other_council: CouncilSite) -> None:
    in_danger(council)
    with in_council(other_council):
        assert not Case.objects.exists()
        assert not CaseTask.objects.exists()
