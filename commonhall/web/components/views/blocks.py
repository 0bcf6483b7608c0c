"""What does a page tell besides its questions?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from commonhall.web.components.views.frame import NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """Something that a page tells. text: the body without markup, for a warning, which is one sentence."""

    kind: Literal["text", "inset", "warning", "details", "table"]
    title: str = ""
    body: Markup = NOTHING
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
