"""How does a text of a pattern or a council become HTML? Markdown without raw HTML, cleaned, with our classes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from commonhall.capabilities.notifications.words import to_html

CLASSES: Final = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "link_open": "govuk-link",
    "table_open": "govuk-table",
    "thead_open": "govuk-table__head",
    "tbody_open": "govuk-table__body",
    "tr_open": "govuk-table__row",
    "th_open": "govuk-table__header",
    "td_open": "govuk-table__cell",
    "blockquote_open": "govuk-inset-text",
}
HEADINGS: Final = {"h2": "govuk-heading-m", "h3": "govuk-heading-s", "h4": "govuk-heading-s"}
TAGS: Final = {
    "p", "ul", "ol", "li", "a", "strong", "em", "h2", "h3", "h4", "br", "hr", "code",
    "table", "thead", "tbody", "tr", "th", "td", "blockquote",
}  # fmt: skip
ATTRIBUTES: Final = {"*": {"class"}, "a": {"href", "class"}, "th": {"scope", "class"}}


_BOLD: Final = '<p class="govuk-body govuk-!-font-weight-bold">'
_OF_MESSAGES: Final = {
    "<p>": '<p class="govuk-body">',
    "<h4>": _BOLD,
    "<h5>": _BOLD,
    "</h4>": "</p>",
    "</h5>": "</p>",
    "<ul>": '<ul class="govuk-list govuk-list--bullet">',
    "<ol>": '<ol class="govuk-list govuk-list--number">',
    "<a href=": '<a class="govuk-link" href=',
}
"""How the tags of a message are drawn. What people typed is escaped before, so that a tag is always one of ours."""


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def prose(text: str) -> Markup:
    """Return the HTML of a Markdown text. Headings start at level 2, because a page has one level 1 of its own.

    No level is left out on the way down, whatever the text says: people who move by headings would look for it.
    """
    reader = _markdown()
    tokens = reader.parse(text)
    level = 1
    for token in (part for block in tokens for part in (block, *(block.children or []))):
        if token.type == "heading_open":
            level = min(4, max(2, int(token.tag[1])), level + 1)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{level}"
        if token.type == "heading_open":
            token.attrSet("class", HEADINGS[token.tag])
        elif token.type in CLASSES:
            token.attrSet("class", CLASSES[token.type])
        if token.type == "th_open":
            token.attrSet("scope", "col")
        token.attrs.pop("style", None)
    html = reader.renderer.render(tokens, reader.options, {})
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return Markup(cleaned)  # noqa: S704 - cleaned in the line above


def message_prose(text: str) -> Markup:
    """Return the HTML of a message with the marks of messages, as its reader sees it: lines stay apart.

    Its headings are words in bold, because a message stands below a heading of its own.
    """
    html = to_html(text, first_heading=4)
    for tag, drawn in _OF_MESSAGES.items():
        html = html.replace(tag, drawn)
    return Markup(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None))  # noqa: S704 - cleaned in this line


def in_language(content: Markup, language: str) -> Markup:
    """Return ``content`` marked as being in a language that is not the page's (WCAG 3.1.2)."""
    return Markup('<div lang="{}">{}</div>').format(language, content)


def lines_of(texts: Iterable[str]) -> Markup:
    """Return plain texts one below the other; blank ones are left out."""
    return Markup("<br>").join(escape(text) for text in texts if text.strip())
