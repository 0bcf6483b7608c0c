"""How does a whole form of the MoJ builder become a pattern? Its pages, branches, texts and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commonhall.core.importers.drafting import NONE, Draft
from commonhall.core.importers.imported import Made, Wanted
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.moj.branching import Forks, Tests
from commonhall.core.importers.moj.metadata import Component, Metadata, MojPage, Test, read_metadata
from commonhall.core.importers.moj.questions import Placed, question_of
from commonhall.core.importers.routing import CHECK, Link, linked
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.xgov.casework import AFTER_END
from commonhall.core.importers.xgov.form import text_of
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.language.model import Content, Ending, Outcome, Page, Start
from commonhall.core.values.words import Words

IMPORTER: Final = "moj 1"
_CHECKS: Final = ("checkanswers", "confirmation")
_READ: Final = ("pages", "standalone_pages", "flow", "service_name", "locale")


def read_moj(raw: Any, ledger: Ledger, wanted: Wanted) -> Made:
    """Return the pattern of a form of the MoJ builder. Raises FormRefused when it has no list of pages."""
    if not isinstance(raw, dict) or not isinstance(raw.get("pages"), list):
        raise FormRefused("This is not a form of the Ministry of Justice: it has no list of pages.")
    return MojForm(raw, Draft(ledger, Texts(ledger, is_welsh=raw.get("locale") == "cy")), wanted.slug).made()


@dataclass
class MojForm:
    """One import."""

    raw: Mapping[str, Any]
    draft: Draft
    slug: str
    metadata: Metadata = field(init=False)
    targets: dict[str, str] = field(default_factory=dict)
    placed: dict[str, Placed] = field(default_factory=dict)
    asked: dict[str, Placed] = field(default_factory=dict)

    def made(self) -> Made:
        """Return the pattern and where its parts stand in the source."""
        self.metadata = read_metadata(self.raw, self.draft.ledger)
        for page in self.metadata.pages.values():
            self.targets[page.uuid] = (
                CHECK if page.type in _CHECKS else self.draft.page_id(page.url.strip("/"), page.uuid)
            )
        shown = [page for page in self.metadata.pages.values() if self._is_page(page)]
        for page in shown:
            for component in page.fields:
                placed = question_of(component, self.targets[page.uuid], self.draft)
                self.asked[component.where.pointer] = placed
                self.placed.setdefault(component.uuid or component.where.pointer, placed)
        self.tests = Tests(self.placed)
        first = self._linked(shown)
        by_id = {self.targets[page.uuid]: page for page in shown}
        way = linked(first, self.links, self.draft.ledger)
        for page_id in way.order:
            sure = way.ways.always.get(page_id, frozenset({page_id})) - {page_id}
            self.draft.pages.append(self._page(by_id[page_id], sure).model_copy(update={"goto": way.goto[page_id]}))
        self.draft.leads = dict(way.leads)
        return self._whole()

    def _is_page(self, page: MojPage) -> bool:
        return page.type not in (*_CHECKS, "start", "exit")

    def _linked(self, shown: list[MojPage]) -> str:
        """Write the ways out of every page, and return the page on which the form begins."""
        self._test_all()
        forks = Forks(self.metadata, self.tests, self.draft, self.targets)
        start = next((page for page in self.metadata.pages.values() if page.type == "start"), None)
        self.links: dict[str, list[Link]] = {}
        for page in shown:
            ends = not self.metadata.nexts.get(page.uuid) and not page.fields and page is not (shown or [page])[0]
            if ends:
                message = "It leads nowhere and asks nothing; it leads to check your answers."
                self.draft.ledger.find("nav.end", page.where, message)
            self.links[self.targets[page.uuid]] = forks.ways(page)
        for page in self.metadata.pages.values():
            if page.type == "exit":
                self._exit(page)
        following = self.metadata.nexts.get(start.uuid, "") if start else ""
        if start:
            self.draft.ledger.result(start.where.pointer, "start")
        found = self.targets.get(following, "")
        return found if found in self.links else next(iter(self.links), "")

    def _test_all(self) -> None:
        for branch in self.metadata.branches.values():
            for test, _, where in branch.conditionals:
                for message in self.tests.missing(test):
                    self.draft.decide_on(where, "cond.value_not_in_list", message, options=("Never", "Another answer"))

    def _exit(self, page: MojPage) -> None:
        texts = self.draft.texts
        body = [texts.written(page.text(name), page.where) for name in ("lede", "body")]
        body += [texts.written(each.content, each.where) for each in page.components if each.type == "content"]
        outcome = self.targets[page.uuid]
        title = texts.plain(page.text("heading"), page.where) or Words(en=page.url)
        self.draft.outcomes[outcome] = Outcome(title=title, body=joined(body), next=AFTER_END)
        self.draft.ledger.result(page.where.pointer, outcome)

    def _page(self, page: MojPage, sure: frozenset[str]) -> Page:
        texts, page_id = self.draft.texts, self.targets[page.uuid]
        self.draft.places[page_id] = page.url
        self.draft.ledger.result(page.where.pointer, page_id)
        questions = tuple(self.asked[each.where.pointer].question for each in page.fields)
        heads = len(questions) == 1 and page.type == "singlequestion"
        title = texts.plain(page.text("heading"), page.where)
        if heads and title:
            message = "The label of its question is its heading; the heading that the source never shows was left out."
            self.draft.ledger.mark(page.where.pointer, "changed", message)
        if not questions and not title:
            title = Words(en=page.url.strip("/").replace("-", " ") or "?")
        return Page(
            id=page_id,
            title=NONE if heads else title,
            caption=texts.plain(page.text("section_heading"), page.where),
            body=joined([texts.written(page.text(name), page.where) for name in ("lede", "body")]),
            content=self._contents(page, sure),
            questions=questions,
        )

    def _contents(self, page: MojPage, sure: frozenset[str]) -> tuple[Content, ...]:
        found, asked = [], False
        for each in page.components:
            if each.type != "content":
                asked = True
                continue
            if asked:
                message = "It stood below a field and now stands above all fields of the page."
                self.draft.ledger.mark(each.where.pointer, "changed", message)
            content = self._content(each, sure)
            if content:
                found.append(content)
        return tuple(found)

    def _content(self, component: Component, sure: frozenset[str]) -> Content | None:
        body = self.draft.texts.written(component.content, component.where)
        shown = self._shown(component.tests, sure) if component.display == "conditional" else ""
        if component.display == "never" or shown == "false" or not body:
            self.draft.ledger.mark(component.where.pointer, "dropped", "It is never shown.")
            return None
        name = self.draft.question_id(component.name or "content", component.uuid or component.where.pointer)
        return Content(id=name, body=body, show_when=shown)

    def _shown(self, tests: tuple[Test, ...], sure: frozenset[str]) -> str:
        """Return the condition under which a text is shown: any of its tests."""
        whole = [self.tests.holds(test, sure).printed() for test in tests]
        return " || ".join(f"({each})" for each in whole if each != "false") or "false"

    def _whole(self) -> Made:
        texts, ledger = self.draft.texts, self.draft.ledger
        by_type: dict[str, MojPage] = {}
        for page in self.metadata.pages.values():
            by_type.setdefault(page.type, page)
        start = by_type.get("start")
        body = [texts.written(start.text(name), start.where) for name in ("body", "before_you_start")] if start else []
        for key in self.raw:
            where = Where(pointer=f"/{key.replace('~', '~0').replace('/', '~1')}")
            if key in ("service_name", "locale"):
                ledger.enter("setting", where, source=key)
            elif key not in _READ:
                ledger.enter("setting", where, source=key)
                ledger.mark(where.pointer, "dropped", "It belongs to the builder and is not needed here.")
        title = texts.plain(self.raw.get("service_name"), Where(pointer="/service_name"))
        return self.draft.made(
            IMPORTER, title, slug=self.slug, start=Start(body=joined(body)),
            ending=self._ending(by_type.get("checkanswers"), by_type.get("confirmation")),
            name=text_of(self.raw.get("service_name")), version=text_of(self.raw.get("version_id")),
        )  # fmt: skip

    def _ending(self, check: MojPage | None, confirmation: MojPage | None) -> Ending:
        texts = self.draft.texts
        parts: dict[str, Words] = {}
        if check:
            said = [texts.written(check.text("send_body"), check.where), *self._told(check)]
            parts["declaration"] = joined(said)
            self.draft.ledger.result(check.where.pointer, CHECK)
        if confirmation:
            parts["title"] = texts.plain(confirmation.text("heading"), confirmation.where)
            said = [texts.written(confirmation.text(name), confirmation.where) for name in ("lede", "body")]
            parts["what_next"] = joined([*said, *self._told(confirmation)])
            self.draft.ledger.result(confirmation.where.pointer, "confirmation")
        return Ending(**parts)

    def _told(self, page: MojPage) -> list[Words]:
        """Return the texts on a page that a built-in one replaces. What only some people saw is left out."""
        found = []
        for each in page.components:
            if each.type != "content":
                self.draft.decide_on(
                    each.where, "field.dropped", "A built-in page takes its place, which asks nothing."
                )
            elif each.display == "always":
                self.draft.ledger.mark(each.where.pointer, "changed", "It stands with the texts of the built-in page.")
                found.append(self.draft.texts.written(each.content, each.where))
            else:
                message = "It was shown only to some people, which is not possible there; it was left out."
                self.draft.decide_on(each.where, "content.condition", message)
        return found


def joined(parts: list[Words]) -> Words:
    """Return texts one below the other."""
    return Words(
        en="\n\n".join(each.en for each in parts if each.en), cy="\n\n".join(each.cy for each in parts if each.cy)
    )
