"""What is asked for an act on many cases, and what does that come to in words?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from commonhall.cases.queries import Case, effective_of_case
from commonhall.cases.queues.bulk import Act
from commonhall.cases.together.arranging import LONGEST_TAG
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.date import Date
from commonhall.core.questions.question import Answer, Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import in_words
from commonhall.core.values.words import Words
from commonhall.people.queries import colleagues
from commonhall.web.office.door import Visit
from commonhall.web.office.lists import PRIORITIES
from commonhall.web.office.texts import TEXTS

NOBODY = "nobody"


def questions_of(visit: Visit, act: str, picked: Sequence[Case]) -> Iterator[Question]:
    """Yield what is asked for ``act``: its value, and always why."""
    if act == "review":
        yield Date(
            id="day", type="date", label=TEXTS["queues_bulk_day"], name_in_errors=TEXTS["queues_bulk_day_name"],
            required=False, earliest="today", latest="today+1830",
        )  # fmt: skip
    elif act == "tag":
        yield Text(
            id="tag", type="text", label=TEXTS["queues_bulk_tag"], name_in_errors=TEXTS["queues_bulk_tag_name"],
            max_length=LONGEST_TAG,
        )  # fmt: skip
    else:
        options = {"assign": _people, "priority": _priorities}.get(act)
        offered = options() if options else tuple(_moves(visit, picked))
        if offered:
            yield Choice(
                id="value", type="choice", label=TEXTS[f"queues_act_{act}"], options=offered,
                name_in_errors=TEXTS[f"queues_act_{act}_name"],
            )  # fmt: skip
    yield Text(
        id="reason", type="text", label=TEXTS["queues_bulk_reason"], name_in_errors=TEXTS["queues_bulk_reason_name"],
        max_length=200,
    )  # fmt: skip


def _people() -> tuple[Option, ...]:
    working = [one for one in colleagues() if any(grant.role in ("officer", "lead") for grant in one.grants)]
    nobody = Option(value=NOBODY, label=TEXTS["owner_none"])
    return (*(Option(value=str(one.membership_id), label=Words(en=one.name, cy=one.name)) for one in working), nobody)


def _priorities() -> tuple[Option, ...]:
    return tuple(Option(value=each, label=TEXTS[f"queues_priority_{each}"]) for each in PRIORITIES)


def moves_offered(visit: Visit, picked: Sequence[Case]) -> dict[str, Words]:
    """Return the transitions without questions that some state of the cases has; none where services differ."""
    if not picked or len({case.pattern for case in picked}) > 1:
        return {}
    states = {case.state for case in picked}
    effective = effective_of_case(picked[0], council=visit.council, at=visit.at)
    return {
        one.id: one.label
        for one in effective.pattern.case.transitions
        if not one.ask and one.approval is None and {"officer", "lead"} & set(one.by) and states & set(one.from_)
    }


def _moves(visit: Visit, picked: Sequence[Case]) -> Iterator[Option]:
    for id, label in moves_offered(visit, picked).items():
        yield Option(value=id, label=label)


def value_of(act: str, answers: Mapping[str, Answer]) -> str:
    """Return the value of an act as it is kept."""
    typed = str(answers.get({"review": "day", "tag": "tag"}.get(act, "value")) or "")
    if act == "tag":
        return " ".join(typed.casefold().split())
    return "" if typed == NOBODY else typed


def words_of(visit: Visit, act: Act, cases: Sequence[Case]) -> str:
    """Return what is done to each case, in words."""
    match act.name:
        case "assign":
            names = {str(one.membership_id): one.name for one in colleagues()}
            what = names.get(act.value, "") or visit.say("nobody")
        case "priority":
            what = visit.say(f"queues_priority_{act.value}")
        case "review":
            day = act.value and in_words(date.fromisoformat(act.value).isoformat(), visit.language)
            what = day or visit.say("queues_bulk_no_day")
        case "move":
            what = _move_label(visit, act.value, cases)
        case _:
            what = act.value
    return visit.say(f"queues_said_{act.name}", what=what)


def _move_label(visit: Visit, transition: str, cases: Sequence[Case]) -> str:
    if not cases:
        return transition
    effective = effective_of_case(cases[0], council=visit.council, at=visit.at)
    labels = {one.id: one.label.say(visit.language) for one in effective.pattern.case.transitions}
    return labels.get(transition, transition)
