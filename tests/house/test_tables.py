"""Is every table what it says it is? The checks of the tenancy reference over PostgreSQL's own catalogue; each finds
nothing, or the build fails."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from commonhall.councils.provision import BYPASSING, LOGIN_ROLES
from tests.tables import tables_of

# Functions that run with their owner's rights, each with why.
WITH_OWNERS_RIGHTS = {
    "guard.due_lanes(timestamp with time zone,integer)": "names the councils that have deliveries due, and only them",
    "guard.due_tests(timestamp with time zone,integer)": "the same for deliveries of tests",
    "guard.trying(timestamp with time zone,integer)": "names the councils that have tried something of late",
    "guard.find_cases(text,text[],text[],text[],integer)": "compares words by their index; ids, of one council",
}
# Council tables that are the same for what is tried and what is real, each with why.
THE_SAME_IN_TESTS = {
    **dict.fromkeys(
        (
            "catalogue_adoption", "catalogue_binding", "catalogue_fault", "catalogue_own", "catalogue_revision",
        ),
        "what a council runs and through whom: a binding says its own mode",
    ),
    "catalogue_standing": "how providers stand; calls of tests are not noted",
    "councils_key": "keys belong to the council",
    "councils_trial": "who tries, and until when: it is what opens the mode",
    **dict.fromkeys(
        (
            "people_glass", "people_grant", "people_interest", "people_membership", "people_staff_identity",
            "people_staff_invitation", "people_staff_session", "people_team",
        ),
        "staff: members are real, whatever they try",
    ),
    "people_spent_token": "a token is spent once, whatever it was for",
    **dict.fromkeys(
        (
            "contacts_area", "contacts_furniture", "contacts_gazetteer_key", "contacts_gazetteer_record",
            "contacts_property", "contacts_street", "contacts_street_line",
        ),
        "the gazetteer and the map, and who else may search them",
    ),
    **dict.fromkeys(
        ("connect_crew_reading", "connect_crew_report", "connect_kept_days"), "what is known of bins, as of the map"
    ),
    **dict.fromkeys(
        (
            "contacts_caller_check", "contacts_matching_rules", "contacts_wrap_up_code", "cases_absence",
            "cases_allocation_rule", "cases_calendar_feed", "cases_closure", "cases_saved_view", "cases_skill",
            "cases_template", "chats_desk", "connect_link",
        ),
        "rules and arrangements of the council, which a test goes by",
    ),
    **dict.fromkeys(
        (
            "record_seal", "retention_hold", "retention_item", "retention_kept_money", "retention_lengthening",
            "retention_pack", "retention_part", "retention_run",
        ),
        "about what is real only: no job runs for tests, which are deleted whole",
    ),
}  # fmt: skip
# Columns that PostgreSQL numbers, for order only.
ORDER_COLUMNS = {("record_event", "position")}


def found(superuser: psycopg.Connection, query: str, *values: Any) -> list[Any]:
    return superuser.execute(query, values).fetchall()


def test_every_table_belongs_to_a_model_that_declares_its_class(superuser: psycopg.Connection) -> None:
    declared = set(tables_of("council", "shared", "reference", "control", "figures"))
    there = {
        row[0]
        for row in found(
            superuser,
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace",
        )
    }
    assert there - {"django_migrations"} == declared


def test_council_tables_and_no_others_have_a_council_column(superuser: psycopg.Connection) -> None:
    having = {
        row[0]
        for row in found(
            superuser,
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'council_id' "
            "AND NOT a.attisdropped WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace "
            "AND a.attnotnull AND a.atttypid = 'uuid'::regtype",
        )
    }
    assert having - set(tables_of("control", "figures")) == set(tables_of("council"))


def test_row_security_is_forced_on_every_council_table(superuser: psycopg.Connection) -> None:
    walled = {
        row[0] for row in found(superuser, "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    }
    assert set(tables_of("council")) <= walled


@pytest.mark.parametrize("table", tables_of("council"))
def test_the_wall_is_the_templates(superuser: psycopg.Connection, table: str) -> None:
    policies = found(
        superuser,
        "SELECT policyname, permissive, cmd, qual, with_check FROM pg_policies WHERE tablename = %s ORDER BY 1",
        table,
    )
    wall = "(council_id = ( SELECT guard.council() AS council))"
    apart = "(is_test = ( SELECT guard.testing() AS testing))"
    only_tests_go = ("only_tests_go", "RESTRICTIVE", "DELETE", "is_test", None)
    tests_go = [only_tests_go] if table in ("record_event", "record_read") else []
    assert policies == [
        ("council_wall", "RESTRICTIVE", "ALL", wall, wall),
        *tests_go,
        ("reach", "PERMISSIVE", "ALL", "true", "true"),
        *([] if table in THE_SAME_IN_TESTS else [("test_wall", "RESTRICTIVE", "ALL", apart, apart)]),
    ]


def test_what_is_the_same_in_tests_is_there(superuser: psycopg.Connection) -> None:
    assert set(tables_of("council")) >= set(THE_SAME_IN_TESTS)


def test_every_unique_index_of_a_council_table_begins_with_the_council(superuser: psycopg.Connection) -> None:
    oracles = found(
        superuser,
        "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_attribute a "
        "ON a.attrelid = i.indrelid AND a.attname = 'council_id' "
        "WHERE i.indisunique AND NOT i.indisprimary AND i.indkey[0] <> a.attnum "
        "AND i.indrelid::regclass::text = ANY(%s)",
        tables_of("council"),
    )
    assert oracles == []


def test_primary_keys_are_random_enough_to_tell_nothing(superuser: psycopg.Connection) -> None:
    guessable = found(
        superuser,
        "SELECT i.indrelid::regclass::text FROM pg_index i JOIN pg_attribute a "
        "ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE i.indisprimary AND a.atttypid <> 'uuid'::regtype "
        "AND i.indrelid::regclass::text = ANY(%s)",
        tables_of("council", "control", "shared", "reference"),
    )
    assert guessable == []


def test_foreign_keys_between_council_tables_pair_the_councils(superuser: psycopg.Connection) -> None:
    crossing = found(
        superuser,
        "SELECT k.conname FROM pg_constraint k "
        "JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attname = 'council_id' "
        "JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attname = 'council_id' "
        "WHERE k.contype = 'f' AND NOT EXISTS (SELECT FROM unnest(k.conkey, k.confkey) AS x(here, there) "
        "WHERE x.here = a.attnum AND x.there = b.attnum)",
    )
    assert crossing == []


def test_every_relation_between_council_tables_has_its_constraint(superuser: psycopg.Connection) -> None:
    from django.apps import apps

    council_tables = set(tables_of("council"))
    wanted = {
        (model._meta.db_table, field.column, target._meta.db_table)
        for model in apps.get_models()
        if model._meta.db_table in council_tables
        for field in model._meta.concrete_fields
        if (target := field.related_model) is not None
        and isinstance(target, type)
        and target._meta.db_table in council_tables
    }
    there = set(
        found(
            superuser,
            "SELECT k.conrelid::regclass::text, a.attname, k.confrelid::regclass::text FROM pg_constraint k "
            "CROSS JOIN LATERAL unnest(k.conkey) AS c(attnum) JOIN pg_attribute a "
            "ON a.attrelid = k.conrelid AND a.attnum = c.attnum WHERE k.contype = 'f' AND a.attname <> 'council_id'",
        )
    )
    assert wanted <= there, f"name these in WallTable(foreign_keys=[...]): {sorted(wanted - there)}"


def test_no_relation_crosses_from_private_to_control(superuser: psycopg.Connection) -> None:
    from django.apps import apps

    from commonhall.councils.tables import tenancy_of

    crossing = [
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation
        and isinstance(field.related_model, type)
        and (tenancy_of(model) == "control") != (tenancy_of(field.related_model) == "control")
    ]
    assert crossing == []


def test_indexes_compare_with_leakproof_operators_only(superuser: psycopg.Connection) -> None:
    leaky = found(
        superuser,
        "SELECT i.indexrelid::regclass::text, a.attname FROM pg_index i "
        "JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam AND m.amname = 'btree' "
        "CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS c(attnum, n) "
        "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = c.attnum "
        "JOIN pg_opclass o ON o.oid = i.indclass[c.n - 1] "
        "JOIN pg_amop q ON q.amopfamily = o.opcfamily AND q.amopstrategy = 3 AND q.amoplefttype = o.opcintype "
        "AND q.amoprighttype = o.opcintype "
        "JOIN pg_operator r ON r.oid = q.amopopr JOIN pg_proc f ON f.oid = r.oprcode AND NOT f.proleakproof "
        "JOIN pg_class t ON t.oid = i.indrelid AND t.relnamespace = 'public'::regnamespace",
    )
    assert leaky == []


def test_views_run_with_the_callers_rights(superuser: psycopg.Connection) -> None:
    bypassing = found(
        superuser,
        "SELECT relname FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'guard'::regnamespace) AND "
        "((relkind = 'v' AND NOT coalesce(reloptions::text, '') ~ 'security_invoker=(true|on)') "
        "OR (relkind = 'm' AND has_table_privilege('ch_app', oid, 'SELECT')) "
        "OR (relispartition AND has_table_privilege('ch_app', oid, 'SELECT')))",
    )
    assert bypassing == []


def test_functions_with_their_owners_rights_are_listed_and_have_a_fixed_path(superuser: psycopg.Connection) -> None:
    definers = found(
        superuser,
        "SELECT p.oid::regprocedure::text, coalesce(array_to_string(proconfig, ','), '') FROM pg_proc p "
        "WHERE prosecdef AND pronamespace IN ('public'::regnamespace, 'guard'::regnamespace)",
    )
    assert {name for name, _path in definers} <= set(WITH_OWNERS_RIGHTS)
    assert all("search_path=" in path and path.endswith("pg_temp") for _name, path in definers)


def test_public_may_run_none_of_our_functions(superuser: psycopg.Connection) -> None:
    open_functions = found(
        superuser,
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE pronamespace = 'guard'::regnamespace "
        "AND EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) g WHERE g.grantee = 0)",
    )
    assert open_functions == []


def test_roles_have_the_attributes_they_need_and_no_more(superuser: psycopg.Connection) -> None:
    roles = found(
        superuser,
        "SELECT rolname, rolcanlogin, rolbypassrls, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication "
        "FROM pg_roles WHERE rolname LIKE 'ch\\_%%' ORDER BY 1",
    )
    expected = sorted(
        (name, name in LOGIN_ROLES, name in BYPASSING, False) for name in (*LOGIN_ROLES, "ch_owner", "ch_finder")
    )
    assert roles == expected


@pytest.mark.parametrize("role", ["ch_app", "ch_control", "ch_sector"])
def test_run_time_roles_own_nothing_and_belong_to_nobody(superuser: psycopg.Connection, role: str) -> None:
    owned = found(superuser, "SELECT relname FROM pg_class WHERE relowner = %s::regrole", role)
    member_of = found(superuser, "SELECT 1 FROM pg_auth_members WHERE member = %s::regrole", role)
    too_much = found(
        superuser,
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace "
        "AND has_table_privilege(%s, oid, 'TRUNCATE, REFERENCES, TRIGGER')",
        role,
    )
    assert (owned, member_of, too_much) == ([], [], [])


def test_everything_belongs_to_the_owner(superuser: psycopg.Connection) -> None:
    elsewhere = found(
        superuser,
        "SELECT relname, relowner::regrole::text FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S') "
        "AND relnamespace IN ('public'::regnamespace, 'guard'::regnamespace) AND relowner <> 'ch_owner'::regrole",
    )
    assert elsewhere == []


def test_no_council_table_numbers_or_dates_its_rows_by_itself(superuser: psycopg.Connection) -> None:
    made = set(
        found(
            superuser,
            "SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped "
            "AND attname <> 'is_test' AND (attidentity <> '' OR atthasdef AND attgenerated = '') "
            "AND attrelid::regclass::text = ANY(%s)",
            tables_of("council"),
        )
    )
    assert made <= ORDER_COLUMNS


def test_the_application_may_not_change_whose_a_row_is(superuser: psycopg.Connection) -> None:
    movable = [
        table
        for table in tables_of("council")
        for column in ("council_id", "is_test")
        if column == "council_id" or table not in THE_SAME_IN_TESTS
        for (may,) in found(superuser, "SELECT has_column_privilege('ch_app', %s, %s, 'UPDATE')", table, column)
        if may
    ]
    assert movable == []


def test_the_application_may_change_every_other_column(superuser: psycopg.Connection) -> None:
    """A column added later without ``GrantColumns`` is found here rather than in a page."""
    stuck = found(
        superuser,
        "SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped "
        "AND attidentity = '' AND attgenerated = '' AND attname NOT IN ('id', 'council_id', 'is_test') "
        "AND attrelid::regclass::text = ANY(%s) AND has_table_privilege('ch_app', attrelid, 'DELETE') "
        "AND has_any_column_privilege('ch_app', attrelid, 'UPDATE') AND attrelid::regclass::text <> 'record_event' "
        "AND NOT has_column_privilege('ch_app', attrelid, attnum, 'UPDATE')",
        tables_of("council"),
    )
    assert stuck == []
