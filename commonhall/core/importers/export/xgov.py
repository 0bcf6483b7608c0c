"""How does a pattern become an XGov form of version 2? What can be said there, and a list of what cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from markdown_it import MarkdownIt

from commonhall.core.importers.export.components import TYPES, component_of, lost_of, said
from commonhall.core.importers.export.conditions import Asked, Conditions, NotSaid
from commonhall.core.language.model import Content, Outcome, Page, Pattern, Repeat
from commonhall.core.language.texts import texts_of
from commonhall.core.language.wording import gaps
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words

SUMMARY: Final = "/summary"
START: Final = "/start_page"
MOST_LINKS: Final = 200
"""Links of one page; each page that may be left out needs one from every page before it."""
_CONTENT: Final = {
    "text": "Html",
    "inset": "InsetText",
    "warning": "WarningText",
    "details": "Details",
    "table": "Html",
}
_NAMES: Final = frozenset(
    {"and", "or", "not", "in", "min", "max", "length", "e", "pi", "if", "abs", "round", "random", "true", "false"}
)
"""Names that the builder's expressions read as something else; fields of such a name get a section."""


@dataclass(frozen=True)
class Unsaid:
    """Something that the form cannot say: the id of the part, and what of it."""

    part: str
    what: str


@dataclass(frozen=True)
class Exported:
    """A form, as plain JSON values, and what of the pattern is not in it."""

    form: dict[str, Any]
    unsaid: tuple[Unsaid, ...]


def export_xgov(pattern: Pattern) -> Exported:
    """Return ``pattern`` as an XGov form of version 2, and everything that such a form cannot say.

    Pages and questions keep their ids as paths and names, so that the form can be imported again as the same pattern.
    """
    return _Export(pattern).exported()


