"""How does a Hackney assessment become a pattern? Its tasks in their order, with the conditions of each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from commonhall.core.importers.drafting import NONE, Draft
from commonhall.core.importers.hackney.fields import Kept, kept_of, question_of, visits
from commonhall.core.importers.hackney.templates import Field, Step, Template, Theme, Wish, read_template
from commonhall.core.importers.imported import Made, Wanted
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.logic import Logic, atom, both, quoted
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.xgov.form import text_of
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.language.model import Content, Page, Repeat, RepeatPage
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words

IMPORTER: Final = "hackney 1"
_KIND: Final = Words(en="What kind of assessment is this?", cy="Pa fath o asesiad yw hwn?")
_GROUPS: Final = ("repeaterGroup", "timetable")


def read_hackney(raw: Any, ledger: Ledger, wanted: Wanted) -> Made:
    """Return the pattern of one Hackney assessment. Raises FormRefused when the file holds none."""
    if not isinstance(raw, list):
        raise FormRefused("This is not a set of Hackney assessments: it is not a list.")
    template = read_template(raw, wanted.part, ledger)
    return Assessment(template, Draft(ledger, Texts(ledger)), wanted.slug).made()


@dataclass
class Assessment:
    """One import. kept: by step and by id of the field; where an id is used twice, the first."""

    template: Template
    draft: Draft
    slug: str
    kept: dict[tuple[str, str], Kept] = field(default_factory=dict)
    by_pointer: dict[str, Kept] = field(default_factory=dict)

    def made(self) -> Made:
        """Return the pattern and where its parts stand in the source."""
        self._keep_all()
        kinds = self._kinds()
        for theme in self.template.themes:
            shown = self._done_when(theme, kinds)
            for step in theme.steps:
                self._step(step, theme, shown)
        self._around()
        title = self.draft.texts.plain(self.template.name, self.template.where)
        return self.draft.made(IMPORTER, title, slug=self.slug, name=self.template.name, sensitive=True)

    def _keep_all(self) -> None:
        for theme in self.template.themes:
            for step in theme.steps:
                for each in step.fields:
                    self._keep(step.where.pointer, each)
                    for row in each.rows:
                        self._keep(each.where.pointer, row)

    def _keep(self, above: str, each: Field) -> None:
        if each.type == "echo":
            return
        kept = self.by_pointer[each.where.pointer] = kept_of(each, self.draft, each.where.pointer)
        if (above, each.id) in self.kept:
            message = "Another field of the task has the same id; in the source they shared one answer."
            self.draft.ledger.mark(each.where.pointer, "changed", message)
            self.draft.ledger.find("field.duplicate", each.where, message)
        self.kept.setdefault((above, each.id), kept)

    def _kinds(self) -> str:
        """Add the page that asks which kind of assessment it is, where that makes a difference; return its question."""
        filters = [set(theme.kinds) for theme in self.template.themes if theme.kinds]
        union = list(dict.fromkeys(kind for theme in self.template.themes for kind in theme.kinds))
        if not filters or all(each == filters[0] for each in filters):
            return ""
        question_id = self.draft.question_id("assessment_kind", "kind")
        options = [{"value": kind[:100], "label": Words(en=kind)} for kind in union]
        question = self.draft.question(self.template.where, type="choice", id=question_id, label=_KIND, options=options)
        page = self.draft.page_id("assessment_kind", "kind")
        self.draft.pages.append(Page(id=page, questions=(question,)))
        self.draft.places[page] = ""
        message = "The kind of assessment, which decides what is asked, is asked first."
        self.draft.ledger.mark(self.template.where.pointer, "changed", message)
        return question_id

    def _done_when(self, theme: Theme, question: str) -> str | None:
        """Return the condition under which the tasks of ``theme`` are done; None for never."""
        if not theme.kinds:
            self.draft.decide_on(theme.where, "theme.never", "It names no kind of assessment, so it was never shown.")
            return None
        if not question:
            return ""
        return f"answers.{question} in [{', '.join(quoted(kind[:100]) for kind in theme.kinds)}]"

    def _step(self, step: Step, theme: Theme, shown: str | None) -> None:
        """Add the pages of ``step``: its fields together, but a page of its own for each group of rows."""
        if shown is None:
            for where in (step.where, *(each.where for each in step.fields)):
                self.draft.ledger.mark(where.pointer, "dropped", "Its theme is never shown.")
            return
        self._finish(step)
        contents: list[Content] = []
        questions: list[Question] = []
        for each in self._in_order(step):
            when = self._when(each, step)
            if when is None:
                continue
            if each.type == "echo":
                contents += self._echo(each, when)
            elif each.type in _GROUPS:
                self._flush(step, theme, shown, contents, questions)
                self._group(each, step, theme, shown, when)
            else:
                questions.append(question_of(self.by_pointer[each.where.pointer], when, self.draft))
        self._flush(step, theme, shown, contents, questions)

    def _flush(self, step: Step, theme: Theme, shown: str, contents: list[Content], questions: list[Question]) -> None:
        if not contents and not questions:
            return
        number = sum(1 for page in self.draft.places.values() if page == step.where.pointer)
        page_id = self.draft.page_id(f"{step.name} ", f"{step.where.pointer} {number}")
        texts = self.draft.texts
        body = texts.written(step.intro, step.where) if not number else NONE
        page = Page(
            id=page_id,
            title=texts.plain(step.name, step.where) or Words(en="?"),
            caption=texts.plain(theme.name, theme.where),
            body=body,
            content=tuple(contents),
            show_when=shown,
            questions=tuple(questions),
        )
        self._add(page, step)
        contents.clear()
        questions.clear()

    def _add(self, page: Page, step: Step) -> None:
        self.draft.pages.append(page)
        self.draft.places[page.id] = step.where.pointer
        self.draft.ledger.result(step.where.pointer, page.id)

    def _group(self, each: Field, step: Step, theme: Theme, shown: str, when: str) -> None:
        texts, kept = self.draft.texts, self.by_pointer[each.where.pointer]
        if each.type == "timetable":
            message = "A timetable of minutes by day and time became a list of visits."
            self.draft.decide_on(each.where, "component.changed", message)
            questions = visits(kept, self.draft)
            one, many = Words(en="visit", cy="ymweliad"), Words(en="visits", cy="ymweliadau")
        else:
            questions = self._rows(each, step)
            name = text_of(each.raw.get("itemName")).strip() or "item"
            one, many = Words(en=name), Words(en=f"{name}s")
        if not questions:
            self.draft.decide_on(each.where, "group.empty", "Its rows ask nothing, so it was left out.", blocking=True)
            return
        page_id = self.draft.page_id(f"{each.text} ", each.where.pointer)
        called = ", ".join(f"{{item.{question.id}}}" for question in questions[:2])
        inner = RepeatPage(id=f"{page_id[:50]}_each", title=texts.plain(each.text, each.where), questions=questions)
        repeat = Repeat(
            id=kept.question,
            min=1 if each.required else 0,
            one=one,
            many=many,
            item=Words(en=called),
            add=Words(en=f"Do you want to add another {one.en}?"),
            first=Words(en=f"Do you want to add a {one.en}?"),
            pages=(inner,),
        )
        both_hold = " && ".join(
            f"({part})" if part.count("(") and " || " in part else part for part in (shown, when) if part
        )
        title = texts.plain(each.text, each.where) or Words(en=one.en)
        hint = texts.plain(each.hint, each.where)
        caption = texts.plain(theme.name, theme.where)
        self._add(Page(id=page_id, title=title, caption=caption, body=hint, show_when=both_hold, repeat=repeat), step)

    def _rows(self, each: Field, step: Step) -> tuple[Question, ...]:
        made = []
        for row in each.rows:
            if row.type in ("echo", *_GROUPS):
                self.draft.decide_on(row.where, "component.unknown", f"A {row.type} inside a row was left out.")
                continue
            when = self._when(row, step, above=each.where.pointer)
            if when is not None:
                made.append(question_of(self.by_pointer[row.where.pointer], when, self.draft))
        return tuple(made)

    def _in_order(self, step: Step) -> Sequence[Field]:
        """Return the fields so that each stands after those that its conditions read; a circle stays as it was."""
        named: dict[str, Field] = {}
        for each in step.fields:
            named.setdefault(each.id, each)
        order: dict[str, Field] = {}
        begun: set[str] = set()
        for root in step.fields:
            stack = [root]
            while stack:
                each = stack[-1]
                pointer = each.where.pointer
                needed = (
                    [named[wish.id] for wish in each.conditions if wish.id in named] if pointer not in begun else []
                )
                begun.add(pointer)
                waiting = [one for one in needed if one.where.pointer not in begun]
                if waiting:
                    stack += reversed(waiting)
                    continue
                stack.pop()
                order.setdefault(pointer, each)
        found = list(order.values())
        self._say_moved(step.fields, found)
        return found

    def _say_moved(self, before: Sequence[Field], after: Sequence[Field]) -> None:
        places = {each.where.pointer: place for place, each in enumerate(after)}
        first_places = {each.id: place for place, each in reversed(list(enumerate(before)))}
        for place, each in enumerate(before):
            read = [first_places[wish.id] for wish in each.conditions if wish.id in first_places]
            if any(other > place for other in read) and places[each.where.pointer] > place:
                message = "It was shown by the answer to a later field, and now stands after it."
                self.draft.ledger.mark(each.where.pointer, "changed", message)
                self.draft.ledger.find("cond.forward", each.where, message, severity="info")

    def _when(self, each: Field, step: Step, *, above: str = "") -> str | None:
        """Return the condition of ``each``: all of its wishes; None when one of them can never be met."""
        parts: list[Logic] = []
        for wish in each.conditions:
            part = self._met(wish, step, above)
            if isinstance(part, str):
                message = f"{part} In the source the field is never shown; it was left out."
                options = ("Leave it out", "Show it always")
                self.draft.decide_on(wish.where, "cond.never", message, options=options)
                self.draft.ledger.mark(each.where.pointer, "dropped", f"It is never shown: {part}")
                return None
            parts.append(part)
        whole = both(*parts)
        return "" if whole.kind == "true" else whole.printed()

    def _met(self, wish: Wish, step: Step, above: str) -> Logic | str:
        """Return when ``wish`` is met, or why it never is. Conditions see the row and the task, nothing else."""
        in_row = self.kept.get((above, wish.id)) if above else None
        kept = in_row or self.kept.get((step.where.pointer, wish.id))
        if above and in_row is None and kept is not None:
            message = "It looks at the task outside the row, which the source did only on screen."
            self.draft.ledger.mark(wish.where.pointer, "changed", message)
        if kept is None:
            return f"No field of this task is called {wish.id!r}."
        if kept.type == "choices" or kept.field.type in _GROUPS:
            return f"{wish.id!r} takes several answers, which never equal one."
        value = text_of(wish.value)
        key = kept.keys.get(value) if kept.keys else value
        if key is None or not value:
            return f"{value!r} cannot be chosen at {wish.id!r}."
        name = f"{'item' if in_row else 'answers'}.{kept.question}"
        return both(atom(f"has({name})"), atom(f"{name} == {quoted(key)}"))

    def _echo(self, each: Field, when: str) -> list[Content]:
        path = text_of(each.raw.get("path"))
        found = next((kept for kept in self._earlier(path)), None)
        if found is None:
            message = f"It shows the answer to {path!r}, which does not exist; it was left out."
            self.draft.decide_on(each.where, "echo.missing", message)
            return []
        shown = f"has(answers.{found.question})"
        self.draft.ledger.mark(each.where.pointer, "changed", "It stands above the fields of its page.")
        heading = self.draft.texts.written(each.text, each.where)
        body = Words(en=f"**{heading.en}**\n\n{{answers.{found.question}}}")
        name = self.draft.question_id(each.id, each.where.pointer)
        return [Content(id=name, kind="inset", body=body, show_when=f"{shown} && {when}" if when else shown)]

    def _earlier(self, path: str) -> Sequence[Kept]:
        return [
            self.kept[step.where.pointer, each.id]
            for theme in self.template.themes
            for step in theme.steps
            for each in step.fields
            if f"{step.id}.{each.id}" == path and each.type not in ("echo", *_GROUPS)
        ]

    def _finish(self, step: Step) -> None:
        if step.can_finish:
            message = "The assessment could be finished here; here everything is asked."
            self.draft.decide_on(step.where, "step.early_finish", message)

    def _around(self) -> None:
        told: Mapping[str, str] = {
            "approvable": "A second person had to approve it; here the case goes straight on.",
            "linkable": "It could be linked to another assessment; here it cannot.",
        }
        for name, message in told.items():
            if self.template.raw.get(name) is True:
                self.draft.ledger.decide(
                    f"case.{name}", f"{message} Is that enough?", options=("Leave it as it is", "Change it"),
                    default="Leave it as it is",
                )  # fmt: skip
                self.draft.ledger.find(f"case.{name}", self.template.where, message, status="needs_decision")
        message = "Tasks could be done in any order; here they follow one another."
        self.draft.ledger.mark(self.template.where.pointer, "changed", message)
