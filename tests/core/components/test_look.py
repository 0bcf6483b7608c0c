"""Can everybody read the looks, and does a bad look get a ratio and a shade that works?"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.web.components.look import (
    LookMalformed,
    LookProblem,
    check_look,
    contrast,
    look_css,
    nearest_shade,
)
from commonhall.web.components.looks import LOOKS
from tests.core.components.shown_councils import COUNCILS, council_look

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
LOGOS = Path("commonhall/web/components/static/logos")


@pytest.mark.parametrize("slug", LOOKS)
def test_looks_of_the_demonstration_pass(slug: str) -> None:
    assert check_look(LOOKS[slug]) == []
    assert council_look(slug).theme_colour == LOOKS[slug].header


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#1d70b8", "#ffffff", 5.17),
        ("#777777", "#ffffff", 4.48),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert round(contrast(first, second), 2) == ratio
    assert contrast(first, second) == contrast(second, first)


def test_pale_button_is_refused_with_ratio_and_shade() -> None:
    look = replace(LOOKS["stonemere"], action="#7ab8d9")
    problems = check_look(look)
    assert [(p.colour, p.against, p.needed) for p in problems] == [
        ("action", "action_text", 4.5),
        ("action", "background", 3.0),
    ]
    assert problems[0].ratio == 2.17
    assert isinstance(problems[0], LookProblem)
    assert check_look(replace(look, action=problems[0].nearest)) == []


@given(colours, colours)
def test_nearest_shade_passes_or_nothing_can(colour: str, against: str) -> None:
    found = nearest_shade(colour, against, 4.5)
    assert contrast(found, against) >= 4.5 - 0.01
    if contrast(colour, against) >= 4.5:
        assert found == colour or contrast(found, colour) < 1.02


@pytest.mark.parametrize("wrong", ["red", "#FFF", "#ffff", "#12345g", "#123456;}body{display:none", "#123456\n"])
def test_anything_but_a_plain_colour_is_refused(wrong: str) -> None:
    with pytest.raises(LookMalformed, match="must be written like"):
        replace(LOOKS["stonemere"], brand=wrong)


def test_look_css_is_custom_properties_and_nothing_else() -> None:
    css = look_css(LOOKS["brynafon"])
    found = re.fullmatch(r":root\{(.*)\}\n", css)
    assert found
    assert all(re.fullmatch(r"--(?:govuk|ch)-[a-z-]+:#[0-9a-f]{6}", line) for line in found[1].split(";"))
    assert "--govuk-brand-colour:#96253a" in css


@pytest.mark.parametrize("slug", COUNCILS)
def test_logo_is_a_small_drawing_without_fonts_or_scripts(slug: str) -> None:
    path = LOGOS / f"{council_look(slug).logo}.svg"
    assert path.stat().st_size < 10_000
    root = ElementTree.fromstring(path.read_text())
    assert root.get("viewBox")
    tags = {element.tag.rsplit("}", 1)[-1] for element in root.iter()}
    assert tags <= {"svg", "title", "g", "path", "circle", "rect"}
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or "href" in key]
