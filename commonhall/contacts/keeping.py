"""What did somebody say, or prove, by which they are known? Kept once, the stronger of what is said twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.utils.crypto import salted_hmac

from commonhall.contacts.models import Detail
from commonhall.councils.scope import council_in_scope

DetailKind = Literal["name", "email", "phone", "address", "vehicle", "ni", "account"]
KEYED_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class NewDetail:
    """Something by which a person is known. value: as it is compared; shown: as people read it (see known.py)."""

    kind: DetailKind
    value: str
    shown: str = ""
    postcode: str = ""
    uprn: str = ""
    level: Literal["typed", "verified"] = "typed"


def keyed(value: str) -> str:
    """Return a number that is not kept itself as what can only be compared: a keyed hash, another at each council."""
    mac = salted_hmac(f"commonhall.contacts.{council_in_scope()}", value, algorithm="sha256")
    return mac.digest()[:KEYED_BYTES].hex()


def keep_details(*, person_id: UUID, found: Iterable[NewDetail], source: str, at: datetime) -> None:
    """Keep what is new of ``found``; what is proved now and was only typed before becomes proved. Idempotent."""
    wanted = {(each.kind, each.value): each for each in found if each.value}
    there = {(row.kind, row.value): row for row in Detail.objects.filter(person_id=person_id, until_at=None)}
    Detail.objects.bulk_create(
        [
            Detail(
                person_id=person_id,
                kind=each.kind,
                value=each.value,
                shown=each.shown,
                postcode=each.postcode,
                uprn=each.uprn,
                level=each.level,
                source=source,
                since_at=at,
            )
            for key, each in wanted.items()
            if key not in there
        ],
        ignore_conflicts=True,
    )
    for key, each in wanted.items():
        if key in there and each.level == "verified" and there[key].level != "verified":
            Detail.objects.filter(id=there[key].id).update(level="verified")
