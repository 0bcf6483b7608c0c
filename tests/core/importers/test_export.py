"""Does a pattern that is exported as an XGov form and imported again stay what it is?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from commonhall.core.importers.export.xgov import Exported, export_xgov
from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.traces import walk
from commonhall.core.journey.route import Known, navigate
from commonhall.core.language.model import Pattern
from commonhall.core.questions.question import Answer
from commonhall.core.values.words import Words
from tests.core.importers.answering import NOW, effective_of, walked_at_random
from tests.core.importers.published import OWN, PUBLISHED, needs_published, traces
from tests.core.importers.sampled import sample

GRANT = OWN / "community-garden-grant.json"
START = "start_page"


def again(form: Imported) -> tuple[Imported, Exported]:
    """Export ``form`` and import what comes of it."""
    exported = export_xgov(form.pattern)
    source = json.dumps(exported.form).encode()
    return import_form(source, file_name="again.json", slug=form.pattern.pattern), exported


def check_same(one: Pattern, other: Pattern, *, walks: int = 15) -> None:
    """Check that two patterns have the same parts, and that answers lead the same way through both."""
    pages = {page.id: page for page in other.pages if page.id != START}
    assert set(pages) == {page.id for page in one.pages}
    assert set(one.outcomes) == set(other.outcomes)
    for page in one.pages:
        same = pages[page.id]
        assert [each.id for each in same.questions] == [each.id for each in page.questions]
        assert (same.title.en, same.caption.en) == (page.title.en, page.caption.en)
        assert [each.label for each in same.questions] == [each.label for each in page.questions]
    ours, theirs = effective_of(one), effective_of(other)
    for seed in range(walks):
        route, answers = walked_at_random(ours, seed)
        read: dict[str, Answer] = {f"@{page.id}": True for page in other.pages}
        twin = navigate(theirs, Known(answers=read | answers, now=NOW, opened=NOW))
        assert [str(failure) for failure in twin.failures] == []
        assert tuple(page for page in twin.walked if page != START) == route.walked
        assert (twin.stop.kind, twin.stop.outcome) == (route.stop.kind, route.stop.outcome)


def test_our_own_form() -> None:
    form = import_form(GRANT.read_bytes(), file_name=GRANT.name)
    other, _ = again(form)
    check_same(form.pattern, other.pattern)
    assert [page.goto for page in other.pattern.pages] == [page.goto for page in form.pattern.pages]
    assert [page.questions for page in other.pattern.pages] == [page.questions for page in form.pattern.pages]
    twice, _ = again(other)
    assert twice.pattern.model_copy(update={"source_ref": ""}) == other.pattern.model_copy(update={"source_ref": ""})


@pytest.mark.parametrize("name", ["borrow-a-skip.moj.json", "garden-shed.planx.json", "village-hall.govuk.json"])
def test_forms_of_other_builders(name: str) -> None:
    form = sample(name)
    other, exported = again(form)
    if name == "garden-shed.planx.json":
        assert {"decisions"} <= {each.part for each in exported.unsaid}
        return
    check_same(form.pattern, other.pattern)


ODD = "answers.nothing.matches('x')"


def grant() -> Pattern:
    return import_form(GRANT.read_bytes(), file_name=GRANT.name).pattern


def changed(pattern: Pattern, place: int, **parts: Any) -> Pattern:
    """Return ``pattern`` with one of its pages changed."""
    pages = [*pattern.pages]
    pages[place] = pages[place].model_copy(update=parts)
    return pattern.model_copy(update={"pages": tuple(pages)})


def unsaid(pattern: Pattern) -> set[tuple[str, str]]:
    return {(each.part, each.what) for each in export_xgov(pattern).unsaid}


def test_the_work_that_follows_is_not_said() -> None:
    assert {"case", "privacy", "messages"} <= {part for part, _ in unsaid(grant())}


def test_a_condition_on_a_question_is_not_said() -> None:
    pattern = grant()
    place = next(place for place, page in enumerate(pattern.pages) if page.questions)
    question = pattern.pages[place].questions[0].model_copy(update={"show_when": ODD})
    lost = unsaid(changed(pattern, place, questions=(question,)))
    assert (question.id, "the condition under which it is asked") in lost


def test_conditions_of_pages_become_links_or_are_listed() -> None:
    """The builder cannot even load a form with an apostrophe in a condition."""
    pattern = changed(grant(), 0, goto=())
    for source, reason in ((ODD, ODD), ("answers.x == 'y'", "'x'"), ("answers.email == 'Fire\\'s'", "")):
        lost = unsaid(changed(pattern, 1, show_when=source))
        assert any(part.endswith(".show_when") and reason in what for part, what in lost), source


def test_a_page_that_is_left_out_is_passed_over() -> None:
    pattern = changed(grant(), 0, goto=())
    asking = next(place for place, page in enumerate(pattern.pages) if page.questions)
    question = pattern.pages[asking].questions[0]
    pattern = changed(pattern, asking, goto=())
    shown = changed(pattern, asking + 1, show_when=f"answers.{question.id} != 'nobody'")
    links = export_xgov(shown).form["pages"][asking]["next"]
    assert [bool(link.get("condition")) for link in links] == [True, False]
    assert [link["path"].strip("/") for link in links] == [page.id for page in shown.pages[asking + 1 : asking + 3]]


def test_both_languages_are_kept() -> None:
    pattern = changed(grant(), 0, title=Words(en="Hello", cy="Helo"))
    assert export_xgov(pattern).form["pages"][0]["title"] == {"en": "Hello", "cy": "Helo"}


XGOV = ["mhclg/organisation-information-cof-25", "mhclg/funding-required-cof-25", "mhclg/hsra-rp-eligibility",
        "mhclg/shif-apply-eligibility", "mhclg/project-costs-hsra-rp", "ukhsa/order-a-radon-home-test-kit",
        "ukhsa/kls-training-request", "fcdo/lawyers", "xgov/get-condition-evaluation-context"]  # fmt: skip


@pytest.mark.shared_data
@needs_published
@pytest.mark.parametrize("name", XGOV)
def test_a_published_form(name: str) -> None:
    file = PUBLISHED / "xgov-v2" / f"{name}.json"
    form = import_form(file.read_bytes(), file_name=file.name)
    other, _ = again(form)
    check_same(form.pattern, other.pattern)
    for trace in traces(PUBLISHED):
        if trace["file"] == f"xgov-v2/{name}.json":
            one = walk(form, trace["answers"])
            renamed = {question.question: trace["answers"].get(question.field) for question in form.asked}
            path = {form.places[page.id]: page.id for page in form.pattern.pages}
            two = walk(other, _renamed(other, renamed))
            assert [path[place] for place in one.path if place in path] == [
                page.strip("/") for page in two.path if page.strip("/") in set(path.values())
            ]


def _renamed(form: Imported, answers: dict[str, Any]) -> dict[str, Any]:
    return {asked.field: answers[asked.question] for asked in form.asked if answers.get(asked.question) is not None}
