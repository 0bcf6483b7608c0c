"""Who may reach a table's rows? Migration operations that put the wall and the grants on a table, one for each class
of table. A table without its operation is reachable by nobody, and a house test says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

OWNER = "ch_owner"
# The template's own words; the house check compares them with what PostgreSQL says of each policy.
WALL = "council_id = (SELECT guard.council())"
TEST_WALL = "is_test = (SELECT guard.testing())"


class _TableOperation(Operation):
    """An operation of statements on one table: nothing changes in Django's picture of the models."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Leave the state as it is."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Run the statements, on the migrator's connection only."""
        if schema_editor.connection.alias == "migrator":
            for statement in self.forwards(schema_editor):
                schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Undo the statements, newest first."""
        if schema_editor.connection.alias == "migrator":
            for statement in self.backwards(schema_editor):
                schema_editor.execute(statement)

    def forwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Return the statements that apply the operation."""
        raise NotImplementedError

    def backwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Return the statements that undo it."""
        raise NotImplementedError

    def describe(self) -> str:
        """Return a line for the migration's log."""
        return f"{type(self).__name__} on {self.table}"


class WallTable(_TableOperation):
    """Put the council's wall on a table of class *council*.

    ``table``: its name in the database. ``unique_pair``: make ``(council_id, id)`` unique, wanted wherever another
    council table points here. ``foreign_keys``: pairs of (column, table pointed at); each becomes a constraint on
    ``(council_id, column)`` with an index. ``append_only``: ch_app may add rows but neither change nor remove them.
    A later migration that adds a column ends with ``GrantColumns(table)``.
    """

    def __init__(
        self,
        table: str,
        unique_pair: bool = True,
        foreign_keys: Sequence[tuple[str, str]] = (),
        append_only: bool = False,
    ) -> None:
        super().__init__(table)
        self.unique_pair = unique_pair
        self.foreign_keys = [tuple(pair) for pair in foreign_keys]
        self.append_only = append_only

    def forwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Return the wall, the pair, the foreign keys and the grants."""
        t = _quoted(self.table)
        said = [
            f"ALTER TABLE {t} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {t} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY reach ON {t} USING (true) WITH CHECK (true)",
            f"CREATE POLICY council_wall ON {t} AS RESTRICTIVE USING ({WALL}) WITH CHECK ({WALL})",
        ]
        if self.unique_pair:
            said.append(f"ALTER TABLE {t} ADD CONSTRAINT {_quoted(_name(self.table, 'pair'))} UNIQUE (council_id, id)")
        for column, target in self.foreign_keys:
            c = _quoted(column)
            said += [
                f"ALTER TABLE {t} ADD CONSTRAINT {_quoted(_name(self.table, column, 'fk'))} "
                f"FOREIGN KEY (council_id, {c}) REFERENCES {_quoted(target)} (council_id, id)",
                f"CREATE INDEX {_quoted(_name(self.table, column, 'ix'))} ON {t} (council_id, {c})",
            ]
        if self.append_only:
            said.append(f"GRANT SELECT, INSERT ON {t} TO ch_app")
        else:
            said.append(f"GRANT SELECT, INSERT, DELETE ON {t} TO ch_app")
            said.append(grant_update(schema_editor, self.table))
        return [*said, f"ALTER TABLE {t} OWNER TO {OWNER}"]

    def backwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Take the wall down again."""
        t = _quoted(self.table)
        said = [f"REVOKE ALL ON {t} FROM ch_app"]
        for column, _target in reversed(self.foreign_keys):
            said.append(f"DROP INDEX {_quoted(_name(self.table, column, 'ix'))}")
            said.append(f"ALTER TABLE {t} DROP CONSTRAINT {_quoted(_name(self.table, column, 'fk'))}")
        if self.unique_pair:
            said.append(f"ALTER TABLE {t} DROP CONSTRAINT {_quoted(_name(self.table, 'pair'))}")
        return [
            *said,
            f"DROP POLICY council_wall ON {t}",
            f"DROP POLICY reach ON {t}",
            f"ALTER TABLE {t} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {t} DISABLE ROW LEVEL SECURITY",
        ]

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Return how the operation is written in a migration."""
        return (
            type(self).__name__,
            [self.table],
            {"unique_pair": self.unique_pair, "foreign_keys": self.foreign_keys, "append_only": self.append_only},
        )


class KeepTestsApart(_TableOperation):
    """Keep what is tried apart from what is real, in a council table that fills up as a service is used.

    A column ``is_test``, which only the database fills, and a second wall: in test mode the rows of tests are there and
    no others, otherwise the real ones and no others. ``alike``: names of unique constraints whose columns may say the
    same in both, such as an e-mail address; each begins anew with ``is_test`` at its end. ``appended``: ch_app may
    not remove rows of the table, but those of tests.
    """

    def __init__(self, table: str, alike: Sequence[str] = (), appended: bool = False) -> None:
        super().__init__(table)
        self.alike = tuple(alike)
        self.appended = appended

    def forwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Return the column, the wall and the constraints."""
        t = _quoted(self.table)
        said = [
            f"ALTER TABLE {t} ADD COLUMN is_test boolean NOT NULL DEFAULT false",
            f"ALTER TABLE {t} ALTER COLUMN is_test SET DEFAULT guard.testing()",
            f"CREATE POLICY test_wall ON {t} AS RESTRICTIVE USING ({TEST_WALL}) WITH CHECK ({TEST_WALL})",
            f"CREATE INDEX {_quoted(_name(self.table, 'tests'))} ON {t} (council_id, id) WHERE is_test",
            *(each for name in self.alike for each in self._unique(schema_editor, name, ", is_test")),
        ]
        if self.appended:
            said += [
                f"CREATE POLICY only_tests_go ON {t} AS RESTRICTIVE FOR DELETE USING (is_test)",
                f"GRANT DELETE ON {t} TO ch_app",
            ]
        return said

    def backwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Take it all away again, with the rows of tests, which would pass for real ones."""
        t = _quoted(self.table)
        said = [f"REVOKE DELETE ON {t} FROM ch_app", f"DROP POLICY only_tests_go ON {t}"] if self.appended else []
        said += [
            f"DELETE FROM {t} WHERE is_test",  # noqa: S608 the name of our own table
            f"DROP POLICY test_wall ON {t}",
        ]
        said += [each for name in self.alike for each in self._unique(schema_editor, name, "")]
        return [*said, f"ALTER TABLE {t} DROP COLUMN is_test CASCADE"]

    def _unique(self, schema_editor: BaseDatabaseSchemaEditor, name: str, more: str) -> Sequence[str]:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.n) FROM pg_constraint c "
                "CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k(attnum, n) "
                "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum "
                "WHERE c.conrelid = %s::regclass AND c.conname = %s AND a.attname <> 'is_test'",
                [self.table, name],
            )
            columns = cursor.fetchone()[0]
        t, c = _quoted(self.table), _quoted(name)
        return [f"ALTER TABLE {t} DROP CONSTRAINT {c}", f"ALTER TABLE {t} ADD CONSTRAINT {c} UNIQUE ({columns}{more})"]

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Return how the operation is written in a migration."""
        return type(self).__name__, [self.table], {"alike": self.alike, "appended": self.appended}


