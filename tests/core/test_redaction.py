"""Is every occurrence of what must go gone, and nothing else?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.values.redaction import BLOCK, left_in, occurrences, redacted


@pytest.mark.parametrize(
    ("text", "marks", "left"),
    [
        ("Ann Bell called. ANN  bell\nagain.", ["Ann Bell"], f"{BLOCK} called. {BLOCK}\nagain."),
        ("Ann in the Annexe", ["Ann"], f"{BLOCK} in the Annexe"),
        ("O’Brien and O'Brien", ["O'Brien"], f"{BLOCK} and {BLOCK}"),
        ("Smith-Jones, Smith", ["Smith", "Smith-Jones"], f"{BLOCK}, {BLOCK}"),
        ("(sam@example.org)", ["sam@example.org"], f"({BLOCK})"),
        ("+44 7700 900123", ["+44 7700 900123"], BLOCK),
        ("nothing", ["", "  "], "nothing"),
        ("a\nb", ["a b"], BLOCK),
    ],
)
def test_marks_go_and_nothing_else(text: str, marks: list[str], left: str) -> None:
    assert redacted(text, marks) == left


def test_what_is_left_inside_other_words_is_found() -> None:
    assert left_in("the Annexe", ["Ann"]) == ("Ann",)
    assert left_in("the house", ["Ann"]) == ()
    assert occurrences("Ann, ann and Annexe", "Ann") == 2


@given(st.text(min_size=1, max_size=20), st.lists(st.text(max_size=20), max_size=4), st.text(max_size=40))
def test_a_word_that_stands_alone_is_never_left(mark: str, marks: list[str], text: str) -> None:
    if mark.strip() and not set(mark.strip()) & set(BLOCK):
        said = redacted(f"{text} {mark.strip()} {text}", [mark, *marks])
        assert occurrences(said, mark) == 0 or BLOCK in said
