"""What is a question? The parts that every question type has, and what each type must be able to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

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

    today: the date in London, ISO. options: offered keys of questions whose options come from facts or settings.
    """

    language: Language
    today: str
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The outcome of reading one posted question: either an answer, or one problem with what was typed kept."""

    answer: Answer
    problem: Problem | None = None


class Option(BaseModel):
    """One thing that can be chosen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str = Field(min_length=1, max_length=100)
    label: Words
    hint: Words = Words(en="")
    show_when: str = ""
    exclusive: bool = False


class Check(BaseModel):
    """A rule of the pattern's own about an answer: a CEL condition that must hold, and what to say if not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    when_not: str
    say: Words


class Question(BaseModel):
    """What all question types have. A type adds its own limits and implements the five faces below."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value_type: ClassVar[ValueType] = "string"

    type: str
    id: str = Field(pattern=ID, max_length=60)
    label: Words
    hint: Words = Words(en="")
    name_in_errors: Words = Words(en="")
    required: bool = True
    sensitive: bool = False
    autocomplete: str = Field(default="", pattern=r"^[a-z0-9 -]*$")
    audience: Literal["anyone", "office"] = "anyone"
    show_when: str = ""
    when_missing: str = ""
    check: tuple[Check, ...] = ()
    errors: dict[str, Words] = Field(default_factory=dict)
    why: str = ""

    def fields(self) -> tuple[str, ...]:
        """Return the names of the form fields that this question posts, first control first."""
        return (self.id,)

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Normalise and check what was posted; the highest rule that fails gives the one problem."""
        raise NotImplementedError

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return what each form field shows for a stored answer (the reverse of :meth:`read`)."""
        raise NotImplementedError

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the answer as lines of plain text for check-your-answers, the office and messages."""
        raise NotImplementedError

    def export(self, answer: Answer) -> Any:
        """Return the answer for open data and other systems: JSON, stable between versions."""
        return answer

    def thing(self, language: Language, *, start: bool = False) -> str:
        """Return the question in the user's words for messages: "your full name", "Your full name"."""
        words = (self.name_in_errors or self.label).say(language)
        first = words[:1].upper() if start else words[:1].lower() if not re.match(r"[A-Z]{2}|I ", words) else words[:1]
        return first + words[1:]
