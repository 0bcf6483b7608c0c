"""How does a page draw what a pattern tells on it: text, an inset, a warning, something folded, a table?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from commonhall.core.clocks.calendar import WorkingCalendar
from commonhall.core.language.expressions import ExpressionFailed, evaluate
from commonhall.core.language.model import Content
from commonhall.core.language.wording import said
from commonhall.core.values.words import Language
from commonhall.web.components.filled import plain, rich
from commonhall.web.components.pages import render
from commonhall.web.components.views.blocks import BlockView


def content_block(
    content: Content, scope: Mapping[str, Any], language: Language, calendar: WorkingCalendar
) -> BlockView:
    """Return ``content`` as it is drawn. scope: what fills its gaps and gives its rows."""
    return BlockView(
        kind=content.kind,
        title=plain(content.title, scope, language),
        body=rich(content.body, scope, language),
        text=plain(content.body, scope, language),
        columns=tuple(plain(words, scope, language) for words in content.columns),
        rows=_rows(content, scope, language, calendar),
    )


def _rows(
    content: Content, scope: Mapping[str, Any], language: Language, calendar: WorkingCalendar
) -> tuple[tuple[str, ...], ...]:
    if not content.rows_from:
        return tuple(tuple(plain(words, scope, language) for words in row) for row in content.rows)
    place = f"content.{content.id}.rows_from"
    try:
        rows: Sequence[Sequence[Any]] = evaluate(content.rows_from, scope, place=place, calendar=calendar)
    except ExpressionFailed:
        return ()  # there is nothing to list yet
    return tuple(tuple(said(cell, language) for cell in row) for row in rows)


def block_html(view: BlockView, *, language: Language) -> Markup:
    """Return the HTML of a block; nothing for a table without rows."""
    if view.kind == "table" and not view.rows:
        return Markup("")
    if view.kind == "text":
        return view.body
    return Markup(render("parts/block.html", language=language, block=view))  # noqa: S704 our own template escapes
