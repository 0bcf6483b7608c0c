"""What does an agent do with cases while somebody is on the line: note something, tell how it stands, send a link?"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from django.db import transaction

from commonhall.cases.models import Case, Message
from commonhall.cases.operations import add_note
from commonhall.cases.tables.contacting import WAYS, CaseContact
from commonhall.cases.together.occurrences import add_occurrence
from commonhall.catalogue.queries import Service
from commonhall.contacts.answering import locked_interaction
from commonhall.core.language.wording import fill
from commonhall.core.values.dates import london
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.in_calls import link_for_caller
from commonhall.journeys.models import Journey
from commonhall.record.claims import Entry
from commonhall.record.deliveries import GiveUp, delivers
from commonhall.record.operations import enqueue, record_event
from commonhall.record.queries import events_about

HEARD: Final = {"counter": "visit", "chat": "web"}
"""The ways in which a repeat is heard of, where a conversation's are finer."""


class LinkRefused(ValueError):
    """A link cannot go there. why: ``to`` for a number that gets no texts, ``way`` for another channel."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The link cannot be sent: {why}")
        self.why = why


@transaction.atomic
def link_case(*, interaction_id: UUID, case_id: UUID, way: str, by: Actor, at: datetime) -> None:
    """Keep that a conversation was about a case; again changes nothing.

    Raises ValueError for a way that there is not, InteractionUnknown and InteractionOver.
    """
    if way not in WAYS:
        raise ValueError(way)
    interaction = locked_interaction(interaction_id, by=by)
    if not interaction.restricted and Case.objects.filter(id=case_id, restricted=True).exists():
        interaction.restricted = True
        interaction.save(update_fields=["restricted"])
    _, made = CaseContact.objects.get_or_create(
        case_id=case_id, interaction_id=interaction_id, way=way, defaults={"made_at": at}
    )
    if made and way == "told":
        facts = {"interaction": str(interaction_id), "way": way}
        record_event(kind="caller_told", subject=("case", case_id), facts=facts, by=by, at=at)


@transaction.atomic
def note_in_call(*, interaction_id: UUID, case_id: UUID, text: str, by: Actor, at: datetime) -> None:
    """Note on a case what a caller said. Raises NoteRefused, CaseUnknown, InteractionUnknown and InteractionOver."""
    locked_interaction(interaction_id, by=by)
    add_note(case_id=case_id, text=text, by=by, at=at)
    link_case(interaction_id=interaction_id, case_id=case_id, way="noted", by=by, at=at)


@transaction.atomic
def again_in_call(
    *, interaction_id: UUID, case_id: UUID, text: str = "", reporter: str = "", form: UUID, by: Actor, at: datetime
) -> None:
    """Keep that a caller said it happened again. form: the id that the page gave, so that sending twice keeps once.

    Raises OccurrenceRefused, CaseUnknown, InteractionUnknown and InteractionOver.
    """
    interaction = locked_interaction(interaction_id, by=by)
    add_occurrence(
        case_id=case_id,
        text=text,
        reporter=reporter,
        person_id=interaction.person_id if interaction.check_result == "passed" else None,
        channel=HEARD.get(interaction.channel, interaction.channel),
        occurrence_id=form,
        by=by,
        at=at,
    )
    link_case(interaction_id=interaction_id, case_id=case_id, way="noted", by=by, at=at)


@transaction.atomic
def hand_over(
    *,
    interaction_id: UUID,
    service: Service,
    journey: Journey | None = None,
    way: str,
    to: str,
    site: str,
    language: Language,
    form: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """Send the caller a link, once the transaction commits: to the start of a service or to what was begun for them.

    way: ``sms`` or ``email``, and to: the number or the address, as the questions read it. site: the address of the
    residents' site. form: the id that the page gave, so that sending it twice sends one link.
    Raises LinkRefused, JourneyOver, InteractionUnknown and InteractionOver.
    """
    interaction = locked_interaction(interaction_id, by=by)
    if way not in ("sms", "email"):
        raise LinkRefused("way")
    to = _reachable(to) if way == "sms" else to
    subject = ("interaction", interaction.id)
    if any(event.facts.get("form") == str(form) for event in events_about(subject)):
        return
    path = f"/services/{service.slug}"
    if journey is not None:
        path = f"/resume/{link_for_caller(journey=journey, sent_to=to, at=at)}"
    about = str(journey.id) if journey else None
    facts = {"service": service.slug, "way": way, "journey": about, "form": str(form)}
    event = record_event(kind="link_handed_over", subject=subject, facts=facts, by=by, at=at)
    payload = {"way": way, "to": to, "link": f"{site}{path}", "language": language, **_called(service, journey)}
    enqueue(kind="hand_over", payload=payload, key=f"hand_over:{event}", at=at)


def _called(service: Service, journey: Journey | None) -> dict[str, Any]:
    """Return what the message says of the service, and whether it names it; until when a journey can be carried on."""
    pattern = service.effective.pattern
    return {
        "title": {"en": service.title.en, "cy": service.title.cy},
        "sensitive": pattern.sensitive or pattern.case.access == "team",
        "until": london(journey.expires_at)[:10] if journey else "",
    }


def _reachable(number: str) -> str:
    try:
        return parse_phone(number).e164
    except PhoneNotRecognised as wrong:
        raise LinkRefused("to") from wrong


SUBJECT: Final = Words(
    en="The link that you asked for: {service.title}", cy="Y ddolen y gofynnoch amdani: {service.title}"
)
SUBJECT_NEUTRAL: Final = Words(en="The link that you asked for", cy="Y ddolen y gofynnoch amdani")
BODY: Final = Words(
    en="You talked to us, and we said that we would send you a link.\n\n{service.what}:\n\n{service.link}",
    cy="Fe siaradoch â ni, a dywedom y byddem yn anfon dolen atoch.\n\n{service.what}:\n\n{service.link}",
)
UNTIL: Final = Words(
    en="\n\nThe link works until {service.until}. After that we delete your answers.",
    cy="\n\nMae’r ddolen yn gweithio tan {service.until}. Ar ôl hynny byddwn yn dileu eich atebion.",
)
TEXT: Final = Words(
    en="{service.council}: {service.what}. {service.link}", cy="{service.council}: {service.what}. {service.link}"
)
NEUTRAL: Final = Words(en="Carry on here", cy="Ewch ymlaen yma")


@delivers("hand_over")
def send_link(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Compose the e-mail or the text with a link that an agent promised. It holds no answers."""
    payload = entry.payload
    language = cast(Language, payload["language"])
    if payload["way"] not in ("sms", "email"):
        raise GiveUp("the link goes by text or e-mail")
    title = Words(en=payload["title"]["en"], cy=payload["title"]["cy"])
    what = NEUTRAL if payload["sensitive"] else title
    scope = {
        "service": {
            "title": title,
            "what": what,
            "link": payload["link"],
            "until": payload["until"],
            "council": council.name,
        }
    }
    by_text = payload["way"] == "sms"
    body = fill(TEXT, scope, language) if by_text else fill(BODY, scope, language)
    if payload["until"] and not by_text:
        body += fill(UNTIL, scope, language)
    subject = "" if by_text else fill(SUBJECT_NEUTRAL if payload["sensitive"] else SUBJECT, scope, language)
    with in_council(council, by=SYSTEM, purpose="job"):
        made, fresh = Message.objects.get_or_create(
            occasion=entry.key,
            channel=payload["way"],
            defaults={
                "kind": "hand_over",
                "recipient": payload["to"],
                "language": language,
                "subject": subject,
                "body": body,
                "composed_at": at,
            },
        )
        if fresh:
            enqueue(kind="message", payload={"message_id": str(made.id)}, key=f"message:{made.id}", at=at)
