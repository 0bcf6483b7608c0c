"""How are colleagues told by e-mail of what concerns them as staff? That they were taken on, and that somebody opened
a restricted case and a review waits: never anything of a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from django.conf import settings
from django.db import transaction

from commonhall.cases.models import Message
from commonhall.core.language.wording import fill
from commonhall.core.values.dates import london
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.joining import INVITATION_WORKS, find_or_open_account, make_invitation
from commonhall.people.operations import add_member, grant_role
from commonhall.people.policies import ANY_PATTERN, Role
from commonhall.people.queries import get_colleague
from commonhall.record.claims import Entry
from commonhall.record.deliveries import GiveUp, delivers
from commonhall.record.operations import enqueue

INVITATION, JOINED, GLASS = "staff_invitation", "staff_joined", "glass_told"
TEXTS: Final = {
    INVITATION: (
        Words(en="Choose your password for {council}", cy="Dewiswch eich cyfrinair ar gyfer {council}"),
        Words(
            en=(
                "You can now work in the office of {council}.\n\nChoose a password:\n\n{link}\n\n"
                "The link works once, until {until}. If it has run out, ask whoever looks after staff to send it again."
            ),
            cy=(
                "Gallwch bellach weithio yn swyddfa {council}.\n\nDewiswch gyfrinair:\n\n{link}\n\n"
                "Mae’r ddolen yn gweithio unwaith, tan {until}. Os yw wedi dod i ben, gofynnwch i’r sawl sy’n gofalu "
                "am staff ei hanfon eto."
            ),
        ),
    ),
    JOINED: (
        Words(en="You can now work for {council}", cy="Gallwch bellach weithio i {council}"),
        Words(
            en=(
                "You can now work in the office of {council}.\n\nSign in with the password that you have:\n\n{link}\n\n"
                "You do not need to do anything else."
            ),
            cy=(
                "Gallwch bellach weithio yn swyddfa {council}.\n\n"
                "Mewngofnodwch â’r cyfrinair sydd gennych:\n\n{link}\n\n"
                "Nid oes angen i chi wneud dim arall."
            ),
        ),
    ),
    GLASS: (
        Words(en="A restricted case was opened", cy="Agorwyd achos cyfyngedig"),
        Words(
            en=(
                "A colleague has opened a restricted case at {council} and gave a reason.\n\n"
                "Sign in to see it and say whether it was right:\n\n{link}\n\nThis email says no more on purpose."
            ),
            cy=(
                "Mae cydweithiwr wedi agor achos cyfyngedig yn {council} ac wedi rhoi rheswm.\n\n"
                "Mewngofnodwch i’w weld a dweud a oedd yn briodol:\n\n{link}\n\n"
                "Nid yw’r e-bost hwn yn dweud mwy, yn fwriadol."
            ),
        ),
    ),
}


def take_on_member(
    *,
    name: str,
    email: str,
    language: Language,
    role: Role,
    pattern: str = ANY_PATTERN,
    team_id: UUID | None = None,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> UUID:
    """Make a person a member of the council in scope with a first role, and promise them an e-mail; return the id.

    Who has an account, here or elsewhere, is told to sign in with it; anybody else chooses a password by a link.
    Raises EmailRefused, AlreadyMember, MemberUnknown for a team that the council does not have.
    """
    account = find_or_open_account(email=email, by=by, at=at)
    with transaction.atomic():
        member = add_member(account_id=account, name=name, email=email, language=language, by=by, at=at)
        grant_role(membership_id=member, role=role, pattern=pattern, team_id=team_id, by=by, at=at)
        invite_member(membership_id=member, council=council, by=by, at=at)
    return member


@transaction.atomic
def invite_member(*, membership_id: UUID, council: CouncilSite, by: Actor, at: datetime) -> None:
    """Promise a member the e-mail by which they come in; links that were sent before end. Raises MemberUnknown."""
    token = make_invitation(membership_id=membership_id, by=by, at=at)
    member, office = get_colleague(membership_id), f"{settings.SITE_ADDRESS.format(host=council.host)}/office"
    _promise(
        INVITATION if token else JOINED,
        to=member.email,
        language=member.language,
        link=f"{office}/sign-in/new/{token}" if token else f"{office}/sign-in",
        expires_at=(at + INVITATION_WORKS).isoformat(),
        at=at,
    )


def tell_of_glass(*, emails: dict[str, str], council: CouncilSite, at: datetime) -> None:
    """Promise an e-mail to those who review an opened restricted case. emails: the language of each, by address."""
    link = f"{settings.SITE_ADDRESS.format(host=council.host)}/office/rights/restricted"
    for email, language in emails.items():
        _promise(GLASS, to=email, language=language, link=link, at=at)


def _promise(kind: str, *, at: datetime, **payload: Any) -> None:
    enqueue(kind=kind, payload=payload, key=f"{kind}:{new_id()}", at=at)


def _compose(council: CouncilSite, entry: Entry, at: datetime) -> None:
    payload = entry.payload
    ends = datetime.fromisoformat(payload["expires_at"]) if entry.kind == INVITATION else None
    if ends and ends <= at:
        raise GiveUp("it ran out before it could be sent")
    language = cast(Language, payload["language"])
    subject, body = TEXTS[entry.kind]
    gaps = {
        "council": council.name.say(language),
        "link": payload["link"],
        "until": london(ends) if ends else "",
    }
    with in_council(council, by=SYSTEM, purpose="job"):
        made, fresh = Message.objects.get_or_create(
            occasion=entry.key,
            channel="email",
            defaults={
                "kind": entry.kind,
                "recipient": payload["to"],
                "language": language,
                "subject": fill(subject, gaps, language),
                "body": fill(body, gaps, language),
                "composed_at": at,
            },
        )
        if fresh:
            enqueue(kind="message", payload={"message_id": str(made.id)}, key=f"message:{made.id}", at=at)


@delivers(INVITATION)
def compose_invitation(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Write the e-mail with the link to choose a password, unless it has run out meanwhile."""
    _compose(council, entry, at)


@delivers(JOINED)
def compose_joined(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Write the e-mail to who has an account already."""
    _compose(council, entry, at)


@delivers(GLASS)
def compose_glass(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Write the e-mail that a review waits. It says nothing of the case."""
    _compose(council, entry, at)
