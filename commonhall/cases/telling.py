"""What is a resident told, and how does it reach them? Composed once from the outbox, sent until it arrives."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final, cast
from uuid import UUID

from django.conf import settings

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.notifications import port as notifications
from commonhall.cases.correspondence.arriving import send_next_way
from commonhall.cases.correspondence.printing import paper_of
from commonhall.cases.correspondence.wording import Composed, compose, letters_in_both, on_one_paper
from commonhall.cases.inviting.tokens import new_reply_token
from commonhall.cases.models import Case, Message
from commonhall.cases.queries import effective_of_case
from commonhall.cases.requests.unreachable import seek_another_way
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, Bound, effective_of, get_binding, get_bound
from commonhall.contacts.queries import find_person
from commonhall.core.language import case_model
from commonhall.core.language.effective import Effective
from commonhall.core.language.wording import fill
from commonhall.core.values.dates import london, london_day
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council, is_testing
from commonhall.record.claims import Entry
from commonhall.record.deliveries import GiveUp, TryAgain, delivers
from commonhall.record.operations import enqueue, record_event


@delivers("tell")
def tell(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Compose the messages of one occasion of a case and promise to send each: once, however often it is tried."""
    payload = entry.payload
    with in_council(council, by=SYSTEM, purpose="job"):
        case = Case.objects.filter(id=UUID(payload["case_id"])).first()
        if case is None:
            raise GiveUp("the case is no longer there")
        effective = effective_of_case(case, council=council, at=at)
        for name in payload["messages"]:
            _compose(council, effective, case, name, effective.pattern.messages[name], payload, at)


def _compose(
    council: CouncilSite,
    effective: Effective,
    case: Case,
    name: str,
    message: case_model.Message,
    payload: Mapping[str, Any],
    at: datetime,
) -> None:
    person = find_person(case.person_id)
    if person is None:
        return
    language = cast(Language, case.language)
    words = partial(
        compose,
        message,
        case,
        person,
        effective=effective,
        council=council,
        asked=payload.get("asked") or {},
        at=at,
    )
    composed = words(language=language)
    if letters_in_both(council) and any(one.channel == "letter" for one in composed):
        composed = in_both(words(language="cy"), words(language="en"), told=composed)
    occasion = f"{case.id}:{payload.get('event_id') or payload['occasion']}:{name}"
    for one in composed:
        _keep(one, case, occasion, name, at)


def _keep(one: Composed, case: Case, occasion: str, kind: str, at: datetime) -> None:
    """Keep a composed message once for its occasion, and promise to send it."""
    made, fresh = Message.objects.get_or_create(
        occasion=occasion,
        channel=one.channel,
        defaults={
            "case": case,
            "kind": kind,
            "recipient": one.recipient,
            "language": case.language,
            "subject": one.subject,
            "body": one.body,
            "composed_at": at,
            "reply_token": new_reply_token() if one.channel == "email" else "",
        },
    )
    if fresh:
        enqueue(kind="message", payload={"message_id": str(made.id)}, key=f"message:{made.id}", at=at)


def in_both(
    welsh: Sequence[Composed], english: Sequence[Composed], *, told: Sequence[Composed]
) -> tuple[Composed, ...]:
    """Return what is ``told`` with its letters in both languages, Welsh first, English on a page of its own.

    Source: the Welsh language standards, by which neither language is treated less favourably.
    """
    letters = []
    for one, other in zip(welsh, english, strict=True):
        if one.channel == "letter":
            subject, body = on_one_paper((one.subject, one.body), (other.subject, other.body))
            letters.append(replace(one, subject=subject, body=body))
    return (*(one for one in told if one.channel != "letter"), *letters)


