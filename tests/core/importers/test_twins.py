"""Do an English form and its Welsh twin become one, with their differences listed?"""

from __future__ import annotations

from typing import Any

import pytest

from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.twins import merge_twins
from commonhall.core.language.texts import texts_of
from commonhall.core.questions.question import Option
from tests.core.importers.answering import effective_of, walked_at_random
from tests.core.importers.published import PUBLISHED, needs_published
from tests.core.importers.sampled import sample

ENGLISH, WELSH = "village-hall.govuk.json", "village-hall.cy.govuk.json"


def merged(change: Any = None) -> Imported:
    return merge_twins(sample(ENGLISH), sample(WELSH, change))


def differences(form: Imported) -> list[str]:
    return [item.code for item in form.report.findings() if item.code.startswith("twin.")]


def without_welsh(form: Imported) -> list[str]:
    return [path for path, words in texts_of(form.pattern).items() if words.en and not words.cy]


def test_every_text_in_both_languages() -> None:
    form = merged()
    assert form.pattern.languages == ("en", "cy")
    assert form.pattern.title.cy == "Llogi neuadd y pentref"
    assert without_welsh(form) == []
    assert differences(form) == []
    first = form.pattern.pages[0].questions[0]
    assert first.label.model_dump() == {
        "en": "Do you live in the village?",
        "cy": "Ydych chi'n byw yn y pentref?",
        "local": False,
    }
    assert [option.label.cy for option in options(first)] == ["Ydw", "Nac ydw"]
    assert next(iter(form.pattern.outcomes.values())).body.cy == "Gofynnwch i'r pentref **nesaf**."
    assert form.pattern.ending.what_next.cy == "## Beth sy'n digwydd nesaf\n\nByddwn yn eich ffonio."
    assert form.report.options.language == "en, cy"
    assert form.report.counts["translation"]["imported"] > 10


def options(question: Any) -> tuple[Option, ...]:
    found: tuple[Option, ...] = question.options
    return found


def test_the_structure_stays_english() -> None:
    one, other = sample(ENGLISH).pattern, merged().pattern
    assert [page.id for page in other.pages] == [page.id for page in one.pages]
    assert [page.goto for page in other.pages] == [page.goto for page in one.pages]
    assert walked_at_random(effective_of(other), 3)[0].stop.kind in ("check", "outcome")


def test_pages_in_another_order_are_the_same() -> None:
    assert differences(merged(lambda raw: raw["steps"].insert(1, raw["steps"].pop()))) == []


def one_more_option(raw: Any) -> None:
    raw["steps"][1]["data"]["answer_settings"]["selection_options"].append({"name": "Priodas", "value": "wedding"})


def another_way(raw: Any) -> None:
    raw["steps"][1]["routing_conditions"][0]["goto_page_id"] = "hall0006"


def another_answer(raw: Any) -> None:
    raw["steps"][1]["routing_conditions"][0]["answer_value"] = "party"


def another_type(raw: Any) -> None:
    raw["steps"][2]["data"]["answer_type"] = "text"


def no_question(raw: Any) -> None:
    raw["steps"] = [step for step in raw["steps"] if step["id"] != "hall0005"]


def one_question_more(raw: Any) -> None:
    raw["steps"].append({"id": "hall0009", "data": {"question_text": "Mwy?", "answer_type": "email"}})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (one_more_option, "twin.options"),
        (another_way, "twin.links"),
        (another_answer, "twin.conditions"),
        (another_type, "twin.type"),
        (no_question, "twin.no_question"),
        (one_question_more, "twin.extra_question"),
    ],
)
def test_a_difference_must_be_decided_on(change: Any, code: str) -> None:
    form = merged(change)
    found = form.report.findings(code)
    assert found
    assert all(item.status == "needs_decision" and item.decision for item in found)
    assert {item.decision for item in found} <= {decision.id for decision in form.report.decisions}


def test_a_text_without_welsh_is_named() -> None:
    form = merged(no_question)
    assert "twin.no_welsh" in differences(form)
    assert without_welsh(form) != []


def test_two_other_forms_are_refused() -> None:
    with pytest.raises(FormRefused, match="not two languages of one form"):
        merge_twins(sample(ENGLISH), sample("borrow-a-skip.moj.json"))


@pytest.mark.shared_data
@needs_published
def test_the_published_pair() -> None:
    folder = PUBLISHED / "xgov-v2" / "mhclg"
    names = ("organisation-information-cof-25.json", "gwybodaeth-am-y-sefydliad-cof-25.json")
    english, welsh = (import_form((folder / name).read_bytes(), file_name=name) for name in names)
    form = merge_twins(english, welsh)
    assert len(form.pattern.pages) == 17, "and the summary"
    assert without_welsh(form) == []
    assert differences(form) == []
    for seed in range(10):
        assert walked_at_random(effective_of(form.pattern), seed)[0].stop.kind == "check"
