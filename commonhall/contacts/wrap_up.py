"""With which codes do agents end a conversation, and how are callers checked? The council's own, or the usual ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from commonhall.contacts.interactions import LONGEST_KEPT, CallerCheck, WrapUpCode
from commonhall.core.values.words import Words, both

IDENTIFIERS: Final = ("name", "postcode", "birth_date", "phone", "email", "reference", "last_service")
"""What a caller can be asked. last_service: for what they were last in touch; reference: of one of their requests."""

NEEDED: Final = "needed"
"""The code of a conversation that nothing would have made needless."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code and what it is called."""

    slug: str
    label: Words


@dataclass(frozen=True, slots=True)
class Checking:
    """How callers are checked: what must always be right, what is asked besides, how many, and how often.

    kept_months: how long a conversation is kept that touched no case.
    """

    always: tuple[str, ...] = ("name", "postcode")
    others: tuple[str, ...] = ("birth_date", "phone", "email", "last_service")
    needed: int = 3
    tries: int = 3
    kept_months: int = 12

    @property
    def asked(self) -> tuple[str, ...]:
        """Everything that may be asked, in its order."""
        return (*self.always, *(each for each in self.others if each not in self.always))

    def check(self) -> None:
        """Raise ValueError where nobody could pass, or where passing would prove nothing."""
        if not set(self.asked) <= set(IDENTIFIERS):
            raise ValueError("unknown identifier")
        if not 2 <= self.needed <= len(self.asked) or len(self.always) > self.needed or not 1 <= self.tries <= 9:
            raise ValueError("the check can not be passed, or proves nothing")
        if not 1 <= self.kept_months <= LONGEST_KEPT:
            raise ValueError("conversations are kept for too short or too long")


USUAL: Final[dict[str, tuple[Code, ...]]] = {
    "reason": (
        Code("new_request", both("Asks for something new", "Gofyn am rywbeth newydd")),
        Code("progress", both("Asks how a request stands", "Gofyn am hynt cais")),
        Code("change", both("Changes or adds to a request", "Newid cais neu ychwanegu ato")),
        Code("payment", both("Pays, or asks about a payment", "Talu, neu holi am daliad")),
        Code("information", both("Asks for information", "Gofyn am wybodaeth")),
        Code("complaint", both("Is not happy with us", "Yn anfodlon â ni")),
        Code("wrong_place", both("Wanted somebody else", "Eisiau rhywun arall")),
    ),
    "outcome": (
        Code("resolved", both("Dealt with now", "Wedi’i ddatrys nawr")),
        Code("passed_on", both("Passed on to a team", "Wedi’i drosglwyddo i dîm")),
        Code("call_back", both("We will call back", "Byddwn yn ffonio’n ôl")),
        Code("sent_link", both("Sent a link to do it online", "Anfonwyd dolen i’w wneud ar-lein")),
        Code("told_where", both("Told where to go instead", "Dywedwyd ble i fynd yn lle")),
        Code("cut_off", both("Ended before we were done", "Daeth i ben cyn i ni orffen")),
    ),
    "avoidable": (
        Code(NEEDED, both("It was needed", "Roedd ei angen")),
        Code("no_answer", both("We had answered earlier", "Pe baem wedi ateb yn gynt")),
        Code("unclear_letter", both("Our letter had been clear", "Pe bai ein llythyr wedi bod yn glir")),
        Code("web_unclear", both("Our website had been clear", "Pe bai ein gwefan wedi bod yn glir")),
        Code("web_broken", both("Our website had worked", "Pe bai ein gwefan wedi gweithio")),
        Code("not_done", both("We had done what we promised", "Pe baem wedi gwneud yr hyn a addawsom")),
        Code("passed_around", both("We had not passed them around", "Pe na baem wedi’u hanfon o le i le")),
    ),
}
"""The codes of a council that has none of its own."""


def codes_of(kind: str) -> tuple[Code, ...]:
    """Return the codes of ``kind`` that are offered, in their order."""
    rows = list(WrapUpCode.objects.filter(kind=kind).order_by("place", "slug"))
    if not rows:
        return USUAL[kind]
    return tuple(Code(row.slug, Words(en=row.label_en, cy=row.label_cy)) for row in rows if row.in_use)


def find_code(kind: str, slug: str) -> Code | None:
    """Return the code that is offered under this name, or None."""
    return next((code for code in codes_of(kind) if code.slug == slug), None)


def labels_of(kind: str) -> dict[str, Words]:
    """Return what every code of ``kind`` is called, by slug: also those that are no longer offered."""
    usual = {code.slug: code.label for code in USUAL[kind]}
    rows = WrapUpCode.objects.filter(kind=kind)
    return usual | {row.slug: Words(en=row.label_en, cy=row.label_cy) for row in rows}


def checking_rules() -> Checking:
    """Return how the council in scope checks callers."""
    row = CallerCheck.objects.first()
    if row is None:
        return Checking()
    return Checking(tuple(row.always), tuple(row.others), row.needed, row.tries, row.kept_months)
