"""Do a council's own colours win, can they always be read, and does everybody else look plain?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonhall.core.values.words import Language, Words
from commonhall.web.components.council_look import logo_of, look_of, pages_of
from commonhall.web.components.look import check_look
from commonhall.web.components.looks import LOOKS

if TYPE_CHECKING:
    from commonhall.councils.queries import CouncilSite

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@dataclass(frozen=True)
class _Reached:
    phone: str = "01632 960001"
    email: str = "hello@example.org"
    address: str = "Town Hall\n\nHigh Street"
    hours: Words = field(default_factory=lambda: Words(en="Weekdays", cy="Dyddiau'r wythnos"))


@dataclass(frozen=True)
class _Site:
    """What a look is made of, without a database."""

    slug: str = "nowhere"
    look: dict[str, str] = field(default_factory=dict)
    name: Words = field(default_factory=lambda: Words(en="Nowhere Council"))
    languages: tuple[Language, ...] = ("en", "cy")
    contact: _Reached = field(default_factory=_Reached)


def _site(slug: str = "nowhere", **look: str) -> CouncilSite:
    return cast("CouncilSite", _Site(slug=slug, look=look))


def test_own_colours_win_over_those_drawn_for_the_demonstration() -> None:
    own = look_of(_site("brynafon", brand_colour="#17596b", button_colour="#0f7a52"))
    assert (own.brand, own.header, own.action) == ("#17596b", "#17596b", "#0f7a52")
    assert look_of(_site("brynafon")) == LOOKS["brynafon"]


def test_council_that_keeps_no_colours_looks_plain() -> None:
    assert look_of(_site()) == LOOKS["commonhall"]
    assert logo_of(_site()) == "commonhall"
    assert logo_of(_site(logo="../../etc/passwd")) == "commonhall"
    assert logo_of(_site(logo="stonemere")) == "stonemere"


@pytest.mark.parametrize("pale", ["#ffff00", "#ffffff", "#7ab8d9"])
def test_pale_brand_is_taken_darker_until_it_can_be_read(pale: str) -> None:
    look = look_of(_site(brand_colour=pale))
    assert check_look(look) == []
    assert look.brand != pale


@settings(deadline=None)  # the search for a shade is long, and made once for a look
@given(colours, colours, colours, colours)
def test_every_look_can_be_read(brand: str, header_text: str, action: str, link: str) -> None:
    site = _site(brand_colour=brand, brand_text_colour=header_text, button_colour=action, link_colour=link)
    assert check_look(look_of(site)) == []


def test_pages_say_how_to_reach_the_council_only_to_residents() -> None:
    shown = pages_of(_site())
    assert shown.contact["en"].address == ("Town Hall", "High Street")
    assert shown.contact["cy"].hours == "Dyddiau'r wythnos"
    assert pages_of(_site(), home="/office/", helps=False).contact == {}
