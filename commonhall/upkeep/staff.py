"""How does a council get its first member of staff, and any after? An account, a membership and a role at once."""

from __future__ import annotations

import secrets
from datetime import datetime

from commonhall.councils.actors import Actor
from commonhall.people.operations import AccountExists, AlreadyMember, add_member, create_account, grant_role
from commonhall.people.policies import ANY_PATTERN, Role
from commonhall.people.queries import MemberUnknown, colleagues, find_team, get_account_id


def take_on(
    *, email: str, name: str, role: Role, pattern: str = "", team: str | None = None, by: Actor, at: datetime
) -> str:
    """Give a person a role at the council in scope; return the first password, empty where there was an account.

    pattern, team: limit the role to the cases of a pattern and of a team (its slug). Doing it again changes nothing.
    Raises EmailRefused, and MemberUnknown for a team that the council does not have.
    """
    team_id = None
    if team:
        found = find_team(team)
        if found is None:
            raise MemberUnknown(f"The council has no team {team!r}")
        team_id = found.id
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    try:
        account = create_account(email=email, password=password, by=by, at=at)
    except AccountExists:
        account, password = get_account_id(email), ""
    try:
        member = add_member(account_id=account, name=name, email=email, by=by, at=at)
    except AlreadyMember:
        member = next(each.membership_id for each in colleagues() if each.email == email.strip().lower())
    grant_role(membership_id=member, role=role, pattern=pattern or ANY_PATTERN, team_id=team_id, by=by, at=at)
    return password
