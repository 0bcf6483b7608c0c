"""How does a council choose a provider, try it, switch to it at a time, and back? What began with one ends with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from pydantic import SecretStr

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.modes import mode_of
from commonhall.capabilities.ports import find_provider, make_provider
from commonhall.capabilities.secrets import join_secrets, part_secrets
from commonhall.capabilities.settings_form import Wrong, fields_of, problems_of
from commonhall.catalogue.bound import Mode, bound_of, get_bound_to_try, open_secrets, place_of
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.folders import OF_SOMEBODY_ELSE, places_of_others
from commonhall.catalogue.models import Binding
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.ids import new_id
from commonhall.councils.keys import council_keys, reseals
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope, in_council
from commonhall.councils.sealing import CouncilKeys
from commonhall.record.jobs import job
from commonhall.record.operations import record_event

OF_THE_OTHER_MODE: Final = {
    "live": "This is a test key or a test address: nothing real would happen. Use the live one, or choose it for tests",
    "test": "This is a live key or a live address: what is tried would really happen. Use the one for tests",
}


class BindingRefused(Exception):
    """The binding cannot be changed so; the message says why."""


@transaction.atomic
def bind_provider(
    *,
    capability: str,
    provider: str,
    settings: Mapping[str, Any],
    service: str = "",
    mode: Mode = "live",
    by: Actor,
    at: datetime,
) -> Binding:
    """Let the council in scope use ``provider`` for ``capability`` from now on.

    service: the slug of the one service that it is for; blank for all. Binding what is in force already changes
    nothing. What began with the provider of before ends with it. Raises Misconfigured where there is no such provider,
    and where its key is one of the other mode.
    """
    find_provider(capability, provider)
    _check_mode(capability, provider, settings, mode)
    last = _in_force(capability, service, mode)
    if last is not None and last.provider == provider and last.sealed:
        plain, secrets = part_secrets(find_provider(capability, provider).Settings, settings)
        if last.settings == _as_json(plain) and open_secrets(last) == _as_json(secrets):
            return last
    row = _add(capability, provider, settings, service=service, mode=mode, state="draft", by=by, at=at)
    return _put_in_force(row, by=by, at=at)


@transaction.atomic
def draft_binding(
    *, capability: str, provider: str, settings: Mapping[str, Any], service: str, mode: Mode, by: Actor, at: datetime
) -> Binding:
    """Keep a choice that is not used yet, in the place of the one that was drafted before.

    A secret that is left out is taken from the newest binding of the same provider, service and mode. Raises
    Misconfigured, naming each setting that is wrong.
    """
    whole = join_secrets(settings, _kept_secrets(capability, provider, service, mode, settings))
    make_provider(capability, provider, whole)
    _check_mode(capability, provider, whole, mode)
    if places_of_others(capability, provider, whole):
        raise Misconfigured(OF_SOMEBODY_ELSE)
    drafts = Binding.objects.filter(capability=capability, service=service, mode=mode, state="draft")
    drafts.update(state="withdrawn", ended_at=at)
    return _add(capability, provider, whole, service=service, mode=mode, state="draft", by=by, at=at)


def problems_of_draft(
    capability: str, provider: str, settings: Mapping[str, Any], *, service: str, mode: Mode
) -> dict[str, Wrong]:
    """Return what :func:`draft_binding` would refuse, by the path of the setting."""
    kept = _kept_secrets(capability, provider, service, mode, settings)
    whole = join_secrets(settings, kept)
    wrong = problems_of(capability, provider, whole)
    if not wrong and mode_of(capability, provider, whole) not in ("", mode):
        wrong[""] = Wrong("wrong", OF_THE_OTHER_MODE[mode])
    shown = {each.path for each in fields_of(find_provider(capability, provider).Settings)}
    for path in places_of_others(capability, provider, whole):
        wrong.setdefault(path if path in shown else "", Wrong("wrong", OF_SOMEBODY_ELSE))
    return wrong


def _check_mode(capability: str, provider: str, settings: Mapping[str, Any], mode: str) -> None:
    """Raise Misconfigured where the key says that it is one of the other mode."""
    if mode_of(capability, provider, settings) not in ("", mode):
        raise Misconfigured(OF_THE_OTHER_MODE[mode])


@transaction.atomic
def switch_binding(*, binding_id: UUID, begins_at: datetime | None, by: Actor, at: datetime) -> Binding:
    """Switch to a drafted or past binding: now, or at ``begins_at``, when a job does it.

    A past one is switched back to as a new one with the same settings. What was planned before gives way. Raises
    BindingRefused.
    """
    row = Binding.objects.select_for_update().filter(id=binding_id).first()
    if row is None or row.state not in ("draft", "past", "planned"):
        raise BindingRefused("This cannot be switched on: choose it again.")
    if begins_at is not None and begins_at <= at:
        raise BindingRefused("Choose a time that is still to come.")
    if mode_of(row.capability, row.provider, bound_of(row).settings) not in ("", row.mode):
        raise BindingRefused(OF_THE_OTHER_MODE[row.mode])
    if row.state == "past":
        row = _add(
            row.capability, row.provider, bound_of(row).settings,
            service=row.service, mode="test" if row.mode == "test" else "live", state="draft", by=by, at=at,
        )  # fmt: skip
    if begins_at is None:
        return _put_in_force(row, by=by, at=at)
    planned = Binding.objects.filter(capability=row.capability, service=row.service, mode=row.mode, state="planned")
    planned.exclude(id=row.id).update(state="withdrawn", ended_at=at)
    row.state, row.begins_at = "planned", begins_at
    row.save(update_fields=["state", "begins_at"])
    _record("provider_planned", row, by, at, begins_at=begins_at.isoformat())
    return row


@transaction.atomic
def withdraw_binding(*, binding_id: UUID, by: Actor, at: datetime) -> None:
    """Give up a drafted or planned binding, or let a service use what all services use again. Raises BindingRefused."""
    row = Binding.objects.select_for_update().filter(id=binding_id).first()
    given_up = row is not None and (row.state in ("draft", "planned") or (row.state == "in_force" and row.service))
    if row is None or not given_up:
        raise BindingRefused("This cannot be given up: it is what all services use, or it is over.")
    row.state = "past" if row.state == "in_force" else "withdrawn"
    row.ended_at = at
    row.save(update_fields=["state", "ended_at"])
    _record("provider_withdrawn", row, by, at)


def check_binding(*, binding_id: UUID, council: CouncilSite, at: datetime) -> str:
    """Try a binding harmlessly, keep how it went and return it: ``works``, ``unavailable``, ``rejected``,
    ``misconfigured``. Raises BindingMissing."""
    bound = get_bound_to_try(binding_id)
    counts = bound.mode == "live" and Binding.objects.filter(id=binding_id, state="in_force").exists()
    result, note = "works", ""
    try:
        call_provider(
            lambda: make_provider(bound.capability, bound.provider, bound.settings).check(),
            council_id=council.id,
            capability=bound.capability,
            provider=bound.provider,
            at=at,
            counts=counts,
        )
    except Unavailable as down:
        result, note = "unavailable", down.why
    except Rejected as refused:
        result, note = "rejected", refused.code
    except Misconfigured as wrong:
        result, note = "misconfigured", wrong.mend
    Binding.objects.filter(id=binding_id).update(check_result=result, check_note=note[:500], checked_at=at)
    return result


@job("switch_bindings", every_seconds=30)
def switch_bindings(council: CouncilSite, *, at: datetime) -> None:
    """Switch on what was planned and is due, and seal what was stored in clear by an older version."""
    with in_council(council, by=SYSTEM, purpose="job"):
        for row in Binding.objects.select_for_update().filter(state="planned", begins_at__lte=at).order_by("begins_at"):
            _put_in_force(row, by=SYSTEM, at=at)
        for row in Binding.objects.select_for_update().filter(sealed=False):
            try:
                _seal(row, row.settings, at)
            except Misconfigured:
                continue  # its provider is gone: nothing says which settings are secrets; nobody can use it either
            row.save(update_fields=["settings", "secrets", "sealed"])


@job("check_providers", every_seconds=600)
def check_providers(council: CouncilSite, *, at: datetime) -> None:
    """Try every provider in force harmlessly, so that what is down is known before somebody meets it."""
    with in_council(council, by=SYSTEM, purpose="job"):
        rows = Binding.objects.filter(state="in_force", mode="live").order_by("capability", "service")
        waiting = list(rows.values_list("id", flat=True))
    for binding_id in waiting:
        with in_council(council, by=SYSTEM, purpose="job"):
            check_binding(binding_id=binding_id, council=council, at=at)


@reseals("bindings")
def reseal_bindings(keys: CouncilKeys) -> int:
    """Seal the secrets of every binding of the council in scope under its newest key."""
    count = 0
    for row in Binding.objects.select_for_update().exclude(secrets={}):
        row.secrets = {
            path: keys.seal_text(json.dumps(secret), place=place_of(row.id, path))
            for path, secret in open_secrets(row).items()
        }
        row.save(update_fields=["secrets"])
        count += 1
    return count


def _in_force(capability: str, service: str, mode: str) -> Binding | None:
    """Return what is in force, locked."""
    rows = Binding.objects.select_for_update().filter(capability=capability, service=service, mode=mode)
    return rows.filter(state="in_force").first()


def _put_in_force(row: Binding, *, by: Actor, at: datetime) -> Binding:
    last = _in_force(row.capability, row.service, row.mode)
    if last is not None:
        last.state, last.ended_at = "past", at
        last.save(update_fields=["state", "ended_at"])
    row.state, row.began_at = "in_force", at
    row.save(update_fields=["state", "began_at"])
    _record("provider_bound", row, by, at, before=last.provider if last else "")
    return row


def _add(
    capability: str, provider: str, settings: Mapping[str, Any], *, service: str, mode: str, state: str, by: Actor,
    at: datetime,
) -> Binding:  # fmt: skip
    row = Binding(
        id=new_id(), council_id=council_in_scope(), capability=capability, provider=provider, service=service,
        mode=mode, state=state, bound_by=by.name, bound_at=at,
    )  # fmt: skip
    _seal(row, settings, at)
    row.save(force_insert=True)
    return row


def _seal(row: Binding, settings: Mapping[str, Any], at: datetime) -> None:
    plain, secrets = part_secrets(find_provider(row.capability, row.provider).Settings, settings)
    keys = council_keys(at=at) if secrets else None
    row.settings, row.sealed = _as_json(plain), True
    row.secrets = {
        path: keys.seal_text(json.dumps(_as_json(secret)), place=place_of(row.id, path))
        for path, secret in secrets.items()
        if keys is not None
    }


def _as_json(value: Any) -> Any:
    """Return ``value`` as the database gives it back."""
    return json.loads(json.dumps(value, default=_plain))


def _plain(value: Any) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _kept_secrets(
    capability: str, provider: str, service: str, mode: str, settings: Mapping[str, Any]
) -> dict[str, Any]:
    rows = Binding.objects.filter(capability=capability, provider=provider, service=service, mode=mode)
    last = rows.exclude(secrets={}).order_by("-bound_at", "-id").first()
    if last is None:
        return {}
    _, given = part_secrets(find_provider(capability, provider).Settings, settings)
    return {path: secret for path, secret in open_secrets(last).items() if path not in given}


def _record(kind: str, row: Binding, by: Actor, at: datetime, **more: str) -> None:
    facts = {"capability": row.capability, "provider": row.provider, "service": row.service, "mode": row.mode, **more}
    record_event(kind=kind, subject=("binding", row.id), by=by, at=at, facts=facts)
