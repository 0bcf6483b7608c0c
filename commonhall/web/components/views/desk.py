"""What can a page for staff be put together from? Blocks, each a plain value, that one template draws in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from markupsafe import Markup

from commonhall.web.components.views.council import TagColour, TaggedState
from commonhall.web.components.views.frame import Link, NavItem, PageView
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.components.views.office import TimelineEntry
from commonhall.web.components.views.questions import QuestionView, errors_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading between blocks. level: 2 or 3. id: what links within the page lead to."""

    kind: ClassVar[str] = "heading"
    text: str
    level: Literal[2, 3] = 2
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Words to read. lang: where it is not the page's language.

    look: plain; ``inset`` sets them apart; ``warning`` is one sentence with a sign; ``quiet`` is grey.
    """

    kind: ClassVar[str] = "prose"
    text: Markup | str
    look: Literal["plain", "inset", "warning", "quiet"] = "plain"
    lang: str = ""
    links: tuple[Link, ...] = ()
    """Come after the words, in the same line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A summary list. title makes it a card."""

    kind: ClassVar[str] = "rows"
    rows: tuple[SummaryRow, ...]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table: lines of text, of which the first may be a link, then a coloured word."""

    text: str = ""
    href: str = ""
    more: tuple[str, ...] = ()
    tag: TaggedState | None = None
    time: str = ""
    """ISO, where the text says a date or a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table. hidden: its heading is only for screen readers. sort: where sorting by it leads."""

    text: str
    numeric: bool = False
    hidden: bool = False
    sort: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """Rows of a table can be ticked. name: of the form's field. form: the id of the form that sends them."""

    name: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: its first cell is the row's heading. value: what is sent where it is ticked."""

    cells: tuple[Cell, ...]
    value: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption; empty: what is said instead where there are no rows. hidden_caption: only heard."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""
    hidden_caption: bool = False
    choosing: Choosing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """A list of links."""

    kind: ClassVar[str] = "links"
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttons:
    """Links that look like buttons: the first is the main one, unless all are ``secondary``."""

    kind: ClassVar[str] = "buttons"
    links: tuple[Link, ...]
    secondary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of its own: questions, fields that are not shown, one button or several.

    Carries the page's token by itself. action: blank for the page's own address. buttons: (value, text) pairs where
    several buttons send the same form as ``do``; then ``button`` is not used. get: sends nothing, only asks. quick:
    they may be pressed again at once, as where a second press of the same does nothing; others rest for a second.
    """

    kind: ClassVar[str] = "form"
    button: str = ""
    action: str = ""
    questions: tuple[QuestionView, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    buttons: tuple[tuple[str, str], ...] = ()
    look: Literal["main", "secondary", "warning"] = "main"
    cancel_url: str = ""
    id: str = ""
    get: bool = False
    quick: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Things that happened, newest first."""

    kind: ClassVar[str] = "timeline"
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart drawn on the server, SVG with its own title and description. A table beside it says the same."""

    kind: ClassVar[str] = "picture"
    svg: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class MapBlock:
    """A small map from an address of this site, fetched when it is seen. alt: what it shows, in words."""

    kind: ClassVar[str] = "map"
    src: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One large number with what it counts."""

    number: str
    text: str
    href: str = ""
    colour: TagColour | Literal[""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Large numbers side by side."""

    kind: ClassVar[str] = "figures"
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Where the pages before and after are; blank at an end."""

    kind: ClassVar[str] = "pages"
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Blocks that are closed until somebody opens them. open: they are open at first."""

    kind: ClassVar[str] = "fold"
    title: str
    blocks: tuple[Block, ...]
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatLine:
    """One line of a conversation: by whom, in their own words, when. side: of the reader, of the other, of nobody."""

    side: Literal["own", "other", "system"]
    who: str
    text: str
    when: str
    at: str
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What people write to each other, oldest first. title: only heard. status: how it stands, in a sentence.

    last: the number of the last line. url: where a script asks for those after it; blank once nothing more can come.
    """

    kind: ClassVar[str] = "conversation"
    title: str
    lines: tuple[ChatLine, ...]
    last: int = 0
    url: str = ""
    status: str = ""


Block = (
    Heading | Prose | Rows | Table | Links | Buttons | Form | Timeline | Picture | MapBlock | Figures | Pages | Fold
    | Conversation
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of the page of a case. place: among what is read, beside it, or above all else."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    place: Literal["read", "side", "top"] = "read"


def questions_in(blocks: tuple[Block, ...]) -> Iterator[QuestionView]:
    """Yield every question of ``blocks``, in their order."""
    for block in blocks:
        if isinstance(block, Form):
            yield from block.questions
        elif isinstance(block, Fold):
            yield from questions_in(block.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView(PageView):
    """A page put together from blocks. caption: above the heading. side: beside the blocks, on a wide screen.

    problems: errors that belong to no question.
    """

    template: ClassVar[str] = "office/desk.html"
    blocks: tuple[Block, ...]
    caption: str = ""
    tabs: tuple[NavItem, ...] = ()
    side: tuple[Block, ...] = ()
    problems: tuple[Link, ...] = ()
    narrow: bool = False
    """Whether the text keeps to two thirds of the width, as forms do."""

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists."""
        asked = questions_in((*self.blocks, *self.side))
        return (*self.problems, *errors_of(asked))
