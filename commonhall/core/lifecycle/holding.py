"""What becomes of the entitlements of a case when it moves? Begun, renewed, changed, transferred, suspended, ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.language.holding_model import Entitlement, EntitlementAct
from commonhall.core.lifecycle.amounts import number, text
from commonhall.core.lifecycle.standing import CaseStanding, EntitlementStanding

NewNumber = Callable[[str], str]
"""Gives the number of a new entitlement from its prefix, such as ``PP-7K3Q9-XW4P2``."""


class ActRefused(Exception):
    """An entitlement cannot be acted on so. reason: ``none`` (there is none), ``there`` (there is one), ``ended``."""

    def __init__(self, entitlement: str, act: str, reason: str) -> None:
        super().__init__(f"{act} {entitlement}: {reason}")
        self.entitlement = entitlement
        self.act = act
        self.reason = reason


@dataclass(frozen=True, slots=True)
class EntitlementChange:
    """What was done to an entitlement, and how it stands now."""

    act: str
    now: EntitlementStanding


def acted(
    effective: Effective, standing: CaseStanding, act: EntitlementAct, scope: Scope, *, new_number: NewNumber
) -> EntitlementChange:
    """Return what ``act`` makes of an entitlement of the case.

    Raises ActRefused when it cannot be done as the entitlement stands, and ExpressionFailed.
    """
    spec = next(each for each in effective.pattern.case.entitlements if each.id == act.id)
    old = standing.entitlement(act.id)
    if act.act == "begin":
        if old is not None and old.state != "ended":
            raise ActRefused(act.id, act.act, "there")
        return EntitlementChange(act.act, _begun(effective, spec, act, scope, new_number))
    if old is None:
        raise ActRefused(act.id, act.act, "none")
    if old.state == "ended" and act.act != "renew":
        raise ActRefused(act.id, act.act, "ended")
    changed = _with_fields(effective, spec, act, scope, old)
    state = {"suspend": "suspended", "end": "ended", "resume": "active", "renew": "active"}.get(act.act, old.state)
    # Acts and states are checked before:
    return EntitlementChange(act.act, replace(changed, state=state))  # type: ignore[arg-type]


def _begun(
    effective: Effective, spec: Entitlement, act: EntitlementAct, scope: Scope, new_number: NewNumber
) -> EntitlementStanding:
    place = f"case.entitlements.{spec.id}"
    fresh = EntitlementStanding(
        id=spec.id,
        number=new_number(spec.prefix),
        subject=text(effective, act.subject or spec.subject, scope, f"{place}.subject"),
        quantity=number(effective, spec.quantity if act.quantity is None else act.quantity, scope, f"{place}.quantity"),
        from_=text(effective, act.from_ or spec.from_, scope, f"{place}.from")[:10],
        until=text(effective, act.until or spec.until, scope, f"{place}.until")[:10],
        uprn=text(effective, act.uprn, scope, f"{place}.uprn") or str(scope["case"].get("uprn") or ""),
    )
    return _with_window(effective, spec, fresh, scope)


def _with_fields(
    effective: Effective, spec: Entitlement, act: EntitlementAct, scope: Scope, old: EntitlementStanding
) -> EntitlementStanding:
    place = f"case.entitlements.{spec.id}.{act.act}"
    new = old
    if act.subject:
        new = replace(new, subject=text(effective, act.subject, scope, f"{place}.subject"))
    if act.quantity is not None:
        new = replace(new, quantity=number(effective, act.quantity, scope, f"{place}.quantity"))
    if act.from_:
        new = replace(new, from_=text(effective, act.from_, scope, f"{place}.from")[:10])
    if act.until:
        new = replace(new, until=text(effective, act.until, scope, f"{place}.until")[:10])
    elif act.act == "end":
        new = replace(new, until=min(new.until, str(scope["today"])))
    if act.uprn:
        new = replace(new, uprn=text(effective, act.uprn, scope, f"{place}.uprn"))
    return _with_window(effective, spec, new, scope) if new.until != old.until else new


def _with_window(
    effective: Effective, spec: Entitlement, one: EntitlementStanding, scope: Scope
) -> EntitlementStanding:
    """Work out between which days it can be renewed; its own new values can be read for that."""
    place = f"case.entitlements.{spec.id}"
    own = {"number": one.number, "state": one.state, "subject": one.subject, "quantity": one.quantity}
    case = scope["case"]
    held = {**case["entitlements"], spec.id: {**own, "from": one.from_, "until": one.until}}
    within = {**scope, "case": {**case, "entitlements": held}}
    grace = number(effective, spec.grace_days, within, f"{place}.grace_days")
    return replace(
        one,
        renew_from=text(effective, spec.renew_from, within, f"{place}.renew_from")[:10],
        renew_until=(date.fromisoformat(one.until) + timedelta(days=grace)).isoformat(),
    )
