"""What happens to answers that are wrong, changed, sent twice, or typed in two windows?"""

from __future__ import annotations

import re
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.walking import (
    address_steps,
    answer,
    at_page,
    begin,
    contact_steps,
    form_button,
    reference_on,
    send,
    walk,
)
from tests.browser.windows import Windows

SERVICE = "/services/contact-the-council"


def cases_of(demo: Demonstration, email: str) -> list[str]:
    """Return the references of the cases of the person with this address."""
    found = demo.sql(
        "select c.reference from cases_case c join contacts_person p on p.id = c.person_id where p.email = %s", email
    )
    return [str(reference) for (reference,) in found]


def test_an_error_is_summed_up_linked_and_said_beside_the_question(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "fallowdale", "contact-the-council")
    send(page)
    expect(page).to_have_title(re.compile("^Error: "))
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    expect(page.locator("[tabindex='-1']:focus")).to_contain_text("There is a problem")
    summary.get_by_role("link", name="Select what it is about").click()
    expect(page.locator("[name=topic]").first).to_be_focused()
    expect(page.get_by_role("group")).to_contain_text("Select what it is about")


def test_what_was_typed_wrongly_is_shown_again(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "fallowdale", "contact-the-council")
    walk(page, contact_steps("not an address")[:-1])
    at_page(page, "contact_email")
    expect(page.locator("[name=email]")).to_have_value("not an address")
    expect(page.get_by_role("alert")).to_contain_text("Enter an email address in the correct format")


def test_the_back_link_leads_to_the_page_before(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "fallowdale", "contact-the-council")
    walk(page, contact_steps("back@example.org")[:4])
    at_page(page, "who")
    back = page.get_by_role("link", name="Back", exact=True)
    for where in ("place", "files", "your_message", "about", "contact-the-council"):
        back.click()
        at_page(page, where)
    page.goto(demo.site("fallowdale") + SERVICE + "/about")
    expect(page.locator("[name=topic][value=other]")).to_be_checked()


def test_the_browsers_own_back_button_and_another_answer_are_an_ordinary_change(
    page: Page, demo: Demonstration
) -> None:
    begin(page, demo, "fallowdale", "contact-the-council")
    walk(page, contact_steps("twice@example.org", message="First words")[:2])
    at_page(page, "files")
    page.go_back()
    at_page(page, "your_message")
    expect(page.locator("[name=message]")).to_have_value("First words")
    send(page, {"message": "Second words"})
    walk(page, contact_steps("twice@example.org")[2:])
    at_page(page, "check")
    expect(page.locator("main")).to_contain_text("Second words")
    expect(page.locator("main")).not_to_contain_text("First words")


def test_an_answer_is_changed_from_check_your_answers(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "fallowdale", "contact-the-council")
    walk(page, contact_steps("change@example.org"))
    at_page(page, "check")
    page.locator("a[href*='/who?change=1']").click()
    expect(page.locator("[name=name]")).to_have_value("Ffion Garside")
    send(page, {"name": "Ffion Marsh"})
    at_page(page, "check")
    expect(page.locator("main")).to_contain_text("Ffion Marsh")
    expect(page.locator("main")).not_to_contain_text("Garside")


def test_an_answer_that_leaves_the_route_is_not_sent_and_comes_back_with_it(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "fallowdale", "contact-the-council")
    walk(page, contact_steps("parked@example.org"))
    page.locator("a[href*='/contact?change=1']").click()
    page.locator("[name=contact_by][value=email]").uncheck()
    send(page, {"contact_by": ["phone"]})
    at_page(page, "contact_phone")
    send(page, {"phone": "07700 900123"})
    at_page(page, "check")
    expect(page.locator("main")).not_to_contain_text("parked@example.org")
    page.locator("a[href*='/contact?change=1']").click()
    send(page, {"contact_by": ["email"]})
    at_page(page, "check")
    expect(page.locator("main")).to_contain_text("parked@example.org")


def test_a_page_ahead_of_the_answers_leads_back_to_where_they_stop(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "fallowdale", "contact-the-council")
    walk(page, contact_steps("ahead@example.org")[:3])
    page.goto(demo.site("fallowdale") + SERVICE + "/contact")
    at_page(page, "place")
    page.goto(demo.site("fallowdale") + SERVICE + "/check")
    at_page(page, "place")


def test_two_presses_of_the_button_send_once(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "fallowdale", "contact-the-council")
    walk(page, contact_steps("impatient@example.org"))
    at_page(page, "check")
    form_button(page).dblclick()
    reference = reference_on(page)
    assert cases_of(demo, "impatient@example.org") == [reference]


