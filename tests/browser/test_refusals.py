"""Is somebody whose bin cannot be reported told why, with the rules of their council, and what to do?"""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from commonhall.capabilities.waste.crews import Situation
from commonhall.core.language.loading import read_folder
from commonhall.upkeep.demo.gazetteer_stories import Story, story_properties
from tests.browser.demonstration import ROOT, Demonstration
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import answer, at_page, begin, form_button, send, walk
from tests.browser.windows import PHONE, Windows

PATTERN = read_folder(ROOT / "commonhall" / "catalogue" / "library" / "missed-bin").pattern
# What councils tell the residents of each story at any time of day. Strathrowan lets them question a crew's reason.
ALWAYS: list[tuple[str, Situation, str]] = [
    ("thornbridge", "partially_collected", "partially_collected"),
    ("fallowdale", "window_closed", "window_closed"),
    ("stonemere", "no_collection_yet", "no_collection_yet"),
    ("brynafon", "contaminated", "crew_code"),
    ("strathrowan", "road_blocked", "street_code"),
    ("fallowdale", "not_provided", "service_not_available"),
]


def story_of(council: str, situation: Situation) -> Story:
    """Return the property of a council's demonstration that always shows a situation."""
    return next(each for each in story_properties(council) if each.situation == situation)


def say_where(page: Page, demo: Demonstration, council: str, story: Story) -> None:
    """Start a report and say which property it is about."""
    begin(page, demo, council, "missed-bin")
    send(page, {"property-postcode": story.address.rpartition(", ")[2]})
    send(page, {"property-uprn": story.uprn})


@pytest.mark.parametrize(("council", "situation", "reason"), ALWAYS)
def test_the_reason_is_the_right_one(
    windows: Windows, demo: Demonstration, council: str, situation: Situation, reason: str
) -> None:
    page = windows.open(size=PHONE, javascript=False)
    say_where(page, demo, council, story_of(council, situation))
    at_page(page, "outcome")
    title = PATTERN.outcomes[reason].title
    expect(page.locator("main")).to_contain_text(title.cy if council == "brynafon" else title.en)
    assert page.locator("main ul a").count(), "nothing can be done next"
    journeys = demo.sql(
        "select outcome from journeys_journey where answers->'property'->>'uprn' = %s",
        story_of(council, situation).uprn,
    )
    assert set(journeys) == {(reason,)}
    if reason == "crew_code":
        keep_screenshot(page, "missed-bin-refused")


def test_the_same_answers_are_a_report_at_one_council_and_refused_at_another(
    windows: Windows, demo: Demonstration
) -> None:
    """A crew's reason can be questioned at Strathrowan, where that is a setting, and not at Brynafon."""
    page = windows.open()
    say_where(page, demo, "strathrowan", story_of("strathrowan", "contaminated"))
    at_page(page, "which")
    streams = page.locator("[name=collections]").evaluate_all("all => all.map(one => one.value)")
    answer(page, {"collections": streams[:1]})
    send(page)
    walk(
        page,
        [
            ("dispute", {"dispute_reason": "There was nothing wrong in it.", "dispute_declaration": ["yes"]}),
            ("dispute_photos", {}),
            ("who", {"name": "Ffion Garside"}),
            ("contact", {"contact_by": ["email"]}),
            ("contact_email", {"email": "disputes@example.org"}),
        ],
    )
    at_page(page, "check")
    expect(form_button(page)).to_have_text("Send report")
    send(page)
    at_page(page, "sent")

    other = windows.open()
    say_where(other, demo, "brynafon", story_of("brynafon", "contaminated"))
    at_page(other, "outcome")
    expect(other.locator("main")).to_contain_text(PATTERN.outcomes["crew_code"].title.cy)


def test_the_hour_decides_at_fallowdale(page: Page, demo: Demonstration) -> None:
    """Emptied this morning: it can be reported from 5pm."""
    story = story_of("fallowdale", "collected_this_morning")
    early = datetime.now(ZoneInfo("Europe/London")).time() < time(16, 59)
    say_where(page, demo, "fallowdale", story)
    if early:
        at_page(page, "outcome")
        expect(page.locator("main")).to_contain_text(PATTERN.outcomes["too_early"].title.en)
        expect(page.locator("main")).to_contain_text("5pm")
    else:
        expect(page.locator("main")).not_to_contain_text(PATTERN.outcomes["crew_code"].title.en)
