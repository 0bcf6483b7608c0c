"""A form brought in by command becomes a service of that council: to a case, or to an end that opens none."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from commonhall.cases.intake import JourneyNotReady, submit
from commonhall.cases.models import Case
from commonhall.catalogue.models import Adoption, OwnVersion
from commonhall.catalogue.operations import bind_provider
from commonhall.catalogue.queries import Service, get_service
from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.upkeep.forms import FormNotReady, take_in_form
from tests.core.importers.published import OWN, PUBLISHED, needs_published, xgov_files
from tests.rooms.work.skips import begin, fill_in

AT = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
OPERATOR = Actor("system", name="Operator")
FILE = OWN / "community-garden-grant.json"
Posts = dict[str, dict[str, list[str]]]


def grant(change: Any = None) -> Imported:
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    if change:
        change(raw)
    return import_form(json.dumps(raw).encode(), file_name=FILE.name, slug="garden-grant")


def service_of(council: CouncilSite, imported: Imported) -> Service:
    take_in_form(imported, council=council, live=True, by=OPERATOR, at=AT)
    with in_council(council):
        return get_service(imported.pattern.pattern, council=council, day=AT.date())


def ids(imported: Imported) -> dict[str, str]:
    """Return our id of each page and field by its name in the source."""
    found = {asked.field.rpartition(".")[2]: asked.question for asked in imported.asked}
    return found | {path: page for page, path in imported.places.items()}


def posts(imported: Imported, **changed: list[str]) -> Posts:
    """Return what a person posts who may have a grant; ``changed`` by the field's name in the source."""
    name = ids(imported)
    said = {
        "/community-garden-grant": {},
        "/who-is-applying": {"applicant": changed.get("applicant", ["school"])},
        "/is-the-garden-open-to-everyone": {"openToAll": ["yes"]},
    }
    made = {name[path]: {name[field]: value for field, value in fields.items()} for path, fields in said.items()}
    place, plan = name["gardenAddress"], name["plan"]
    made[name["/where-is-the-garden"]] = {
        name["gardenName"]: ["Mill Lane garden"],
        f"{place}-line1": ["1 Mill Lane"],
        f"{place}-town": ["Anytown"],
        f"{place}-postcode": ["AA1 1AA"],
    }
    made[name["/what-will-you-do"]] = {plan: ["Raised beds"], name["helperOne"]: ["The parents"]}
    made[name["/what-will-the-money-buy"]] = {name["purchases"]: ["tools"]}
    made[name["/how-much-money-do-you-need"]] = {name["amount"]: ["£1,200.50"]}
    start = name["startDate"]
    day = {f"{start}-day": ["27"], f"{start}-month": ["3"], f"{start}-year": ["2027"]}
    made[name["/when-will-you-start"]] = day
    person = {name["fullName"]: ["Sam Example"], name["email"]: ["sam@example.org"], name["phone"]: [""]}
    made[name["/how-we-can-reach-you"]] = person
    return made


def test_answers_lead_to_a_case(council: CouncilSite, other_council: CouncilSite) -> None:
    form = grant()
    service = service_of(council, form)
    with in_council(council):
        journey, _ = begin(service, at=AT)
        submitted = submit(standing=fill_in(journey, council, posts=posts(form), at=AT), at=AT)
        case = Case.objects.get()
        assert case.reference == submitted.references[0]
        assert case.answers[ids(form)["amount"]] == "1200.5"
        assert case.title_en == "Apply for a community garden grant"
    with in_council(other_council):
        assert not Case.objects.exists()
        assert not OwnVersion.objects.exists()
        assert not Adoption.objects.exists()


def test_a_refusal_opens_no_case(council: CouncilSite) -> None:
    form = grant()
    service = service_of(council, form)
    with in_council(council):
        journey, _ = begin(service, at=AT)
        refused = dict(list(posts(form, applicant=["business"]).items())[:2])
        standing = fill_in(journey, council, posts=refused, at=AT)
        assert standing.route.stop.kind == "outcome"
        assert standing.route.stop.outcome.startswith("business_cannot_apply")
        with pytest.raises(JourneyNotReady):
            submit(standing=standing, at=AT)
        assert not Case.objects.exists()


def test_the_same_form_again_changes_nothing(council: CouncilSite) -> None:
    first = take_in_form(grant(), council=council, live=False, by=OPERATOR, at=AT)
    again = take_in_form(grant(), council=council, live=False, by=OPERATOR, at=AT)
    assert first == again
    with in_council(council):
        assert OwnVersion.objects.count() == 1
        assert OwnVersion.objects.get().report["verdict"] == "ready with warnings"


def test_a_form_that_must_be_decided_on_does_not_go_live(council: CouncilSite) -> None:
    def ask_for_a_dance(raw: Any) -> None:
        raw["pages"][6]["components"][0]["type"] = "DanceField"

    with pytest.raises(FormNotReady):
        take_in_form(grant(ask_for_a_dance), council=council, live=True, by=OPERATOR, at=AT)
    with in_council(council):
        assert not OwnVersion.objects.exists()
    taken = take_in_form(grant(ask_for_a_dance), council=council, live=False, by=OPERATOR, at=AT)
    assert taken.service == ""


