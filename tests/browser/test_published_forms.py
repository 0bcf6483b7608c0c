"""Are the pages of forms that other builders published, imported and put live, pages like any other of ours?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from commonhall.core.importers.forms import import_form
from tests.browser.anyone import FORM, Stopped, Walk
from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.windows import Windows
from tests.core.shared_files import FOLDER

COUNCIL = "formbury"
FORMS = FOLDER / "forms"
MOST_PAGES = 12
REPORT_ONLY = "funding-service"


def _published() -> list[Path]:
    """The files of the manifest that become a form people can fill in."""
    manifest = FORMS / "MANIFEST.json"
    if not manifest.is_file():
        return []
    files = [path for path in sorted(FORMS.rglob("*")) if path.suffix in (".json", ".yaml", ".yml")]
    return [path for path in files if path != manifest and REPORT_ONLY not in path.parts]


PUBLISHED = _published()


@pytest.fixture(scope="module")
def council(demo: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A council that runs nothing but what it imported."""
    folder = tmp_path_factory.mktemp(COUNCIL)
    demo.run("commonhall", "council", "add", COUNCIL, "--name", "Formbury Council", "--kind", "unitary", "--nation",
             "england", "--phone", "01632 960980", "--email", "hello@formbury.example.org")  # fmt: skip
    for capability, provider, settings in (
        ("addresses", "gazetteer", {}),
        ("notifications", "outbox_folder", {"folder": str(folder / "outbox")}),
        ("files", "folder", {"folder": str(folder / "files")}),
        ("payments", "practice_card", {}),
    ):
        kept = folder / f"{capability}.json"
        kept.write_text(json.dumps(settings))
        demo.run("commonhall", "council", "bind", COUNCIL, capability, provider, "--with", str(kept))
    return COUNCIL


class _LookingWalk(Walk):
    """A walk that looks at each page of another make than those before."""

    looked: Looked
    makes: set[str]

    def _answer(self) -> None:
        if len(self.pages) > MOST_PAGES:
            raise Stopped("far enough")
        make = _make_of(self.page)
        if make not in self.makes:
            self.makes.add(make)
            self.looked.at(self.page)
        super()._answer()


def _make_of(page: Page) -> str:
    """Return what a page is made of, without its words."""
    made_of = f"main :is(h1, h2, table, img), {FORM} :is(input, textarea, select, details)"
    parts: list[str] = page.locator(made_of).evaluate_all("all => all.map(one => one.tagName + (one.type || ''))")
    return " ".join(dict.fromkeys(parts))


@pytest.fixture(scope="module")
def makes() -> set[str]:
    """What pages have been looked at so far, by what they are made of."""
    return set()


@pytest.mark.skipif(not PUBLISHED, reason="the published forms are not beside the project")
@pytest.mark.parametrize("file", PUBLISHED, ids=lambda path: path.stem)
def test_its_pages_are_as_every_page_must_be(
    windows: Windows, demo: Demonstration, council: str, makes: set[str], file: Path
) -> None:
    imported = import_form(file.read_bytes(), file_name=file.name)
    decide = [word for each in imported.report.blocking for word in ("--decide", f"{each.id}=default")]
    demo.run("commonhall", "form", "import", str(file), "--council", council, "--live", "--accept-defaults", *decide)
    page = windows.open(tested=True)
    page.goto(f"{demo.site(council)}/services/{imported.pattern.pattern}")
    page.locator(f"main a[href^='/services/{imported.pattern.pattern}/']").first.click()
    walk = _LookingWalk(page, {})
    walk.looked, walk.makes = Looked("en"), makes
    try:
        walk.to_the_reference()
    except Stopped:
        walk.looked.at(page)  # a problem with an answer, an outcome, or far enough: a page like any other
    walk.looked.check()
    assert walk.pages
