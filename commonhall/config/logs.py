"""What does a log line look like? One JSON object with UTC time and the council; no names, answers, tokens or query
strings. A database that is away is one line, not one for everybody who waits for it."""

from __future__ import annotations

import logging
import sys
import time
from typing import Any, Final

import structlog
from django.db.utils import InterfaceError, OperationalError
from structlog.typing import EventDict, WrappedLogger

# Keys that would carry personal data; a line that has one says so instead of the value.
WITHHELD = frozenset(
    {"email", "name", "phone", "answers", "password", "token", "session", "query", "address", "postcode"}
)


def withhold(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace the values of keys that could be personal."""
    return {key: "(withheld)" if key in WITHHELD else value for key, value in event.items()}


def trim_request(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop what Django's own loggers attach: the request object and its paths with their query strings."""
    for key in ("request", "positional_args", "server_time"):
        event.pop(key, None)
    if str(event.get("logger", "")).startswith("django."):
        event["event"] = str(event.get("event", "")).partition(": /")[0]  # the path may hold a link's token
    return event


QUIET: Final = 60.0
"""Seconds without a line about a database that is away, after which it is there: the next such line is shown again."""
AWAY: Final = ("08", "57P01", "57P02", "57P03")
"""How the codes begin by which PostgreSQL says that a connection is over or not to be had. Without one nobody spoke."""


def is_away(problem: BaseException | None) -> bool:
    """Whether the problem is that the database does not answer, rather than what it answered."""
    if not isinstance(problem, OperationalError | InterfaceError):
        return False
    code = getattr(problem.__cause__, "sqlstate", None)
    return not code or code.startswith(AWAY)


class OncePerOutage(logging.Filter):
    """Lets one plain line through while the database is away, in place of all that fails for want of it."""

    def __init__(self) -> None:
        super().__init__()
        self._last = -QUIET

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to write the line; one about a database that is away loses its trace."""
        given = record.exc_info or sys.exc_info()
        problem = given[1]
        if not is_away(problem):
            return True
        now = time.monotonic()
        began, self._last = now - self._last >= QUIET, now
        reason = (str(problem).strip().splitlines() or [""])[0]
        record.exc_info, record.levelno, record.levelname = None, logging.WARNING, "WARNING"
        if isinstance(record.msg, dict):
            kept = {key: value for key, value in record.msg.items() if key != "exc_info"}
            record.msg = {**kept, "event": "database_away", "level": "warning", "reason": reason}
        else:
            record.msg, record.args = f"database_away: {reason}", ()
        return began


def logging_configuration(level: str) -> dict[str, Any]:
    """Return the LOGGING setting: everything goes through structlog to standard error, one line each."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, withhold, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    trim_request,
                    withhold,
                    structlog.processors.ExceptionRenderer(),
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "filters": {"once_per_outage": {"()": OncePerOutage}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["once_per_outage"]}},
        "root": {"handlers": ["stderr"], "level": level},
        # The addresses that they log hold what people typed, such as postcodes.
        "loggers": {name: {"level": "WARNING"} for name in ("django.db.backends", "httpx", "httpcore", "urllib3")},
    }
