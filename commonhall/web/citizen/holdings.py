"""What does a resident hold by a request: a permit or subscription, a booked time? And what could they do later?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.cases.queries import Progress
from commonhall.core.lifecycle.standing import EntitlementStanding
from commonhall.core.values.dates import in_words
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.web.citizen.appointment_file import MEDIA_TYPE, appointment_file
from commonhall.web.citizen.given import files_given
from commonhall.web.citizen.tracked import followed
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.filled import plain
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryPart, SummaryRow

_W = Words
NUMBER = _W(en="Number", cy="Rhif")
STANDS = _W(en="Status", cy="Statws")
FOR = _W(en="For", cy="Ar gyfer")
PERIOD = _W(en="Period", cy="Cyfnod")
RENEW = _W(en="You can renew it", cy="Gallwch ei adnewyddu")
DAY = _W(en="Date", cy="Dyddiad")
TIME = _W(en="Time", cy="Amser")
CALENDAR = _W(en="Add to your calendar", cy="Ychwanegu at eich calendr")
FILES = _W(en="Documents for you", cy="Dogfennau i chi")
DOWNLOAD = _W(en="Download", cy="Lawrlwytho")
FROM_UNTIL = _W(en="{first} to {last}", cy="{first} i {last}")
STATES = {
    "active": _W(en="Active", cy="Yn weithredol"),
    "suspended": _W(en="Suspended", cy="Wedi’i atal"),
    "ended": _W(en="Ended", cy="Wedi dod i ben"),
    "held": _W(en="Held for you until you pay", cy="Wedi’i gadw i chi nes i chi dalu"),
    "confirmed": _W(en="Booked", cy="Wedi’i archebu"),
    "released": _W(en="Cancelled", cy="Wedi’i ganslo"),
    "lost": _W(en="No longer free", cy="Ddim yn rhydd bellach"),
}


def holdings_of(visit: Visit, progress: Progress, key: str) -> tuple[SummaryPart, ...]:
    """Return a card for each permit, subscription or licence, for each booked time, and for the files of an answer."""
    return (*_entitlements(visit, progress), *_bookings(visit, progress, key), *_files(visit, progress, key))


def _files(visit: Visit, progress: Progress, key: str) -> Iterator[SummaryPart]:
    rows = tuple(
        SummaryRow(
            key=str(file["name"]),
            lines=(),
            links=(Link(text=visit.say(DOWNLOAD), hidden=str(file["name"]), href=f"/track/{key}/files/{file['id']}"),),
        )
        for file in files_given(progress)
    )
    if rows:
        yield SummaryPart(title=visit.say(FILES), rows=rows)


def _entitlements(visit: Visit, progress: Progress) -> Iterator[SummaryPart]:
    titles = {spec.id: spec.title for spec in progress.effective.pattern.case.entitlements}
    for one in progress.standing.entitlements:
        rows = tuple(_entitlement(visit, one))
        yield SummaryPart(title=plain(titles[one.id], progress.scope, visit.language), rows=rows)


def _entitlement(visit: Visit, one: EntitlementStanding) -> Iterator[SummaryRow]:
    yield _row(visit, NUMBER, one.number)
    yield _row(visit, STANDS, visit.say(STATES[one.state]))
    if one.subject:
        yield _row(visit, FOR, f"{one.quantity} × {one.subject}" if one.quantity != 1 else one.subject)
    yield _row(visit, PERIOD, _between(visit, one.from_, one.until))
    if one.renew_from and one.state != "ended":
        yield _row(visit, RENEW, _between(visit, one.renew_from, one.renew_until or one.until))


def _bookings(visit: Visit, progress: Progress, key: str) -> Iterator[SummaryPart]:
    titles = {spec.id: spec.title for spec in progress.effective.pattern.case.bookings}
    for one in progress.standing.bookings:
        rows = [_row(visit, STANDS, visit.say(STATES[one.state]))]
        if one.slot.get("date"):
            rows.append(_row(visit, DAY, in_words(str(one.slot["date"]), visit.language)))
        if one.slot.get("start") and one.slot.get("end"):
            rows.append(_row(visit, TIME, _between(visit, str(one.slot["start"]), str(one.slot["end"]))))
        if _confirmed(progress, one.id):
            link = Link(text=visit.say(CALENDAR), href=_file_address(key, one.id))
            rows.append(SummaryRow(key=visit.say(CALENDAR), lines=(), links=(link,)))
        yield SummaryPart(title=plain(titles[one.id], progress.scope, visit.language), rows=tuple(rows))


def calendar_links(visit: Visit, progress: Progress, key: str) -> tuple[Link, ...]:
    """Return where each booked time is to be had as a file for a calendar, named where there are several."""
    titles = {spec.id: spec.title for spec in progress.effective.pattern.case.bookings}
    booked = [one.id for one in progress.standing.bookings if _confirmed(progress, one.id)]
    said = visit.say(CALENDAR)
    if len(booked) == 1:
        return (Link(text=said, href=_file_address(key, booked[0])),)
    named = {one: plain(titles[one], progress.scope, visit.language) for one in booked}
    return tuple(Link(text=f"{said}: {title}", href=_file_address(key, one)) for one, title in named.items())


def _file_address(key: str, booking: str) -> str:
    return f"/track/{key}/calendar/{booking}.ics"


def _row(visit: Visit, key: Words, text: str) -> SummaryRow:
    return SummaryRow(key=visit.say(key), lines=(text,))


def _between(visit: Visit, first: str, last: str) -> str:
    said = (in_words(each, visit.language, weekday=False) for each in (first, last))
    return visit.say(FROM_UNTIL).format(first=next(said), last=next(said))


def not_yet_of(visit: Visit, progress: Progress) -> tuple[str, ...]:
    """Return what the pattern says of steps that the resident cannot take now."""
    refused = (move for move in progress.moves if move.refused and move.transition.refused)
    return tuple(plain(move.transition.refused, progress.scope, visit.language) for move in refused)


@open_to("resident")
@require_safe
@for_visit
def appointment_page(visit: Visit, key: str, booking: str) -> HttpResponseBase:
    """Hand over a booked time as a file for a calendar, to whoever may follow the request."""
    progress = followed(visit, key)
    if progress is None:
        return visit.go("/track")
    slot = _confirmed(progress, booking)
    spec = next((each for each in progress.effective.pattern.case.bookings if each.id == booking), None)
    if slot is None or spec is None:
        raise Http404(f"no booking {booking}")
    file = appointment_file(
        name=f"{progress.case.id}-{booking}@{visit.council.slug}",
        title=plain(spec.title, progress.scope, visit.language),
        reference=progress.case.reference,
        slot=slot,
        changed=progress.case.version,
        at=visit.at,
    )
    response = HttpResponse(file, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="booking.ics"'
    return response


def _confirmed(progress: Progress, booking: str) -> Mapping[str, Any] | None:
    one = progress.standing.booking(booking)
    return one.slot if one is not None and one.state == "confirmed" and one.slot.get("date") else None
