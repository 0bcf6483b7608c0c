"""How does a pattern grow while a form is read? Ids, questions, pages and the plain case, the same for all builders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from commonhall.core.importers.imported import Asked, Made
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Kind, Where
from commonhall.core.importers.naming import identifier, pattern_slug
from commonhall.core.importers.xgov import casework
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.language.model import Ending, Outcome, Page, Pattern, Start
from commonhall.core.questions.question import Question
from commonhall.core.questions.registry import AnyQuestion
from commonhall.core.values.words import Language, Words

NONE: Final = Words(en="")
LARGEST: Final = 6000
"""Characters of one condition that an importer writes; the language takes a little more."""
LONGEST_KEY: Final = 100
_QUESTION: Final[TypeAdapter[Question]] = TypeAdapter(AnyQuestion)
_SURE: Final = ("type", "id", "required", "label", "hint", "options")


@dataclass
class Draft:
    """A pattern in the making, and where its parts stand in the source."""

    ledger: Ledger
    texts: Texts
    pages: list[Page] = field(default_factory=list)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    leads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _page_ids: set[str] = field(default_factory=set)
    _question_ids: set[str] = field(default_factory=set)

    def page_id(self, name: str, path: str) -> str:
        """Return a new id for a page or an outcome that the source calls ``name`` and keeps at ``path``."""
        return identifier(name or "page", path, self._page_ids)

    def question_id(self, name: str, path: str) -> str:
        """Return a new id for a question that the source calls ``name`` and keeps at ``path``."""
        return identifier(name or "question", path, self._question_ids)

    def question(
        self, where: Where, *, source_field: str = "", keys: Mapping[str, str] | None = None, **parts: Any
    ) -> Question:
        """Return the question of ``parts``; limits that contradict each other are left out and reported.

        source_field: the field that it keeps, for walking the answers of a trace. keys: of its options.
        """
        if source_field:
            self.asked.append(Asked(parts["id"], parts["type"], source_field, keys or {}))
        try:
            return _QUESTION.validate_python(parts)
        except ValidationError:
            message = "Its limits contradict each other or go beyond ours; they were left out."
            self.ledger.mark(where.pointer, "needs_decision", message, code="field.limits")
            self.ledger.find("field.limits", where, message, status="needs_decision")
            return _plainer({name: parts[name] for name in _SURE if name in parts})

    def decide_on(
        self,
        where: Where,
        code: str,
        message: str,
        *,
        question: str = "",
        options: tuple[str, ...] = ("Leave it as it is", "Change it"),
        blocking: bool = False,
    ) -> None:
        """Report that a person must decide about the object at ``where``; the first option stands until then."""
        place = where.field or where.page or where.condition or where.pointer
        decision = self.ledger.decide(
            f"{code}:{where.pointer}",
            question or f"{place}: {message} Is that enough?",
            options=options,
            default=options[0],
            blocking=blocking,
        )
        self.ledger.mark(where.pointer, "needs_decision", message, code=code, decision=decision)
        self.ledger.find(code, where, message, status="needs_decision", decision=decision)

    def enter(self, kind: Kind, where: Where, source: object, result: str = "") -> Where:
        """Enter an object of the source in the ledger, and return where it stands."""
        self.ledger.enter(kind, where, source=source if isinstance(source, str) else "", result=result)
        return where

    def settle_rest(self, raw: Mapping[str, Any], known: Iterable[str]) -> None:
        """Enter every other key of the form as a setting that the council's own settings replace."""
        for key in raw:
            if key not in set(known):
                pointer = f"/{key.replace('~', '~0').replace('/', '~1')}"
                self.ledger.enter("setting", Where(pointer=pointer), source=key)
                self.ledger.mark(pointer, "dropped", "The council's own settings take its place.")

    def made(
        self,
        importer: str,
        title: Words,
        *,
        slug: str = "",
        start: Start | None = None,
        ending: Ending | None = None,
        name: str = "",
        version: str = "",
        **parts: Any,
    ) -> Made:
        """Return the whole: the pages so far, the plain case, and what the case assumes left to be decided."""
        title = title or Words(en="Form", cy="Ffurflen")
        pages = tuple(self.pages) or (empty_page(self.ledger),)
        questions = [question for page in pages for question in page.questions]
        case = casework.case_of(title, questions, self.ledger)
        pattern = Pattern(
            pattern=slug or pattern_slug(title.en),
            version="0.1.0",
            title=title,
            verb=casework.verb_of(title.en),
            prefix=casework.prefix_of(title.en),
            languages=("cy",) if self.texts.is_welsh else ("en",),
            imported=True,
            start=start or Start(),
            pages=pages,
            outcomes=self.outcomes,
            ending=ending or Ending(),
            privacy=casework.privacy_of(title, self.ledger),
            case=case,
            messages=casework.messages_of(title, case.contact),
            **parts,
        )
        language: Language = "cy" if self.texts.is_welsh else "en"
        asked = tuple(self.asked)
        return Made(importer, pattern, self.places, self.leads, asked, language=language, name=name, version=version)


def _plainer(parts: Mapping[str, Any]) -> Question:
    """Return the question without limits; one whose options cannot be kept, such as thousands, as a text."""
    try:
        return _QUESTION.validate_python(parts)
    except ValidationError:
        plain = {name: part for name, part in parts.items() if name != "options"}
        return _QUESTION.validate_python({**plain, "type": "text"})


def empty_page(ledger: Ledger) -> Page:
    """Return the page of a form that has none, which must be written anew before it goes live."""
    ledger.decide(
        "form.empty",
        "The form has no page that can be shown. What should it ask?",
        options=("Write it anew",),
        default="Write it anew",
        blocking=True,
    )
    return Page(id="empty", title=Words(en="This form has no pages yet", cy="Nid oes tudalennau yn y ffurflen hon eto"))


def keys_of(values: Sequence[str]) -> dict[str, str]:
    """Return the key of each value that can be chosen: the value itself, or an id made from it where it is too long."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for value in values:
        key = value.strip()
        if value in keys or not key:
            continue
        if len(key) > LONGEST_KEY or key in taken:
            key = identifier(f"{value[:40]} ", value, taken)
        taken.add(key)
        keys[value] = key
    return keys
