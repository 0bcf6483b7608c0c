"""Can a council that is a minute old run every pattern, and can a resident complete each in both languages?"""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

import commonhall.catalogue
from commonhall.core.language.loading import read_folder
from tests.browser.anyone import Preferred, Walk
from tests.browser.demonstration import Demonstration
from tests.browser.walking import REFERENCE
from tests.browser.windows import PHONE, Windows

LIBRARY = Path(commonhall.catalogue.__file__).parent / "library"
SLUGS = sorted(path.parent.name for path in LIBRARY.glob("*/pattern.yaml"))
COUNCIL = "dunmere"
HOUSES = {"en": "999909000001", "cy": "999909000002"}
"""A house for each language: what was reported or subscribed at one cannot be again."""
POSTCODE = "ZZ9 9ZZ"
TOMORROW = date.today() + timedelta(days=1)

PROFILES = {
    "garden-waste": "c_southern_london",
    "freedom-of-information": "b_welsh_council",
    "council-tax-reduction": "f_welsh_county",
    "bulky-waste": "welsh_with_small_charge",
    "complaints": "c_welsh_council",
    "contact-the-council": "welsh_county",
    "mental-health-assessment": "c_welsh_council",
    "missed-bin": "b_riverside_london",
    "parking-permit": "f_flat_price",
    "report-a-problem": "c_welsh_county",
}
"""With which profile each pattern is adopted; the first that it has where none is named."""

ANSWERS: dict[str, Preferred] = {
    "garden-waste": {"container": "bins", "bins": "1", "have_bins": "1", "contact_by": ["email"], "card": "pay"},
    "freedom-of-information": {
        "kind": "information",
        "subject": "Grit bins",
        "request": "How many grit bins does the council have, and where?",
        "contact_by": "email",
    },
    "council-tax-reduction": {
        "who_pays": "me",
        "birth-year": "1980",
        "benefits": ["none"],
        "savings": "250",
        "has_bill": "yes",
        "year_tax": "1800",
        "tax_band": "D",
        "children": "0",
        "protected": ["none"],
        "how_live": "My parents help me.",
        "contact_by": ["email"],
    },
    "bulky-waste": {"group": "none", "items-table": "1", "contact_by": ["email"], "card": "pay"},
    "complaints": {
        "kind": "complain",
        "told_us": "no",
        "what_happened": "The crew left our bin three weeks running.",
        "put_right": "Empty the bin.",
        "for_whom": "myself",
        "contact_by": ["email"],
    },
    "contact-the-council": {"message": "When is the library open?", "topic": "bins", "contact_by": ["email"]},
    "mental-health-assessment": {
        "who_for": "me",
        "birth_date-year": "1988",
        "reason": "I cannot sleep and I worry all day.",
    },
    "data-rights": {"right": "access", "details": "All that you know of me since 2024.", "who_for": "me"},
    "missed-bin": {"contact_by": ["email"]},
    "parking-permit": {
        "kind": "resident",
        "main_home": "yes",
        "registration": "ZZ26 ABC",
        **{f"start_date-{part}": str(getattr(TOMORROW, part)) for part in ("day", "month", "year")},
        "contact_by": ["email"],
    },
    "report-a-problem": {
        "category": "dog_mess",
        "place": "Station Road by the bridge",
        "details": "It has been there for a week.",
        "anonymous": "named",
        "contact_by": ["email"],
    },
}
"""What is answered where any answer will not do, by the name of the field."""


@pytest.fixture(scope="module")
def council(demo: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A new council, made with the command line alone: added, supplied, and running every pattern."""
    folder = tmp_path_factory.mktemp("dunmere")

    def act(*words: str) -> str:
        return demo.run("commonhall", "council", *words)

    act(
        "add", COUNCIL, "--name", "Dunmere Council", "--welsh-name", "Cyngor Dunmere", "--kind", "welsh",
        "--nation", "wales", "--language", "en", "--language", "cy", "--phone", "01632 960990",
        "--email", "hello@dunmere.example.org",
    )  # fmt: skip
    for capability, provider, settings in (
        ("addresses", "csv_extract", {"path": str(_addresses(folder))}),
        ("waste", "schedule_csv", {"path": str(_schedule(folder)), "moves": "none"}),
        ("notifications", "outbox_folder", {"folder": str(folder / "outbox")}),
        ("files", "folder", {"folder": str(folder / "files")}),
        ("bookings", "own_calendar", {"calendars": [_calendar("bulky_waste"), _calendar("visits")]}),
        ("payments", "practice_card", {}),
    ):
        kept = folder / f"{capability}.json"
        kept.write_text(json.dumps(settings))
        act("bind", COUNCIL, capability, provider, "--with", str(kept))
    for slug in SLUGS:
        profile = PROFILES.get(slug) or next(iter(read_folder(LIBRARY / slug).profiles))
        assert f"runs {slug}" in act("adopt", COUNCIL, slug, "--profile", profile)
    return COUNCIL


def _addresses(folder: Path) -> Path:
    """The houses, as a gazetteer's extract has them."""
    rows = [
        {
            "uprn": uprn, "usrn": "99900901", "line_1": f"{number} New Row", "town": "Dunmere", "postcode": POSTCODE,
            "street": "New Row", "classification": "RD04", "latitude": "52.5", "longitude": "-3.5",
        }
        for number, uprn in enumerate(HOUSES.values(), 1)
    ]  # fmt: skip
    return _written(folder / "addresses.csv", rows)


def _written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _schedule(folder: Path) -> Path:
    """A weekly collection that was due on the last day from Monday to Friday: no bank holiday moves it."""
    due = date.today() - timedelta(days=1)
    while due.weekday() > 4:
        due -= timedelta(days=1)
    first = (due - timedelta(weeks=8)).isoformat()
    rows = [
        {"uprn": uprn, "service": "refuse", "stream": "refuse", "frequency": "weekly", "first_date": first}
        for uprn in HOUSES.values()
    ]
    return _written(folder / "schedule.csv", rows)


def _calendar(name: str) -> dict[str, object]:
    every_day = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return {
        "id": name,
        "title": {"en": "Dunmere", "cy": "Dunmere"},
        "openings": [{"days": every_day, "capacity": 50}],
        "ahead_days": 120,
    }


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_resident_completes_it(windows: Windows, demo: Demonstration, council: str, slug: str, language: str) -> None:
    page = windows.open(size=PHONE, javascript=False)
    page.goto(f"{demo.site(council)}/services/{slug}?lang={language}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator(f"main a[href^='/services/{slug}/']").first.click()
    home = {"property-postcode": POSTCODE, "property-uprn": HOUSES[language]}
    Walk(page, {**home, **ANSWERS.get(slug, {})}).to_the_reference()
    expect(page.locator("html")).to_have_attribute("lang", language)
    reference = REFERENCE.search(page.locator("main").inner_text())
    assert reference, page.locator("main").inner_text()
    kept = demo.sql("select language, pattern from cases_case where reference = %s", reference.group())
    assert kept == [(language, slug)]
