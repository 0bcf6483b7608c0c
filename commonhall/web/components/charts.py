"""How does a chart look? Bars as SVG, drawn on the server, with a title and a description for whoever cannot see it.

A chart is never the only way: the page that shows it has a table of the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import Final

from markupsafe import Markup, escape

WIDTH: Final = 720
ROW: Final = 34
PLOT_HEIGHT: Final = 220
LEFT: Final = 60
RIGHT: Final = 40
"""Room for the last label, which may be wider than its bars."""
COLOURS: Final = ("#1d70b8", "#f47738", "#28a197", "#801650")
"""At least 3:1 against white; each series also has its own dashes, so that nobody has to tell colours apart."""
MOST_LABELS: Final = 7
STEPS: Final = 4


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures: a name, and a number for each label; None where there is none."""

    name: str
    values: tuple[float | None, ...]


def _top(values: Sequence[float | None]) -> float:
    """Return a round number that no value is above."""
    most = max((value for value in values if value is not None), default=0) or 1
    unit = 10 ** max(0, ceil(log10(most)) - 1)
    for step in (1, 2, 2.5, 5, 10):
        if unit * step * STEPS >= most and (unit * step) == int(unit * step):
            return float(unit * step * STEPS)
    return float(unit * 10 * STEPS)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _svg(name: str, title: str, description: str, height: int, inner: Sequence[Markup]) -> Markup:
    head = Markup(
        '<svg role="img" aria-labelledby="{0}-title {0}-desc" viewBox="0 0 {1} {2}" width="{1}" height="{2}" '
        'xmlns="http://www.w3.org/2000/svg" font-size="15">'
        '<title id="{0}-title">{3}</title><desc id="{0}-desc">{4}</desc>'
    ).format(name, WIDTH, height, title, description)
    return head + Markup("").join(inner) + Markup("</svg>")


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: str = "normal") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" font-weight="{}" fill="#0b0c0c">{}</text>').format(
        x, y, anchor, weight, escape(text)
    )


def _bar(x: float, y: float, width: float, height: float, series: int) -> Markup:
    """Draw a bar: the second series is hollow, so that the two differ without colour."""
    colour = COLOURS[series % len(COLOURS)]
    hollow = series % 2 == 1
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}" stroke="{}" {}/>').format(
        x, y, max(width, 0), max(height, 0), "#ffffff" if hollow else colour, colour, Markup('stroke-width="2"')
    )


def columns(name: str, title: str, description: str, labels: Sequence[str], series: Sequence[Series]) -> Markup:
    """Return upright bars over time: one group for each label, in it one bar for each series.

    name: unique on the page. labels: such as weeks; with many, only some are written.
    """
    top = _top([value for each in series for value in each.values])
    wide = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    base = 40 + PLOT_HEIGHT
    parts = [*_legend(series)]
    for step in range(STEPS + 1):
        y = base - PLOT_HEIGHT * step / STEPS
        parts.append(
            Markup('<line x1="{}" y1="{:.1f}" x2="{}" y2="{:.1f}" stroke="#b1b4b6"/>').format(LEFT, y, WIDTH, y)
        )
        parts.append(_text(LEFT - 8, y + 5, _number(top * step / STEPS), anchor="end"))
    bar = wide * 0.8 / max(1, len(series))
    for at, label in enumerate(labels):
        left = LEFT + wide * at + wide * 0.1
        for number, each in enumerate(series):
            value = each.values[at]
            if value:
                height = PLOT_HEIGHT * value / top
                parts.append(_bar(left + bar * number + 1, base - height, bar - 2, height, number))
        if at % ceil(len(labels) / MOST_LABELS) == 0:
            parts.append(_text(left + wide * 0.4, base + 22, label, anchor="middle"))
    return _svg(name, title, description, base + 35, parts)


def _legend(series: Sequence[Series]) -> list[Markup]:
    if len(series) < 2:
        return []
    parts, x = [], float(LEFT)
    for number, each in enumerate(series):
        parts += [_bar(x, 6, 16, 16, number), _text(x + 24, 20, each.name)]
        x += 60 + 9 * len(each.name)
    return parts


def bars(name: str, title: str, description: str, rows: Sequence[tuple[str, float]], *, unit: str = "") -> Markup:
    """Return lying bars, one for each label, with its number written beside it."""
    top = max((value for _, value in rows), default=0) or 1
    longest = min(300, 20 + 8 * max((len(label) for label, _ in rows), default=0))
    room = WIDTH - longest - 90
    parts: list[Markup] = []
    for at, (label, value) in enumerate(rows):
        y = 6 + ROW * at
        shown = label if len(label) <= 36 else f"{label[:35]}…"
        parts.append(_text(longest - 10, y + 19, shown, anchor="end"))
        parts.append(_bar(longest, y + 3, room * value / top, ROW - 12, 0))
        parts.append(_text(longest + room * value / top + 8, y + 19, f"{_number(value)}{unit}", weight="bold"))
    return _svg(name, title, description, 12 + ROW * max(1, len(rows)), parts)
