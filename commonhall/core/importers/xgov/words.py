"""What does a text of the source say in our two languages? Cleans it, and notes what was left out on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.markdown_source import safe_markdown
from commonhall.core.importers.markup import Cleaned, to_markdown, to_plain
from commonhall.core.importers.xgov.form import text_of
from commonhall.core.values.words import Words

NOTICED = {
    "template": ("text.template", "It has gaps that the source filled from answers; they were left out."),
    "unsafe": ("text.html", "It has scripts or embedded parts; they were left out."),
    "remote": ("text.remote", "It has pictures from elsewhere; they were left out."),
    "link": ("text.link", "A link leads to a place inside the source form; its words were kept without the link."),
    "unbalanced": ("text.unbalanced", "Its HTML is not well formed."),
}


@dataclass(frozen=True)
class Texts:
    """Makes words of texts. is_welsh: the form's plain texts are Welsh, and no English is known."""

    ledger: Ledger
    is_welsh: bool = False

    def plain(self, raw: Any, where: Where) -> Words:
        """Return a label, title or hint as one line."""
        return self._words(raw, where, to_plain)

    def markdown(self, raw: Any, where: Where) -> Words:
        """Return a longer text, which the source keeps as HTML, as Markdown."""
        return self._words(raw, where, to_markdown)

    def written(self, raw: Any, where: Where) -> Words:
        """Return a longer text that the source keeps as Markdown."""
        return self._words(raw, where, safe_markdown)

    def _words(self, raw: Any, where: Where, clean: Callable[[str], Cleaned]) -> Words:
        english = clean(text_of(raw))
        welsh = Cleaned("")
        if isinstance(raw, dict) and isinstance(raw.get("cy"), str):
            welsh = clean(raw["cy"])
        elif self.is_welsh:
            welsh = english
        self._note(english.noticed | welsh.noticed, where)
        return Words(en=english.text or welsh.text, cy=welsh.text)

    def _note(self, noticed: frozenset[str], where: Where) -> None:
        for name in sorted(noticed):
            if name == "html":
                self.ledger.mark(where.pointer, "changed", "Its HTML became plain formatting.")
            elif name in NOTICED:
                code, message = NOTICED[name]
                self.ledger.mark(where.pointer, "changed", message)
                self.ledger.find(code, where, message, status="changed", severity=_severity(name))


def _severity(name: str) -> Any:
    return "info" if name in ("unbalanced", "link") else "warning"
