"""Can everybody use the content? Links, headings, pictures, tables and folded parts of a pattern's texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Content, Pattern
from commonhall.core.language.texts import texts_of
from commonhall.core.values.words import Words
from commonhall.core.verify.declared import FactTypes
from commonhall.core.verify.finding import Finding

_LINK: Final = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_HEADING: Final = re.compile(r"^(#{1,6})\s", re.MULTILINE)
_HTML: Final = re.compile(r"</?[a-zA-Z][^>\n]*>")
_CAPITALS: Final = re.compile(r"\b[A-Z]{4,}(?:[ ,]+[A-Z]{3,}){1,}\b")
_SAYS_NOTHING: Final = frozenset(
    {"here", "click here", "click", "this", "this link", "this page", "link", "more", "read more", "find out more",
     "learn more", "more information", "details", "yma", "cliciwch yma", "y ddolen hon", "mwy", "darllenwch fwy"}
)  # fmt: skip
_ADDRESS: Final = re.compile(r"(https?://|mailto:|tel:|/|#|\{)")


def check_content(folder: PatternFolder, fact_types: FactTypes) -> Iterator[Finding]:
    """Yield findings on what a text holds besides words; the rules are those of WCAG 2.2, levels A and AA."""
    for name, words in texts_of(folder.pattern).items():
        yield from _marks(name, words)
    for place, block in _blocks(folder.pattern):
        yield from _block(place, block)


def _marks(name: str, words: Words) -> Iterator[Finding]:
    for text in (words.en, words.cy):
        for said, address in _LINK.findall(text):
            yield from _link(name, said.strip(), address)
        if any(not alternative.strip() for alternative in _PICTURE.findall(text)):
            yield Finding("fail", "content", name, "a picture has no words for those who cannot see it.", "Add them.")
        if found := _HTML.search(text):
            mend = "Write it in Markdown."
            yield Finding("fail", "content", name, f"{found[0]!r} is HTML, which is not shown.", mend)
        if found := _CAPITALS.search(text):
            mend = "Use capitals only where a sentence has them."
            yield Finding("warn", "content", name, f"{found[0]!r} in capitals is hard to read.", mend)
        yield from _headings(name, text)


def _link(name: str, said: str, address: str) -> Iterator[Finding]:
    if not said:
        yield Finding("fail", "content", name, f"the link to {address!r} has no words.", "Say where it leads.")
    elif said.lower().rstrip(".") in _SAYS_NOTHING or said.startswith(("http://", "https://", "www.")):
        reason = f"the link {said!r} does not say where it leads."
        yield Finding("warn", "content", name, reason, "Use the title of the page that it leads to.")
    if not _ADDRESS.match(address):
        reason = f"{address!r} is no address that can be linked to."
        yield Finding("fail", "content", name, reason, "Use https://, mailto:, tel: or a path.")


def _headings(name: str, text: str) -> Iterator[Finding]:
    """Whatever level a text begins with is shown below the page's own; within it none may be left out."""
    levels = [len(found) for found in _HEADING.findall(text)]
    for above, below in pairwise(levels):
        if below > above + 1:
            mend = "Go down one level at a time."
            yield Finding("warn", "content", name, f"a heading of level {below} follows one of {above}.", mend)


def _blocks(pattern: Pattern) -> Iterator[tuple[str, Content]]:
    for page in pattern.pages:
        yield from ((f"pages.{page.id}.content.{each.id}", each) for each in page.content)
        for inner in page.repeat.pages if page.repeat else ():
            place = f"pages.{page.id}.repeat.pages.{inner.id}.content"
            yield from ((f"{place}.{each.id}", each) for each in inner.content)


def _block(place: str, block: Content) -> Iterator[Finding]:
    if block.kind != "table":
        if not block.body:
            yield Finding("fail", "content", place, "it says nothing.", "Write a body, or take it out.")
        if block.kind == "details" and not block.title:
            yield Finding("fail", "content", place, "what is folded needs a title to open it by.", "Add one.")
        if block.rows or block.rows_from or block.columns:
            yield Finding("warn", "content", place, "only a table shows rows.", "Set kind: table.")
        return
    if not block.columns:
        yield Finding("fail", "content", place, "a table needs headings for its columns.", "Add columns.")
    if not block.title:
        mend = "Add a title that says what it shows."
        yield Finding("warn", "content", place, "a table needs a caption.", mend)
    if bool(block.rows) == bool(block.rows_from):
        yield Finding("fail", "content", place, "it needs rows, or an expression that gives them.", "Give just one.")
    for number, row in enumerate(block.rows, 1):
        if len(row) != len(block.columns):
            reason = f"row {number} has {len(row)} cells for {len(block.columns)} columns."
            yield Finding("fail", "content", place, reason, "Give each column its cell.")
