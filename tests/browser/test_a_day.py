"""Does a whole day at one council come out right, from the first call to what is deleted, unseen by any other council?

An agent takes a call, an officer brings ten cases of five services to their ends, a manager finds them in the figures,
whoever looks after records gives out a copy and deletes what is old. All pages are looked at; the pictures of
`docs/explanation/a-day.md` are taken here.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from base64 import b64decode
from dataclasses import dataclass

from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.dayscases import PEOPLE
from tests.browser.demonstration import Demonstration
from tests.browser.looking import Glimpsed
from tests.browser.office import act, open_case, sign_in
from tests.browser.post import letter, open_message
from tests.browser.screenshots import keep_screenshot
from tests.browser.test_calls import NAME, begin, bin_answers, complaint_answers, finish, serve
from tests.browser.test_freedom_of_information import write_answer
from tests.browser.test_records import dispose, give_out
from tests.browser.walking import send
from tests.browser.windows import DESKTOP, PHONE, Windows

COUNCIL, OTHER = "thornbridge", "stonemere"
CALLER = "ceri.day@example.org"
NEIGHBOUR = "Mrs Agnes Plumwhistle"
CLOSED = {
    "Contact the council": 4,
    "Report a missed bin collection": 1,
    "Report a problem in the street": 2,
    "Complain about the council": 2,
    "Ask for information that we hold": 1,
}
"""How many cases of each service the officer brings to their ends."""
PICTURE: ViewportSize = {"width": 1200, "height": 800}
Figures = dict[str, dict[str, str]]


_FETCH = """async address => {
    const answer = await fetch(address)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return [answer.status, btoa(Array.from(bytes, one => String.fromCharCode(one)).join(''))]
}"""


@dataclass
class Day:
    """Who works today, and on what.

    passed: what is seen of the ways of other tests, which look at every page of them. cases: references by what the
    cases are called here.
    """

    windows: Windows
    demo: Demonstration
    looked: Glimpsed
    passed: Glimpsed
    cases: dict[str, str]

    @property
    def site(self) -> str:
        return self.demo.site(COUNCIL)

    def staff(self, role: str, council: str = COUNCIL) -> Page:
        """Open a window for a member of staff."""
        page = self.windows.open(tested=True)
        sign_in(page, self.demo, council, role=role)
        return page

    def see(self, page: Page, picture: str = "", *, at: str = "header") -> None:
        """Look at a page, and keep a picture of it from the element ``at`` downwards."""
        self.looked.at(page)
        if picture:
            page.set_viewport_size(PICTURE)
            page.locator(at).first.evaluate("one => one.scrollIntoView()")
            keep_screenshot(page, f"day-{picture}")
            page.set_viewport_size(DESKTOP)


def test_a_day(windows: Windows, demo: Demonstration) -> None:
    looked, passed = Glimpsed("en"), Glimpsed("en", every=3)
    references = dict(line.split() for line in demo.run("tests.browser.dayscases", COUNCIL).splitlines())
    old = demo.run("tests.browser.oldcases", COUNCIL, "Perpetua Oldcase").strip()
    day = Day(windows, demo, looked, passed, references)
    manager, elsewhere = day.staff("manager"), day.staff("manager", OTHER)
    before, theirs = figures(manager), figures(elsewhere)

    take_the_call(day)
    work_through(day)
    read_figures(day, manager, before)
    give_a_copy(day, manager)
    delete_what_is_old(day, manager, old)
    assert figures(elsewhere) == theirs
    see_nothing_elsewhere(day, old)
    looked.check()
    passed.check()


def take_the_call(day: Day) -> None:
    """Report a bin and complain for one caller, in one call."""
    page, looked = day.staff("agent"), day.passed
    call = begin(page, day.demo, COUNCIL, looked)
    complaint = {**complaint_answers(CALLER), "who": {"name": NAME}, "contact_email": {"email": CALLER}}
    day.cases["bin"] = serve(page, looked, call, "missed-bin", bin_answers(COUNCIL, CALLER), "en")
    day.cases["crew"] = serve(page, looked, call, "complaints", complaint, "en")
    day.see(page, "call")
    finish(page, looked, call)


def work_through(day: Day) -> None:
    """Bring all ten cases to their ends: four as they are handed out, the others by their references."""
    page = day.staff("officer")
    page.goto(f"{day.site}/office/home")
    day.see(page, "my-work")
    ask_and_answer(day, page)
    write_on_paper(day, page)
    take_next(day, page, "hall")
    act(page, "answer", {"reply": "Yes, from nine to one."})
    take_next(day, page, "school")
    act(page, "close", {"reason": "not_ours"})
    streets(day, page)
    complaints(day, page)
    open_here(day, page, "bin")
    act(page, "collect", {})
    information(day, page)
    arrivals(day)


def take_next(day: Day, page: Page, name: str) -> None:
    """Take the next case, which is the one that is due first."""
    page.goto(f"{day.site}/office/home")
    page.locator("form[action$='/office/next'] button").click()
    expect(page).to_have_url(re.compile(f"/cases/{day.cases[name]}"))


def open_here(day: Day, page: Page, name: str) -> None:
    """Find a case by its reference."""
    page.goto(f"{day.site}/office/")
    open_case(page, day.cases[name])


def ask_and_answer(day: Day, page: Page) -> None:
    """Take a case, note what a neighbour said, ask the resident, and reply once they have answered."""
    take_next(day, page, "bench")
    day.see(page, "case")
    send(page, {"note": f"{NEIGHBOUR} said that it is the green one."})
    here = f"{day.site}/office/cases/{day.cases['bench']}"
    page.goto(f"{here}/ask")
    send(page, {"kind": "questions", "channel": "email", "language": "en"})
    send(page, {"text": "Dear {person.name}\n\nWe want to mend it.", "questions": "Which bench is it?", "days": "10",
                "limit": "escalate"})  # fmt: skip
    day.see(page, "ask")
    page.locator("button[value=send]").click()
    expect(page.locator("#asked")).to_be_attached()
    day.see(page)
    phone, mail = day.windows.open(size=PHONE, tested=True), day.windows.open()
    open_message(mail, day.demo, "lowri.fennimore@example.org", "We have questions for you")
    phone.goto(mail.locator(".letter a[href*='/asked/']").get_attribute("href") or "")
    day.looked.at(phone)
    phone.set_viewport_size(PHONE)
    keep_screenshot(phone, "day-asked")
    send(phone, {"q1": "The green one, by the ducks."})
    day.looked.at(phone)
    page.goto(here)
    expect(page.locator("main")).to_contain_text("The green one, by the ducks.")
    day.see(page, "answered", at="#letters")
    act(page, "answer", {"reply": "We will mend the green bench this week."})


def write_on_paper(day: Day, page: Page) -> None:
    """Write to somebody who has no e-mail, and look at the paper."""
    take_next(day, page, "market")
    here = f"{day.site}/office/cases/{day.cases['market']}"
    page.goto(f"{here}/write")
    send(page, {"channel": "letter", "language": "en", "begin": "blank"})
    send(page, {"subject": "The market", "body": "Dear {person.name}\n\nThe market is on:\n\n* Tuesday\n* Saturday"})
    day.see(page, "letter")
    page.locator("button[value=send]").click()
    expect(page.locator("#letters")).to_contain_text("The market")
    paper = page.locator("#letters a[href$='.pdf']").first.get_attribute("href") or ""
    assert fetched(page, paper)[1].startswith(b"%PDF")
    act(page, "answer", {"reply": "The market is on Tuesday and Saturday."})


def streets(day: Day, page: Page) -> None:
    """Plan and do what is to be done in the street."""
    open_here(day, page, "litter")
    act(page, "fix", {"resolution": "cleaned"})
    open_here(day, page, "bag")
    act(page, "no_further_action", {"why_no_action": "gone", "action_note": "It had gone when we came."})


def complaints(day: Day, page: Page) -> None:
    """Reply to the caller's complaint; what another person calls a complaint is none."""
    open_here(day, page, "crew")
    day.see(page, "complaint")
    act(page, "acknowledge", {"investigator": "Jo Field, manager", "understood": "Nobody came back for your bin."})
    act(page, "answer_1", {"outcome": "upheld", "reply": "The crew passed you by.", "remedies": ["apology"]})
    open_here(day, page, "noise")
    act(page, "not_a_complaint", {"instead": "We will ask the crew to come at seven."})


