"""New work goes to whom the council's rules say, skips who is away, and never to nobody's team."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from commonhall.cases.models import Absence, AllocationRule, Bulk, Case, Skill
from commonhall.cases.operations import assign_case
from commonhall.cases.queues.allocating import allocate_case, deliver_allocation
from commonhall.cases.queues.rota import Conditions, RuleRefused, add_absence, keep_rule, raise_rule, rules, set_skill
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.claims import Entry
from commonhall.record.models import Event, Outbox
from tests.rooms.office.desk import Desk, host_of, new_desk, open_case, open_cases, read_case, text_of

NOW = datetime.now(UTC)


def rule(council: CouncilSite, **conditions: Any) -> UUID:
    with in_council(council):
        return keep_rule(conditions=Conditions(**conditions), by=SYSTEM, at=NOW)


def allocated(council: CouncilSite, case: Case) -> Case:
    with in_council(council):
        return allocate_case(case_id=case.id, at=NOW)


def test_intake_promises_it_only_where_there_are_rules(council: CouncilSite) -> None:
    open_case(council)
    with in_council(council):
        assert not Outbox.objects.filter(kind="allocate").exists()
    rule(council)
    case = open_case(council)
    with in_council(council):
        promised = Outbox.objects.filter(kind="allocate")
        assert str(case.id) in {each.payload["case_id"] for each in promised}
        assert promised.count() == 2


def test_officers_get_it_in_turn(council: CouncilSite, desk: Desk) -> None:
    other = new_desk(council, "Olwen Officer", ("officer", "*", ""))
    rule(council, how="round_robin")
    given = [allocated(council, case).owner_id for case in (*open_cases(council), *open_cases(council))]
    pair = {desk.membership_id, other.membership_id}
    assert set(given) == pair
    assert given[:2] == given[2:]
    with in_council(council):
        assert Event.objects.filter(kind="case_allocated").count() == 4


def test_the_least_loaded_gets_it(council: CouncilSite, desk: Desk) -> None:
    other = new_desk(council, "Olwen Officer", ("officer", "*", ""))
    busy, new = open_cases(council)
    with in_council(council):
        assign_case(case_id=busy.id, to=desk.membership_id, by=SYSTEM, at=NOW)
    rule(council, how="least_loaded")
    assert allocated(council, new).owner_id == other.membership_id


def test_who_is_away_is_skipped_and_the_team_keeps_it(council: CouncilSite, desk: Desk) -> None:
    rule(council, how="officer", officer_id=desk.membership_id)
    assert desk.membership_id
    with in_council(council):
        day = london_day(NOW)
        add_absence(membership_id=desk.membership_id, from_date=day, until_date=day, by=SYSTEM, at=NOW)
    away, back = open_cases(council)
    assert allocated(council, away).owner_id is None
    assert read_case(council, away).team == "highways"
    with in_council(council):
        Absence.objects.update(until_date=day - timedelta(days=1), from_date=day - timedelta(days=2))
    assert allocated(council, back).owner_id == desk.membership_id


def test_a_case_in_welsh_goes_to_who_works_in_welsh(council: CouncilSite, desk: Desk) -> None:
    other = new_desk(council, "Olwen Officer", ("officer", "*", ""))
    assert other.membership_id
    with in_council(council):
        set_skill(membership_id=other.membership_id, skill="cy", has=True, by=SYSTEM, at=NOW)
    rule(council, how="round_robin")
    assert {allocated(council, case).owner_id for case in open_cases(council, language="cy")} == {other.membership_id}


@pytest.mark.parametrize(
    ("conditions", "fits"),
    [
        ({"pattern": "skip-licence"}, True),
        ({"pattern": "missed-bin"}, False),
        ({"language": "en"}, True),
        ({"language": "cy"}, False),
        ({"ward": "Nowhere"}, False),
        ({"question": "no_such", "answer": "x"}, False),
    ],
)
def test_the_first_rule_that_holds_decides(
    council: CouncilSite, desk: Desk, conditions: dict[str, str], fits: bool
) -> None:
    new_desk(council, "Wasim Waste", ("officer", "*", "waste"))
    rule(council, to_team="waste", **conditions)
    case = allocated(council, open_case(council))
    assert (case.team == "waste") == fits


def test_it_reads_answers(council: CouncilSite, desk: Desk) -> None:
    case = open_case(council)
    question, answer = next((name, one) for name, one in case.answers.items() if isinstance(one, str))
    rule(council, question=question, answer=answer.upper(), how="officer", officer_id=desk.membership_id)
    assert allocated(council, case).owner_id == desk.membership_id


def test_doing_it_twice_is_doing_it_once(council: CouncilSite, desk: Desk) -> None:
    new_desk(council, "Olwen Officer", ("officer", "*", ""))
    rule(council, how="round_robin")
    case = open_case(council)
    entry = Entry(case.id, "allocate", {"case_id": str(case.id)}, "k", 1, NOW)
    owners = []
    for _ in range(2):
        deliver_allocation(council, entry, NOW)
        owners.append(read_case(council, case).owner_id)
    assert owners[0] == owners[1] is not None
    gone = Entry(case.id, "allocate", {"case_id": str(UUID(int=5))}, "k", 1, NOW)
    deliver_allocation(council, gone, NOW)


def test_who_may_not_see_restricted_cases_gets_none(council: CouncilSite, desk: Desk) -> None:
    case = open_case(council)
    with in_council(council):
        Case.objects.filter(id=case.id).update(restricted=True)
    rule(council, how="round_robin")
    assert allocated(council, case).owner_id is None


def test_rules_say_what_is_missing(council: CouncilSite) -> None:
    with in_council(council):
        for wrong in (Conditions(question="a"), Conditions(how="officer"), Conditions(how="lottery")):
            with pytest.raises(RuleRefused):
                keep_rule(conditions=wrong, by=SYSTEM, at=NOW)
        assert rules() == []


def test_rules_are_raised_and_deleted(council: CouncilSite, lead: Desk) -> None:
    first, second = rule(council, language="cy"), rule(council, language="en")
    with in_council(council):
        raise_rule(rule_id=second, by=SYSTEM, at=NOW)
        assert [one.id for one in rules()] == [second, first]
    assert f"rules/{second}/delete" in lead.get(f"rules/{second}").content.decode()
    assert lead.post(f"rules/{second}", do="delete").status_code == 200  # a rule goes by its own page alone
    sure = text_of(lead.get(f"rules/{second}/delete"))
    assert "New work will no longer be given out by rule 1" in sure
    assert "Cancel" in sure
    with in_council(council):
        assert len(rules()) == 2
    assert lead.post(f"rules/{second}/delete").status_code == 303
    assert lead.get(f"rules/{second}/delete").status_code == 404
    with in_council(council):
        assert [(one.id, one.position) for one in rules()] == [(first, 1)]


def test_a_lead_adds_and_changes_a_rule(lead: Desk, desk: Desk) -> None:
    open_case(lead.council)
    assert "There are no rules yet." in text_of(lead.get("rules"))
    sent = {"pattern": "any", "language": "any", "to_team": "any", "how": "officer", "officer": "any"}
    assert "Select the officer" in text_of(lead.post("rules/new", **sent))
    sent |= {"officer": str(desk.membership_id)}
    assert lead.post("rules/new", **sent).status_code == 303
    page = text_of(lead.get("rules"))
    assert "Always" in page
    assert "One officer: " in page
    with in_council(lead.council):
        kept = AllocationRule.objects.get()
    assert lead.post(f"rules/{kept.id}", **sent | {"how": "team"}).status_code == 303
    with in_council(lead.council):
        assert AllocationRule.objects.get().officer_id is None


def test_absences_and_skills_have_pages(lead: Desk, desk: Desk) -> None:
    sent = {"who": str(desk.membership_id), "from_day-day": "2", "from_day-month": "3", "from_day-year": "2040"}
    late = sent | {"until_day-day": "1", "until_day-month": "3", "until_day-year": "2040"}
    assert "The last day must be the first day or later" in text_of(lead.post("absences", **late))
    assert lead.post("absences", **sent).status_code == 303
    page = text_of(lead.get("absences"))
    assert "2 March 2040" in page
    assert "not known yet" in page
    with in_council(lead.council):
        row = Absence.objects.get()
    assert f"absences/{row.id}/delete" in lead.get("absences").content.decode()
    assert "The absence 2 March 2040" in text_of(lead.get(f"absences/{row.id}/delete"))
    lead.get("absences", lang="cy")
    assert "yn cael ei ddileu" in text_of(lead.get(f"absences/{row.id}/delete"))
    with in_council(lead.council):
        assert Absence.objects.exists()
    assert lead.post(f"absences/{row.id}/delete").status_code == 303
    assert lead.get(f"absences/{row.id}/delete").status_code == 404
    assert lead.post(f"absences/officers/{desk.membership_id}", do="cy").status_code == 303
    with in_council(lead.council):
        assert Skill.objects.get().membership_id == desk.membership_id
        assert not Absence.objects.exists()


def test_a_leaver_s_work_is_handed_on_in_one_act(lead: Desk, desk: Desk) -> None:
    cases = open_cases(lead.council)
    with in_council(lead.council):
        for case in cases:
            assign_case(case_id=case.id, to=desk.membership_id, by=SYSTEM, at=NOW)
    path = f"absences/officers/{desk.membership_id}"
    assert "Open cases of Rowan Pike that you may hand on: 2." in text_of(lead.get(path))
    result = lead.post(path, to=str(lead.membership_id), reason="Left on Friday")
    assert result.status_code == 303
    assert {read_case(lead.council, case).owner_id for case in cases} == {lead.membership_id}
    with in_council(lead.council):
        assert Bulk.objects.get().reason == "Left on Friday"


def test_only_leads_find_these_pages(desk: Desk, lead: Desk, other_council: CouncilSite) -> None:
    kept = rule(desk.council)
    stranger = new_desk(other_council, "Olwen Other", ("lead", "*", ""))
    narrow = new_desk(desk.council, "Nia Narrow", ("lead", "*", "highways"))
    for path in (
        "rules",
        "rules/new",
        f"rules/{kept}",
        f"rules/{kept}/delete",
        "absences",
        f"absences/officers/{desk.membership_id}",
    ):
        assert desk.get(path).status_code == 404
    assert stranger.get(f"rules/{kept}").status_code == 404
    assert stranger.post(f"rules/{kept}/delete").status_code == 404
    with in_council(desk.council):
        assert len(rules()) == 1
    assert stranger.get(f"absences/officers/{desk.membership_id}").status_code == 404
    assert "Always" not in text_of(stranger.get("rules"))
    assert narrow.get("rules").status_code == 200
    assert narrow.get("rules/new").status_code == 404
    assert host_of(other_council) != host_of(desk.council)
