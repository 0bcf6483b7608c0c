"""How does the table say how a play ended?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tests.rooms.festival.meeting import folder_of
from tests.rooms.festival.stage import Ended

_SEEN: Final = {
    "chosen": "the address was chosen",
    "typed": "the address was typed, and put right afterwards",
    "map": "the map was shown",
    "between": "the place was found in a list, and the map shown in between",
    "list": "the place was found in a list",
    "proved": "proved through it",
    "by_email": "an e-mail address was confirmed instead, and officers see that",
    "carried_on": "went on without proof, and officers see that",
}


def in_words(slug: str, capability: str, ended: Ended) -> str:
    """Return how it went with ``capability``; that the reference was not given at once, where it was not."""
    told = _TOLD[capability](slug, ended)
    return told if ended.at_once else f"answers kept, and sent when it worked again; {told}"


def _paid(slug: str, ended: Ended) -> str:
    return "paid at once" if ended.paid_at_once else "paid later by the same reference"


def _booked(slug: str, ended: Ended) -> str:
    assert ended.booked
    return "a slot was agreed afterwards, and paid then" if ended.agreed else "the slot was booked at once"


def _looked_up(slug: str, ended: Ended) -> str:
    if not ended.missing:
        return "looked up"
    questions = (each for page in folder_of(slug).pattern.pages for each in page.questions)
    asked = any(each.when_missing in ended.missing for each in questions)
    return "the resident was asked instead" if asked else "went on without looking up"


def _filed(slug: str, ended: Ended) -> str:
    if ended.sent_again:
        return "the file came later, by a link"
    if ended.first == {"clean"}:
        return "the file was there at once"
    if "awaited" in ended.first:
        return "the file was found in the store afterwards"
    return "the file stayed closed until it was looked into"


_TOLD: Final[dict[str, Callable[[str, Ended], str]]] = {
    "addresses": lambda slug, ended: _SEEN[ended.seen],
    "backoffice": lambda slug, ended: "waited in sight, then went" if ended.waited_over else "went at once",
    "bookings": _booked,
    "chat": lambda slug, ended: "began at once" if ended.chatted_at_once else "led elsewhere, and began afterwards",
    "files": _filed,
    "identity": lambda slug, ended: _SEEN[ended.seen],
    "maps": lambda slug, ended: _SEEN[ended.seen],
    "notifications": lambda slug, ended: "messages waited, then went" if ended.waited else "messages went at once",
    "payments": _paid,
    "scanning": _filed,
    "vehicles": _looked_up,
    "waste": _looked_up,
}
