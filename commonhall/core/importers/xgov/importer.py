"""How does a whole XGov form become a pattern? Reads, places the fields, compiles the conditions, links the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commonhall.core.importers.charging import capabilities_of, case_waiting
from commonhall.core.importers.imported import Made, Stand, Wanted
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.naming import pattern_slug
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.xgov import casework
from commonhall.core.importers.xgov.contents import Shown, Telling, conditions_on
from commonhall.core.importers.xgov.extras import Extras
from commonhall.core.importers.xgov.fees import Fees
from commonhall.core.importers.xgov.fieldsets import groups_on
from commonhall.core.importers.xgov.form import Form, Page, list_of, mapping_of, read_form, text_of
from commonhall.core.importers.xgov.gates import LARGEST, NO_WAY_ON, Exit, Gates, goto_of, leads_of
from commonhall.core.importers.xgov.noticing import Noticing
from commonhall.core.importers.xgov.pairs import Compiler, Mode, Place
from commonhall.core.importers.xgov.placing import Placing
from commonhall.core.importers.xgov.questions import Asking
from commonhall.core.importers.xgov.reading import Judge, read_conditions
from commonhall.core.importers.xgov.relinking import relinked
from commonhall.core.importers.xgov.repeating import Group, count_of, groups_in, repeat_of
from commonhall.core.importers.xgov.roles import PLAIN, Plan, plan_of
from commonhall.core.importers.xgov.traits import TRAITS, Traits
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.language.model import Outcome, Pattern, RepeatPage
from commonhall.core.language.model import Page as PatternPage
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words

NONE = Words(en="")


def read_xgov(raw: Any, ledger: Ledger, wanted: Wanted) -> Made:
    """Return the pattern of a form whose pages are linked. Raises FormRefused when it has no list of pages."""
    if not isinstance(raw, dict) or not isinstance(raw.get("pages"), list):
        raise FormRefused("This is not an XGov form: it has no list of pages.")
    work = XGovImport(raw, ledger, TRAITS[wanted.dialect], mode=wanted.unanswered, slug=wanted.slug)
    return work.made()


@dataclass
class XGovImport:
    """One import of a form of the family. ends: for outcomes that stand for something else, how the source ends."""

    raw: Mapping[str, Any]
    ledger: Ledger
    traits: Traits
    mode: Mode = "faithful"
    slug: str = ""
    ends: dict[str, str] = field(default_factory=dict)
    built_in: dict[str, Words] = field(default_factory=dict)

    def made(self) -> Made:
        """Return what the form becomes, and where its pages and fields stood."""
        pattern = self.run()
        stands = self.stands()
        return Made(
            importer=self.traits.importer,
            pattern=pattern,
            places={self.plan.ids[path]: path for path in self.plan.pages if self._is(path, "page")},
            inside={self.plan.ids[each.head]: each.paths for each in self.groups.values() if len(each.paths) > 1},
            leads=leads_of(self.exits),
            ends=self.ends | self.gates.ends,
            stands=stands,
            asked=tuple(self.placing.asked),
            language="cy" if self.form.is_welsh else "en",
            name=text_of(self.raw.get("name")),
            version=text_of(self.raw.get("version")),
        )

    def run(self) -> Pattern:
        """Return the pattern: read, plan, place the fields, compile the conditions, write the pages."""
        self.form = self.read()
        self.texts = Texts(self.ledger, is_welsh=self.form.is_welsh)
        self.plan = self.planned()
        self.groups = groups_in(self.form, self.plan)
        self.telling = Telling(self.form, self.texts, self.ledger)
        self.exits: dict[str, list[Exit]] = {}
        placing = Placing(self.form, self.plan, self.groups, self.traits, self.texts, self.ledger)
        self.placing, self.fields = placing, placing.placed()
        used = {component.list for page in self.plan.pages.values() for component in page.fields}
        items = [item.condition for name in used if name in self.form.lists for item in self.form.lists[name].items]
        items += [name for page in self.plan.pages.values() for name in conditions_on(page, self.form.lists)]
        conditions = read_conditions(self.form, self.ledger, [*self.deciding(), *items])
        self.compiler = Compiler(self.fields, conditions.trees, self.mode, nulls=self.traits.nulls)
        self.gates = Gates(self.form, self.plan, self.fields, self.compiler, self.ledger, self.traits.second_try)
        Noticing(self.form, self.plan, self.fields, self.ledger, self.traits).notice()
        Judge(self.form, self.fields, conditions, self.ledger, self.traits).judge()
        heads = {path: group.head for path, group in self.groups.items()}
        written = [path for path in self.plan.ways.order if self._is(path, "page") and heads.get(path, path) == path]
        pages = tuple(self._page(path) for path in written)
        return self._pattern(pages or (self._empty(),))

    def read(self) -> Form:
        """Return the form as it stands in the file."""
        form = read_form(self.raw, self.ledger)
        return relinked(form, self.ledger) if self.traits.page_conditions else form

    def planned(self) -> Plan:
        """Return what each page becomes."""
        return plan_of(self.form)

    def deciding(self) -> list[str]:
        """Return the names of the conditions on which the way through the form depends."""
        fees = [text_of(mapping_of(fee).get("condition")) for fee in list_of(self.form.raw.get("fees"))]
        links = [link.condition for path in self.plan.pages for link in self.plan.links[path]]
        return [name for name in (*links, *fees) if name]

    def onward(self, page: Page) -> dict[str, Any]:
        """Return how the way leads to or from ``page``, as parts of our page."""
        self.exits[self.plan.ids[page.path or page.pointer]] = exits = self.gates.exits(page)
        return {"goto": goto_of(exits)}

    def rules(self) -> dict[str, Any]:
        """Return the parts of the pattern that decide and charge."""
        paths = {page_id: path for path, page_id in self.plan.ids.items()}
        before = [
            self.plan.ways.always.get(self.groups[path].paths[-1] if path in self.groups else path, frozenset())
            for path in (paths[page] for page, exits in self.exits.items() if any(each.to == "check" for each in exits))
            if path in self.plan.ways.reached
        ]
        always = frozenset.intersection(*before) if before else frozenset()
        return Fees(self.form, self.fields, self.compiler, self.texts, self.ledger, always).rules()

    def stands(self) -> tuple[Stand, ...]:
        """Return the pages in order, for forms whose pages follow one another."""
        return ()

    def _is(self, path: str, role: str) -> bool:
        return self.plan.roles[path] == role

    def _page(self, path: str) -> PatternPage:
        page = self.plan.pages[path]
        page_id = self.plan.ids[path]
        self.ledger.result(page.pointer, page_id)
        self._controller(page)
        if path in self.groups:
            return self._list_page(page, self.groups[path])
        onward = self.onward(page)
        parts = self._parts(page, page_id)
        return PatternPage(id=page_id, caption=self._caption(page), **parts, **onward)

    def _parts(self, page: Page, page_id: str) -> dict[str, Any]:
        """Return what is told and asked on ``page``."""
        where = Where(page=page.path, pointer=page.pointer)
        _, frames = groups_on(page)
        told = self.telling.told(page, page_id, frames, self._shown_on(page))
        title = self.texts.plain(page.title, where)
        heads = len(page.fields) == 1 and page.components[0] is page.fields[0] and bool(title)
        heads = heads and page.fields[0].pointer not in self.placing.columns
        questions = self._questions(page, title if heads else NONE)
        if not questions and not title:
            title = Words(en=text_of(page.title).strip() or page.path.strip("/").replace("-", " ") or "?")
        return {
            "title": NONE if heads and questions else title,
            "body": told.body,
            "content": told.content,
            "questions": questions,
        }

    def _list_page(self, page: Page, group: Group) -> PatternPage:
        """Return the page that lists the entries of ``group``, whose pages are asked for each of them."""
        page_id, last = self.plan.ids[group.head], self.plan.ids[group.paths[-1]]
        onward = self.onward(self.plan.pages[group.paths[-1]] if not self.traits.ordered else page)
        if last in self.exits:
            self.exits[page_id] = self.exits.pop(last)
            self.gates.ends |= {page_id: self.gates.ends[last]} if last in self.gates.ends else {}
        inner = []
        for path in group.paths:
            own = f"{page_id[:50]}_entry" if path == group.head else self.plan.ids[path]
            inner.append(RepeatPage(id=own, **self._parts(self.plan.pages[path], own)))
            message = "It is asked for each entry of a list."
            self.ledger.mark(self.plan.pages[path].pointer, "changed", message, code="page.repeats")
        title = self.texts.plain(page.title, Where(page=page.path, pointer=page.pointer)) or inner[0].questions[0].label
        repeat = repeat_of(self.placing.group_ids[group.head], group, page, tuple(inner), self._counted(page, group))
        return PatternPage(id=page_id, title=title, caption=self._caption(page), repeat=repeat, **onward)

    def _counted(self, page: Page, group: Group) -> str:
        """Return the expression for how many entries there are, where an earlier answer says so."""
        if not group.count:
            return ""
        placed = [each for each in self.fields.called(group.count) if each.question and each.kept != "record"]
        if not placed:
            message = f"The field {group.count!r}, which says how often it repeats, does not exist; people say so."
            decision = self._asked_about(page, message, blocking=False)
            self.ledger.mark(page.pointer, "needs_decision", message, code="page.repeats", decision=decision)
            return ""
        always = self.plan.ways.always.get(group.head, frozenset()) - {group.head}
        return count_of(placed[0], placed[0].page in always)

    def _questions(self, page: Page, label: Words) -> tuple[Question, ...]:
        groups, _ = groups_on(page)
        asking = Asking(self.form, self.texts, self.ledger, self._shown_on(page))
        questions: list[Question] = []
        for component in page.fields:
            for child, kind, question in self.placing.columns.get(component.pointer, ()):
                questions.append(asking.question(child, page, kind, question, label=NONE, group=None))
            if component.pointer not in self.placing.ids:
                continue
            question, kind = self.placing.ids[component.pointer], self.placing.kinds[component.pointer]
            group = groups.get(component.pointer)
            questions.append(asking.question(component, page, kind, question, label=label, group=group))
            if component.pointer in self.placing.times:
                questions.append(asking.time_of(component, page, self.placing.times[component.pointer], questions[-1]))
        return tuple(questions)

    def _shown_on(self, page: Page) -> Shown:
        """Return what gives the expression under which an item or a text is shown on ``page``."""
        always = self.plan.ways.always.get(page.path or page.pointer, frozenset()) - {page.path or page.pointer}

        def shown(name: str, pointer: str) -> str:
            when = self.compiler.named(name, Place(page.path, always))
            if when.size > LARGEST:
                self.ledger.mark(pointer, "needs_decision", "Its condition is too large; it is never shown.")
                return "false"
            return "" if when.kind == "true" else when.printed()

        return shown

    def _caption(self, page: Page) -> Words:
        section = self.form.sections.get(page.section)
        if section is None or section.hidden or not text_of(section.title).strip():
            return NONE
        return self.texts.plain(section.title, Where(page=page.path, pointer=page.pointer))

    def _controller(self, page: Page) -> None:
        """Say what a page of a special kind became."""
        where = Where(page=page.path, pointer=page.pointer)
        if "repeatField" in page.raw and page.path not in self.groups:
            message = "It repeats, but asks for nothing that can be kept; here it is shown once."
            decision = self._asked_about(page, message, blocking=False)
            self.ledger.mark(page.pointer, "needs_decision", message, code="page.repeats", decision=decision)
        elif page.controller not in PLAIN:
            message = f"Its controller {page.controller!r} does something of its own; here it is a plain page."
            if "magiclink" in page.controller:
                message = "It sent a link by e-mail to sign in with; here nobody must sign in, and it is a plain page."
            decision = self._asked_about(page, message, blocking="magiclink" in page.controller)
            self.ledger.mark(page.pointer, "needs_decision", message, code="controller.custom", decision=decision)
            self.ledger.find("controller.custom", where, message, status="needs_decision", decision=decision)

    def _asked_about(self, page: Page, message: str, *, blocking: bool) -> str:
        return self.ledger.decide(
            f"page:{page.pointer}",
            f"{page.path}: {message} Is that enough?",
            options=("Yes", "No"),
            default="Yes",
            blocking=blocking,
        )

    def _outcomes(self) -> dict[str, Outcome]:
        outcomes = {}
        for path in self.plan.ways.order:
            page = self.plan.pages[path]
            if self._is(path, "end"):
                outcomes[self.plan.ids[path]] = self._outcome(page, path)
            elif self._is(path, "check"):
                self._check(page)
        return outcomes | self.gates.outcomes | ({NO_WAY_ON: casework.LOST} if self.gates.lost else {})

    def _outcome(self, page: Page, path: str) -> Outcome:
        where = Where(page=path, pointer=page.pointer)
        self.ledger.result(page.pointer, self.plan.ids[path])
        body = self.telling.text(page, self._shown_on(page))
        if page.links and all(link in self.plan.cycles for link in page.links):
            self.ends[self.plan.ids[path]] = "cycle"
        if page.links and not self.traits.ordered:
            message = "Its links lead nowhere, so it is an end."
            self.ledger.mark(page.pointer, "needs_decision", message, code="nav.end")
        title = self.texts.plain(page.title, where) or Words(en=path.strip("/").replace("-", " ") or "?")
        return Outcome(title=title, body=body, next=casework.AFTER_END)

    def _check(self, page: Page) -> None:
        self.ledger.result(page.pointer, "check")
        for pointer in page.pointers[1:]:
            self.ledger.mark(pointer, "dropped", "The built-in page for checking answers takes its place.")
        if page.fields:
            self._asked_about(page, "It asks for something beside the answers, which was left out.", blocking=True)

    def _empty(self) -> PatternPage:
        self.ledger.decide(
            "form.empty",
            "The form has no page that can be shown. What should it ask?",
            options=("Write it anew",),
            default="Write it anew",
            blocking=True,
        )
        title = Words(en="This form has no pages yet", cy="Nid oes tudalennau yn y ffurflen hon eto")
        return PatternPage(id="empty", title=title)

    def _pattern(self, pages: tuple[PatternPage, ...]) -> Pattern:
        outcomes = self._outcomes()
        name = self.texts.plain(self.raw.get("name"), Where(pointer="/name")) if self.raw.get("name") else NONE
        title = name or pages[0].title or (pages[0].questions[0].label if pages[0].questions else Words(en="Form"))
        extras = Extras(self.form, self.texts, self.ledger)
        ending = extras.ending(confirmed=any(self._confirms(path) for path in self.plan.checks))
        ending = ending.model_copy(update={name: words for name, words in self.built_in.items() if words})
        extras.settle()
        questions = [question for page in pages for question in page.questions]
        case = casework.case_of(title, questions, self.ledger)
        rules = self.rules()
        case = case_waiting(case) if "payment" in rules else case
        return Pattern(
            pattern=self.slug or pattern_slug(title.en),
            version="0.1.0",
            title=title,
            verb=casework.verb_of(title.en),
            prefix=casework.prefix_of(title.en),
            languages=("cy",) if self.form.is_welsh else ("en",),
            imported=True,
            pages=pages,
            outcomes=outcomes,
            ending=ending,
            privacy=casework.privacy_of(title, self.ledger),
            case=case,
            messages=casework.messages_of(title, case.contact),
            capabilities=capabilities_of(pages, paid="payment" in rules),
            **rules,
        )

    def _confirms(self, path: str) -> bool:
        return self.plan.pages[path].controller == "confirm"
