"""Which tables are there by class, and what does a made-up row of each look like? For the tests that the registry of
models writes by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg import sql

VALUES: dict[str, Any] = {
    "text": lambda: f"x{uuid4().hex}",
    "uuid": uuid4,
    "bool": lambda: True,
    "int2": lambda: 1,
    "int4": lambda: 1,
    "int8": lambda: 1,
    "float8": lambda: 1.0,
    "jsonb": lambda: "{}",
    "date": lambda: "2026-06-01",
    "time": lambda: "09:00",
    "timestamptz": lambda: "2026-06-01T09:00:00Z",
    "bytea": lambda: uuid4().bytes,
    "tsvector": lambda: "x",
}


def tables_of(*classes: str) -> list[str]:
    """Return the tables of the models that declare one of these classes, by name."""
    import django
    from django.apps import apps

    from commonhall.councils.tables import tenancy_of

    if not apps.ready:
        django.setup()
    return sorted(model._meta.db_table for model in apps.get_models() if tenancy_of(model) in classes)


def columns_of(connection: psycopg.Connection, table: str) -> dict[str, str]:
    """Return the columns that an application fills, with their types: the database says what a test is."""
    return dict(
        connection.execute(
            "SELECT a.attname, t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid "
            "WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped "
            "AND a.attidentity = '' AND a.attgenerated = '' AND a.attname <> 'is_test' ORDER BY a.attnum",
            [table],
        ).fetchall()
    )


def loosen(connection: psycopg.Connection, table: str) -> None:
    """Take the table's checks, keys and foreign keys off until the transaction is rolled back, so that any row fits."""
    for (name,) in connection.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'f', 'u')", [table]
    ).fetchall():
        connection.execute(
            sql.SQL("ALTER TABLE {} DROP CONSTRAINT {} CASCADE").format(sql.Identifier(table), sql.Identifier(name))
        )


def add_row(connection: psycopg.Connection, table: str, council_id: UUID) -> UUID:
    """Add a made-up row of the council and return its id."""
    columns = columns_of(connection, table)
    row = {name: VALUES[kind]() for name, kind in columns.items()} | {"council_id": council_id}
    connection.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join([sql.Placeholder()] * len(row)),
        ),
        list(row.values()),
    )
    return UUID(str(row["id"]))
