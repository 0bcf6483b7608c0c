"""Which provider does a council use for a capability, which did it use before, and what is known of each?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from django.db.models import Q

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.modes import stays_here
from commonhall.capabilities.ports import find_provider
from commonhall.capabilities.secrets import ending_of, join_secrets, secret_paths
from commonhall.catalogue.models import Binding
from commonhall.core.values.words import Words
from commonhall.councils.keys import KeysDestroyed, council_keys
from commonhall.councils.scope import is_testing
from commonhall.councils.sealing import SealBroken

Mode = Literal["live", "test"]
SHOWN_PAST: Final = 20
MOST_LATELY: Final = 50


class BindingMissing(LookupError):
    """The council has not chosen a provider for the capability."""


class BindingUnreadable(BindingMissing):
    """The secrets of the binding cannot be opened: somebody must enter them again."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The provider that a council uses for a capability. settings hold its secrets in clear: they are not for showing.

    id: of the binding, to be kept by whatever began with it and must end with it.
    """

    capability: str
    provider: str
    settings: Mapping[str, Any] = field(repr=False)
    id: UUID
    service: str = ""
    mode: Mode = "live"


@dataclass(frozen=True, slots=True)
class Held:
    """A binding as people who look after it see it: of each secret only the last characters."""

    id: UUID
    capability: str
    provider: str
    title: Words
    service: str
    mode: Mode
    state: str
    settings: Mapping[str, Any]
    endings: Mapping[str, str]
    bound_by: str
    bound_at: datetime
    begins_at: datetime | None
    began_at: datetime | None
    ended_at: datetime | None
    check_result: str
    check_note: str
    checked_at: datetime | None

    @property
    def in_use(self) -> bool:
        """Whether residents and staff use it now."""
        return self.state == "in_force" and self.mode == "live"


def mode_in_scope() -> Mode:
    """Return for what a provider is wanted here: for what is real, or for what is tried."""
    return "test" if is_testing() else "live"


def get_binding(capability: str, *, service: str = "", mode: Mode | None = None) -> Bound:
    """Return the provider in force at the council in scope for ``capability``: that of ``service``, else that of all.

    service: the slug of the service that asks. mode: that of the scope where it is left out. What is real never goes
    through a binding for tests. What is tried goes through those only, or through a provider of what is real which
    stays here: its own records, a folder. Raises BindingMissing.
    """
    wanted = mode or mode_in_scope()
    row = _in_force(capability, service, wanted)
    if row is None and wanted == "test":
        row = _in_force(capability, service, "live")
        if row is not None and not _stays_here(row):
            row = None
    if row is None:
        ending = " for tests" if wanted == "test" else ""
        raise BindingMissing(f"No provider is chosen for {capability}{ending}. Choose one.")
    return bound_of(row)


def _in_force(capability: str, service: str, mode: Mode) -> Binding | None:
    rows = Binding.objects.filter(capability=capability, state="in_force", mode=mode, service__in={"", service})
    row: Binding | None = rows.order_by("-service").first()
    return row


def _stays_here(row: Binding) -> bool:
    try:
        return stays_here(row.capability, row.provider)
    except Misconfigured:
        return False


def get_bound(binding_id: UUID) -> Bound:
    """Return a binding whatever became of it since, so that what began with it ends with it.

    Raises BindingMissing, also for one of the other mode.
    """
    row = Binding.objects.filter(id=binding_id).first()
    if row is None:
        raise BindingMissing("The provider that this began with is not there any more.")
    if row.mode != mode_in_scope() and not (is_testing() and _stays_here(row)):
        raise BindingMissing("This began with a provider for tests, or is a test and began with a real one.")
    return bound_of(row)


def get_bound_to_try(binding_id: UUID) -> Bound:
    """Return a binding of either mode, for whoever looks after it and tries it. Raises BindingMissing."""
    row = Binding.objects.filter(id=binding_id).first()
    if row is None:
        raise BindingMissing("There is no such binding.")
    return bound_of(row)


def bounds_since(capability: str, *, since: datetime) -> tuple[Bound, ...]:
    """Return what is in force for all services, and then what was until after ``since``, the newest first: for what
    began with one of them and may end after the switch. The same settings are there once.
    """
    rows = Binding.objects.filter(capability=capability, service="", mode=mode_in_scope())
    lately = rows.filter(Q(state="in_force") | Q(state="past", ended_at__gt=since)).order_by(
        "state", "-ended_at", "-id"
    )
    found: list[Bound] = []
    for bound in map(bound_of, lately[:MOST_LATELY]):
        if not any((each.provider, each.settings) == (bound.provider, bound.settings) for each in found):
            found.append(bound)
    return tuple(found)


def get_bound_through(capability: str, provider: str) -> Bound:
    """Return the newest binding of ``provider`` that is or was in force: for what was begun before bindings were kept.

    Raises BindingMissing.
    """
    rows = Binding.objects.filter(
        capability=capability, provider=provider, state__in=("in_force", "past"), mode=mode_in_scope()
    )
    row = rows.order_by("-began_at", "-id").first()
    if row is None:
        raise BindingMissing(f"{provider} was never bound for {capability}. Bind it again.")
    return bound_of(row)


def bound_of(row: Binding) -> Bound:
    """Return a row with its secrets opened. Raises BindingUnreadable."""
    return Bound(
        capability=row.capability,
        provider=row.provider,
        settings=join_secrets(row.settings, open_secrets(row)),
        id=row.id,
        service=row.service,
        mode="test" if row.mode == "test" else "live",
    )


def open_secrets(row: Binding) -> dict[str, Any]:
    """Return the secrets of a row in clear, by path. Raises BindingUnreadable."""
    if not row.secrets:
        return {}
    try:
        keys = council_keys()
        return {
            path: json.loads(keys.unseal_text(sealed, place=place_of(row.id, path)))
            for path, sealed in row.secrets.items()
        }
    except (SealBroken, KeysDestroyed) as broken:
        raise BindingUnreadable(f"The secrets of {row.provider} cannot be read. Enter them again.") from broken


def place_of(binding_id: UUID, path: str) -> str:
    """Return the place to which a secret is sealed."""
    return f"catalogue_binding.secrets:{binding_id}:{path}"


def held_bindings(capability: str = "") -> list[Held]:
    """Return the bindings of the council in scope that are in force, planned or drafted, by capability."""
    rows = Binding.objects.filter(state__in=("in_force", "planned", "draft"))
    if capability:
        rows = rows.filter(capability=capability)
    return [held_of(row) for row in rows.order_by("capability", "service", "mode", "bound_at", "id")]


def past_bindings(capability: str) -> list[Held]:
    """Return what was in force before, newest first."""
    rows = Binding.objects.filter(capability=capability, state="past").order_by("-ended_at", "-id")
    return [held_of(row) for row in rows[:SHOWN_PAST]]


def last_held(capability: str, provider: str, *, service: str, mode: Mode) -> Held | None:
    """Return the newest binding of a provider for a service (blank: all) and mode, whatever became of it; or None."""
    rows = Binding.objects.filter(capability=capability, provider=provider, service=service, mode=mode)
    row = rows.order_by("-bound_at", "-id").first()
    return None if row is None else held_of(row)


def get_held(binding_id: UUID) -> Held:
    """Return one binding as people see it. Raises BindingMissing."""
    row = Binding.objects.filter(id=binding_id).first()
    if row is None:
        raise BindingMissing("There is no such binding.")
    return held_of(row)


def in_force_beside(held: Held) -> Held | None:
    """Return what is in force for the same capability, service and mode; for a service without, what all use."""
    rows = Binding.objects.filter(
        capability=held.capability, mode=held.mode, state="in_force", service__in={"", held.service}
    )
    row = rows.order_by("-service").first()
    return None if row is None else held_of(row)


def held_of(row: Binding) -> Held:
    """Return a row as people see it."""
    try:
        endings = {path: ending_of(secret) for path, secret in open_secrets(row).items()}
    except BindingUnreadable:
        endings = {}
    shown = row.settings
    try:
        provider = find_provider(row.capability, row.provider)
        title = provider.title
        if not row.sealed:  # stored in clear before secrets were sealed: a job sees to it
            shown = {name: value for name, value in shown.items() if name not in set(secret_paths(provider.Settings))}
    except Misconfigured:
        title = Words(en=row.provider, cy=row.provider)
    return Held(
        id=row.id,
        capability=row.capability,
        provider=row.provider,
        title=title,
        service=row.service,
        mode="test" if row.mode == "test" else "live",
        state=row.state,
        settings=shown,
        endings=endings,
        bound_by=row.bound_by,
        bound_at=row.bound_at,
        begins_at=row.begins_at,
        began_at=row.began_at,
        ended_at=row.ended_at,
        check_result=row.check_result,
        check_note=row.check_note,
        checked_at=row.checked_at,
    )