@delivers("next_way")
def send_instead(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Send what did not arrive by the next way by rule: a letter for an e-mail, and the other way about.

    Where the address does not work any more, a person looks for another.
    """
    with in_council(council, by=SYSTEM, purpose="job"):
        message = Message.objects.filter(id=UUID(entry.payload["message_id"])).first()
        if message is not None and message.state in ("failed", "bounced", "returned"):
            send_next_way(message, council=council, at=at)
            seek_another_way(message, council=council, at=at)


@delivers("message")
def send(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Send one composed message through the council's provider, and keep what became of it."""
    message_id = UUID(entry.payload["message_id"])
    with in_council(council, by=SYSTEM, purpose="job"):
        message = Message.objects.filter(id=message_id).first()
        if message is None or message.state not in ("queued", "failed"):
            return  # it has been sent; a failed one is here because an officer sends it again
        bound = _bound_for(message)
        pdf = _paper(message, council, at)
    going = _as_sent(message, council, pdf)
    try:
        sent = call_provider(
            lambda: notifications.notifications_from(bound.provider, bound.settings).send(going),
            council_id=council.id,
            capability="notifications",
            provider=bound.provider,
            at=at,
        )
    except Unavailable as unavailable:
        if not unavailable.in_doubt:
            _let_go(council, message)
        raise TryAgain(str(unavailable)) from unavailable
    except (Rejected, Misconfigured) as refused:
        _let_go(council, message)
        if isinstance(refused, Misconfigured):
            raise TryAgain(str(refused)) from refused  # a person can mend it; the message waits
        _failed(council, message, refused.code, at)
        raise GiveUp(f"the provider refused it: {refused.code}") from refused
    with in_council(council, by=SYSTEM, purpose="job"):
        Message.objects.filter(id=message.id).update(
            state="sent", provider_id=sent.provider_id, sent_at=at, failure="", sha256=_digest(going)
        )
        if message.case_id:
            record_event(
                kind="message_sent",
                subject=("case", message.case_id),
                facts={"message": str(message.id), "kind": message.kind, "channel": message.channel},
                by=SYSTEM,
                at=at,
            )


def _paper(message: Message, council: CouncilSite, at: datetime) -> bytes:
    """Return a letter as it is printed; nothing for another message."""
    try:
        return paper_of(message, council=council, at=at) if message.channel == "letter" else b""
    except (Unavailable, Misconfigured, BindingMissing) as without:
        raise TryAgain("the files that go with it cannot be read now") from without


def _digest(going: notifications.Message) -> str:
    """Return the hash of a message as it was handed over: it shows that the copy that is kept is the one that went."""
    parts = (going.channel, going.to, going.heading(), going.text())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _as_sent(message: Message, council: CouncilSite, pdf: bytes) -> notifications.Message:
    return notifications.Message(
        id=message.id,
        channel=cast(notifications.Channel, message.channel),
        to=message.recipient,
        subject=_marked(message) + message.subject,
        body=_marked(message) + message.body,
        language=cast(Language, message.language),
        reply_to=reply_address(message, council),
        pdf=pdf,
    )


TRIED: Final = Words(en="TEST, nothing is real: ", cy="PRAWF, nid oes dim yn go iawn: ")


def _marked(message: Message) -> str:
    """Return what stands before everything that a test sends: it may reach somebody by a wrong address."""
    return TRIED.say(cast(Language, message.language)) if is_testing() else ""


def reply_address(message: Message, council: CouncilSite) -> str:
    """Return where an answer to a message goes, with its token; blank where the council takes in no e-mail."""
    if not (settings.REPLY_ADDRESS and message.reply_token and message.channel == "email"):
        return ""
    return str(settings.REPLY_ADDRESS.format(token=message.reply_token, host=council.host))


def _failed(council: CouncilSite, message: Message, reason: str, at: datetime) -> None:
    with in_council(council, by=SYSTEM, purpose="job"):
        Message.objects.filter(id=message.id).update(state="failed", failure=reason)
        if message.case_id:
            record_event(
                kind="message_failed",
                subject=("case", message.case_id),
                facts={"message": str(message.id), "kind": message.kind, "reason": reason},
                by=SYSTEM,
                at=at,
            )
            enqueue(kind="next_way", payload={"message_id": str(message.id)}, key=f"next_way:{message.id}", at=at)


def _bound_for(message: Message) -> Bound:
    """Return with what a message goes, and keep it before it goes: another provider might send it a second time."""
    service = Case.objects.filter(id=message.case_id).values_list("service", flat=True).first() or ""
    try:
        if message.binding_id is not None:
            return get_bound(message.binding_id)
        bound = get_binding("notifications", service=service)
    except BindingMissing as missing:
        raise TryAgain(str(missing)) from missing
    Message.objects.filter(id=message.id).update(binding_id=bound.id)
    return bound


def _let_go(council: CouncilSite, message: Message) -> None:
    """The provider surely does not have the message: the next try goes through whichever is in force then."""
    with in_council(council, by=SYSTEM, purpose="job"):
        Message.objects.filter(id=message.id, state__in=("queued", "failed")).update(binding_id=None)


RESUME_SUBJECT = Words(en="Carry on with: {service.title}", cy="Parhau â: {service.title}")
RESUME_SUBJECT_NEUTRAL = Words(en="Carry on with your answers", cy="Parhau â’ch atebion")
"""For sensitive services: whoever sees the list of messages learns nothing."""
RESUME_BODY = Words(
    en=(
        "You asked us to save your answers.\n\n"
        "Carry on here:\n\n{service.link}\n\n"
        "The link works until {service.until}. After that we delete your answers.\n\n"
        "If you did not ask for this, you can ignore this e-mail."
    ),
    cy=(
        "Fe ofynnoch i ni gadw eich atebion.\n\n"
        "Gallwch barhau yma:\n\n{service.link}\n\n"
        "Mae’r ddolen yn gweithio tan {service.until}. Ar ôl hynny byddwn yn dileu eich atebion.\n\n"
        "Os na wnaethoch ofyn am hyn, gallwch anwybyddu’r e-bost hwn."
    ),
)


@delivers("resume_link")
def send_resume_link(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Compose the e-mail with the link to carry on with a journey. It holds no answers."""
    payload = entry.payload
    language = cast(Language, payload["language"])
    with in_council(council, by=SYSTEM, purpose="job"):
        opened = datetime.fromisoformat(payload["opened_at"])
        effective = effective_of(UUID(payload["revision_id"]), council=council, day=london_day(opened))
        until = london(datetime.fromisoformat(payload["expires_at"]))[:10]
        subject = RESUME_SUBJECT_NEUTRAL if effective.pattern.sensitive else RESUME_SUBJECT
        scope = {"service": {"title": effective.pattern.title, "link": payload["link"], "until": until}}
        made, fresh = Message.objects.get_or_create(
            occasion=entry.key,
            channel="email",
            defaults={
                "kind": "resume_link",
                "recipient": payload["email"],
                "language": language,
                "subject": fill(subject, scope, language),
                "body": fill(RESUME_BODY, scope, language),
                "composed_at": at,
            },
        )
        if fresh:
            enqueue(kind="message", payload={"message_id": str(made.id)}, key=f"message:{made.id}", at=at)
