"""Which question types are there, what may be said of each, and what do they say when an answer will not do?"""

from __future__ import annotations

from typing import Any

from commonhall.core.questions.messages import MESSAGES
from commonhall.core.questions.question import Question
from commonhall.core.questions.registry import question_types
from commonhall.upkeep.reference.tables import one_line, page, table

LEAD = (
    "A question of a pattern has a `type`. What is said under *Every type* may be said of any question; the rest "
    "belongs to its type. A message may be replaced with `errors: {rule: ...}`. `{x}` stands for the question."
)


def questions_page() -> str:
    """Return the page."""
    shared = dict(Question.model_fields)
    shared.pop("type")
    blocks = ["## Every type\n", _options(Question, set(shared)), _messages("")]
    for name, kind in question_types().items():
        own = {field for field in kind.model_fields if field not in Question.model_fields}
        blocks += [f"## {name}\n", f"{one_line(kind.__doc__ or '')}\n", _options(kind, own), _messages(name)]
    return page("Question types", LEAD, *(block for block in blocks if block))


def _options(kind: type[Question], names: set[str]) -> str:
    rows = [
        (f"`{name}`", _kind_of(field.annotation), "required" if field.is_required() else _default(field.default))
        for name, field in kind.model_fields.items()
        if name in names
    ]
    return table(("Option", "Type", "Unless said"), rows)


def _kind_of(annotation: Any) -> str:
    name = getattr(annotation, "__name__", "") if not getattr(annotation, "__args__", None) else ""
    text = name or str(annotation)
    for part in ("typing.", "commonhall.core.questions.", "commonhall.core.values.words.", "question.", "decimal."):
        text = text.replace(part, "")
    return f"`{text}`"


def _default(value: Any) -> str:
    if value is None or value in ((), ""):
        return ""
    text = getattr(value, "en", None)
    if text is not None:
        return str(text)
    return "" if "Undefined" in type(value).__name__ else f"`{value}`"


def _messages(name: str) -> str:
    rows = [
        (f"`{key}`", words.en, words.cy)
        for key, words in MESSAGES.items()
        if (key.partition(".")[0] == name if name else "." not in key)
    ]
    return table(("Message", "English", "Welsh"), rows)
