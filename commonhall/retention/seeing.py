"""How does a part of a pack read to an officer who may not see all answers of its case?"""

from __future__ import annotations

import re
from copy import copy
from typing import Final

from commonhall.cases.hidden import text_as_seen
from commonhall.cases.queries import CasePage
from commonhall.core.language.wording import fill
from commonhall.core.questions.masking import masked_words
from commonhall.core.values.words import Language
from commonhall.retention.models import Part

_LANGUAGES: Final[tuple[Language, ...]] = ("en", "cy")


def as_seen(part: Part, found: CasePage | None) -> Part:
    """Return a copy of a part without what is hidden from the reader of ``found``, its case; the part itself where
    nothing is. Never saved."""
    if found is None or not found.hidden:
        return part
    shown = copy(part)
    labels = {fill(question.label, found.scope, each) for question, _ in found.hidden for each in _LANGUAGES}
    shown.rows = [
        [label, masked_words(found_in) if label in labels else _without(value, labels, found, found_in)]
        for label, value in part.rows
        for found_in in (_language(part),)
    ]
    shown.text = _without(part.text, labels, found, _language(part))
    shown.title = _without(part.title, labels, found, _language(part))
    shown.found = [{**each, "text": _without(each["text"], labels, found, _language(part))} for each in part.found]
    shown.marks = [_without(each, labels, found, _language(part)) for each in part.marks]
    same = (shown.rows, shown.text, shown.title, shown.found) == (
        [list(row) for row in part.rows], part.text, part.title, part.found
    )  # fmt: skip
    return part if same else shown


def _without(text: str, labels: set[str], found: CasePage, language: Language) -> str:
    """Return a text without hidden answers: neither their values nor what stands behind their questions."""
    for label in labels:
        text = re.sub(rf"(?m)^({re.escape(label)}: ).*$", rf"\g<1>{masked_words(language)}", text)
    return text_as_seen(text, found.case, found.hidden, language=language)


def _language(part: Part) -> Language:
    return "cy" if part.pack.language == "cy" else "en"
