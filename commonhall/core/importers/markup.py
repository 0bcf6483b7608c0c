"""What does a piece of HTML say? Turns it into Markdown or plain text, without scripts, styles and unsafe links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

_SILENT: Final = frozenset({"script", "style", "iframe", "object", "embed", "template", "noscript", "svg", "math"})
_BLOCK: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "thead",
        "tr",
        "ul",
    ]
)
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_SAFE: Final = re.compile(r"^(https?://|mailto:|tel:)[^\s<>()\[\]\\]+$", re.IGNORECASE)
_TEMPLATE: Final = re.compile(r"\{\{|\{%|\}\}")
_LONGEST_HREF: Final = 1000


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text, and what was noticed: ``html``, ``unbalanced``, ``remote``, ``template``, ``unsafe``, ``link``."""

    text: str
    noticed: frozenset[str] = frozenset()


def to_markdown(source: str) -> Cleaned:
    """Return ``source`` as Markdown: paragraphs, headings, lists, links, bold and italic are kept."""
    return _read(source, markdown=True)


def to_plain(source: str) -> Cleaned:
    """Return ``source`` as one line of plain text, for labels and hints."""
    read = _read(source, markdown=False)
    return Cleaned(" ".join(read.text.split()), read.noticed)


def _read(source: str, *, markdown: bool) -> Cleaned:
    reader = _Reader(markdown=markdown)
    if _TEMPLATE.search(source):
        reader.noticed.add("template")
    reader.feed(source)
    reader.close()
    if reader.open:
        reader.noticed.add("unbalanced")
    return Cleaned(reader.written(), frozenset(reader.noticed))


class _Reader(HTMLParser):
    """Writes what it reads into blocks of text."""

    def __init__(self, *, markdown: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.markdown = markdown
        self.noticed: set[str] = set()
        self.open: list[str] = []
        self.blocks: list[str] = []
        self.line = ""
        self.lists: list[tuple[str, int]] = []
        self.links: list[str] = []
        self.silent = 0
        self.start_of_block = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.noticed.add("html")
        if tag not in _VOID:
            self.open.append(tag)
        if tag in _SILENT:
            self.silent += 1
            self.noticed.add("unsafe")
        if self.silent:
            return
        if tag == "img":
            self.noticed.add("remote")
        if tag in _BLOCK or tag == "li":
            self._break()
        self._begin(tag, dict(attrs))

    def _begin(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "br":
            self._break()
        elif tag in ("ul", "ol"):
            self.lists.append((tag, 0))
        elif tag == "li":
            kind, count = self.lists.pop() if self.lists else ("ul", 0)
            self.lists.append((kind, count + 1))
            self._prefix(f"{count + 1}. " if kind == "ol" else "- ")
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._prefix("## " if tag in ("h1", "h2") else "### ")
        elif tag == "a":
            self._open_link(attributes.get("href") or "")
        elif self.markdown and tag in ("strong", "b"):
            self.line += "**"

    def _open_link(self, href: str) -> None:
        safe = _SAFE.match(href.strip()) is not None and len(href) <= _LONGEST_HREF
        self.links.append(href.strip() if safe else "")
        if not safe:
            self.noticed.add("link")
        elif self.markdown:
            self.line += "["

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag not in self.open:
            self.noticed.add("unbalanced")
            return
        while self.open:
            last = self.open.pop()
            self._end(last)
            if last == tag:
                return
            if last not in ("li", "p"):
                self.noticed.add("unbalanced")

    def _end(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent -= 1
            return
        if self.silent:
            return
        if tag == "a" and self.links:
            href = self.links.pop()
            if href and self.markdown:
                self.line += f"]({href})"
        elif self.markdown and tag in ("strong", "b"):
            self.line += "**"
        elif tag in ("ul", "ol") and self.lists:
            self._break()
            self.lists.pop()
        elif tag in ("td", "th"):
            self.line += " "
        if tag in _BLOCK or tag == "li":
            self._break()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        for number, part in enumerate(re.split(r"\n\s*\n", data)):
            if number:
                self._break()
            text = re.sub(r"\s+", " ", part)
            self.line += _escaped(text) if self.markdown else _no_gaps(text)

    def _prefix(self, prefix: str) -> None:
        if self.markdown:
            self.start_of_block = prefix

    def _break(self) -> None:
        text = re.sub(r"\s+", " ", self.line).strip()
        self.line = ""
        text = re.sub(r"\*\*\s*\*\*", "", text)
        if text:
            self.blocks.append(self.start_of_block + text)
            self.start_of_block = ""

    def written(self) -> str:
        """Return the blocks: items of a list close together, everything else a blank line apart."""
        self._break()
        text = ""
        for number, block in enumerate(self.blocks):
            both = number and _is_item(block) and _is_item(self.blocks[number - 1])
            text += ("\n" if both else "\n\n" if number else "") + block
        return text


def _is_item(block: str) -> bool:
    return re.match(r"(- |[0-9]+\. )", block) is not None


def _no_gaps(text: str) -> str:
    """Take away the braces of other template languages, which ours would read as gaps."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text).replace("{", "(").replace("}", ")")


def _escaped(text: str) -> str:
    escaped = re.sub(r"([\\`*_\[\]<>])", r"\\\1", _no_gaps(text))
    return re.sub(r"^(\s*)([#+-]|[0-9]+\.)(\s)", r"\1\\\2\3", escaped)
