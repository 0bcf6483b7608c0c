"""How can this person be reached, which way would they like best, and which address has failed?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from commonhall.capabilities.notifications.port import Channel
from commonhall.cases.correspondence.wording import can_get_texts, postal_lines
from commonhall.cases.models import Case, Message
from commonhall.contacts.models import Person, Preferences
from commonhall.core.language.effective import Effective
from commonhall.core.values.words import Language

FAILED_OFTEN: Final = 2
"""After so many messages that came back, an address counts as one that does not work."""
_PREFERRED: Final[dict[str, Channel]] = {"email": "email", "text": "sms", "letter": "letter"}
_AS_PREFERRED: Final[dict[Channel, str]] = {"email": "email", "sms": "text", "letter": "letter"}
_NEXT: Final[tuple[Channel, ...]] = ("email", "letter", "sms")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach somebody. unwanted: they asked not to be contacted so. failing: what is sent there comes back."""

    channel: Channel
    recipient: str
    unwanted: bool = False
    failing: bool = False

    @property
    def usable(self) -> bool:
        """Whether a message may go this way."""
        return not (self.unwanted or self.failing)


def ways_to(case: Case, person: Person | None, effective: Effective) -> tuple[Way, ...]:
    """Return the ways to reach the person of a case, the best first: as they prefer, then e-mail, letter, text.

    Ways that they do not want, and those that have failed, come last. None where no address is known.
    """
    if person is None:
        return ()
    preferences = preferences_of(person)
    unwanted = set(preferences.not_by if preferences else ())
    wished = _PREFERRED.get(preferences.channel) if preferences else None
    addresses: dict[Channel, str] = {
        "email": person.email,
        "sms": person.phone if can_get_texts(person.phone) else "",
        "letter": "\n".join(postal_lines(case, person, effective)),
    }
    ways = [
        Way(channel, addresses[channel], _AS_PREFERRED[channel] in unwanted, fails(addresses[channel]))
        for channel in _NEXT
        if addresses[channel]
    ]
    return tuple(sorted(ways, key=lambda way: (not way.usable, way.channel != wished)))


def preferences_of(person: Person) -> Preferences | None:
    """Return what the person has said about how to be dealt with, or None."""
    found: Preferences | None = Preferences.objects.filter(person_id=person.id).first()
    return found


def language_for(case: Case, person: Person | None) -> Language:
    """Return the language in which to write: the one that the person asked for, else that of their request."""
    preferences = preferences_of(person) if person else None
    return "cy" if (preferences.language if preferences and preferences.language else case.language) == "cy" else "en"


def fails(recipient: str) -> bool:
    """Return whether an address counts as one that does not work: the last messages to it came back."""
    if not recipient:
        return False
    ended = Message.objects.filter(recipient=recipient, direction="out", state__in=("bounced", "returned", "delivered"))
    last = list(ended.order_by("-composed_at").values_list("state", flat=True)[:FAILED_OFTEN])
    if last[:1] == ["returned"]:
        return True  # a letter that came back closes its address at once
    return len(last) == FAILED_OFTEN and "delivered" not in last


def next_way(failed: Message, case: Case, person: Person | None, effective: Effective) -> Way | None:
    """Return the way to try after ``failed`` did not arrive, or None where there is no other.

    What went to somebody else than the person of the case, such as an outside expert, goes nowhere else.
    """
    ways = ways_to(case, person, effective)
    if failed.recipient not in {way.recipient for way in ways}:
        return None
    others = (way for way in ways if way.usable and way.channel != failed.channel)
    return next((way for way in others if way.channel != "sms"), None)
