"""Is this process able to serve? Asks the database once, says nothing else to strangers, and says plainly that it is
not where nobody knows yet whose site was asked for."""

from __future__ import annotations

from typing import Final

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from commonhall.councils.policies import open_to
from commonhall.councils.scope import outside_councils

AWAY: Final = (
    "Sorry, this site cannot answer just now. Try again in a minute.\n\n"
    "Mae’n ddrwg gennym, ni all y wefan hon ateb ar hyn o bryd. Rhowch gynnig arall arni mewn munud.\n"
)
AGAIN: Final = "60"
"""Seconds until a browser may try again."""


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer where no council's site could be found, since the database is away or something is wrong here."""
    return HttpResponse(AWAY, status=503, headers={"Retry-After": AGAIN}, content_type="text/plain; charset=utf-8")


@open_to("anyone")
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 ``ok``, or 503 while the database does not answer."""
    try:
        with outside_councils("health"), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return HttpResponse("database\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
