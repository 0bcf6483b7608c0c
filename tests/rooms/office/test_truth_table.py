"""Who gets in where? Every page of the office for every role, as a table: a page that is not in it fails the test."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, get_args
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from commonhall.cases.models import Case
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import Grant
from commonhall.people.policies import Role
from tests.rooms.office.desk import Desk, member, new_desk, open_case

SITE: Final = "commonhall.config.urls_council"
ROLES: Final[tuple[Role, ...]] = get_args(Role)
NOBODY: Final[frozenset[Role]] = frozenset()
EVERYBODY: Final[frozenset[Role]] = frozenset(ROLES)
RUNS: Final[frozenset[Role]] = frozenset({"administrator"})
SEES: Final[frozenset[Role]] = EVERYBODY - RUNS
LEADS: Final[frozenset[Role]] = frozenset({"lead"})
WORKS: Final[frozenset[Role]] = LEADS | {"officer"}
ANSWERS: Final[frozenset[Role]] = WORKS | {"agent"}
MANAGES: Final[frozenset[Role]] = frozenset({"manager"})
KEEPS: Final[frozenset[Role]] = frozenset({"records"})
TABLE: Final[dict[str, frozenset[Role]]] = {
    "office-queue": EVERYBODY,
    "office-sign-in": EVERYBODY,
    "office-sign-in-with": EVERYBODY,
    "office-sign-in-return": EVERYBODY,
    "office-case": SEES,
    "office-act": WORKS,
    "office-refund": WORKS,
    "office-begin": EVERYBODY,
    "office-deliveries": WORKS | RUNS,
    "office-linked": WORKS | RUNS,
    "office-calendars": WORKS,
    "office-team": EVERYBODY,
    "office-tests": EVERYBODY,
    "office-calls": ANSWERS,
    "office-call-begin": ANSWERS,
    "office-calls-settings": LEADS | RUNS,
    "office-chats": ANSWERS,
    "office-chats-settings": LEADS | RUNS,
    "office-chats-all": LEADS,
    "office-call-figures": LEADS | MANAGES,
    "office-figures": LEADS | MANAGES,
    "office-takings": LEADS | MANAGES | KEEPS,
    "office-post": WORKS,
    "office-tray": WORKS,
    "office-templates": WORKS,
    "office-template-new": LEADS,
    "office-write": ANSWERS,
    "office-ask": WORKS,
    "office-errand-new": WORKS,
    "office-people": SEES,
    "office-person": SEES,
    "office-person-details": ANSWERS,
    "office-person-preferences": ANSWERS,
    "office-relationship-add": WORKS,
    "office-person-warn": WORKS,
    "office-person-join": WORKS,
    "office-person-readers": KEEPS,
    "office-person-rights": NOBODY,  # the council of this table does not run the service: see test_rights_requests
    "office-matches": WORKS,
    "office-weights": RUNS,
    "office-warnings": LEADS,
    "office-organisation-add": WORKS,
    "office-party-add": WORKS,
    "office-home": WORKS,
    "office-decline": WORKS,
    "office-bulk": LEADS,
    "office-bulk-act": LEADS,
    "office-rules": LEADS | RUNS,
    "office-rule-new": LEADS | RUNS,
    "office-absences": LEADS | RUNS,
    "office-tasks": WORKS,
    "office-list-file": LEADS | MANAGES | KEEPS,
    "office-views": SEES,
    "office-view-new": SEES,
    "office-records": KEEPS,
    "office-records-longer": KEEPS,
    "office-records-runs": KEEPS,
    "office-records-holds": KEEPS,
    "office-records-packs": KEEPS,
    "office-records-new-pack": KEEPS,
    "office-records-new-hold": KEEPS,
    "office-records-uses": KEEPS,
    "office-purpose": SEES,
    "office-restrict": KEEPS,
    "office-use": WORKS,
    "office-rights-staff": RUNS,
    "office-rights-member": RUNS,
    "office-rights-new": RUNS,
    "office-rights-again": RUNS,
    "office-rights-add": RUNS,
    "office-rights-leave": RUNS,
    "office-rights-take": RUNS,
    "office-rights-review": RUNS,
    "office-rights-roles": EVERYBODY,
    "office-rights-audit": KEEPS | RUNS,
    "office-rights-audit-file": KEEPS | RUNS,
    "office-rights-glass": KEEPS | LEADS | RUNS,
    "office-rights-open": KEEPS | LEADS,
    "office-hidden": NOBODY,
    "office-own": EVERYBODY,
    "office-arrange": WORKS,
    "office-again": WORKS,
    "office-link": WORKS,
    "office-merge": WORKS,
    "office-unmerge": NOBODY,
    "office-answers": WORKS,
    "office-correct": WORKS,
    "office-version": LEADS,
    "office-service": WORKS,
    "office-split": WORKS,
    "office-approvals": EVERYBODY,
    "office-mine": SEES,
}
"""Who sees each page, with a role for every service and team. NOBODY: there is nothing of that kind to be done."""
SENT: Final[dict[str, frozenset[Role]]] = {
    "office-sign-out": EVERYBODY,
    "office-note": WORKS,
    "office-assignment": WORKS,
    "office-read": WORKS,
    "office-next": WORKS,
    "office-watch": SEES,
    "office-chat-take": ANSWERS,
}
"""Who may send what has no page of its own."""
OF_THINGS: Final = frozenset({
    "office-address",
    "office-came-back",
    "office-paper",
    "office-absence-drop",
    "office-ask-cancel",
    "office-bulk-do",
    "office-bulk-result",
    "office-bulk-undo",
    "office-call",
    "office-call-case",
    "office-call-finish",
    "office-call-journey",
    "office-call-link",
    "office-call-read",
    "office-call-serve",
    "office-caller",
    "office-caller-check",
    "office-chat",
    "office-chat-lines",
    "office-chat-link",
    "office-chat-pass",
    "office-chat-see-to",
    "office-document",
    "office-errand",
    "office-difference",
    "office-difference-booking",
    "office-figures-file",
    "office-takings-file",
    "office-invitation",
    "office-join",
    "office-map",
    "office-match",
    "office-note-change",
    "office-organisation",
    "office-organisation-details",
    "office-own-end",
    "office-party-end",
    "office-payment",
    "office-payment-back",
    "office-property",
    "office-property-warn",
    "office-proposal",
    "office-records-boxes",
    "office-records-certificate",
    "office-records-hold",
    "office-records-pack",
    "office-records-pack-file",
    "office-records-part",
    "office-records-rule",
    "office-records-run",
    "office-refund-done",
    "office-relationship-end",
    "office-rights-glass-review",
    "office-rota-officer",
    "office-rule",
    "office-rule-drop",
    "office-sending",
    "office-stray",
    "office-task",
    "office-template",
    "office-unlink",
    "office-view",
    "office-view-drop",
    "office-warning",
})  # fmt: skip
"""Pages of things that a case may have, or the council: their own tests say who sees them; here, that without such a
thing there is no such page."""


MADE_UP: Final = {"UUIDConverter": uuid4(), "IntConverter": 7, "StringConverter": "nowhere", "SlugConverter": "nowhere"}


def routes() -> Iterable[URLPattern]:
    """Return every route of the office."""
    for site in get_resolver(SITE).url_patterns:
        assert isinstance(site, URLResolver)
        if str(site.pattern) == "office/":
            for route in site.url_patterns:
                assert isinstance(route, URLPattern)
                yield route


def path_of(route: URLPattern, known: dict[str, Any]) -> str:
    """Return the address of a route; what it names and nobody made is made up."""
    wanted = route.pattern.converters
    made = {name: known.get(name, MADE_UP[type(one).__name__]) for name, one in wanted.items()}
    assert route.name
    return reverse(route.name, urlconf=SITE, kwargs=made).removeprefix("/office/")


@pytest.fixture
def known(council: CouncilSite) -> dict[str, Any]:
    """One of each thing that addresses name."""
    case = open_case(council)
    person = member(council, "Mia Member", ("viewer", "missed-bin", ""))
    with in_council(council):
        return {
            "reference": case.reference,
            "membership": person,
            "grant": Grant.objects.get(membership_id=person).id,
            "person": Case.objects.get(id=case.id).person_id,
            "transition": "license",
            "form": "csv",
            "kind": "csv",
            "pattern": "skip-licence",
            "question": "name",
        }


def test_every_page_is_in_the_table() -> None:
    names = {str(route.name) for route in routes()}
    assert names == TABLE.keys() | SENT.keys() | OF_THINGS
    assert len(TABLE.keys() | SENT.keys() | OF_THINGS) == len(TABLE) + len(SENT) + len(OF_THINGS)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_in_where_the_table_says_and_nowhere_else(
    council: CouncilSite, known: dict[str, Any], role: Role
) -> None:
    desk = new_desk(council, "Sam Someone", (role, "*", ""))
    wrong: list[str] = []
    for route in routes():
        name = str(route.name)
        path = path_of(route, known)
        if name in TABLE:
            wrong += _wrong(desk, name, path, may=role in TABLE[name])
        elif name in SENT and name != "office-sign-out":
            status = desk.post(path).status_code
            if (status == 404) is (role in SENT[name]):
                wrong.append(f"{name}: {status} when sent")
    assert wrong == []


def _wrong(desk: Desk, name: str, path: str, *, may: bool) -> list[str]:
    """Return what is not as it should be when a page is asked for, and when a form is sent by who may not."""
    status = desk.get(path).status_code
    found = [] if status in ((200, 303) if may else (404,)) else [f"{name}: {status}"]
    if not may and (sent := desk.post(path).status_code) not in (404, 405):
        found.append(f"{name}: {sent} when sent")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_there_is_no_page_of_what_is_not_there(council: CouncilSite, known: dict[str, Any], role: Role) -> None:
    desk = new_desk(council, "Sam Someone", (role, "*", ""))
    told = {303} if role in WORKS | KEEPS else set()  # back to where such things are, with a word that it is over
    answers = {
        f"{route.name} {answer.status_code}"
        for route in routes()
        if route.name in OF_THINGS
        for path in (path_of(route, known),)
        for answer in (desk.get(path), desk.post(path))
        if answer.status_code not in {404, 405} | told
    }
    assert answers == set()
