"""What does the council have to do with this property? Everything at a UPRN that the member may see, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from commonhall.cases.models import Booking, Case, Entitlement
from commonhall.cases.people.reaching import FoundPerson, described, people_visible_to
from commonhall.cases.visible import cases_visible_to
from commonhall.contacts.models import ContactWarning, Detail, Organisation, Property
from commonhall.contacts.warnings import warnings_about
from commonhall.core.values.dates import london_day
from commonhall.people.policies import Member, can

MOST_CASES: Final = 100
MOST_PEOPLE: Final = 50
MOST_FLATS: Final = 200


class PropertyUnknown(LookupError):
    """There is nothing at this UPRN, or nothing that the member may see."""


@dataclass(frozen=True)
class PropertyPage:
    """Everything at one property. record: the gazetteer's, empty where it does not have it. address: on one line.

    flats: UPRN and address of those below it. people: those who live there or did, newest first.
    """

    uprn: str
    address: str
    record: dict[str, Any]
    ward: str
    parent_uprn: str
    flats: tuple[tuple[str, str], ...]
    warnings: tuple[ContactWarning, ...]
    waiting: tuple[ContactWarning, ...]
    people: tuple[FoundPerson, ...]
    organisations: tuple[Organisation, ...]
    open_cases: tuple[Case, ...]
    closed_cases: tuple[Case, ...]
    entitlements: tuple[Entitlement, ...]
    bookings: tuple[Booking, ...]
    today: date


def cases_at(member: Member, uprn: str) -> QuerySet[Case]:
    """Return the cases about a property, or about a part of it, that the member sees."""
    return cases_visible_to(member).filter(Q(uprn=uprn) | Q(parent_uprn=uprn))


def check_property(member: Member, uprn: str) -> None:
    """Raise PropertyUnknown unless there is such a property, in the gazetteer or in a case that the member sees."""
    known = Property.objects.filter(uprn=uprn).exists()
    if not can(member, "view") or not (known or cases_at(member, uprn).exists()):
        raise PropertyUnknown(uprn)


def property_page(member: Member, uprn: str, *, at: datetime) -> PropertyPage:
    """Return everything at a property that ``member`` may see. Raises PropertyUnknown."""
    if not can(member, "view"):
        raise PropertyUnknown(uprn)
    row: Property | None = Property.objects.filter(uprn=uprn).first()
    cases = list(cases_at(member, uprn).defer("answers", "facts", "kept").order_by("-opened_at", "-id")[:MOST_CASES])
    if row is None and not cases:
        raise PropertyUnknown(uprn)
    today = london_day(at)
    warnings = warnings_about(uprn=uprn, today=today)
    ids = [case.id for case in cases]
    at_home = Detail.objects.filter(kind="address", value=uprn).order_by().values("person_id")
    people = list(people_visible_to(member).filter(id__in=at_home).order_by("-id")[:MOST_PEOPLE])
    return PropertyPage(
        uprn=uprn,
        address=_one_line(row.record) if row else next((case.address for case in cases if case.address), uprn),
        record=dict(row.record) if row else {},
        ward=row.ward if row else "",
        parent_uprn=row.parent_uprn if row else "",
        flats=_flats(uprn),
        warnings=tuple(each for each in warnings if each.state == "live"),
        waiting=tuple(each for each in warnings if each.state == "proposed"),
        people=described(member, people, at=at),
        organisations=tuple(Organisation.objects.filter(uprn=uprn).order_by("folded", "id")),
        open_cases=tuple(case for case in cases if case.phase != "closed"),
        closed_cases=tuple(case for case in cases if case.phase == "closed"),
        entitlements=tuple(Entitlement.objects.filter(uprn=uprn, case_id__in=ids).order_by("-until_date", "-id")),
        bookings=tuple(
            Booking.objects.filter(case_id__in=ids, state__in=("held", "confirmed"), date__gte=today).order_by("date")
        ),
        today=today,
    )


def _one_line(record: dict[str, Any]) -> str:
    parts = [*record.get("lines", ()), record.get("town", ""), record.get("postcode", "")]
    return ", ".join(str(part) for part in parts if part and isinstance(part, str))


def _flats(uprn: str) -> tuple[tuple[str, str], ...]:
    rows = Property.objects.filter(parent_uprn=uprn).order_by("uprn").values_list("uprn", "record")[:MOST_FLATS]
    return tuple((each, _one_line(record)) for each, record in rows)
