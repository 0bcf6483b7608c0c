"""How is a page of a document shown, so that parts of it can be pointed out by measuring?"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup

WIDTH, HEIGHT, MARGIN = 720, 1018, 28
STEPS: Final = range(10, 100, 10)
Share = tuple[float, float, float, float]


def page_drawing(picture: bytes, title: str, about: str, boxes: Iterable[Share], *, lines: bool) -> Markup:
    """Return a page as a drawing. picture: a JPEG. title, about: in words, for who does not see it. boxes: left, top,
    width and height of each, in per cent of the page. lines: whether there are lines at every tenth, with numbers.
    """
    inner = [
        Markup('<image x="{0}" y="{0}" width="{1}" height="{2}" preserveAspectRatio="none" '
               'href="data:image/jpeg;base64,{3}"/>').format(MARGIN, WIDTH, HEIGHT, b64encode(picture).decode()),
        *(_lines() if lines else ()),
        *(
            Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="#0b0c0c" fill-opacity="0.35" '
                   'stroke="#d4351c" stroke-width="3"/>').format(
                round(MARGIN + left * WIDTH / 100, 1), round(MARGIN + top * HEIGHT / 100, 1),
                round(width * WIDTH / 100, 1), round(height * HEIGHT / 100, 1),
            )
            for left, top, width, height in boxes
        ),
    ]  # fmt: skip
    head = Markup(
        '<svg role="img" aria-labelledby="page-title page-desc" viewBox="0 0 {0} {1}" width="{0}" height="{1}" '
        'xmlns="http://www.w3.org/2000/svg" font-size="13">'
        '<title id="page-title">{2}</title><desc id="page-desc">{3}</desc>'
    ).format(WIDTH + MARGIN, HEIGHT + MARGIN, title, about)
    return head + Markup("").join(inner) + Markup("</svg>")


def _lines() -> Iterator[Markup]:
    stroke = Markup('stroke="#1d70b8" stroke-opacity="0.55" stroke-width="1"')
    for step in STEPS:
        across, down = MARGIN + step * WIDTH / 100, MARGIN + step * HEIGHT / 100
        yield Markup('<path d="M{0} {1}V{2}" {3}/><text x="{0}" y="18" text-anchor="middle">{4}</text>').format(
            across, MARGIN, MARGIN + HEIGHT, stroke, step
        )
        yield Markup('<path d="M{0} {1}H{2}" {3}/><text x="22" y="{4}" text-anchor="end">{5}</text>').format(
            MARGIN, round(down, 1), MARGIN + WIDTH, stroke, round(down + 5, 1), step
        )
