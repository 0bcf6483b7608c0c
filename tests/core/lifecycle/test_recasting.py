"""Answers fit another pattern by their id and type; a correction shows what it changes, and what cannot be known."""

from __future__ import annotations

from typing import Any

from commonhall.core.lifecycle.recasting import fit_answers, recast, results_of, rework
from tests.core.language.sample import SAMPLE, sample

ANSWERS: dict[str, Any] = {"@about": True, "place": "High Street", "days": 3}
OPENED = "2026-06-10T12:00:00"


def test_an_answer_fits_a_question_of_the_same_id_and_type() -> None:
    changed = SAMPLE.replace("{id: days, type: number,", "{id: days, type: text,").replace(", min: 1}]", "}]")
    fitted = fit_answers(sample(), sample(text=changed), ANSWERS)
    assert (fitted.kept, fitted.left) == ({"place": "High Street"}, {"days": 3})
    assert fit_answers(sample(), sample(), ANSWERS).left == {}


def test_what_reads_facts_is_not_worked_out_again() -> None:
    found = rework(sample(), ANSWERS, {**ANSWERS, "days": 9}, opened=OPENED, language="en")
    reads = [name for name in sample().pattern.decisions if f"decided.{name}" in found.unknown]
    known = results_of(sample(), ANSWERS, opened=OPENED, language="en")["decided"]
    assert not set(reads) & set(known)
    same = rework(sample(), ANSWERS, ANSWERS, opened=OPENED, language="en")
    assert same.differences == (), "what does not change makes no difference"


def test_a_case_that_is_recast_counts_from_its_opening() -> None:
    made = recast(
        sample(), {**ANSWERS, "skip": "small"}, opened=OPENED, now="2026-06-12T09:00:00", language="en", case={}
    )
    assert [(each.id, each.started) for each in made.standing.deadlines] == [("decide", "2026-06-10")]
    assert (made.standing.since, made.state) == ("2026-06-12T09:00:00", "received")
