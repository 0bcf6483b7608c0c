"""How does a whole GOV.UK Forms document become a pattern? Steps, routes, exit pages and the texts around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commonhall.core.importers.drafting import NONE, Draft
from commonhall.core.importers.govuk_forms.document import Routing, Step, read_steps
from commonhall.core.importers.govuk_forms.questions import NO_ANSWER, Asking, Stepped
from commonhall.core.importers.imported import Made, Wanted
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.logic import FALSE, Logic
from commonhall.core.importers.routing import CHECK, Link, Sure, always, chosen, linked
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.xgov.casework import AFTER_END
from commonhall.core.importers.xgov.form import text_of
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.language.model import Ending, Outcome, Page, Repeat, RepeatPage
from commonhall.core.values.words import Words

IMPORTER: Final = "govuk_forms 1"
MOST_ANSWERS: Final = 50
_READ: Final = frozenset(
    {
        "steps",
        "name",
        "start_page",
        "declaration_text",
        "declaration_markdown",
        "what_happens_next_markdown",
        "payment_url",
    }
)
_CONTACT: Final = ("support_email", "support_phone", "support_url", "support_url_text", "privacy_policy_url")
_ENDED: Final = Words(en="You cannot use this form", cy="Ni allwch ddefnyddio'r ffurflen hon")
_WHICH: Final = Words(en="Tell us what applies instead", cy="Dywedwch wrthym beth sy'n berthnasol yn lle hynny")
_ADD: Final = Words(en="Do you want to add another answer?", cy="Ydych chi am ychwanegu ateb arall?")
_FIRST: Final = Words(en="Do you want to add an answer?", cy="Ydych chi am ychwanegu ateb?")


def read_govuk_forms(raw: Any, ledger: Ledger, wanted: Wanted) -> Made:
    """Return the pattern of a GOV.UK Forms document. Raises FormRefused when it has no list of steps."""
    if not isinstance(raw, dict) or not isinstance(raw.get("steps"), list):
        raise FormRefused("This is not a GOV.UK Forms document: it has no list of steps.")
    texts = Texts(ledger, is_welsh=raw.get("language") == "cy")
    return GovukForm(raw, Draft(ledger, texts), wanted.slug).made()


@dataclass
class GovukForm:
    """One import."""

    raw: Mapping[str, Any]
    draft: Draft
    slug: str
    ids: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    asked: dict[str, Stepped] = field(default_factory=dict)
    links: dict[str, list[Link]] = field(default_factory=dict)

    def made(self) -> Made:
        """Return the pattern and where its parts stand in the source."""
        draft = self.draft
        self.steps = read_steps(self.raw, draft.ledger)
        asking = Asking(draft)
        for step in self.steps.values():
            self.ids[step.id] = draft.page_id(f"{step.text} ", step.id)
            self.asked[step.id] = asking.step(step)
        pages = {page.id: page for step in self.steps.values() for page in self._pages(step)}
        for step in self.steps.values():
            self._link(step)
        start = self.ids.get(text_of(self.raw.get("start_page"))) or next(iter(pages), "")
        way = linked(start, self.links, draft.ledger)
        draft.pages = [pages[page].model_copy(update={"goto": way.goto[page]}) for page in way.order]
        draft.leads = dict(way.leads)
        self._around()
        title = draft.texts.plain(self.raw.get("name"), Where(pointer="/name"))
        return draft.made(
            IMPORTER,
            title,
            slug=self.slug,
            ending=self._ending(),
            name=text_of(self.raw.get("name")),
            version=text_of(self.raw.get("version")) or text_of(self.raw.get("updated_at")),
        )

    def _pages(self, step: Step) -> list[Page]:
        """Return the page of ``step``, and one more where it asks what none of the options covers."""
        texts, asked, page_id = self.draft.texts, self.asked[step.id], self.ids[step.id]
        heading = texts.plain(step.heading, step.where)
        title = heading or (texts.plain(step.text, step.where) if asked.titled else NONE)
        body = texts.written(step.guidance, step.where)
        self.draft.places[page_id] = step.id
        self.draft.ledger.result(step.where.pointer.removesuffix("/data"), page_id)
        page = Page(id=page_id, title=title, body=body, questions=asked.questions)
        if step.repeats:
            page = self._repeated(step, page)
        return [page, *self._instead(step)]

    def _repeated(self, step: Step, page: Page) -> Page:
        """Return the page on which answers are added one after the other."""
        first = page.questions[0]
        inner = RepeatPage(id=f"{page.id[:50]}_each", title=page.title, body=page.body, questions=page.questions)
        repeat = Repeat(
            id=self.draft.question_id(f"{step.text} all", f"{step.id}.all"),
            min=0 if step.optional else 1,
            max=MOST_ANSWERS,
            one=Words(en="answer", cy="ateb"),
            many=Words(en="answers", cy="atebion"),
            item=Words(en=f"{{item.{first.id}}}", cy=f"{{item.{first.id}}}"),
            add=_ADD,
            first=_FIRST,
            pages=(inner,),
        )
        return Page(id=page.id, title=page.title or first.label, repeat=repeat)

    def _instead(self, step: Step) -> list[Page]:
        raw = step.settings.get("none_of_the_above_question")
        keys = self.asked[step.id].keys
        if not isinstance(raw, dict) or not step.optional or not keys or step.repeats:
            return []
        label = self.draft.texts.plain(raw.get("question_text"), step.where) or _WHICH
        question = self.draft.question(
            step.where,
            source_field=f"{step.id}.{NO_ANSWER}",
            type="text",
            id=self.draft.question_id(f"{step.text} none", f"{step.id}.none"),
            label=label,
            required=text_of(raw.get("is_optional")) != "true" and raw.get("is_optional") is not True,
        )
        page_id = self.extra[step.id] = self.draft.page_id(f"{step.text} none", f"{step.id}.none")
        self.draft.places[page_id] = step.id
        message = "What it asks of people whom no option fits stands on a page of its own."
        self.draft.ledger.mark(step.where.pointer, "changed", message)
        return [Page(id=page_id, questions=(question,))]

    def _link(self, step: Step) -> None:
        """Write the ways out of ``step``: what no option covers, then the routes in order, then the next step."""
        page, extra = self.ids[step.id], self.extra.get(step.id)
        ways = [link for route in step.routes if (link := self._route(step, route))]
        if len(step.routes) > 1:
            message = "It has several routes; older runners followed only the first. Here all are followed in order."
            self.draft.ledger.find("route.several", step.where, message, severity="info")
        target = self.ids.get(step.next, CHECK)
        if step.next and step.next not in self.steps:
            message = f"Its next step {step.next!r} does not exist; it leads to check your answers."
            self.draft.decide_on(
                Where(page=step.id, pointer=step.where.pointer.removesuffix("/data")), "nav.page_missing", message
            )
        onward = Link(target, always, step.where, step.next)
        self.links[page] = [*ways, onward]
        if extra:
            none = Link(extra, self._holds(step, step.id, NO_ANSWER), step.where, step.id)
            self.links[page] = [none, *ways, onward]
            self.links[extra] = [*ways, onward]

    def _route(self, step: Step, route: Routing) -> Link | None:
        for fault in route.faults:
            message = f"The builder itself marks this route as wrong: {fault.replace('_', ' ')}."
            self.draft.ledger.find(f"route.{fault}"[:60], route.where, message)
        target, lead = self._target(step, route)
        if not target:
            message = "It leads to a step that does not exist, so it was left out."
            self.draft.decide_on(route.where, "nav.page_missing", message)
            return None
        self.draft.ledger.result(route.where.pointer, target)
        if not route.value:
            return Link(target, always, route.where, lead)
        return Link(target, self._holds(step, route.check, route.value, route.where), route.where, lead)

    def _target(self, step: Step, route: Routing) -> tuple[str, str]:
        if route.exit_id or route.exit_text is not None:
            return self._exit(step, route), ""
        if route.skips_to_end and not route.goto:
            return CHECK, ""
        return self.ids.get(route.goto, ""), route.goto

    def _exit(self, step: Step, route: Routing) -> str:
        texts = self.draft.texts
        shared = step.exits.get(route.exit_id, {})
        heading = route.exit_heading or text_of(shared.get("heading")) or text_of(shared.get("page_heading"))
        text = route.exit_text or text_of(shared.get("markdown")) or text_of(shared.get("page_markdown"))
        outcome = self.draft.page_id(f"{heading or 'exit'} ", f"exit {route.exit_id or route.where.pointer}")
        title = texts.plain(heading, route.where) or _ENDED
        self.draft.outcomes[outcome] = Outcome(title=title, body=texts.written(text, route.where), next=AFTER_END)
        return outcome

    def _holds(self, step: Step, check: str, value: str, where: Where | None = None) -> Any:
        """Return when a route is taken: when ``value`` was chosen at the step ``check``."""
        source = self.steps.get(check)
        asked = self.asked.get(check)
        key = NO_ANSWER if value == NO_ANSWER else (asked.keys or {}).get(value) if asked else None
        offered = (
            bool(asked and asked.keys) and key is not None and (key != NO_ANSWER or bool(source and source.optional))
        )
        if source is None or asked is None or source.repeats or not offered:
            if where is not None:
                message = f"It follows the answer {value!r}, which cannot be given; it is never taken."
                self.draft.decide_on(where, "cond.value_not_in_list", message, options=("Never", "Another answer"))
            return _never
        question, page = asked.questions[0].id, self.ids[check]

        def holds(sure: Sure) -> Logic:
            return chosen(question, str(key), several=not source.chooses_one, sure=page in sure)

        return holds

    def _ending(self) -> Ending:
        texts, raw = self.draft.texts, self.raw
        declared = "declaration_markdown" if raw.get("declaration_markdown") else "declaration_text"
        return Ending(
            declaration=texts.written(raw.get(declared), Where(pointer=f"/{declared}")),
            what_next=texts.written(
                raw.get("what_happens_next_markdown"), Where(pointer="/what_happens_next_markdown")
            ),
        )

    def _around(self) -> None:
        """Enter everything around the steps, and say what became of it."""
        ledger = self.draft.ledger
        for key, value in self.raw.items():
            if key == "steps":
                continue
            where = Where(pointer=f"/{key.replace('~', '~0').replace('/', '~1')}")
            ledger.enter("output" if key == "submission_email" else "setting", where, source=key)
            if key == "payment_url" and value:
                message = "After sending, people were shown a link to pay. Here they are not."
                self.draft.decide_on(where, "payment.link", message, blocking=True)
            elif key == "submission_email":
                ledger.mark(where.pointer, "changed", "What was sent went to a mailbox; here a case is opened.")
            elif key in _CONTACT and value:
                message = "The council's own contact details and privacy notice take its place."
                ledger.mark(where.pointer, "changed", message, code="setting.proposed")
            elif key not in _READ and key not in ("language", "available_languages"):
                ledger.mark(where.pointer, "dropped", "It belongs to the builder and is not needed here.")


def _never(_: Sure) -> Logic:
    return FALSE
