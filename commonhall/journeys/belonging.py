"""To which service does a file belong? That of its journey or, where an officer added it, that of its case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from commonhall.journeys.models import Document, Journey

FindService = Callable[[UUID], str]
_of_case: Final[list[FindService]] = []


def plug_cases(find: FindService) -> None:
    """Say how the service of a case is found; blank for one that is not there. Cases are above this room."""
    _of_case[:] = [find]


def service_of(document: Document) -> str:
    """Return the address of the service that a document belongs to; blank where that is not known."""
    if document.journey_id is not None:
        found = Journey.objects.filter(id=document.journey_id).values_list("service", flat=True).first()
        if found:
            return str(found)
    return _of_case[0](document.case_id) if document.case_id is not None and _of_case else ""
