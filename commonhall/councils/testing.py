"""Who tries a service in this browser, and how does all that was tried go again?

A member's browser is in test mode by a signed cookie of this council; the office and the studio never are.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from commonhall.councils.scope import OtherMode, council_in_scope, is_testing

LASTS: Final = timedelta(hours=4)
ALWAYS_REAL: Final = ("/office", "/studio", "/hooks", "/static")
"""Where staff work and where providers call: what is tried is not there."""
_APART: Final = """
SELECT c.relname, coalesce(array_agg(DISTINCT child.relname) FILTER (WHERE child.relname <> c.relname), '{}')
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'is_test' AND NOT a.attisdropped
LEFT JOIN pg_constraint k ON k.confrelid = c.oid AND k.contype = 'f'
LEFT JOIN pg_class child ON child.oid = k.conrelid
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
GROUP BY c.relname
"""


def begin_testing(response: HttpResponseBase, *, council_id: UUID, member_id: UUID) -> None:
    """Let the browser try services from now on, for some hours."""
    response.set_cookie(
        settings.TEST_COOKIE,
        signing.dumps(str(member_id), salt=_salt(council_id)),
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=settings.COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def end_testing(response: HttpResponseBase) -> None:
    """Let the browser meet what is real again."""
    response.delete_cookie(settings.TEST_COOKIE, path="/")


def tries(request: HttpRequest, council_id: UUID) -> bool:
    """Return whether the page that is asked for is to be a tried one."""
    kept = request.COOKIES.get(settings.TEST_COOKIE, "")
    if not kept or request.path_info.startswith(ALWAYS_REAL):
        return False
    try:
        signing.loads(kept, salt=_salt(council_id), max_age=LASTS)
    except signing.BadSignature:
        return False
    return True


def delete_test_rows() -> dict[str, int]:
    """Delete every row that was tried at the council in scope; return how many of which table. Raises OtherMode."""
    if not is_testing():
        raise OtherMode("Only what was tried can be deleted so: enter the council in test mode")
    with connection.cursor() as cursor:
        cursor.execute(_APART)
        children: dict[str, set[str]] = {table: set(names) for table, names in cursor.fetchall()}
        gone: dict[str, int] = {}
        while children:
            free = sorted(table for table, names in children.items() if not names & set(children))
            if not free:
                raise RuntimeError(f"These tables point at each other in a circle: {', '.join(sorted(children))}")
            for table in free:
                cursor.execute(f'DELETE FROM "{table}" WHERE council_id = %s AND is_test', [council_in_scope()])  # noqa: S608 the catalogue's own name
                gone[table] = cursor.rowcount
                del children[table]
    return {table: count for table, count in sorted(gone.items()) if count}


def _salt(council_id: UUID) -> str:
    return f"commonhall.testing.{council_id}"
