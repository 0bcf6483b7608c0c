"""Who has to do with a case besides whoever it is about first? Its parties, each in a role."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

PARTY_ROLES = ("applicant", "subject", "representative", "complainant", "respondent", "supporter", "referrer")
AUTHORITIES = ("", "letter", "appointee", "attorney", "deputy", "parent", "elected")


class CaseParty(CouncilModel):
    """A person or an organisation with a role in a case.

    may_see: they may be shown it; may_be_told: messages may go to them. authority: on what a representative acts,
    until until_date; without a current one they see nothing. evidence_id: the document that shows it.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="parties")
    person = CouncilForeignKey("contacts.Person", on_delete=models.CASCADE, null=True, related_name="+")
    organisation = CouncilForeignKey("contacts.Organisation", on_delete=models.CASCADE, null=True, related_name="+")
    role = models.TextField()
    may_see = models.BooleanField(default=False)
    may_be_told = models.BooleanField(default=False)
    authority = models.TextField(blank=True, default="")
    authority_note = models.TextField(blank=True, default="")
    evidence_id = models.UUIDField(null=True)
    until_date = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "cases_party"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(role__in=PARTY_ROLES), name="cases_party_role"),
            models.CheckConstraint(condition=models.Q(authority__in=AUTHORITIES), name="cases_party_authority"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(organisation__isnull=False),
                name="cases_party_one",
            ),
        ]

    def __str__(self) -> str:
        return self.role
