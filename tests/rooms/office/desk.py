"""An officer's desk for the tests of the office: members with rights, a browser signed in, cases to work on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client

from commonhall.cases.intake import submit
from commonhall.cases.models import Case
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.queries import standing_of
from commonhall.people.operations import add_member, add_team, create_account, grant_role, sign_in
from commonhall.people.policies import Role
from tests.cast import OFFICER_PASSWORD
from tests.rooms.work.skips import GOOD, adopt_skips, begin, fill_in

PATTERN = "skip-licence"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def host_of(council: CouncilSite) -> str:
    """Return the address of the council's site."""
    return f"{council.slug}.localhost"


@dataclass
class Desk:
    """A browser at one council's office."""

    council: CouncilSite
    client: Client
    membership_id: UUID | None = None

    def get(self, path: str, **query: str) -> Any:
        """Get a page of the office; a link to a file is followed."""
        return self._saved(self.client.get(f"/office/{path}", query, headers={"host": host_of(self.council)}))

    def post(self, path: str, **fields: Any) -> Any:
        """Post a form of the office."""
        return self._saved(self.client.post(f"/office/{path}", fields, headers={"host": host_of(self.council)}))

    def _saved(self, answer: Any) -> Any:
        """Follow a link to a file, as a browser does that saves it."""
        if answer.status_code == 303 and answer["Location"].startswith("/files/"):
            return self.client.get(answer["Location"], headers={"host": host_of(self.council)})
        return answer


def member(
    council: CouncilSite,
    name: str,
    *rights: tuple[Role, str, str],
    language: Language = "en",
) -> UUID:
    """Add a colleague with rights (role, pattern, team slug or blank) and return the membership's id."""
    email = f"{name.lower().replace(' ', '.')}@{council.slug}.example.org"
    now = datetime.now(UTC)
    account = create_account(email=email, password=OFFICER_PASSWORD, by=SYSTEM, at=now)
    with in_council(council):
        made = add_member(account_id=account, name=name, email=email, language=language, by=SYSTEM, at=now)
        for role, pattern, team in rights:
            team_id = add_team(slug=team, name=Words(en=team.title()), by=SYSTEM, at=now) if team else None
            grant_role(membership_id=made, role=role, pattern=pattern, team_id=team_id, by=SYSTEM, at=now)
    return made


def desk_of(council: CouncilSite, email: str, *, csrf: bool = False) -> Desk:
    """Return a browser in which the colleague with this address is signed in."""
    client = Client(enforce_csrf_checks=csrf)
    with in_council(council):
        entered = sign_in(email=email, password=OFFICER_PASSWORD, address="192.0.2.9", at=datetime.now(UTC))
    client.cookies[settings.STAFF_COOKIE] = entered.key
    return Desk(council, client, entered.member.membership_id)


def new_desk(council: CouncilSite, name: str, *rights: tuple[Role, str, str], language: Language = "en") -> Desk:
    """Return the browser of a new colleague with these rights."""
    member(council, name, *rights, language=language)
    return desk_of(council, f"{name.lower().replace(' ', '.')}@{council.slug}.example.org")


def stranger(council: CouncilSite, *, csrf: bool = False) -> Desk:
    """Return a browser in which nobody is signed in."""
    return Desk(council, Client(enforce_csrf_checks=csrf))


def open_cases(
    council: CouncilSite, *, ago: timedelta = timedelta(0), language: Language = "en", **who: str
) -> list[Case]:
    """Open the two cases (small and large skip) of one journey, sent ``ago``."""
    at = datetime.now(UTC) - ago
    posts = {**GOOD, "who": {**GOOD["who"], **{name: [value] for name, value in who.items()}}}
    with in_council(council):
        journey, _ = begin(adopt_skips(council, at=at), at=at)
        standing = fill_in(journey, council, posts=posts, at=at)
        standing = standing_of(standing.journey, council=council, at=at, language=language)
        sent = submit(standing=standing, at=at)
        return [Case.objects.get(id=case) for case in sent.case_ids]


def open_case(council: CouncilSite, **details: Any) -> Case:
    """Open cases as ``open_cases`` does and return the first."""
    return open_cases(council, **details)[0]


def read_case(council: CouncilSite, case: Case) -> Case:
    """Return the case as it is stored now."""
    with in_council(council):
        stored: Case = Case.objects.get(id=case.id)
        return stored


def today() -> date:
    """Return the day on which a test runs, which may be the one after its module was read."""
    return london_day(datetime.now(UTC))


def text_of(response: Any) -> str:
    """Return what a page says, without tags, with its spaces in order."""
    html = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def body_of(response: Any) -> str:
    """Return the HTML of a page without the tokens that differ each time."""
    return TOKEN.sub("", response.content.decode())
