"""Which people look after the platform as a whole? Their sign-in is of no council, and no council's is theirs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import ControlModel


class Operator(ControlModel):
    """Somebody of the platform's own staff. Made by a command only."""

    email = models.TextField(unique=True)
    password_hash = models.TextField()
    created_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_operator"

    def __str__(self) -> str:
        return str(self.id)


class OperatorSession(ControlModel):
    """A signed-in browser at the operators' own site. Only a hash of what the cookie carries is kept."""

    key_hash = models.TextField(unique=True)
    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="sessions")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "people_operator_session"
        indexes: ClassVar = [models.Index(fields=["began_at"], name="people_operator_session_began")]

    def __str__(self) -> str:
        return str(self.id)
