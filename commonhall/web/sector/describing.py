"""How is a pattern described to people who may adopt it? Questions, ends, deadlines, messages, settings, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from markupsafe import Markup

from commonhall.core.language.model import Pattern, Repeat, Setting
from commonhall.core.language.table_model import Table
from commonhall.core.language.wording import GAP, fill
from commonhall.core.questions.question import Question
from commonhall.core.values.dates import in_words
from commonhall.core.values.words import Language, Words
from commonhall.web.components.prose import prose
from commonhall.web.components.views.journey import SummaryPart, SummaryRow
from commonhall.web.components.views.sector import Cell, Phrase
from commonhall.web.sector.said import (
    CAPABILITIES,
    CHANNELS,
    HOLDINGS,
    LANGUAGES,
    QUESTION_TYPES,
    SAID,
    SETTING_TYPES,
    UNITS,
    VERBS,
    name_of,
)

OGL: Final = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
SETTING: Final = re.compile(r"settings\.([a-z][a-z0-9_]*)")
SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&=])")
WHERE_A_COUNCILS_WORD_STANDS: Final = "…"
MOST_SHOWN: Final = 3


def plain(words: Words, pattern: Pattern, language: Language) -> str:
    """Return a text of the pattern with its settings as they stand unless changed; other gaps become an ellipsis."""
    defaults = {"settings": {name: setting.default for name, setting in pattern.settings.items()}}

    def gap(match: re.Match[str]) -> str:
        return fill(Words(en=match.group(0)), defaults, language) or WHERE_A_COUNCILS_WORD_STANDS

    return " ".join(GAP.sub(gap, words.say(language)).split())


def _safe(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


def lead_of(pattern: Pattern, language: Language) -> str:
    """Return the sentence that says what the pattern is for."""
    return plain(pattern.summary or pattern.title, pattern, language)


def needs_of(pattern: Pattern, language: Language) -> tuple[str, ...]:
    """Return the capabilities that the pattern needs, in words; optional ones say so."""
    return tuple(
        name_of(CAPABILITIES, name, language) + (f" ({SAID['optional'].say(language)})" if wanted == "optional" else "")
        for name, wanted in pattern.capabilities.items()
    )


def about(pattern: Pattern, language: Language) -> SummaryPart:
    """Return the facts about a pattern as rows of a summary."""
    rows = [
        ("verb", VERBS[pattern.verb].say(language)),
        ("version", pattern.version),
        ("needs", ", ".join(needs_of(pattern, language)) or SAID["nothing"].say(language)),
        ("languages", ", ".join(LANGUAGES[code].say(language) for code in pattern.languages)),
        ("keeper", pattern.keeper.replace("-", " ")),
        ("lgsl", str(pattern.lgsl or "")),
        ("licence", SAID["ogl"].say(language)),
    ]
    return SummaryPart(
        title=SAID["about"].say(language),
        rows=tuple(
            SummaryRow(
                key=SAID[key].say(language),
                lines=(value,),
                lang=_marked("en", language) if key == "keeper" else "",
            )
            for key, value in rows
            if value
        ),
    )


def contents(pattern: Pattern, language: Language) -> Markup:
    """Return what the pattern holds, as the HTML of a page: files, questions, ends, deadlines, messages."""
    blocks = [
        (SAID["files"].say(language), _files(pattern, language)),
        (SAID["asked"].say(language), _questions(pattern, language)),
        (SAID["outcomes"].say(language), _outcomes(pattern, language)),
        (SAID["charges"].say(language), _charges(pattern, language)),
        (SAID["tables"].say(language), _titles(pattern.tables.values(), pattern, language)),
        (SAID["holdings"].say(language), _holdings(pattern, language)),
        (SAID["deadlines"].say(language), _deadlines(pattern, language)),
        (SAID["tasks"].say(language), _tasks(pattern, language)),
        (SAID["messages"].say(language), _messages(pattern, language)),
    ]
    return prose("\n\n".join(f"## {title}\n\n" + "\n".join(lines) for title, lines in blocks if lines))


def _files(pattern: Pattern, language: Language) -> list[str]:
    at = f"/patterns/{pattern.pattern}"
    return [
        f"- [{SAID['as_yaml'].say(language)}]({at}.yaml)",
        f"- [{SAID['as_json'].say(language)}]({at}.json)",
        f"- [{SAID['schema'].say(language)}](/schema/pattern.json)",
        f"- [{SAID['ogl'].say(language)}]({OGL})",
    ]


def _questions(pattern: Pattern, language: Language) -> list[str]:
    lines = []
    for page in pattern.pages:
        for question in page.questions:
            sometimes = bool(page.show_when or question.show_when or question.when_missing)
            lines.append(f"- {_question(question, pattern, language, sometimes=sometimes)}")
        if page.repeat:
            lines += _repeated(page.repeat, pattern, language)
    return lines


def _repeated(repeat: Repeat, pattern: Pattern, language: Language) -> list[str]:
    each = SAID["each"].say(language).replace("{one}", plain(repeat.one, pattern, language))
    return [
        f"- {_question(question, pattern, language, sometimes=bool(page.show_when or question.show_when), more=each)}"
        for page in repeat.pages
        for question in page.questions
    ]


def _question(question: Question, pattern: Pattern, language: Language, *, sometimes: bool, more: str = "") -> str:
    notes = [name_of(QUESTION_TYPES, question.type, language), *([_safe(more)] if more else [])]
    if not question.required:
        notes.append(SAID["need_not"].say(language))
    if sometimes:
        notes.append(SAID["sometimes"].say(language))
    return f"{_safe(plain(question.label, pattern, language))} \\({', '.join(notes)}\\)"


def _outcomes(pattern: Pattern, language: Language) -> list[str]:
    ends = list(pattern.outcomes.values())
    lines = [f"- {_safe(plain(outcome.title, pattern, language))}" for outcome in ends]
    return lines or [SAID["no_outcomes"].say(language)]


def _charges(pattern: Pattern, language: Language) -> list[str]:
    lines = [*pattern.charges, *(each for move in pattern.case.transitions for each in move.charges)]
    return [f"- {_safe(plain(charge.label, pattern, language))}" for charge in lines]


def _titles(parts: Iterable[Table], pattern: Pattern, language: Language) -> list[str]:
    return [f"- {_safe(plain(part.title, pattern, language))}" for part in parts]


def _holdings(pattern: Pattern, language: Language) -> list[str]:
    return [
        f"- {_safe(plain(each.title, pattern, language))} \\({HOLDINGS[each.kind].say(language)}\\)"
        for each in pattern.case.entitlements
    ]


def _tasks(pattern: Pattern, language: Language) -> list[str]:
    return [f"- {_safe(plain(task.label, pattern, language))}" for task in pattern.case.tasks]


def _deadlines(pattern: Pattern, language: Language) -> list[str]:
    lines = []
    for deadline in pattern.case.deadlines:
        unit = UNITS[deadline.unit].say(language)
        named = SETTING.fullmatch(str(deadline.days))
        if isinstance(deadline.days, int):
            length = f"{deadline.days} {unit}"
        elif named and named.group(1) in pattern.settings:
            length = f"{pattern.settings[named.group(1)].default} {unit}, {SAID['when'].say(language)}"
        else:
            length = SAID["when"].say(language)
        lines.append(f"- {_safe(plain(deadline.label, pattern, language))}: {length}")
    return lines


def _messages(pattern: Pattern, language: Language) -> list[str]:
    return [
        f"- {_safe(plain(message.subject, pattern, language))} "
        f"\\({', '.join(CHANNELS[channel].say(language) for channel in message.channels)}\\)"
        for message in pattern.messages.values()
    ]


def setting_rows(pattern: Pattern, language: Language) -> tuple[tuple[Cell, Cell, Cell], ...]:
    """Return what a council may vary: title with type and bounds, the default, the reason."""
    return tuple(
        (
            (_said(setting.title, language), Phrase(" ("), *_kind(setting, language), Phrase(")")),
            (_default(setting, language), *_differs(setting, language)),
            (_said(setting.why, language),),
        )
        for setting in pattern.settings.values()
    )


def _differs(setting: Setting, language: Language) -> tuple[Phrase, ...]:
    return (Phrase(f" ({SAID['differs'].say(language)})"),) if setting.defaults else ()


def _said(words: Words, language: Language) -> Phrase:
    return Phrase(words.say(language), _marked(words.language_said(language), language))


def _code(text: str, language: Language) -> Phrase:
    """Return a value as patterns write it, which is in English whatever the page."""
    return Phrase(text.replace("_", " "), _marked("en", language))


def _marked(said: Language, page: Language) -> str:
    return "" if said == page else said


def _kind(setting: Setting, language: Language) -> Iterator[Phrase]:
    kind = name_of(SETTING_TYPES, setting.type, language)
    if setting.type == "choice":
        yield Phrase(f"{kind}: ")
        yield _code(", ".join(setting.options), language)
    elif setting.type in {"list", "table"} or setting.min is None or setting.max is None:
        yield Phrase(kind)
    else:
        yield Phrase(f"{kind}, {setting.min}–{setting.max}")


def _default(setting: Setting, language: Language) -> Phrase:
    value: Any = setting.default
    if isinstance(value, bool):
        return Phrase(SAID["yes" if value else "no"].say(language))
    if not value and value != 0:
        return Phrase(SAID["none"].say(language))
    if setting.type == "words":
        words = Words.model_validate(value)
        return _said(words, language) if words else Phrase(SAID["none"].say(language))
    if isinstance(value, list):
        if setting.type == "list" and len(value) <= MOST_SHOWN:
            return _code(", ".join(str(each) for each in value), language)
        return Phrase(SAID["rows"].say(language).replace("{n}", str(len(value))))
    if setting.type in {"time", "date"}:
        return Phrase(in_words(value, language, weekday=False))
    return _code(value, language) if isinstance(value, str) else Phrase(str(value))
