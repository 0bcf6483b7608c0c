"""How does a pack read? One page with nothing from outside, headed in both languages where the council has two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final

from commonhall.core.values.dates import in_words, london
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.retention.wording import SAYS

_STYLE: Final = (
    "body{font:1rem/1.5 Arial,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}"
    "dt{font-weight:bold}dd{margin:0 0 .75rem;white-space:pre-wrap;overflow-wrap:anywhere}"
    "section{border-top:1px solid #b1b4b6;margin-top:1.5rem}"
    "pre{white-space:pre-wrap;font:inherit;overflow-wrap:anywhere}"
    "a{color:#1d70b8}@media print{body{margin:0;max-width:none}}"
)


@dataclass(frozen=True, slots=True)
class Given:
    """A part as it is given out: nothing of it that was left out or removed."""

    kind: str
    about: str = ""
    title: str = ""
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    content: bytes = b""
    left_out: bool = False
    exemption: str = ""


def page_of(
    named: Sequence[tuple[Given, str]], *, purpose: str, council: CouncilSite, language: Language, at: datetime
) -> str:
    """Return the page. named: the parts, each with the name of its file in the archive, or blank."""

    def says(key: str) -> str:
        """Return a heading: in the pack's language, then in the council's other one."""
        others = [SAYS[key].say(each) for each in council.languages if each != language]
        return " / ".join(dict.fromkeys([SAYS[key].say(language), *others]))

    title = says(f"title_{purpose}")
    made = f"{says('made')} {in_words(london(at)[:10], language)}. {council.name.say(language)}"
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(made)}</p>", f"<p>{escape(says('block'))}</p>"]
    case = None
    for part, file in named:
        if part.left_out:
            continue
        if part.about and part.about != case:
            case = part.about
            parts.append(f"<h2>{escape(says('case'))} {escape(case)}</h2>")
        parts.append(_section(part, file, says(part.kind) if part.kind in SAYS else part.title))
    parts += _left_out(named, says)
    parts.append(f"<p>{escape(says('complain'))}</p>")
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><main>{body}</main></body></html>\n"
    )


def _section(part: Given, file: str, heading: str) -> str:
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in part.rows)
    said = [f"<h3>{escape(heading)}</h3>"]
    if part.title and part.title not in heading:
        said.append(f"<p>{escape(part.title)}</p>")
    if rows:
        said.append(f"<dl>{rows}</dl>")
    if part.text:
        said.append(f"<pre>{escape(part.text)}</pre>")
    if file:
        said.append(f'<p><a href="{escape(file)}">{escape(part.title)}</a></p>')
    return f"<section>{''.join(said)}</section>"


def _left_out(named: Sequence[tuple[Given, str]], says: object) -> list[str]:
    assert callable(says)
    why: dict[str, int] = {}
    for part, _ in named:
        if part.exemption:
            why[part.exemption] = why.get(part.exemption, 0) + 1
    lines = "".join(f"<li>{escape(says(f'exempt_{each}'))}: {number}</li>" for each, number in sorted(why.items()))
    heading = f"<h2>{escape(says('left_out'))}</h2>"
    return [heading, f"<ul>{lines}</ul>" if lines else f"<p>{escape(says('left_out_none'))}</p>"]
