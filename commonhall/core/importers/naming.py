"""Which id does an imported thing get? The source's own name where it is one, else a slug and a hash of the name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from commonhall.core.questions.question import ID

RESERVED: Final = frozenset(
    {"check", "start", "accept", "sent", "outcome", "feedback", "follow", "save", "restart", "resume"}
)
"""Ids that no page or outcome can have: links and every journey's own pages use them."""
_LONGEST: Final = 60
_HASH: Final = 6


def slug_of(text: str, *, joined: str = "_", longest: int = 50) -> str:
    """Return ``text`` in lower-case letters and digits, its words joined; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    slug = ""
    for word in words:
        longer = f"{slug}{joined}{word}" if slug else word[:longest]
        if len(longer) > longest:
            break
        slug = longer
    return slug


def pattern_slug(title: str) -> str:
    """Return the slug of a pattern called ``title``; one begins with a letter."""
    slug = slug_of(title, joined="-") or "form"
    return slug if slug[0].isalpha() else f"form-{slug}"


def identifier(name: str, path: str, taken: set[str]) -> str:
    """Return an id that is not in ``taken``, and put it there.

    name: what the source calls the thing. path: where it stands, which tells things of one name apart.
    """
    wanted = name
    if not re.match(ID, name) or len(name) > _LONGEST or name in RESERVED:
        slug = slug_of(name) or "x"
        wanted = f"{slug if slug[0].isalpha() else f'x_{slug}'}_{_hash(name, path)}"
    count = 1
    found = wanted
    while found in taken:
        count += 1
        found = f"{wanted[: _LONGEST - 8]}_{count}"
    taken.add(found)
    return found


def _hash(name: str, path: str) -> str:
    return hashlib.sha256(f"{path}\n{name}".encode()).hexdigest()[:_HASH]
