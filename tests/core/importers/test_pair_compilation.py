"""Does a compiled condition give what the source's runner gives, for any condition and any answers?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commonhall.core.importers.xgov.nodes import Joined, Leaf, Named, Negated, Node, Unread
from commonhall.core.language.expressions import LONGEST
from tests.core.importers.oracle import Runner
from tests.core.importers.small_form import FIELDS, KEPT, PAGES, SECTIONS, compiled, ours

WORDS = ("apple", "pear", "12", "-3.5")
PICKS = ("red", "green", "blue")


def leaves_of(name: str) -> st.SearchStrategy[Node]:
    kept = KEPT.get(name, "text")
    number = st.sampled_from((0.0, 3.0, 5.0, 12.0))
    order = st.builds(Leaf, st.just(name), st.sampled_from(("less", "at_most", "more", "at_least")), number)
    if kept == "choices":
        return st.builds(Leaf, st.just(name), st.sampled_from(("contains", "contains_not")), st.sampled_from(PICKS))
    equal = st.sampled_from(("is", "is_not"))
    if kept == "yes_no":
        return st.builds(Leaf, st.just(name), equal, st.booleans())
    if kept == "number":
        return st.builds(Leaf, st.just(name), equal, number) | order
    return st.builds(Leaf, st.just(name), equal, st.sampled_from(WORDS)) | order


NAMES = (*FIELDS, "gone", "s.gone", "nowhere.gone")
LEAVES = st.sampled_from(NAMES).flatmap(leaves_of)
PARTS: st.SearchStrategy[Node] = LEAVES | st.sampled_from((Named("other"), Named("no such"), Unread("odd")))
TREES = st.recursive(
    PARTS,
    lambda inner: st.builds(Joined, st.sampled_from(("and", "or")), inner, inner) | st.builds(Negated, inner),
    max_leaves=7,
)


def values_of(name: str) -> st.SearchStrategy[Any]:
    return {
        "text": st.sampled_from((*WORDS, None)),
        "number": st.sampled_from((0.0, 3.0, 4.5, 12.0, None)),
        "yes_no": st.sampled_from((True, False, None)),
        "choices": st.sampled_from((["red"], ["green", "blue"], None)),
    }[KEPT[name]]


@st.composite
def routes(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    pages = draw(st.sets(st.sampled_from(sorted(PAGES))))
    return {page: {name: draw(values_of(name)) for name in PAGES[page]} for page in sorted(pages)}


@settings(max_examples=600, deadline=None)
@given(tree=TREES, other=TREES, given=routes())
def test_as_the_runner(tree: Node, other: Node, given: dict[str, dict[str, Any]]) -> None:
    conditions = {"asked": tree, "other": Named("no such") if _reads_itself(other) else other}
    assume(len(compiled(conditions, "asked")) <= LONGEST)  # the language refuses longer conditions
    runner = Runner(FIELDS, SECTIONS, conditions, given)
    assert ours(conditions, "asked", given) is runner.holds("asked")


def _reads_itself(node: Node) -> bool:
    if isinstance(node, Joined):
        return _reads_itself(node.left) or _reads_itself(node.right)
    return _reads_itself(node.inner) if isinstance(node, Negated) else node == Named("other")


def test_either_side_is_read_from_the_left() -> None:
    present, absent = Leaf("word", "is", "apple"), Leaf("o.word", "is", "pear")
    given = {"bare_text": {"word": "apple"}}
    assert ours({"c": Joined("or", present, absent)}, "c", given) is True
    assert ours({"c": Joined("or", absent, present)}, "c", given) is False


def test_an_error_ends_at_a_name() -> None:
    conditions: dict[str, Node] = {"c": Negated(Named("failing")), "failing": Leaf("word", "is", "apple")}
    assert ours(conditions, "c", {}) is True


def test_circular_names_are_false() -> None:
    assert ours({"a": Named("b"), "b": Named("a")}, "a", {}) is False


@pytest.mark.parametrize("operator", ["is", "is_not", "contains_not"])
def test_absent_is_false_in_the_other_mode(operator: Any) -> None:
    name = "s.picks" if operator == "contains_not" else "s.word"
    conditions: dict[str, Node] = {"c": Joined("or", Leaf(name, operator, "red"), Leaf("word", "is", "apple"))}
    assert ours(conditions, "c", {"bare_text": {"word": "apple"}}, mode="false") is True
    assert ours(conditions, "c", {"bare_text": {"word": "pear"}}, mode="false") is False


def test_references_that_double_stay_within_bounds() -> None:
    conditions: dict[str, Node] = {"c0": Leaf("s.word", "is", "apple")}
    for number in range(1, 60):
        name = Named(f"c{number - 1}")
        conditions[f"c{number}"] = Joined("or", name, Negated(Joined("and", name, Leaf("word", "is", "pear"))))
    from commonhall.core.importers.xgov.pairs import Compiler
    from tests.core.importers.small_form import HERE, fields

    assert Compiler(fields(), conditions).named("c59", HERE).size > 1_000_000
