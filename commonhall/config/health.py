"""Is this process able to serve? Asks the database once; says nothing else to strangers."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from commonhall.councils.policies import open_to
from commonhall.councils.scope import outside_councils


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
