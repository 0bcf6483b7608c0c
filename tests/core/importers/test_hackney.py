"""Does a Hackney assessment ask each field when the source does, and say what became of the rest?"""

from __future__ import annotations

import pytest

from commonhall.core.importers.imported import Imported
from commonhall.core.importers.source import FormRefused
from commonhall.core.journey.route import Known, navigate
from tests.core.importers.answering import NOW, effective_of
from tests.core.importers.sampled import codes, sample, status_of

NAME = "befriending.hackney.json"


@pytest.fixture(scope="module")
def form() -> Imported:
    return sample(NAME)


def asked(form: Imported, **given: object) -> list[str]:
    """Return the labels of what is asked on the first page of questions after the kind of assessment."""
    kind = form.pattern.pages[0].questions[0].id
    fields = {each.field: each.question for each in form.asked}
    answers = {kind: "Review", **{fields[name.replace("_", " ")]: value for name, value in given.items()}}
    # Published files have no types:
    route = navigate(effective_of(form.pattern), Known(answers=answers, now=NOW, opened=NOW))  # type: ignore[arg-type]
    assert route.failures == ()
    return [each.label.en for each in route.asked[form.pattern.pages[1].id]]


def test_fields_are_asked_by_the_answers_of_their_task(form: Imported) -> None:
    assert asked(form) == ["Do you like pets?"]
    likes = next(each.field for each in form.asked if each.field.startswith("Do you like"))
    assert asked(form, **{likes: "Yes"}) == ["Do you like pets?", "Which pets?"]
    assert asked(form, **{likes: "No"}) == ["Do you like pets?", "Why no pets?"]


def test_what_is_never_shown_is_left_out(form: Imported) -> None:
    labels = {each.label.en for page in form.pattern.pages for each in page.questions}
    assert not labels & {"Never", "Elsewhere", "Unseen"}
    assert len(form.report.findings("cond.never")) == 2
    assert "theme.never" in codes(form)
    assert status_of(form, "/0/themes/2/steps/0/fields/0") == "dropped"


def test_groups_and_timetables_repeat(form: Imported) -> None:
    friends, visits = (page.repeat for page in form.pattern.pages if page.repeat)
    assert friends is not None
    assert visits is not None
    assert [each.label.en for each in friends.pages[0].questions] == ["First name", "Sees them", "How often?"]
    assert friends.pages[0].questions[2].show_when.startswith("has(item.")
    assert friends.one.en == "friend"
    assert [each.type for each in visits.pages[0].questions] == ["choice", "choice", "number"]


def test_an_echo_shows_an_earlier_answer(form: Imported) -> None:
    echo = next(page.content[0] for page in form.pattern.pages if page.content)
    assert echo.show_when.startswith("has(answers.do_you_like_pets")
    assert "echo.missing" in codes(form)


def test_tasks_belong_to_kinds_of_assessment(form: Imported) -> None:
    plan = [page for page in form.pattern.pages if page.caption.en == "Visits"]
    assert plan
    assert {page.show_when.split(" && ")[0] for page in plan} == {
        f"answers.{form.pattern.pages[0].questions[0].id} in ['Assessment']"
    }


def test_the_report(form: Imported) -> None:
    assert {"field.duplicate", "cond.forward", "step.early_finish", "case.approvable", "case.linkable"} <= codes(form)
    assert form.report.verdict == "blocked", "a type that is not known"
    assert form.pattern.sensitive


def test_each_form_of_the_file_by_its_part(form: Imported) -> None:
    assert form.pattern.title.en == "Befriending assessment"
    assert status_of(form, "/1") == "dropped"
    other = sample(NAME, part="gardening")
    assert [each.label.en for page in other.pattern.pages for each in page.questions] == ["How big?"]
    with pytest.raises(FormRefused, match="befriending, gardening"):
        sample(NAME, part="swimming")


def test_conditions_in_a_circle_do_not_hang() -> None:
    def change(raw: list[dict[str, object]]) -> None:
        fields = raw[0]["themes"][0]["steps"][0]["fields"]  # type: ignore[index]  # published files have no types
        fields[1]["conditions"] = [{"id": "Why no pets?", "value": "x"}]
        fields[0]["conditions"] = [{"id": "Do you like pets?", "value": "No"}]

    assert asked(sample(NAME, change)) == []
