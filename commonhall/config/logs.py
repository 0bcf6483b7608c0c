"""What does a log line look like? One JSON object with UTC time and the council; no names, answers, tokens or query
strings."""

from __future__ import annotations

from typing import Any

import structlog
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
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        # The addresses that they log hold what people typed, such as postcodes.
        "loggers": {name: {"level": "WARNING"} for name in ("django.db.backends", "httpx", "httpcore", "urllib3")},
    }
