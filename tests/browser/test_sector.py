"""Can anybody see which services are shared, and which councils run them?"""

from __future__ import annotations

from playwright.sync_api import expect

from commonhall.core.language.loading import read_folder
from tests.browser.demonstration import Demonstration
from tests.browser.screenshots import keep_screenshot
from tests.browser.windows import Windows
from tests.patterns.library import LIBRARY


def test_from_the_catalogue_to_a_councils_service(windows: Windows, demo: Demonstration) -> None:
    page = windows.open(javascript=False)
    page.goto(demo.site())
    keep_screenshot(page, "catalogue")
    page.locator("main").get_by_role("link", name="Report a missed bin collection").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Report a missed bin collection")
    expect(page.locator("main")).to_contain_text(read_folder(LIBRARY / "missed-bin").pattern.version)
    page.goto(demo.site() + "/councils")
    for name in ("Thornbridge", "Fallowdale", "Stonemere", "Brynafon", "Strathrowan"):
        expect(page.locator("main")).to_contain_text(name)
    page.locator("main").get_by_role("link", name="Stonemere Council").click()
    expect(page).to_have_url(f"{demo.site('stonemere')}/")


def test_a_pattern_can_be_taken_away(windows: Windows, demo: Demonstration) -> None:
    page = windows.open()
    page.goto(demo.site() + "/patterns/missed-bin")
    for kind in ("yaml", "json"):
        assert page.locator(f"a[href$='.{kind}']").count()
        answered = page.request.get(f"http://127.0.0.1:{demo.port}/patterns/missed-bin.{kind}")
        assert answered.ok
        assert "missed-bin" in answered.text()
