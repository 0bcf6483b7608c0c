"""Is this request theirs? A code of six digits, sent to the phone or e-mail address that the request has."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from commonhall.people.identities import AccessCode
from commonhall.people.queries import key_hash

CODE_WORKS: Final = timedelta(minutes=15)
TRIES_PER_CODE: Final = 5
"""Of a million codes: one in 200,000 guesses all that a code allows."""
DIGITS: Final = 6


class CodeDead(LookupError):
    """The code is too old, was used, or was tried too often: another has to be asked for."""


class CodeWrong(Exception):
    """Not this code. left: how many tries it still has."""

    def __init__(self, left: int) -> None:
        super().__init__("That is not the code")
        self.left = left


@dataclass(frozen=True, slots=True)
class Code:
    """A new code. handle: what the browser holds meanwhile; digits: what is sent, and kept nowhere."""

    handle: str
    digits: str
    expires_at: datetime


def make_code(*, subject_id: UUID | None, at: datetime) -> Code:
    """Return a new code that opens ``subject_id``.

    Without a subject no code will be right: whoever guesses references cannot tell, and nothing must be sent.
    """
    made = Code(secrets.token_urlsafe(24), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", at + CODE_WORKS)
    AccessCode.objects.create(
        handle_hash=key_hash(made.handle),
        code_hash=_hash(made.handle, made.digits) if subject_id else "",
        subject_id=subject_id,
        made_at=at,
        expires_at=made.expires_at,
    )
    return made


def check_code(*, handle: str, typed: str, at: datetime) -> UUID:
    """Return what the code opens, and use it up. Raises CodeWrong, and CodeDead after five wrong ones."""
    mine = AccessCode.objects.filter(
        handle_hash=key_hash(handle), used_at=None, expires_at__gt=at, tries__lt=TRIES_PER_CODE
    )
    if not mine.update(tries=F("tries") + 1):
        raise CodeDead("This code no longer works")
    row = AccessCode.objects.get(handle_hash=key_hash(handle))
    digits = "".join(each for each in typed if each.isdigit())
    right = constant_time_compare(_hash(handle, digits), row.code_hash) and row.subject_id is not None
    if not right:
        raise CodeWrong(TRIES_PER_CODE - row.tries)
    if not AccessCode.objects.filter(id=row.id, used_at=None).update(used_at=at):
        raise CodeDead("This code no longer works")
    return UUID(str(row.subject_id))


def _hash(handle: str, code: str) -> str:
    return salted_hmac(f"commonhall.people.code.{handle}", code, algorithm="sha256").hexdigest()
