"""Which Django app is this room?"""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The work that journeys open."""

    name = "commonhall.cases"
    label = "cases"

    def ready(self) -> None:
        """Answer patterns' questions about open cases, deliver what cases tell residents, and keep their clocks."""
        from commonhall.capabilities.bookings.port import plug_places
        from commonhall.capabilities.payments.till import plug_till
        from commonhall.cases import (  # noqa: F401 each registers what it supplies
            addressing,
            alerts,
            bookings,
            calendars,
            calendars_compared,
            clocks,
            facts,
            refunds,
            searching,
            stilling,
            supporters,
            telling,
            tried,
        )
        from commonhall.cases.inviting import residents, staff  # noqa: F401 as above
        from commonhall.cases.models import Case
        from commonhall.cases.paying import comparing, nudges, receiving  # noqa: F401 as above
        from commonhall.cases.paying.tills import OwnTill
        from commonhall.cases.people import gathering, in_calls  # noqa: F401 as above
        from commonhall.cases.places import OwnPlaces
        from commonhall.cases.queues import allocating, bulk  # noqa: F401 as above
        from commonhall.cases.requests import files_again, keeping  # noqa: F401 as above
        from commonhall.cases.together import merge_telling  # noqa: F401 as above
        from commonhall.journeys.belonging import plug_cases

        plug_places(OwnPlaces())
        plug_till(OwnTill())
        plug_cases(lambda case_id: Case.objects.filter(id=case_id).values_list("service", flat=True).first() or "")
