"""What is a question? The parts that every question type has, and what each type must be able to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from commonhall.core.questions.messages import NOT_PROVIDED, fill, message
from commonhall.core.values.words import Language, Words

ID = r"^[a-z][a-z0-9_]*$"
Answer = str | int | bool | list[Any] | dict[str, Any] | None
"""A stored answer: JSON only. None means that the page was posted and an optional question left blank."""

ValueType = Literal["string", "int", "decimal", "bool", "date", "list", "record"]
"""The type that an expression sees. Decimals are stored as text and seen by expressions as doubles."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what was typed.

    rule: which rule failed ("missing", "format", "too_long" ...): the key of a message override.
    message: what to say, in the language of the page, with the question's own words.
    field: the form field to link to (the first control, or the first wrong part of a date).
    """

    rule: str
    message: str
    field: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What a question may ask about the moment and the place in which it is answered.

    today: the date in London, ISO. options: by question id, what is offered now, for questions whose
    options come from facts or settings, or where conditions hide some. properties: by UPRN, the addresses
    that the look-up gave, as JSON records; None where it was not asked, and then a UPRN is kept without its address.
    places: by the words typed, on one line and in small letters, the latitude and longitude that the gazetteer gave.
    documents: by question id, the files that the journey holds, as records with ``id``, ``name``, ``type`` and
    ``size``; None where nobody looked, and then an answer says itself which files there are.
    """

    language: Language
    today: str
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    properties: Mapping[str, Mapping[str, Any]] | None = None
    places: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    documents: Mapping[str, Sequence[Mapping[str, Any]]] | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The outcome of reading one posted question: an answer, or one problem."""

    answer: Answer
    problem: Problem | None = None


class Option(BaseModel):
    """One thing that can be chosen. max: of a basket's item, how many of it at most."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str = Field(min_length=1, max_length=100)
    label: Words
    hint: Words = Words(en="")
    show_when: str = ""
    exclusive: bool = False
    max: int | None = Field(default=None, ge=1, le=999)


class Check(BaseModel):
    """A rule of the pattern's own about an answer: a CEL condition that must hold, and what to say if not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    when_not: str
    say: Words


class Question(BaseModel):
    """What all question types have. A type adds its own limits and implements the five faces below."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seen_as: ClassVar[ValueType] = "string"
    rules: ClassVar[tuple[str, ...]] = ("missing",)
    """The rules that may fail, in the order in which they are checked; each may have its own message."""
    tells_of_person: ClassVar[bool] = False
    """Whether every answer of the type is personal data."""

    type: str
    id: str = Field(pattern=ID, max_length=60)
    label: Words
    hint: Words = Words(en="")
    name_in_errors: Words = Words(en="")
    required: bool = True
    sensitive: bool = False
    personal: bool = False
    prefill: str = ""
    autocomplete: str = Field(default="", pattern=r"^[a-z0-9 -]*$")
    audience: Literal["anyone", "office"] = "anyone"
    show_when: str = ""
    when_missing: str = ""
    check: tuple[Check, ...] = ()
    errors: dict[str, Words] = Field(default_factory=dict)
    why: str = ""

    @model_validator(mode="after")
    def _messages_belong_to_rules(self) -> Question:
        for rule in self.errors:
            if rule not in self.rules:
                raise ValueError(f"errors: there is no rule {rule!r}; this type has {', '.join(self.rules)}")
        return self

    @property
    def value_type(self) -> ValueType:
        """Return the type of the answer as expressions see it."""
        return self.seen_as

    def fields(self) -> tuple[str, ...]:
        """Return the names of the form fields that this question posts, first control first."""
        return (self.id,)

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Normalise and check what was posted; the highest rule that fails gives the one problem."""
        raise NotImplementedError

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return what each form field shows for a stored answer (the reverse of :meth:`read`): here one shows text."""
        return {self.id: "" if answer is None else text_of(answer)}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the answer as lines of plain text for check-your-answers, the office and messages: here it is text."""
        return self.not_provided(setting) if answer is None else [text_of(answer)]

    def export(self, answer: Answer) -> Any:
        """Return the answer for open data and other systems: JSON, stable between versions."""
        return answer

    def answer_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of a stored answer, for the API and for exports."""
        schema = self._schema()
        return schema if self.required else {"anyOf": [schema, {"type": "null"}]}

    def _schema(self) -> dict[str, Any]:
        raise NotImplementedError

    def read_answer(self, answer: Answer, setting: Setting) -> Parsed:
        """Check an answer that comes as JSON (API, imports, examples) by the same rules as a posted page."""
        try:
            shown = {} if answer is None else self.shown(answer)
        except (TypeError, ValueError, KeyError, AttributeError):  # not of the shape that this type stores
            return self.problem("wrong_type", setting)
        return self.read({name: [v] if isinstance(v, str) else v for name, v in shown.items()}, setting)

    def problem(self, rule: str, setting: Setting, *, variant: str = "", at: str = "", **values: object) -> Parsed:
        """Return what is wrong: the message of the question, else of its type, with the gaps filled.

        variant: a special wording of the rule. at: the form field, where it is not the first.
        """
        language = setting.language
        own = self.errors.get(rule)
        # An override that nobody has translated gives way to the type's own Welsh.
        words = own if own and own.language_said(language) == language else message(self.type, rule, variant)
        gaps = {"x": self.thing(language), "X": self.thing(language, start=True), **values}
        return Parsed(None, Problem(rule, fill(words.say(language), gaps), at or self.fields()[0]))

    def blank(self, setting: Setting, *, variant: str = "", **values: str | int) -> Parsed:
        """Return the outcome of posting nothing: a problem if the question is required, else no answer."""
        if not self.required:
            return Parsed(None)
        # A subclass names its own variants:
        return self.problem("missing", setting, variant=variant, **values)  # type: ignore[arg-type]

    def not_provided(self, setting: Setting) -> list[str]:
        """Return the summary of an optional question that was left blank."""
        return [NOT_PROVIDED.say(setting.language)]

    def thing(self, language: Language, *, start: bool = False) -> str:
        """Return the question in the user's words for messages: "your full name", "Your full name".

        A label that stands in for missing words loses its capital inside a sentence; an author's keep theirs.
        """
        words = (self.name_in_errors or self.label).say(language).rstrip("?: ")
        if start:
            return words[:1].upper() + words[1:]
        if self.name_in_errors or re.match(r"[A-Z]{2}|I ", words):
            return words
        return words[:1].lower() + words[1:]


def first(posted: Mapping[str, Sequence[str]], name: str) -> str:
    """Return the first value posted for a field; nothing where it was not posted."""
    values = posted.get(name)
    return values[0] if values else ""


def text_of(answer: Answer) -> str:
    """Return an answer that is kept as text. Raises TypeError for any other."""
    if not isinstance(answer, str):
        raise TypeError(f"The answer should be text, not {type(answer).__name__}")
    return answer


def record_of(answer: Answer) -> dict[str, Any]:
    """Return an answer that is kept as a record. Raises TypeError for any other."""
    if not isinstance(answer, dict):
        raise TypeError(f"The answer should be a record, not {type(answer).__name__}")
    return answer
