"""Would the checks of the tables find a bad one? Each is shown a deliberately bad table, view, function or role."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from tests.house import test_tables as checks

Check = Callable[[psycopg.Connection], None]
CASES: list[tuple[str, Check]] = [
    ("CREATE TABLE stray (id uuid PRIMARY KEY)", checks.test_every_table_belongs_to_a_model_that_declares_its_class),
    (
        "ALTER TABLE councils_host ADD COLUMN x uuid; "
        "CREATE TABLE stray (id uuid PRIMARY KEY, council_id uuid NOT NULL)",
        checks.test_council_tables_and_no_others_have_a_council_column,
    ),
    (
        "ALTER TABLE people_team NO FORCE ROW LEVEL SECURITY",
        checks.test_row_security_is_forced_on_every_council_table,
    ),
    (
        "CREATE POLICY more ON people_team USING (true)",
        lambda connection: checks.test_the_wall_is_the_templates(connection, "people_team"),
    ),
    (
        "CREATE UNIQUE INDEX oracle ON people_team (slug, council_id)",
        checks.test_every_unique_index_of_a_council_table_begins_with_the_council,
    ),
    (
        "ALTER TABLE people_grant ADD CONSTRAINT crossing FOREIGN KEY (team_id) REFERENCES people_team (id)",
        checks.test_foreign_keys_between_council_tables_pair_the_councils,
    ),
    (
        "ALTER TABLE people_grant DROP CONSTRAINT people_grant_team_id_fk",
        checks.test_every_relation_between_council_tables_has_its_constraint,
    ),
    (
        "ALTER TABLE people_team ADD COLUMN worth numeric; CREATE INDEX leaky ON people_team (council_id, worth)",
        checks.test_indexes_compare_with_leakproof_operators_only,
    ),
    ("CREATE VIEW loose AS SELECT * FROM people_team", checks.test_views_run_with_the_callers_rights),
    (
        "CREATE FUNCTION guard.all_teams() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
        "AS 'SELECT count(*) FROM public.people_team'",
        checks.test_functions_with_their_owners_rights_are_listed_and_have_a_fixed_path,
    ),
    (
        "CREATE FUNCTION guard.one() RETURNS integer LANGUAGE sql AS 'SELECT 1'; "
        "GRANT EXECUTE ON FUNCTION guard.one() TO PUBLIC",
        checks.test_public_may_run_none_of_our_functions,
    ),
    ("ALTER ROLE ch_app BYPASSRLS", checks.test_roles_have_the_attributes_they_need_and_no_more),
    (
        "GRANT TRUNCATE ON people_team TO ch_app",
        lambda connection: checks.test_run_time_roles_own_nothing_and_belong_to_nobody(connection, "ch_app"),
    ),
    (
        "GRANT ch_owner TO ch_control",
        lambda connection: checks.test_run_time_roles_own_nothing_and_belong_to_nobody(connection, "ch_control"),
    ),
    ("ALTER TABLE people_team OWNER TO ch_migrator", checks.test_everything_belongs_to_the_owner),
    (
        "ALTER TABLE people_team ALTER COLUMN name_cy SET DEFAULT now()::text",
        checks.test_no_council_table_numbers_or_dates_its_rows_by_itself,
    ),
    (
        "GRANT UPDATE ON people_team TO ch_app",
        lambda connection: checks.test_the_application_may_not_change_whose_a_row_is(connection),
    ),
    (
        "ALTER TABLE people_team ADD COLUMN colour text",
        checks.test_the_application_may_change_every_other_column,
    ),
]


@pytest.mark.parametrize(("bad", "check"), CASES, ids=[bad[:60] for bad, _check in CASES])
def test_a_bad_thing_is_found(superuser: psycopg.Connection, bad: str, check: Check) -> None:
    for statement in bad.split("; "):
        superuser.execute(statement.encode())
    with pytest.raises(AssertionError):
        check(superuser)
