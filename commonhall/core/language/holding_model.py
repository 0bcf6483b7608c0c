"""What can a case hold besides its answers? Entitlements with a period, and bookings of a slot."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from commonhall.core.language.parts import NONE, Amount, Expression, Identifier, Part
from commonhall.core.values.words import Words


class Entitlement(Part):
    """A permit, subscription or licence that a case gives for a period.

    subject: what it is for (a registration, a number of bins), in words for people. quantity: how many. from, until:
    first and last day. renew_from: the first day on which it can be renewed; grace_days: how long after its end it
    can still be. Read as ``case.entitlements.<id>``: ``number``, ``state`` (``active``, ``suspended``, ``ended``),
    ``subject``, ``quantity``, ``from``, ``until``.
    """

    id: Identifier
    kind: Literal["permit", "subscription", "licence"]
    title: Words
    prefix: str = Field(pattern=r"^[A-Z]{2,3}$")
    subject: Expression
    quantity: Amount = 1
    from_: Expression = Field(default="today", alias="from")
    until: Expression
    renew_from: Expression = ""
    grace_days: Amount = 0


class EntitlementAct(Part):
    """What a transition does to an entitlement. The other fields, where given, become its new values.

    ``begin`` makes it with the values of its own expressions. uprn: an expression, for a transfer to another property.
    """

    act: Literal["begin", "renew", "change", "transfer", "suspend", "resume", "end"]
    id: Identifier
    subject: Expression = ""
    quantity: Amount | None = None
    from_: Expression = Field(default="", alias="from")
    until: Expression = ""
    uprn: Expression = ""


class Booking(Part):
    """A slot that a case takes up. Read as ``case.bookings.<id>``: ``date``, ``start``, ``end``, ``state``.

    question: the ``slot`` question that is answered with it. calendar: an expression that names the calendar.
    units: how many places it takes. hold_minutes: how long a place is kept while the journey is filled in.
    pay_minutes: how long once it was sent and its payment is awaited; as long, if not given.
    """

    id: Identifier
    title: Words
    question: Identifier
    calendar: Expression
    units: Amount = 1
    hold_minutes: Amount = 30
    pay_minutes: Amount | None = None


class BookingAct(Part):
    """What a transition does to a booking. slot: for a change, the expression that gives the new slot's answer."""

    act: Literal["confirm", "change", "release"]
    id: Identifier
    slot: Expression = ""


class Publication(Part):
    """What a transition publishes in the council's disclosure log. Each is an expression that gives text.

    withdraws: it takes the entry of the case out again instead; the log goes on saying that there was one.
    """

    title: Expression = ""
    question: Expression = ""
    answer: Expression = ""
    outcome: Expression = ""
    keywords: Expression = ""
    withdraws: bool = False
    about: Words = NONE
