"""Does a flat page show exactly what the macros show, for every question type and whatever was typed?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter

import pytest

from commonhall.core.values.words import Language
from commonhall.web.components.flat import NotFlat, flatten
from commonhall.web.components.pages import render_page
from commonhall.web.components.views.journey import QuestionPageView
from commonhall.web.components.views.questions import OptionView, QuestionView
from tests.core.components.samples import TYPED, frame, questions
from tests.core.components.tree import tree

Values = Mapping[str, str | list[str]]
TYPES = [question.id for question in questions("en")]


def page(language: Language, *asked: QuestionView) -> QuestionPageView:
    return QuestionPageView(
        frame=frame(language, "About the bin", "Ynglŷn â’r bin", back_link="/back?a=1&b=2"),
        questions=asked,
        revision="12",
        save_url="/save",
    )


def typed(question: QuestionView) -> list[Values]:
    """Nothing, something awkward, every option by itself and, where several may be chosen, all of them."""
    found: list[Values] = [{}]
    if question.options or question.type in {"yes_no", "declaration"}:
        values = [option.value for option in question.options] or ["yes", "no"]
        found += [{question.id: value} for value in values] + [{question.id: [value]} for value in values]
        found += [{question.id: "not offered"}, {question.id: ""}]
        if question.type == "choices":
            found.append({question.id: values})
    else:
        found += [dict.fromkeys(question.fields, text) for text in (TYPED, " ", "\\1 \ue000", "0")]
        if question.type == "long_text" or question.international:
            found += [{question.fields[0]: "two\n  lines\n"}, {question.fields[0]: "\nfirst line blank"}]
        found += [{question.fields[0]: TYPED}]
    return found


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("question_id", TYPES)
def test_flat_page_equals_macro_page(language: Language, question_id: str) -> None:
    question = next(q for q in questions(language) if q.id == question_id)
    view = page(language, question)
    flat = flatten(view)
    for values in typed(question):
        by_macros = render_page(replace(view, questions=(replace(question, value=values),)))
        filled = flat.fill(values, csrf_token="token", revision="12", back_link="/back?a=1&b=2")
        assert tree(filled) == tree(by_macros), values


@pytest.mark.parametrize("language", ["en", "cy"])
def test_flat_page_of_all_questions_equals_macro_page(language: Language) -> None:
    asked = questions(language)
    view = page(language, *asked)
    values: dict[str, str | list[str]] = {}
    for question in asked:
        values.update(typed(question)[1])
    by_macros = render_page(replace(view, questions=tuple(replace(q, value=values) for q in asked)))
    assert tree(flatten(view).fill(values, csrf_token="token", revision="12", back_link="/back?a=1&b=2")) == tree(
        by_macros
    )


def test_option_values_with_awkward_characters_are_found_again() -> None:
    options = tuple(OptionView(value=value, label=value) for value in ('a"b', "c&amp;d", "<e>", "f:g", "it's"))
    question = QuestionView(id="odd", type="choice", label="Odd", options=options)
    view = page("en", question)
    flat = flatten(view)
    for option in options:
        values: Values = {"odd": option.value}
        by_macros = render_page(replace(view, questions=(replace(question, value=values),)))
        assert tree(flat.fill(values, csrf_token="token", revision="12", back_link="/back?a=1&b=2")) == tree(by_macros)


def test_what_a_person_typed_is_escaped_and_not_kept() -> None:
    flat = flatten(page("en", *questions("en")))
    first = flat.fill({"note": TYPED, "plain": TYPED}, csrf_token='"><script>', revision="1")
    assert TYPED not in first
    assert '"><script>' not in first
    assert "O&#39;Neill" in first
    assert "Neill" not in flat.fill({}, csrf_token="t", revision="1")


def test_page_with_errors_or_answers_is_refused() -> None:
    question = questions("en")[0]
    with pytest.raises(NotFlat, match="errors or answers"):
        flatten(page("en", replace(question, error="Enter where it was left")))
    with pytest.raises(NotFlat, match="errors or answers"):
        flatten(page("en", replace(question, value={"note": "typed"})))


def test_filling_is_at_least_twenty_times_faster_than_the_macros() -> None:
    view = page("en", *questions("en")[:4])
    flat = flatten(view)
    started = perf_counter()
    for _ in range(10):
        render_page(view)
    by_macros = (perf_counter() - started) / 10
    started = perf_counter()
    for _ in range(100):
        flat.fill({"note": TYPED}, csrf_token="t", revision="1", back_link="/b")
    assert (perf_counter() - started) / 100 < by_macros / 20
