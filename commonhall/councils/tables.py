"""What is a table of each class? The abstract models that every room builds on; each model says its class in the
attribute ``tenancy`` and a house test refuses a table without one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Literal, TypeVar, cast

from django.db import models

from commonhall.councils.ids import new_id
from commonhall.councils.scope import council_in_scope

Tenancy = Literal["council", "shared", "reference", "control", "figures"]
M = TypeVar("M", bound=models.Model)


class CouncilRows(models.Manager[M]):
    """The rows of the council in scope.

    The database's wall already hides the others; naming the council as well lets the planner see it.
    """

    def get_queryset(self) -> models.QuerySet[M]:
        """Return this council's rows; raises NoCouncilInScope outside the door."""
        return super().get_queryset().filter(council_id=council_in_scope())


class CouncilForeignKey(models.ForeignKey):  # type: ignore[type-arg]  # to councils only
    """A foreign key between two council tables.

    Django sees an ordinary foreign key without a constraint and without an index. The constraint is the pair
    ``(council_id, x_id)``, written by ``WallTable(..., foreign_keys=[...])`` together with the index on that pair.
    That is simpler than a ForeignObject over two columns and just as tight: a reference across councils cannot exist.
    """

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        super().__init__(to, on_delete, **kwargs)


class CouncilModel(models.Model):
    """A table of which every row belongs to exactly one council."""

    tenancy: ClassVar[Tenancy] = "council"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    council_id = models.UUIDField(default=council_in_scope, editable=False)

    objects: ClassVar[CouncilRows[Any]] = CouncilRows()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(
        self,
        *args: Any,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Write the row. An update leaves ``council_id`` alone: the application's role may not change it."""
        if update_fields is None and not self._state.adding and not force_insert:
            update_fields = [
                f.name
                for f in self._meta.concrete_fields
                if not f.primary_key
                and f.name != "council_id"
                and f.name not in getattr(self, "database_made", ())
                and f.attname not in self.get_deferred_fields()
            ]
        super().save(
            *args, force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields
        )


class ControlModel(models.Model):
    """A table of the installation itself, reached through the alias ``control`` only."""

    tenancy: ClassVar[Tenancy] = "control"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class ReferenceModel(models.Model):
    """A table that everyone may read and only the migrator or a steward's command writes."""

    tenancy: ClassVar[Tenancy] = "reference"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class FiguresModel(models.Model):
    """A table of public figures: a council writes its own rows, in its own scope, and everyone reads the published.

    No personal data, and nothing that the council has not made public. Pages that show all councils' figures read
    through the alias ``sector``.
    """

    tenancy: ClassVar[Tenancy] = "figures"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    council_id = models.UUIDField(default=council_in_scope, editable=False)
    published_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def tenancy_of(model: type[models.Model]) -> Tenancy | None:
    """Return the class that ``model`` declares, or None where it declares none."""
    return cast("Tenancy | None", getattr(model, "tenancy", None))