def information(day: Day, page: Page) -> None:
    """Write an answer, which somebody else must approve."""
    open_here(day, page, "baskets")
    act(page, "start", {"topic": "finance", "regime": "foi"})
    answer = {"outcome": "released", "reply": "They cost £900.", "decided_by": "Pat Sample", "publish": "no"}
    write_answer(page, [answer, {"why_not_published": "It is published already."}])
    lead = day.staff("lead")
    open_here(day, lead, "baskets")
    act(lead, "approve", {})


def arrivals(day: Day) -> None:
    """See that each case ended with a message, and what some of them say."""
    mail = day.windows.open()
    for to, subject, words in (
        ("cosmo.ardley@example.org", "Our reply to your message", "Yes, from nine to one."),
        ("greta.osborne@example.org", f"Fixed: {day.cases['litter']}", "We cleaned it"),
        (CALLER, "Our reply to your complaint", "The crew passed you by."),
        ("idris.vantage@example.org", "Our answer to your request", "They cost £900."),
    ):
        open_message(mail, day.demo, to, subject)
        assert words in letter(mail)
    ended = day.demo.sql(
        "select c.reference, c.phase, count(m.id) from cases_case c join cases_message m on m.case_id = c.id "
        "where c.reference = any(%s) group by 1, 2",
        list(day.cases.values()),
    )
    assert len(ended) == 10
    assert {phase for _, phase, _ in ended} == {"closed"}
    assert min(count for _, _, count in ended) >= 2


