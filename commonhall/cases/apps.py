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
            alerts,
            allocating,
            bookings,
            bulk,
            clocks,
            facts,
            gathering,
            in_calls,
            inviting,
            inviting_staff,
            merge_telling,
            payments,
            refunds,
            searching,
            supporters,
            telling,
        )
        from commonhall.cases.places import OwnPlaces
        from commonhall.cases.requests import keeping  # noqa: F401
        from commonhall.cases.tills import OwnTill

        plug_places(OwnPlaces())
        plug_till(OwnTill())
