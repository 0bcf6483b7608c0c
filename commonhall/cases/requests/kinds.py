"""What can a person be asked for? Kinds that every service has, with their limits and what they do to the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from commonhall.core.questions.file import File
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Question
from commonhall.core.questions.yes_no import YesNo
from commonhall.core.values.words import Words, both

Clock = Literal["pause", "restart", "none"]
Gives = Literal["files", "answers", "agreement"]
ESCALATE: Final = "escalate"
DECIDE: Final = "decide"
LONGEST_ANSWER: Final = 4000


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of request. label: for officers. title: for the person. gives: what they are asked to give.

    days: working days to answer. clock: what it does to the deadlines of the case. limit: what happens when nobody
    answers in time: ``escalate`` makes a task of it, ``decide`` goes on with what there is.
    """

    id: str
    label: Words
    title: Words
    gives: Gives
    days: int = 10
    clock: Clock = "pause"
    limit: str = ESCALATE


KINDS: Final = (
    Kind(
        "evidence",
        both("Send more evidence", "Anfon mwy o dystiolaeth"),
        both("We need more evidence from you", "Mae angen mwy o dystiolaeth gennych"),
        "files",
        limit=DECIDE,
    ),
    Kind(
        "replace_document",
        both("Replace a document", "Disodli dogfen"),
        both("Please send us a document again", "Anfonwch ddogfen atom eto"),
        "files",
        limit=DECIDE,
    ),
    Kind(
        "questions",
        both("Answer questions", "Ateb cwestiynau"),
        both("We have questions for you", "Mae gennym gwestiynau i chi"),
        "answers",
    ),
    Kind(
        "agree_change",
        both("Agree to a change", "Cytuno i newid"),
        both("Do you agree to this change?", "A ydych yn cytuno i’r newid hwn?"),
        "agreement",
    ),
    Kind(
        "agree_time",
        both("Agree to more time", "Cytuno i fwy o amser"),
        both("Do you agree that we take more time?", "A ydych yn cytuno i ni gymryd mwy o amser?"),
        "agreement",
        days=5,
        clock="none",
    ),
)
_BY_ID: Final = {kind.id: kind for kind in KINDS}
_FILES: Final = both("Add your files", "Ychwanegwch eich ffeiliau")
_AGREE: Final = both("Do you agree?", "A ydych yn cytuno?")
_AGREE_NAME: Final = both("whether you agree", "a ydych yn cytuno")
_MORE: Final = both("Is there anything else to tell us?", "A oes rhywbeth arall i’w ddweud wrthym?")
_ANSWER: Final = both("an answer", "ateb")


def kind_of(id: str) -> Kind:
    """Return the kind called ``id``. Raises KeyError."""
    return _BY_ID[id]


def questions_of(kind: str, asked: Sequence[str]) -> tuple[Question, ...]:
    """Return what the person is shown to answer: what the kind wants, and the officer's questions one by one.

    asked: in the person's language already.
    """
    given = [
        LongText(
            id=f"q{number}",
            type="long_text",
            label=Words(en=text, cy=text),
            name_in_errors=_ANSWER,
            max_length=LONGEST_ANSWER,
        )
        for number, text in enumerate(asked, 1)
    ]
    first: list[Question] = []
    gives = kind_of(kind).gives
    if gives == "files":
        first.append(File(id="request_files", type="file", label=_FILES, max_files=10))
    if gives == "agreement":
        first.append(YesNo(id="agree", type="yes_no", label=_AGREE, name_in_errors=_AGREE_NAME))
    more = LongText(id="more", type="long_text", label=_MORE, required=False, max_length=LONGEST_ANSWER)
    return (*first, *given, more)
