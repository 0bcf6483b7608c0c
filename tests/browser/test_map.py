"""Can a place be chosen on a map: on a phone without scripts, by keyboard, by the device, in both languages?"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from commonhall.upkeep.demo.gazetteer import generate
from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.walking import at_page, check_fits, send
from tests.browser.windows import PHONE, Windows

WHERE = "/services/report-a-problem/where"
OPEN = "button[name=map][value='open:place']"
OUTSIDE = "52.950000, -3.600000"


def ask_where(page: Page, site: str) -> None:
    """Go to the question where it is, of a street light that is out."""
    page.goto(f"{site}/services/report-a-problem/what?new=1")
    send(page, {"category": "street_light"})
    send(page, {"dangerous": "no"})
    at_page(page, "where")


def press(page: Page, selector: str) -> None:
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(selector).first.click()


def find(page: Page, words: str) -> None:
    page.locator("[name=map_find]").fill(words)
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("[name=map_find]").press("Enter")


def test_a_place_is_chosen_on_a_phone_without_scripts(windows: Windows, demo: Demonstration) -> None:
    page = windows.open(size=PHONE, javascript=False)
    ask_where(page, demo.site("thornbridge"))
    press(page, OPEN)
    check_fits(page)
    find(page, "Lantern Street")
    here = page.locator("#map-here")
    expect(here).to_have_text("The pin is on Lantern Street. It is in the Tanyard ward.")
    picture = page.locator("input[type=image]:visible")
    expect(picture).to_have_count(1)
    box = picture.bounding_box()
    assert box is not None
    with page.expect_navigation(wait_until="domcontentloaded"):
        picture.click(position={"x": box["width"] - 20, "y": box["height"] / 2})
    north = page.locator("button[name=map][value=north]")
    north.focus()
    before = page.locator("[name=map_at]").first.get_attribute("value")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press("Enter")
    assert page.locator("[name=map_at]").first.get_attribute("value") != before
    expect(page.locator("button[name=map][value=north]")).to_be_focused()
    check_fits(page)
    page.locator("[name=map_thing]").first.check()
    press(page, "button[name=map][value=use]")
    at_page(page, "light")
    page.goto(demo.site("thornbridge") + WHERE)
    expect(page.locator(".ch-place")).to_contain_text("You chose a place on the map: Lantern Street.")
    assert "LC-" in page.locator("[name=place]").input_value()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_map_is_accessible(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site("brynafon")
    lamp = generate("brynafon").furniture[0].point
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": lamp.latitude, "longitude": lamp.longitude})
    page.goto(f"{site}/?lang={language}")
    ask_where(page, site)
    looked.at(page)
    press(page, OPEN)
    looked.titles.clear()  # the map is a step of the same address
    looked.at(page)
    find(page, "nowhere at all")
    looked.at(page)
    find(page, "mill")
    looked.at(page)
    find(page, OUTSIDE)
    expect(page.get_by_role("alert")).to_contain_text("Glanteg")
    looked.at(page)
    press(page, "button[name=map][value=words]")
    page.locator("[data-locate] button").first.click()
    expect(page.locator("[name=map_thing]").first).to_be_attached()
    looked.at(page)
    press(page, "button[name=map][value=use]")
    at_page(page, "light")
    looked.check()
