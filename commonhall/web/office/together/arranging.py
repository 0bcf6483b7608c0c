"""How does an officer set the priority, the review date and the tags of a case, and watch it?"""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from commonhall.cases.operations import CaseChanged
from commonhall.cases.queries import Case, CaseUnknown, find_case
from commonhall.cases.together.arranging import (
    LONGEST_TAG,
    MOST_TAGS,
    PRIORITIES,
    TagRefused,
    arrange_case,
    tags_in_use,
    tags_of,
    tidy_tags,
)
from commonhall.cases.together.watching import unwatch_case, watch_case
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.date import Date
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import DeskView
from commonhall.web.components.views.frame import Notice
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.reaching import posted_version
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import back_to, case_for, changed_notice, form_view


@open_to("staff")
@staff("GET", "POST")
def arrange_page(visit: Visit, reference: str) -> HttpResponse:
    """Set priority, review date and tags."""
    case = case_for(visit, reference)
    asked = _asked(visit)
    filled = read_form(visit, asked)
    if filled.good:
        filled = _with_tags_checked(visit, asked[2], filled)
    if not filled.good:
        return page(_view(visit, case, asked, filled))
    given = filled.answers
    try:
        arrange_case(
            case_id=case.id,
            priority=int(str(given["priority"])),
            review_date=date.fromisoformat(str(given["review_date"])) if given["review_date"] else None,
            tags=_typed_tags(given["tags"]),
            expect=posted_version(visit),
            by=visit.member.actor,
            at=visit.at,
        )
    except CaseChanged as changed:
        notice = changed_notice(visit, case.reference)
        return page(_view(visit, changed.case, asked, filled, notice=notice), status=409)
    return back_to(visit, case.reference, "success", "together_arranged")


def _asked(visit: Visit) -> tuple[Question, Question, Question]:
    used = ", ".join(tags_in_use(visit.member)[:30])
    hint = TEXTS["together_tags_hint"]
    more = TEXTS["together_tags_used"]
    return (
        Choice(
            id="priority",
            type="choice",
            label=TEXTS["together_priority"],
            name_in_errors=TEXTS["together_priority_name"],
            options=tuple(Option(value=str(one), label=TEXTS[f"together_priority_{one}"]) for one in PRIORITIES),
        ),
        Date(
            id="review_date",
            type="date",
            label=TEXTS["together_review"],
            name_in_errors=TEXTS["together_review_name"],
            hint=TEXTS["together_review_hint"],
            required=False,
            earliest="today",
            latest="today+1095",
        ),
        Text(
            id="tags",
            type="text",
            label=TEXTS["together_tags"],
            name_in_errors=TEXTS["together_tags_name"],
            hint=Words(en=f"{hint.en} {more.en} {used}", cy=f"{hint.cy} {more.cy} {used}") if used else hint,
            required=False,
            max_length=MOST_TAGS * (LONGEST_TAG + 2),
        ),
    )


def _typed_tags(answer: object) -> list[str]:
    return str(answer or "").split(",")


def _with_tags_checked(visit: Visit, question: Question, filled: Filled) -> Filled:
    try:
        tidy_tags(_typed_tags(filled.answers["tags"]))
    except TagRefused as refused:
        key = "together_tag_long" if refused.tag else "together_tags_many"
        return filled.but(question, visit.say(key, tag=refused.tag, most=str(LONGEST_TAG), number=str(MOST_TAGS)))
    return filled


def _view(
    visit: Visit, case: Case, asked: tuple[Question, ...], filled: Filled, *, notice: Notice | None = None
) -> DeskView:
    review = case.review_date.isoformat() if case.review_date else None
    known = {
        asked[0].id: str(case.priority),
        asked[1].id: review,
        asked[2].id: ", ".join(tags_of(case.id)),
    }
    return form_view(
        visit,
        case.reference,
        visit.say("together_arrange"),
        asked,
        filled,
        button=visit.say("together_save"),
        known=known,
        hidden=(("revision", str(case.version)),),
        notice=notice,
    )


@open_to("staff")
@staff("POST")
def watch_page(visit: Visit, reference: str) -> HttpResponse:
    """Follow a case, or no longer: whoever may see it."""
    case = find_case(visit.member, reference)
    if case is None:
        raise CaseUnknown(reference)
    if visit.request.POST.get("watch") == "no":
        unwatch_case(case_id=case.id, member=visit.member)
        return back_to(visit, case.reference, "success", "together_unwatched")
    watch_case(case_id=case.id, member=visit.member, at=visit.at)
    return back_to(visit, case.reference, "success", "together_watched")
