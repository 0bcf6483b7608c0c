"""How does one question look on a page? Plain values for the question templates, one shape for all types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from commonhall.web.components.views.frame import Link

QuestionType = Literal[
    "text",
    "long_text",
    "name",
    "email",
    "phone",
    "yes_no",
    "choice",
    "choices",
    "date",
    "number",
    "property",
    "address",
    "declaration",
    "postcode",
    "organisation",
    "signature",
    "website",
    "vehicle",
    "national_insurance",
    "money",
    "time",
    "month_year",
    "date_range",
    "location",
    "bank_details",
    "items",
    "slot",
    "file",
]
PARTS: dict[str, tuple[str, ...]] = {
    "date": ("day", "month", "year"),
    "month_year": ("month", "year"),
    "date_range": ("from-day", "from-month", "from-year", "to-day", "to-month", "to-year"),
    "address": ("line1", "line2", "town", "postcode"),
    "property": ("postcode",),
    "bank_details": ("name", "sort_code", "account"),
    "location": ("", "lat", "lng", "source", "for", "asset"),
    "file": ("file",),
}
VISUALS: dict[str, str] = {
    "yes_no": "choice",
    "slot": "choice",
    "month_year": "date",
    **dict.fromkeys(("name", "email", "phone", "number", "postcode", "organisation", "signature"), "text"),
    **dict.fromkeys(("website", "vehicle", "national_insurance", "money", "time"), "text"),
}
"""Which template of ``templates/questions`` draws a type; a type that is not here has one of its own name."""
ABROAD: tuple[str, ...] = ("lines", "country")
"""The parts of an address that may be anywhere."""
MOST_RADIOS = 30


def field_name(question_id: str, part: str = "") -> str:
    """Return the name of a form field: the question's id, and the part for questions of several fields."""
    return f"{question_id}-{part}" if part else question_id


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """One thing that can be chosen. divider: the word shown before it ("or")."""

    value: str
    label: str
    hint: str = ""
    exclusive: bool = False
    divider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedOption:
    """Something that the person might look for but cannot choose, with the reason and what can be done instead."""

    label: str
    text: Markup | str
    next: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A file that was added. size: in words. state: a word where it is not ready to be used."""

    id: str
    name: str
    size: str
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedView:
    """A file of which only a part has arrived. size: of the whole, in words. percent: how much is here."""

    id: str
    name: str
    size: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOffer:
    """How a place can be chosen on a map. button: its words. chosen: the place that was, in words, with a note on it.

    locate: the words of the button that asks the browser where it is; locating, not_located: what is said meanwhile
    and when it does not say.
    """

    button: str
    chosen: str
    note: str
    locate: str
    locating: str
    not_located: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question with what was typed and what is wrong with it.

    value: by form field (:func:`field_name`), text as typed; a list for ``choices``.
    error: the message; error_field: which field it is about (the first wrong part of a date), the first when blank.
    legend_is_heading: the label is the page's ``h1``: the page has one question and no title of its own.
    width: expected length in characters; 0 is the full width. rows: of a long text.
    max_length, max_words: shown as a count; the server counts too. international: an address anywhere.
    agree: the words beside the box of a declaration, "I agree" when blank.
    part_labels: what the parts of a question are called where the question says so itself.
    with_roll: whether an account has a roll number too. documents: the files added. accept: the types of file, as
    browsers name them; limits: the same in words. full: no more files can be added. upload_to: where a browser may send
    a large file in parts; blank where it may not. unfinished: the files that came in part.
    map: how a place can be chosen on a map, where it can.
    """

    id: str
    type: QuestionType
    label: str
    hint: str = ""
    legend_is_heading: bool = False
    value: Mapping[str, str | list[str]] = field(default_factory=dict)
    error: str = ""
    error_field: str = ""
    options: tuple[OptionView, ...] = ()
    autocomplete: str = ""
    input_mode: str = ""
    width: int = 0
    prefix: str = ""
    suffix: str = ""
    max_length: int = 0
    max_words: int = 0
    rows: int = 5
    spellcheck: bool = True
    optional: bool = False
    international: bool = False
    agree: str = ""
    refused: tuple[RefusedOption, ...] = ()
    part_labels: Mapping[str, str] = field(default_factory=dict)
    with_roll: bool = False
    documents: tuple[DocumentView, ...] = ()
    accept: str = ""
    limits: str = ""
    full: bool = False
    upload_to: str = ""
    unfinished: tuple[UnfinishedView, ...] = ()
    as_list: bool = False
    blank: str = ""
    map: MapOffer | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of a question of several fields; empty when it has one."""
        if self.type == "items":
            return tuple(option.value for option in self.options)
        if self.type == "bank_details" and self.with_roll:
            return (*PARTS["bank_details"], "roll")
        return ABROAD if self.type == "address" and self.international else PARTS.get(self.type, ())

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the form fields, first control first."""
        return tuple(field_name(self.id, part) for part in self.parts) or (self.id,)

    @property
    def is_select(self) -> bool:
        """Whether so many options are offered that a list is kinder than radios."""
        return self.type in ("choice", "slot") and (self.as_list or len(self.options) > MOST_RADIOS)

    @property
    def visual(self) -> str:
        """The name of the template that draws the question."""
        return "select" if self.is_select else VISUALS.get(self.type, self.type)

    @property
    def error_target(self) -> str:
        """The id of the control that the error summary links to: the wrong one if it is on this page."""
        return self.error_field if self.error_field in self.fields else self.fields[0]

    def text(self, part: str = "") -> str:
        """Return what a text control shows."""
        shown = self.value.get(field_name(self.id, part), "")
        return shown if isinstance(shown, str) else "".join(shown[:1])

    def chosen(self) -> list[str]:
        """Return the values of the options that are chosen."""
        shown = self.value.get(self.id, [])
        return [value for value in ([shown] if isinstance(shown, str) else shown) if value]


def errors_of(questions: Iterable[QuestionView]) -> tuple[Link, ...]:
    """Return what the error summary lists of ``questions``."""
    return tuple(Link(text=each.error, href=f"#{each.error_target}") for each in questions if each.error)
