"""Through which connection is a model reached? Control tables through ``control``, everything else through
``default``; only ``migrator`` makes tables."""

from __future__ import annotations

from typing import Any

from django.db import models

from commonhall.councils.tables import tenancy_of


class TenancyRouter:
    """Routes by the class that a model declares."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        """Return the alias that reads ``model``."""
        return "control" if tenancy_of(model) == "control" else None

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str | None:
        """Return the alias that writes ``model``."""
        return "control" if tenancy_of(model) == "control" else None

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool | None:
        """Allow relations only on one side of the line between control and the rest."""
        return (tenancy_of(type(one)) == "control") == (tenancy_of(type(other)) == "control")

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Only the migrator makes tables."""
        return db == "migrator"
