"""How is the text of a message filled in, made harmless, and shown? The marks are those of GOV.UK Notify."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\(\(([^()?]+?)\)\)")
_URL = r"https?://[^\s<>()\[\]\"'|\\]+"
_LINKISH = re.compile(
    rf"(?:{_URL}|\b(?:https?|mailto|javascript|data|tel):[^\s()\[\]]*|\bwww\.[^\s()\[\]]+)", re.I
)
_MARKS = re.compile(r"([\\`*_{}\[\]()#^<>|~])")
_LINE_START = re.compile(r"(?m)^(\s*)([-+]|\d+(?=[.)]))")
_INLINE = re.compile(
    rf"\\(?P<escaped>[\\`*_{{}}\[\]()#^<>|~+\-.!])|\[(?P<words>[^\[\]]+)\]\((?P<target>{_URL})\)|(?P<bare>{_URL})"
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
    return _LINKISH.sub("", text)


def harmless(text: str) -> str:
    """Return what a member of the public typed so that it shows as typed, but as no link, heading or list.

    Source: GOV.UK Notify, "reducing the risk of malicious content injection in placeholders".
    """
    lines = [line.strip() for line in without_links(text).splitlines()]
    marked = _MARKS.sub(r"\\\1", "\n".join(line for line in lines if line))
    return _LINE_START.sub(r"\1\\\2", marked)
