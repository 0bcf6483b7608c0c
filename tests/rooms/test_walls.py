"""Does the database itself keep every council's rows apart? Written for each table by the registry of models: a new
council table is covered without a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege, InvalidTextRepresentation, RaiseException

from commonhall.councils.queries import CouncilSite
from tests.tables import add_row, columns_of, loosen, tables_of

COUNCIL_TABLES = tables_of("council")
APPEND_ONLY = {"record_event", "record_read", "record_seal"}
ONLY_TESTS_GO = {"record_event", "record_read"}
pytestmark = pytest.mark.commits  # these tests bring their own connection


@dataclass
class Walled:
    """A table with one row of each of two councils, seen as the application's role."""

    connection: psycopg.Connection
    table: str
    mine: UUID
    theirs: UUID
    here: UUID
    there: UUID

    def scope(self, value: str) -> None:
        self.connection.execute("SELECT set_config('app.council', %s, true)", [value])

    def run(self, statement: str, *values: object) -> psycopg.Cursor:
        return self.connection.execute(sql.SQL(statement).format(t=sql.Identifier(self.table)), values)

    def ids(self) -> set[UUID]:
        return {row[0] for row in self.run("SELECT id FROM {t}").fetchall()}

    @contextmanager
    def refused(self, *errors: type[Exception]) -> Iterator[None]:
        with pytest.raises(errors or (InsufficientPrivilege,)), self.connection.transaction():
            yield


@pytest.fixture(params=COUNCIL_TABLES)
def walled(
    request: pytest.FixtureRequest,
    superuser: psycopg.Connection,
    council: CouncilSite,
    other_council: CouncilSite,
) -> Walled:
    table: str = request.param
    loosen(superuser, table)
    mine, theirs = add_row(superuser, table, council.id), add_row(superuser, table, other_council.id)
    superuser.execute("SET LOCAL ROLE ch_app")
    made = Walled(superuser, table, mine, theirs, council.id, other_council.id)
    made.scope(str(council.id))
    return made


def test_a_council_sees_its_own_rows_and_no_others(walled: Walled) -> None:
    assert walled.mine in walled.ids()
    assert walled.theirs not in walled.ids()
    assert walled.run("SELECT 1 FROM {t} WHERE id = %s", walled.theirs).fetchone() is None
    assert walled.run("SELECT 1 FROM {t} WHERE council_id = %s", walled.there).fetchone() is None


def test_another_councils_row_is_neither_changed_nor_removed(walled: Walled) -> None:
    if walled.table in APPEND_ONLY:
        with walled.refused():
            walled.run("UPDATE {t} SET id = id WHERE id = %s", walled.theirs)
        if walled.table in ONLY_TESTS_GO:
            assert walled.run("DELETE FROM {t} WHERE id = ANY(%s)", [walled.mine, walled.theirs]).rowcount == 0
            return
        with walled.refused():
            walled.run("DELETE FROM {t} WHERE id = %s", walled.theirs)
        return
    columns = columns_of(walled.connection, walled.table)
    column = next(name for name in columns if name not in ("id", "council_id"))
    touch = sql.SQL("UPDATE {t} SET {c} = {c} WHERE id = %s").format(
        t=sql.Identifier(walled.table), c=sql.Identifier(column)
    )
    assert walled.connection.execute(touch, [walled.theirs]).rowcount == 0
    assert walled.connection.execute(touch, [walled.mine]).rowcount == 1
    assert walled.run("DELETE FROM {t} WHERE id = %s", walled.theirs).rowcount == 0


def test_a_row_cannot_be_written_under_another_council(walled: Walled) -> None:
    with walled.refused():
        add_row(walled.connection, walled.table, walled.there)
    add_row(walled.connection, walled.table, walled.here)


def test_a_row_cannot_move_to_another_council(walled: Walled) -> None:
    with walled.refused():
        walled.run("UPDATE {t} SET council_id = %s WHERE id = %s", walled.there, walled.mine)


def test_the_table_cannot_be_emptied_or_read_by_tricks(walled: Walled) -> None:
    with walled.refused():
        walled.run("TRUNCATE {t}")
    with walled.refused():
        walled.run("ALTER TABLE {t} DISABLE ROW LEVEL SECURITY")
    with walled.refused(), walled.connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(walled.table)))


@pytest.mark.parametrize("scope", ["", str(uuid4())], ids=["no scope", "a council that is not there"])
def test_without_a_council_there_are_no_rows(walled: Walled, scope: str) -> None:
    walled.scope(scope)
    assert walled.ids() == set()
    with walled.refused():
        add_row(walled.connection, walled.table, walled.here)


def test_a_malformed_scope_is_an_error_not_an_answer(walled: Walled) -> None:
    walled.scope("amberford' OR true --")
    with walled.refused(InvalidTextRepresentation, RaiseException):
        walled.ids()


@pytest.mark.parametrize("table", COUNCIL_TABLES)
@pytest.mark.parametrize("role", ["ch_control", "ch_sector"])
def test_other_roles_read_no_councils_table(superuser: psycopg.Connection, table: str, role: str) -> None:
    superuser.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
    with pytest.raises(InsufficientPrivilege):
        superuser.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))


@pytest.mark.parametrize("table", tables_of("control"))
@pytest.mark.parametrize("role", ["ch_app", "ch_sector"])
def test_control_tables_are_read_by_control_only(superuser: psycopg.Connection, table: str, role: str) -> None:
    superuser.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
    with pytest.raises(InsufficientPrivilege):
        superuser.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))


@pytest.mark.parametrize("table", tables_of("reference"))
@pytest.mark.parametrize("role", ["ch_app", "ch_control", "ch_sector"])
def test_reference_tables_are_read_by_all_and_written_by_none(
    superuser: psycopg.Connection, table: str, role: str
) -> None:
    superuser.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
    superuser.execute(sql.SQL("SELECT * FROM {} LIMIT 1").format(sql.Identifier(table)))
    with pytest.raises(InsufficientPrivilege):
        superuser.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


REACHES: list[Callable[[psycopg.Connection], object]] = [
    lambda c: c.execute("SET ROLE ch_owner"),
    lambda c: c.execute("SET ROLE ch_migrator"),
    lambda c: c.execute("SET SESSION AUTHORIZATION ch_control"),
    lambda c: c.execute("CREATE TABLE mine (id integer)"),
    lambda c: c.execute("CREATE FUNCTION guard.council() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'"),
    lambda c: c.execute("COPY people_membership TO '/tmp/rows'"),
    lambda c: c.execute("SELECT guard.due_lanes(now(), 10)"),
    lambda c: c.execute("SELECT pg_read_file('/etc/passwd')"),
]


@pytest.mark.parametrize("reach", REACHES)
def test_the_applications_role_reaches_nothing_more(
    dsns: object, cast: object, reach: Callable[[psycopg.Connection], object]
) -> None:
    # The attribute's name is what is tried:
    with psycopg.connect(getattr(dsns, "app")) as connection, pytest.raises(InsufficientPrivilege):  # noqa: B009
        reach(connection)
