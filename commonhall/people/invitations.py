"""Which colleagues were asked to choose a password? The links that were sent to them, each good once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel


class StaffInvitation(CouncilModel):
    """A link by which a new member of staff chooses a password. Only a hash of its token is kept."""

    membership = CouncilForeignKey("people.Membership", on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.TextField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "people_staff_invitation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "token_hash"], name="people_staff_invitation_token")
        ]

    def __str__(self) -> str:
        return str(self.id)
