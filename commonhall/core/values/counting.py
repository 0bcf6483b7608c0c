"""How does a number of things read? With the noun in the form that the number wants, in English and in Welsh."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from commonhall.core.values.words import Language

COUNTED: Final = re.compile(r"\{([a-z_]+):([a-z_]+)\}")
"""A gap of a text that a number of things fills: ``{n:cases}``."""


@dataclass(frozen=True, slots=True)
class Noun:
    """The forms of a noun after a number, each with ``{n}`` where the number stands.

    cy_two: after 2, where Welsh changes the beginning. cy_many: after any other number but 1; most nouns go into the
    plural after "o", those of time and measure stay in the singular.
    """

    one: str
    many: str
    cy_one: str
    cy_many: str
    cy_two: str = ""


NOUNS: Final[dict[str, Noun]] = {
    "cases": Noun("{n} case", "{n} cases", "{n} achos", "{n} o achosion"),
    "parts": Noun("{n} part", "{n} parts", "{n} rhan", "{n} o rannau"),
    "people": Noun("{n} person", "{n} people", "{n} person", "{n} o bobl"),
    "contacts": Noun("{n} contact", "{n} contacts", "{n} cysylltiad", "{n} o gysylltiadau"),
    "files": Noun("{n} file", "{n} files", "{n} ffeil", "{n} o ffeiliau"),
    "messages": Noun("{n} message", "{n} messages", "{n} neges", "{n} o negeseuon"),
    "hours": Noun("{n} hour", "{n} hours", "{n} awr", "{n} awr"),
    "days": Noun("{n} day", "{n} days", "{n} diwrnod", "{n} diwrnod", "{n} ddiwrnod"),
    "working_days": Noun(
        "{n} working day", "{n} working days", "{n} diwrnod gwaith", "{n} diwrnod gwaith", "{n} ddiwrnod gwaith"
    ),
    "months": Noun("{n} month", "{n} months", "{n} mis", "{n} mis", "{n} fis"),
}


def counted(number: object, noun: str, language: Language) -> str:
    """Return so many things in words. number: a count, or a count in words that is more than one, such as "1,000+".

    Raises KeyError for a noun that is not known.
    """
    forms, text = NOUNS[noun], str(number)
    if language == "cy":
        form = {"1": forms.cy_one, "2": forms.cy_two or forms.cy_many}.get(text, forms.cy_many)
    else:
        form = forms.one if text == "1" else forms.many
    return form.replace("{n}", text)
