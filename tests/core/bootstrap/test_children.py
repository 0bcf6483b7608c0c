"""Does a program that dies come back, does one that keeps dying leave the others alone, and does nothing outlive the
end?"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commonhall.config.bootstrap import children as children_module
from commonhall.config.bootstrap.children import TOO_MANY, Children, pause_after, stop_left_children
from commonhall.config.bootstrap.data_folder import DataFolder, open_data_folder
from commonhall.config.bootstrap.processes import is_alive, wait_until_gone
from commonhall.config.bootstrap.terminal import CannotStart

SLEEPER = [sys.executable, "-S", "-c", "import time; time.sleep(600)"]
FAILER = [sys.executable, "-S", "-c", "raise SystemExit('the tap is shut')"]


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return open_data_folder(tmp_path / "data")


@pytest.fixture
def children(data: DataFolder) -> Children:
    return Children(data, data.path, dict(os.environ))


def _tend_until(children: Children, done: Callable[[], bool], *, seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "it did not happen in time"
        children.tend()
        time.sleep(0.02)


def _pid(children: Children) -> int | None:
    process = children.members[0].process
    return None if process is None else process.pid


def test_one_that_dies_comes_back(children: Children, capsys: pytest.CaptureFixture[str]) -> None:
    children.start("sleeper", SLEEPER)
    first = _pid(children)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    try:
        _tend_until(children, lambda: _pid(children) not in {None, first})
    finally:
        children.stop()
    assert "sleeper process ended; starting it again" in capsys.readouterr().err


def test_one_that_keeps_dying_is_tried_again_and_stops_nothing_else(
    children: Children, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(children_module, "_LONGEST_PAUSE", 0.0)
    children.start("sleeper", SLEEPER)
    beside = _pid(children)
    children.start("failer", FAILER)
    children.check_starts()
    try:
        _tend_until(children, lambda: children.members[1].quick_deaths > TOO_MANY + 2)
        assert _pid(children) == beside
        with pytest.raises(CannotStart, match="failer process ended 5 times in a row") as caught:
            children.check_starts()
        assert "the tap is shut" in str(caught.value)
        said = capsys.readouterr().err.splitlines()
        assert [line.partition(".")[0] for line in said] == [
            "The failer process ended; starting it again",
            "The failer process ended 5 times in a row",
        ]
        failer = children.members[1]
        failer.command = SLEEPER
        _tend_until(children, lambda: failer.process is not None and failer.process.args == SLEEPER)
        monkeypatch.setattr(children_module, "_FAST", 0.0)
        _tend_until(children, lambda: failer.quick_deaths == 0)
        assert capsys.readouterr().err == "The failer process runs again.\n"
    finally:
        children.stop()


def test_the_pauses_grow_to_a_longest() -> None:
    pauses = [pause_after(deaths) for deaths in range(1, 12)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[1], pauses[-1]) == (0.4, 0.8, 60.0)
    assert pause_after(100_000) == 60.0


def test_stopping_waits_until_all_are_gone(children: Children) -> None:
    children.start("one", SLEEPER)
    children.start("two", SLEEPER)
    pids = [child.process.pid for child in children.members if child.process]
    children.stop()
    assert len(pids) == 2
    assert not any(is_alive(pid) for pid in pids)


def test_those_of_a_killed_supervisor_are_ended(children: Children, data: DataFolder) -> None:
    children.start("left", SLEEPER)
    process = children.members[0].process
    assert process is not None
    stop_left_children(data)
    process.wait(5)
    assert not is_alive(process.pid)
    assert not data.children.exists()


def test_a_stranger_with_an_old_number_is_left_alone(children: Children, data: DataFolder) -> None:
    children.start("stranger", SLEEPER)
    pid = _pid(children)
    assert pid is not None
    data.children.write_text(data.children.read_text().replace("time.sleep(600)", "time.sleep(7)"))
    stop_left_children(data)
    try:
        assert is_alive(pid)
    finally:
        children.stop()
    assert wait_until_gone(pid, seconds=5)
