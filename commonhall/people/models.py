"""Which staff are there, who works at which council, and who is signed in? One account for each person in control; a
membership, grants and sessions inside each council."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import ControlModel, CouncilForeignKey, CouncilModel
from commonhall.people.glasses import BrokenGlass as BrokenGlass

# Django finds the models of a room in this module alone.
from commonhall.people.identities import AccessCode as AccessCode
from commonhall.people.identities import Resident as Resident
from commonhall.people.identities import ResidentIdentity as ResidentIdentity
from commonhall.people.identities import ResidentSession as ResidentSession
from commonhall.people.identities import SignInLink as SignInLink
from commonhall.people.identities import SpentToken as SpentToken
from commonhall.people.identities import StaffIdentity as StaffIdentity
from commonhall.people.interests import DeclaredInterest as DeclaredInterest
from commonhall.people.invitations import StaffInvitation as StaffInvitation
from commonhall.people.operating import Operator as Operator
from commonhall.people.operating import OperatorSession as OperatorSession

ROLES = ("viewer", "agent", "officer", "lead", "manager", "records", "administrator")
ANY_PATTERN = "*"


class Account(ControlModel):
    """A person's means of signing in, whichever councils they work for."""

    email = models.TextField(unique=True)
    password_hash = models.TextField()
    created_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_account"

    def __str__(self) -> str:
        return str(self.id)


class Attempt(ControlModel):
    """A try that has not succeeded: to sign in, or to see a request. key: the hash of what was tried, or of where."""

    kind = models.TextField()
    key = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "people_attempt"
        indexes: ClassVar = [models.Index(fields=["kind", "key", "at"], name="people_attempt_kind_key_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Team(CouncilModel):
    """Officers who share a queue."""

    slug = models.TextField()
    name_en = models.TextField()
    name_cy = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "people_team"
        constraints: ClassVar = [models.UniqueConstraint(fields=["council_id", "slug"], name="people_team_slug")]

    def __str__(self) -> str:
        return self.slug


class Membership(CouncilModel):
    """A person's place at a council."""

    account_id = models.UUIDField()
    name = models.TextField()
    email = models.TextField()
    language = models.TextField(default="en")
    active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    signed_in_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "people_membership"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "account_id"], name="people_membership_account"),
            models.UniqueConstraint(fields=["council_id", "email"], name="people_membership_email"),
            models.CheckConstraint(condition=models.Q(language__in=("en", "cy")), name="people_membership_language"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Grant(CouncilModel):
    """What a member may do: a role, for one pattern or all, for one team or all, for one ward or all, for some days.

    stands_in_for: the membership whose work the member does meanwhile.
    """

    membership = CouncilForeignKey(Membership, on_delete=models.CASCADE, related_name="grants")
    pattern = models.TextField(default=ANY_PATTERN)
    team = CouncilForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="grants")
    ward = models.TextField(blank=True, default="")
    role = models.TextField()
    from_date = models.DateField(null=True)
    until_date = models.DateField(null=True)
    stands_in_for = models.UUIDField(null=True)
    granted_at = models.DateTimeField()
    granted_by = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "people_grant"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "membership", "pattern", "team", "ward", "role", "from_date", "until_date"],
                name="people_grant_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="people_grant_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.pattern}"


class StaffSession(CouncilModel):
    """A signed-in browser at one council's host. Only a hash of what the cookie carries is kept."""

    key_hash = models.TextField()
    membership = CouncilForeignKey(Membership, on_delete=models.CASCADE, related_name="sessions")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "people_staff_session"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "key_hash"], name="people_staff_session_key")
        ]

    def __str__(self) -> str:
        return str(self.id)
