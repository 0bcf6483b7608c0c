"""In what do the builders of the XGov family differ? One set of traits for each dialect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Traits:
    """How one dialect reads its forms.

    second_try: a link's condition that is false is tried again on the answers of the page's own section.
    sectioned: conditions call a field ``section.field``; else by its name alone.
    nulls: every field starts as blank, so that nothing is ever absent; else reading an absent field is an error.
    page_conditions: pages may carry conditions, which belong to the links that lead to them.
    ordered: pages follow one another and are shown under conditions; links say nothing.
    page_keys: what its pages have beside the parts that all builders know.
    """

    importer: str = "xgov 2"
    second_try: bool = False
    sectioned: bool = True
    nulls: bool = False
    page_conditions: bool = False
    ordered: bool = False
    page_keys: frozenset[str] = frozenset()


TRAITS: Final[Mapping[str, Traits]] = {
    "xgov": Traits(),
    "mhclg-adapter": Traits(second_try=True),
    "xgov-v1": Traits(),
    "xgov-v0": Traits(page_conditions=True, page_keys=frozenset({"condition"})),
    "defra-v1": Traits(importer="defra 1", sectioned=False, nulls=True, page_keys=frozenset({"id", "repeat"})),
    "defra-v2": Traits(
        importer="defra 1",
        sectioned=False,
        nulls=True,
        ordered=True,
        page_keys=frozenset({"id", "repeat", "condition"}),
    ),
}
