"""Do the classes of the component libraries stay in web/components, so that a site never writes markup of its own?"""

from __future__ import annotations

import re

from tests.house import exceptions
from tests.house.tree import texts

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
    tag = re.compile(r"""["'f]<(?:div|p|a|span|table|form|input|h[1-6]|ul|li)[\s>]""")
    found = [
        name
        for name, text in texts(".py")
        if name.startswith("commonhall/web/") and not name.startswith(HOME) and tag.search(text)
    ]
    assert found == []
