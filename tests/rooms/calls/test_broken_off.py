"""When an act in a call breaks off at its last statement, is nothing of it left?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from commonhall.cases.models import Case, Note, Occurrence
from commonhall.cases.people import in_calls as case_calls
from commonhall.cases.tables.contacting import CaseContact
from commonhall.catalogue.queries import get_service
from commonhall.contacts import answering
from commonhall.contacts.models import Interaction
from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys import in_calls as journey_calls
from commonhall.journeys.models import Journey, ResumeLink
from commonhall.record.models import Event, Outbox
from tests.rooms.office.desk import Desk

KEPT = (Interaction, Journey, ResumeLink, CaseContact, Note, Occurrence, Event, Outbox)


class BrokenOff(Exception):
    """The process went away."""


def break_off(*_given: Any, **_named: Any) -> Any:
    raise BrokenOff


def stored() -> list[Any]:
    """Return every row that a call may touch."""
    return [sorted(map(str, model.objects.values_list())) for model in KEPT]


def acts(council: CouncilSite, case: Case, by: Actor) -> dict[str, tuple[Any, str, Callable[[], Any]]]:
    """Return each act in a call, by name, with where it breaks off: the module and what it calls last."""
    at = datetime.now(UTC)
    call = answering.start_interaction(channel="phone", by=by, at=at)
    answering.name_caller(interaction_id=call.id, person_id=case.person_id, by=by, at=at)
    service = get_service("skip-licence", council=council, day=at.date())
    journey, _ = journey_calls.begin_in_call(interaction_id=call.id, service=service, language="en", by=by, at=at)
    of_call: dict[str, Any] = {"interaction_id": call.id, "by": by, "at": at}
    codes: dict[str, Any] = {"reason": "information", "outcome": "resolved", "avoidable": "needed"}
    link: dict[str, Any] = {
        "service": service,
        "journey": journey,
        "way": "sms",
        "to": "07700 900123",
        "site": "",
        "language": "en",
    }
    return {
        "start": (answering, "record_event", lambda: answering.start_interaction(channel="phone", by=by, at=at)),
        "name": (answering, "record_event", lambda: answering.name_caller(person_id=None, **of_call)),
        "check": (answering, "record_event", lambda: answering.keep_check(right=(), asked=("name",), **of_call)),
        "finish": (answering, "record_event", lambda: answering.finish_interaction(**codes, **of_call)),
        "begin": (
            journey_calls,
            "_link",
            lambda: journey_calls.begin_in_call(service=service, language="en", **of_call),
        ),
        "resume": (
            journey_calls,
            "_link",
            lambda: journey_calls.resume_in_call(journey=journey, consent=True, **of_call),
        ),
        "note": (case_calls, "link_case", lambda: case_calls.note_in_call(case_id=case.id, text="Said", **of_call)),
        "again": (case_calls, "link_case", lambda: case_calls.again_in_call(case_id=case.id, form=new_id(), **of_call)),
        "told": (case_calls, "record_event", lambda: case_calls.link_case(case_id=case.id, way="told", **of_call)),
        "hand over": (case_calls, "enqueue", lambda: case_calls.hand_over(form=new_id(), **link, **of_call)),
    }


@pytest.mark.parametrize(
    "act", ["start", "name", "check", "finish", "begin", "resume", "note", "again", "told", "hand over"]
)
def test_nothing_is_left(council: CouncilSite, agent: Desk, case: Case, act: str, monkeypatch: Any) -> None:
    with in_council(council):
        module, last, doing = acts(council, case, Actor("staff", agent.membership_id, "Asha Agent"))[act]
        before = stored()
        with monkeypatch.context() as patched:
            patched.setattr(module, last, break_off)
            with pytest.raises(BrokenOff):
                doing()
        assert stored() == before
        doing()
        assert stored() != before
