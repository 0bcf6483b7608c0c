"""How do a pattern's texts read once their gaps are filled? As plain text, or as the HTML of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from commonhall.core.language.wording import fill
from commonhall.core.values.words import Language, Words
from commonhall.web.components.prose import prose

SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&=])")


def harmless(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is: what people typed never becomes a link or a heading."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def plain(words: Words, scope: Mapping[str, Any], language: Language) -> str:
    """Return a text for a place without markup: a label, a title."""
    return fill(words, scope, language) if words else ""


def rich(words: Words, scope: Mapping[str, Any], language: Language) -> Markup:
    """Return a text as HTML, paragraphs left out that were nothing but gaps that nothing filled."""
    text = fill(words, scope, language, escape=harmless) if words else ""
    return prose(text) if text.strip() else Markup("")
