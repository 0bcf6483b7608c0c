"""Is every kind of page accessible, in both languages, wide and narrow, as it is first seen, wrong, empty and done?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from tests.browser.demonstration import Demonstration
from tests.browser.following import code_for
from tests.browser.looking import Looked
from tests.browser.office import open_case, sign_in
from tests.browser.post import link_in_letter, open_message
from tests.browser.walking import at_page, contact_steps, reference_on, send, walk
from tests.browser.windows import Windows

NO_PAGES = {
    "look",
    "chat_lines",
    "chat_save",
    "calendar",
    "given_file",
    "file_link",
    "collections",
    "booking_feed",
    "restart",
    "open_saved",
    "resident_move",
    "leave",
    "leave_test",
    "try",
    "uploads",
    "upload",
    "later_uploads",
    "later_upload",
    "sign_in_for_with",
    "resident_sign_out",
    "resident_sign_out_everywhere",
    "my_download",
    "resident_sign_in_with",
    "resident_return",
}
WALKED_ELSEWHERE = {
    "chat",
    "chat_talk",
    "tasks",
    "sign_in_for",
    "item_page",
    "remove_item",
    "follow",
    "pay",
    "paid",
    "practice_payment",
    "pay_hook",
    "appointment",
    "disclosure",
    "my",
    "resident_sign_in",
    "resident_link",
    "enter_code",
    "my_details",
    "my_record",
    "unfinished",
    "receipt",
    "asked",
    "asked_of",
    "handed",
    "shared_file",
    "write",
    "rate",
    "copy",
}
"""Pages that only some services have: the walks of those services come to them."""
NO_OFFICE_PAGES = {
    "office-figures-file", "office-records-pack-file", "office-sign-out", "office-note", "office-assignment",
    "office-sign-in-with", "office-sign-in-return", "office-purpose",
}  # fmt: skip
CALLS = {
    "office-calls", "office-call-begin", "office-calls-settings", "office-call", "office-caller", "office-caller-check",
    "office-call-serve", "office-call-link", "office-call-case", "office-call-finish", "office-call-read",
    "office-call-journey", "office-call-figures",
}  # fmt: skip
"""Pages of a call, which test_calls.py looks at."""
CHATS = {
    "office-chats", "office-chats-settings", "office-chat", "office-chat-take", "office-chat-lines", "office-chat-link",
    "office-chat-pass", "office-chat-see-to", "office-chats-all",
}  # fmt: skip
"""Pages of chats: test_chat.py looks at them; one is an act, one a file."""
PEOPLE = {
    "office-people", "office-person", "office-person-details", "office-person-preferences", "office-person-warn",
    "office-person-join", "office-person-readers", "office-relationship-add", "office-relationship-end",
    "office-matches", "office-match", "office-merge", "office-warnings", "office-warning", "office-organisation",
    "office-organisation-add", "office-organisation-details", "office-property", "office-property-warn",
    "office-party-add", "office-party-end", "office-weights", "office-join",
}  # fmt: skip
"""Pages of people, organisations and properties: test_people.py walks them."""
LETTERS = {
    "office-write", "office-ask", "office-errand-new", "office-errand", "office-tray", "office-stray",
    "office-templates", "office-template-new", "office-template", "office-post", "office-read", "office-paper",
    "office-came-back", "office-ask-cancel",
}  # fmt: skip
"""Letters, requests and tasks of officers: test_letters.py walks them; the last five are acts and files."""
LISTS = {
    "office-home", "office-next", "office-tasks", "office-decline", "office-list-file", "office-views",
    "office-view-new", "office-view", "office-view-drop", "office-bulk", "office-bulk-act", "office-bulk-do",
    "office-bulk-result", "office-bulk-undo", "office-rules", "office-rule-new", "office-rule", "office-absences",
    "office-absence-drop", "office-rota-officer", "office-rule-drop",
}  # fmt: skip
"""Finding and sharing work: test_lists.py walks them; some are acts and files."""
RECORDS = {
    "office-records", "office-records-rule", "office-records-longer", "office-records-runs", "office-records-run",
    "office-records-certificate", "office-records-holds", "office-records-hold", "office-records-packs",
    "office-records-pack", "office-records-part", "office-records-boxes", "office-records-new-pack",
    "office-records-new-hold", "office-person-rights", "office-restrict", "office-use", "office-records-uses",
}  # fmt: skip
"""Pages of disposal, holds, packs and restricted use: test_records.py walks them."""
TOGETHER = {
    "office-arrange", "office-watch", "office-note-change", "office-again", "office-link", "office-unlink",
    "office-merge", "office-unmerge", "office-proposal", "office-answers", "office-correct", "office-version",
    "office-service", "office-split", "office-approvals", "office-mine", "office-address",
}  # fmt: skip
"""Pages of officers who work together, which test_working_together.py looks at."""
WALKED_IN_THE_OFFICE = {
    *RECORDS,
    *LISTS,
    *LETTERS,
    "office-task",
    "office-tests",
    "office-payment",
    "office-payment-back",
    "office-difference",
    "office-difference-booking",
    "office-takings-file",
    "office-refund",
    "office-refund-done",
    "office-document",
    "office-map",
    *CALLS,
    *CHATS,
    *PEOPLE,
    "office-rights-new",
    "office-rights-again",
    "office-invitation",
    "office-rights-staff",
    "office-rights-member",
    "office-rights-add",
    "office-rights-leave",
    "office-rights-take",
    "office-rights-review",
    "office-rights-roles",
    "office-rights-audit",
    "office-rights-audit-file",
    "office-rights-glass",
    "office-rights-open",
    "office-rights-glass-review",
    "office-hidden",
    "office-own",
    "office-own-end",
    *TOGETHER,
    "office-sending",
}
MISSED, CONTACT = "/services/missed-bin", "/services/contact-the-council"


def in_language(page: Page, site: str, language: str) -> None:
    """Choose a language, as the switch does."""
    page.goto(f"{site}/?lang={language}")


def routes(urlconf: str, prefix: str) -> Iterable[URLPattern]:
    """Return the routes of a site: those below ``prefix``, or all but the office's."""
    for site in get_resolver(urlconf).url_patterns:
        assert isinstance(site, URLResolver)
        if str(site.pattern) == prefix:
            for route in site.url_patterns:
                assert isinstance(route, URLPattern)
                yield route


