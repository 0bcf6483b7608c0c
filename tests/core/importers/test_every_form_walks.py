"""Does every published form, of whatever builder, run to an end, and say what became of each of its parts?"""

from __future__ import annotations

import json
import time
from collections import Counter
from functools import cache

import pytest

from commonhall.core.importers.detection import SUPPORTED
from commonhall.core.importers.forms import IMPORTERS, import_form
from commonhall.core.importers.hackney.templates import parts_of
from commonhall.core.importers.imported import Imported
from commonhall.core.language.loading import PatternFolder
from commonhall.core.verify.expression_checks import check_expressions
from commonhall.core.verify.structure_checks import check_structure
from tests.core.importers.answering import effective_of, walked_at_random
from tests.core.importers.published import PUBLISHED, manifest, needs_published

pytestmark = [pytest.mark.shared_data, needs_published]
WALKS = 25


def forms() -> list[tuple[str, str]]:
    """Return every file that can be imported, and which of the forms in it."""
    found: list[tuple[str, str]] = []
    for entry in manifest() if PUBLISHED.is_dir() else []:
        if entry["dialect"] == "hackney":
            raw = json.loads((PUBLISHED / entry["file"]).read_text(encoding="utf-8"))
            found += [(entry["file"], part) for part in parts_of(raw)]
        elif entry["dialect"] in SUPPORTED:
            found.append((entry["file"], ""))
    return found


@cache
def imported(file: str, part: str) -> Imported:
    return import_form((PUBLISHED / file).read_bytes(), file_name=file.rpartition("/")[2], part=part)


def test_each_dialect_has_its_importer() -> None:
    assert tuple(IMPORTERS) == SUPPORTED
    assert {entry["dialect"] for entry in manifest()} <= set(SUPPORTED)


@pytest.mark.parametrize(("file", "part"), forms())
def test_runs_to_an_end(file: str, part: str) -> None:
    effective = effective_of(imported(file, part).pattern)
    ends: Counter[str] = Counter()
    for seed in range(WALKS):
        route, _ = walked_at_random(effective, seed)
        assert [str(failure) for failure in route.failures] == []
        assert route.stop.kind in ("check", "outcome")
        ends[route.stop.outcome or "check"] += 1
    assert "" not in ends


@pytest.mark.parametrize(("file", "part"), forms())
def test_passes_the_publish_checks(file: str, part: str) -> None:
    folder = PatternFolder(pattern=imported(file, part).pattern, profiles={}, examples=())
    found = [*check_expressions(folder, {}), *check_structure(folder, {})]
    assert [str(each) for each in found if each.severity == "fail"] == []


@pytest.mark.parametrize(("file", "part"), forms())
def test_two_runs_are_the_same(file: str, part: str) -> None:
    one = imported(file, part)
    two = import_form((PUBLISHED / file).read_bytes(), file_name=file.rpartition("/")[2], part=part)
    assert one.report.to_json() == two.report.to_json()
    assert one.pattern.model_dump_json() == two.pattern.model_dump_json()


@pytest.mark.parametrize(("file", "part"), forms())
def test_each_decision_is_about_something(file: str, part: str) -> None:
    report = imported(file, part).report
    pointers = [item.where.pointer for item in report.objects]
    assert len(pointers) == len(set(pointers))
    taken = {item.decision for item in report.items if item.decision}
    assert taken <= {decision.id for decision in report.decisions}
    assert all(item.message for item in report.objects if item.status in ("dropped", "needs_decision"))


def test_a_thousand_nodes_take_less_than_two_seconds() -> None:
    source = (PUBLISHED / "planx/preApplication.json").read_bytes()
    began = time.process_time()
    import_form(source, file_name="preApplication.json")
    assert time.process_time() - began < 2
