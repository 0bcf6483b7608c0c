"""May this member do that? Decided from grants alone, so lists, pages and actions all get the same answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from commonhall.core.questions.masking import FieldClass
from commonhall.core.values.words import Language
from commonhall.councils.actors import Actor

Role = Literal["viewer", "agent", "officer", "lead", "manager", "records", "administrator"]
Action = Literal[
    "view", "work", "lead", "administer", "message", "answer", "correct", "merge", "bulk", "export", "unmask", "warn",
    "figures", "money", "hold", "dispose", "disclose", "audit",
]  # fmt: skip
# view: see cases and people; work: act on cases; lead: assign, reopen, overrule a clock; administer: staff, providers,
# settings; message: write to people; answer: take calls, and do things for whoever calls; correct: change what was
# answered; merge: join and part cases and people; bulk: act on many at once; export: take a list away; unmask: see
# what is masked, with a reason; warn: put a warning on a person or property, and approve one; figures: see how the work
# goes; money: see what was paid and given back, and settle differences; hold: stop disposal; dispose: approve
# disposal; disclose: access packs and redaction; audit: read the record.
_OFFICER: frozenset[Action] = frozenset({"view", "work", "message", "answer", "correct", "merge"})
ALLOWED: dict[Role, frozenset[Action]] = {
    "viewer": frozenset({"view"}),
    "agent": frozenset({"view", "answer", "message"}),
    "officer": _OFFICER,
    "lead": _OFFICER | {"lead", "bulk", "export", "unmask", "warn", "figures", "money"},
    "manager": frozenset({"view", "figures", "money", "export"}),
    "records": frozenset({"view", "money", "unmask", "export", "hold", "dispose", "disclose", "audit"}),
    "administrator": frozenset({"administer", "audit"}),
}
_PERSONAL: frozenset[FieldClass] = frozenset({"ordinary", "personal"})
_CASEWORK: frozenset[FieldClass] = _PERSONAL | {"special", "secret_end"}
# Which classes of answers a role reads as they are; of the others it sees that there is one. Nobody reads secrets but
# by unmasking them with a reason.
FIELDS: dict[Role, frozenset[FieldClass]] = {
    "viewer": _PERSONAL,
    "agent": _PERSONAL,
    "officer": _CASEWORK,
    "lead": _CASEWORK,
    "manager": _PERSONAL,
    "records": _PERSONAL,
    "administrator": frozenset(),
}
EVERY_FIELD: frozenset[FieldClass] = _CASEWORK | {"secret"}
OPENED_WITH_REASON: frozenset[FieldClass] = _PERSONAL
ANY_PATTERN = "*"
WEIGHTIEST_FIRST: tuple[Role, ...] = ("lead", "officer", "agent", "records", "manager", "viewer", "administrator")
# Staff sessions: ASVS 7.3, level of a council's back office.
IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)
# Failed tries within the window, before the next is refused unseen.
THROTTLE_WINDOW = timedelta(minutes=15)
TRIES_PER_ACCOUNT = 10
TRIES_PER_ADDRESS = 50  # a whole office may share one
TRIES_OF_CODES = 10  # for one reference, and from one network address


class NotAllowed(Exception):
    """The member's grants do not reach this."""


@dataclass(frozen=True, slots=True)
class Granted:
    """One grant: ``pattern`` is a slug or ``*``; without ``team_id`` it reaches every team's work, without ``ward``
    that of every ward. ``stands_in_for``: the membership whose work it is."""

    role: Role
    pattern: str = ANY_PATTERN
    team_id: UUID | None = None
    ward: str = ""
    stands_in_for: UUID | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """Something of a member's own: an e-mail address, a phone number, a property or a postcode, as cases carry it."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Member:
    """A signed-in member of staff at the council in scope."""

    membership_id: UUID
    account_id: UUID
    council_id: UUID
    session_id: UUID
    name: str
    email: str
    language: Language
    grants: tuple[Granted, ...]
    interests: tuple[Interest, ...] = ()
    opened: tuple[UUID, ...] = ()
    """The cases that the member opened with a reason although no grant shows them, for some hours."""

    @property
    def actor(self) -> Actor:
        """The member as the doer of an operation."""
        return Actor("staff", self.membership_id, self.name)

    @property
    def first_role(self) -> str:
        """The role of most weight that the member has anywhere; blank for none. Kept with what they read."""
        held = {grant.role for grant in self.grants}
        return next((role for role in WEIGHTIEST_FIRST if role in held), "")


def can(
    member: Member, action: Action, *, pattern: str | None = None, team: UUID | None = None, ward: str = ""
) -> bool:
    """Return whether some grant of ``member`` allows ``action``.

    With ``pattern`` None the question is whether the member may do it anywhere. A grant for one team reaches only work
    of that team; work without a team is reached by grants without a team. Wards are alike.
    """
    return any(
        action in ALLOWED[grant.role] and (pattern is None or reaches(grant, pattern, team, ward))
        for grant in member.grants
    )


def reaches(grant: Granted, pattern: str, team: UUID | None, ward: str) -> bool:
    """Return whether ``grant`` is for work of this pattern, team and ward."""
    return (
        grant.pattern in (ANY_PATTERN, pattern)
        and (grant.team_id is None or grant.team_id == team)
        and (not grant.ward or grant.ward == ward)
    )


def fields_seen(member: Member, *, pattern: str, team: UUID | None, ward: str = "") -> frozenset[FieldClass]:
    """Return which classes of answers ``member`` reads of the work of a pattern, team and ward."""
    seen: frozenset[FieldClass] = frozenset()
    for grant in reach(member, "view"):
        if reaches(grant, pattern, team, ward):
            seen |= FIELDS[grant.role]
    return seen


def shows_restricted(grant: Granted) -> bool:
    """Return whether ``grant`` shows sensitive cases: it names their pattern or their team, and is not just for all."""
    return grant.team_id is not None or grant.pattern != ANY_PATTERN


def reach(member: Member, action: Action) -> tuple[Granted, ...]:
    """Return the grants that allow ``action``: what a list's filter is made of."""
    return tuple(grant for grant in member.grants if action in ALLOWED[grant.role])
