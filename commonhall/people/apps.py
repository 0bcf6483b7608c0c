"""Which Django app is this room?"""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Staff accounts, memberships, grants and sessions."""

    name = "commonhall.people"
    label = "people"
