"""Who tries services in which browser, until when, and how does all that was tried go again?

A browser is in test mode while it carries the signed name of a trial of this council that is not over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import connection, connections
from django.http import HttpRequest, HttpResponseBase

from commonhall.councils.models import Trial
from commonhall.councils.scope import OtherMode, council_in_scope, in_council, in_test_mode, is_testing

KEPT: Final = timedelta(days=30)
"""How long what was tried stays, and time passes for it, once the last trial is over."""
ALWAYS_REAL: Final = ("/studio", "/hooks", "/static", "/office/sign-in", "/office/sign-out")
"""Where staff come in and arrange things, and where providers call: no cookie makes a test of that."""
MOST_TRYING: Final = 1000
_APART: Final = """
SELECT c.relname, coalesce(array_agg(DISTINCT child.relname) FILTER (WHERE child.relname <> c.relname), '{}')
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'is_test' AND NOT a.attisdropped
LEFT JOIN pg_constraint k ON k.confrelid = c.oid AND k.contype = 'f'
LEFT JOIN pg_class child ON child.oid = k.conrelid
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
GROUP BY c.relname
"""
T = TypeVar("T")


def name_of(trial: Trial) -> str:
    """Return the name by which a browser, or a link, refers to a trial: nobody can make one up."""
    return signing.dumps(str(trial.id), salt=_salt(trial.council_id))


def find_trial(name: str, *, council_id: UUID, at: datetime) -> Trial | None:
    """Return the trial of the council that is called so, or None where there is none or it is over."""
    try:
        trial_id = UUID(signing.loads(name, salt=_salt(council_id)))
    except signing.BadSignature:
        return None
    with in_council(council_id):
        found: Trial | None = Trial.objects.filter(id=trial_id, ended_at=None, ends_at__gt=at).first()
    return found


def join_trial(response: HttpResponseBase, trial: Trial, *, at: datetime) -> None:
    """Let the browser try services from now on, until the trial is over."""
    response.set_cookie(
        settings.TEST_COOKIE,
        name_of(trial),
        max_age=int((trial.ends_at - at).total_seconds()),
        path="/",
        secure=settings.COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def leave_trial(response: HttpResponseBase) -> None:
    """Let the browser meet what is real again."""
    response.delete_cookie(settings.TEST_COOKIE, path="/")


def tries(request: HttpRequest, council_id: UUID) -> bool:
    """Return whether the page that is asked for is to be a tried one."""
    kept = request.COOKIES.get(settings.TEST_COOKIE, "")
    if not kept or request.path_info.startswith(ALWAYS_REAL):
        return False
    return find_trial(kept, council_id=council_id, at=datetime.now(UTC)) is not None


def councils_trying(*, at: datetime) -> set[UUID]:
    """Return the councils whose tests are still kept. Sees nothing else, and needs no council in scope."""
    with connections["control"].cursor() as cursor:
        cursor.execute("SELECT * FROM guard.trying(%s, %s)", [at - KEPT, MOST_TRYING])
        return {row[0] for row in cursor.fetchall()}


def in_either_mode(take: Callable[[], T], *refused: type[Exception]) -> T:
    """Return what ``take`` makes of what a provider sent: of what is real or, where that refuses it, of what is tried.

    Who signed it decides: the providers of tests have keys of their own. Where both refuse it, raises why the first
    did. Call it outside the door; ``take`` opens it.
    """
    try:
        return take()
    except refused as why:
        try:
            with in_test_mode():
                return take()
        except refused:
            raise why from None


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
