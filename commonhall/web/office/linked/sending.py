"""What would go of something that was refused? A lead mends it and sends it again, or gives it up and says why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.connect.mending import (
    LONGEST_REASON,
    Going,
    NotMended,
    ReasonMissing,
    Refused,
    get_refused,
    give_up_sending,
    mend_sending,
)
from commonhall.connect.operations import LinkUnknown
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed
from commonhall.web.components.views.desk import Block, DeskView, Form, Heading, Prose, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.components.views.questions import QuestionView
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.frames import go
from commonhall.web.office.letters.forms import desk
from commonhall.web.office.linked.page import can_deal

LONGEST: Final = 4000
WHY: Final = "why"


@open_to("staff")
@staff("GET", "POST")
def sending_page(visit: Visit, sending: UUID) -> HttpResponse:
    """Show what would go, field by field; take what was mended, or why it is given up."""
    if not can_deal(visit):
        raise NotAllowed("linked")
    try:
        found = get_refused(sending, member=visit.member, council=visit.council)
        if visit.request.method == "POST" and not visit.switching:
            return _given_up(visit, found) if visit.request.POST.get("do") == "give_up" else _mended(visit, found)
    except LinkUnknown as unknown:
        raise NotAllowed("linked") from unknown
    return page(_shown(visit, found, _typed(visit, found) if visit.switching else {}))


def _mended(visit: Visit, found: Refused) -> HttpResponse:
    typed = _typed(visit, found)
    try:
        mend_sending(sending_id=found.id, typed=typed, member=visit.member, council=visit.council, at=visit.at)
    except NotMended as wrong:
        return page(_shown(visit, found, typed, wrong=wrong.wrong))
    return _back("linked_mended", found)


def _given_up(visit: Visit, found: Refused) -> HttpResponse:
    try:
        give_up_sending(sending_id=found.id, why=visit.request.POST.get(WHY, ""), member=visit.member, at=visit.at)
    except ReasonMissing:
        return page(_shown(visit, found, {}, no_reason=True))
    return _back("linked_given_up", found)


def _typed(visit: Visit, found: Refused) -> dict[str, str]:
    posted = visit.request.POST
    names = {_id(number): each.to for number, each in enumerate(found.fields)}
    return {to: posted[name].replace("\x00", "")[:LONGEST] for name, to in names.items() if name in posted}


def _id(number: int) -> str:
    return f"field-{number}"


def _shown(
    visit: Visit, found: Refused, typed: Mapping[str, str], *, wrong: Mapping[str, str] | None = None,
    no_reason: bool = False,
) -> DeskView:  # fmt: skip
    title = visit.say("linked_mend_title", reference=found.reference)
    facts = [
        ("linked_where", found.link.say(visit.language)),
        ("linked_what", visit.say(f"linked_act_{found.act}")),
        ("linked_why_refused", found.reason),
    ]
    if found.status:
        facts.append(("linked_said_status", found.status))
    blocks: list[Block] = [Rows(rows=tuple(SummaryRow(key=visit.say(key), lines=(line,)) for key, line in facts))]
    if found.fields:
        blocks.append(Prose(text=visit.say("linked_mend_lead")))
    questions = tuple(
        _question(visit, number, each, typed.get(each.to, each.text), (wrong or {}).get(each.to, ""))
        for number, each in enumerate(found.fields)
    )
    blocks.append(Form(button=visit.say("linked_mend"), questions=questions, hidden=(("do", "mend"),), id="questions"))
    why = QuestionView(
        id=WHY, type="long_text", label=visit.say("linked_give_up_why"), value={WHY: ""}, max_length=LONGEST_REASON,
        error=visit.say("linked_give_up_reason") if no_reason else "",
    )  # fmt: skip
    lead = visit.say(f"linked_give_up_{found.act}")
    blocks += [
        Heading(text=visit.say("linked_give_up")),
        Prose(text=lead),
        Form(button=visit.say("linked_give_up"), questions=(why,), hidden=(("do", "give_up"),), look="warning"),
    ]
    above = (Link(text=visit.say("linked"), href=reverse("office-linked")),)
    return desk(visit, title, blocks, breadcrumbs=above)


def _question(visit: Visit, number: int, each: Going, text: str, wrong: str) -> QuestionView:
    name = _id(number)
    why = wrong or each.why
    return QuestionView(
        id=name,
        type="long_text" if each.several or len(text) > 80 or "\n" in text else "text",
        label=each.to,
        hint=visit.say("linked_several") if each.several else "",
        value={name: text},
        error=visit.say(f"linked_field_{why}", field=each.to) if why else "",
        optional=not each.required,
        autocomplete="off",
        spellcheck=False,
    )


def _back(said: str, found: Refused) -> HttpResponse:
    return go(reverse("office-linked"), "success", said, reference=found.reference)
