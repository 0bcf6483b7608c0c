"""Do the classes of the component libraries stay in web/components, so that a site never writes markup of its own?"""

from __future__ import annotations

import re

import pytest

from tests.house import exceptions
from tests.house.tree import texts

TAG = re.compile(r"""["']</?[a-zA-Z!]""")
"""A tag at the beginning of a text: a site has no other reason to begin one so."""
CLASS = re.compile(r"\b(?:govuk|moj)-[a-z]")
HOME = "commonhall/web/components/"


def test_component_classes_are_written_in_one_place_only() -> None:
    found = {
        name
        for name, text in texts(".py", ".html", ".js", ".scss", ".css", ".yaml", ".svg")
        if name.startswith("commonhall/") and not name.startswith(HOME) and CLASS.search(text)
    }
    assert found == set(exceptions.OUR_CLASSES_ELSEWHERE)


def test_sites_write_no_markup() -> None:
    found = [
        name
        for name, text in texts(".py")
        if name.startswith("commonhall/web/") and not name.startswith(HOME) and TAG.search(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "written", ["Markup('<p class=x>{}</p>')", 'Markup("<br>").join(lines)', 'f"<div lang={code}>"', '"</ul>"']
)
def test_markup_would_be_found(written: str) -> None:
    assert TAG.search(written)
