"""Can somebody complain in both languages, and does an officer take a complaint through both stages to its end?"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.following import attach, follow, step
from tests.browser.looking import Looked
from tests.browser.office import act, open_case, sign_in
from tests.browser.post import letter, open_message
from tests.browser.walking import Fields, at_page, begin, reference_on, send
from tests.browser.windows import PHONE, Windows

COMPLAINTS = "/services/complaints"
NOT_COMPLAINTS = ["service", "appeal", "school", "councillor", "information"]
REPLY: Fields = {
    "outcome": "partly",
    "reply": "The crew left your bin in the road. They should have put it back.",
    "remedies": ["apology", "action"],
    "promised": "We will bring you a new bin.",
}


def first_steps(**changed: str) -> list[tuple[str, Fields]]:
    """Return the pages up to the files, of somebody who found out long ago."""
    return [
        ("kind", {"kind": "complain"}),
        ("about", {"service": changed.get("service", "bins")}),
        ("told_us", {"told_us": "yes"}),
        ("told_us_reference", {"earlier_reference": ""}),
        ("when", {"when_known-day": "3", "when_known-month": "4", "when_known-year": "2024"}),
        ("late", {"why_late": "I was in hospital."}),
        ("what_happened", {"what_happened": "The crew left my bin in the road, and a car hit it."}),
        ("effect", {}),
        ("put_right", {"put_right": "Give me a new bin."}),
    ]


def last_steps(email: str) -> list[tuple[str, Fields]]:
    """Return the pages after the files, of somebody who complains for another person."""
    asked: Fields = {"other_name": "Mali Sampl", "other_relation": "asked", "other_consent": "yes"}
    home: Fields = {"address-line1": "1 New Row", "address-town": "Dunmere", "address-postcode": "ZZ9 9ZZ"}
    return [
        ("for_whom", {"for_whom": "somebody"}),
        ("other_person", asked),
        ("adjustments", {"adjustments": "Large print, please."}),
        ("who", {"name": "Ffion Garside"}),
        ("contact", {"contact_by": ["email", "post"]}),
        ("contact_email", {"email": email}),
        ("contact_post", home),
    ]


def complain(page: Page, email: str, looked: Looked | None = None, **changed: str) -> str:
    """Send a complaint from its first page on, looking at each page, and return its reference."""
    for where, fields in first_steps(**changed):
        look_and_send(page, where, fields, looked)
    at_page(page, "evidence")
    attach(page, "evidence")
    look_and_send(page, "evidence", {}, looked)
    for where, fields in last_steps(email):
        look_and_send(page, where, fields, looked)
    look_and_send(page, "check", {}, looked)
    if looked:
        looked.at(page)
    return reference_on(page)


def look_and_send(page: Page, where: str, fields: Fields, looked: Looked | None) -> None:
    """Look at a page, at the same page with nothing said where something must be, and go on."""
    at_page(page, where)
    if looked:
        looked.at(page)
        if where in ("kind", "when", "other_person", "contact_post"):
            send(page)
            looked.at(page)
    send(page, fields)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_page_of_a_complaint(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site("brynafon")
    page.goto(f"{site}/?lang={language}")
    page.goto(site + COMPLAINTS)
    looked.at(page)
    page.locator(f"main a[href^='{COMPLAINTS}/']").first.click()
    for kind in NOT_COMPLAINTS:
        send(page, {"kind": kind})
        at_page(page, "outcome")
        looked.titles.clear()  # five ends have one address
        looked.at(page)
        assert page.locator("main ul a").count(), "nothing can be done next"
        page.goto(f"{site}{COMPLAINTS}/kind?new=1")
    email = f"complains.{language}@example.org"
    reference = complain(page, email, looked)
    follow(page, demo, "brynafon", reference, email)
    looked.at(page)
    looked.check()


def test_what_is_no_complaint_can_be_said_again(windows: Windows, demo: Demonstration) -> None:
    page = windows.open(size=PHONE, javascript=False)
    begin(page, demo, "stonemere", "complaints")
    send(page, {"kind": "service"})
    page.get_by_role("link", name="I have asked already and want to complain").click()
    at_page(page, "kind")
    send(page, {"kind": "complain"})
    at_page(page, "about")


def test_two_stages_in_welsh_on_a_phone(windows: Windows, demo: Demonstration) -> None:
    phone, desk, mail = windows.open(size=PHONE, javascript=False), windows.open(), windows.open()
    email = "cwyno@example.org"
    begin(phone, demo, "brynafon", "complaints")
    reference = complain(phone, email)
    expect(phone.locator("main")).to_contain_text("Ein nod yw ateb erbyn")

    sign_in(desk, demo, "brynafon", role="lead")
    answer_at_stage_1(desk, reference)
    open_message(mail, demo, email, f"Ein hateb i'ch cwyn: {reference}")
    assert "We will bring you a new bin." in letter(mail)
    expect(mail.locator(".letter")).to_have_attribute("lang", "cy")

    follow(phone, demo, "brynafon", reference, email)
    expect(phone.locator("main")).to_contain_text("Rydym wedi ateb")
    step(phone, "ask_review", {"why_unhappy": "Nid yw'r bin newydd wedi cyrraedd."})
    expect(phone.locator("main")).to_contain_text("Rydych wedi gofyn am adolygiad")

    open_again(desk, demo, "brynafon", reference)
    expect(desk.locator("main")).to_contain_text("Nid yw'r bin newydd wedi cyrraedd.")
    act(desk, "acknowledge_2", {"reviewer": "Dilys Prys, pennaeth gwasanaeth"})
    act(desk, "answer_2", {**REPLY, "reply": "Rydym yn cytuno â'r ateb cyntaf."})
    open_message(mail, demo, email, f"Ein hateb terfynol i'ch cwyn: {reference}")
    assert "Ombwdsmon Gwasanaethau Cyhoeddus Cymru" in letter(mail)


def answer_at_stage_1(desk: Page, reference: str) -> None:
    """Acknowledge a complaint, ask for more time, reply to it, and do what was promised."""
    open_case(desk, reference)
    expect(desk.get_by_role("link", name="bin.png").first).to_be_visible()
    act(desk, "acknowledge", {"investigator": "Ioan Rees, team leader", "understood": "Your bin was left in the road."})
    act(desk, "extend_1", {"reason": "The crew's supervisor is away."})
    expect(desk.locator("a[href*='/actions/extend_1']")).to_have_count(0)
    act(desk, "answer_1", REPLY)
    desk.locator("a[href*='/tasks/do_actions']").click()
    send(desk, {"what_was_done": "A new bin came on Tuesday."})
    expect(desk.locator("main")).to_contain_text("A new bin came on Tuesday.")


def open_again(desk: Page, demo: Demonstration, council: str, reference: str) -> None:
    """Find the case again, as it stands now."""
    desk.goto(demo.site(council) + "/office/")
    open_case(desk, reference)


def test_who_is_asked_something_answers_on_the_progress_page(windows: Windows, demo: Demonstration) -> None:
    page, desk, mail = windows.open(), windows.open(), windows.open()
    email = "tenant@example.org"
    begin(page, demo, "stonemere", "complaints")
    reference = complain(page, email, service="housing")
    sign_in(desk, demo, "stonemere")
    open_case(desk, reference)
    act(desk, "acknowledge", {"investigator": "Jo Field, housing manager", "understood": "A repair was not done."})
    act(desk, "ask_person", {"question": "Which day did the repairer come?"})
    open_message(mail, demo, email, f"We need to ask you something: {reference}")
    assert "Which day did the repairer come?" in letter(mail)

    follow(page, demo, "stonemere", reference, email)
    expect(page.locator("main")).to_contain_text("Which day did the repairer come?")
    step(page, "person_answers", {"answer": "On 4 March."})
    open_again(desk, demo, "stonemere", reference)
    expect(desk.locator("main")).to_contain_text("On 4 March.")
    expect(desk.locator("main")).to_contain_text("the Housing Ombudsman")
    act(desk, "not_a_complaint", {"instead": "We will do the repair on Friday."})
    open_message(mail, demo, email, f"About your complaint: {reference}")
    assert "We will do the repair on Friday." in letter(mail)


def test_too_much_may_not_be_paid(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "stonemere", "complaints")
    reference = complain(page, "payment@example.org")
    sign_in(page, demo, "stonemere")
    open_case(page, reference)
    act(page, "acknowledge", {"investigator": "Jo Field, manager", "understood": "Your bin was hit by a car."})
    act(page, "answer_1", {**REPLY, "payment": "1000.01"})
    expect(page.get_by_role("alert")).to_contain_text("This is more than an officer may offer.")
    send(page, {"payment": "40"})
    expect(page.locator("main")).to_contain_text("Stage 1: replied")
