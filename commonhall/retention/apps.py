"""Which Django app is this room?"""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """How long things are kept, how they go, and what is given out of them."""

    name = "commonhall.retention"
    label = "retention"

    def ready(self) -> None:
        """Register what runs by itself: disposal in batches, and access packs."""
        from commonhall.retention import conversations, disposing, producing, starting  # noqa: F401 each registers what runs
