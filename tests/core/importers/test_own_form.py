"""Does the form of our own making become the service that it is meant to be?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.traces import Walked, walk
from commonhall.core.language.loading import PatternFolder
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.file import File
from commonhall.core.verify.expression_checks import check_expressions
from commonhall.core.verify.structure_checks import check_structure
from tests.core.importers.published import OWN, traces

FILE = OWN / "community-garden-grant.json"


@pytest.fixture(scope="module")
def form() -> Imported:
    return import_form(FILE.read_bytes(), file_name=FILE.name)


def changed(change: Any) -> Imported:
    """Import the form after ``change`` has worked on its JSON."""
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    change(raw)
    return import_form(json.dumps(raw).encode(), file_name=FILE.name)


def page_of(raw: Any, path: str) -> Any:
    return next(page for page in raw["pages"] if page["path"] == path)


@pytest.mark.parametrize("trace", traces(OWN), ids=lambda trace: trace["path"][-1])
def test_trace(form: Imported, trace: dict[str, Any]) -> None:
    assert walk(form, trace["answers"]) == Walked(tuple(trace["path"]), trace["end"])


def test_traces_reach_every_end(form: Imported) -> None:
    ends = {trace["path"][-1] for trace in traces(OWN)}
    assert len(ends) == len(form.pattern.outcomes) + 1


def test_passes_the_publish_checks(form: Imported) -> None:
    folder = PatternFolder(pattern=form.pattern, profiles={}, examples=())
    assert [*check_expressions(folder, {}), *check_structure(folder, {})] == []


def test_ready(form: Imported) -> None:
    assert form.report.options.dialect == "mhclg-adapter"
    assert form.report.blocking == ()
    assert [item.where.condition for item in form.report.findings("cond.unused")] == ["oldQuestion"]
    assert len(form.report.findings("cond.bare_name")) == 2


def test_case_follows_from_the_questions(form: Imported) -> None:
    case = form.pattern.case
    assert case.contact.email == "email"
    assert case.contact.phone == "phone"
    assert [deadline.days for deadline in case.deadlines] == [10]
    assert form.pattern.messages["received"].on == "opened"


def test_complete_conditions_end_with_a_default(form: Imported) -> None:
    money = next(page for page in form.pattern.pages if page.id.startswith("how_much"))
    assert [link.when for link in money.goto] == ["double(dyn(answers.amount)) > 2000.0", ""]


def test_a_gap_is_found_and_blocks() -> None:
    def leave_a_gap(raw: Any) -> None:
        raw["conditions"][5]["value"]["conditions"][0]["operator"] = "is less than"

    form = changed(leave_a_gap)
    assert form.report.verdict == "blocked"
    (finding,) = form.report.findings("nav.no_default")
    assert "2000" in finding.message
    assert finding.where.page == "/how-much-money-do-you-need"


def test_the_last_of_several_defaults_counts() -> None:
    def add_defaults(raw: Any) -> None:
        links = page_of(raw, "/what-will-the-money-buy")["next"]
        links.append({"path": "/we-give-less"})

    form = changed(add_defaults)
    trace = traces(OWN)[0]
    assert walk(form, trace["answers"]).path[-1] == "/we-give-less"
    assert len(form.report.findings("nav.two_defaults")) == 1


def test_a_link_back_ends_on_a_page_that_says_so() -> None:
    def lead_back(raw: Any) -> None:
        page_of(raw, "/when-will-you-start")["next"] = [{"path": "/who-is-applying"}]

    form = changed(lead_back)
    assert [item.where.page for item in form.report.findings("nav.cycle")] == ["/when-will-you-start"]
    walked = walk(form, traces(OWN)[0]["answers"])
    assert walked.end == "cycle"
    assert walked.path[-1] == "/when-will-you-start"
    assert form.pattern.outcomes["led_back"].next, "there is something to do"


def test_a_redirect_becomes_an_end_with_a_link() -> None:
    def redirect(raw: Any) -> None:
        page_of(raw, "/how-we-can-reach-you")["next"] = [{"redirect": "https://www.example.org/next"}]

    form = changed(redirect)
    walked = walk(form, traces(OWN)[0]["answers"])
    assert walked.end == "redirect"
    assert form.pattern.outcomes["redirect_1"].next[0].url.en == "https://www.example.org/next"


def test_a_redirect_to_a_script_is_no_link() -> None:
    def redirect(raw: Any) -> None:
        page_of(raw, "/how-we-can-reach-you")["next"] = [{"redirect": "javascript:alert(1)"}]

    assert "javascript" not in changed(redirect).pattern.model_dump_json()


def test_an_upload_becomes_a_file_question() -> None:
    def ask_for_a_file(raw: Any) -> None:
        field = page_of(raw, "/which-trees")["components"][0]
        field |= {"type": "FileUploadField", "options": {"accept": "image/jpeg,image/png", "multiple": True}}

    form = changed(ask_for_a_file)
    assert form.report.blocking == ()
    (question,) = next(page for page in form.pattern.pages if page.id.startswith("which_trees")).questions
    assert isinstance(question, File)
    assert question.accepts == ("jpg", "png")
    assert question.max_files == 10


def test_a_field_that_is_not_known_blocks_and_runs_without_it() -> None:
    def ask_for_a_dance(raw: Any) -> None:
        page_of(raw, "/which-trees")["components"][0]["type"] = "DanceField"

    form = changed(ask_for_a_dance)
    assert form.report.verdict == "blocked"
    assert any("not known" in decision.question for decision in form.report.blocking)
    assert walk(form, traces(OWN)[0]["answers"]).end == "no-next"


def test_a_used_condition_on_a_missing_field_blocks() -> None:
    def break_it(raw: Any) -> None:
        raw["conditions"][4]["value"]["conditions"][0]["field"]["name"] = "garden.gone"

    form = changed(break_it)
    assert "ref.field_missing" in {decision.id.partition(":")[0] for decision in form.report.blocking}


def test_upstream_does_not_try_twice() -> None:
    form = import_form(FILE.read_bytes(), file_name=FILE.name, dialect="xgov")
    closed = next(trace for trace in traces(OWN) if trace["path"][-1] == "/garden-must-be-shared")
    assert walk(form, closed["answers"]).path[-1] != "/garden-must-be-shared"
    assert form.report.options.detected == "mhclg-adapter"
    assert form.report.options.dialect == "xgov"


def test_slug_and_unknown_dialect() -> None:
    assert import_form(FILE.read_bytes(), file_name="f.json", slug="garden-grant").pattern.pattern == "garden-grant"
    with pytest.raises(FormRefused, match="no dialect"):
        import_form(FILE.read_bytes(), file_name="f.json", dialect="typeform")
    with pytest.raises(FormRefused, match="not a name"):
        import_form(FILE.read_bytes(), file_name="f.json", slug="Garden Grant")


def test_an_unanswered_question_ends_the_walk(form: Imported) -> None:
    answers = {name: value for name, value in traces(OWN)[0]["answers"].items() if name != "garden.amount"}
    walked = walk(form, answers)
    assert walked.end == "unanswered"
    assert walked.path[-1] == "/how-much-money-do-you-need"


def test_texts_in_two_languages_are_kept() -> None:
    def translate(raw: Any) -> None:
        page_of(raw, "/which-trees")["title"] = {"en": "Which trees?", "cy": "Pa goed?"}

    form = changed(translate)
    trees = next(page for page in form.pattern.pages if page.id.startswith("which_trees"))
    assert trees.questions[0].label.cy == "Pa goed?"


def test_items_shown_under_a_condition() -> None:
    def hide(raw: Any) -> None:
        raw["lists"][1]["items"][2]["condition"] = "isNotBusiness"

    form = changed(hide)
    asked = [question for page in form.pattern.pages for question in page.questions]
    options = next(question.options for question in asked if isinstance(question, Choices))
    assert [option.show_when for option in options] == ["", "", "answers.applicant != 'business'", "", ""]


def test_report_document(form: Imported) -> None:
    document = json.loads(form.report.to_json())
    assert document["format"] == 1
    assert document["verdict"] == "ready with warnings"
    assert sum(document["counts"]["page"].values()) == 14
    objects = [item for item in document["items"] if item["kind"] != "finding"]
    assert len({item["where"]["pointer"] for item in objects}) == len(objects)
    assert form.report.to_json() == import_form(FILE.read_bytes(), file_name=FILE.name).report.to_json()
