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
    """A browser in which a resident is signed in. Only a hash of what the cookie carries is kept."""

    key_hash = models.TextField()
    resident = CouncilForeignKey(Resident, on_delete=models.CASCADE, related_name="sessions")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

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
