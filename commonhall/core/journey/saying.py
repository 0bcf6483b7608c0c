"""How do texts say what was answered? As the person would: the words of an option, not its key."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from commonhall.core.language.effective import Effective
from commonhall.core.language.model import Repeat
from commonhall.core.language.wording import fill
from commonhall.core.questions.masking import FieldClass, shown_value
from commonhall.core.questions.question import Answer, Option, Setting
from commonhall.core.values.words import Language


def answers_said(
    effective: Effective,
    answers: Mapping[str, Answer],
    *,
    language: Language,
    today: str,
    options: Mapping[str, Sequence[Option]],
    seen: Collection[FieldClass] | None = None,
) -> dict[str, str]:
    """Return each answer in words, by question id, for the gaps ``{answers.x}`` of texts.

    today: the date in London, ISO. options: what questions with options from elsewhere offered. seen: the classes of
    answers that the reader sees, where it is not the person. An optional answer that was left blank is left out.
    """
    setting = Setting(language=language, today=today, options=options)
    said = _each_said(effective, answers, setting, seen)
    for group, page in effective.groups.items():
        if answers.get(group) and page.repeat is not None:
            said[group] = ", ".join(items_said(effective, page.repeat, answers[group], setting, seen=seen))
    return said


def _each_said(
    effective: Effective, answers: Mapping[str, Answer], setting: Setting, seen: Collection[FieldClass] | None
) -> dict[str, str]:
    known = {
        name: (effective.questions[name], answer)
        for name, answer in answers.items()
        if answer is not None and name in effective.questions
    }
    return {
        name: ", ".join(
            question.summary(answer, setting) if seen is None else shown_value(question, answer, setting, seen=seen)
        )
        for name, (question, answer) in known.items()
    }


def items_said(
    effective: Effective,
    group: Repeat,
    given: Answer,
    setting: Setting,
    *,
    seen: Collection[FieldClass] | None = None,
) -> list[str]:
    """Return what each item of a group is called; its number where nothing names it.

    given: the answer to the group, a list of records. setting: with what the questions of each item offer. seen: as for
    answers_said.
    """
    records = [each for each in given if isinstance(each, Mapping)] if isinstance(given, list) else []
    return [item_said(effective, group, record, number, setting, seen=seen) for number, record in enumerate(records, 1)]


def item_said(
    effective: Effective,
    group: Repeat,
    given: Mapping[str, Answer],
    number: int,
    setting: Setting,
    *,
    seen: Collection[FieldClass] | None = None,
) -> str:
    """Return what one item of a group is called: by the group's own words, else ``Person 2``."""
    said = _each_said(effective, given, setting, seen)
    called = fill(group.item, effective.scope(item=said), setting.language).strip()
    one = group.one.say(setting.language)
    return called or f"{one[:1].upper()}{one[1:]} {number}"
