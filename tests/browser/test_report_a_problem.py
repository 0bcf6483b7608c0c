"""Can somebody report a problem in the street in both languages, follow what others reported, and hear how it ended?"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.following import attach, follow, step
from tests.browser.looking import Looked
from tests.browser.office import act, open_case, sign_in
from tests.browser.post import letter, open_message
from tests.browser.walking import Fields, at_page, begin, form_button, reference_on, send, walk
from tests.browser.windows import PHONE, Windows

REPORT = "/services/report-a-problem"
OWN_PAGES: dict[str, str] = {
    "pothole": "pothole",
    "street_light": "light",
    "graffiti": "graffiti",
    "abandoned_vehicle": "vehicle",
    "drain": "drain",
    "plants": "plants",
}
"""Categories with a page of their own, besides dumped rubbish."""
RUBBISH: Fields = {"rubbish_what": ["tyres", "other"], "rubbish_how_much": "van", "rubbish_witness": "no"}
ME: list[tuple[str, Fields]] = [
    ("about_you", {"anonymous": "named"}),
    ("who", {"name": "Ffion Garside"}),
    ("contact", {"contact_by": ["email", "phone"]}),
]


def who_i_am(email: str) -> list[tuple[str, Fields]]:
    """Return the pages of somebody who wants to hear of it."""
    return [*ME, ("contact_email", {"email": email}), ("contact_phone", {"phone": "07700 900123"})]


def say_what(page: Page, category: str, place: str) -> None:
    """Go up to the page after the place, with a problem that is not dangerous."""
    send(page, {"category": category})
    if page.url.endswith("/danger"):
        send(page, {"dangerous": "no"})
    at_page(page, "where")
    send(page, {"place": place})


def look_and_walk(page: Page, looked: Looked, steps: list[tuple[str, Fields]]) -> None:
    """Look at each page, also with nothing said, and go on."""
    for where, fields in steps:
        at_page(page, where)
        looked.at(page)
        send(page)
        looked.at(page)
        send(page, fields)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_page_of_a_report(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site("brynafon")
    page.goto(f"{site}/?lang={language}")
    page.goto(site + REPORT)
    looked.at(page)
    for category, own in OWN_PAGES.items():
        page.goto(f"{site}{REPORT}/what?new=1")
        say_what(page, category, "By the bridge")
        at_page(page, own)
        looked.at(page)
        send(page)
        looked.at(page)
    page.goto(f"{site}{REPORT}/what?new=1")
    look_and_walk(page, looked, [
        ("what", {"category": "fly_tipping"}),
        ("danger", {"dangerous": "no"}),
        ("where", {"place": "In the lay-by"}),
        ("rubbish", RUBBISH),
        ("details", {"details": "Behind the hedge."}),
    ])  # fmt: skip
    looked.at(page)
    attach(page, "photos")
    looked.at(page)
    send(page)
    email = f"reports.{language}@example.org"
    look_and_walk(page, looked, who_i_am(email))
    at_page(page, "check")
    looked.at(page)
    send(page)
    reference = reference_on(page)
    looked.at(page)
    follow(page, demo, "brynafon", reference, email)
    looked.at(page)
    looked.check()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_is_dangerous_is_for_the_phone(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True, size=PHONE), Looked.in_turn(language), demo.site("brynafon")
    page.goto(f"{site}/?lang={language}")
    page.goto(f"{site}{REPORT}/what?new=1")
    walk(page, [("what", {"category": "pothole"}), ("danger", {"dangerous": "yes"})])
    at_page(page, "outcome")
    looked.at(page)
    looked.check()
    expect(page.locator("main a[href^='tel:']")).to_contain_text("01632 960999")
    assert not form_button(page).count()
    page.locator(f"main a[href='{REPORT}/danger']").click()
    send(page, {"dangerous": "no"})
    at_page(page, "where")


def test_another_organisation_is_named(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "fallowdale", "report-a-problem")
    send(page, {"category": "pothole"})
    at_page(page, "outcome")
    expect(page.locator("main")).to_contain_text("Fenholtshire County Council")
    expect(page.locator("main a[href='https://county.example.org/roads']")).to_be_visible()
    page.get_by_role("link", name="Report something else").click()
    at_page(page, "what")
    assert not page.locator("input:checked").count()


def test_another_organisations_road(windows: Windows, demo: Demonstration) -> None:
    page = windows.open(size=PHONE, javascript=False)
    begin(page, demo, "thornbridge", "report-a-problem")
    say_what(page, "pothole", "By the station")
    at_page(page, "road")
    send(page, {"road": "red_route"})
    at_page(page, "outcome")
    expect(page.locator("main")).to_contain_text("the transport body for the capital")


def test_nobody_has_to_give_a_name(windows: Windows, demo: Demonstration) -> None:
    page, desk = windows.open(size=PHONE, javascript=False), windows.open()
    begin(page, demo, "thornbridge", "report-a-problem")
    say_what(page, "litter", "By the station")
    walk(
        page, [("details", {"details": "The bin is full."}), ("photos", {}), ("about_you", {"anonymous": "anonymous"})]
    )
    at_page(page, "check")
    send(page)
    reference = reference_on(page)
    sign_in(desk, demo, "thornbridge")
    open_case(desk, reference)
    act(desk, "fix", {"resolution": "cleaned"})
    expect(desk.locator("main")).to_contain_text("We cleaned it")


def report(page: Page, demo: Demonstration, email: str, place: str) -> str:
    """Report dog mess at Strathrowan, and return the reference."""
    begin(page, demo, "strathrowan", "report-a-problem")
    say_what(page, "dog_mess", place)
    if page.url.endswith("/known"):
        send(page, {"same": "none"})
    walk(page, [("details", {"details": "On the path."}), ("photos", {}), *who_i_am(email)])
    at_page(page, "check")
    send(page)
    return reference_on(page)


def test_somebody_else_has_this_problem_too(windows: Windows, demo: Demonstration) -> None:
    first, second, desk = windows.open(), windows.open(tested=True), windows.open()
    reference = report(first, demo, "first@example.org", "PH20 3AA")
    looked = Looked("en")
    begin(second, demo, "strathrowan", "report-a-problem")
    say_what(second, "dog_mess", "ph203aa")
    at_page(second, "known")
    expect(second.locator("main")).to_contain_text(reference)
    assert "first@example.org" not in second.content()
    looked.at(second)
    send(second, {"same": reference})
    at_page(second, "outcome")
    looked.at(second)
    second.get_by_role("link", name="Tell us that you have this problem too").click()
    looked.at(second)
    send(second, {"email": "nobody"})
    looked.at(second)
    send(second, {"email": "second@example.org"})
    expect(second.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    looked.at(second)
    looked.check()

    sign_in(desk, demo, "strathrowan")
    open_case(desk, reference)
    expect(desk.locator("main")).to_contain_text("People who follow it: 1.")


def test_a_report_is_worked_on_and_opened_again(windows: Windows, demo: Demonstration) -> None:
    page, desk, mail = windows.open(), windows.open(), windows.open()
    email = "worked.on@example.org"
    reference = report(page, demo, email, "By the church")
    sign_in(desk, demo, "strathrowan")
    open_case(desk, reference)
    act(desk, "look", {})
    ((soon,),) = demo.sql("select (now() at time zone 'Europe/London')::date + 3")
    act(desk, "plan", {f"work_date-{part}": str(getattr(soon, part)) for part in ("day", "month", "year")})
    open_message(mail, demo, email, f"We have planned the work: {reference}")
    assert str(soon.year) in letter(mail)
    act(desk, "start_work", {})
    act(desk, "fix", {"resolution": "cleaned", "fixed_note": "We put up a sign too."})
    open_message(mail, demo, email, f"Fixed: {reference}")
    assert "We cleaned it" in letter(mail)
    assert "We put up a sign too." in letter(mail)

    follow(page, demo, "strathrowan", reference, email)
    step(page, "not_fixed", {"still_wrong": "It is still on the path."})
    expect(page.locator("main")).to_contain_text("We have your report")
    open_message(mail, demo, email, f"We are looking at it again: {reference}")
    desk.goto(demo.site("strathrowan") + "/office/")
    open_case(desk, reference)
    expect(desk.locator("main")).to_contain_text("It is still on the path.")
    act(desk, "no_further_action", {"why_no_action": "gone", "action_note": "It had gone when we came back."})
    open_message(mail, demo, email, f"About your report: {reference}")
    assert "It had gone when we came back." in letter(mail)
