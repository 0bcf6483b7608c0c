"""Can residents and staff sign in through a provider, prove who they are, and leave nothing behind?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.test_every_page import in_language
from tests.browser.walking import at_page, begin, walk
from tests.browser.windows import Windows

COUNCIL = "brynafon"
STAFFED = "thornbridge"
PERSON = {"en": "Ada Fennimore", "cy": "Mared Tudor-Pryce"}
BUTTON = {"en": "Sign in with GOV.UK One Login", "cy": "Mewngofnodi gyda GOV.UK One Login"}
PROVE = {"en": "Prove who you are", "cy": "Profi pwy ydych chi"}


def choose(page: Page, looked: Looked, person: str) -> None:
    """Be somebody, on the page of the stand-in."""
    expect(page.locator(".band")).to_be_visible()
    looked.at(page)
    page.get_by_role("button", name=person).click()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_resident_signs_in_and_proves_who_they_are(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site(COUNCIL)
    in_language(page, site, language)
    page.goto(site + "/my/sign-in")
    looked.at(page)
    page.get_by_role("button", name=BUTTON[language]).click()
    choose(page, looked, PERSON[language])
    expect(page).to_have_url(re.compile(r"/my$"))
    page.goto(site + "/my/details")
    page.get_by_role("button", name=PROVE[language]).click()
    choose(page, looked, PERSON[language])
    expect(page).to_have_url(re.compile(r"/my/details\?said=proved$"))
    expect(page.locator("main")).to_contain_text(PERSON[language])
    looked.at(page)
    page.locator("form[action='/my/sign-out'] button").click()
    expect(page.locator("a[href*='/one-login/logout']")).to_be_visible()
    looked.at(page)
    page.locator("a[href*='/one-login/logout']").click()
    expect(page).to_have_url(re.compile(r"/my/sign-in$"))
    page.get_by_role("button", name=BUTTON[language]).click()
    page.locator("button[value='cancel']").click()
    expect(page).to_have_url(re.compile(r"said=turned_back$"))
    looked.at(page)
    page.goto(site + "/sign-in/return?code=made-up&state=made-up")
    expect(page).to_have_url(re.compile(r"said=not_finished$"))
    looked.at(page)
    looked.check()


def test_an_officer_signs_in_with_their_council_account(windows: Windows, demo: Demonstration) -> None:
    page, looked, site = windows.open(tested=True), Looked("en"), demo.site(STAFFED)
    page.goto(site + "/office/team")
    looked.at(page)
    page.get_by_role("button", name="Sign in with your council account").click()
    choose(page, looked, "Newcomer")
    at_page(page, "office/sign-in")
    looked.at(page)
    page.goto(site + "/office/sign-in")
    page.get_by_role("button", name="Sign in with your council account").click()
    page.get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(r"/office/home$"))
    looked.check()


def test_a_service_asks_who_somebody_is_where_the_council_says_so(windows: Windows, demo: Demonstration) -> None:
    service = (COUNCIL, "council-tax-reduction", "proof_of_identity")
    demo.run("commonhall", "council", "set", *service, "identity")
    try:
        page, looked = windows.open(tested=True), Looked("en")
        in_language(page, demo.site(COUNCIL), "en")
        begin(page, demo, COUNCIL, "council-tax-reduction")
        walk(page, [("who_pays", {"who_pays": "me"}), ("public_funds", {"no_public_funds": "no"})])
        at_page(page, "birth/sign-in")
        looked.at(page)
        page.get_by_role("button", name=BUTTON["en"]).click()
        page.locator("button[value='cancel']").click()
        at_page(page, "birth/sign-in")
        expect(page.locator("main")).to_contain_text("You came back without proving who you are.")
        looked.at(page)
        page.get_by_role("button", name="Try again").click()
        page.get_by_role("button", name=PERSON["en"]).click()
        at_page(page, "birth")
        expect(page.locator("[name='birth-year']")).to_have_value("1961")
        looked.check()
    finally:
        demo.run("commonhall", "council", "set", *service, "none")
