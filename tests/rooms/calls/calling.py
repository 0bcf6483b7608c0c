"""How does an agent take a call in the tests? Begin, choose, check, fill in, finish."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from commonhall.cases.models import Case
from commonhall.contacts.models import Interaction
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.queries import find_signed_in
from commonhall.record.models import Event
from tests.rooms.office.desk import Desk, host_of, text_of
from tests.rooms.work.skips import GOOD

NUMBER = "+447700900123"
HELD = {"name": "Ffion Garside", "postcode": "AM1 2AB", "phone": "07700 900123"}


def start(desk: Desk, **more: str) -> str:
    """Begin a call and return its path below the office."""
    answer = desk.post("calls/begin", **{"channel": "phone", "direction": "in", "number": "07700 900123", **more})
    assert answer.status_code == 303, text_of(answer)
    return str(answer.headers["location"]).removeprefix("/office/")


def name(desk: Desk, call: str, case: Case) -> Any:
    """Choose the person of ``case`` as the caller."""
    return desk.post(f"{call}/caller", person=str(case.person_id))


def check(desk: Desk, call: str, **answers: str) -> Any:
    """Answer the council's questions."""
    return desk.post(f"{call}/check", **{**HELD, **answers})


def checked(desk: Desk, case: Case) -> str:
    """Begin a call, and check who calls."""
    call = start(desk)
    name(desk, call, case)
    check(desk, call)
    return call


def stored(council: CouncilSite) -> Interaction:
    """Return the one conversation of the council."""
    with in_council(council):
        found: Interaction = Interaction.objects.get()
        return found


def events(council: CouncilSite, kind: str) -> list[Any]:
    """Return the facts of the events of one kind."""
    with in_council(council):
        return list(Event.objects.filter(kind=kind).values_list("facts", flat=True))


def member_of(desk: Desk) -> Any:
    """Return the member at the desk."""
    with in_council(desk.council):
        found = find_signed_in(key=desk.client.cookies[settings.STAFF_COOKIE].value, at=datetime.now(UTC))
    assert found
    return found


def follow(desk: Desk, answer: Any) -> str:
    """Open the link of an agent's journey in the browser and return the address at which it goes on."""
    opened = desk.client.get(answer.headers["location"], headers={"host": host_of(desk.council)})
    assert opened.status_code == 303, text_of(opened)
    kept = opened.cookies[settings.JOURNEY_COOKIE]
    assert (kept["max-age"], kept["expires"]) == ("", "")  # until the browser is closed
    return str(opened.headers["location"])


def fill(desk: Desk, first: str) -> None:
    """Fill in a skip licence in the browser, and send it."""
    host = {"host": host_of(desk.council)}
    address = first
    for _ in range(len(GOOD) + 2):
        page = address.split("?")[0].rsplit("/", 1)[-1]
        if page == "check":
            break
        shown = desk.client.get(address, headers=host)
        revision = re.search(r'name="revision" value="([^"]*)"', shown.content.decode())
        fields: dict[str, Any] = {**GOOD[page], "revision": revision.group(1) if revision else ""}
        answer = desk.client.post(address, fields, headers=host)
        assert answer.status_code == 303, text_of(answer)
        address = answer.headers["location"]
    sent = desk.client.post(address, {}, headers=host)
    assert sent.headers["location"].endswith("/sent"), text_of(sent)


def finish(desk: Desk, call: str, **more: str) -> Any:
    """Write down what the call was about."""
    said = {"reason": "information", "outcome": "resolved", "avoidable": "needed", "note": "", **more}
    return desk.post(f"{call}/finish", **said)
