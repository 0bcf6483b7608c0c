"""What does `form walk` say of each line, and is it quick enough for many forms?"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from commonhall.upkeep.walks import Result, Walks
from tests.core.importers.published import OWN, traces
from tests.core.importers.test_older_forms import FORMS, SAMPLES


def walked(root: Path, *lines: Any, dialect: str | None = None) -> list[Result]:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return list(Walks(root, dialect).results(texts))


def test_every_sample_of_ours() -> None:
    results = walked(SAMPLES, *traces(SAMPLES))
    assert [result.ok for result in results] == [True] * 11
    assert {result.file for result in results} == set(FORMS)
    assert [result.line for result in results] == list(range(1, 12))


def test_a_result_is_one_line_of_json() -> None:
    trace = traces(SAMPLES)[0]
    (result,) = walked(SAMPLES, trace)
    wanted = {"path": trace["path"], "end": trace["end"]}
    said = json.loads(result.to_json())
    assert said == {"file": trace["file"], "line": 1, "ok": True, "expected": wanted, "got": wanted}


def test_another_end_does_not_match() -> None:
    (result,) = walked(SAMPLES, traces(SAMPLES)[0] | {"end": "redirect"})
    assert not result.ok
    assert result.got["end"] == "no-next"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not an object"),
        ("{}", "lacks file, answers, path, end"),
        ({"file": "swim-club.v0.json", "answers": [], "path": [], "end": ""}, "answers must be an object"),
        ({"file": 7, "answers": {}, "path": [], "end": ""}, "the file a text"),
        ({"file": "nowhere.json", "answers": {}, "path": [], "end": ""}, "cannot be read"),
        ({"file": ".", "answers": {}, "path": [], "end": ""}, "cannot be read"),
        ({"file": "../test_walks.py", "answers": {}, "path": [], "end": ""}, "not in the folder"),
        ({"file": "/etc/hosts", "answers": {}, "path": [], "end": ""}, "not in the folder"),
        ({"file": "traces.jsonl", "answers": {}, "path": [], "end": ""}, "not JSON"),
        ({"file": "swim-club.v0.json", "dialect": "x", "answers": {}, "path": [], "end": ""}, "no dialect 'x'"),
        ({"file": "swim-club.v0.json", "dialect": 7, "answers": {}, "path": [], "end": ""}, "dialect must be a text"),
        ({"file": "a\u0000b", "answers": {}, "path": [], "end": ""}, "could not be"),
    ],
)
def test_a_bad_line_says_why_and_the_others_go_on(line: Any, said: str) -> None:
    good = traces(SAMPLES)[0]
    bad, fine = walked(SAMPLES, line, good)
    assert not bad.ok
    assert said in bad.got
    assert fine.ok


def test_blank_lines_are_passed_over_and_lines_keep_their_numbers() -> None:
    assert [result.line for result in walked(SAMPLES, "", traces(SAMPLES)[0], "  ")] == [2]


def test_the_dialect_may_be_given_for_all_or_left_to_be_detected() -> None:
    trace = traces(OWN)[0]
    without = {key: value for key, value in trace.items() if key != "dialect"}
    assert walked(OWN, without)[0].ok
    shared = next(each for each in traces(OWN) if each["path"][-1] == "/garden-must-be-shared")
    assert walked(OWN, shared)[0].ok
    assert not walked(OWN, shared, dialect="xgov")[0].ok, "upstream does not try twice"


@pytest.mark.parametrize("value", [None, [], {}, "", 7, 1.5, True, [[]], {"a": []}, "x" * 5000])
def test_strange_answers_do_not_stop_it(value: Any) -> None:
    for trace in traces(SAMPLES):
        answers = dict.fromkeys(trace["answers"], value)
        (result,) = walked(SAMPLES, trace | {"answers": answers})
        assert isinstance(result.got, dict), result.got


def test_a_thousand_traces_of_two_hundred_forms_take_less_than_thirty_seconds(tmp_path: Path) -> None:
    lines = []
    own = [(OWN, trace) for trace in traces(OWN)] + [(SAMPLES, trace) for trace in traces(SAMPLES)]
    for number in range(1000):
        root, trace = own[number % 200 % len(own)]
        copy = f"{number % 200}-{trace['file']}"
        if not (tmp_path / copy).exists():
            (tmp_path / copy).write_bytes((root / trace["file"]).read_bytes())
        lines.append(trace | {"file": copy})
    began = time.process_time()
    results = walked(tmp_path, *lines)
    assert time.process_time() - began < 30
    assert len(results) == 1000
    assert all(result.ok for result in results)
    assert len({result.file for result in results}) == 200
