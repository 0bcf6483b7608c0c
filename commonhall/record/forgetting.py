"""How do the facts of events go that tell of a person, when what they are about is disposed of? Codes stay, and a
digest of what was there, so that the chain still proves that nothing else was changed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Q

from commonhall.councils.scope import council_in_scope
from commonhall.record.chain import digest_of_facts
from commonhall.record.models import Event, Outbox

CODES: Final = frozenset(
    {"pattern", "version", "state", "transition", "from", "to", "deadline", "task", "tasks", "timer", "booking",
     "pence", "refund_pence", "kind", "channel", "way", "run", "then", "rule"}
)  # fmt: skip
"""Facts that may stay when the rest goes: names of the pattern's own parts, and amounts."""
_CODE: Final = re.compile(r"[a-z0-9_.-]{0,60}")
_UPDATED: Final = "UPDATE record_event SET facts = %s::jsonb, forgotten = %s WHERE council_id = %s AND id = %s"


def codes_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of ``facts`` tells of no person."""
    return {name: value for name, value in facts.items() if name in CODES and _is_code(value)}


def _is_code(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_code(each) for each in value)
    return value is None or isinstance(value, bool | int) or (isinstance(value, str) and bool(_CODE.fullmatch(value)))


def forget_facts(*, subjects: Collection[tuple[str, UUID]]) -> int:
    """Remove from the events of ``subjects``, pairs of kind and id, every fact but codes; return of how many.

    Part of disposal, in its transaction; who does it records why. The database lets nothing else of an event change.
    """
    kinds: dict[str, list[UUID]] = {}
    for kind, identifier in subjects:
        kinds.setdefault(kind, []).append(identifier)
    about = Q(pk__in=[])
    for kind, ids in kinds.items():
        about |= Q(subject_kind=kind, subject_id__in=ids)
    forgotten = 0
    with connection.cursor() as cursor:
        for event in Event.objects.filter(about).only("id", "facts", "forgotten"):
            left = codes_of(event.facts)
            if left != event.facts:
                kept = digest_of_facts(event.facts) if event.forgotten is None else bytes(event.forgotten)
                cursor.execute(_UPDATED, [json.dumps(left, cls=DjangoJSONEncoder), kept, council_in_scope(), event.id])
                forgotten += 1
    return forgotten


def forget_deliveries(*, naming: Collection[UUID]) -> int:
    """Remove what was promised or delivered that names one of these ids in its key or its payload; return how many."""
    gone = 0
    for identifier in naming:
        named = Outbox.objects.filter(Q(key__contains=str(identifier)) | Q(payload__icontains=str(identifier)))
        count, _ = named.delete()
        gone += count
    return gone
