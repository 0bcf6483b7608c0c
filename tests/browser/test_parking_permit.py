"""Can somebody get a parking permit on a phone in Welsh, and change its vehicle in English? Can officers give both?"""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.following import follow
from tests.browser.office import act, open_case, sign_in
from tests.browser.paying import pay
from tests.browser.post import letter, open_message
from tests.browser.walking import (
    REFERENCE,
    Fields,
    address_steps,
    at_page,
    begin,
    check_fits,
    reference_on,
    send,
    walk,
)
from tests.browser.windows import PHONE, Windows

WELSH_EMAIL = "mair.parcio@example.org"
ENGLISH_EMAIL = "lee.parking@example.org"
BILL = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
PETROL = {"new_registration": "ZZ19 PET", "new_fuel": "petrol", "new_co2": "120"}


def test_a_free_permit_in_welsh_on_a_phone_until_it_is_given_up(windows: Windows, demo: Demonstration) -> None:
    phone, mail, desk = windows.open(size=PHONE, javascript=False), windows.open(), windows.open()
    begin(phone, demo, "brynafon", "parking-permit")
    walk(
        phone,
        [("kind", {"kind": "resident"}), *address_steps("ll232aa", "999904000002"), ("home", {"main_home": "yes"})],
    )
    walk(
        phone, [("vehicle", {"registration": "zz26abc"}), ("keeper", {"keeper": "me"}), ("fuel", {"fuel": "electric"})]
    )
    at_page(phone, "size")
    expect(phone.locator("main")).to_contain_text("5.5 metr o hyd")
    check_fits(phone)
    walk(phone, [("size", {"too_large": "no"}), ("begins", day("start_date", demo)), ("badge", {"blue_badge": "no"})])
    at_page(phone, "proof")
    check_fits(phone)
    send(phone, {"proof_by": "now"})
    upload(phone, "home_file")
    send(phone)
    finish(phone, WELSH_EMAIL)
    check_fits(phone)
    send(phone, {"declaration": "yes"})
    reference = reference_on(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mae eich cais wedi dod i law")

    sign_in(desk, demo, "brynafon")
    open_case(desk, reference)
    desk.locator("a[href*='/tasks/check_proofs']").click()
    send(desk, {"proofs_good": "yes"})
    act(desk, "issue", {})
    open_message(mail, demo, WELSH_EMAIL, "Eich trwydded barcio: PK")
    assert "Cerbyd: ZZ26ABC" in letter(mail)

    follow(phone, demo, "brynafon", reference, WELSH_EMAIL)
    expect(phone.locator("main")).to_contain_text("Mae gennych drwydded")
    check_fits(phone)
    move(phone, "surrender", {})
    expect(phone.locator("main")).to_contain_text("Rydych wedi ildio eich trwydded")


def test_a_change_of_vehicle_is_paid_and_proved(windows: Windows, demo: Demonstration) -> None:
    page, mail, desk = windows.open(), windows.open(), windows.open()
    reference = apply_for_a_diesel(page, demo)
    sign_in(desk, demo, "stonemere")
    open_case(desk, reference)
    expect(desk.locator("a[href*='/actions/issue']")).to_have_count(0)
    desk.locator("a[href*='/tasks/check_proofs']").click()
    send(desk, {"proofs_good": "yes"})
    act(desk, "issue", {})

    follow(page, demo, "stonemere", reference, ENGLISH_EMAIL)
    changed = {
        f"new_first_registered-{part}": value for part, value in {"day": "1", "month": "2", "year": "2019"}.items()
    }
    move(page, "change_vehicle", {**PETROL, **changed})
    pay(page)
    open_message(mail, demo, ENGLISH_EMAIL, "Your permit has a new vehicle")
    assert "ZZ19PET" in letter(mail)

    desk.goto(demo.site("stonemere") + "/office/")
    open_case(desk, reference)
    desk.locator("a[href*='/tasks/check_vehicle']").click()
    send(desk, {"vehicle_good": "no"})
    act(desk, "ask_vehicle_proof", {"vehicle_proof_reason": "We need the page with your name."})
    open_message(mail, demo, ENGLISH_EMAIL, "We need proof of your new vehicle")
    follow(page, demo, "stonemere", reference, ENGLISH_EMAIL)
    page.locator("main a[href$='/send_vehicle_proof']").click()
    upload(page, "vehicle_files")
    expect(page.locator("main")).to_contain_text("bill.pdf")
    send(page)
    expect(page.locator("main")).to_contain_text("You have a permit")
    desk.goto(demo.site("stonemere") + "/office/")
    open_case(desk, reference)
    desk.locator("a[href*='/tasks/check_vehicle']").click()
    send(desk, {"vehicle_good": "yes"})
    expect(desk.locator("main")).to_contain_text("ZZ19PET")


def apply_for_a_diesel(page: Page, demo: Demonstration) -> str:
    """Apply for and pay for a permit with proofs, and return its reference."""
    begin(page, demo, "stonemere", "parking-permit")
    walk(
        page,
        [("kind", {"kind": "resident"}), *address_steps("sy123aa", "999903000002"), ("home", {"main_home": "yes"})],
    )
    walk(page, [("vehicle", {"registration": "zz15dsl"}), ("keeper", {"keeper": "me"}), ("fuel", {"fuel": "diesel"})])
    registered = {
        f"first_registered-{part}": value for part, value in {"day": "31", "month": "8", "year": "2015"}.items()
    }
    walk(
        page,
        [
            ("registered", registered),
            ("co2", {"co2": "165"}),
            ("size", {"too_large": "no"}),
            ("length", {"length": "year"}),
        ],
    )
    walk(page, [("begins", day("start_date", demo)), ("badge", {"blue_badge": "no"}), ("proof", {"proof_by": "now"})])
    for question in ("home_file", "vehicle_file"):
        upload(page, question)
        send(page)
    finish(page, ENGLISH_EMAIL)
    expect(page.locator("main")).to_contain_text("Diesel first registered before September 2015")
    expect(page.locator("main")).to_contain_text("£160")
    send(page, {"declaration": "yes"})
    pay(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Payment received")
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found
    return found.group()


def upload(page: Page, question: str) -> None:
    """Add a file to a question and see that it is there."""
    bill: FilePayload = {"name": "bill.pdf", "mimeType": "application/pdf", "buffer": BILL}
    page.locator(f"[name='{question}-file']").set_input_files(bill)
    page.locator(f"button[name='{question}-upload']").click()
    page.get_by_text("bill.pdf").first.wait_for()


def finish(page: Page, email: str) -> None:
    """Say who it is, up to check-your-answers."""
    walk(
        page,
        [
            ("who", {"name": "Sam Sampl"}),
            ("contact", {"contact_by": ["email"]}),
            ("contact_email", {"email": email}),
        ],
    )
    at_page(page, "check")


def move(page: Page, transition: str, fields: Fields) -> None:
    """Do something with the permit that is followed."""
    page.locator(f"main a[href$='/{transition}']").click()
    check_fits(page)
    send(page, fields)


def day(question: str, demo: Demonstration) -> dict[str, str]:
    """Return the fields of a date question with today's date in London."""
    ((today,),) = demo.sql("select (now() at time zone 'Europe/London')::date")
    return {f"{question}-{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