def fetched(page: Page, address: str) -> tuple[int, bytes]:
    """Return what an address of the page's own site answers: its status and the file."""
    status, encoded = page.evaluate(_FETCH, address)
    return int(status), b64decode(encoded)


def figures(page: Page) -> Figures:
    """Return the manager's table of services, by service and heading."""
    status, file = fetched(page, "/office/figures/services.csv")
    assert status == 200
    heads, *rows = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    return {row[0]: dict(zip(heads[1:], row[1:], strict=True)) for row in rows}


def read_figures(day: Day, manager: Page, before: Figures) -> None:
    """See that ten more are closed, go to the cases behind a number, and download the table."""
    manager.goto(f"{day.site}/office/figures")
    day.see(manager, "figures")
    with manager.expect_download() as taken:
        manager.locator("a[href*='/figures/services.csv']").click()
    assert taken.value.suggested_filename.startswith(COUNCIL)
    after = figures(manager)
    none = {"Closed": "0"}
    closed = {name: int(row["Closed"]) - int(before.get(name, none)["Closed"]) for name, row in after.items()}
    assert {name: number for name, number in closed.items() if number} == CLOSED
    manager.locator("main a[href*='pattern=freedom-of-information'][href*='phase=closed']").first.click()
    expect(manager.locator("main")).to_contain_text(day.cases["baskets"])
    day.see(manager, "drilled")


def give_a_copy(day: Day, manager: Page) -> None:
    """Give somebody all that is known of them, and nothing of their neighbour."""
    records = day.staff("records")
    give_out(records, manager, day.passed, f"{day.site}/office/cases/{day.cases['bench']}")
    day.see(manager, "copy")
    file = manager.locator("a[href$='/file']").get_attribute("href") or ""
    status, pack = fetched(records, file)
    assert status == 200
    with zipfile.ZipFile(io.BytesIO(pack)) as folder:
        everything = "\n".join(folder.read(name).decode("utf-8", "replace") for name in folder.namelist())
    assert "The green one, by the ducks." in everything
    for nobody in (NEIGHBOUR, "Plumwhistle", *(name for name in PEOPLE if name != "Lowri Fennimore")):
        assert nobody not in everything


def delete_what_is_old(day: Day, manager: Page, old: str) -> None:
    """Propose what is due, have somebody else approve it, and print the certificate."""
    records = day.staff("records")
    dispose(records, manager, day.passed, day.site, "")
    manager.locator("h1").wait_for()
    day.see(manager, "certificate")
    records.goto(f"{day.site}/office/cases/{old}")
    expect(records.locator("main")).not_to_contain_text("Perpetua Oldcase")


def see_nothing_elsewhere(day: Day, old: str) -> None:
    """Look for all of it at another council, as three of its staff."""
    site, references = day.demo.site(OTHER), [*day.cases.values(), old]
    for role in ("officer", "manager"):
        page = day.staff(role, OTHER)
        for reference in references:
            assert fetched(page, f"/office/cases/{reference}")[0] == 404
            status, found = fetched(page, f"/office/?q={reference}")
            assert status == 200
            assert f"/cases/{reference}".encode() not in found
        for name in (*PEOPLE, NAME):
            for where in ("people", ""):
                page.goto(f"{site}/office/{where}?q={name}")
                assert not page.locator("main tbody tr").count(), f"{name} is found at {OTHER}"
        day.see(page, "elsewhere" if role == "officer" else "")
    page = day.staff("records", OTHER)
    for where in ("records", "records/disposals", "records/packs", "records/holds"):
        page.goto(f"{site}/office/{where}")
        words = page.locator("main").inner_text()
        for mine in (*references, "Lowri Fennimore", "Perpetua Oldcase"):
            assert mine not in words
