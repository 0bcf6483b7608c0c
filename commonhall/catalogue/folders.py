"""Which folders and files of the server may a council's administrators name? Those below the council's own, and those
that the operator named for it: nobody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from django.conf import settings as installation

from commonhall.capabilities.ports import find_provider
from commonhall.catalogue.models import Binding
from commonhall.councils.queries import get_council_by_id
from commonhall.councils.scope import council_in_scope

NAMED: Final = ("folder", "path", "socket_path")
"""What providers call a setting that names a place on the server."""
OF_SOMEBODY_ELSE: Final = "This folder is not your council's. Ask whoever runs the platform which one is"


def places_of_others(capability: str, provider: str, settings: Mapping[str, Any]) -> list[str]:
    """Return the settings, by path, that name a place on the server which is not for the council in scope."""
    if installation.ANY_FOLDER:
        return []
    base = installation.COUNCIL_FOLDERS
    own = Path(base, get_council_by_id(council_in_scope()).slug).resolve() if base else None
    fields = find_provider(capability, provider).Settings.model_fields
    elsewhere = {name for name in NAMED if name in fields and "Path" not in str(fields[name].annotation)}
    held = Binding.objects.filter(capability=capability, provider=provider)
    known = {place for row in held for _, place in _places(row.settings)}
    return [
        path
        for path, place in _places({name: value for name, value in settings.items() if name not in elsewhere})
        if place not in known and (own is None or not Path(place).resolve().is_relative_to(own))
    ]


def _places(settings: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield what names a place, also inside the settings of one provider that another one holds as JSON."""
    for name, value in settings.items():
        if name in NAMED and value:
            yield f"{before}{name}", str(value)
            continue
        inner = value
        if isinstance(value, str) and value.lstrip().startswith("{"):
            with suppress(ValueError, RecursionError):
                inner = json.loads(value)
        if isinstance(inner, Mapping):
            yield from _places(inner, f"{before}{name}.")
