"""How do texts say what was answered? As the person would: the words of an option, not its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commonhall.core.language.effective import Effective
from commonhall.core.questions.question import Answer, Option, Setting
from commonhall.core.values.words import Language


def answers_said(
    effective: Effective,
    answers: Mapping[str, Answer],
    *,
    language: Language,
    today: str,
    options: Mapping[str, Sequence[Option]],
) -> dict[str, str]:
    """Return each answer in words, by question id, for the gaps ``{answers.x}`` of texts.

    today: the date in London, ISO. options: what questions with options from elsewhere offered. An optional answer
    that was left blank is left out.
    """
    setting = Setting(language=language, today=today, options=options)
    return {
        name: ", ".join(effective.questions[name].summary(answer, setting))
        for name, answer in answers.items()
        if answer is not None and name in effective.questions
    }
