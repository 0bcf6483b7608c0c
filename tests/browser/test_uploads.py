"""Can somebody add files with and without scripts, over a connection that breaks, and is a virus refused?"""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, Route, expect

from commonhall.capabilities.scanning.port import TEST_FILE
from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.walking import at_page, begin, contact_steps, reference_on, send, walk
from tests.browser.windows import Windows
from tests.contracts.files.samples import PDF, jpeg


def file_of(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def at_files(page: Page, demo: Demonstration, email: str) -> None:
    begin(page, demo, "thornbridge", "contact-the-council")
    walk(page, contact_steps(email)[:2])
    at_page(page, "files")


def upload(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(file_of(name, content))
    page.get_by_role("button", name="Upload").click()


def test_a_file_gets_there_while_what_was_typed_and_the_page_stay(page: Page, demo: Demonstration) -> None:
    at_files(page, demo, "files@example.org")
    page.evaluate("() => { window.stayed = true }")
    upload(page, "bill.pdf", PDF)
    expect(page.locator(".ch-files")).to_contain_text("bill.pdf (1KB)")
    expect(page.locator(".ch-files")).to_be_focused()
    upload(page, "hole.jpg", jpeg(size=(3000, 2000)))
    expect(page.locator(".ch-files")).to_contain_text("hole.jpg")
    upload(page, "bad.pdf", PDF + TEST_FILE)
    expect(page.get_by_role("alert")).to_contain_text("The selected file contains a virus")
    expect(page).to_have_title("Error: " + page.title().removeprefix("Error: "))
    assert page.evaluate("() => window.stayed"), "the page was loaded anew"
    send(page)
    walk(page, contact_steps("files@example.org")[3:])
    expect(page.locator("main")).to_contain_text("bill.pdf (1KB)")
    send(page)
    reference = reference_on(page)
    kept = demo.sql(
        "select d.name, d.type, d.standing from journeys_document d join cases_case c on c.id = d.case_id"
        " where c.reference = %s order by d.name",
        reference,
    )
    assert kept == [("bill.pdf", "application/pdf", "clean"), ("hole.jpg", "image/jpeg", "clean")]
    stored = [path for path in (demo.data / "store" / "thornbridge-files").iterdir() if path.is_file()]
    assert stored
    assert not any(b"%PDF" in path.read_bytes() for path in stored)


def test_a_connection_that_breaks_loses_nothing(page: Page, demo: Demonstration) -> None:
    at_files(page, demo, "broken@example.org")
    tries: list[str] = []

    def break_off(route: Route) -> None:
        if route.request.method == "POST" and len(tries) < 1:
            tries.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/services/**", break_off)
    upload(page, "bill.pdf", PDF)
    expect(page.locator("[data-upload-sending] [role=status]")).to_have_text(
        "The connection is lost. We are trying again."
    )
    expect(page.locator(".ch-files")).to_contain_text("bill.pdf (1KB)")
    assert len(tries) == 1


LARGE = PDF + bytes(range(256)) * 8000


def over_a_bad_line(route: Route, offsets: list[int]) -> None:
    """Lose the third part that is sent, and after the fifth everything. offsets: where each part began."""
    request = route.request
    if request.method == "PATCH":
        offsets.append(int(request.headers["upload-offset"]))
    if len(offsets) > 5 or (request.method == "PATCH" and len(offsets) == 3):
        route.abort("internetdisconnected")
    else:
        route.continue_()


def test_a_large_file_goes_on_where_the_connection_broke_and_after_the_page_was_loaded_anew(
    windows: Windows, demo: Demonstration
) -> None:
    page = windows.open(tested=True)
    at_files(page, demo, "large@example.org")
    upload(page, "first.pdf", PDF)
    expect(page.locator(".ch-files")).to_contain_text("first.pdf")
    offsets: list[int] = []
    page.route("**/uploads**", lambda route: over_a_bad_line(route, offsets))
    upload(page, "large.pdf", LARGE)
    said = page.locator("[data-upload-sending] [role=status]")
    expect(said).to_have_text("The connection is lost. We are trying again.")
    page.wait_for_function("() => document.querySelector('.ch-upload__bar').value >= 45", timeout=10_000)
    expect(said).to_have_text("The connection is lost. We are trying again.", timeout=10_000)
    assert offsets[:4] == [0, 262_144, 524_288, 524_288], "it goes on with the part that did not arrive"
    page.unroute("**/uploads**")
    page.reload()
    expect(page.locator("main")).to_contain_text("large.pdf (2MB)")
    expect(page.locator("main")).to_contain_text("51% uploaded")
    looked = Looked("en")
    looked.at(page)
    assert looked.wrong == []
    again: list[int] = []
    page.on(
        "request",
        lambda request: again.append(int(request.headers["upload-offset"])) if request.method == "PATCH" else None,
    )
    upload(page, "large.pdf", LARGE)
    expect(page.get_by_role("list", name="Files added")).to_contain_text("large.pdf (2MB)")
    expect(page.locator("main")).not_to_contain_text("% uploaded")
    assert again[0] == 1_048_576, "what was there already is not sent again"
    kept = demo.sql("select size, standing from journeys_document where name = 'large.pdf'")
    assert kept == [(len(LARGE), "clean")]
    assert demo.sql("select count(*) from journeys_upload_part") == [(0,)]


def test_a_chosen_file_goes_with_continue_too(page: Page, demo: Demonstration) -> None:
    at_files(page, demo, "continue@example.org")
    page.locator("input[type=file]").set_input_files(file_of("bill.pdf", PDF))
    send(page)
    at_page(page, "place")
    page.go_back()
    expect(page.locator(".ch-files")).to_contain_text("bill.pdf (1KB)")


def test_without_scripts_one_file_a_post_does_as_well(windows: Windows, demo: Demonstration) -> None:
    page = windows.open(javascript=False)
    at_files(page, demo, "plain@example.org")
    expect(page.locator("[data-upload-sending]")).to_be_hidden()
    upload(page, "bill.pdf", PDF)
    expect(page.locator(".ch-files")).to_contain_text("bill.pdf (1KB)")


def test_while_the_store_is_down_the_page_says_so_and_is_as_every_page_must_be(
    windows: Windows, demo: Demonstration
) -> None:
    page = windows.open(tested=True)
    demo.run("commonhall", "faults", "set", "fallowdale", "files", "failing")
    try:
        begin(page, demo, "fallowdale", "contact-the-council")
        walk(page, contact_steps("down@example.org")[:2])
        upload(page, "bill.pdf", PDF)
        expect(page.locator(".ch-files")).to_contain_text("We could not take this file just now. You can carry on")
        looked = Looked("en")
        looked.at(page)
        assert looked.wrong == []
        send(page)
        walk(page, contact_steps("down@example.org")[3:])
        send(page)
        reference_on(page)
        expect(page.locator("main")).to_contain_text("We have your request, but we could not take these files.")
        looked.at(page)
        assert looked.wrong == []
    finally:
        demo.run("commonhall", "faults", "clear", "fallowdale")
