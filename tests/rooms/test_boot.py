"""A process refuses to start on a role or a server that would not keep councils apart."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.test import Client

from commonhall.councils import boot, middleware
from commonhall.councils.scope import outside_councils
from tests.database import provisioned


def test_the_application_starts_as_the_ordinary_role() -> None:
    boot.check_boot()


def test_a_database_that_is_starting_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def starting(purpose: Any) -> Any:
        asked.append(purpose)
        if len(asked) < 3:
            raise OperationalError("the database system is starting up")
        return outside_councils(purpose)

    monkeypatch.setattr(boot, "outside_councils", starting)
    monkeypatch.setattr(boot, "LOOKS_AGAIN", 0.0)
    monkeypatch.setattr(boot, "connections", {"default": _Kept()})
    boot.check_boot()
    assert len(asked) == 3
    asked.clear()
    monkeypatch.setattr(boot, "WAITS_FOR", 0.0)
    with pytest.raises(OperationalError):
        boot.check_boot()


def test_a_request_begins_though_the_database_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    idle = connections.create_connection("default")
    idle.ensure_connection()
    idle.connection.close()  # as the server does when it stops
    monkeypatch.setenv("COMMONHALL_DSN_APP", "host=127.0.0.1 port=1 dbname=gone connect_timeout=1")
    idle.close_if_unusable_or_obsolete()
    with pytest.raises(OperationalError):  # whoever asks for something is told, and can say so
        idle.ensure_connection()


def test_who_asks_meanwhile_is_told_in_both_languages_when_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_host: str) -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr(middleware, "find_council_at", gone)
    answer = Client(raise_request_exception=False).get("/my", headers={"host": "amberford.localhost"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    said = answer.content.decode()
    assert "Try again in a minute" in said
    assert "Rhowch gynnig arall" in said


class _Kept:
    """The connection of the test, whose transaction must not be closed."""

    def cursor(self) -> Any:
        return connections["default"].cursor()

    def close(self) -> None:
        """Stay open."""


@pytest.mark.parametrize("power", range(5))
def test_a_powerful_role_is_refused(monkeypatch: pytest.MonkeyPatch, power: int) -> None:
    columns = ", ".join("true" if place == power else "false" for place in range(5))
    monkeypatch.setattr(boot, "ROLE", f"SELECT {columns}, 180000")
    with pytest.raises(boot.UnsafeDatabase, match="ch_app"):
        boot.check_boot()


@pytest.mark.parametrize(("version", "refused"), [(150013, True), (150014, False), (140020, True), (180000, False)])
def test_a_leaking_server_is_refused(monkeypatch: pytest.MonkeyPatch, version: int, refused: bool) -> None:
    monkeypatch.setattr(boot, "ROLE", f"SELECT false, false, false, false, false, {version}")
    outcome: Any = None
    try:
        boot.check_boot()
    except boot.UnsafeDatabase as unsafe:
        outcome = str(unsafe)
    assert (outcome is not None) is refused


def test_a_command_on_an_empty_database_says_what_to_do() -> None:
    with provisioned("empty") as made:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "commonhall", "council", "list"],
            env={**os.environ, **made.dsns.environment()},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("The database has no tables yet.")
    assert "Traceback" not in done.stderr
