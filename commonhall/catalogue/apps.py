"""Which Django app is this room?"""

from django.apps import AppConfig
from django.conf import settings

from commonhall.capabilities.network import let_inside


class CatalogueConfig(AppConfig):
    """Published patterns and the councils' adoptions of them."""

    name = "commonhall.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Register the jobs, and say which hosts providers may be called at."""
        from commonhall.catalogue import binding, reports, running, standings  # noqa: F401 registers their jobs

        let_inside(loopback=settings.LOOPBACK_PROVIDERS, hosts=settings.INSIDE_HOSTS)
