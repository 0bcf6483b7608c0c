"""Which Django app is this room? Hands to the owner whatever the migrator made."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class CouncilsConfig(AppConfig):
    """The tenants and the wall between them."""

    name = "commonhall.councils"
    label = "councils"

    def ready(self) -> None:
        """After every app's migrations, nothing is left in the migrator's own name."""
        post_migrate.connect(hand_to_owner, sender=self)


def hand_to_owner(using: str, **_: Any) -> None:
    """Give the owner what the migrator still owns (Django's own table of migrations, for one)."""
    if using == "migrator":
        with connections[using].cursor() as cursor:
            cursor.execute("REASSIGN OWNED BY ch_migrator TO ch_owner")
