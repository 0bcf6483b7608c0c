"""Which columns of a person hold a name? As it was given, and folded for searching."""

from __future__ import annotations

from commonhall.core.matching.names import folded_name, sound_of


def named(name: str) -> dict[str, str]:
    """Return the columns of a person for this name."""
    parts = folded_name(name)
    return {
        "name": name,
        "forename": parts.forename,
        "surname": parts.surname,
        "surname_sound": sound_of(parts.surname),
    }
