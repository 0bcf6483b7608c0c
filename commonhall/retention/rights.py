"""How does staff open a request for somebody's rights over their data, so that its month begins at once?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.intake import submit
from commonhall.cases.models import Case
from commonhall.catalogue.queries import Service, services_of
from commonhall.contacts.editing import Contact, contact_of
from commonhall.contacts.joining import locked_person
from commonhall.contacts.merging import merge_people
from commonhall.contacts.preferring import Wishes, preferences_of
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Language
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import answer_page, begin_journey, look, reopen_for
from commonhall.journeys.queries import OFFICE, Standing
from commonhall.retention.held import RIGHTS_PATTERN, joined_with

WHY_JOINED: Final = "The request was opened from this person’s page"
RIGHTS: Final = ("access", "rectification", "erasure", "restriction", "objection")


class RightsNotRun(LookupError):
    """The council does not run the service in which people ask for their rights."""


@dataclass(frozen=True, slots=True)
class RightsRequest:
    """What came of it. case: that was opened, or was open already (again). token: where something is still to be
    answered first, it opens the journey."""

    case: Case | None = None
    again: bool = False
    token: str = ""


def find_rights_service(council: CouncilSite, *, at: datetime) -> Service | None:
    """Return the council's service in which people ask for their rights, or None."""
    running = services_of(council, day=london_day(at))
    return next((service for service in running if service.pattern == RIGHTS_PATTERN), None)


@transaction.atomic
def open_rights_request(
    *,
    person_id: UUID,
    kind: str,
    details: str,
    how: str = "download",
    language: Language,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> RightsRequest:
    """Open a request of a person for ``kind`` of right, with what is known of them; its month begins now.

    kind: as the pattern's question ``right`` has it. details: what they said. how: ``download`` or ``paper``. The case
    is the person's: the record that it made is joined to theirs. While one of that kind is open, it is the one. Where
    the pattern asks what nobody knows yet, such as an address, the journey is handed back to be gone on with. Whether
    the member may see the person is for the caller to ask. Raises PersonUnknown, RightsNotRun, and ValueError for a
    kind that there is not.
    """
    if kind not in RIGHTS:
        raise ValueError(kind)
    service = find_rights_service(council, at=at)
    if service is None:
        raise RightsNotRun(council.slug)
    person = locked_person(person_id)
    open_now = Case.objects.filter(pattern=RIGHTS_PATTERN, person_id__in=joined_with({person_id}))
    known: Case | None = open_now.exclude(phase="closed").filter(answers__right=kind).first()
    if known is not None:
        return RightsRequest(known, again=True)
    journey, _ = begin_journey(service=service, language=language, channel=OFFICE, by=by, at=at)
    said = {"right": [kind], "details": [details], "who_for": ["me"], "how": [how]}
    filled = {**said, **_known(contact_of(person), preferences_of(person_id))}
    standing = _answered(journey, filled, council=council, language=language, at=at)
    if standing.route.stop.kind != "check":
        return RightsRequest(token=reopen_for(journey=journey, at=at))
    case = Case.objects.get(id=submit(standing=standing, by=by, at=at).case_ids[0])
    merge_people(merged_id=case.person_id, survivor_id=person_id, why=WHY_JOINED, by=by, at=at)
    return RightsRequest(case)


def _known(contact: Contact, wishes: Wishes) -> dict[str, list[str]]:
    """Return what is known of a person as it would be posted."""
    lines = [line.strip() for line in contact.address.replace("\n", ",").split(",")]
    lines = [line for line in lines if line and line.replace(" ", "") != contact.postcode.replace(" ", "")]
    known = {"name": contact.name, "email": contact.email, "phone": contact.phone, "adjustments": wishes.needs}
    if len(lines) > 1:
        known |= {"address-line1": lines[0], "address-line2": ", ".join(lines[1:-1]), "address-town": lines[-1]}
        known["address-postcode"] = contact.postcode
    return {name: [value] for name, value in known.items() if value}


def _answered(
    journey: Journey, filled: Mapping[str, list[str]], *, council: CouncilSite, language: Language, at: datetime
) -> Standing:
    """Answer page after page with what is known, and return how the journey stands where that is not enough."""
    standing = look(journey=journey, council=council, at=at)
    for _ in range(len(standing.effective.pattern.pages)):
        if standing.route.stop.kind != "page":
            break
        page = standing.effective.pages[standing.route.stop.page]
        answered = answer_page(journey=journey, page=page, posted=filled, council=council, language=language, at=at)
        if answered.problems:
            break
        standing = look(journey=journey, council=council, at=at)
    return standing
