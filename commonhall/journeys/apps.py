"""Which Django app is this room?"""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """A person's way through a service."""

    name = "commonhall.journeys"
    label = "journeys"

    def ready(self) -> None:
        """Delete the files that nobody needs any more, and look into those that nobody has looked into."""
        from commonhall.journeys import purging, scanning  # noqa: F401 each registers its job
