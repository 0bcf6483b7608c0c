"""What is somebody told whose case turned out to be a duplicate? The pattern's words, or neutral ones; once."""

from __future__ import annotations

from datetime import datetime
from typing import Final, cast
from uuid import UUID

from commonhall.cases.correspondence.wording import compose
from commonhall.cases.models import Case, Message
from commonhall.cases.scopes import effective_of_case
from commonhall.contacts.queries import find_person
from commonhall.core.language import case_model
from commonhall.core.lifecycle.moves import messages_on
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.claims import Entry
from commonhall.record.deliveries import GiveUp, delivers
from commonhall.record.operations import enqueue

OCCASION: Final = "merged"
"""What messages of a pattern name in ``on`` that are for this."""
NEUTRAL: Final = case_model.Message(
    channels=("email", "sms", "letter"),
    subject=Words(en="About your request {case.reference}", cy="Ynghylch eich cais {case.reference}"),
    body=Words(
        en=(
            "Thank you for telling us. We are already dealing with this.\n\n"
            "We have put what you told us together with what we knew, and we carry on from there. You do not need to "
            "do anything.\n\n"
            "Your reference is still {case.reference}. Use it if you contact us about this."
        ),
        cy=(
            "Diolch am roi gwybod i ni. Rydym eisoes yn delio â hyn.\n\n"
            "Rydym wedi rhoi’r hyn a ddywedoch wrthym gyda’r hyn yr oeddem yn ei wybod, ac rydym yn parhau o’r fan "
            "honno. Nid oes angen i chi wneud dim.\n\n"
            "Eich cyfeirnod o hyd yw {case.reference}. Defnyddiwch ef os byddwch yn cysylltu â ni am hyn."
        ),
    ),
    sms=Words(
        en="We are already dealing with what you told us ({case.reference}). You do not need to do anything.",
        cy="Rydym eisoes yn delio â’r hyn a ddywedoch wrthym ({case.reference}). Nid oes angen i chi wneud dim.",
    ),
)


def promise_merge_message(case: Case, event: UUID, *, at: datetime) -> None:
    """Promise to tell whoever sent ``case`` that another one goes on for it, once for ``event``."""
    if case.person_id is not None:
        payload = {"case_id": str(case.id), "event_id": str(event)}
        enqueue(kind="merge_message", payload=payload, key=f"merge_message:{event}", at=at)


@delivers("merge_message")
def tell_of_merge(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Compose the message and promise to send it: once, however often this is tried."""
    with in_council(council, by=SYSTEM, purpose="job"):
        case = Case.objects.filter(id=UUID(entry.payload["case_id"])).first()
        if case is None:
            raise GiveUp("the case is no longer there")
        person = find_person(case.person_id)
        if person is None or case.merged_into_id is None:
            return  # it was taken apart again before anybody was told
        effective = effective_of_case(case, council=council, at=at)
        own = messages_on(effective, OCCASION)
        language = cast(Language, case.language)
        for name, message in own.items() if own else [(OCCASION, NEUTRAL)]:
            for one in compose(
                message, case, person, effective=effective, council=council, asked={}, language=language, at=at
            ):
                made, fresh = Message.objects.get_or_create(
                    occasion=f"{case.id}:{entry.payload['event_id']}:{name}",
                    channel=one.channel,
                    defaults={
                        "case": case,
                        "kind": name,
                        "recipient": one.recipient,
                        "language": language,
                        "subject": one.subject,
                        "body": one.body,
                        "composed_at": at,
                    },
                )
                if fresh:
                    enqueue(kind="message", payload={"message_id": str(made.id)}, key=f"message:{made.id}", at=at)
