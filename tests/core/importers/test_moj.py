"""Are the branch points, texts and limits of a form of the Ministry of Justice reproduced?"""

from __future__ import annotations

import pytest

from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from tests.core.importers.published import PUBLISHED, needs_published
from tests.core.importers.sampled import codes, led, sample

NAME = "borrow-a-skip.moj.json"
DETAILS = {"c3": None, "c4": "2"}


@pytest.fixture(scope="module")
def form() -> Imported:
    return sample(NAME)


@pytest.mark.parametrize(
    ("given", "walked", "end"),
    [
        ({"c1": "Road", "c2": None}, ["where", "lights"], "No skip here"),
        ({"c1": "Road", "c2": ["back"]}, ["where", "lights"], "No skip here"),
        ({"c1": "Road", "c2": ["front"], **DETAILS}, ["where", "lights", "more"], "check"),
        ({"c1": "Road", "c2": ["front", "back"], **DETAILS}, ["where", "lights", "thanks", "more"], "check"),
        ({"c1": "Drive", **DETAILS}, ["where", "more"], "check"),
    ],
)
def test_branches(form: Imported, given: dict[str, object], walked: list[str], end: str) -> None:
    assert led(form, given) == (walked, end)  # type: ignore[arg-type]  # published files have no types


def test_options_with_one_label_are_one(form: Imported) -> None:
    """The source compares labels, so that the two cannot be told apart there either."""
    options = form.pattern.pages[0].questions[0].model_dump()["options"]
    assert [option["value"] for option in options] == ["Road", "Drive"]
    assert "list.duplicate_value" in codes(form)


def test_a_text_for_some(form: Imported) -> None:
    page = next(page for page in form.pattern.pages if page.content)
    assert page.content[0].body.en == "Only for **drives**."
    assert "'Drive'" in page.content[0].show_when


def test_texts_around(form: Imported) -> None:
    assert form.pattern.start.body.en.endswith("### Before\nFee of \\<container-id> if late.")
    assert form.pattern.ending.declaration.en == "It is all true."
    assert form.pattern.ending.title.en == "Skip asked for"


def test_limits(form: Imported) -> None:
    plate, tons = next(page.questions for page in form.pattern.pages if len(page.questions) == 2)
    assert plate.model_dump()["max_length"] == 7
    assert plate.model_dump()["pattern"] == ""
    assert "regex.unsupported" in codes(form)
    assert tons.errors["missing"].en == "Enter tons"
    assert (tons.model_dump()["min"], tons.model_dump()["max"]) == (1, 8)


def test_a_test_of_a_missing_field_never_holds(form: Imported) -> None:
    assert "cond.value_not_in_list" in codes(form)


@pytest.mark.shared_data
@needs_published
def test_the_published_branches() -> None:
    file = PUBLISHED / "moj/branching.json"
    form = import_form(file.read_bytes(), file_name=file.name)
    by_label = {each.label.en: each.id for page in form.pattern.pages for each in page.questions}
    fields = {each.question: each.field for each in form.asked}

    def answered(**given: object) -> list[str]:
        answers: dict[str, object] = {
            "Full name": "A", "Do you like Star Wars?": "value-2", "What is your favourite fruit?": "Apples",
            "Do you like apple juice?": "Yes", "What is your favourite band?": None,
            "What is the best form builder?": "MoJ", "What would you like on your burger?": ["value-2"],
            "What is the best marvel series?": "Loki", "Select all Arnold Schwarzenegger quotes": ["I'll be back"],
        }  # fmt: skip
        answers |= {name.replace("_", " "): value for name, value in given.items()}
        # Published files have no types:
        return led(form, {fields[by_label[name]]: value for name, value in answers.items() if name in by_label})[0]  # type: ignore[misc]

    plain = answered()
    assert plain[:4] == ["name", "do-you-like-star-wars", "favourite-fruit", "apple-juice"]
    assert "music-app" not in plain
    assert "marvel-quotes" in plain
    assert "we-love-chickens" in plain
    assert plain[-1] == "arnold-incomplete-answers"
