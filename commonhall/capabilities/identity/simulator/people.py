"""Who are the made-up people of the simulator? The same at every start: residents, and the staff of the
demonstration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import NAMESPACE_URL, uuid5

EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}")
STAFF_ROLES: Final = ("officer", "lead", "agent", "manager", "records")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Somebody who can be chosen. number: tells them apart in what is their own name at each provider."""

    number: str
    given: str
    family: str
    birth_date: str
    email: str
    can_prove: bool = True
    roles: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given} {self.family}".strip()

    def subject(self, issuer: str, sector: str) -> str:
        """Return their name at this provider, for all clients of one sector: it says nothing about them."""
        return f"urn:fdc:gov.uk:2022:{uuid5(NAMESPACE_URL, f'{issuer}/{sector}/{self.number}')}"


RESIDENTS: Final = (
    MadeUp("r1", "Ada", "Fennimore", "1961-04-02", "ada.fennimore@example.com"),
    MadeUp("r2", "Callum", "Oyelaran", "1988-11-23", "callum.oyelaran@example.com"),
    MadeUp("r3", "Mared", "Tudor-Pryce", "1995-07-09", "mared.tudor.pryce@example.com"),
    MadeUp("r4", "Soraya", "Whitlock", "2001-01-30", "soraya.whitlock@example.com", can_prove=False),
)
"""Who signs in as a resident. The last cannot prove who she is: her papers do not match."""


def somebody(email: str) -> MadeUp | None:
    """Return the resident with this e-mail address, who is always the same; None where it is none."""
    typed = email.strip().lower()
    if not EMAIL.fullmatch(typed):
        return None
    return MadeUp(f"m-{uuid5(NAMESPACE_URL, f'mailto:{typed}')}", "Somebody", "Else", "1990-01-01", typed)


def staff_of(tenant: str, named: Sequence[tuple[str, str, str]] = ()) -> tuple[MadeUp, ...]:
    """Return the staff of a council by its slug, and one whom nobody has given a place there.

    named: role, name and e-mail address of each; where blank they are called after their roles.
    """
    usual = [(role, f"{role.title()} of {tenant.title()}", f"{role}@{tenant}.example.org") for role in STAFF_ROLES]
    known = tuple(
        MadeUp(f"{tenant}-{role}", name, "", "1980-01-01", email, roles=(f"commonhall.{role}",))
        for role, name, email in named or usual
    )
    nobody = MadeUp(f"{tenant}-new", "Newcomer", f"at {tenant.title()}", "1999-01-01", f"new@{tenant}.example.org")
    return (*known, nobody)


def object_id(person: str) -> str:
    """Return the object ID of somebody on the staff, by their number."""
    return str(uuid5(NAMESPACE_URL, f"https://commonhall.example/staff/{person}"))


def tenant_id(council: str) -> str:
    """Return the directory ID of a council."""
    return str(uuid5(NAMESPACE_URL, f"https://commonhall.example/tenant/{council}"))
