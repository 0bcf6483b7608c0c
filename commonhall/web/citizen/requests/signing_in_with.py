"""How does a resident sign in through the council's provider, and come back? Each outcome in plain words, and always
with the link by e-mail as another way."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import structlog
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.views.decorators.http import require_safe

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.identity.port import Level, NotProved, Proved
from commonhall.catalogue.queries import BindingMissing
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.scope import in_council
from commonhall.people.vouched import EmailToProve, LinkedElsewhere, Vouched, link_vouched, sign_in_vouched
from commonhall.web.citizen.proving import came_back, not_finished, trip_of_journey
from commonhall.web.citizen.residents import keep_session, resident_key, resident_of
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.vouching import (
    RESIDENTS,
    NotFinished,
    Trip,
    come_back,
    forget_trip,
    keep_link,
    keep_trip,
    kept_link,
    send_away,
)

log = structlog.get_logger(__name__)
SIGN_IN: Final = "/my/sign-in"
DETAILS: Final = "/my/details"
NOT_OURS: Final = ("browser", "state", "response")
"""Somebody else may have made this address: what the browser holds for its own way back stays."""
SAID_OF: Final = {"denied": "turned_back", "again": "not_finished", "not_proved": "not_proved"}


@open_to("anyone")
@outside_transaction
@require_safe
@for_visit
def with_page(visit: Visit) -> HttpResponseBase:
    """Send the browser to the provider. Nothing is stored but in the browser, so programs may look at the link."""
    purpose = visit.request.GET.get("for", "")
    level: Level = "identity" if purpose == "proof" else "signed_in"
    linking = ""
    if purpose in ("link", "proof"):
        with in_council(visit.council, by=RESIDENT):
            resident = resident_of(visit)
        if resident is None:
            return visit.go(SIGN_IN)
        linking = str(resident.id)
    try:
        address, trip = send_away(
            RESIDENTS, visit.council, language=visit.language, level=level, linking=linking, at=visit.at
        )
    except BindingMissing:
        return visit.go(SIGN_IN)
    except (Unavailable, Misconfigured, Rejected) as problem:
        log.warning("sign_in_provider_down", problem=type(problem).__name__)
        return _told(visit, "with_down", linking)
    response = HttpResponseRedirect(address, status=303)
    keep_trip(response, RESIDENTS, visit.council, trip)
    return response


@open_to("anyone")
@outside_transaction
@require_safe
@for_visit
def return_page(visit: Visit) -> HttpResponseBase:
    """Take who comes back from the provider, and say how it went."""
    try:
        found, trip = come_back(RESIDENTS, visit.request, visit.council, language=visit.language, at=visit.at)
    except NotFinished as problem:
        log.warning("sign_in_refused", code=problem.code)
        away = trip_of_journey(visit)
        if away and problem.refused and problem.code not in NOT_OURS:
            return came_back(visit, NotProved("not_proved"), away)
        response = not_finished(visit, away) if away else _told(visit, "not_finished", "")
        if problem.code not in NOT_OURS:
            forget_trip(response, RESIDENTS)
        return response
    except (Unavailable, Misconfigured) as problem:
        log.warning("sign_in_provider_down", problem=type(problem).__name__)
        away = trip_of_journey(visit)
        return came_back(visit, None, away) if away else _told(visit, "with_down", "")
    if trip.journey:
        return came_back(visit, found, trip)
    with in_council(visit.council, by=RESIDENT):
        return _linked(visit, found, trip) if trip.linking else _arrived(visit, found)


def _arrived(visit: Visit, found: Proved | NotProved) -> HttpResponse:
    if isinstance(found, NotProved):
        response = _told(visit, SAID_OF.get(found.why, "not_finished"), "")
        forget_trip(response, RESIDENTS)
        return response
    try:
        key = sign_in_vouched(
            vouched=vouched_of(found), language=visit.language, instead_of=resident_key(visit), at=visit.at
        )
    except EmailToProve:
        response = _told(visit, "prove_email", "")
        keep_link(response, RESIDENTS, visit.council, found)
        return response
    rotate_token(visit.request)
    response = visit.go("/my")
    keep_session(response, key)
    forget_trip(response, RESIDENTS)
    return response


def _linked(visit: Visit, found: Proved | NotProved, trip: Trip) -> HttpResponse:
    """Link the provider's name to who was signed in when this browser left, if they still are."""
    resident = resident_of(visit)
    if resident is None or str(resident.id) != trip.linking:
        said = "not_finished"
    elif isinstance(found, NotProved):
        said = SAID_OF.get(found.why, "not_finished")
    else:
        try:
            link_vouched(resident_id=resident.id, vouched=vouched_of(found), at=visit.at)
            said = "proved" if found.level == "identity" else "linked"
        except LinkedElsewhere:
            said = "linked_elsewhere"
    response = _told(visit, said, trip.linking if resident else "")
    forget_trip(response, RESIDENTS)
    return response


def _told(visit: Visit, said: str, linking: str) -> HttpResponse:
    return visit.go(f"{DETAILS if linking else SIGN_IN}?said={said}")


def vouched_of(found: Proved) -> Vouched:
    """Return what is kept of whom a provider vouches for."""
    return Vouched(
        issuer=found.issuer,
        subject=found.subject,
        email=found.email,
        level=found.level,
        name=found.name,
        birth_date=found.birth_date,
        hint=found.hint,
    )


def link_waiting(visit: Visit, response: HttpResponse, *, resident_id: UUID) -> None:
    """Link whom a provider vouched for in this browser to who has just shown that the e-mail address is theirs."""
    waiting = kept_link(RESIDENTS, visit.request, visit.council)
    forget_trip(response, RESIDENTS)
    if waiting is not None:
        try:
            link_vouched(resident_id=resident_id, vouched=vouched_of(waiting), at=visit.at)
        except LinkedElsewhere:
            log.warning("sign_in_not_linked")


def waits_to_be_linked(visit: Visit) -> str:
    """Return what the account is called for which a provider vouched in this browser, and whose owner has not shown yet
    which one is theirs here; nothing where there is none."""
    waiting = kept_link(RESIDENTS, visit.request, visit.council)
    return (waiting.shown or "?") if waiting else ""
