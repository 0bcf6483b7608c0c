"""Does a PlanX flow lead where its graph leads, and ask nothing that it knows already?"""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from commonhall.core.importers.export.xgov import export_xgov
from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.source import FormRefused
from tests.core.importers.published import PUBLISHED, needs_published
from tests.core.importers.sampled import codes, led, sample

NAME = "garden-shed.planx.json"
FILE = [{"id": "0190f3a2-0000-7000-8000-000000000001", "name": "a.pdf", "type": "application/pdf", "size": 1}]
PERSON = {"who.name": "A", "who.organisation": None, "who.phone": "07700 900982", "who.email": "a@example.org"}
REST: dict[str, Any] = {"shared": "Red", "size": "3", "near": "x", **PERSON}


@pytest.fixture(scope="module")
def form() -> Imported:
    return sample(NAME)


def walked(form: Imported, **given: Any) -> tuple[list[str], str]:
    plans = next(page for page in form.pattern.pages if form.places[page.id] == "after")
    files = {question.id: FILE for question in plans.questions}
    named = [each for each in form.asked if each.field == "after"]
    assert not named, "files are not fields of the source"
    places, end = led(form, {**REST, **given})
    if end == "after":
        assert set(files) == {question.id for question in plans.questions}
    return places, end


def test_what_is_known_already_is_not_asked(form: Imported) -> None:
    oak, _ = walked(form, kind="Oak", oil="2026-01-01")
    assert oak == ["intro", "kind", "size", "oil", "shared", "who", "stop"], "oak is wood, so it goes without saying"
    metal, _ = walked(form, kind="Metal", rust=["Roof"], near="meta.l")
    assert metal == ["intro", "kind", "rust", "size", "near", "shared", "who", "stop"]


def test_a_notice_to_begin_again_is_an_end(form: Imported) -> None:
    answers = form.pattern.pages[1].questions[0].model_dump()["options"]
    other = next(option["value"] for option in answers if option["label"]["en"] == "Something else")
    assert walked(form, kind=other)[1] == "No sheds of that"


def test_a_clone_is_asked_once(form: Imported) -> None:
    assert [place for place in form.places.values() if place == "shared"] == ["shared"]
    assert [item.where.page for item in form.report.findings("planx.clone")] == ["shared"]


def test_the_report(form: Imported) -> None:
    noticed = {
        "calc.field_unset", "calculation", "planx.note", "planx.never_asked", "planx.after_sending", "nav.unreachable",
        "value.similar", "output", "planx.left_out",
    }  # fmt: skip
    assert noticed <= codes(form)
    assert {each.id.partition(":")[0] for each in form.report.blocking} == {"calculation", "planx.left_out"}
    assert form.pattern.ending.title.en == "Shed sent"


def test_files_are_asked_for_one_by_one(form: Imported) -> None:
    plans = next(page for page in form.pattern.pages if form.places[page.id] == "after")
    assert [(each.label.en, each.required) for each in plans.questions] == [("Plan", True), ("Photo", False)]


def test_more_is_folded_away(form: Imported) -> None:
    page = next(page for page in form.pattern.pages if form.places[page.id] == "kind")
    assert [(each.kind, each.body.en) for each in page.content] == [("details", "It matters for fire.")]
    later = next(page for page in form.pattern.pages if form.places[page.id] == "oil")
    assert later.caption.en == "More about it"


def test_a_circle_is_cut() -> None:
    form = sample(NAME, lambda raw: raw["folder"]["edges"].append("folder"))
    assert "nav.cycle" in codes(form)


def chain(nodes: int) -> bytes:
    raw: dict[str, Any] = {"_root": {"edges": ["q0"]}}
    for number in range(nodes // 2):
        raw[f"q{number}"] = {"type": 100, "data": {"fn": f"f{number % 7}", "text": "Q?"}, "edges": [f"a{number}"]}
        raw[f"a{number}"] = {"type": 200, "data": {"val": f"v{number % 5}", "text": "A"}, "edges": [f"q{number + 1}"]}
    return json.dumps(raw).encode()


def test_ten_thousand_nodes_one_below_the_other() -> None:
    began = time.process_time()
    form = import_form(chain(10_000), file_name="chain.json")
    assert time.process_time() - began < 10
    began = time.process_time()
    assert any("may be left out" in each.what for each in export_xgov(form.pattern).unsaid)
    assert time.process_time() - began < 20
    assert form.report.counts["item"]["imported"] + form.report.counts["item"]["dropped"] == 5000


def test_a_flow_can_be_too_large() -> None:
    with pytest.raises(FormRefused, match="too many parts"):
        import_form(chain(40_000), file_name="chain.json")


@pytest.mark.shared_data
@needs_published
def test_the_published_findings() -> None:
    file = PUBLISHED / "planx/preApplication.json"
    report = import_form(file.read_bytes(), file_name=file.name).report
    wanted = {"planx.clone": 37, "calculation": 25, "calc.field_unset": 11, "field.no_name": 59}
    assert {code: len(report.findings(code)) for code in wanted} == wanted
    assert any("non.Major, nonMajor" in item.message for item in report.findings("value.similar"))
    assert sum("propsal" in item.message for item in report.findings("calc.field_unset")) == 1
