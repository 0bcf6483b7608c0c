"""What did made-up residents ask of the other services in the past days, and what has been done about it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from commonhall.cases.operations import move_case
from commonhall.core.values.words import Language
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.upkeep.demo.enquiries import send
from commonhall.upkeep.demo.residents import Enquiry


@dataclass(frozen=True, slots=True)
class Act:
    """What an officer did with a request. hours_ago: before the first start. asked: the officer's answers."""

    hours_ago: int
    transition: str
    asked: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, and what was done with it since."""

    enquiry: Enquiry
    acts: tuple[Act, ...] = ()


def _who(name: str) -> dict[str, Any]:
    """Return the answers that say who somebody is, and that e-mail is the way to reach them."""
    first, last = name.lower().split(" ", 1)
    return {"name": name, "contact_by": ["email"], "email": f"{first}.{last.replace(' ', '-')}@example.org"}


def _report(
    hours_ago: int, category: str, where: str, details: str, name: str, *acts: Act, language: Language = "en"
) -> Asked:
    """Return a report of a problem in the street."""
    place = {"text": where, "lat": None, "lng": None, "source": "typed"}
    answers = {
        "category": category,
        "dangerous": False,
        "place": place,
        "road": "none",
        "same": "none",
        "details": details,
        "anonymous": "named",
        "graffiti_offensive": False,
        "graffiti_on": "council",
        **_who(name),
    }
    return Asked(Enquiry("report-a-problem", hours_ago, answers, language), acts)


def _complaint(hours_ago: int, service: str, what: str, right: str, name: str, *acts: Act) -> Asked:
    answers = {
        "kind": "complain",
        "service": service,
        "told_us": False,
        "what_happened": what,
        "put_right": right,
        "for_whom": "myself",
        **_who(name),
    }
    return Asked(Enquiry("complaints", hours_ago, answers), acts)


def _question(hours_ago: int, subject: str, request: str, name: str) -> Asked:
    """Return a request under the Freedom of Information Act."""
    answers = {"kind": "information", "subject": subject, "request": request, "format": "usual", **_who(name)}
    return Asked(Enquiry("freedom-of-information", hours_ago, {**answers, "contact_by": "email"}))


TAKEN_UP: Final = {
    "investigator": "Rowan Ellery, customer relations officer",
    "understood": "You wrote three times about your bill and had no reply.",
}
EVERYWHERE: Final = (
    _report(100, "litter", "Station Road, by the bridge", "The street bin is full.", "Jo Atherby", Act(76, "look")),
    _report(52, "graffiti", "The underpass by the market", "Somebody painted over the mural.", "Ola Brightwell"),
    _report(20, "dead_animal", "The ring road, by the garage", "A badger lies at the kerb.", "Percy Wadham"),
    _report(31, "litter", "Wrth y llyn", "Mae poteli gwydr wedi torri ar y llwybr.", "Gethin Maelor", language="cy"),
    _complaint(75, "bins", "The crew left the lid open and the rain got in.", "Close it next time.", "Tamsin Reddy"),
    _question(240, "Cost of hanging baskets", "What did they cost in each year since 2022?", "Orson Kettleby"),
)
"""Asked at every council of the demonstration."""
FIRST: Final = (
    _report(
        160, "dog_mess", "The path behind the school", "Children walk here.", "Nadia Holt", Act(120, "start_work")
    ),
    _complaint(
        300, "council_tax", "I wrote three times and nobody wrote back.", "Answer my letters.", "Enid Vale",
        Act(250, "acknowledge", TAKEN_UP),
    ),
    _question(90, "Empty homes", "How many homes have been empty for two years or more?", "Marlon Teague"),
    Asked(
        Enquiry(
            "data-rights",
            120,
            {
                "right": "access",
                "details": "Everything about my housing application.",
                "who_for": "me",
                "name": "Leila Marchbank",
                "proof": None,
                "address": {"lines": ["7 Tanyard Road"], "town": "Thornbridge", "postcode": "SE28 2AA"},
                "email": "leila.marchbank@example.org",
                "phone": None,
                "how": "download",
                "adjustments": None,
            },
        )
    ),
)  # fmt: skip
"""Asked at the first council of the demonstration only."""


def send_requests(site: CouncilSite, asked: tuple[Asked, ...], *, by: Actor, at: datetime) -> int:
    """Send requests to ``site``, do with them what officers did, and return how many. The council must be in scope."""
    spoken = [one for one in asked if one.enquiry.language in site.languages]
    for one in spoken:
        enquiry = one.enquiry
        sent_at = at - timedelta(hours=enquiry.hours_ago)
        # Somebody who complains knew of it a few days before.
        answers = {"when_known": str((sent_at - timedelta(days=3)).date()), **enquiry.answers}
        sent = send(site, service=enquiry.service, answers=answers, language=enquiry.language, at=sent_at)
        for act in one.acts:
            move_case(
                case_id=sent.case_ids[0],
                transition=act.transition,
                asked=act.asked,
                expect=None,
                actors=("officer",),
                council=site,
                by=by,
                at=at - timedelta(hours=act.hours_ago),
            )
    return len(spoken)
