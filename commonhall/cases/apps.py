"""Which Django app is this room?"""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The work that journeys open."""

    name = "commonhall.cases"
    label = "cases"

    def ready(self) -> None:
        """Answer patterns' questions about open cases, deliver what cases tell residents, and keep their clocks."""
        from commonhall.capabilities.bookings.port import plug_places
        from commonhall.cases import bookings, clocks, facts, telling  # noqa: F401 each registers what it supplies
        from commonhall.cases.places import OwnPlaces

        plug_places(OwnPlaces())
