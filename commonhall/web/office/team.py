"""Who am I here, and what may I do?"""

from __future__ import annotations

from django.http import HttpResponse

from commonhall.capabilities.notifications.words import harmless
from commonhall.councils.policies import open_to
from commonhall.people.policies import ANY_PATTERN
from commonhall.people.queries import teams
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import StatementView
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.frames import frame


@open_to("staff")
@staff("GET")
def team_page(visit: Visit) -> HttpResponse:
    """Show the member's own details and rights."""
    member = visit.member
    names = {team.id: team.name.say(visit.language) for team in teams()}
    rights = [
        visit.say(
            "right",
            role=visit.say(f"role_{grant.role}"),
            pattern=visit.say("all_patterns") if grant.pattern == ANY_PATTERN else grant.pattern,
            team=names.get(grant.team_id, "") if grant.team_id else visit.say("all_teams"),
        )
        for grant in member.grants
    ]
    text = "\n\n".join(
        (
            harmless(visit.say("my_name", value=member.name)),
            harmless(visit.say("my_email", value=member.email)),
            f"## {visit.say('my_rights')}",
            "\n".join(f"- {harmless(right)}" for right in rights) or visit.say("no_rights"),
        )
    )
    return page(StatementView(frame=frame(visit, visit.say("me")), content=prose(text)))
