"""Who may come in by a link, without an account, and to what? Links are made, found, used and taken back here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import F

from commonhall.cases.inviting.tokens import code_from, hashed, new_nonce, tidy_code, token_from
from commonhall.cases.models import Case
from commonhall.cases.models import Invitation as Invitation
from commonhall.core.values.reference import ReferenceNotRecognised, parse_reference

InvitationKind = Literal["request", "task", "file"]


@dataclass(frozen=True, slots=True)
class Secrets:
    """What opens an invitation: the token of its link, and the code that stands on paper beside the reference."""

    token: str
    code: str


def secrets_of(kind: InvitationKind, nonce: str) -> Secrets:
    """Return what opens the invitation that is made from ``nonce``."""
    return Secrets(token_from(kind, nonce), code_from(kind, nonce))


def nonce_of(occasion: str, target_id: UUID) -> str:
    """Return the nonce of a link that belongs to one form: shown before, and kept once it is sent."""
    return hashlib.sha256(f"{occasion}/{target_id}".encode()).hexdigest()[:32]


def invite(
    *, case: Case, kind: InvitationKind, target_id: UUID, nonce: str = "", until_at: datetime, at: datetime
) -> Secrets:
    """Let somebody in to one thing of a case until ``until_at``; return what opens it: the same for one nonce."""
    drawn = nonce or new_nonce()
    opens = secrets_of(kind, drawn)
    Invitation.objects.get_or_create(
        token_hash=hashed(opens.token),
        defaults={
            "case": case,
            "kind": kind,
            "target_id": target_id,
            "nonce": drawn,
            "code_hash": hashed(opens.code),
            "made_at": at,
            "until_at": until_at,
        },
    )
    return opens


def find_invitation(token: str, *, kind: InvitationKind, at: datetime) -> Invitation | None:
    """Return the invitation that ``token`` opens now, or None: it is not known, over, or was taken back."""
    found: Invitation | None = (
        Invitation.objects.select_related("case")
        .filter(token_hash=hashed(token), kind=kind, revoked_at=None, until_at__gt=at)
        .first()
    )
    return found


def find_by_code(*, reference: str, code: str, at: datetime) -> Invitation | None:
    """Return the invitation that a reference and a code from a letter open now, or None."""
    try:
        wanted = parse_reference(reference)
    except ReferenceNotRecognised:
        return None
    found: Invitation | None = (
        Invitation.objects.select_related("case")
        .filter(case__reference=wanted, code_hash=hashed(tidy_code(code)), revoked_at=None, until_at__gt=at)
        .first()
    )
    return found


def note_opened(invitation: Invitation, *, at: datetime) -> None:
    """Keep that somebody came in: when first, and how often."""
    Invitation.objects.filter(id=invitation.id).update(opened=F("opened") + 1)
    Invitation.objects.filter(id=invitation.id, opened_at=None).update(opened_at=at)


def revoke_invitations(*, target_id: UUID, at: datetime) -> int:
    """Take back every link to one thing; return how many there were."""
    return int(Invitation.objects.filter(target_id=target_id, revoked_at=None).update(revoked_at=at))
