"""What does each piece of evidence count at this council? Administrators say; until they do, the usual points hold."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Final

from django.http import HttpResponse

from commonhall.contacts.matching import set_weights, weights_here
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Question
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Prose
from commonhall.web.office.door import Visit, check_may, staff
from commonhall.web.office.filling import read_form
from commonhall.web.office.frames import go
from commonhall.web.office.persons.forms import form_page, to
from commonhall.web.office.texts import TEXTS

MOST: Final = Decimal(200)


@open_to("staff")
@staff("GET", "POST")
def weights_page(visit: Visit) -> HttpResponse:
    """Show what evidence counts, and keep what is to count from now on."""
    check_may(visit, "administer")
    stands = asdict(weights_here())
    asked = tuple(_asked(name) for name in stands)
    given = read_form(visit, asked)
    if given.good:
        weights = {name: int(str(given.answers[name])) for name in stands}
        set_weights(weights=weights, by=visit.member.actor, at=visit.at)
        return go(to("office-weights"), "success", "weights_done")
    return form_page(
        visit,
        title=visit.say("weights"),
        asked=asked,
        given=given,
        known=stands,
        button=visit.say("person_save"),
        back=to("office-team"),
        before=(Prose(text=visit.say("weights_lead")),),
    )


def _asked(name: str) -> Question:
    words = TEXTS[f"match_{name}"]
    return Number(id=name, type="number", label=words, name_in_errors=words, min=-MOST, max=MOST)
