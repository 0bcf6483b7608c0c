"""Can people get council tax reduction: apply, send proof, read how it was worked out, and tell of a change?"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.anyone import Preferred, Walk
from tests.browser.demonstration import Demonstration
from tests.browser.following import follow
from tests.browser.office import act, open_case, sign_in
from tests.browser.post import letter, open_message
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import begin, check_fits, form_button, reference_on, send
from tests.browser.windows import PHONE, Windows

APPLICATION: Preferred = {
    "who_pays": "me",
    "no_public_funds": "no",
    "birth-day": "14",
    "birth-month": "3",
    "birth-year": "1985",
    "benefits": ["none"],
    "savings": "4000",
    "has_bill": "yes",
    "year_tax": "1800",
    "tax_band": "D",
    "children": "0",
    "protected": ["none"],
    "income_kind": "wages",
    "income_amount": "600",
    "income_every": "month",
    "backdate": "no",
    "how_live": "My family helps me.",
    "contact_by": ["email"],
    "declaration": "yes",
}


def apply(page: Page, demo: Demonstration, council: str, who: Preferred) -> str:
    """Apply from the council's home page to the confirmation, and return the reference."""
    begin(page, demo, council, "council-tax-reduction")
    Walk(page, {**APPLICATION, **who}).to_the_reference()
    check_fits(page)
    return reference_on(page)


def open_case_of(desk: Page, demo: Demonstration, council: str, reference: str) -> None:
    """Open the case as it stands now."""
    desk.goto(demo.site(council) + f"/office/cases/{reference}")
    expect(desk.locator("main")).to_contain_text(reference)


def do_task(page: Page, task: str) -> None:
    """Open a task of the case by its name, and do it."""
    page.get_by_role("link", name=task).first.click()
    with page.expect_navigation(wait_until="domcontentloaded"):
        form_button(page).click()


def test_awarded_with_the_working_shown_then_changed_and_ended(windows: Windows, demo: Demonstration) -> None:
    email = "ines.sample@example.org"
    resident, mail, desk = windows.open(), windows.open(), windows.open()
    who = {"name": "Ines Sample", "email": email, "home-postcode": "SE28 2AA", "home-uprn": "999901000002"}
    reference = apply(resident, demo, "thornbridge", who)

    sign_in(desk, demo, "thornbridge")
    open_case(desk, reference)
    expect(desk.locator("main")).to_contain_text("a single person")
    act(desk, "work_out", {"income": "95", "found": "You told us that you have no income. You have a pension."})
    desk.locator("a[href*='/actions/award']").click()
    letters = desk.locator("main").inner_text()
    assert letters.count("How we worked it out") == 1, letters
    assert "https://" in letters.split("Website:")[1][:40], letters
    send(desk)
    open_message(mail, demo, email, "You get Council Tax Reduction")
    for said in (
        "Your income that counts each week: £95",
        "You have a pension",
        "Your reduction each week: £",
        "appeal",
    ):
        assert said in letter(mail), letter(mail)

    follow(resident, demo, "thornbridge", reference, email)
    resident.get_by_role("link", name="Tell us about a change").click()
    changed = {f"changed_date-{part}": number for part, number in {"day": "1", "month": "11", "year": "2025"}.items()}
    send(resident, {"what_changed": ["moving"], "change_details": "I have moved away.", **changed})
    expect(resident.locator("main")).to_contain_text("You told us about a change")

    open_case_of(desk, demo, "thornbridge", reference)
    act(desk, "end_award", {**last_day(), "why_ended": "You moved away."})
    do_task(desk, "Take a reduction off the bill")
    open_case_of(desk, demo, "thornbridge", reference)
    act(desk, "finish", {})
    open_message(mail, demo, email, "Your Council Tax Reduction ends")
    assert "You moved away." in letter(mail)


def last_day() -> dict[str, str]:
    """Return the last day of a reduction as typed."""
    return {"ended_date-day": "31", "ended_date-month": "10", "ended_date-year": "2026"}


def test_from_a_phone_in_welsh_with_proof_asked_for(windows: Windows, demo: Demonstration) -> None:
    email = "gwilym.sampl@example.org"
    phone, mail, desk = windows.open(size=PHONE, javascript=False), windows.open(), windows.open()
    who = {"name": "Gwilym Sampl", "email": email, "home-postcode": "LL23 2AA", "home-uprn": "999904000002"}
    reference = apply(phone, demo, "brynafon", who)
    expect(phone.locator("html")).to_have_attribute("lang", "cy")
    keep_screenshot(phone, "council-tax-reduction-cy-320")

    sign_in(desk, demo, "brynafon")
    open_case(desk, reference)
    act(desk, "ask_evidence", {"wanted": ["statements"]})
    open_message(mail, demo, email, "Mae angen rhywbeth gennych arnom")
    assert "Datganiadau banc am y 2 fis diwethaf" in letter(mail)

    follow(phone, demo, "brynafon", reference, email)
    phone.get_by_role("link", name="Anfon yr hyn y gofynasoch amdano").click()
    check_fits(phone)
    send(phone, {"evidence_note": "Dof â'r papurau i'r swyddfa."})
    expect(phone.locator("main")).to_contain_text("Rydym yn edrych arno")

    open_case_of(desk, demo, "brynafon", reference)
    act(desk, "work_out", {"capital": "17000"})
    desk.locator("a[href$='/actions/refuse']").click()
    send(desk)
    open_message(mail, demo, email, "Ein penderfyniad am eich Gostyngiad y Dreth Gyngor")
    assert "Mae gennych fwy mewn cynilion nag y mae'r rheolau'n ei ganiatáu." in letter(mail)
    follow(phone, demo, "brynafon", reference, email)
    expect(phone.locator("main")).to_contain_text("Nid ydych yn cael gostyngiad")
    check_fits(phone)
