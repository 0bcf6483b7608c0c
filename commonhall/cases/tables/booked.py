"""What is kept of slots: the places that the council's own calendars gave out, when these are closed, what each case
has booked, and who reads that in a calendar program?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

BOOKING_STATES = ("held", "confirmed", "released", "lost")
FEED_SHOWS = ("places", "people")


class Place(CouncilModel):
    """Room in a slot of a calendar that the council keeps itself. until: when a hold lapses; null once confirmed."""

    reference = models.TextField()
    calendar = models.TextField()
    slot = models.TextField()
    date = models.DateField()
    start = models.TextField(blank=True, default="")
    end = models.TextField(blank=True, default="")
    units = models.IntegerField(default=1)
    uprn = models.TextField(blank=True, default="")
    until = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_place"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "reference"], name="cases_place_reference"),
            models.CheckConstraint(condition=models.Q(units__gte=1), name="cases_place_units"),
        ]
        indexes: ClassVar = [models.Index(fields=["council_id", "calendar", "date"], name="cases_place_day")]

    def __str__(self) -> str:
        return f"{self.calendar} {self.slot}"


class Booking(CouncilModel):
    """A slot that a journey holds, or that its case has booked.

    kind: the booking's id in the pattern. question: the question that is answered with it. reference: what the
    provider knows it by. binding_id: the binding of that provider, so that the booking ends where it began. slot: the
    record that was chosen. until: when a hold lapses; null otherwise. ``lost`` is a hold that lapsed and whose slot was
    gone when it was wanted.
    """

    journey_id = models.UUIDField(null=True)
    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="bookings", null=True)
    kind = models.TextField()
    question = models.TextField()
    calendar = models.TextField()
    slot = models.JSONField(default=dict)
    date = models.DateField()
    units = models.IntegerField(default=1)
    uprn = models.TextField(blank=True, default="")
    reference = models.TextField()
    binding_id = models.UUIDField(null=True)
    state = models.TextField(default="held")
    until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_booking"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "reference"], name="cases_booking_reference"),
            models.UniqueConstraint(fields=["council_id", "journey_id", "kind"], name="cases_booking_journey_once"),
            models.UniqueConstraint(fields=["council_id", "case", "kind"], name="cases_booking_case_once"),
            models.CheckConstraint(condition=models.Q(state__in=BOOKING_STATES), name="cases_booking_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "until"], name="cases_booking_holds", condition=models.Q(until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.date}"


class Closure(CouncilModel):
    """Days, both included, on which one of the council's own calendars is closed besides what its settings say.

    What is booked on them stays until somebody moves it. reason: for colleagues. ended_at: when it was opened again.
    """

    calendar = models.TextField()
    first_date = models.DateField()
    last_date = models.DateField()
    reason = models.TextField(blank=True, default="")
    closed_by = models.TextField()
    closed_at = models.DateTimeField()
    ended_by = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_closure"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(first_date__lte=models.F("last_date")), name="cases_closure_in_order"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "calendar", "last_date"],
                name="cases_closure_days",
                condition=models.Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar} {self.first_date} to {self.last_date}"


class CalendarFeed(CouncilModel):
    """A secret address at which a member's calendar program reads bookings.

    token_hash: of the secret, which is shown once. calendar: blank for all. shows: ``places`` (reference and street) or
    ``people`` (who it is for besides). used_at: when it was last read, to the hour.
    """

    token_hash = models.BinaryField()
    calendar = models.TextField(blank=True, default="")
    shows = models.TextField(default="places")
    member_id = models.UUIDField()
    made_by = models.TextField()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_calendar_feed"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "token_hash"], name="cases_calendar_feed_token"),
            models.CheckConstraint(condition=models.Q(shows__in=FEED_SHOWS), name="cases_calendar_feed_shows"),
        ]

    def __str__(self) -> str:
        return f"feed of {self.made_by}"
