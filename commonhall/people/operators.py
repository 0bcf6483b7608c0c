"""How do the platform's own staff come, sign in and leave? No council is in scope, and none can be entered by it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction

from commonhall.people.models import Operator, OperatorSession
from commonhall.people.operations import AccountExists, checked_email
from commonhall.people.operations import check_password as check_strength
from commonhall.people.policies import ABSOLUTE_LIMIT, IDLE_LIMIT, TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS
from commonhall.people.queries import key_hash
from commonhall.people.sign_in import RENEWED_AFTER, SignInRefused, normalised_email
from commonhall.people.throttle import Limit, network_of, note_try


class OperatorUnknown(LookupError):
    """There is no operator with this e-mail address."""


@dataclass(frozen=True, slots=True)
class SignedInOperator:
    """Who is signed in at the operators' site."""

    id: UUID
    email: str


def create_operator(*, email: str, password: str, at: datetime) -> UUID:
    """Create an operator's sign-in and return its id. Raises EmailRefused, PasswordTooWeak, AccountExists."""
    address = checked_email(email)
    check_strength(password, address)
    try:
        with transaction.atomic(using="control"):
            row = Operator.objects.create(email=address, password_hash=make_password(password), created_at=at)
    except IntegrityError as problem:
        raise AccountExists("There is an operator with this e-mail address already") from problem
    return row.id


def disable_operator(*, email: str, at: datetime) -> None:
    """Shut an operator's sign-in; sessions stop with the next request. Raises OperatorUnknown."""
    rows = Operator.objects.filter(email=normalised_email(email), disabled_at=None)
    ids = list(rows.values_list("id", flat=True))
    if not rows.update(disabled_at=at):
        raise OperatorUnknown(email)
    OperatorSession.objects.filter(operator_id__in=ids).delete()


def sign_in_operator(*, email: str, password: str, address: str, at: datetime) -> str:
    """Begin a session at the operators' site and return what its cookie carries.

    address: the network address that the request came from. Raises SignInRefused for whatever does not fit, and when it
    was tried too often. One password hash is computed either way.
    """
    mail = normalised_email(email)
    tries = note_try(
        Limit("operator_account", mail, TRIES_PER_ACCOUNT),
        Limit("operator_address", network_of(address), TRIES_PER_ADDRESS),
        at=at,
    )
    row = Operator.objects.filter(email=mail, disabled_at=None).first()
    if row is None:
        make_password(password)
    if row is None or not check_password(password, row.password_hash) or tries.wait:
        raise SignInRefused(wait=tries.wait)
    tries.forgive(wholly=("operator_account",))
    OperatorSession.objects.filter(began_at__lte=at - ABSOLUTE_LIMIT).delete()
    key = secrets.token_urlsafe(32)
    OperatorSession.objects.create(key_hash=key_hash(key), operator=row, began_at=at, seen_at=at)
    return key


def resume_operator(*, key: str, at: datetime) -> SignedInOperator | None:
    """Return who is signed in with ``key`` and note that they were here, or None."""
    rows = OperatorSession.objects.select_related("operator").filter(key_hash=key_hash(key))
    session = rows.filter(seen_at__gt=at - IDLE_LIMIT, began_at__gt=at - ABSOLUTE_LIMIT).first()
    if session is None or session.operator.disabled_at is not None:
        return None
    if session.seen_at < at - RENEWED_AFTER:
        OperatorSession.objects.filter(id=session.id).update(seen_at=at)
    return SignedInOperator(session.operator_id, session.operator.email)


def sign_out_operator(*, key: str, at: datetime) -> None:
    """End the session; the cookie's key is worth nothing from now on."""
    OperatorSession.objects.filter(key_hash=key_hash(key)).delete()
