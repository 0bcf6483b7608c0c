"""Is a chart true to its figures, named for whoever cannot see it, and harmless whatever it is called?"""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.web.components.charts import Series, bars, columns

SVG = "{http://www.w3.org/2000/svg}"
numbers = st.lists(st.integers(0, 10**6), min_size=1, max_size=30)


def heights(svg: str) -> list[float]:
    """Return how high the bars are."""
    return [float(each.attrib["height"]) for each in ElementTree.fromstring(svg).iter(f"{SVG}rect")]


def test_bars_are_as_high_as_their_figures() -> None:
    svg = columns("c", "Cases", "Two weeks", ["1", "2"], [Series("Opened", (10, 40))])
    low, high = heights(svg)
    assert high == pytest.approx(4 * low)


@given(numbers)
def test_no_bar_is_higher_than_its_room(values: list[int]) -> None:
    svg = columns("c", "t", "d", [str(n) for n in range(len(values))], [Series("s", tuple(values))])
    assert all(0 <= height <= 220.1 for height in heights(svg))


@given(st.lists(st.tuples(st.text(max_size=60), st.integers(0, 10**6)), max_size=12))
def test_lying_bars_keep_within_the_picture(rows: list[tuple[str, int]]) -> None:
    root = ElementTree.fromstring(re.sub(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", bars("b", "t", "d", rows)))
    for bar in root.iter(f"{SVG}rect"):
        assert float(bar.attrib["x"]) + float(bar.attrib["width"]) <= 720


def test_a_chart_is_named_and_described() -> None:
    root = ElementTree.fromstring(bars("b", "Open <cases>", "Most: A & B", [("A & B", 3)]))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "b-title b-desc"
    assert [root.findtext(f"{SVG}{name}") for name in ("title", "desc")] == ["Open <cases>", "Most: A & B"]


def test_nothing_in_a_name_becomes_markup() -> None:
    svg = bars("b", "<script>alert(1)</script>", "</desc><x/>", [("<img onerror=1>", 1)])
    assert "<script" not in svg
    assert "<img" not in svg
    assert "<x/>" not in svg
