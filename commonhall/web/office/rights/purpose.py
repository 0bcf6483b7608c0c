"""Why does somebody look at a sensitive case that is not theirs to work on? Asked once for each case and day, and kept
with what they read."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CasePage, get_case_page
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.councils.policies import open_to
from commonhall.record.audits import purpose_said_today
from commonhall.record.operations import record_read
from commonhall.web.components.views.desk import Form, Prose
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import SeeOther, Visit, staff
from commonhall.web.office.filling import read_form, views_of
from commonhall.web.office.rights.desk import desk
from commonhall.web.office.texts import TEXTS

PURPOSES: Final = ("asked", "advice", "checking", "rights", "law", "other")
LONGEST: Final = 300


def asks_why(found: CasePage, visit: Visit) -> bool:
    """Return whether the member has to say why they look at a case: a sensitive one that they do not work on.

    Who opened it with a reason said that already.
    """
    case, member = found.case, visit.member
    if not case.restricted or case.anonymised_at is not None or found.roles:
        return False
    if case.owner_id == member.membership_id or case.id in member.opened:
        return False
    return not purpose_said_today(("case", case.id), member_id=member.membership_id, at=visit.at)


def purpose_address(reference: str) -> str:
    """Return where that is asked."""
    return reverse("office-purpose", args=(reference,))


@open_to("staff")
@staff("GET", "POST")
def purpose_page(visit: Visit, reference: str) -> HttpResponse:
    """Ask why, keep it, and go to the case."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    there = SeeOther(reverse("office-case", args=(found.case.reference,)))
    if not asks_why(found, visit):
        return there
    questions = _asked()
    form = read_form(visit, questions)
    if form.good and form.text("purpose") == "other" and not form.text("more").strip():
        form = form.but("more", visit.say("purpose_more_missing"))
    if form.good:
        said = TEXTS[f"purpose_{form.text('purpose')}"].en
        more = " ".join(form.text("more").split())
        record_read(
            subject=("case", found.case.id),
            how="opened",
            purpose=f"{said}: {more}" if more else said,
            by=visit.member,
            at=visit.at,
        )
        return there
    blocks = (
        Prose(text=visit.say("purpose_about")),
        Form(
            id="questions",
            questions=views_of(visit, questions, form),
            button=visit.say("purpose_button"),
            cancel_url=reverse("office-queue"),
        ),
    )
    up = Link(text=visit.say("work"), href=reverse("office-queue"))
    return desk(visit, visit.say("purpose_title"), blocks, up=up, narrow=True, has_error=bool(form.problems))


def _asked() -> tuple[Question, ...]:
    return (
        Choice(
            id="purpose", type="choice", label=TEXTS["purpose_label"], name_in_errors=TEXTS["purpose_name"],
            options=tuple(Option(value=each, label=TEXTS[f"purpose_{each}"]) for each in PURPOSES),
        ),
        Text(
            id="more", type="text", required=False, label=TEXTS["purpose_more"], hint=TEXTS["purpose_more_hint"],
            name_in_errors=TEXTS["purpose_more_name"], max_length=LONGEST,
        ),
    )  # fmt: skip
