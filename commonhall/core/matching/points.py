"""How likely is it that two records are about one person? Points with their reasons; nobody is joined by them alone.

Only who proved to be the same is: one name, and one e-mail address with which both signed in. The table is that of
section 6 of the casework reference, and one row more: an address or number that was only typed
counts as much as a home does. So a name with any two of e-mail, mobile and home is possible, and never more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import product
from typing import Final, Literal

from commonhall.core.matching.names import FoldedName, like_forename, one_edit

SAME: Final = 80
"""From here on: suggested as the same person."""
POSSIBLE: Final = 50
"""From here on: suggested as possible. Below, nothing is said."""
SHARED_BY: Final = 3
"""An address or number that so many people have says less."""

Reason = Literal[
    "strong_number", "birth_equal", "birth_differs", "name_equal", "name_like", "name_differs", "email_verified",
    "email_typed", "email_shared", "mobile_verified", "mobile_typed", "mobile_shared", "address_now", "address_earlier",
    "other_number",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence counts. A council may set them."""

    strong_number: int = 60
    birth_equal: int = 25
    birth_differs: int = -60
    name_equal: int = 20
    name_like: int = 12
    name_differs: int = -25
    email_verified: int = 25
    email_typed: int = 15
    email_shared: int = -15
    mobile_verified: int = 20
    mobile_typed: int = 15
    mobile_shared: int = -15
    address_now: int = 15
    address_earlier: int = 8
    other_number: int = 15

    @classmethod
    def of(cls, record: Mapping[str, int]) -> Weights:
        """Return the weights with those of ``record`` in place of the usual ones."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: int(value) for name, value in record.items() if name in known})


@dataclass(frozen=True, slots=True)
class Reached:
    """An e-mail address or mobile number. shared_by: how many people have it."""

    verified: bool = False
    shared_by: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person, for comparing. birth_date: ISO or blank. strong, other: ``kind:value``."""

    names: tuple[FoldedName, ...] = ()
    birth_date: str = ""
    strong: frozenset[str] = frozenset()
    emails: Mapping[str, Reached] = field(default_factory=dict)
    mobiles: Mapping[str, Reached] = field(default_factory=dict)
    uprns_now: frozenset[str] = frozenset()
    uprns_earlier: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scored:
    """Points, and what each reason gave. never: the twin rule says that these are two people."""

    points: int
    reasons: tuple[tuple[Reason, int], ...]
    never: bool = False

    @property
    def verdict(self) -> Literal["same", "possible", ""]:
        """What is suggested."""
        if self.never or self.points < POSSIBLE:
            return ""
        return "same" if self.points >= SAME else "possible"


def score(one: Facts, other: Facts, weights: Weights | None = None) -> Scored:
    """Return how likely ``one`` and ``other`` are the same person."""
    weights = weights or Weights()
    named = tuple(_reasons(one, other))
    given = tuple((reason, int(getattr(weights, reason))) for reason in named)
    return Scored(sum(points for _, points in given), given, never=_twins(one, other, named))


def certain(one: Facts, other: Facts) -> bool:
    """Return whether ``one`` and ``other`` proved to be the same: they signed in with one address, and have one name.

    Not where a date of birth or a home speaks against it: that is for people to judge.
    """
    reasons = set(_reasons(one, other))
    elsewhere = one.uprns_now and other.uprns_now and not one.uprns_now & other.uprns_now
    return {"name_equal", "email_verified"} <= reasons and "birth_differs" not in reasons and not elsewhere


def _reasons(one: Facts, other: Facts) -> Iterator[Reason]:
    if one.strong & other.strong:
        yield "strong_number"
    if one.birth_date and other.birth_date:
        yield "birth_equal" if one.birth_date == other.birth_date else "birth_differs"
    named = _names(one, other)
    if named:
        yield named
    yield from _reached(one.emails, other.emails, "email_verified", "email_typed", "email_shared")
    yield from _reached(one.mobiles, other.mobiles, "mobile_verified", "mobile_typed", "mobile_shared")
    if one.uprns_now & other.uprns_now:
        yield "address_now"
    elif (one.uprns_now | one.uprns_earlier) & (other.uprns_now | other.uprns_earlier):
        yield "address_earlier"
    if one.other & other.other:
        yield "other_number"


def _reached(
    one: Mapping[str, Reached], other: Mapping[str, Reached], verified: Reason, typed: Reason, shared: Reason
) -> Iterator[Reason]:
    """Yield what the best address or number that both have says: proved by both rather than typed, then unshared."""
    both = [(one[value], other[value]) for value in set(one) & set(other)]
    if not both:
        return
    best = max(both, key=lambda pair: (pair[0].verified and pair[1].verified, -_shared_by(pair)))
    yield verified if best[0].verified and best[1].verified else typed
    if _shared_by(best) >= SHARED_BY:
        yield shared


def _shared_by(pair: tuple[Reached, Reached]) -> int:
    return max(pair[0].shared_by, pair[1].shared_by)


def _names(one: Facts, other: Facts) -> Reason | None:
    """Return how the names compare: the best of all pairs, for names change; None where nothing can be said."""
    said = {_compared(a, b) for a, b in product(one.names, other.names)}
    order: tuple[Reason | None, ...] = ("name_equal", "name_like", None, "name_differs")
    return next((each for each in order if each in said), None)


def _compared(one: FoldedName, other: FoldedName) -> Reason | None:
    if not one.full or not other.full:
        return None
    if one.full == other.full:
        return "name_equal"
    surnames = one.surname == other.surname
    forenames = one.forename == other.forename
    if surnames and (not one.forename or not other.forename or _initial(one.forename, other.forename)):
        return None
    if surnames and (forenames or like_forename(one.forename, other.forename)):
        return "name_like"
    if forenames and one_edit(one.surname, other.surname):
        return "name_like"
    return "name_differs"


def _initial(one: str, other: str) -> bool:
    """Whether one forename is only the first letter of the other."""
    return 1 in (len(one), len(other)) and one[:1] == other[:1]


def _twins(one: Facts, other: Facts, named: tuple[Reason, ...]) -> bool:
    """Whether surname, birth date and address are the same and the forename is another."""
    if "birth_equal" not in named or not {"address_now", "address_earlier"} & set(named):
        return False
    if {"name_equal", "name_like"} & set(named):
        return False
    surnames = {name.surname for name in one.names} & {name.surname for name in other.names}
    ours = {name.forename for name in one.names if name.forename}
    theirs = {name.forename for name in other.names if name.forename}
    return bool(surnames and ours and theirs) and not any(_initial(a, b) for a, b in product(ours, theirs))
