"""How does a field become a question? Labels, limits, options and messages, each as near to the source as can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.xgov.comparing import number_in, written_value
from commonhall.core.importers.xgov.fieldsets import Grouped, label_in_hint
from commonhall.core.importers.xgov.form import Component, Form, Page, mapping_of, text_of
from commonhall.core.importers.xgov.kinds import Kind, keys_of
from commonhall.core.importers.xgov.messages import own_messages
from commonhall.core.importers.xgov.regexes import pattern_of
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.questions.file import KINDS, MOST_MEGABYTES
from commonhall.core.questions.number import LARGEST
from commonhall.core.questions.question import Question
from commonhall.core.questions.registry import AnyQuestion
from commonhall.core.values.words import Words

_QUESTION: Final[TypeAdapter[Question]] = TypeAdapter(AnyQuestion)
_MOST_DAYS: Final = 99_999
_AUTOCOMPLETE: Final = re.compile(r"[a-z0-9 -]{1,60}")
NONE: Final = Words(en="")


@dataclass(frozen=True)
class Asking:
    """What is needed to make questions of a form's fields.

    shown: turns the name of a condition into the expression under which an item of a list is shown.
    """

    form: Form
    texts: Texts
    ledger: Ledger
    shown: Callable[[str, str], str]

    def question(
        self, component: Component, page: Page, kind: Kind, question: str, *, label: Words, group: Grouped | None
    ) -> Question:
        """Return the question with id ``question`` that ``component`` becomes.

        label: given where the page's title is the label. Limits that no answer could meet are left out and reported.
        """
        where = Where(page=page.path, field=component.name, pointer=component.pointer)
        parts: dict[str, Any] = {"type": kind.type, "id": question}
        parts["required"] = component.options.get("required") is not False
        parts |= self._labels(component, where, label, group)
        parts |= self._limits(component, kind, page, where)
        autocomplete = text_of(component.options.get("autocomplete"))
        if _AUTOCOMPLETE.fullmatch(autocomplete) and kind.type not in ("file", "declaration"):
            parts["autocomplete"] = autocomplete
        return self._made(parts, own_messages(component, kind.type, self.texts, where), where)

    def time_of(self, component: Component, page: Page, question: str, beside: Question) -> Question:
        """Return the question for the time of day that belongs to the date ``beside``."""
        label = Words(en=f"{beside.label.en}: time", cy=f"{beside.label.cy}: amser" if beside.label.cy else "")
        parts = {"type": "time", "id": question, "required": beside.required, "label": label}
        return self._made(parts, {}, Where(page=page.path, field=component.name, pointer=component.pointer))

    def _made(self, parts: Mapping[str, Any], messages: Mapping[str, Words], where: Where) -> Question:
        try:
            return _QUESTION.validate_python({**parts, "errors": messages})
        except ValidationError:
            sure = ("type", "id", "required", "label", "hint", "options")
            kept = {name: parts[name] for name in sure if name in parts}
            message = "Its limits contradict each other; they were left out."
            self.ledger.mark(where.pointer, "needs_decision", message, code="field.limits")
            self.ledger.find("field.limits", where, message, status="needs_decision")
            return _QUESTION.validate_python(kept)

    def _labels(self, component: Component, where: Where, label: Words, group: Grouped | None) -> dict[str, Words]:
        own = self.texts.plain(component.title, where)
        inside = label_in_hint(component)
        hint = NONE if inside else self.texts.plain(component.hint, where)
        if inside:
            self.ledger.mark(where.pointer, "changed", "The label that stood in its hint became its label.")
            own = self._same(inside.label) if inside.label else own
            hint = self._same(inside.rest)
            required = component.options.get("required") is not False
            if inside.optional and required:
                self.ledger.find("field.optional_label", where, "Its label says optional, but it must be answered.")
        elif hint.en == own.en:
            hint = NONE
        if group and group.legend:
            self.ledger.mark(where.pointer, "changed", "The legend of its group was put before its label.")
            own = self._same(f"{group.legend}: {own.en}" if own.en != group.legend else own.en)
            hint = self._same(" ".join(text for text in (group.around, hint.en) if text))
        elif component.options.get("hideTitle") is True and not inside and not label:
            self.ledger.mark(where.pointer, "changed", "Its label, which was hidden, is shown.")
        return {
            "label": label or own or self._fallback(component, where),
            "hint": hint,
            "name_in_errors": self._short(component, where),
        }

    def _short(self, component: Component, where: Where) -> Words:
        """Return the short name that DEFRA forms give a field for messages; a statement is needed for yes and no."""
        raw = component.raw.get("errorDescription") or component.raw.get("shortDescription")
        if not raw or component.type in ("YesNoField", "DeclarationField"):
            return NONE
        short = self.texts.plain(raw, where)
        if short.en == text_of(component.title).strip():
            return NONE
        return short if re.match(r"[A-Z]{2}|I ", short.en) else short.model_copy(update={"en": _lower(short.en)})

    def _same(self, text: str) -> Words:
        return Words(en=text, cy=text if self.texts.is_welsh else "")

    def _fallback(self, component: Component, where: Where) -> Words:
        return Words(en=component.name or where.page or "?")

    def _limits(self, component: Component, kind: Kind, page: Page, where: Where) -> dict[str, Any]:
        limits = {
            "text": self._text,
            "long_text": self._long_text,
            "number": self._number,
            "date": self._date,
            "file": self._file,
            "choices": self._options,
            "choice": self._options,
        }
        return limits[kind.type](component, where) if kind.type in limits else {}

    def _options(self, component: Component, where: Where) -> dict[str, Any]:
        limits: dict[str, Any] = {"options": self._offered(component)}
        if component.type == "CheckboxesField":
            for part, limit in (("min", "min_chosen"), ("max", "max_chosen"), ("length", "max_chosen")):
                count = _whole(component.schema.get(part))
                if count:
                    limits[limit] = count
        return limits

    def _offered(self, component: Component) -> list[dict[str, Any]]:
        form_list = self.form.lists[component.list]
        keys = keys_of(form_list)
        options, used = [], set()
        for item in form_list.items:
            value = written_value(item.value) if item.value is not None else ""
            if value not in keys or value in used:
                continue
            used.add(value)
            where = Where(list=form_list.name, condition=item.condition, pointer=item.pointer)
            label = self.texts.plain(item.text, where)
            options.append(
                {
                    "value": keys[value],
                    "label": label or Words(en=keys[value]),
                    "hint": self.texts.plain(item.description, where),
                    "show_when": self.shown(item.condition, item.pointer) if item.condition else "",
                }
            )
        return options

    def _text(self, component: Component, where: Where) -> dict[str, Any]:
        schema = component.schema
        exact = _whole(schema.get("length"))
        least, most = exact or _whole(schema.get("min")), exact or _whole(schema.get("max"))
        limits: dict[str, Any] = {}
        if least:
            limits["min_length"] = min(least, 4000)
        if most:
            limits["max_length"] = min(most, 4000)
        limits |= pattern_of(text_of(schema.get("regex")), where, self.ledger)
        for part in ("prefix", "suffix"):
            if text_of(component.options.get(part)):
                limits[part] = self.texts.plain(component.options[part], where)
        return limits

    def _long_text(self, component: Component, where: Where) -> dict[str, Any]:
        limits: dict[str, Any] = {}
        words = _whole(component.options.get("maxWords")) or _whole(component.schema.get("maxWords"))
        most = _whole(component.schema.get("max")) or _whole(component.schema.get("length"))
        if words:
            limits["max_words"] = min(words, 10_000)
            if component.type == "MultilineTextField":
                self.ledger.mark(where.pointer, "changed", "Its limit of words holds here; in the source it did not.")
        limits["max_length"] = min(most or max(4000, 12 * (words or 0)), 50_000)
        rows = _whole(component.options.get("rows"))
        if rows:
            limits["rows"] = min(max(rows, 2), 40)
        return limits

    def _number(self, component: Component, where: Where) -> dict[str, Any]:
        precision = _whole(component.schema.get("precision"))
        whole = component.schema.get("integer") is True
        limits: dict[str, Any] = {"decimals": 0 if whole else min(precision or 2, 6)}
        for part in ("min", "max"):
            number = number_in(_plain(component.schema.get(part)))
            if number is not None and abs(number) <= LARGEST:
                limits[part] = Decimal(written_value(number))
        for part in ("prefix", "suffix"):
            if text_of(component.options.get(part)):
                limits[part] = self.texts.plain(component.options[part], where)
        return limits

    def _file(self, component: Component, where: Where) -> dict[str, Any]:
        zone = mapping_of(component.options.get("dropzoneConfig"))
        most = (
            _whole(component.schema.get("max"))
            or _whole(component.schema.get("length"))
            or _whole(zone.get("maxFiles"))
        )
        least = _whole(component.schema.get("min")) or _whole(component.options.get("minimumRequiredFiles"))
        several = component.options.get("multiple") is True or component.type == "ClientSideFileUploadField"
        limits: dict[str, Any] = {"max_files": min(most or (10 if several or least else 1), 50)}
        limits["min_files"] = min(least or 1, limits["max_files"])
        if component.options.get("minimumRequiredFiles") == 0:
            limits["required"] = False
        megabytes = _whole(zone.get("maxFilesize"))
        if megabytes:
            limits["max_mb"] = min(megabytes, MOST_MEGABYTES)
        accepted = text_of(component.options.get("accept")) or text_of(zone.get("acceptedFiles"))
        kinds = tuple(kind for kind, (media, _) in KINDS.items() if media in accepted or f".{kind}" in accepted.lower())
        if kinds:
            limits["accepts"] = kinds
        if megabytes and megabytes > MOST_MEGABYTES:
            self.ledger.mark(where.pointer, "changed", f"A file may have {MOST_MEGABYTES} megabytes at most here.")
        return limits

    def _date(self, component: Component, where: Where) -> dict[str, Any]:
        limits: dict[str, Any] = {}
        for part, limit, sign in (("maxDaysInPast", "earliest", "-"), ("maxDaysInFuture", "latest", "+")):
            days = _whole(component.options.get(part))
            if days and days <= _MOST_DAYS:
                limits[limit] = f"today{sign}{days}"
        return limits


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _plain(value: Any) -> str | float:
    return value if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _whole(value: Any) -> int | None:
    """Return a whole number above nought that ``value`` is or writes; None for anything else."""
    number = number_in(_plain(value))
    return int(number) if number is not None and 1 <= number <= 1_000_000 else None