def test_command_imports_and_reports(council: CouncilSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    call_command("form", "import", str(FILE), council=council.slug, live=True, slug="grant", report=report)
    said = capsys.readouterr().out
    assert "Live at /services/grant on" in said
    assert json.loads(report.read_text(encoding="utf-8"))["verdict"] == "ready with warnings"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "nowhere.json"], "cannot be read"),
        (["import", str(FILE), "--live"], "Say at which council"),
        (["import", str(FILE), "--council", "nowhere"], "no council called nowhere"),
        (["import", str(FILE), "--slug", "Not A Slug"], "not a name for a pattern"),
        (["walk", "nowhere.jsonl", "--root", "."], "cannot be read"),
    ],
)
def test_command_says_what_is_wrong(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("form", *arguments)


def test_command_walks_traces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("form", "walk", str(OWN / "traces.jsonl"), root=OWN)
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [result["ok"] for result in results] == [True] * 7
    assert results[0]["got"] == results[0]["expected"]
    wrong = json.loads((OWN / "traces.jsonl").read_text(encoding="utf-8").splitlines()[0]) | {"path": ["/elsewhere"]}
    (tmp_path / "wrong.jsonl").write_text(json.dumps(wrong), encoding="utf-8")
    with pytest.raises(CommandError, match="1 of 1 traces do not match"):
        call_command("form", "walk", str(tmp_path / "wrong.jsonl"), root=OWN)
    assert json.loads(capsys.readouterr().out)["ok"] is False
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(CommandError, match="has no traces"):
        call_command("form", "walk", str(tmp_path / "empty.jsonl"), root=OWN)


def test_what_blocks_is_decided_on_the_command_line(council: CouncilSite, tmp_path: Path) -> None:
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    raw["pages"][6]["components"][0]["type"] = "DanceField"
    file = tmp_path / "dance.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    live = {"council": council.slug, "live": True, "slug": "dance"}
    with pytest.raises(CommandError, match="--decide 'field:/pages/6/components/0="):
        call_command("form", "import", str(file), accept_defaults=True, **live)
    with pytest.raises(CommandError, match="You chose 'Change it'"):
        call_command("form", "import", str(file), decide=["field=Change it"], **live)
    with pytest.raises(CommandError, match="not among what can be chosen: 1 Leave it as it is; 2 Change it"):
        call_command("form", "import", str(file), decide=["field=Perhaps"], **live)
    with pytest.raises(CommandError, match="There is no decision 'fold'"):
        call_command("form", "import", str(file), decide=["fold=1"], **live)
    with pytest.raises(CommandError, match="write it as CODE=CHOICE"):
        call_command("form", "import", str(file), decide=["field"], **live)
    choices = ["field=default", "case.deadline=20", "case.retention=3"]
    call_command("form", "import", str(file), accept_defaults=True, decide=choices, **live)
    with in_council(council):
        kept = OwnVersion.objects.get()
    decisions = {decision["id"]: decision for decision in kept.report["decisions"]}
    assert decisions["field:/pages/6/components/0"]["chosen"] == "Leave it as it is"
    assert decisions["case.deadline"]["chosen"] == "20"
    assert all(decision["chosen"] and decision["by"] == "Operator" for decision in decisions.values())


@pytest.mark.shared_data
@needs_published
def test_the_published_form_runs_to_a_case(council: CouncilSite) -> None:
    file = PUBLISHED / "xgov-v2/mhclg/hsra-rp-eligibility.json"
    form = import_form(file.read_bytes(), file_name=file.name, slug="rental-auctions")
    service = service_of(council, form)
    name = ids(form)
    chosen: Posts = {
        name["/check-if-youre-eligible"]: {},
        name["/are-you-applying-from-a-local-authority-in-england"]: {name["lHTLBl"]: ["yes"]},
        name["/which-grant-are-you-applying-for"]: {name["redirectToEligibleRound"]: ["VR"]},
    }
    with in_council(council):
        journey, _ = begin(service, at=AT)
        submit(standing=fill_in(journey, council, posts=chosen, at=AT), at=AT)
        assert Case.objects.count() == 1


@pytest.mark.shared_data
@needs_published
@pytest.mark.parametrize("file", xgov_files())
def test_every_published_form_goes_live_once_it_is_decided(council: CouncilSite, file: str) -> None:
    source = PUBLISHED / file
    blocking = import_form(source.read_bytes(), file_name=source.name).report.blocking
    live: dict[str, Any] = {"council": council.slug, "live": True, "slug": "published", "accept_defaults": True}
    with in_council(council, by=OPERATOR, purpose="command"):
        bind_provider(capability="files", provider="folder", settings={"folder": "files"}, by=OPERATOR, at=AT)
        bind_provider(capability="payments", provider="practice_card", settings={}, by=OPERATOR, at=AT)
    if blocking:
        with pytest.raises(CommandError, match="cannot go live before this is decided"):
            call_command("form", "import", str(source), **live)
    call_command("form", "import", str(source), decide=[f"{each.id}=default" for each in blocking], **live)
    with in_council(council):
        assert Adoption.objects.get().pattern == "published"
