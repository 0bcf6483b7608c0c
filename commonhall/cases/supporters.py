"""How does somebody who reports the same follow the case that is there already, and learn how it ended?"""

from __future__ import annotations

from datetime import datetime
from typing import Final, cast
from uuid import UUID

from django.db import transaction

from commonhall.cases.models import Case, Message, Supporter
from commonhall.cases.queries import effective_of_case
from commonhall.core.language.wording import fill
from commonhall.core.values.email import parse_email
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job
from commonhall.record.operations import enqueue, record_event

MOST_AT_ONCE: Final = 200
"""Supporters that one turn tells; the next turn goes on."""
SUBJECT: Final = Words(en="What you followed: {service.title}", cy="Yr hyn roeddech yn ei ddilyn: {service.title}")
BODY: Final = Words(
    en=(
        "You told us about something that somebody had reported before you, and asked us to tell you how it ended.\n\n"
        "Our reference is {case.reference}.\n\n"
        "We have finished with it. The result is: {case.state}\n\n"
        "We have now deleted your email address from this report. If the problem is still there, tell us again."
    ),
    cy=(
        "Fe ddywedoch wrthym am rywbeth yr oedd rhywun wedi rhoi gwybod amdano o’ch blaen, a gofyn i ni ddweud wrthych "
        "sut y daeth i ben.\n\n"
        "Ein cyfeirnod yw {case.reference}.\n\n"
        "Rydym wedi gorffen ag ef. Y canlyniad yw: {case.state}\n\n"
        "Rydym nawr wedi dileu eich cyfeiriad e-bost o’r adroddiad hwn. Os yw’r broblem yno o hyd, dywedwch wrthym eto."
    ),
)


class CannotFollow(LookupError):
    """There is no open case with that reference that may be followed."""


def find_followable(reference: str) -> Case | None:
    """Return the open case with this reference, or None where there is none that others may know of."""
    found: Case | None = Case.objects.filter(reference=reference, restricted=False).exclude(phase="closed").first()
    return found


@transaction.atomic
def follow_case(
    *, reference: str, journey_id: UUID, email: str = "", language: Language, by: Actor, at: datetime
) -> Supporter:
    """Let whoever answered the journey follow an open case: once, however often they ask.

    email: where to tell how it ended; blank for nowhere. Given later, or given anew, it takes the place of the one
    before. An address that follows already is not counted again. Raises CannotFollow and EmailNotRecognised.
    """
    address = parse_email(email) if email else ""
    case = find_followable(reference)
    if case is None:
        raise CannotFollow(reference)
    known = {"case": case, "email": address} if address else {"case": case, "journey_id": journey_id}
    before: Supporter | None = Supporter.objects.filter(**known).first()
    if before is not None:
        return before
    supporter: Supporter
    supporter, fresh = Supporter.objects.get_or_create(
        case=case,
        journey_id=journey_id,
        defaults={"email": address, "language": language, "followed_at": at},
    )
    if fresh:
        record_event(kind="case_followed", subject=("case", case.id), by=by, at=at)
    elif supporter.email != address:
        supporter.email, supporter.language = address, language
        supporter.save(update_fields=["email", "language"])
    return supporter


def has_followed(*, reference: str, journey_id: UUID) -> bool:
    """Return whether the journey ended in following that case."""
    return Supporter.objects.filter(case__reference=reference, journey_id=journey_id).exists()


def supporters_of(case_id: UUID) -> int:
    """Return how many people follow a case, besides whoever reported it."""
    return Supporter.objects.filter(case_id=case_id).count()


@job("tell_supporters", every_seconds=120, tests=True)
def tell_supporters(council: CouncilSite, *, at: datetime) -> None:
    """Promise a message to everybody who follows a case that has been closed: once each, then forget the address.

    The words are the product's own, and say nothing that the case holds but its reference and how it ended.
    """
    with in_council(council, by=SYSTEM, purpose="job"):
        waiting = Supporter.objects.select_for_update(skip_locked=True, of=("self",)).select_related("case")
        for supporter in waiting.filter(case__phase="closed", told_at=None).exclude(email="")[:MOST_AT_ONCE]:
            _tell(supporter, council, at)


def _tell(supporter: Supporter, council: CouncilSite, at: datetime) -> None:
    case = supporter.case
    effective = effective_of_case(case, council=council, at=at)
    language = cast(Language, supporter.language)
    scope = {
        "service": {"title": effective.pattern.title},
        "case": {"reference": case.reference, "state": effective.pattern.case.states[case.state].label},
    }
    message = Message.objects.create(
        occasion=f"supporter:{supporter.id}",
        channel="email",
        kind="supporter",
        recipient=supporter.email,
        language=language,
        subject=fill(SUBJECT, scope, language),
        body=fill(BODY, scope, language),
        composed_at=at,
    )
    enqueue(kind="message", payload={"message_id": str(message.id)}, key=f"message:{message.id}", at=at)
    supporter.told_at, supporter.email = at, ""
    supporter.save(update_fields=["told_at", "email"])
