"""What does a text say that another builder keeps as Markdown? Keeps its form, without HTML, gaps and unsafe links."""

from __future__ import annotations

import re
from typing import Final

from commonhall.core.importers.markup import Cleaned

_TAGS: Final = (
    "a|abbr|b|blockquote|br|caption|code|dd|del|details|div|dl|dt|em|embed|figure|footer|form|h[1-6]|header|hr|i|iframe|img|"
    "input|ins|li|link|main|meta|nav|object|ol|p|pre|s|script|section|small|span|strong|style|sub|summary|sup|svg|table|"
    "tbody|td|th|thead|title|tr|u|ul|video|audio|base|button|math|noscript|template|textarea|select|option"
)
_SILENT: Final = re.compile(r"<(script|style|iframe|object|svg|math|template|noscript)\b.*?(</\1\s*>|\Z)", re.I | re.S)
_TAG: Final = re.compile(rf"</?(?:{_TAGS})\b[^<>]*(?:>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_TEMPLATE: Final = re.compile(r"\{\{.{0,2000}?\}\}|\{%.{0,2000}?%\}", re.S)
_IMAGE: Final = re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,1000}\)")
_LINK: Final = re.compile(r"\[([^\[\]\n]{1,500})\]\(([^()\n]{0,1000})\)")
_SAFE: Final = re.compile(r"(https?://|mailto:|tel:)[^\s<>\\]+", re.I)
_HEADING: Final = re.compile(r"^\s{0,3}(#{1,6})[ \t]*(?=[^\s#])", re.M)


def safe_markdown(source: str) -> Cleaned:
    """Return ``source`` as Markdown of ours: headings from the second level down, only links that are safe to follow.

    Angle brackets that are no tags stay as they are read. Never fails, and takes time in proportion to the length.
    """
    noticed: set[str] = set()
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    text = _without(_SILENT, "", text, "unsafe", noticed)
    text = _without(_TAG, " ", text, "html", noticed)
    text = _without(_TEMPLATE, "", text, "template", noticed)
    text = _without(_IMAGE, r"\1", text, "remote", noticed)
    text = _LINK.sub(lambda found: _linked(found, noticed), text)
    text = _HEADING.sub(lambda found: f"{'##' if len(found[1]) < 3 else '###'} ", text)
    text = text.replace("{", "(").replace("}", ")").replace("<", "\\<")
    lines = [
        re.sub(r"[ \t]{2,}", " ", line).rstrip() if not line.startswith(" ") else line.rstrip()
        for line in text.split("\n")
    ]
    return Cleaned(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), frozenset(noticed))


def _without(pattern: re.Pattern[str], instead: str, text: str, name: str, noticed: set[str]) -> str:
    changed, count = pattern.subn(instead, text)
    if count:
        noticed.add(name)
    return changed


def _linked(found: re.Match[str], noticed: set[str]) -> str:
    href = found[2].strip().partition(" ")[0]
    if _SAFE.fullmatch(href):
        return f"[{found[1]}]({href})"
    noticed.add("link")
    return found[1]
