"""Answers are corrected, cases move to other versions and services, and are split: nothing of what was is lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commonhall.cases.models import Case, CaseDeadline, CaseTask, Correction, Note, Recast, Relation
from commonhall.cases.operations import CaseChanged, move_case
from commonhall.cases.together.correcting import CorrectionRefused, correct_answer
from commonhall.cases.together.recasting import RecastRefused, change_service, move_to_version
from commonhall.cases.together.splitting import split_case
from commonhall.contacts.models import Person
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.cast import Cast
from tests.rooms.office.desk import Desk, new_desk, open_case, read_case, text_of
from tests.rooms.together.services import graffiti, newer, noise_case

ROWAN = Actor("staff", name="Rowan Pike")


def now() -> datetime:
    return datetime.now(UTC)


def hidden_fields(response: Any) -> dict[str, str]:
    """Return the hidden fields of the main form of a page."""
    html = response.content.decode()
    form = html[html.index('id="questions"') :]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[: form.index("</form>")]))


def test_a_corrected_answer_keeps_the_old_one_and_what_was_decided(desk: Desk) -> None:
    case = noise_case(desk.council)
    assert "How many nights?" in text_of(desk.get(f"cases/{case.reference}/answers"))
    path = f"cases/{case.reference}/answers/nights"
    assert 'value="4"' in desk.get(path).content.decode()
    asked = desk.post(path, nights="12", correction_why="Typed wrong", revision="1")
    page = text_of(asked)
    for said in ("Other results follow from this", "Severe no yes", "Visits to make 1 3", "What stands there now 4"):
        assert said in page, said
    assert read_case(desk.council, case).version == 1, "nothing has happened yet"
    unsaid = desk.post(path, **{**hidden_fields(asked), "then": ""})
    assert "There is a problem" in text_of(unsaid)
    done = desk.post(path, **{**hidden_fields(asked), "then": "keep"})
    assert done.status_code == 303
    kept = read_case(desk.council, case)
    assert kept.answers["nights"] == 12
    assert kept.facts["computed"]["visits"] == 1, "what was worked out stands"
    assert kept.facts["decided"]["urgent"]["values"] == {"within": 5}
    assert kept.title_en == "Noise for Ffion Garside, 12 nights"
    page = text_of(desk.get(f"cases/{case.reference}"))
    for said in ("Answer corrected: How many nights?", "Before: 4", "Typed wrong", "How many nights? 12"):
        assert said in page, said


def test_results_are_taken_over_only_when_asked_for(desk: Desk) -> None:
    case = noise_case(desk.council)
    path = f"cases/{case.reference}/answers/nights"
    asked = desk.post(path, nights="12", correction_why="Typed wrong", revision="1")
    desk.post(path, **{**hidden_fields(asked), "then": "renew"})
    kept = read_case(desk.council, case)
    assert kept.facts["computed"] == {"severe": True, "visits": 3}
    assert kept.facts["decided"]["urgent"]["values"] == {"within": 1}
    with in_council(desk.council):
        made = Correction.objects.get()
        assert (made.old, made.new, made.renewed) == (4, 12, True)
        assert made.results_before["computed.visits"] == 1


def test_an_answer_from_which_nothing_else_follows_is_corrected_at_once(desk: Desk) -> None:
    case = noise_case(desk.council)
    path = f"cases/{case.reference}/answers/email"
    desk.post(path, email="ffion@example.org", correction_why="New address", revision="1")
    with in_council(desk.council):
        assert Person.objects.get(id=case.person_id).email == "ffion@example.org"
        assert Case.objects.get(id=case.id).answers["email"] == "ffion@example.org"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"nights": "none", "correction_why": "x"}, "There is a problem"),
        ({"nights": "301", "correction_why": "x"}, "There is a problem"),
        ({"nights": "5", "correction_why": ""}, "There is a problem"),
    ],
)
def test_the_question_s_own_checks_hold(desk: Desk, fields: dict[str, str], said: str) -> None:
    case = noise_case(desk.council)
    assert said in text_of(desk.post(f"cases/{case.reference}/answers/nights", **fields, revision="1"))
    with in_council(desk.council):
        assert not Correction.objects.exists()


def test_what_cannot_be_corrected_says_so(desk: Desk, council: CouncilSite) -> None:
    case = noise_case(council)
    assert desk.get(f"cases/{case.reference}/answers/nothing").status_code == 404
    viewer = new_desk(council, "Vera Viewer", ("viewer", "*", ""))
    for path in ("answers", "answers/nights", "service", "version", "split"):
        assert viewer.get(f"cases/{case.reference}/{path}").status_code == 404
        assert viewer.post(f"cases/{case.reference}/{path}", nights="9").status_code in (404, 405)
    assert desk.get(f"cases/{case.reference}/version").status_code == 404, "only a lead moves a case to another version"
    with in_council(council):
        for question, answer, why, reason in (
            ("gone", 1, "x", "unknown"), ("nights", 4, "x", "same"), ("nights", 9, " ", "why"),
        ):  # fmt: skip
            with pytest.raises(CorrectionRefused, match=reason):
                correct_answer(
                    case_id=case.id, question=question, answer=answer, why=why, expect=1, council=council, by=ROWAN,
                    at=now(),
                )  # fmt: skip
        with pytest.raises(CaseChanged):
            correct_answer(
                case_id=case.id, question="nights", answer=9, why="x", expect=7, council=council, by=ROWAN, at=now()
            )


def test_a_case_moves_to_the_newest_version_as_it_was_shown(lead: Desk, council: CouncilSite) -> None:
    case = noise_case(council, ago=timedelta(days=1))
    with in_council(council):
        due = CaseDeadline.objects.get(case=case).due_date
        move_case(
            case_id=case.id, transition="visit", expect=1, actors=("officer",), council=council, by=ROWAN, at=now()
        )
    lead.get(f"cases/{case.reference}/version")
    assert "It is there already" in text_of(lead.get(f"cases/{case.reference}"))
    version = newer(council).version
    path = f"cases/{case.reference}/version"
    page = text_of(lead.get(path))
    for said in (
        f"Move this case to version {version}", "Answers that no longer fit, kept beside Whom have you told?",
        "from the day it was opened Reply", "Open tasks that are dropped Ring them", "Which state does it go to?",
    ):  # fmt: skip
        assert said in page, said
    assert "There is a problem" in text_of(lead.post(path, recast_why="New rules", revision="2")), "choose a state"
    assert lead.post(path, recast_why="New rules", state="seen", revision="2").status_code == 303
    kept = read_case(council, case)
    assert (kept.pattern_version, kept.state, kept.reference) == (version, "seen", case.reference)
    assert "told" not in kept.answers
    with in_council(council):
        clocks = {each.kind: each for each in CaseDeadline.objects.filter(case=case)}
        assert clocks["first_visit"].due_date == due, "dates that were promised stand"
        assert clocks["reply"].started == str(london_day(case.opened_at))
        assert CaseTask.objects.get(case=case, kind="ring").state == "dropped"
        assert Recast.objects.get().left["told"]["lines"] == ["The landlord"]
    page = text_of(lead.get(f"cases/{case.reference}"))
    assert "Version 1.0.0 until" in page
    assert "Whom have you told? The landlord" in page
    assert f"Moved to version {version} of the service" in page


def test_a_case_that_was_changed_meanwhile_does_not_move(council: CouncilSite) -> None:
    case, to = noise_case(council), newer(council)
    with in_council(council), pytest.raises(CaseChanged):
        move_to_version(case_id=case.id, to=to, why="x", expect=9, council=council, by=ROWAN, at=now())
    with in_council(council):
        assert not Recast.objects.exists()
        assert Case.objects.get(id=case.id).pattern_version == "1.0.0"


def test_a_case_becomes_another_service_s_with_the_clock_from_its_opening(desk: Desk, council: CouncilSite) -> None:
    case = noise_case(council, ago=timedelta(days=2))
    graffiti(council)
    path = f"cases/{case.reference}/service"
    start = desk.get(path)
    assert "Report graffiti" in text_of(start)
    shown = desk.post(path, service="graffiti", revision="1")
    page = text_of(shown)
    for said in ("How many nights?", "What kind of noise?", "Questions without an answer Which wall?", "Clean it up"):
        assert said in page, said
    assert desk.post(path, **{**hidden_fields(shown), "recast_why": "It is paint"}).status_code == 303
    kept = read_case(council, case)
    assert (kept.pattern, kept.state, kept.team, kept.reference) == (
        "graffiti",
        "reported",
        "cleansing",
        case.reference,
    )
    assert set(kept.answers) == {"your_name", "email"}
    assert kept.title_en == "Graffiti told by Ffion Garside"
    with in_council(council):
        clock = CaseDeadline.objects.get(case=case)
        assert (clock.kind, clock.started) == ("clean_up", str(london_day(case.opened_at)))
        assert set(Recast.objects.get().left) == {"kind", "nights", "told"}, "of another type is not the same"
        move_case(
            case_id=case.id, transition="clean", expect=None, actors=("officer",), council=council, by=ROWAN, at=now()
        )
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "What kind of noise? Music" in page
    assert "Moved to another service" in page


def test_recategorised_to_a_pattern_that_the_team_may_not_see(council: CouncilSite) -> None:
    both = new_desk(council, "Una Both", ("officer", "noise", ""), ("viewer", "graffiti", ""))
    noise_only = new_desk(council, "Ned Noise", ("officer", "noise", ""))
    everything = new_desk(council, "Alys All", ("officer", "*", ""))
    case = noise_case(council)
    graffiti(council, sensitive=True)
    for one in (noise_only, everything):
        none = one.get(f"cases/{case.reference}/service")
        assert none.status_code == 303, "a service that they may not know of is not offered"
        assert one.post(f"cases/{case.reference}/service", service="graffiti", recast_why="x").status_code == 303
    assert read_case(council, case).pattern == "noise"
    path = f"cases/{case.reference}/service"
    shown = both.post(path, service="graffiti", revision="1")
    both.post(path, **{**hidden_fields(shown), "recast_why": "Paint"})
    assert read_case(council, case).restricted
    why = both.get(f"cases/{case.reference}")
    assert why.status_code == 303, "it is sensitive now, and not theirs to work on: they are asked why"
    both.post(why.headers["Location"].removeprefix("/office/"), purpose="advice")
    assert both.get(f"cases/{case.reference}").status_code == 200
    for one in (noise_only, everything):
        assert one.get(f"cases/{case.reference}").status_code == 404
        assert f"cases/{case.reference}" not in one.get("", q=case.reference).content.decode()


@pytest.mark.parametrize("reason", ["each", "closed", "why"])
def test_what_cannot_become_another_s_says_why(council: CouncilSite, reason: str) -> None:
    case = noise_case(council)
    to = graffiti(council)
    if reason == "each":
        open_case(council)
        with in_council(council):
            from commonhall.catalogue.queries import get_service

            to = get_service("skip-licence", council=council, day=london_day(now()))
    with in_council(council):
        if reason == "closed":
            move_case(
                case_id=case.id, transition="close", expect=1, actors=("officer",), council=council, by=ROWAN, at=now()
            )
        with pytest.raises(RecastRefused, match=reason):
            change_service(
                case_id=case.id, to=to, why="" if reason == "why" else "x", expect=None, council=council, by=ROWAN,
                at=now(),
            )  # fmt: skip
    with in_council(council):
        assert not Recast.objects.exists()


def test_a_part_becomes_a_case_of_its_own(desk: Desk, council: CouncilSite) -> None:
    case = noise_case(council, ago=timedelta(days=2))
    graffiti(council)
    path = f"cases/{case.reference}/split"
    start = desk.get(path)
    assert "Which answers go along?" in text_of(start)
    fields = {**hidden_fields(start), "service": "graffiti", "along": ["name", "nights"], "about": "Paint on the wall."}
    first = desk.post(path, **fields)
    assert first.status_code == 303
    assert desk.post(path, **fields)["location"] == first["location"], "sent twice splits once"
    with in_council(council):
        part = Case.objects.get(pattern="graffiti")
        assert (part.person_id, part.opened_at, part.team) == (case.person_id, case.opened_at, "cleansing")
        assert set(part.answers) == {"your_name"}
        assert Relation.objects.get().kind == "part_of"
        assert Note.objects.get(case=part).text == "Paint on the wall."
        first_of_all = Event.objects.filter(subject_id=part.id).order_by("position").first()
        assert first_of_all is not None
        assert first_of_all.kind == "case_opened"
        assert Case.objects.count() == 2
    assert "Part of it" in text_of(desk.get(f"cases/{part.reference}"))
    assert "A part of this one" in text_of(desk.get(f"cases/{case.reference}"))
    assert part.reference in text_of(desk.get("", q="Ffion Garside"))


def test_the_same_service_can_have_a_part_too(council: CouncilSite) -> None:
    case = noise_case(council)
    with in_council(council):
        from commonhall.catalogue.queries import get_service

        to = get_service("noise", council=council, day=london_day(now()))
        part = split_case(
            case_id=case.id, to=to, answers=("name", "kind", "nights"), about="The works", council=council, by=ROWAN,
            at=now(),
        )  # fmt: skip
        assert part.facts["computed"] == {"severe": False, "visits": 1}
        assert CaseTask.objects.filter(case=part, state="open").count() == 1
        assert Case.objects.get(id=case.id).version == 1


def test_the_other_council_has_none_of_it(council: CouncilSite, cast: Cast) -> None:
    case = noise_case(council)
    with in_council(council):
        correct_answer(
            case_id=case.id, question="nights", answer=9, why="x", expect=1, council=council, by=ROWAN, at=now()
        )
    elsewhere = new_desk(cast.calderwick, "Cai Calder", ("lead", "*", ""))
    for path in ("answers", "answers/nights", "service", "version", "split"):
        assert elsewhere.get(f"cases/{case.reference}/{path}").status_code == 404
    with in_council(cast.calderwick):
        assert not Correction.objects.exists()
        assert not Recast.objects.exists()
