"""What must staff know before they meet somebody or visit somewhere? Proposed by one, approved by another, reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from commonhall.contacts.models import ContactWarning
from commonhall.contacts.warned import WARNING_KINDS as WARNING_KINDS
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.record.operations import record_event

LONGEST: Final = 2000
LONGEST_PERIOD: Final = timedelta(days=366)
"""A warning is looked at again within a year, at most."""


class WarningUnknown(LookupError):
    """There is no such warning."""


class WarningRefused(ValueError):
    """A warning cannot be so. code: why, for the page's own words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def live_warnings(*, people: Iterable[UUID] = (), uprns: Iterable[str] = (), today: date) -> tuple[ContactWarning, ...]:
    """Return the warnings that hold today about any of these people and properties, the oldest first. One query."""
    wanted = Q(person_id__in=list(people)) | Q(uprn__in=[each for each in uprns if each])
    held = ContactWarning.objects.filter(wanted, state="live").exclude(until_date__lt=today)
    return tuple(held.order_by("since_date", "id"))


def warnings_about(*, people: Iterable[UUID] = (), uprn: str = "", today: date) -> tuple[ContactWarning, ...]:
    """Return what is proposed or holds about these people or this property: what whoever decides needs."""
    wanted = Q(person_id__in=list(people)) | (Q(uprn=uprn) if uprn else Q(pk__in=[]))
    kept = ContactWarning.objects.filter(wanted, state__in=("proposed", "live")).exclude(until_date__lt=today)
    return tuple(kept.order_by("since_date", "id"))


def warnings_to_decide(*, today: date) -> QuerySet[ContactWarning]:
    """Return the warnings that wait for a second person, or whose review is due, the oldest first."""
    due = Q(state="proposed") | Q(state="live", review_date__lte=today)
    waiting: QuerySet[ContactWarning] = ContactWarning.objects.filter(due).exclude(until_date__lt=today)
    return waiting.order_by("review_date", "id")


def get_warning(warning_id: UUID) -> ContactWarning:
    """Return a warning. Raises WarningUnknown."""
    found: ContactWarning | None = ContactWarning.objects.filter(id=warning_id).first()
    if found is None:
        raise WarningUnknown(str(warning_id))
    return found


@transaction.atomic
def propose_warning(
    *,
    person_id: UUID | None = None,
    uprn: str = "",
    kind: str,
    narrative: str,
    risk_to: str = "",
    review_date: date,
    until_date: date | None = None,
    told_how: str = "",
    told: bool = False,
    by: Actor,
    at: datetime,
) -> ContactWarning:
    """Propose a warning about a person or a property; it is shown to nobody but those who decide until it is approved.

    Raises WarningRefused: for no words or too many, a review that is not within a year, or an end before today.
    """
    today = london_day(at)
    _check_words(narrative, risk_to, told_how)
    _check_review(review_date, today)
    if until_date is not None and until_date < today:
        raise WarningRefused("until")
    made: ContactWarning = ContactWarning.objects.create(
        person_id=person_id,
        uprn=uprn,
        kind=kind,
        narrative=narrative.strip(),
        risk_to=risk_to.strip(),
        since_date=today,
        review_date=review_date,
        until_date=until_date,
        told=told,
        told_how=told_how.strip(),
        proposed_at=at,
        proposed_by=by.name,
        proposed_by_id=by.id,
    )
    _record("warning_proposed", made, by, at)
    return made


@transaction.atomic
def decide_warning(*, warning_id: UUID, approve: bool, by: Actor, at: datetime) -> ContactWarning:
    """Let a proposed warning hold, or refuse it. Whoever proposed it cannot decide.

    One that was decided already stays as it is. Raises WarningUnknown and WarningRefused.
    """
    warning = _locked(warning_id)
    if warning.state != "proposed":
        return warning
    if by.id is None or by.id == warning.proposed_by_id:
        raise WarningRefused("second_person")
    warning.state = "live" if approve else "refused"
    warning.decided_at, warning.decided_by = at, by.name
    warning.save(update_fields=["state", "decided_at", "decided_by"])
    _record("warning_approved" if approve else "warning_refused", warning, by, at)
    return warning


@transaction.atomic
def review_warning(*, warning_id: UUID, review_date: date, by: Actor, at: datetime) -> ContactWarning:
    """Say that a warning is still needed, and when to look again. Raises WarningUnknown and WarningRefused."""
    warning = _locked(warning_id)
    if warning.state != "live":
        raise WarningRefused("over")
    _check_review(review_date, london_day(at))
    warning.review_date = review_date
    warning.save(update_fields=["review_date"])
    _record("warning_reviewed", warning, by, at)
    return warning


@transaction.atomic
def end_warning(*, warning_id: UUID, why: str, by: Actor, at: datetime) -> ContactWarning:
    """Lift a warning: it leaves every screen and stays in the record. One that is over stays as it is."""
    warning = _locked(warning_id)
    if warning.state not in ("live", "proposed"):
        return warning
    if not why.strip() or len(why) > LONGEST:
        raise WarningRefused("why")
    warning.state, warning.ended_at, warning.ended_by, warning.ended_why = "ended", at, by.name, why.strip()
    warning.save(update_fields=["state", "ended_at", "ended_by", "ended_why"])
    _record("warning_ended", warning, by, at)
    return warning


def _locked(warning_id: UUID) -> ContactWarning:
    found: ContactWarning | None = ContactWarning.objects.select_for_update().filter(id=warning_id).first()
    if found is None:
        raise WarningUnknown(str(warning_id))
    return found


def _check_words(narrative: str, *more: str) -> None:
    if not narrative.strip() or max(len(each) for each in (narrative, *more)) > LONGEST:
        raise WarningRefused("narrative")


def _check_review(review_date: date, today: date) -> None:
    if not today < review_date <= today + LONGEST_PERIOD:
        raise WarningRefused("review")


def _record(kind: str, warning: ContactWarning, by: Actor, at: datetime) -> None:
    """Record it of the person; of a property's warning, of the warning itself."""
    subject = ("person", warning.person_id) if warning.person_id else ("warning", warning.id)
    facts = {"warning": warning.id, "kind": warning.kind, **({"uprn": warning.uprn} if warning.uprn else {})}
    record_event(kind=kind, subject=subject, facts=facts, by=by, at=at)
