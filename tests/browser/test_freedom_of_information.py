"""Can people ask for information, in Welsh on a small phone too, and get an answer that officers wrote and approved?"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.following import follow
from tests.browser.office import act, open_case, sign_in
from tests.browser.paying import pay, take_step
from tests.browser.post import letter, open_message
from tests.browser.walking import Fields, at_page, begin, check_fits, form_button, reference_on, send, walk
from tests.browser.windows import PHONE, Windows
from tests.contracts.files.samples import PDF

SERVICE = "freedom-of-information"
WELSH_EMAIL = "ceri.example@example.org"
ENGLISH_EMAIL = "alex.example@example.org"
FEE_EMAIL = "robin.example@example.org"


def ask(page: Page, demo: Demonstration, council: str, email: str, subject: str, request: str) -> str:
    """Ask for information, by e-mail, and return the reference."""
    begin(page, demo, council, SERVICE)
    walk(
        page,
        [
            ("kind", {"kind": "information"}),
            ("what", {"subject": subject, "request": request}),
            ("format", {"format": "usual"}),
            ("who", {"name": "Ceri Example"}),
            ("contact", {"contact_by": "email"}),
            ("contact_email", {"email": email}),
        ],
    )
    at_page(page, "check")
    check_fits(page)
    send(page)
    return reference_on(page)


def desk_of(windows: Windows, demo: Demonstration, council: str, reference: str, role: str = "officer") -> Page:
    """Open the case at a desk of its own."""
    desk = windows.open()
    sign_in(desk, demo, council, role=role)
    open_case(desk, reference)
    return desk


def write_answer(desk: Page, answers: list[Fields]) -> None:
    """Write the answer; each part is asked for once the one before calls for it."""
    desk.locator("a[href*='/actions/draft']").click()
    for fields in answers[:-1]:
        send(desk, fields)
        expect(desk.get_by_text("There is more to answer now")).to_be_visible()
    send(desk, answers[-1])
    expect(desk.locator("main")).to_contain_text("Waiting for approval")


def test_from_a_phone_in_welsh_to_the_documents(windows: Windows, demo: Demonstration, tmp_path: Path) -> None:
    phone, mail = windows.open(size=PHONE, javascript=False), windows.open()
    reference = ask(phone, demo, "brynafon", WELSH_EMAIL, "Cost y llyfrgell", "Faint oedd cost y llyfrgell yn 2025?")
    expect(phone.locator("main")).to_contain_text("Rhaid i ni ateb erbyn")
    check_fits(phone)
    open_message(mail, demo, WELSH_EMAIL, "Mae eich cais gyda ni")
    expect(mail.locator(".letter")).to_have_attribute("lang", "cy")

    desk = desk_of(windows, demo, "brynafon", reference)
    desk.get_by_role("link", name="English", exact=True).first.click()
    act(desk, "start", {"topic": "finance", "regime": "foi"})
    act(desk, "ask_clarification", {"question": "Pa lyfrgell?"})
    open_message(mail, demo, WELSH_EMAIL, "Mae angen i ni ofyn rhywbeth i chi")
    assert "Pa lyfrgell?" in letter(mail)
    follow(phone, demo, "brynafon", reference, WELSH_EMAIL)
    take_step(phone, "clarify", {"clearer": "Llyfrgell y dref."})
    expect(phone.locator("main")).to_contain_text("Rydym yn gweithio ar eich cais")

    give_a_document(desk, tmp_path / "tabl.pdf")
    lead = desk_of(windows, demo, "brynafon", reference, "lead")
    act(lead, "approve", {})
    open_message(mail, demo, WELSH_EMAIL, "Ein hateb i'ch cais")
    assert "Dyma'r tabl." in letter(mail)

    follow(phone, demo, "brynafon", reference, WELSH_EMAIL)
    check_fits(phone)
    with phone.expect_download() as given:
        phone.locator("main a[href*='/files/']").click()
    assert given.value.suggested_filename == "tabl.pdf"
    assert given.value.path().read_bytes() == PDF


def give_a_document(desk: Page, file: Path) -> None:
    """Write an answer that gives a document, and is not published."""
    desk.reload()
    desk.locator("a[href*='/actions/draft']").click()
    desk.locator("[name='outcome'][value='released']").check()
    send(desk, {"reply": "Dyma'r tabl.", "decided_by": "Pat Sample", "publish": "no"})
    expect(desk.get_by_text("There is more to answer now")).to_be_visible()
    file.write_bytes(PDF)
    desk.locator("[name='documents-file']").set_input_files(file)
    send(desk, {"why_not_published": "Nothing in it."})


def test_a_refusal_its_review_and_the_answer_for_everybody(windows: Windows, demo: Demonstration) -> None:
    page, mail = windows.open(), windows.open()
    reference = ask(
        page, demo, "stonemere", ENGLISH_EMAIL, "Contract for hanging baskets", "Who hangs the baskets, at what price?"
    )
    desk = desk_of(windows, demo, "stonemere", reference)
    act(desk, "start", {"topic": "finance", "regime": "foi"})
    write_answer(
        desk,
        [
            {"outcome": "partly", "reply": "Baskets Ltd hangs them.", "decided_by": "Pat Sample", "publish": "yes"},
            {"sections": ["s43"], "why": "Others would learn the price."},
            {"public_interest": "Competition counts for more."},
        ],
    )
    lead = desk_of(windows, demo, "stonemere", reference, "lead")
    act(lead, "approve", {})
    open_message(mail, demo, ENGLISH_EMAIL, "Our answer to your request")
    for said in ("Section 43: commercial interests", "Others would learn the price.", "Competition counts for more.",
                 "within 40 working days", "the Information Commissioner"):  # fmt: skip
        assert said in letter(mail)

    follow(page, demo, "stonemere", reference, ENGLISH_EMAIL)
    take_step(page, "ask_review", {"why_unhappy": "The price is public."})
    lead.reload()
    lead.locator("a[href*='/actions/answer_review']").click()
    review: Fields = {"reviewer": "Pat Sample", "review_outcome": "upheld", "review_reply": "It was right."}
    send(lead, review)
    expect(lead.get_by_role("alert")).to_contain_text("Somebody who did not make the decision must review it")
    expect(lead.locator("[name='review_reply']")).to_have_value("It was right.")
    send(lead, {"reviewer": "Lee Sample"})
    open_message(mail, demo, ENGLISH_EMAIL, "We have looked at our decision again")
    assert "The decision was right" in letter(mail)

    publish(lead)
    found_already(windows.open(size=PHONE, javascript=False), demo)


def publish(lead: Page) -> None:
    """Publish the answer, without what tells of a person."""
    lead.locator("a[href*='/actions/publish']").click()
    expect(lead.locator("[name='log_title']")).to_have_value("Contract for hanging baskets")
    send(lead, {"log_answer": "Baskets Ltd hangs them. Ask jo.sample@example.org."})
    expect(lead.get_by_role("alert")).to_contain_text("jo.sample@example.org")
    send(lead, {"log_answer": "Baskets Ltd hangs them."})
    expect(lead.locator("main")).to_contain_text("Published for everybody")


def found_already(phone: Page, demo: Demonstration) -> None:
    """Ask for what was published, read it, and need no request."""
    begin(phone, demo, "stonemere", SERVICE)
    walk(
        phone,
        [
            ("kind", {"kind": "information"}),
            ("what", {"subject": "Hanging baskets", "request": "Who has the contract for hanging baskets?"}),
        ],
    )
    at_page(phone, "suggestions")
    check_fits(phone)
    phone.get_by_role("link", name="Contract for hanging baskets").click()
    expect(phone.locator("main")).to_contain_text("Baskets Ltd hangs them.")
    phone.go_back()
    send(phone, {"answered": "yes"})
    expect(phone.get_by_role("heading", level=1)).to_have_text("You have what you wanted to know")


def test_a_fee_is_paid_and_the_clock_goes_on(windows: Windows, demo: Demonstration) -> None:
    page = windows.open()
    reference = ask(page, demo, "strathrowan", FEE_EMAIL, "Plans of old harbours", "Plans of every harbour since 1900")
    desk = desk_of(windows, demo, "strathrowan", reference)
    act(desk, "start", {"topic": "several", "regime": "foisa"})
    act(desk, "ask_fee", {"hours": "20", "fee_for": "Finding the plans."})
    follow(page, demo, "strathrowan", reference, FEE_EMAIL)
    expect(page.locator("main")).to_contain_text("The fee is: £20")
    page.locator("main a[href$='/pay_fee']").click()
    form_button(page).click()
    pay(page)
    desk.reload()
    expect(desk.locator("main")).to_contain_text("Being worked on")


def test_information_about_oneself_has_its_own_way(windows: Windows, demo: Demonstration) -> None:
    phone = windows.open(size=PHONE, javascript=False)
    begin(phone, demo, "brynafon", SERVICE)
    send(phone, {"kind": "about_me"})
    at_page(phone, "outcome")
    expect(phone.locator("html")).to_have_attribute("lang", "cy")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Mae ffordd arall")
    check_fits(phone)
