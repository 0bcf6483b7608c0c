"""Can a place be chosen on a map for each of several things, and is it kept with that thing alone?"""

from __future__ import annotations

from typing import Any

import pytest

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.upkeep.demo.gazetteer import generate
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW
from tests.rooms.citizen.mapped import OPEN, furnish
from tests.rooms.citizen.pattern import CLOSED_BY_AN_OFFICER

BASE = "/services/street-trees"
NEW = f"{BASE}/trees/new/tree"
LAMP = generate("fallowdale").furniture[0]
TREES = (
    """
pattern: street-trees
version: 1.0.0
title: {en: Tell us about trees, cy: Dywedwch wrthym am goed}
verb: report
prefix: ST
privacy: {lawful_basis: public_task, purpose: {en: To look after trees., cy: I ofalu am goed.}}
pages:
  - id: trees
    title: {en: Trees, cy: Coed}
    repeat:
      id: trees
      min: 1
      max: 3
      one: {en: tree, cy: coeden}
      many: {en: trees, cy: coed}
      item: {en: "{item.kind}", cy: "{item.kind}"}
      add: {en: Is there another tree?, cy: A oes coeden arall?}
      pages:
        - id: tree
          title: {en: About the tree, cy: Am y goeden}
          questions:
            - {id: kind, type: text, label: {en: Kind, cy: Math}, name_in_errors: {en: the kind, cy: y math}}
            - {id: place, type: location, label: {en: Place, cy: Lle}, name_in_errors: {en: the place, cy: y lle}}
case:
  title: {en: Trees, cy: Coed}
"""
    + CLOSED_BY_AN_OFFICER
)


@pytest.fixture
def citizen(council: CouncilSite) -> Browser:
    """Somebody who is asked about the first tree, where there is a map."""
    furnish(council)
    with in_council(council):
        adopt_own(council, "street-trees", TREES, at=NOW)
    browser = Browser(council.host)
    browser.get(f"{BASE}/trees")
    assert browser.path == NEW
    return browser


def kept(council: CouncilSite) -> list[dict[str, Any]]:
    with in_council(council):
        found: list[dict[str, Any]] = Journey.objects.get().answers["trees"]
        return found


def test_each_has_a_place_of_its_own(citizen: Browser, council: CouncilSite) -> None:
    citizen.post(kind="Oak", place=LAMP.code, map=OPEN)
    assert "Use this place" in citizen.page
    assert citizen.page.count('type="image"') == 2
    citizen.post(NEW, map="west")
    citizen.post(NEW, map="use", map_words="By the gate")
    assert citizen.path == f"{BASE}/trees"
    citizen.post(more="yes")
    citizen.post(kind="Ash", place="")
    assert "Enter the place" in citizen.text
    here = {"place-lat": f"{LAMP.point.latitude:.6f}", "place-lng": f"{LAMP.point.longitude:.6f}",
            "place-source": "device"}  # fmt: skip
    citizen.post(NEW, kind="Ash", place="", map=OPEN, **here)
    citizen.post(NEW, map="use", map_words="", map_thing=LAMP.code)
    assert citizen.path == f"{BASE}/trees"
    oak, ash = kept(council)
    assert (oak["kind"], oak["place"]["text"], oak["place"]["source"]) == ("Oak", "By the gate", "map")
    assert "asset" not in oak["place"]
    assert (ash["kind"], ash["place"]["asset"]) == ("Ash", LAMP.code)
    assert oak["place"]["lng"] < ash["place"]["lng"]


def test_the_place_of_one_that_is_there_is_chosen_anew(citizen: Browser, council: CouncilSite) -> None:
    citizen.post(kind="Oak", place="Somewhere")
    (oak,) = kept(council)
    here = f"{BASE}/trees/{oak['id']}/tree"
    citizen.get(here)
    assert "Choose on a map" in citizen.page
    citizen.post(here, kind="Oak", place=LAMP.code, map=OPEN)
    citizen.post(here, map="words", map_words="By the pump")
    assert "By the pump</textarea>" in citizen.page
    assert 'value="Oak"' in citizen.page, "what else was typed is carried along"
    citizen.post(here, kind="Oak", map=OPEN, place=LAMP.code)
    citizen.post(f"{here}?lang=cy", switch_language="cy")
    assert "Defnyddio" in citizen.text
    citizen.post(here, map="use", map_words="")
    assert kept(council)[0]["place"]["source"] == "map"
