"""How does somebody see how far we have got with what they sent, and do something about it?"""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.walking import Fields, at_page, send


def follow(page: Page, demo: Demonstration, council: str, reference: str, email: str) -> None:
    """Open what is known of a case with its reference, and the code that is sent to an email address."""
    page.goto(demo.site(council) + "/track")
    send(page, {"reference": reference, "to": email})
    at_page(page, "track/code")
    send(page, {"code": code_for(demo, email)})
    expect(page.locator("main")).to_contain_text(reference)


def code_for(demo: Demonstration, email: str) -> str:
    """Return the newest code that was promised to an address, before its mail comes."""
    ((code,),) = demo.sql(
        "select payload->>'code' from record_outbox where kind = 'access_code' and lower(payload->>'to') = lower(%s) "
        "order by id desc limit 1",
        email,
    )
    return str(code)


def today(demo: Demonstration) -> dict[str, str]:
    """Return the parts of today's date in London."""
    ((day, month, year),) = demo.sql(
        "select extract(day from d)::int, extract(month from d)::int, extract(year from d)::int "
        "from (select (now() at time zone 'Europe/London')::date as d) as today"
    )
    return {"day": str(day), "month": str(month), "year": str(year)}


def step(page: Page, transition: str, fields: Fields | None = None) -> None:
    """Do something about the case that is followed."""
    page.locator(f"main a[href$='/{transition}']").click()
    send(page, fields)


def attach(page: Page, question: str) -> None:
    """Add a picture to a question for files, and see that it is there."""
    picture: FilePayload = {"name": "bin.png", "mimeType": "image/png", "buffer": PICTURE}
    page.locator(f"[name='{question}-file']").set_input_files(picture)
    page.locator(f"button[name='{question}-upload']").click()
    page.get_by_text("bin.png").first.wait_for()


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""The smallest PNG."""
