"""What stands against a move is said at the question that can mend it, and nothing of the move is kept."""

from __future__ import annotations

import pytest

from commonhall.capabilities.errors import Unavailable
from commonhall.cases.bookings import NothingChanged, SlotGone
from commonhall.cases.disclosures import PublicationRefused, disclosures
from commonhall.cases.intake import submit
from commonhall.cases.models import Case
from commonhall.cases.operations import move_case
from commonhall.cases.queries import effective_of_case
from commonhall.cases.refusals import problem_of, slot_options
from commonhall.catalogue.models import Binding
from commonhall.core.language.case_model import Transition
from commonhall.core.questions.question import Setting
from commonhall.core.values.words import Language
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.work.slots import AT, adopt_visits, begin, fill_in

OFFICER = Actor("staff", name="Officer")


def opened(council: CouncilSite) -> Case:
    standing = fill_in(begin(adopt_visits(council)), council)
    case: Case = Case.objects.get(id=submit(standing=standing, at=AT).case_ids[0])
    return case


def taken(case: Case, council: CouncilSite, name: str) -> Transition:
    moves = effective_of_case(case, council=council, at=AT).pattern.case.transitions
    return next(each for each in moves if each.id == name)


def publish(case: Case, council: CouncilSite, told: str) -> None:
    move_case(
        case_id=case.id,
        transition="publish",
        asked={"told": told},
        expect=None,
        actors=("officer",),
        council=council,
        by=OFFICER,
        at=AT,
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This is to be published, and it tells of a person: nia.ffowc@example.org, Nia Ffowc. Take it out"),
        ("cy", "Bydd hwn yn cael ei gyhoeddi, ac mae’n sôn am berson: nia.ffowc@example.org, Nia Ffowc. Tynnwch ef"),
    ],
)
def test_a_publication_that_tells_of_a_person_changes_nothing_and_says_what(
    council: CouncilSite, language: Language, said: str
) -> None:
    with in_council(council):
        case = opened(council)
        with pytest.raises(PublicationRefused) as refused:
            publish(case, council, "Nia Ffowc asked. Write to nia.ffowc@example.org.")
        setting = Setting(language=language, today="2026-06-08")
        problem = problem_of(refused.value, taken(case, council, "publish"), setting)
        assert problem is not None
        assert (problem.field, problem.message.startswith(said)) == ("told", True)
        assert Case.objects.get(id=case.id).version == case.version
        assert disclosures().entries == ()
        publish(case, council, "We made 12 visits.")
        assert [entry.answer for entry in disclosures().entries] == ["We made 12 visits."]


def test_each_refusal_is_said_at_the_slot_and_none_where_nothing_is_asked(council: CouncilSite) -> None:
    with in_council(council):
        case = opened(council)
        setting = Setting(language="en", today="2026-06-08")
        move = taken(case, council, "move")
        said = {}
        for refused in (SlotGone("visit"), NothingChanged("van"), Unavailable(), PublicationRefused("empty", "title")):
            problem = problem_of(refused, move, setting)
            assert problem is not None
            assert problem.field == "visit_new"
            said[type(refused)] = problem.message
            assert problem_of(refused, taken(case, council, "cancel"), setting) is None
        assert len(set(said.values())) == 4


def test_while_the_calendar_is_down_nothing_is_offered(council: CouncilSite) -> None:
    with in_council(council):
        case = opened(council)
        effective, move = effective_of_case(case, council=council, at=AT), taken(case, council, "move")
        scope = effective.scope(answers=case.answers, today="2026-06-08")
        assert len(slot_options(case, effective, move, scope=scope, at=AT)["visit_new"]) == 5
        assert slot_options(case, effective, taken(case, council, "cancel"), scope=scope, at=AT) == {}
        Binding.objects.filter(capability="bookings").delete()
        assert slot_options(case, effective, move, scope=scope, at=AT) == {"visit_new": []}
