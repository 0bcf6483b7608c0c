"""Do the routes, exit pages, repeats and answer types of a GOV.UK Forms document stay what they are?"""

from __future__ import annotations

from typing import Any

import pytest

from commonhall.core.importers.imported import Imported
from commonhall.core.questions.question import Answer, Question
from tests.core.importers.sampled import codes, led, sample, status_of

NAME = "village-hall.govuk.json"
ADDRESS = {"lines": ["1 High Street"], "town": "Anytown", "postcode": "AB1 2CD"}
REST: dict[str, Answer] = {"hall0007": ["Chairs"], "hall0008": ADDRESS}


@pytest.fixture(scope="module")
def form() -> Imported:
    return sample(NAME)


def question(form: Imported, label: str) -> Question:
    asked = [each for page in form.pattern.pages for each in page.questions]
    return next(each for each in asked if each.label.en == label)


def test_an_exit_page_is_an_end(form: Imported) -> None:
    assert led(form, {"hall0001": "no"}) == (["hall0001"], "Only for the village")
    outcome = next(iter(form.pattern.outcomes.values()))
    assert outcome.body.en == "Ask the **next** village."


def test_a_route_follows_its_answer(form: Imported) -> None:
    given: dict[str, Answer] = {
        "hall0001": "yes",
        "hall0002": "class",
        "hall0004.given-name": "A",
        "hall0004.family-name": "B",
        **REST,
    }
    given |= {"hall0004.honorific-prefix": None}
    assert led(form, given)[0] == ["hall0001", "hall0002", "hall0004", "hall0006", "hall0007", "hall0008"]


def test_a_route_without_an_answer_is_always_taken(form: Imported) -> None:
    walked, end = led(form, {"hall0001": "yes", "hall0002": "party", "hall0003": "5", **REST})
    assert walked == ["hall0001", "hall0002", "hall0003", "hall0006", "hall0007", "hall0008"]
    assert end == "check"


def test_none_of_the_above_is_asked_about(form: Imported) -> None:
    given: dict[str, Answer] = {"hall0001": "yes", "hall0002": "none_of_the_above"}
    assert led(form, given) == (["hall0001", "hall0002"], "hall0002")
    given |= {"hall0002.none_of_the_above": "A wake", "hall0003": "5", **REST}
    assert led(form, given)[0][:4] == ["hall0001", "hall0002", "hall0002", "hall0003"]
    several = question(form, "What do you need?")
    exclusive = [option["exclusive"] for option in several.model_dump()["options"]]
    assert exclusive == [
        False,
        False,
        True,
    ]
    assert several.required


def test_an_answer_may_be_given_several_times(form: Imported) -> None:
    repeat = next(page.repeat for page in form.pattern.pages if page.repeat)
    assert (repeat.min, repeat.max) == (0, 50)
    assert repeat.pages[0].questions[0].type == "date"


def test_a_name_in_parts_has_a_title_of_its_own(form: Imported) -> None:
    page = next(page for page in form.pattern.pages if len(page.questions) == 3)
    assert page.title.en == "Who teaches it?"
    assert [each.autocomplete for each in page.questions] == ["honorific-prefix", "given-name", "family-name"]
    assert [each.required for each in page.questions] == [False, True, True]


def test_texts_are_kept_as_markdown(form: Imported) -> None:
    assert form.pattern.ending.what_next.en == "## What happens next\n\nWe will call you."
    page = next(page for page in form.pattern.pages if page.title.en == "Things in the hall")
    assert page.body.en == "They are free ."
    assert form.pattern.ending.declaration.en == "I agree to the rules of the hall."


def test_the_report_tells_what_is_not_asked(form: Imported) -> None:
    assert "nav.unreachable" in codes(form)
    assert status_of(form, "/submission_email") == "changed"
    assert form.report.verdict == "ready with warnings"


def routed(part: str, value: Any) -> Any:
    def change(raw: Any) -> None:
        raw["steps"][1]["routing_conditions"][0][part] = value

    return change


@pytest.mark.parametrize(
    ("part", "value", "code"),
    [
        ("goto_page_id", "nowhere", "nav.page_missing"),
        ("answer_value", "a wedding", "cond.value_not_in_list"),
        ("goto_page_id", "hall0001", "nav.cycle"),
        ("validation_errors", [{"name": "cannot_route_to_next_page"}], "route.cannot_route_to_next_page"),
        ("check_page_id", "nowhere", "cond.value_not_in_list"),
    ],
)
def test_a_bad_route_costs_a_warning(part: str, value: Any, code: str) -> None:
    form = sample(NAME, routed(part, value))
    assert code in codes(form)
    assert led(form, {"hall0001": "yes", "hall0002": "party", "hall0003": "5", **REST})[1] == "check"


def test_skipping_to_the_end() -> None:
    form = sample(
        NAME, lambda raw: raw["steps"][1]["routing_conditions"][0].update(goto_page_id=None, skip_to_end=True)
    )
    assert led(form, {"hall0001": "yes", "hall0002": "class"}) == (["hall0001", "hall0002"], "check")


def test_a_payment_link_must_be_decided_on() -> None:
    form = sample(NAME, lambda raw: raw.update(payment_url="https://www.example.org/pay"))
    assert [each.id for each in form.report.blocking] == ["payment.link:/payment_url"]
