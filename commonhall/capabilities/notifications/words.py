"""How is the text of a message filled in, made harmless, and shown? The marks are those of GOV.UK Notify."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import groupby

PLACEHOLDER = re.compile(r"\(\(([^()?]+?)\)\)")
_URL = r"https?://[^\s<>()\[\]\"'|\\]+"
_LINKISH = re.compile(r"(?:https?:[^\s()\[\]]*|\bwww\.[^\s()\[\]]+)", re.I)
_MARKS = re.compile(r"([\\`*_{}\[\]()#^<>|~])")
_LINE_START = re.compile(r"(?m)^(\d*)([-+.•])")
_INLINE = re.compile(
    rf"\\(?P<escaped>[\\`*_{{}}\[\]()#^<>|~+\-.!•])|\[(?P<words>[^\[\]]+)\]\((?P<target>{_URL})\)|(?P<bare>{_URL})",
    re.I,
)
_TRAILING = ".,;:!?'"
_BULLET = re.compile(r"\s*[*•\-]\s+(.*)")
_NUMBERED = re.compile(r"\s*\d+\.\s+(.*)")
_HEADING = re.compile(r"(#{1,2})\s*(\S.*)")


def key_of(name: str) -> str:
    """Return the form in which two names of a placeholder are compared: no case, no spaces, no marks."""
    return re.sub(r"[\s_\-]", "", name).casefold()


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with each ``((name))`` replaced. Raises ValueError naming those without a value."""
    known = {key_of(name): value for name, value in values.items()}
    missing = sorted({name for name in PLACEHOLDER.findall(text) if key_of(name) not in known})
    if missing and values:
        raise ValueError(f"Give a value for each of: {', '.join(missing)}.")
    if missing:
        return text  # no values at all: the text is complete, and its brackets are somebody's words
    return PLACEHOLDER.sub(lambda found: known[key_of(found[1])], text)


def without_links(text: str) -> str:
    """Return ``text`` with every web address taken out."""
    kept = _LINKISH.sub("", text)
    return kept if kept == text else without_links(kept)  # taking one out may have joined up another


def harmless(text: str) -> str:
    """Return what a member of the public typed so that it shows as typed, but as no link, heading or list.

    Source: GOV.UK Notify, "reducing the risk of malicious content injection in placeholders".
    """
    lines = [line.strip() for line in without_links(text).splitlines()]
    marked = _MARKS.sub(r"\\\1", "\n".join(line for line in lines if line))
    return _LINE_START.sub(r"\1\\\2", marked)


def to_html(text: str, *, first_heading: int = 2) -> str:
    """Return ``text`` as HTML in which only http(s) addresses are links and everything else is escaped.

    first_heading: the level that ``# heading`` gets, so that a page's headings stay in order.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(_block(kind, list(group), first_heading) for kind, group in groupby(lines, _kind_of) if kind)


def _kind_of(line: str) -> str:
    if not line.strip():
        return ""
    if _HEADING.fullmatch(line):
        return "heading"
    if _BULLET.fullmatch(line):
        return "ul"
    if _NUMBERED.fullmatch(line):
        return "ol"
    return "hr" if re.fullmatch(r"-{3,}|\*{3,}", line.strip()) else "p"


def _block(kind: str, lines: list[str], level: int) -> str:
    if kind == "heading":
        found = [match for match in map(_HEADING.fullmatch, lines) if match]
        return "\n".join(_heading(match, level) for match in found)
    if kind in ("ul", "ol"):
        pattern = _BULLET if kind == "ul" else _NUMBERED
        items = [match[1] for match in map(pattern.fullmatch, lines) if match]
        return f"<{kind}>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + f"</{kind}>"
    if kind == "hr":
        return "<hr>"
    return "<p>" + "<br>".join(_inline(line.strip()) for line in lines) + "</p>"


def _heading(match: re.Match[str], level: int) -> str:
    depth = level + len(match[1]) - 1
    return f"<h{depth}>{_inline(match[2])}</h{depth}>"


def _inline(text: str) -> str:
    parts: list[str] = []
    end = 0
    for found in _INLINE.finditer(text):
        parts.append(escape(text[end : found.start()]))
        parts.append(_mark(found))
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def _mark(found: re.Match[str]) -> str:
    if found["escaped"]:
        return escape(found["escaped"])
    if found["target"]:
        return _link(found["target"], unescaped(found["words"]))
    address = found["bare"].rstrip(_TRAILING)
    return _link(address, address) + escape(found["bare"][len(address) :])


def _link(target: str, words: str) -> str:
    return f'<a href="{escape(target)}" rel="noreferrer noopener nofollow">{escape(words)}</a>'


def unescaped(text: str) -> str:
    """Return ``text`` without the backslashes that :func:`harmless` puts before marks."""
    return re.sub(r"\\([\\`*_{}\[\]()#^<>|~+\-.!•])", r"\1", text)


def to_plain(text: str) -> str:
    """Return ``text`` as it reads without marks: headings bare, links as ``words: address``."""
    lines = (_HEADING.sub(r"\2", line) if _HEADING.fullmatch(line) else line for line in text.splitlines())
    linked = re.sub(rf"\[([^\[\]]+)\]\(({_URL})\)", r"\1: \2", "\n".join(lines))
    return unescaped(linked)
