"""What happens when answers are left and come back to: saved, lost, expired, in the other language?"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.post import link_in_letter, open_message
from tests.browser.walking import at_page, begin, contact_steps, form_button, send, walk
from tests.browser.windows import PHONE, Windows

SERVICE = "/services/contact-the-council"


def test_a_link_by_email_carries_on_on_another_device_again_and_again(windows: Windows, demo: Demonstration) -> None:
    desk = windows.open()
    begin(desk, demo, "strathrowan", "contact-the-council")
    walk(desk, contact_steps("later@example.org", message="Kept for later")[:4])
    at_page(desk, "who")
    desk.get_by_role("link", name="Save and come back later").click()
    send(desk)
    expect(desk.get_by_role("alert")).to_be_visible()
    send(desk, {"email": "later@example.org"})
    expect(desk.locator("main")).to_contain_text("later@example.org")

    mail = windows.open()
    open_message(mail, demo, "later@example.org", "")
    link = link_in_letter(mail)
    for attempt in ("First", "Second"):
        phone = windows.open(size=PHONE, javascript=False)
        phone.goto(link)
        phone.locator("main form button").click()
        at_page(phone, "who" if attempt == "First" else "contact")
        phone.goto(demo.site("strathrowan") + SERVICE + "/your_message")
        expect(phone.locator("[name=message]")).to_have_value("Kept for later")
        phone.goto(demo.site("strathrowan") + SERVICE + "/who")
        send(phone, {"name": f"{attempt} Device"})
    desk.goto(link)
    desk.locator("main form button").click()
    desk.goto(demo.site("strathrowan") + SERVICE + "/who")
    expect(desk.locator("[name=name]")).to_have_value("Second Device")


def test_a_link_that_nobody_was_sent_opens_nothing(page: Page, demo: Demonstration) -> None:
    answered = page.goto(f"{demo.site('strathrowan')}/resume/{'x' * 43}")
    assert answered is not None
    assert answered.status == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_another_councils_link_opens_nothing_here(windows: Windows, demo: Demonstration) -> None:
    page = windows.open()
    begin(page, demo, "strathrowan", "contact-the-council")
    walk(page, contact_steps("elsewhere@example.org")[:1])
    page.goto(demo.site("strathrowan") + SERVICE + "/save")
    send(page, {"email": "elsewhere@example.org"})
    mail = windows.open()
    open_message(mail, demo, "elsewhere@example.org", "")
    answered = page.goto(link_in_letter(mail).replace("strathrowan", "stonemere"))
    assert answered is not None
    assert answered.status == 404


def test_answers_whose_time_is_over_are_said_to_be_gone(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "strathrowan", "contact-the-council")
    walk(page, contact_steps("expired@example.org", message="Too old by far")[:2])
    demo.sql(
        "update journeys_journey set expires_at = now() - interval '1 minute' where answers->>'message' = %s",
        "Too old by far",
    )
    page.goto(demo.site("strathrowan") + SERVICE + "/place")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are no longer here")
    page.locator("main a[href*='/about']").click()
    at_page(page, "about")
    expect(page.locator("[name=topic]:checked")).to_have_count(0)


def test_a_lost_cookie_is_explained_and_nothing_is_sent(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "strathrowan", "contact-the-council")
    walk(page, contact_steps("lost@example.org")[:2])
    page.context.clear_cookies(path=SERVICE)
    page.goto(demo.site("strathrowan") + SERVICE + "/who")
    expect(page.get_by_role("heading", level=1)).to_have_text("We could not find your answers")
    expect(page.locator("main")).to_contain_text("If you saw a reference number, we have what you sent")
    page.get_by_role("link", name="start again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Contact the council")


def test_the_language_switch_keeps_page_and_answers(page: Page, demo: Demonstration) -> None:
    page.goto(demo.site("brynafon") + SERVICE + "/about")
    walk(page, contact_steps("iaith@example.org", message="Yn Gymraeg")[:2])
    at_page(page, "files")
    page.goto(demo.site("brynafon") + SERVICE + "/your_message")
    page.get_by_role("link", name="English").first.click()
    at_page(page, "your_message")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[name=message]")).to_have_value("Yn Gymraeg")
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you want to ask or tell us?")


def test_the_language_switch_keeps_what_was_typed_wrongly(page: Page, demo: Demonstration) -> None:
    page.goto(demo.site("brynafon") + SERVICE + "/about")
    walk(page, contact_steps("dim cyfeiriad", message="Yn Gymraeg")[:-1])
    expect(page.get_by_role("alert")).to_contain_text("Mae problem")
    page.get_by_role("button", name="English").click()
    at_page(page, "contact_email")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[name=email]")).to_have_value("dim cyfeiriad")
    expect(page.get_by_role("alert")).to_contain_text("Enter an email address in the correct format")
    send(page, {"email": "iaith2@example.org"})
    walk(page, [("help", {})])
    at_page(page, "check")
    expect(form_button(page)).to_have_text("Send message")


def test_starting_again_keeps_the_old_answers_until_the_new_ones_are_sent(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "strathrowan", "contact-the-council")
    walk(page, contact_steps("again@example.org", message="Still here")[:3])
    page.goto(demo.site("strathrowan") + SERVICE)
    page.get_by_role("button", name="Carry on with your answers").click()
    at_page(page, "place")
    page.goto(demo.site("strathrowan") + SERVICE + "/restart")
    at_page(page, "about")
    expect(page.locator("[name=topic]:checked")).to_have_count(0)
