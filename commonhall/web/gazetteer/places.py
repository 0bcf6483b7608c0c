"""How is the council's gazetteer searched by another program? As OS Places is, so that its clients need no change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from commonhall.capabilities.addresses.places.answering import answer, error
from commonhall.capabilities.addresses.places.writing import Custodian
from commonhall.contacts.admitting import NotAdmitted, TooOften, admit
from commonhall.contacts.seeking import SearchedRecords
from commonhall.councils.middleware import HttpRequestInCouncil
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council

COUNTRIES: Final = {"england": "E", "wales": "W", "scotland": "S", "northern_ireland": "N"}
EDITION: Final = "1"
"""Of the answers: the gazetteer itself has none, since it changes all the time."""


@open_to("anyone")
@csrf_exempt  # no browser sends this: its key says who did
@outside_transaction
def places(request: HttpRequest, call: str) -> HttpResponse:
    """Answer one call. The key comes in the header ``key``, or in the query as some clients have it."""
    council, now = cast(HttpRequestInCouncil, request).council, datetime.now(UTC)
    try:
        with in_council(council, purpose="web"):  # short: it holds the key's row
            admit(request.headers.get("key", "") or request.GET.get("key", ""), at=now)
    except NotAdmitted:
        return _json(*error(401, "Invalid ApiKey"))
    except TooOften as often:
        return _json(*error(429, "Too many requests"), headers={"Retry-After": str(often.seconds)})
    if request.method != "GET":
        return _json(*error(405, "Method not allowed"), headers={"Allow": "GET"})
    query = request.GET.copy()
    query.pop("key", None)
    uri = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    asked = {name: [str(value) for value in values] for name, values in query.lists()}
    with in_council(council, purpose="web"):
        return _json(*answer(call, asked, SearchedRecords(), _custodian(council), uri=uri, epoch=EDITION))


def _custodian(council: CouncilSite) -> Custodian:
    return Custodian(name=council.name.en, country=COUNTRIES.get(council.nation, ""))


def _json(status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> HttpResponse:
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store", **(headers or {})})
