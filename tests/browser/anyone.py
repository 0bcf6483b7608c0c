"""How does a resident who is in no hurry get through any service? Reads each page and answers what it asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from tests.browser.walking import form_button

MOST_PAGES = 120
FORM = "form#questions"
Preferred = Mapping[str, str | list[str]]

TYPED: dict[str, str] = {
    "name": "Mali Sampl",
    "email": "mali@example.org",
    "phone": "07700 900321",
    "postcode": "ZZ9 9ZZ",
    "day": "10",
    "month": "6",
    "year": "2026",
    "line1": "1 New Row",
    "town": "Dunmere",
}
"""What is typed into a field whose name ends so."""


class Stopped(AssertionError):
    """The service did not take what was answered, or ended where it should not."""


@dataclass
class Walk:
    """One way through a service. pages: the ends of the addresses that were seen."""

    page: Page
    preferred: Preferred
    pages: list[str] = field(default_factory=list)

    def to_the_reference(self) -> None:
        """Answer page after page until the journey is sent, and pay where that is asked for. Raises Stopped."""
        for _ in range(MOST_PAGES):
            end = re.sub(r"\?.*", "", self.page.url).rsplit("/", 1)[-1]
            self.pages.append(end)
            if end == "sent" or "/paid/" in self.page.url:
                return
            if end == "outcome":
                raise Stopped(f"refused after {self.pages}: {self.page.locator('main').inner_text()}")
            if end == "tasks":
                self._open_a_section()
            else:
                self._answer()
        raise Stopped(f"no end after {self.pages}")

    def _answer(self) -> None:
        before = self.page.url
        form = self.page.locator(FORM)
        self._choose(form)
        self._tick(form)
        self._select(form)
        self._type(form)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            form_button(self.page).click()
        alert = self.page.get_by_role("alert")
        if alert.count() and self.page.url.partition("?")[0] == before.partition("?")[0]:
            raise Stopped(f"{self.page.url}: {alert.first.inner_text()}")

    def _names(self, form: Locator, selector: str) -> list[str]:
        found = form.locator(selector).evaluate_all("all => all.map(one => one.name)")
        return [name for name in dict.fromkeys(found) if name]

    def _wanted(self, name: str) -> list[str]:
        wanted = self.preferred.get(name, [])
        return [wanted] if isinstance(wanted, str) else list(wanted)

    def _choose(self, form: Locator) -> None:
        for name in self._names(form, "input[type=radio]"):
            group = form.locator(f"input[type=radio][name='{name}']")
            wanted = self._wanted(name)
            if wanted:
                form.locator(f"input[name='{name}'][value='{wanted[0]}']").check()
            elif not form.locator(f"input[name='{name}']:checked").count():
                group.last.check() if group.count() == 2 else group.first.check()

    def _tick(self, form: Locator) -> None:
        for name in self._names(form, "input[type=checkbox]"):
            wanted = self._wanted(name)
            for value in wanted:
                form.locator(f"input[name='{name}'][value='{value}']").check()
            if not wanted and not form.locator(f"input[name='{name}']:checked").count():
                form.locator(f"input[name='{name}']").first.check()

    def _select(self, form: Locator) -> None:
        for name in self._names(form, "select"):
            box = form.locator(f"select[name='{name}']")
            wanted = self._wanted(name)
            values = box.locator("option").evaluate_all("all => all.map(one => one.value)")
            box.select_option(wanted[0] if wanted else next(value for value in values if value))

    def _type(self, form: Locator) -> None:
        kinds = "input:not([type=radio]):not([type=checkbox]):not([type=hidden]):not([type=file]), textarea"
        for name in self._names(form, kinds):
            box = form.locator(f"[name='{name}']")
            wanted = self._wanted(name)
            if wanted:
                box.fill(wanted[0])
            elif not box.input_value():
                ending = name.replace("-", "_").rsplit("_", 1)[-1]
                box.fill(TYPED.get(ending, ""))

    def _open_a_section(self) -> None:
        """Open the first section that is not complete, or go on where all are."""
        open_tasks = self.page.locator(".govuk-task-list__item--with-link:has(.govuk-tag) a")
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            if open_tasks.count():
                open_tasks.first.click()
            else:
                self.page.locator("main a.govuk-button").click()
