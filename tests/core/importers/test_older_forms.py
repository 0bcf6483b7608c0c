"""Do forms of earlier XGov versions and of the DEFRA engines become the services that they are meant to be?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonhall.core.importers.detection import detect
from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.source import read_source
from commonhall.core.importers.traces import walk
from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Page
from commonhall.core.verify.expression_checks import check_expressions
from commonhall.core.verify.structure_checks import check_structure
from tests.core.importers.answering import effective_of, walked_at_random
from tests.core.importers.paying import due
from tests.core.importers.published import traces

SAMPLES = Path(__file__).parent / "samples"
FORMS = {
    "swim-club.v0.json": "xgov-v0",
    "borrow-a-bicycle.v1.json": "xgov-v1",
    "allotment.defra1.json": "defra-v1",
    "market-stall.defra2.yaml": "defra-v2",
}


def sample(name: str) -> Imported:
    return import_form((SAMPLES / name).read_bytes(), file_name=name, dialect=FORMS[name])


def page_at(form: Imported, path: str) -> Page:
    own = next(page for page, place in form.places.items() if place == path)
    return next(page for page in form.pattern.pages if page.id == own)


def trace_of(name: str, number: int) -> dict[str, Any]:
    found: dict[str, Any] = [trace for trace in traces(SAMPLES) if trace["file"] == name][number]["answers"]
    return found


@pytest.mark.parametrize("trace", traces(SAMPLES), ids=lambda trace: f"{trace['file']} {len(trace['path'])}")
def test_trace(trace: dict[str, Any]) -> None:
    walked = walk(sample(trace["file"]), trace["answers"])
    assert (list(walked.path), walked.end) == (trace["path"], trace["end"])


@pytest.mark.parametrize("name", FORMS)
def test_passes_the_checks_and_runs(name: str) -> None:
    form = sample(name)
    folder = PatternFolder(pattern=form.pattern, profiles={}, examples=())
    found = [*check_expressions(folder, {}), *check_structure(folder, {})]
    assert [str(each) for each in found if each.severity == "fail"] == []
    for seed in range(20):
        route, _ = walked_at_random(effective_of(form.pattern), seed)
        assert [str(failure) for failure in route.failures] == []
        assert route.stop.kind in ("check", "outcome")


@pytest.mark.parametrize("name", FORMS)
def test_each_object_is_counted_once(name: str) -> None:
    report = sample(name).report
    raw = read_source((SAMPLES / name).read_bytes(), file_name=name)
    counts = {kind: sum(row.values()) for kind, row in report.counts.items()}
    assert counts["page"] == len(raw["pages"])
    components = sum(len(page.get("components", [])) for page in raw["pages"])
    assert counts["question"] + counts["content"] == components
    assert counts["condition"] == len(raw["conditions"])
    assert all(item.message for item in report.objects if item.status in ("dropped", "needs_decision"))


def test_detected() -> None:
    found = {name: detect(read_source((SAMPLES / name).read_bytes(), file_name=name)).dialect for name in FORMS}
    assert found == FORMS | {"allotment.defra1.json": "mhclg-adapter"}, "a bare name in a section says so first"


def test_page_conditions_move_to_the_links() -> None:
    form = sample("swim-club.v0.json")
    codes = {item.code for item in form.report.findings()}
    assert {"nav.two_defaults", "nav.page_missing", "nav.start_missing", "field.name_unusable", "list.unused"} <= codes
    moved = [item for item in form.report.objects if item.code == "cond.moved"]
    assert {item.where.page for item in moved} == {"/member", "/where"}
    assert page_at(form, "/member").goto[0].when.endswith("== 'yes'")
    assert form.places[form.pattern.pages[0].id] == "/welcome", "nothing leads to it, so it is the start"


def test_texts_under_conditions_are_blocks() -> None:
    form = sample("swim-club.v0.json")
    (cold,) = page_at(form, "/cold").content
    assert (cold.body.en, "== 'yes'" in cold.show_when) == ("The lake is cold.", True)
    bring = page_at(form, "/bring")
    assert bring.body.en == "- Towel"
    assert [(block.body.en, bool(block.show_when)) for block in bring.content] == [("- Card: Your member card", True)]


def test_fees() -> None:
    swim = sample("swim-club.v0.json")
    assert [due(swim, trace_of("swim-club.v0.json", number)) for number in (0, 1)] == [450, 0]
    bike = sample("borrow-a-bicycle.v1.json")
    assert [due(bike, trace_of("borrow-a-bicycle.v1.json", number)) for number in (0, 1)] == [300, 600]
    assert swim.pattern.payment is not None
    waiting = swim.pattern.payment.waiting
    assert {each.to for each in swim.pattern.case.transitions if waiting in each.from_} == {swim.pattern.case.first}
    assert swim.pattern.capabilities == {"files": "optional", "payments": "required"}
    unpaid = [decision.id for decision in swim.report.decisions if decision.id == "payment.unpaid"]
    assert unpaid, "the older runner let people send without paying"
    assert "payment.unpaid" not in {decision.id for decision in bike.report.decisions}


def test_a_repeated_section_is_one_list() -> None:
    form = sample("borrow-a-bicycle.v1.json")
    page = page_at(form, "/rider")
    assert page.repeat is not None
    assert page.repeat.min == page.repeat.max
    assert [len(each.questions) for each in page.repeat.pages] == [1, 1]
    assert page.repeat.pages[0].body.en == "As on your card."
    assert form.inside[page.id] == ("/rider", "/rider-age")


def test_lists_of_version_1() -> None:
    form = sample("borrow-a-bicycle.v1.json")
    kind, size = page_at(form, "/which").questions[0], page_at(form, "/size").questions[0]
    assert [option["value"] for option in kind.model_dump()["options"]] == ["town", "tandem"]
    assert kind.model_dump()["options"][1]["hint"]["en"] == "For two"
    assert [option["value"] for option in size.model_dump()["options"]] == ["1", "2"]


def test_question_types() -> None:
    bike, plot = sample("borrow-a-bicycle.v1.json"), sample("allotment.defra1.json")
    assert [each.type for each in page_at(bike, "/when").questions] == ["month_year", "date", "time", "website"]
    assert [each.type for each in page_at(plot, "/where").questions] == ["location", "choices"]
    file, agree = page_at(plot, "/documents").questions
    assert file.model_dump()["accepts"] == ("pdf",)
    assert (file.model_dump()["min_files"], file.model_dump()["max_files"]) == (1, 3)
    assert agree.type == "declaration"
    assert "I keep the **rules**." in page_at(plot, "/documents").body.en


def test_ends_of_a_form_in_order_are_decided() -> None:
    form = sample("market-stall.defra2.yaml")
    ((name, decision),) = form.pattern.decisions.items()
    assert form.places[decision.at] == "/power", name
    assert [row.outcome for row in decision.rows][1:] == ["accept"]
    outcome = form.pattern.outcomes[decision.rows[0].outcome]
    assert (outcome.title.en, outcome.body.en) == ("You cannot sell these", "Ask us about **other** things.")
    assert decision.rows[0].about.en == "Sells knives"
    late = page_at(form, "/after")
    assert late.show_when == "false"
    assert [item.where.page for item in form.report.findings("nav.unreachable")] == ["/after"]
    assert form.pattern.ending.declaration.en == "I will leave the place clean."


def test_amounts_under_conditions_are_a_table() -> None:
    name = "market-stall.defra2.yaml"
    form = sample(name)
    assert [due(form, trace_of(name, number)) for number in (1, 2)] == [3550, 2000]
    assert due(form, trace_of(name, 1) | {"needs": []}) == 0
    table = form.pattern.tables["payment"]
    assert [row.about.en for row in table.rows] == ["Food and power", "Sells food"]
    assert "payment.amount:missing" in {decision.id for decision in form.report.blocking}


def test_repeated_pages_have_their_limits() -> None:
    repeat = page_at(sample("market-stall.defra2.yaml"), "/helpers").repeat
    assert repeat is not None
    assert (repeat.min, repeat.max) == (1, 4)


def test_welsh_beside_english() -> None:
    goods = page_at(sample("market-stall.defra2.yaml"), "/what-you-sell").questions[0]
    assert goods.label.cy == "Beth ydych chi'n ei werthu?"
    assert goods.name_in_errors.en == "what you sell"


def test_a_condition_that_does_not_exist_leaves_its_page_shown() -> None:
    text = (SAMPLES / "market-stall.defra2.yaml").read_text(encoding="utf-8")
    changed = text.replace("condition: trading-long", "condition: gone")
    form = import_form(changed.encode(), file_name="stall.yaml")
    assert page_at(form, "/since").show_when == ""
    assert "/since" in {item.where.page for item in form.report.findings("cond.name_missing")}


def test_an_end_after_checking_answers_is_walked_after_it() -> None:
    text = (SAMPLES / "market-stall.defra2.yaml").read_text(encoding="utf-8")
    early = (
        "  - {id: p-x, path: /look-again, title: Look again, controller: CheckResponsesPageController}\n  - id: p-2\n"
    )
    form = import_form(text.replace("  - id: p-2\n", early).encode(), file_name="stall.yaml")
    walked = walk(form, trace_of("market-stall.defra2.yaml", 0))
    assert walked.path == ("/start", "/what-you-sell", "/look-again", "/no-weapons")
    assert walked.end == "terminal"
    assert "nav.after_summary" in {item.code for item in form.report.findings()}


def test_links_of_a_form_in_order_are_not_read() -> None:
    form = sample("market-stall.defra2.yaml")
    assert [item.status for item in form.report.objects if item.kind == "link"] == ["dropped"]


def test_a_missing_multiplier_is_taken_once_and_blocks() -> None:
    raw = json.loads((SAMPLES / "borrow-a-bicycle.v1.json").read_text(encoding="utf-8"))
    raw["fees"][0]["multiplier"] = "bike.gone"
    form = import_form(json.dumps(raw).encode(), file_name="bike.json")
    assert due(form, trace_of("borrow-a-bicycle.v1.json", 1)) == 300
    assert [decision.id for decision in form.report.blocking] == ["fee:/fees/0"]


@pytest.mark.parametrize("amount", [None, "many", -1, 0.5, 10**12, [], True])
def test_a_fee_that_is_no_sum_is_left_out_and_blocks(amount: Any) -> None:
    raw = json.loads((SAMPLES / "borrow-a-bicycle.v1.json").read_text(encoding="utf-8"))
    raw["fees"][0]["amount"] = amount
    form = import_form(json.dumps(raw).encode(), file_name="bike.json")
    assert (form.pattern.charges, form.pattern.payment) == ((), None)
    assert [decision.id for decision in form.report.blocking] == ["fee:/fees/0"]
