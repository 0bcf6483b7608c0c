"""How do residents get the link that signs them in, or the code that opens one request? By e-mail or text, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

from django.db import transaction

from commonhall.cases.models import Case, Message
from commonhall.contacts.queries import find_person
from commonhall.core.language.wording import fill
from commonhall.core.values.dates import london
from commonhall.core.values.email import EmailNotRecognised, parse_email
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.core.values.reference import ReferenceNotRecognised, parse_reference
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope, in_council
from commonhall.people.access_codes import check_code, make_code
from commonhall.people.residents import LINK_WORKS, TooManyTries, make_link
from commonhall.people.throttle import Limit, Tries, network_of, note_try
from commonhall.record.claims import Entry
from commonhall.record.deliveries import GiveUp, delivers
from commonhall.record.jobs import job
from commonhall.record.operations import enqueue

CODES_PER_REFERENCE: Final = 5
CODES_PER_NETWORK: Final = 20
SENT_KEPT: Final = timedelta(days=7)
"""How long a message with a link or a code stays, so that somebody can look why it did not arrive."""
KINDS: Final = ("sign_in_link", "access_code", "staff_invitation", "staff_joined", "glass_told")
LINK_SUBJECT: Final = Words(en="Sign in to {council}", cy="Mewngofnodi i {council}")
LINK_BODY: Final = Words(
    en=(
        "Sign in to see your requests to {council}:\n\n{link}\n\n"
        "The link works once, until {until}.\n\n"
        "If you did not ask for this, you can ignore this email. Nobody can sign in without it."
    ),
    cy=(
        "Mewngofnodwch i weld eich ceisiadau i {council}:\n\n{link}\n\n"
        "Mae’r ddolen yn gweithio unwaith, tan {until}.\n\n"
        "Os na wnaethoch ofyn am hyn, gallwch anwybyddu’r e-bost hwn. Ni all neb fewngofnodi hebddo."
    ),
)
CODE_SUBJECT: Final = Words(en="Your code", cy="Eich cod")
CODE_BODY: Final = Words(
    en="{code} is your code for {council}. It works until {until}. Do not give it to anyone.",
    cy="{code} yw eich cod ar gyfer {council}. Mae’n gweithio tan {until}. Peidiwch â’i roi i neb.",
)


@transaction.atomic
def send_sign_in_link(*, email: str, link: str, address: str, language: Language, at: datetime) -> None:
    """Promise an e-mail with a link that signs in; the same for addresses that we know and those that we do not.

    link: the address of the page that takes the token, ending in a slash. address: the network address that asks.
    Raises TooManyTries.
    """
    token = make_link(email=email, address=address, language=language, at=at)
    payload = {
        "to": email,
        "channel": "email",
        "language": language,
        "link": f"{link}{token}",
        "expires_at": (at + LINK_WORKS).isoformat(),
    }
    enqueue(kind="sign_in_link", payload=payload, key=f"sign_in_link:{token[:16]}", at=at)


@transaction.atomic
def send_access_code(*, reference: str, to: str, address: str, language: Language, at: datetime) -> str:
    """Promise a code to the phone or e-mail address of the person of a case, when ``to`` is one of theirs.

    Returns what the browser holds until the code is typed, whether anything was sent or not. Raises TooManyTries.
    """
    tries = note_try(*_limits(reference, address), at=at)
    if tries.wait:
        raise TooManyTries(tries.wait)
    case_id, channel, known = _reached_by(reference, to)
    code = make_code(subject_id=case_id, at=at)
    if case_id:
        payload = {
            "to": known,
            "channel": channel,
            "language": language,
            "code": code.digits,
            "expires_at": code.expires_at.isoformat(),
        }
        enqueue(kind="access_code", payload=payload, key=f"access_code:{code.handle[:16]}", at=at)
    return code.handle


def open_by_code(*, handle: str, typed: str, address: str, at: datetime) -> UUID:
    """Return the case that a code opens, and use the code up. Asking for it then no longer counts as a guess.

    address: the network address that types it. Raises CodeWrong, CodeDead.
    """
    case_id = check_code(handle=handle, typed=typed, at=at)
    reference = Case.objects.filter(id=case_id).values_list("reference", flat=True).first()
    Tries(_limits(reference or "", address), None).forgive(wholly=("code_reference",))
    return case_id


def _limits(reference: str, address: str) -> tuple[Limit, ...]:
    return (
        Limit("code_reference", f"{council_in_scope()}/{_as_kept(reference)}", CODES_PER_REFERENCE),
        Limit("code_network", network_of(address), CODES_PER_NETWORK),
    )


def _as_kept(reference: str) -> str:
    try:
        return parse_reference(reference)
    except ReferenceNotRecognised:
        return reference.upper()


def _reached_by(reference: str, to: str) -> tuple[UUID | None, str, str]:
    """Return the case, the channel and the address as we have it; no case where the two do not belong together."""
    try:
        case = Case.objects.filter(reference=parse_reference(reference)).first()
    except ReferenceNotRecognised:
        case = None
    person = find_person(case.person_id) if case is not None and case.person_id else None
    if case is None or person is None:
        return None, "", ""
    try:
        if "@" in to:
            channel, known = "email", person.email
            found = parse_email(to).lower() == known.lower()
        else:
            channel, known = "sms", person.phone
            found = parse_phone(to).e164 == known
    except (EmailNotRecognised, PhoneNotRecognised):
        found = False
    return (case.id, channel, known) if found else (None, "", "")


@delivers("sign_in_link")
def compose_link(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Write the e-mail with the link, unless the link has run out meanwhile."""
    _compose(council, entry, "sign_in_link", LINK_SUBJECT, LINK_BODY, at)


@delivers("access_code")
def compose_code(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Write the text message or e-mail with the code, unless the code has run out meanwhile."""
    _compose(council, entry, "access_code", CODE_SUBJECT, CODE_BODY, at)


def _compose(council: CouncilSite, entry: Entry, kind: str, subject: Words, body: Words, at: datetime) -> None:
    payload: Mapping[str, Any] = entry.payload
    expires = datetime.fromisoformat(payload["expires_at"])
    if expires <= at:
        raise GiveUp("it ran out before it could be sent")
    language = cast(Language, payload["language"])
    gaps = {
        "council": council.name.say(language),
        "until": london(expires),
        "link": payload.get("link", ""),
        "code": payload.get("code", ""),
    }
    with in_council(council, by=SYSTEM, purpose="job"):
        made, fresh = Message.objects.get_or_create(
            occasion=entry.key,
            channel=payload["channel"],
            defaults={
                "kind": kind,
                "recipient": payload["to"],
                "language": language,
                "subject": fill(subject, gaps, language) if payload["channel"] == "email" else "",
                "body": fill(body, gaps, language),
                "composed_at": at,
            },
        )
        if fresh:
            enqueue(kind="message", payload={"message_id": str(made.id)}, key=f"message:{made.id}", at=at)


@job("forget_invites", every_seconds=3600)
def forget_invites(council: CouncilSite, *, at: datetime) -> None:
    """Delete the messages with links and codes that have long run out: they say who signed in, and are no use."""
    with in_council(council, by=SYSTEM, purpose="job"):
        Message.objects.filter(case=None, kind__in=KINDS, composed_at__lte=at - SENT_KEPT).delete()
