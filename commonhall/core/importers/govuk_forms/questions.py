"""Which questions does a step of GOV.UK Forms ask? One answer type of the source, one or more of our questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.importers.drafting import NONE, Draft, keys_of
from commonhall.core.importers.govuk_forms.document import Step
from commonhall.core.importers.xgov.form import mapping_of, text_of
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words

NO_ANSWER: Final = "none_of_the_above"
_NONE_OF_THE_ABOVE: Final = Words(en="None of the above", cy="Dim un o'r uchod")
_LONGEST_LINE: Final = 499
_LONGEST_TEXT: Final = 4999
_NAME_PARTS: Final[Mapping[str, Words]] = {
    "given-name": Words(en="First name", cy="Enw cyntaf"),
    "additional-name": Words(en="Middle names", cy="Enwau canol"),
    "family-name": Words(en="Last name", cy="Cyfenw"),
}
_TITLE: Final = Words(en="Title", cy="Teitl")


@dataclass(frozen=True)
class Stepped:
    """The questions of a step. own: the one that carries the step's own text; the others need it as a title."""

    questions: tuple[Question, ...]
    titled: bool = False
    keys: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Asking:
    """Makes the questions of a form's steps."""

    draft: Draft

    def step(self, step: Step) -> Stepped:
        """Return what ``step`` asks. A type that is not known becomes a text, to be decided on."""
        known: dict[str, Callable[[Step], Stepped]] = {
            "text": self._text,
            "name": self._name,
            "selection": self._selection,
            "address": self._address,
            "date": self._date,
        }
        if step.type in known:
            return known[step.type](step)
        plain: dict[str, dict[str, Any]] = {
            "number": {"type": "number", "min": 0, "decimals": 6},
            "email": {"type": "email"},
            "phone_number": {"type": "phone"},
            "national_insurance_number": {"type": "national_insurance"},
            "organisation_name": {"type": "organisation"},
            "file": {"type": "file"},
        }
        if step.type not in plain:
            message = f"Answers of the type {step.type!r} are not known; it became a text."
            self.draft.decide_on(step.where, "component.unknown", message, blocking=True)
        return Stepped((self._one(step, **plain.get(step.type, {"type": "text"})),))

    def _one(self, step: Step, *, suffix: str = "", label: Words = NONE, **parts: Any) -> Question:
        own = self.draft.texts.plain(step.text, step.where)
        question = self.draft.question_id(f"{step.text}{suffix and ' '}{suffix}", step.id + suffix)
        parts.setdefault("required", not step.optional)
        if not label:
            parts["hint"] = self.draft.texts.plain(step.hint, step.where)
        self.draft.ledger.result(step.where.pointer, question)
        source = f"{step.id}.{suffix}" if suffix else step.id
        return self.draft.question(
            step.where, source_field=source, id=question, label=label or own or Words(en=step.id), **parts
        )

    def _text(self, step: Step) -> Stepped:
        if step.settings.get("input_type") == "long_text":
            return Stepped((self._one(step, type="long_text", max_length=_LONGEST_TEXT),))
        return Stepped((self._one(step, type="text", max_length=_LONGEST_LINE),))

    def _name(self, step: Step) -> Stepped:
        wanted = text_of(step.settings.get("input_type"))
        needs_title = text_of(step.settings.get("title_needed")) == "true" or step.settings.get("title_needed") is True
        parts = ["given-name", "family-name"] if wanted.startswith("first_") else []
        if wanted == "first_middle_and_last_name":
            parts.insert(1, "additional-name")
        if not parts and not needs_title:
            return Stepped((self._one(step, type="name", max_length=_LONGEST_LINE),))
        made = []
        if needs_title:
            made.append(self._part(step, "honorific-prefix", _TITLE, required=False, max_length=99))
        if not parts:
            whole = Words(en="Full name", cy="Enw llawn")
            made.append(self._one(step, suffix="full", label=whole, type="name", max_length=_LONGEST_LINE))
        for part in parts:
            required = not step.optional and part != "additional-name"
            made.append(self._part(step, part, _NAME_PARTS[part], required=required, max_length=_LONGEST_LINE))
        return Stepped(tuple(made), titled=True)

    def _part(self, step: Step, part: str, label: Words, *, required: bool, max_length: int) -> Question:
        return self._one(
            step, suffix=part, label=label, type="text", required=required, max_length=max_length, autocomplete=part
        )

    def _address(self, step: Step) -> Stepped:
        wanted = step.settings.get("input_type")
        kinds = mapping_of(wanted)
        abroad = wanted == "international_address" or str(kinds.get("international_address")).lower() == "true"
        here = wanted == "uk_address" or str(kinds.get("uk_address")).lower() == "true"
        if abroad and here:
            message = "People could give an address in the UK or abroad; here it is lines of text and a country."
            self.draft.ledger.mark(step.where.pointer, "changed", message)
        return Stepped((self._one(step, type="address", international=abroad),))

    def _date(self, step: Step) -> Stepped:
        latest = "today" if step.settings.get("input_type") == "date_of_birth" else ""
        return Stepped((self._one(step, type="date", latest=latest),))

    def _selection(self, step: Step) -> Stepped:
        draft = self.draft
        keys = keys_of([value for value, _ in step.choices])
        if not keys:
            draft.decide_on(
                step.where, "list.empty", "There is nothing to choose from; it became a text.", blocking=True
            )
            return Stepped((self._one(step, type="text", max_length=_LONGEST_LINE),))
        options: dict[str, dict[str, Any]] = {}
        for value, name in step.choices:
            options.setdefault(keys[value], {"value": keys[value], "label": draft.texts.plain(name, step.where)})
        several = not step.chooses_one
        if step.optional and NO_ANSWER not in options:
            options[NO_ANSWER] = {"value": NO_ANSWER, "label": _NONE_OF_THE_ABOVE, "exclusive": several}
        kind = "choices" if several else "choice"
        question = self._one(step, type=kind, required=True, options=list(options.values()), keys=keys)
        return Stepped((question,), keys=keys)
