"""What does the page show on which a place is chosen? A search, a picture of a map with buttons, and what is nearby."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from commonhall.web.components.views.frame import Link, PageView
from commonhall.web.components.views.questions import QuestionView

WIDE, NARROW = (600, 420), (288, 320)
"""Width and height of the picture, in pixels: on most screens, and on small ones. Neither is ever stretched, so that
the place that is pressed is the place that is meant."""
SIGNS: Final[Mapping[str, str]] = {
    "north": "↑", "west": "←", "east": "→", "south": "↓", "closer": "+", "farther": "−"
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture that can be pressed. field: the name of its two fields, which end in .x and .y. src: the picture."""

    field: str
    src: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveView:
    """A button that moves the pin or the map. focus: it was pressed last, so a keyboard goes on from there."""

    value: str
    text: str
    focus: bool = False

    @property
    def sign(self) -> str:
        """The sign before the words."""
        return SIGNS[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView(PageView):
    """Choosing a place. Both forms post to ``action``, the page's own address, with ``carried`` and ``revision``.

    say: the words of the page, by name. find: what was looked for; spots: places to choose from (value, text).
    here: where the pin is, in words. elsewhere: that this is not the council's, with a link to whose it is.
    pictures: none while there is no map; alt: of both. source: whose map it is. may_use: the pin is somewhere.
    """

    template: ClassVar[str] = "journey/map.html"
    is_step: ClassVar[bool] = True
    action: str
    say: Mapping[str, str]
    carried: tuple[tuple[str, str], ...]
    revision: str
    here: str
    find: str = ""
    find_error: str = ""
    spots: tuple[tuple[str, str], ...] = ()
    elsewhere: str = ""
    other: Link | None = None
    pictures: tuple[PictureView, ...] = ()
    alt: str = ""
    source: str = ""
    moves: tuple[MoveView, ...] = ()
    things: QuestionView | None = None
    words: QuestionView
    may_use: bool = False

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists."""
        return (Link(text=self.find_error, href="#map_find"),) if self.find_error else ()
