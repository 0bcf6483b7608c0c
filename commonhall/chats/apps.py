"""Which Django app is this room?"""

from django.apps import AppConfig


class ChatsConfig(AppConfig):
    """Residents and agents who write to each other."""

    name = "commonhall.chats"
    label = "chats"

    def ready(self) -> None:
        """Carry lines to other products, and end what fell silent."""
        from commonhall.chats import carrying, ending, passing_on  # noqa: F401 registers a delivery and jobs
