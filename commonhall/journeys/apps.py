"""Which Django app is this room?"""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """A person's way through a service."""

    name = "commonhall.journeys"
    label = "journeys"

    def ready(self) -> None:
        """Delete the files that nobody needs any more."""
        from commonhall.journeys import purging  # noqa: F401 registers its job
