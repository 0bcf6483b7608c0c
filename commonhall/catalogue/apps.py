"""Which Django app is this room?"""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Published patterns and the councils' adoptions of them."""

    name = "commonhall.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Register the job that says publicly what councils run."""
        from commonhall.catalogue import running  # noqa: F401 registers its job
