"""Is a database that is away one plain line, whoever waits for it, and does everything else keep its trace?"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import structlog
from django.db.utils import OperationalError

from commonhall.config import logs
from commonhall.config.logs import OncePerOutage, logging_configuration

GONE = psycopg.OperationalError("connection failed: Connection refused\nIs the server running?")
STOPPED = psycopg.errors.AdminShutdown("terminating connection due to administrator command")
TOO_LONG = psycopg.errors.QueryCanceled("canceling statement due to statement timeout")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the program writes, as it is set up."""
    config = logging_configuration("INFO")
    formatter = dict(config["formatters"]["json"])
    stream, logger = io.StringIO(), logging.getLogger("test_logs")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter.pop("()")(**formatter))
    handler.addFilter(OncePerOutage())
    logger.addHandler(handler)
    logger.propagate = False
    yield stream
    logger.removeHandler(handler)


def fail(cause: Exception, *, by: Any) -> None:
    """Log a failure as the web and the worker do: while it is handled, by either kind of logger."""
    wrapped = OperationalError(str(cause))
    wrapped.__cause__ = cause
    try:
        _raise(wrapped)
    except OperationalError:
        by.exception("Internal Server Error: /my")


def _raise(problem: Exception) -> None:
    raise problem


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("cause", [GONE, STOPPED])
def test_an_outage_is_one_plain_line(written: io.StringIO, monkeypatch: pytest.MonkeyPatch, cause: Exception) -> None:
    web, worker = logging.getLogger("test_logs"), structlog.stdlib.get_logger("test_logs")
    for _ in range(20):
        fail(cause, by=web)
        fail(cause, by=worker)
    (line,) = lines(written)
    assert "exception" not in line
    assert line["event"].startswith("database_away")
    assert line["level"] == "warning"
    assert "Connection refused" in str(line) or "administrator" in str(line)
    monkeypatch.setattr(logs, "QUIET", 0.0)
    fail(cause, by=worker)
    assert [each["event"].partition(":")[0] for each in lines(written)] == ["database_away"] * 2


def test_what_the_database_answered_keeps_its_trace(written: io.StringIO) -> None:
    for _ in range(2):
        fail(TOO_LONG, by=logging.getLogger("test_logs"))
    assert ["Traceback" in line["exception"] for line in lines(written)] == [True, True]


def test_the_handler_of_the_program_asks_the_filter() -> None:
    config = logging_configuration("INFO")
    (name,) = config["handlers"]["stderr"]["filters"]
    assert config["filters"][name]["()"] is OncePerOutage
