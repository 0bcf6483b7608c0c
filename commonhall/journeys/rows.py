"""How is a journey read and written on every page? By hand: the ORM would cost more than all the rest of it."""

from __future__ import annotations

import json
from typing import Any, Final

from django.db import connection, models

from commonhall.councils.scope import council_in_scope
from commonhall.journeys.models import Journey

_FIELDS: Final = tuple(field.attname for field in Journey._meta.concrete_fields)
_JSON: Final = frozenset(
    field.attname for field in Journey._meta.concrete_fields if isinstance(field, models.JSONField)
)
_READ: Final = (
    f"SELECT {', '.join(_FIELDS)}, (SELECT interaction_id FROM journeys_resume_link "  # noqa: S608 the model's own columns
    "WHERE council_id = %(council)s AND token_hash = %(token)s), (SELECT sent_to_hash FROM journeys_resume_link "
    "WHERE council_id = %(council)s AND token_hash = %(token)s) FROM journeys_journey "
    "WHERE council_id = %(council)s AND service = %(service)s AND id = coalesce("
    "(SELECT id FROM journeys_journey WHERE council_id = %(council)s AND token_hash = %(token)s), "
    "(SELECT journey_id FROM journeys_resume_link WHERE council_id = %(council)s AND token_hash = %(token)s "
    "AND (interaction_id IS NULL OR expires_at > now())))"
)
_CHANGES: Final = (
    "language", "state", "outcome", "revision", "saved_at", "expires_at",
    "answers", "parked", "facts", "missing", "accepted",
)  # fmt: skip
_WRITE: Final = (
    "UPDATE journeys_journey SET "  # noqa: S608 the model's own columns
    + ", ".join(f"{name} = %s{'::jsonb' if name in _JSON else ''}" for name in _CHANGES)
    + " WHERE council_id = %s AND id = %s"
)


def read_journey(token_hash: bytes, service: str, *, lock: bool) -> Journey | None:
    """Return the journey that this token opens at the address ``service``, in the council in scope, or None.

    The token is that of the browser that began it, or of another on which it was opened by a link.
    lock: keep others from changing it until the transaction ends.
    """
    values: dict[str, Any] = {"council": council_in_scope(), "service": service, "token": token_hash}
    with connection.cursor() as cursor:
        cursor.execute(_READ + (" FOR UPDATE" if lock else ""), values)
        row = cursor.fetchone()
    if row is None:
        return None
    read = [_read(name, value) for name, value in zip(_FIELDS, row[:-2], strict=True)]
    journey: Journey = Journey.from_db("default", _FIELDS, read)
    journey.held_in, journey.sent_to_hash = row[-2:]
    return journey


def write_answers(journey: Journey) -> None:
    """Write what answering a page changes of ``journey``."""
    values = [_written(name, getattr(journey, name)) for name in _CHANGES]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [*values, council_in_scope(), journey.id])


def _read(name: str, value: Any) -> Any:
    return json.loads(value) if name in _JSON and isinstance(value, str) else value


def _written(name: str, value: Any) -> Any:
    return json.dumps(value) if name in _JSON else value