def not_seen(looked: Looked, urlconf: str, prefix: str = "") -> set[str]:
    """Return the names of the site's routes at which no page was looked at."""
    resolver = get_resolver(urlconf)
    seen = {resolver.resolve(address).view_name for address in looked.addresses if not address.endswith("nowhere")}
    return {str(route.name) for route in routes(urlconf, prefix)} - seen


HOUSE = "999904000010"
"""Of Brynafon's stories: its bins can be reported on every day of the year, and no other test reports them."""


@pytest.mark.parametrize("language", ["en", "cy"])
def test_residents_pages(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site("brynafon")
    in_language(page, site, language)
    for address in (
        "/",
        "/track",
        "/bin-day",
        "/accessibility",
        "/privacy",
        "/cookies",
        "/contact",
        "/terms",
        "/disclosures",
        "/status",
        "/nowhere",
        MISSED,
    ):
        page.goto(site + address)
        looked.at(page)
    email = f"seen.{language}@example.org"
    look_at_questions(page, looked, site)
    look_at_ends(page, looked, demo, site, email)
    look_at_saving(windows, page, looked, site, email, demo)
    look_at_bin_days(page, looked, site)
    looked.check()
    assert not_seen(looked, "commonhall.config.urls_council") <= NO_PAGES | WALKED_ELSEWHERE


def test_a_page_that_cannot_be_read_is_found_out(windows: Windows, demo: Demonstration) -> None:
    page, looked = windows.open(tested=True), Looked("cy")
    page.goto(demo.site("stonemere") + "/track")
    page.evaluate("""() => {
        document.querySelector('main h1').style.color = '#eeeeee'
        document.querySelector('main').insertAdjacentHTML('beforeend', '<h1 style="width:900px">Twice</h1>')
    }""")
    looked.at(page)
    found = "\n".join(looked.wrong)
    for wrong in ("color-contrast", "2 main headings", "not 'cy'", "pixels too wide"):
        assert wrong in found


def wrong_then(page: Page, looked: Looked, fields: dict[str, Any], wrong: dict[str, Any] | None = None) -> None:
    """Look at a page, at the same page in error, and go on."""
    looked.at(page)
    send(page, wrong)
    looked.at(page)
    send(page, fields)


def look_at_questions(page: Page, looked: Looked, site: str) -> None:
    """Look at the pages that ask something, and at their errors."""
    page.goto(site + MISSED + "/where")
    wrong_then(page, looked, {"property-postcode": "LL23 9ZZ"})
    looked.at(page)
    page.goto(site + MISSED + "/where?step=manual")
    looked.at(page)
    send(page)
    looked.at(page)
    page.goto(site + MISSED + "/where")
    send(page, {"property-postcode": "LL23 2AA"})
    wrong_then(page, looked, {"property-uprn": HOUSE})
    at_page(page, "which")
    first = page.locator("[name=collections]").first.get_attribute("value") or ""
    wrong_then(page, looked, {"collections": [first]})
    at_page(page, "where_left")
    wrong_then(page, looked, {"where_left": "By the gate"}, {"where_left": "x" * 300})
    at_page(page, "who")
    wrong_then(page, looked, {"name": "Ffion Garside"})
    at_page(page, "contact")
    wrong_then(page, looked, {"contact_by": ["email", "phone"]})
    at_page(page, "contact_email")
    wrong_then(page, looked, {"email": "seen@example.org"}, {"email": "nobody"})
    at_page(page, "contact_phone")
    wrong_then(page, looked, {"phone": "07700 900123"})
    at_page(page, "check")
    looked.at(page)


def look_at_ends(page: Page, looked: Looked, demo: Demonstration, site: str, email: str) -> None:
    """Look at every way in which a journey ends, and at what comes after."""
    page.goto(site + CONTACT + "/about")
    walk(page, contact_steps(email))
    other = page.context.new_page()
    for window in (page, other):
        window.goto(site + CONTACT + "/who?change=1")
    send(other, {"name": "Another Name"})
    other.close()
    send(page, {"name": "One Name"})
    looked.at(page)
    page.goto(site + CONTACT + "/check")
    send(page)
    reference = reference_on(page)
    looked.at(page)
    page.goto(site + CONTACT + "/who")
    looked.at(page)
    page.goto(site + CONTACT + "/feedback")
    wrong_then(page, looked, {"score": "4"})
    looked.at(page)
    page.goto(site + "/track")
    send(page)
    looked.at(page)
    send(page, {"reference": reference, "to": email})
    wrong_then(page, looked, {"code": code_for(demo, email)}, {"code": "000000"})
    looked.at(page)
    page.goto(site + MISSED + "/where?new=1")
    send(page, {"property-postcode": "LL23 2AA"})
    send(page, {"property-uprn": "999904000008"})
    at_page(page, "outcome")
    looked.at(page)


def look_at_saving(windows: Windows, page: Page, looked: Looked, site: str, email: str, demo: Demonstration) -> None:
    """Look at the pages that keep answers for later, and at answers that are lost."""
    page.goto(site + CONTACT + "/about?new=1")
    send(page, {"topic": "other"})
    at_page(page, "your_message")
    looked.at(page)
    page.goto(site + CONTACT)
    looked.at(page)
    page.goto(site + CONTACT + "/save")
    wrong_then(page, looked, {"email": f"later.{email}"})
    looked.at(page)
    mail = windows.open()
    open_message(mail, demo, f"later.{email}", "")
    page.goto(link_in_letter(mail))
    looked.at(page)
    page.context.clear_cookies(path=CONTACT)
    page.goto(site + CONTACT + "/your_message")
    looked.at(page)


def look_at_bin_days(page: Page, looked: Looked, site: str) -> None:
    """Look at bin days: the look-up, its errors, and a property."""
    page.goto(site + "/bin-day")
    send(page)
    looked.at(page)
    send(page, {page.locator("form#questions input[type=text]").first.get_attribute("name") or "": "LL23 2AA"})
    at_page(page, "choose")
    looked.at(page)
    page.goto(site + "/property/999904000001")
    looked.at(page)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_offices_pages(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site("brynafon")
    in_language(page, site, language)
    page.goto(site + "/office/sign-in")
    wrong_then(page, looked, {"email": "nobody@example.org", "password": "wrong"})
    looked.at(page)
    sign_in(page, demo, "brynafon", role="lead")
    for address in (
        "/office/",
        "/office/?q=nothing+is+called+this",
        "/office/deliveries",
        "/office/linked-systems",
        "/office/calendars",
        "/office/begin",
        "/office/team",
        "/office/figures",
        "/office/money",
        "/office/cases/nowhere",
    ):
        page.goto(site + address)
        looked.at(page)
    ((reference,),) = demo.sql(
        "select c.reference from cases_case c join councils_council t on t.id = c.council_id "
        "where t.slug = 'brynafon' and c.pattern = 'contact-the-council' and c.state = 'received' limit 1"
    )
    page.goto(site + "/office/")
    open_case(page, reference)
    wrong_then(page, looked, {"note": "Seen."})
    looked.at(page)
    for transition in page.locator("a[href*='/actions/']").evaluate_all("all => all.map(one => one.href)"):
        page.goto(transition)
        looked.at(page)
    send(page)
    looked.at(page)
    looked.check()
    assert not_seen(looked, "commonhall.config.urls_council", "office/") <= NO_OFFICE_PAGES | WALKED_IN_THE_OFFICE


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_sectors_pages(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site()
    in_language(page, site, language)
    pages = ("/", "/patterns/missed-bin", "/patterns/contact-the-council", "/councils", "/accessibility", "/privacy",
             "/cookies", "/language", "/nowhere")  # fmt: skip
    for address in pages:
        page.goto(site + address)
        looked.at(page)
    looked.check()
    files = {"sector_look", "sector_robots", "sector_security", "sector_schema", "sector_pattern_yaml",
             "sector_pattern_json", "sector_version_yaml", "sector_version_json"}  # fmt: skip
    assert not_seen(looked, "commonhall.config.urls_sector") <= files
