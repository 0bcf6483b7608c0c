"""How does a council's look become a stylesheet, and can everybody read it? Colours, contrast and the nearest shade."""

from __future__ import annotations

import colorsys
import re
from dataclasses import asdict, dataclass, fields
from typing import Final

WHITE: Final = "#ffffff"
COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
TEXT_NEEDS: Final = 4.5  # WCAG 2.2, 1.4.3
PARTS_NEED: Final = 3.0  # WCAG 2.2, 1.4.11


class LookMalformed(ValueError):
    """A colour is not written as #rrggbb in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The colours that a council may choose, each as #rrggbb. The rest of a page stays as it is.

    brand: borders and marks. header, header_text: the band at the top. action: buttons and the confirmation panel.
    surface: tinted boxes and the foot of the page. focus, focus_text: the ring around what has the keyboard.
    """

    brand: str
    header: str
    header_text: str = WHITE
    action: str = "#0f7a52"
    action_text: str = WHITE
    link: str = "#1a65a6"
    link_hover: str = "#0f385c"
    link_visited: str = "#54319f"
    surface: str = "#f4f8fb"
    surface_border: str = "#b8cddd"
    text: str = "#0b0c0c"
    secondary_text: str = "#484949"
    focus: str = "#ffdd00"
    focus_text: str = "#0b0c0c"
    background: str = WHITE

    def __post_init__(self) -> None:
        """Refuse anything but a plain colour: the values are written into a stylesheet."""
        for part in fields(self):
            value = getattr(self, part.name)
            if not COLOUR.fullmatch(value):
                raise LookMalformed(f"The colour {part.name} must be written like #17596b, not {value!r}.")


@dataclass(frozen=True, slots=True)
class LookProblem:
    """Two colours that are too much alike: names, their ratio, what is needed, the nearest shade that passes."""

    colour: str
    against: str
    ratio: float
    needed: float
    nearest: str


PAIRS: Final[tuple[tuple[str, str, float], ...]] = (
    ("brand", "background", TEXT_NEEDS),
    ("header", "header_text", TEXT_NEEDS),
    ("action", "action_text", TEXT_NEEDS),
    ("action", "background", PARTS_NEED),
    ("text", "background", TEXT_NEEDS),
    ("text", "surface", TEXT_NEEDS),
    ("secondary_text", "background", TEXT_NEEDS),
    ("secondary_text", "surface", TEXT_NEEDS),
    ("link", "background", TEXT_NEEDS),
    ("link", "surface", TEXT_NEEDS),
    ("link_hover", "background", TEXT_NEEDS),
    ("link_hover", "surface", TEXT_NEEDS),
    ("link_visited", "background", TEXT_NEEDS),
    ("link_visited", "surface", TEXT_NEEDS),
    ("focus_text", "focus", TEXT_NEEDS),
)
"""Which colours meet, and what ratio they need: the first is the one to change. Sources: WCAG 2.2, 1.4.3 and 1.4.11."""

PROPERTIES: Final[dict[str, tuple[str, ...]]] = {
    "brand": ("--govuk-brand-colour",),
    "header": ("--ch-header-colour",),
    "header_text": ("--ch-header-text-colour",),
    "action": ("--ch-action-colour",),
    "action_text": ("--ch-action-text-colour",),
    "link": ("--govuk-link-colour",),
    "link_hover": ("--govuk-link-hover-colour",),
    "link_visited": ("--govuk-link-visited-colour",),
    "surface": ("--govuk-surface-background-colour", "--govuk-template-background-colour"),
    "surface_border": ("--govuk-surface-border-colour",),
    "text": ("--govuk-text-colour", "--govuk-link-active-colour", "--govuk-surface-text-colour"),
    "secondary_text": ("--govuk-secondary-text-colour",),
    "focus": ("--govuk-focus-colour",),
    "focus_text": ("--govuk-focus-text-colour",),
    "background": ("--govuk-body-background-colour",),
}


def look_css(look: Look) -> str:
    """Return ``/look.css``: custom properties and nothing else."""
    values = asdict(look)
    lines = [f"{name}:{values[part]}" for part, names in PROPERTIES.items() for name in names]
    lines.append(f"--ch-action-shadow-colour:{shade(look.action, 0.55)}")
    lines.append(f"--ch-action-hover-colour:{shade(look.action, 0.82)}")
    return f":root{{{';'.join(lines)}}}\n"


def check_look(look: Look) -> list[LookProblem]:
    """Return every pair of colours that is too much alike; none when the look may be used."""
    values = asdict(look)
    return [
        LookProblem(first, second, round(ratio, 2), needed, nearest_shade(values[first], values[second], needed))
        for first, second, needed in PAIRS
        if (ratio := contrast(values[first], values[second])) < needed
    ]


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 for black to 1 for white, as WCAG 2.2 defines it."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nearest_shade(colour: str, against: str, needed: float) -> str:
    """Return the shade of ``colour``, lighter or darker, that is nearest to it and has the ratio ``needed``."""
    hue, light, full = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(1001):
        for moved in (light - step / 1000, light + step / 1000):
            if 0 <= moved <= 1:
                tried = _written(colorsys.hls_to_rgb(hue, moved, full))
                if contrast(tried, against) >= needed:
                    return tried
    return "#000000" if luminance(against) > 0.18 else WHITE


def shade(colour: str, part: float) -> str:
    """Return a darker colour: ``part`` of its light is left."""
    red, green, blue = _parts(colour)
    return _written((red * part, green * part, blue * part))


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
