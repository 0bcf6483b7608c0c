"""What is kept of a person's way through a service, and of what they thought of it?"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

STATES = ("started", "ended", "submitted", "expired")
DOCUMENT_STATES = ("held", "attached", "removed")
DOCUMENT_STANDINGS = ("awaited", "quarantined", "clean", "infected", "unreadable")


class Journey(CouncilModel):
    """One person's way through a service.

    answers: by question id; ``@page`` for a page that was only read. parked: answers kept to be offered again.
    facts: by name ``{value, at}``. missing: facts that could not be had. accepted: ``decision/key`` to the London
    wall clock at which the resident was told yes. outcome: the end reached, ``accept`` once submitted. interaction_id:
    the conversation in which a member of staff filled it in. begun_by_id, begun_by_name: who of the office began it for
    somebody. held_in: the conversation in which this very browser holds it. sent_to_hash: of the address to which the
    link went by which this very browser got it. Neither is stored with the journey, but with that link. proof: what was
    shown of who they are (see proving.py).
    """

    held_in: UUID | None = None
    sent_to_hash: bytes | None = None

    token_hash = models.BinaryField(max_length=32)
    service = models.TextField()
    pattern = models.TextField()
    version = models.TextField()
    revision_id = models.UUIDField()
    state = models.TextField(default="started")
    channel = models.TextField(default="web")
    interaction_id = models.UUIDField(null=True)
    begun_by_id = models.UUIDField(null=True)
    begun_by_name = models.TextField(blank=True, default="")
    language = models.TextField(default="en")
    answers = models.JSONField(default=dict)
    parked = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    missing = models.JSONField(default=list)
    accepted = models.JSONField(default=dict)
    proof = models.JSONField(default=dict)
    outcome = models.TextField(blank=True, default="")
    revision = models.IntegerField(default=1)
    opened_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "journeys_journey"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "token_hash"], name="journeys_journey_token"),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="journeys_journey_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "expires_at"],
                name="journeys_journey_expiry",
                condition=models.Q(state__in=("started", "ended")),
            ),
            models.Index(
                fields=["council_id", "interaction_id"],
                name="journeys_journey_call",
                condition=models.Q(interaction_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.state}"


class ResumeLink(CouncilModel):
    """Another way to a journey: a link that was sent, or a browser that one opened. Each works until its date.

    sent_to_hash: of the address to which it went, also on the way of a browser that such a link opened.
    interaction_id: of the conversation in which a member of staff holds the journey by it; it goes when the
    conversation is over.
    """

    journey = CouncilForeignKey(Journey, on_delete=models.CASCADE, related_name="resume_links")
    token_hash = models.BinaryField(max_length=32)
    sent_to_hash = models.BinaryField(max_length=32, null=True)
    interaction_id = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "journeys_resume_link"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "token_hash"], name="journeys_resume_token"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "sent_to_hash"],
                name="journeys_resume_sent_to",
                condition=models.Q(sent_to_hash__isnull=False),
            ),
            models.Index(
                fields=["council_id", "interaction_id"],
                name="journeys_resume_call",
                condition=models.Q(interaction_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d}"


class Feedback(CouncilModel):
    """What somebody thought of a service, at any of its ends. Not joined to the person or the answers."""

    service = models.TextField()
    version = models.TextField()
    outcome = models.TextField()
    score = models.IntegerField()
    comment = models.TextField(blank=True, default="")
    language = models.TextField(default="en")
    given_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "journeys_feedback"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(score__gte=1, score__lte=5), name="journeys_feedback_score"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "service", "given_at"], name="journeys_feedback_service"),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.score}"


class Document(CouncilModel):
    """A file that somebody sent. Its content is kept, sealed, by the provider of files ``binding_id`` under ``key``.

    journey_id: the journey in which it was added. case_id: the case to which it was attached when it was sent, or in
    which an officer added it. item: of a question that is asked of several things, the id of the one. state: ``held``
    by a journey, ``attached`` to a case, or ``removed``: then the file goes first, and the row after it. standing:
    ``awaited`` (no provider would take it: the person sends it later), ``quarantined`` (nobody has looked for viruses
    yet), ``clean``, ``infected`` or ``unreadable`` (it cannot be judged); only a clean one is ever opened. sealed_key:
    the file's own key, sealed under the council's. found: what the scanner calls the virus. told_at: when its sender
    was asked for another, or a colleague to see to it.
    """

    journey_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    question = models.TextField()
    item = models.TextField(blank=True, default="")
    name = models.TextField()
    type = models.TextField()
    size = models.IntegerField()
    sha256 = models.BinaryField(max_length=32)
    key = models.TextField()
    state = models.TextField(default="held")
    uploaded_at = models.DateTimeField()
    standing = models.TextField(default="quarantined")
    sealed_key = models.BinaryField(null=True)
    binding_id = models.UUIDField(null=True)
    found = models.TextField(blank=True, default="")
    looked_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "journeys_document"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(standing__in=DOCUMENT_STANDINGS), name="journeys_document_standing"
            ),
            models.CheckConstraint(condition=models.Q(state__in=DOCUMENT_STATES), name="journeys_document_state"),
            models.CheckConstraint(
                condition=models.Q(journey_id__isnull=False) | models.Q(case_id__isnull=False),
                name="journeys_document_owner",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "journey_id"], name="journeys_document_journey"),
            models.Index(fields=["council_id", "case_id"], name="journeys_document_case"),
            models.Index(
                fields=["council_id", "uploaded_at"],
                name="journeys_document_loose",
                condition=models.Q(state__in=("held", "removed")),
            ),
            models.Index(
                fields=["council_id", "uploaded_at"],
                name="journeys_document_not_clean",
                condition=~models.Q(standing="clean"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class Upload(CouncilModel):
    """A file that comes in parts, for a question of a journey or for a case to which it is added, until it is whole and
    taken, or its time is over.

    item: of a question that is asked of several things, the id of the one. size, sha256: of the whole file, as the
    browser says; what comes is held to both. arrived: how many bytes are here. sealed_key: the key of its parts, sealed
    under the council's. taken_at: when the file was added to the journey; its parts went then.
    """

    journey = CouncilForeignKey(Journey, on_delete=models.CASCADE, related_name="uploads", null=True)
    case_id = models.UUIDField(null=True)
    question = models.TextField()
    item = models.TextField(blank=True, default="")
    name = models.TextField()
    size = models.IntegerField()
    sha256 = models.BinaryField(max_length=32)
    arrived = models.IntegerField(default=0)
    sealed_key = models.BinaryField()
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "journeys_upload"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(arrived__gte=0, arrived__lte=models.F("size")), name="journeys_upload_arrived"
            ),
            models.CheckConstraint(
                condition=models.Q(journey__isnull=True) ^ models.Q(case_id__isnull=True), name="journeys_upload_owner"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "expires_at"], name="journeys_upload_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.arrived} of {self.size} bytes"


class UploadPart(CouncilModel):
    """A part of a file that comes in parts, sealed. offset: how many bytes of the file come before it."""

    upload = CouncilForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    offset = models.IntegerField()
    content = models.BinaryField()

    class Meta(CouncilModel.Meta):
        db_table = "journeys_upload_part"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "upload", "offset"], name="journeys_upload_part_offset"),
        ]

    def __str__(self) -> str:
        return f"from {self.offset}"
