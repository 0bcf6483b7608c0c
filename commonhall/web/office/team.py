"""Who am I here, and what may I do?"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.councils.policies import open_to
from commonhall.people.policies import ANY_PATTERN, Granted, can
from commonhall.people.queries import teams
from commonhall.web.components.views.desk import DeskView, Links, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.frames import frame


@open_to("staff")
@staff("GET")
def team_page(visit: Visit) -> HttpResponse:
    """Show the member's own details and rights."""
    member = visit.member
    names = {team.id: team.name.say(visit.language) for team in teams()}
    rights = tuple(_right(grant, names, visit) for grant in member.grants) or (visit.say("no_rights"),)
    rows = (
        SummaryRow(key=visit.say("name"), lines=(member.name,)),
        SummaryRow(key=visit.say("email"), lines=(member.email,)),
        SummaryRow(key=visit.say("my_rights"), lines=rights),
    )
    links = [
        Link(text=visit.say("own_link"), href=reverse("office-own")),
        Link(text=visit.say("tests"), href=reverse("office-tests")),
    ]
    if any(can(member, each) for each in ("view", "administer", "audit")):
        links.append(Link(text=visit.say("rights_roles"), href=reverse("office-rights-roles")))
    blocks = (Rows(rows=rows), Links(links=tuple(links)))
    return page(DeskView(frame=frame(visit, visit.say("me")), blocks=blocks))


def _right(grant: Granted, names: dict[UUID, str], visit: Visit) -> str:
    right = visit.say(
        "right",
        role=visit.say(f"role_{grant.role}"),
        pattern=visit.say("all_patterns") if grant.pattern == ANY_PATTERN else grant.pattern,
        team=names.get(grant.team_id, "") if grant.team_id else visit.say("all_teams"),
    )
    return f"{right}, {visit.say('rights_ward', ward=grant.ward)}" if grant.ward else right
