"""Does every job name its council, and is there a delivery for everything that is promised?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import commonhall
from commonhall.record.deliveries import deliveries
from commonhall.record.jobs import check_shape, jobs

HOUSE = Path(commonhall.__file__).parent


def promised_kinds() -> Iterator[tuple[str, str]]:
    """Return the kinds written out in calls of ``enqueue``, with where."""
    for path in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "enqueue":
                for keyword in node.keywords:
                    if keyword.arg == "kind" and isinstance(keyword.value, ast.Constant):
                        yield str(keyword.value.value), f"{path.relative_to(HOUSE)}:{node.lineno}"


def test_every_job_names_its_council() -> None:
    for job in jobs():
        check_shape(job.run)


def test_jobs_are_registered() -> None:
    assert {job.name for job in jobs()} >= {"end_staff_sessions", "forget_tries", "clear_outbox"}


def test_every_promise_has_a_delivery() -> None:
    orphans = {where: kind for kind, where in promised_kinds() if kind not in deliveries()}
    assert orphans == {}
