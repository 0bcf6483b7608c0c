"""Which messages of its own does a field have, and under which of our rules do they belong?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.xgov.form import Component, mapping_of, text_of
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.questions.registry import question_types
from commonhall.core.values.words import Words

_RULES: Final[Mapping[str, str]] = {
    "any.required": "missing",
    "any.only": "missing",
    "string.empty": "missing",
    "number.base": "format",
    "date.base": "missing",
    "string.max": "too_long",
    "string.min": "too_short",
    "string.pattern.base": "format",
    "string.regex.base": "format",
    "string.email": "format",
    "string.uri": "format",
    "number.min": "too_low",
    "number.max": "too_high",
    "date.min": "too_early",
    "date.max": "too_late",
    "string.maxWords": "too_many_words",
}


def own_messages(component: Component, type_name: str, texts: Texts, where: Where) -> dict[str, Words]:
    """Return the messages of ``component`` by our rules; the first of several for one rule stands.

    Messages with gaps are left out: the type's own say more than half a sentence.
    """
    rules = question_types()[type_name].rules
    single = text_of(component.options.get("customValidationMessage"))
    if single and "{" not in single:
        words = texts.plain(single, where)
        return dict.fromkeys((rule for rule in rules if rule != "wrong_type"), words)
    found: dict[str, Words] = {}
    for name, said in mapping_of(component.options.get("customValidationMessages")).items():
        rule = _RULES.get(str(name))
        if rule in rules and rule not in found and text_of(said) and "{" not in text_of(said):
            found[rule] = texts.plain(said, where)
    return found