class GrantColumns(_TableOperation):
    """Let ch_app update the columns of a walled table again, after a migration added some."""

    def forwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Return the grant over all columns but the identity ones."""
        return [grant_update(schema_editor, self.table)]

    def backwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Nothing to undo: the column takes its grant along when it goes."""
        return []


class ControlTable(_TableOperation):
    """Let ch_control, and nobody else at run time, reach a table of class *control*.

    ``append_only`` withholds changing and removing.
    """

    def __init__(self, table: str, append_only: bool = False) -> None:
        super().__init__(table)
        self.append_only = append_only

    def forwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Return the grants."""
        t = _quoted(self.table)
        rights = "SELECT, INSERT" if self.append_only else "SELECT, INSERT, UPDATE, DELETE"
        return [f"GRANT {rights} ON {t} TO ch_control", f"ALTER TABLE {t} OWNER TO {OWNER}"]

    def backwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Return the revoke."""
        return [f"REVOKE ALL ON {_quoted(self.table)} FROM ch_control"]


class ReferenceTable(_TableOperation):
    """Let everyone read a table of class *reference*; writing stays with the migrator (stewards' commands)."""

    def forwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Return the grants."""
        t = _quoted(self.table)
        return [
            f"GRANT SELECT ON {t} TO ch_app, ch_control, ch_sector, ch_finder",
            f"ALTER TABLE {t} OWNER TO {OWNER}",
        ]

    def backwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Return the revoke."""
        return [f"REVOKE ALL ON {_quoted(self.table)} FROM ch_app, ch_control, ch_sector, ch_finder"]


class FiguresTable(_TableOperation):
    """Let everyone read the published rows of a table of class *figures*, and each council write its own only."""

    def forwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Return the four policies and the grants."""
        t = _quoted(self.table)
        return [
            f"ALTER TABLE {t} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {t} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY see ON {t} FOR SELECT USING (published_at IS NOT NULL OR {WALL})",
            f"CREATE POLICY add_own ON {t} FOR INSERT WITH CHECK ({WALL})",
            f"CREATE POLICY alter_own ON {t} FOR UPDATE USING ({WALL}) WITH CHECK ({WALL})",
            f"CREATE POLICY remove_own ON {t} FOR DELETE USING ({WALL})",
            f"GRANT SELECT, INSERT, DELETE ON {t} TO ch_app",
            grant_update(schema_editor, self.table),
            f"GRANT SELECT ON {t} TO ch_sector",
            f"ALTER TABLE {t} OWNER TO {OWNER}",
        ]

    def backwards(self, schema_editor: BaseDatabaseSchemaEditor) -> Sequence[str]:
        """Take the policies and grants away again."""
        t = _quoted(self.table)
        return [
            f"REVOKE ALL ON {t} FROM ch_app, ch_sector",
            *(f"DROP POLICY {name} ON {t}" for name in ("remove_own", "alter_own", "add_own", "see")),
            f"ALTER TABLE {t} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {t} DISABLE ROW LEVEL SECURITY",
        ]


def grant_update(schema_editor: BaseDatabaseSchemaEditor, table: str) -> str:
    """Return the grant to update every column of ``table`` but its id, its council and what the database fills."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
            "AND attidentity = '' AND attgenerated = '' AND attname NOT IN ('id', 'council_id', 'is_test') "
            "ORDER BY attnum",
            [table],
        )
        columns = ", ".join(_quoted(row[0]) for row in cursor.fetchall())
    return f"GRANT UPDATE ({columns}) ON {_quoted(table)} TO ch_app"


def _name(*parts: str) -> str:
    name = "_".join(parts)
    if len(name) > 63:
        raise ValueError(f"The constraint name {name} is longer than PostgreSQL's 63 bytes: shorten the table's name")
    return name


def _quoted(name: str) -> str:
    if not name.replace("_", "").isalnum() or name != name.lower():
        raise ValueError(f"{name!r} is not a plain name of a table or column")
    return f'"{name}"'
