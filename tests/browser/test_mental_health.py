"""Can somebody ask for help in either language, leave at once, and be met by a person whom no score replaces?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.demonstration import Demonstration
from tests.browser.following import follow
from tests.browser.looking import Looked
from tests.browser.office import act, open_case, sign_in
from tests.browser.post import letter, open_message
from tests.browser.walking import Fields, address_steps, at_page, begin, check_fits, reference_on, send, walk
from tests.browser.windows import PHONE, Windows

SERVICE: Final = "mental-health-assessment"
EXIT: Final = ".govuk-exit-this-page__button"
NEUTRAL: Final = "https://www.bbc.co.uk/**"


def before(email: str, postcode: str, uprn: str) -> list[tuple[str, Fields]]:
    """Return the pages before the sixteen questions."""
    return [
        ("danger", {"danger": "no"}),
        ("who_for", {"who_for": "me"}),
        ("birth_date", {"birth_date-day": "17", "birth_date-month": "5", "birth_date-year": "1988"}),
        *(("home", fields) for _, fields in address_steps(postcode, uprn)),
        ("how_we_use", {}),
        ("who", {"name": "Robin Sampl"}),
        ("contact", {"contact_by": ["email"]}),
        ("contact_email", {"email": email}),
        ("gp", {"gp": "Example Surgery"}),
        ("talking", {"interpreter": "none"}),
        ("reason", {"reason": "I cannot sleep and I worry all day."}),
        ("people", {"has_carer": "no", "is_carer": "no", "children": "no"}),
        ("safe_home", {"safe_home": "safe"}),
        ("feelings", {}),
    ]


def scale(name: str, *values: int) -> list[tuple[str, Fields]]:
    """Return the pages of one scale."""
    return [(f"{name}_{number}", {f"{name}_{number}": str(value)}) for number, value in enumerate(values, 1)]


def visible_exit(page: Page) -> None:
    expect(page.locator(EXIT)).to_be_in_viewport()


def test_from_a_phone_in_welsh_to_its_end(windows: Windows, demo: Demonstration) -> None:
    phone, mail, desk = windows.open(size=PHONE, javascript=False), windows.open(), windows.open()
    email = "robin.sampl@example.org"
    reference = ask_in_welsh(phone, demo, email)
    open_message(mail, demo, email, reference)
    assert "iechyd" not in letter(mail)

    sign_in(desk, demo, "brynafon", role="lead")
    open_case(desk, reference)
    act(desk, "triage", {"urgency": "soon"})
    act(desk, "offer", meeting())
    open_message(mail, demo, email, "Amser i siarad")
    assert "Neuadd y Sir" in letter(mail)

    follow(phone, demo, "brynafon", reference, email)
    expect(phone.locator("main")).to_contain_text("Rydym wedi cynnig amser i chi")
    expect(phone.locator("main")).not_to_contain_text("PHQ")
    visible_exit(phone)
    check_fits(phone)
    phone.locator("main a[href$='/accept_time']").click()
    send(phone)
    expect(phone.locator("main")).to_contain_text("Mae gennych amser i siarad â ni")
    to_its_end(desk)
    open_message(mail, demo, email, "Rydym wedi gorffen")
    assert "iechyd" not in letter(mail)


def ask_in_welsh(phone: Page, demo: Demonstration, email: str) -> str:
    """Answer everything in Welsh, see the numbers, send it, and return the reference."""
    begin(phone, demo, "brynafon", SERVICE)
    visible_exit(phone)
    walk(phone, before(email, "ll232aa", "999904000003"))
    at_page(phone, "phq_1")
    visible_exit(phone)
    check_fits(phone)
    walk(phone, scale("phq", 2, 2, 2, 2, 2, 0, 0, 0, 0) + scale("gad", 2, 1, 1, 1, 1, 1, 1))
    walk(phone, [("difficulty", {"difficulty": "very"})])
    at_page(phone, "result")
    for said in ("10 o 27", "8 o 21", "Nid diagnosis yw hwn"):
        expect(phone.locator("main")).to_contain_text(said)
    check_fits(phone)
    walk(phone, [("result", {}), ("share", {"share": ["gp"]})])
    at_page(phone, "check")
    check_fits(phone)
    send(phone)
    visible_exit(phone)
    return reference_on(phone)


def to_its_end(desk: Page) -> None:
    """Meet the person, write the assessment up, agree a plan, and finish."""
    desk.reload()
    act(desk, "attended", {"doubt": "no"})
    expect(desk.locator("main")).to_contain_text("Cytuno ar gynllun")
    desk.locator("main a[href*='/tasks/assess']").first.click()
    send(
        desk,
        {
            "who_present": ["alone"],
            "met_how": "office",
            "needs": "Cysgu drwy'r nos.",
            "risk_self": "none",
            "risk_others": "none",
            "risk_details": "Mae'n dweud hynny, ac mae teulu o'i gwmpas.",
            "safety_plan": "yes",
            "adult_concern": "no",
            "child_concern": "no",
        },
    )
    later = date.today() + timedelta(days=30)
    act(
        desk,
        "agree_plan",
        {
            "plan": "Siarad unwaith yr wythnos.",
            "agreed_by": "person",
            "review_date-day": str(later.day),
            "review_date-month": str(later.month),
            "review_date-year": str(later.year),
            "carer_wants": "no",
        },
    )
    act(desk, "finish", {"how_it_went": "Yn well."})
    expect(desk.locator("main")).to_contain_text("Wedi gorffen gyda chynllun")


def meeting() -> Fields:
    day = date.today() + timedelta(days=7)
    return {
        "meet_date-day": str(day.day),
        "meet_date-month": str(day.month),
        "meet_date-year": str(day.year),
        "meet_time": "10:30",
        "meet_where": "Neuadd y Sir, gofynnwch am Pat",
    }


def test_question_9_brings_help_at_once_and_a_person_the_same_day(windows: Windows, demo: Demonstration) -> None:
    page, lead, officer = windows.open(), windows.open(), windows.open()
    email = "alex.sampl@example.org"
    begin(page, demo, "thornbridge", SERVICE)
    walk(page, before(email, "se282aa", "999901000003"))
    walk(page, scale("phq", 0, 0, 0, 0, 0, 0, 0, 0, 1))
    at_page(page, "crisis")
    for said in ("999", "116 123", "NHS 111", "SHOUT to 85258", "duty team"):
        expect(page.locator("main")).to_contain_text(said)
    page.route(NEUTRAL, elsewhere)  # where a browser lets it: the headless shell finds no such host instead
    with page.expect_request(NEUTRAL):
        page.locator(EXIT).click()
    page = page.context.new_page()
    page.goto(f"{demo.site('thornbridge')}/services/{SERVICE}/phq_9")
    expect(page.locator("main")).not_to_contain_text("Thoughts that")

    ((reference,),) = demo.sql(
        "select reference from cases_case c join contacts_person p on p.id = c.person_id "
        "where c.item = 'alert:at_risk' and c.answers->>'email' = %s",
        email,
    )
    sign_in(officer, demo, "thornbridge")
    officer.locator("#q").fill(reference)
    officer.locator("form:has(#q) button").click()
    expect(officer.locator("main")).to_contain_text("No cases")
    expect(officer.get_by_role("link", name=reference, exact=True)).to_have_count(0)
    sign_in(lead, demo, "thornbridge", role="lead")
    open_case(lead, reference)
    expect(lead.locator("main")).to_contain_text("Speak with the person today")


LOOKED_AT: Final = ("danger", "home", "how_we_use", "contact", "talking", "people", "feelings", "phq_1", "phq_8")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_its_pages_are_accessible(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked = windows.open(tested=True), Looked.in_turn(language)
    page.goto(f"{demo.site('brynafon')}/services/{SERVICE}?lang={language}")
    looked.at(page)
    page.locator(f"main a[href^='/services/{SERVICE}/']").first.click()
    steps = before(f"axe.{language}@example.org", "ll232aa", "999904000004")
    for where, fields in [*steps, *scale("phq", 1, 1, 1, 1, 1, 1, 1, 1, 1)]:
        at_page(page, where)
        if where in LOOKED_AT and "step" not in page.url:
            looked.at(page)
        send(page, fields)
    at_page(page, "crisis")
    looked.at(page)
    send(page)
    walk(page, scale("gad", 3, 3, 3, 3, 3, 3, 3))
    walk(page, [("difficulty", {"difficulty": "extremely"})])
    for where, fields in (("result", {}), ("share", {"share": ["nobody"]}), ("check", {})):
        at_page(page, where)
        looked.at(page)
        send(page, fields)
    at_page(page, "sent")
    looked.at(page)
    looked.check()


def elsewhere(route: Route) -> None:
    """Answer as the other site would, without leaving this machine."""
    route.fulfill(status=200, content_type="text/html", body="<title>Weather</title>")
