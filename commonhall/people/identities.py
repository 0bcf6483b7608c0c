"""What is kept of residents who sign in, and of whoever proves by a code that a request is theirs?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel


class Resident(CouncilModel):
    """An e-mail address at one council whose owner has shown that they read its mail. Nothing crosses councils.

    language: in which they asked for the first link. What else they wish is kept with the person (room contacts).
    """

    email = models.TextField()
    language = models.TextField(default="en")
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "people_resident"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "email"], name="people_resident_email"),
            models.CheckConstraint(condition=models.Q(language__in=("en", "cy")), name="people_resident_language"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ResidentSession(CouncilModel):
    """A browser in which a resident is signed in. Only a hash of what the cookie carries is kept.

    sign_out_hint: what the provider of sign-in wants to see when they sign out there too; blank for a link by e-mail.
    """

    key_hash = models.TextField()
    resident = CouncilForeignKey(Resident, on_delete=models.CASCADE, related_name="sessions")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    sign_out_hint = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "people_resident_session"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "key_hash"], name="people_resident_session_key"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class SignInLink(CouncilModel):
    """A link that was sent to an e-mail address. It signs in once, whoever opens it, until it expires."""

    token_hash = models.TextField()
    email = models.TextField()
    language = models.TextField(default="en")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "people_sign_in_link"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "token_hash"], name="people_sign_in_link_token"),
        ]
        indexes: ClassVar = [models.Index(fields=["council_id", "email"], name="people_sign_in_link_email")]

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d %H:%M}"


class AccessCode(CouncilModel):
    """A code that was sent to somebody's phone or e-mail address, to show that a request is theirs.

    handle_hash: of what the browser holds meanwhile. subject_id: what the code opens; none where nothing fitted what
    was typed: then no code is right, and nobody can tell the difference. tries: how often a code was typed.
    """

    handle_hash = models.TextField()
    code_hash = models.TextField(blank=True, default="")
    subject_id = models.UUIDField(null=True)
    tries = models.IntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "people_access_code"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "handle_hash"], name="people_access_code_handle"),
        ]

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d %H:%M}"


class ResidentIdentity(CouncilModel):
    """A resident as a provider of sign-in knows them: they are the same person whenever it vouches for that name.

    issuer and subject: together the name that never changes. level: what was proved last; name and birth_date: of a
    proved identity, else blank.
    """

    resident = CouncilForeignKey(Resident, on_delete=models.CASCADE, related_name="identities")
    issuer = models.TextField()
    subject = models.TextField()
    level = models.TextField(default="signed_in")
    name = models.TextField(blank=True, default="")
    birth_date = models.DateField(null=True)
    linked_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "people_resident_identity"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "issuer", "subject"], name="people_resident_identity_subject"
            ),
            models.UniqueConstraint(
                fields=["council_id", "resident", "issuer"], name="people_resident_identity_issuer"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=("signed_in", "identity")), name="people_resident_identity_level"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class StaffIdentity(CouncilModel):
    """A member of staff as the council's own sign-in knows them: for this council only."""

    membership = CouncilForeignKey("people.Membership", on_delete=models.CASCADE, related_name="identities")
    issuer = models.TextField()
    subject = models.TextField()
    linked_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "people_staff_identity"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "issuer", "subject"], name="people_staff_identity_subject"),
            models.UniqueConstraint(fields=["council_id", "membership", "issuer"], name="people_staff_identity_issuer"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class SpentToken(CouncilModel):
    """Something that works once and was used: a way back from a provider, or its message that a sign-in is over."""

    kind = models.TextField()
    token_hash = models.TextField()
    until_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "people_spent_token"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "kind", "token_hash"], name="people_spent_token_once"),
        ]

    def __str__(self) -> str:
        return self.kind
