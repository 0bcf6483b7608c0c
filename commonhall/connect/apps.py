"""Which Django app is this room?"""

from django.apps import AppConfig


class ConnectConfig(AppConfig):
    """Linked systems, what is handed over to them, and what they say."""

    name = "commonhall.connect"
    label = "connect"

    def ready(self) -> None:
        """Register what is delivered and what runs by itself."""
        from commonhall.connect import (  # noqa: F401 each registers what it delivers, supplies or does
            bins,
            crews,
            finding,
            handing,
            hearing,
        )
