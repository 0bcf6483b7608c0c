"""Which capabilities are there, which providers has each, and what must be filled in for them?"""

from __future__ import annotations

import pkgutil
from typing import Any

from pydantic import BaseModel

from commonhall import capabilities
from commonhall.capabilities.ports import providers_of
from commonhall.upkeep.reference.tables import page, table

LEAD = (
    "A pattern names the capabilities that it needs. A council chooses a provider for each with "
    "`./run commonhall council bind`. Settings are given as a JSON file."
)


def capability_names() -> list[str]:
    """Return the name of every capability: each folder of ``capabilities`` that has providers."""
    return [
        found.name
        for found in pkgutil.iter_modules(capabilities.__path__)
        if found.ispkg and any(each.name == "providers" for each in _inside(found.name))
    ]


def _inside(name: str) -> list[pkgutil.ModuleInfo]:
    return list(pkgutil.iter_modules([f"{folder}/{name}" for folder in capabilities.__path__]))


def providers_page() -> str:
    """Return the page."""
    blocks = []
    for capability in capability_names():
        blocks.append(f"## {capability}\n")
        for provider in providers_of(capability):
            blocks += [f"### {capability}: {provider.name}\n", f"{provider.title.en}.\n", _settings(provider.Settings)]
    return page("Capabilities and providers", LEAD, *(block for block in blocks if block))


def _settings(settings: type[BaseModel]) -> str:
    rows = [
        (
            f"`{name}`",
            "required" if field.is_required() else _default(field.get_default(call_default_factory=True)),
            field.description or field.title or "",
        )
        for name, field in settings.model_fields.items()
    ]
    return table(("Setting", "Unless given", "What it is"), rows) or "It has no settings.\n"


def _default(value: Any) -> str:
    return "" if value in (None, "", (), [], {}) else f"`{value}`"
