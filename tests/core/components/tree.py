"""What is the structure of a page? Its elements, attributes and texts; a page that is not well formed is refused."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
Node = tuple[str, ...]


class NotWellFormed(AssertionError):
    """An element is left open, closed twice, or closed in the wrong order."""


class Tree(HTMLParser):
    """Reads a page into a flat list of what opens, what is said and what closes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            raise NotWellFormed(f"<{tag}> at {self.getpos()} has an attribute twice: {names}")
        flat = [part for name, value in sorted(attrs, key=lambda pair: pair[0]) for part in (name, value or "")]
        self.nodes.append(("open", tag, *flat))
        if tag not in VOID and not self._in_svg(tag):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID and not self._in_svg(tag):
            self.open.pop()

    def _in_svg(self, tag: str) -> bool:
        return tag in {"path", "circle", "rect"}

    def handle_endtag(self, tag: str) -> None:
        if self._in_svg(tag):
            return
        if not self.open or self.open[-1] != tag:
            raise NotWellFormed(f"</{tag}> at {self.getpos()} closes {self.open[-3:]}")
        self.open.pop()
        self.nodes.append(("close", tag))

    def handle_data(self, data: str) -> None:
        exact = bool(self.open) and self.open[-1] == "textarea"
        text = data if exact else " ".join(data.split())
        if text:
            self.nodes.append(("text", text))
            self.texts.append((self.open[-1] if self.open else "", text))


def read(html: str) -> Tree:
    """Read a page; raises :class:`NotWellFormed`."""
    reader = Tree()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise NotWellFormed(f"left open: {reader.open}")
    return reader


def tree(html: str) -> list[Node]:
    """Return what opens, what is said and what closes, in order, without white space that does not count."""
    return read(html).nodes
