"""What is odd about the pages, links, fields and lists of a form? Findings that need no look at conditions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.xgov.form import Form, FormList, Link, Page, text_of
from commonhall.core.importers.xgov.kinds import where_of
from commonhall.core.importers.xgov.placed import Fields
from commonhall.core.importers.xgov.roles import Plan
from commonhall.core.importers.xgov.traits import Traits

_USABLE: Final = re.compile(r"[A-Za-z_$][\w$]*")
_PAGE_KEYS: Final = frozenset({"path", "title", "section", "controller", "components", "next", "repeatField"})


@dataclass(frozen=True)
class Noticing:
    """Looks at one form."""

    form: Form
    plan: Plan
    fields: Fields
    ledger: Ledger
    traits: Traits

    def notice(self) -> None:
        """Enter everything that is odd, page by page and then list by list."""
        for page in self.form.pages:
            where = Where(page=page.path, pointer=page.pointer)
            if self.plan.pages.get(page.path or page.pointer) is not page:
                self._second(page, where)
                continue
            self._titles(page, where)
            self._links(page, where)
            self._keys(page, where)
        for each in self.fields.twice():
            where = Where(page=each.page, field=each.qualified)
            message = "An earlier page has a field of the same name; here it is a question of its own."
            self.ledger.find("field.duplicate", where, message)
        self._reach()
        self._lists()

    def _second(self, page: Page, where: Where) -> None:
        message = "Another page has the same path; no link can lead to this one."
        self.ledger.find("page.duplicate_path", where, message, status="dropped")
        for pointer in page.pointers:
            self.ledger.mark(pointer, "dropped", message, code="page.duplicate_path")

    def _titles(self, page: Page, where: Where) -> None:
        built_in = self.traits.nulls and (page.fields or self.plan.roles[page.path or page.pointer] != "page")
        if not text_of(page.title).strip() and not built_in:
            self.ledger.find("page.no_title", where, "It has no title.")
        if page.section and page.section not in self.form.sections:
            message = f"There is no section {page.section!r}; it has none."
            self.ledger.mark(page.pointer, "changed", message)
            self.ledger.find("ref.section_missing", where, message, status="changed")
        for field in page.fields:
            place = where_of(field, page)
            if not text_of(field.title).strip():
                self.ledger.find("field.no_title", place, "It has no title.")
            if field.name and not _USABLE.fullmatch(field.name):
                message = f"Conditions there could not use the name {field.name!r}; here they can."
                self.ledger.mark(field.pointer, "changed", message)
                self.ledger.find("field.name_unusable", place, message, status="changed", severity="info")

    def _links(self, page: Page, where: Where) -> None:
        links = page.links
        for link in links:
            if not link.redirect and link.path not in self.plan.pages:
                self._dangling(link, page)
        moved = self.traits.page_conditions and any(text_of(each.raw.get("condition")) for each in self.form.pages)
        if links and not moved and all(link.condition for link in links):
            message = "All its links have conditions; answers that none covers would lead nowhere."
            self.ledger.find("nav.only_conditional", where, message, severity="info")
        defaults = [link for link in self.plan.links[page.path or page.pointer] if not link.condition]
        if len(defaults) > 1:
            message = "Several of its links have no condition; the last one counts."
            self.ledger.find("nav.two_defaults", where, message, status="changed")
            for link in defaults[:-1]:
                self.ledger.mark(link.pointer, "dropped", message, code="nav.two_defaults")
        counted = Counter((link.path, link.condition, link.redirect) for link in links)
        for path, _, redirect in (each for each, count in counted.items() if count > 1):
            self.ledger.find("nav.duplicate_link", where, f"Two of its links to {path or redirect!r} are the same.")

    def _dangling(self, link: Link, page: Page) -> None:
        message = f"It leads to {link.path!r}, which does not exist."
        self.ledger.mark(link.pointer, "dropped", message, code="nav.page_missing", severity="warning")
        where = Where(page=page.path, condition=link.condition, pointer=link.pointer)
        self.ledger.find("nav.page_missing", where, message, status="dropped")

    def _keys(self, page: Page, where: Where) -> None:
        for key in sorted(set(page.raw) - _PAGE_KEYS - self.traits.page_keys):
            message = f"Its part {key!r} has no counterpart and was left out."
            self.ledger.find("key.unknown", where, message, status="dropped", severity="info")

    def _reach(self) -> None:
        for path, page in self.plan.pages.items():
            if path not in self.plan.ways.reached:
                where = Where(page=path, pointer=page.pointer)
                self.ledger.find("nav.unreachable", where, "No way leads from the start to this page.")
        for link in self.plan.cycles:
            source = next(page for page in self.plan.pages.values() if link in page.links)
            message = f"It leads back to {link.path!r}; here a page says so, and the back link goes back."
            decision = self.ledger.decide(
                f"nav.cycle:{link.pointer}",
                f"{source.path} leads back to {link.path}. How should people go back?",
                options=("By the back link", "By a link in the text"),
                default="By the back link",
            )
            self.ledger.mark(link.pointer, "needs_decision", message, code="nav.cycle", decision=decision)
            where = Where(page=source.path, condition=link.condition, pointer=link.pointer)
            self.ledger.find("nav.cycle", where, message, status="needs_decision", decision=decision)
        if not self._summed_up():
            message = "It has no summary page; answers are checked and sent where it ends."
            self.ledger.find("nav.no_summary", Where(pointer=""), message)
        if self.form.start not in self.plan.pages:
            message = f"Its start page {self.form.start!r} does not exist; it starts at {self.plan.start!r}."
            self.ledger.find("nav.start_missing", Where(page=self.plan.start), message, status="changed")

    def _summed_up(self) -> bool:
        """Return whether answers are shown before they are sent; in forms in order, what follows that is noticed."""
        if not self.traits.ordered:
            return any(page.controller == "summary" for page in self.form.pages)
        checks = [path for path in self.plan.ways.order if self.plan.roles[path] == "check"]
        after = self.plan.ways.order[self.plan.ways.order.index(checks[0]) + 1 :] if checks else ()
        for path in after:
            if self.plan.roles[path] == "page" and path in self.plan.ways.reached:
                page = self.plan.pages[path]
                message = "It came after the answers were checked; here it comes before."
                self.ledger.mark(page.pointer, "changed", message)
                where = Where(page=path, pointer=page.pointer)
                self.ledger.find("nav.after_summary", where, message, status="changed")
        return bool(checks)

    def _lists(self) -> None:
        used = {component.list for page in self.form.pages for component in page.components}
        for name, form_list in self.form.lists.items():
            where = Where(list=name, pointer=form_list.pointer)
            if name not in used:
                self._unused(form_list, where)
            values = Counter(repr(item.value) for item in form_list.items)
            for item in form_list.items:
                if values[repr(item.value)] > 1:
                    values[repr(item.value)] = -1
                    message = f"The value {item.value!r} stands in it twice; the first is kept."
                    self.ledger.find("list.duplicate_value", where, message, status="needs_decision")
        for page in self.form.pages:
            for component in page.components:
                if component.list and component.list not in self.form.lists:
                    message = f"There is no list {component.list!r}."
                    self.ledger.find("ref.list_missing", where_of(component, page), message, status="needs_decision")

    def _unused(self, form_list: FormList, where: Where) -> None:
        message = "Nothing uses this list."
        self.ledger.mark(form_list.pointer, "dropped", message, code="list.unused")
        self.ledger.find("list.unused", where, message, status="dropped", severity="info")
        for item in form_list.items:
            self.ledger.mark(item.pointer, "dropped", message)
