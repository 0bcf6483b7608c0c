"""How is a table written in Markdown? Cells on one line, with what would break the table made harmless."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MADE = "Made by `./run commonhall docs` from the code. Do not change it here.\n"


def page(title: str, lead: str, *blocks: str) -> str:
    """Return a page of Markdown."""
    return "\n".join([f"# {title}\n", MADE, f"{lead}\n", *blocks]).rstrip("\n") + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown; nothing when it has no rows."""
    lines = [_line(row) for row in rows]
    if not lines:
        return ""
    return "\n".join([_line(heads), _line(["---"] * len(heads)), *lines]) + "\n"


def one_line(text: str) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join(text.split("\n\n")[0].split()).replace("``", "`")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
