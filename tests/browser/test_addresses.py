"""Does somebody get past the question of where: in the list, not in it, too many, or nobody can look it up?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from commonhall.upkeep.demo.gazetteer import generate
from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.office import sign_in
from tests.browser.walking import at_page, begin, contact_steps, reference_on, send, walk
from tests.browser.windows import Windows

TYPED = {"property-line1": "3 Unlisted Row", "property-town": "Rowan", "property-postcode": "PH20 3AA"}


@pytest.fixture
def broken(demo: Demonstration) -> Iterator[None]:
    """Strathrowan's look-ups of addresses and collections answer nobody."""
    demo.run("tests.browser.breaking", "strathrowan")
    yield
    demo.run("tests.browser.breaking", "strathrowan", "mend")


def test_a_postcode_in_any_spelling_finds_addresses(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "stonemere", "missed-bin")
    send(page, {"property-postcode": " sy12-3aa "})
    expect(page.locator("main")).to_contain_text("SY12 3AA")
    expect(page.locator("[name=property-uprn]")).not_to_have_count(0)
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()


def test_a_house_number_narrows_the_list(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "stonemere", "missed-bin")
    send(page, {"property-postcode": "SY12 3AA", "property-building": "7"})
    expect(page.locator("main")).to_contain_text("7 Mere Road")
    expect(page.locator("main")).not_to_contain_text("8 Mere Road")


def test_nothing_that_is_a_postcode(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "stonemere", "missed-bin")
    send(page, {"property-postcode": "over there"})
    expect(page.get_by_role("alert")).to_contain_text("Enter a full UK postcode")
    expect(page.locator("[name=property-postcode]")).to_have_value("over there")


def test_no_addresses_lead_to_typing_one(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "stonemere", "missed-bin")
    send(page, {"property-postcode": "SY12 9ZZ"})
    expect(page.locator("main")).to_contain_text("We could not find any addresses at SY12 9ZZ")
    page.get_by_role("link", name="Enter the address by hand").click()
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Enter address line 1")


def test_too_many_addresses_ask_for_the_house(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "stonemere", "missed-bin")
    send(page, {"property-postcode": "SY12 4NG"})
    expect(page.locator("main")).to_contain_text("There are more than 100 addresses")
    send(page, {"property-building": "12"})
    expect(page.locator("[name=property-uprn]")).not_to_have_count(0)


def test_an_address_that_is_not_in_the_list_is_typed(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "stonemere", "contact-the-council")
    walk(page, contact_steps("row@example.org")[:3])
    send(page, {"property-postcode": "SY12 3AA"})
    page.get_by_role("link", name="The address is not in the list").click()
    send(page, {"property-line1": "1 New Row", "property-town": "Stonemere", "property-postcode": "SY12 3AA"})
    at_page(page, "who")


@pytest.mark.parametrize(("language", "council"), [("en", "fallowdale"), ("cy", "brynafon")])
def test_an_officer_says_which_property_a_typed_address_is(
    windows: Windows, demo: Demonstration, language: str, council: str
) -> None:
    resident, looked = windows.open(), Looked.in_turn(language)
    home = generate(council).properties[0]
    begin(resident, demo, council, "contact-the-council")
    steps = contact_steps(f"typed.{language}@example.org")
    walk(resident, steps[:3])
    resident.goto(f"{resident.url.partition('?')[0]}?step=manual")
    typed = {"line1": "The Old Barn", "town": home.town.en, "postcode": home.postcode}
    send(resident, {f"property-{part}": text for part, text in typed.items()})
    walk(resident, steps[4:])
    send(resident)
    reference = reference_on(resident)
    page = windows.open(tested=True)
    sign_in(page, demo, council)
    page.goto(f"{demo.site(council)}/office/?lang={language}")
    page.goto(f"{demo.site(council)}/office/cases/{reference}")
    looked.at(page)
    page.locator("main a[href*='/address/']").click()
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"which": home.uprn})
    expect(page.locator("main")).to_contain_text(home.uprn)
    expect(page.locator("main a[href*='/address/']")).to_have_count(0)
    looked.check()


@pytest.mark.usefixtures("broken")
def test_when_nobody_can_look_anything_up_a_report_is_made_all_the_same(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "strathrowan", "missed-bin")
    send(page, {"property-postcode": "PH20 3AA"})
    expect(page.locator("main")).to_contain_text("We cannot look up addresses at the moment")
    send(page, TYPED)
    at_page(page, "which")
    expect(page.locator("main")).to_contain_text("We cannot look up your collections at the moment")
    day, month, year = demo.sql(
        "select extract(day from d)::int, extract(month from d)::int, extract(year from d)::int "
        "from (select (now() at time zone 'Europe/London')::date - 1 as d) as yesterday"
    )[0]
    walk(
        page,
        [
            (
                "which",
                {
                    "stream": "refuse",
                    "due_date-day": str(day),
                    "due_date-month": str(month),
                    "due_date-year": str(year),
                },
            ),
            ("who", {"name": "Ffion Garside"}),
            ("contact", {"contact_by": ["phone"]}),
            ("contact_phone", {"phone": "07700 900456"}),
            ("check", {}),
        ],
    )
    assert reference_on(page).startswith("MB-")
