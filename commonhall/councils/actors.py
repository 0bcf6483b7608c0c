"""Who is doing this? The one shape in which every operation and every event names its doer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

ActorKind = Literal["resident", "staff", "system", "provider"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A doer: ``staff`` carries the membership's id, ``resident`` a person's id where one is known.

    ``name`` is shown to officers beside what was done; it is never written to logs.
    """

    kind: ActorKind
    id: UUID | None = None
    name: str = ""


RESIDENT = Actor("resident")
SYSTEM = Actor("system", name="Commonhall")