@dataclass
class _Export:
    """One export. sections: of each page that has one, by its id."""

    pattern: Pattern
    unsaid: list[Unsaid] = field(default_factory=list)
    lists: list[dict[str, Any]] = field(default_factory=list)
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    markdown: MarkdownIt = field(default_factory=lambda: MarkdownIt("commonmark"))

    def exported(self) -> Exported:
        asked: dict[str, Asked] = {}
        for page in self.pattern.pages:
            section = self._section(page)
            for question in questions_of(page):
                name = f"{section}.{question.id}" if section else question.id
                asked[question.id] = Asked(question, component_of(question, "")["type"], name)
        computed = {name: each.value for name, each in self.pattern.computed.items()}
        self.conditions = Conditions(asked, computed)
        pages = [self._page(place, page) for place, page in enumerate(self.pattern.pages)]
        pages += [self._end(name, outcome) for name, outcome in self.pattern.outcomes.items()]
        summary = {
            "path": SUMMARY,
            "title": "Check your answers",
            "controller": "./pages/summary.js",
            "components": [],
            "next": [],
        }
        start = [self._start()] if self.pattern.start.body else []
        form = {
            "name": said(self.pattern.title),
            "version": 2,
            "startPage": START if start else f"/{self.pattern.pages[0].id}",
            "pages": [*start, *pages, summary],
            "sections": list(self.sections.values()),
            "lists": self.lists,
            "conditions": list(self.conditions.made.values()),
            "fees": [],
            "outputs": [],
            "skipSummary": False,
            "declaration": self._html(self.pattern.ending.declaration),
            "metadata": {},
        }
        custom = self._confirmation()
        if custom:
            form["specialPages"] = {"confirmationPage": {"customText": custom, "components": []}}
        self._around()
        return Exported(form, tuple(self.unsaid))

    def _lose(self, part: str, what: str) -> None:
        self.unsaid.append(Unsaid(part, what))

    def _section(self, page: Page) -> str:
        """Give a page with a caption a section of its own, so that its fields are absent when the page is."""
        awkward = any(question.id in _NAMES for question in page.questions)
        if not page.caption and not awkward:
            return ""
        if self._has_rows() and any("!" in link.when for link in page.goto):
            # A builder that knows rows tries such a condition a second time, on the page's own section alone.
            self._lose(page.id, "its caption")
            return ""
        name = f"s{len(self.sections) + 1}"
        self.sections[page.id] = {"name": name, "title": said(page.caption), "hideTitle": not page.caption}
        return name

    def _has_rows(self) -> bool:
        return any(page.repeat and len(questions_of(page)) > 1 for page in self.pattern.pages)

    def _page(self, place: int, page: Page) -> dict[str, Any]:
        fields = list(self._fields(page))
        components = [*self._contents(page), *(self._rows(page, page.repeat, fields) if page.repeat else fields)]
        alone = len(page.questions) == 1 and not page.repeat
        title = page.title
        if alone and not page.title:
            title = page.questions[0].label
            components = sorted(components, key=lambda each: each["type"] in _TELLING)
        elif alone and components[0]["type"] not in _TELLING:
            components.insert(0, {"type": "Para", "content": "", "options": {}, "schema": {}})
        made: dict[str, Any] = {
            "path": f"/{page.id}",
            "title": said(title),
            "components": components,
            "next": list(self._links(place, page)),
        }
        if page.id in self.sections:
            made["section"] = self.sections[page.id]["name"]
        if page.repeat:
            made["controller"] = "RepeatingFieldPageController"
        return made

    def _rows(self, page: Page, repeat: Repeat, fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return what a page of entries asks: one field, or the columns of a row."""
        inside = [Page(id=each.id, body=each.body, content=each.content) for each in repeat.pages]
        told = [component for each in inside for component in self._contents(each)]
        if len(repeat.pages) > 1:
            self._lose(repeat.id, "that an entry is asked for on several pages")
        if (
            any(each.show_when for each in repeat.pages)
            or not isinstance(repeat.min, int)
            or not isinstance(repeat.max, int)
        ):
            self._lose(repeat.id, "the conditions within an entry, or how many there must be")
        options: dict[str, Any] = {} if repeat.min else {"required": False}
        if isinstance(repeat.max, int):
            options["maxMultiInputFieldRows"] = repeat.max
        if len(fields) == 1:
            return [*told, fields[0] | {"options": fields[0]["options"] | options}]
        self._lose(repeat.id, "rows with several columns, but to the builder of the MHCLG")
        title = said(page.title) if page.title else page.id
        row = {"type": "MultiInputField", "name": repeat.id, "title": title, "options": options, "schema": {}}
        return [*told, row | {"children": fields}]

    def _contents(self, page: Page) -> Iterator[dict[str, Any]]:
        if page.body:
            yield {"type": "Html", "content": self._html(page.body), "options": {}, "schema": {}}
        for each in page.content:
            yield self._content(page, each)

    def _content(self, page: Page, content: Content) -> dict[str, Any]:
        options: dict[str, Any] = {}
        if content.show_when:
            condition = self._condition(f"{page.id}.{content.id}", content.show_when)
            options = {"condition": condition} if condition else {}
        if content.kind == "table":
            self._lose(content.id, "its table")
        component: dict[str, Any] = {
            "type": _CONTENT[content.kind],
            "content": self._html(content.body),
            "options": options,
            "schema": {},
        }
        if content.title:
            component["title"] = said(content.title)
        return component

    def _fields(self, page: Page) -> Iterator[dict[str, Any]]:
        for question in questions_of(page):
            for what in lost_of(question):
                self._lose(question.id, what)
            name = f"list_{question.id}"
            if question.type in ("choice", "choices"):
                self._list(name, question)
            yield component_of(question, name)

    def _list(self, name: str, question: Question) -> None:
        items = []
        for option in getattr(question, "options", ()):
            item: dict[str, Any] = {"text": said(option.label), "value": option.value}
            if option.hint:
                item["description"] = said(option.hint)
            if option.show_when:
                condition = self._condition(f"{question.id}.{option.value}", option.show_when)
                item |= {"condition": condition} if condition else {}
            items.append(item)
        self.lists.append({"name": name, "title": name, "type": "string", "items": items})

    def _condition(self, part: str, source: str) -> str:
        """Return the name of a condition; nothing where it cannot be said, which is noted."""
        try:
            return self.conditions.named(source)
        except NotSaid as reason:
            self._lose(part, f"the condition {source[:200]!r}: {reason}")
            return ""

    def _links(self, place: int, page: Page) -> Iterator[dict[str, Any]]:
        """Yield the links of a page: its own, or one to each page after it up to the first that is always shown."""
        for link in page.goto:
            condition = self._condition(f"{page.id}.goto", link.when) if link.when else ""
            if condition or not link.when:
                yield self._link(link.to, condition)
            if not link.when:
                return
        for number, following in enumerate(self.pattern.pages[place + 1 :], start=1):
            condition = self._condition(f"{following.id}.show_when", following.show_when) if following.show_when else ""
            if condition and number == MOST_LINKS:
                self._lose(f"{page.id}.next", f"the ways past more than {MOST_LINKS} pages that may be left out")
                condition = ""
            yield self._link(following.id, condition)
            if not condition:
                return
        yield self._link("check", "")

    @staticmethod
    def _link(to: str, condition: str) -> dict[str, Any]:
        path = SUMMARY if to == "check" else f"/{to}"
        return {"path": path, "condition": condition} if condition else {"path": path}

    def _end(self, name: str, outcome: Outcome) -> dict[str, Any]:
        body = [outcome.body] if outcome.body else []
        components = [{"type": "Html", "content": self._html(each), "options": {}, "schema": {}} for each in body]
        if outcome.continues:
            self._lose(name, "that the journey goes on after it")
        for step in outcome.next:
            if step.to not in ("start", "contact"):
                self._lose(name, f"what can be done next: {step.label.en!r}")
        return {"path": f"/{name}", "title": said(outcome.title), "components": components, "next": []}

    def _start(self) -> dict[str, Any]:
        content = self._html(self.pattern.start.body)
        self._lose("start", "that the page before the first question is not a page of the form")
        return {
            "path": START,
            "title": said(self.pattern.title),
            "controller": "./pages/start.js",
            "components": [{"type": "Html", "content": content, "options": {}, "schema": {}}],
            "next": [{"path": f"/{self.pattern.pages[0].id}"}],
        }

    def _confirmation(self) -> dict[str, Any]:
        ending = self.pattern.ending
        found: dict[str, Any] = {}
        if ending.title:
            found["title"] = said(ending.title)
        if ending.what_next:
            found["nextSteps"] = self._html(ending.what_next)
        return found

    def _html(self, words: Words) -> Any:
        english = self.markdown.render(words.en).strip()
        if words.cy and words.cy != words.en:
            return {"en": english, "cy": self.markdown.render(words.cy).strip()}
        return english

    def _around(self) -> None:
        """Note the parts of the pattern for which such a form has no place."""
        parts: Mapping[str, tuple[Any, str]] = {
            "settings": (self.pattern.settings, "what a council may vary"),
            "facts": (self.pattern.facts, "what is found out from elsewhere"),
            "decisions": (self.pattern.decisions, "what is decided on the way"),
            "computed": ([each for each in self.pattern.computed.values() if each.title], "what is worked out"),
            "tables": (self.pattern.tables, "its tables"),
            "charges": (self.pattern.charges, "what it costs"),
            "sections": (self.pattern.sections, "the order of its task list"),
            "messages": (self.pattern.messages, "what people are told afterwards"),
            "case": (self.pattern.case, "the work that follows: states, teams, deadlines and how long it is kept"),
            "privacy": (self.pattern.privacy, "why the data may be used"),
        }
        for name, (part, what) in parts.items():
            if part:
                self._lose(name, what)
        for path, words in texts_of(self.pattern).items():
            if path.partition(".")[0] in _TOLD and gaps(words.en):
                self._lose(path, f"what is filled into its words: {', '.join(gaps(words.en))}")


_TOLD: Final = ("title", "start", "pages", "questions", "outcomes", "ending")
"""Parts of a pattern whose texts stand in the form."""
_TELLING: Final = frozenset({"Html", "Para", "InsetText", "WarningText", "Details"})


def questions_of(page: Page) -> tuple[Question, ...]:
    """Return the questions of a page, and those of the group on it."""
    inside = [question for each in page.repeat.pages for question in each.questions] if page.repeat else []
    return (*page.questions, *inside)


__all__ = ["TYPES", "Exported", "Unsaid", "export_xgov"]
