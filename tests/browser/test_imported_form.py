"""Does a form of another builder, imported as it was published, take people to a case or to the right refusal?"""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.office import sign_in
from tests.browser.walking import begin, form_button, reference_on

GRANT = "community-garden-grant"
MOST_PAGES = 15
TYPED = {
    "day": "27",
    "month": "3",
    "year": "2027",
    "postcode": "SY12 3AA",
    "line2": "",
    "town": "Stonemere",
    "email": "garden@example.org",
    "phone": "01632 960001",
    "amount": "1200",
}


def typed_into(field: Locator) -> str:
    """Return what fits a field, by the end of its name."""
    name = (field.get_attribute("name") or "").lower()
    return next((text for end, text in TYPED.items() if name.split("-")[-1].startswith(end)), "Raised beds")


def fill_page(page: Page, chosen: str) -> None:
    """Answer whatever the page asks: ``chosen`` among options where it is offered, else the first or yes."""
    for kind in ("radio", "checkbox"):
        options = page.locator(f"form#questions input[type={kind}]")
        if options.count():
            wanted = page.locator(f"form#questions input[type={kind}]:is([value='{chosen}'], [value='yes'])")
            (wanted if wanted.count() else options).first.check()
    for field in page.locator(
        "form#questions :is(input[type=text], input[type=email], input[type=tel], textarea)"
    ).all():
        field.fill(typed_into(field))


def go_through(page: Page, chosen: str) -> None:
    """Go from the first page to check-your-answers, or to an outcome."""
    for _ in range(MOST_PAGES):
        if page.url.endswith(("/check", "/outcome")):
            return
        fill_page(page, chosen)
        with page.expect_navigation(wait_until="domcontentloaded"):
            form_button(page).click()
        expect(page.get_by_text("There is a problem")).to_have_count(0)
    raise AssertionError(f"the form does not end: {page.url}")


def test_an_imported_form_reaches_a_case(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "stonemere", GRANT)
    go_through(page, "school")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    form_button(page).click()
    reference = reference_on(page)
    sign_in(page, demo, "stonemere")
    page.goto(f"{demo.site('stonemere')}/office/cases/{reference}")
    expect(page.locator("main")).to_contain_text("garden@example.org")


def test_an_imported_form_refuses_who_is_not_eligible(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "stonemere", GRANT)
    go_through(page, "business")
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot apply for this grant")
    expect(page.get_by_role("link", name="What did you think of this service?")).to_be_visible()