def test_the_same_post_at_the_same_moment_sends_once(windows: Windows, demo: Demonstration) -> None:
    page = windows.open(javascript=False)
    begin(page, demo, "fallowdale", "contact-the-council")
    walk(page, contact_steps("parallel@example.org"))
    at_page(page, "check")
    press = _the_post_of(page, demo)
    ends: list[str] = []
    posts = [threading.Thread(target=lambda: ends.append(press())) for _ in range(4)]
    for post in posts:
        post.start()
    for post in posts:
        post.join()
    assert len(ends) == 4
    assert all(end.endswith("/sent") for end in ends), ends
    send(page)
    reference = reference_on(page)
    assert cases_of(demo, "parallel@example.org") == [reference]


def _the_post_of(page: Page, demo: Demonstration) -> Callable[[], str]:
    """Return what sends the form of the page past the browser, and says where it leads."""
    fields = {one: page.locator(f"form#questions [name={one}]").input_value() for one in ("csrfmiddlewaretoken",)}
    cookies = "; ".join(f"{each.get('name')}={each.get('value')}" for each in page.context.cookies(page.url))
    host = urllib.parse.urlsplit(page.url).netloc
    request = urllib.request.Request(
        page.url.replace(host, f"127.0.0.1:{demo.port}"),
        data=urllib.parse.urlencode(fields).encode(),
        headers={"Host": host, "Cookie": cookies, "Origin": f"http://{host}"},
    )
    opener = urllib.request.build_opener(_Stays)

    def press() -> str:
        with opener.open(request, timeout=20) as answered:
            return str(answered.headers.get("Location", answered.status))

    return press


class _Stays(urllib.request.HTTPRedirectHandler):
    """Does not follow: where a redirect leads is the answer."""

    def http_error_303(self, req, fp, code, msg, headers):  # type: ignore[no-untyped-def]  # as urllib calls it
        """Take the redirect itself for the answer."""
        return fp


def test_the_confirmation_stays_when_it_is_loaded_again(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "fallowdale", "contact-the-council")
    walk(page, contact_steps("refresh@example.org"))
    send(page)
    reference = reference_on(page)
    page.reload()
    assert reference_on(page) == reference
    page.goto(demo.site("fallowdale") + SERVICE + "/who")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have already sent this")
    expect(page.locator("main")).to_contain_text(reference)
    page.go_back()
    assert reference_on(page) == reference
    assert cases_of(demo, "refresh@example.org") == [reference]


def test_two_windows_on_one_page_are_asked_which_answer_counts(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "fallowdale", "contact-the-council")
    walk(page, contact_steps("windows@example.org"))
    other = page.context.new_page()
    for window in (page, other):
        window.goto(demo.site("fallowdale") + SERVICE + "/who")
    send(other, {"name": "Saved First"})
    send(page, {"name": "Typed Second"})
    expect(page.locator("main")).to_contain_text("Saved First")
    expect(page.locator("main")).to_contain_text("Typed Second")
    page.locator("main button[value=typed]").click()
    page.goto(demo.site("fallowdale") + SERVICE + "/check")
    expect(page.locator("main")).to_contain_text("Typed Second")


def test_two_windows_on_different_pages_both_count(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "fallowdale", "contact-the-council")
    walk(page, contact_steps("merge@example.org"))
    other = page.context.new_page()
    page.goto(demo.site("fallowdale") + SERVICE + "/who")
    other.goto(demo.site("fallowdale") + SERVICE + "/your_message")
    send(other, {"message": "From the second window"})
    send(page, {"name": "From The First"})
    page.goto(demo.site("fallowdale") + SERVICE + "/check")
    expect(page.locator("main")).to_contain_text("From the second window")
    expect(page.locator("main")).to_contain_text("From The First")


def test_an_answered_property_is_replaced_and_what_hung_on_it_is_asked_again(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "thornbridge", "missed-bin")
    walk(page, address_steps("SE28 2AA", "999901000001"))
    at_page(page, "which")
    answer(page, {"collections": [page.locator("[name=collections]").first.get_attribute("value") or ""]})
    send(page)
    walk(page, [("who", {"name": "Ffion Garside"}), ("contact", {"contact_by": ["email"]})])
    send(page, {"email": "moved@example.org"})
    at_page(page, "check")
    page.locator("a[href*='/where?change=1']").first.click()
    send(page, {"property-postcode": "SE28 2AA"})
    send(page, {"property-uprn": "999901000009"})
    at_page(page, "which")
    expect(page.locator("main")).to_contain_text("You changed an earlier answer")
