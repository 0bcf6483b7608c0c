"""Which Django app is this room?"""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """Commands and the housekeeping jobs."""

    name = "commonhall.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        """Register the housekeeping jobs."""
        import_module("commonhall.upkeep.jobs")
