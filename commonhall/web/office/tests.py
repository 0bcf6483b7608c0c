"""How does an officer come to work on test cases?"""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.tried import begin_trial
from commonhall.councils.policies import open_to
from commonhall.councils.scope import is_testing
from commonhall.councils.testing import join_trial
from commonhall.people.policies import can
from commonhall.web.components.views.desk import Block, DeskView, Form, Links, Prose
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import SeeOther, Visit, not_found, page, staff
from commonhall.web.office.frames import frame


@open_to("staff")
@staff("GET", "POST")
def tests_page(visit: Visit) -> HttpResponse:
    """Say what test cases are, and show them instead of the real ones from now on."""
    leads = can(visit.member, "lead") or can(visit.member, "administer")
    if not (leads or can(visit.member, "view")):
        return not_found(visit)
    if visit.request.method == "POST" and not is_testing():
        trial = begin_trial(service="", shared=False, by=visit.member.actor, at=visit.at)
        response = SeeOther(reverse("office-queue"))
        join_trial(response, trial, at=visit.at)
        return response
    blocks: list[Block] = [Prose(text=visit.say("tests_lead"))]
    if is_testing():
        blocks.append(Prose(text=visit.say("tests_going_on"), look="inset"))
    else:
        blocks.append(Form(button=visit.say("tests_show")))
    if leads:
        blocks.append(Links(links=(Link(text=visit.say("tests_in_studio"), href=reverse("studio-tests")),)))
    return page(DeskView(frame=frame(visit, visit.say("tests")), blocks=tuple(blocks), narrow=True))
