"""Which Django app is this room?"""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """A person's way through a service."""

    name = "commonhall.journeys"
    label = "journeys"
