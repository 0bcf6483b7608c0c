"""How is the use of a person's data restricted, and how does somebody work on a case of theirs all the same?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import Case, CasePage, CaseUnknown, cases_visible_to, find_case
from commonhall.cases.stilled import Use, find_standstill, find_use, uses_waiting
from commonhall.cases.stilling import (
    GROUNDS,
    LONGEST_REASON,
    LONGEST_STANDSTILL,
    OwnUse,
    UseSettled,
    ask_to_use,
    decide_use,
    lift_restriction,
    restrict_use,
)
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.date import Date
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed, can
from commonhall.web.components.views.desk import Block, Cell, Form, Heading, Links, Panel, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.came import address_of
from commonhall.web.office.door import SeeOther, Visit, check_may, page, staff
from commonhall.web.office.dues import day as day_of
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.frames import drop_notice, leave_notice
from commonhall.web.office.records.holding import held_case
from commonhall.web.office.records.tabs import columns, day, desk, form
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import back_to, case_crumbs


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield what stands above a case whose person's data may only be stored."""
    case = found.case
    standstill = find_standstill([case.person_id]) if found.stills and case.person_id else None
    if standstill is None:
        return
    reason = standstill.reason.rstrip(".")
    text = visit.say("still_banner", reason=reason, day=day(standstill.review_date, visit))
    blocks: list[Block] = [Prose(text=text, look="warning")]
    use = find_use(case)
    if use is not None and use.until_at is not None:
        until = day_of(use.until_at, visit.language)
        said = visit.say("still_allowed", name=use.decided_by, day=until, reason=use.reason.rstrip("."))
        blocks.append(Prose(text=said))
    elif use is not None:
        blocks.append(Prose(text=visit.say("still_waiting", name=use.asked_by)))
    elif can(visit.member, "work", pattern=case.pattern):
        link = Link(text=visit.say("still_ask"), href=reverse("office-use", args=(case.reference,)))
        blocks.append(Links(links=(link,)))
    yield Panel(id="still", title=visit.say("still_title"), blocks=tuple(blocks), place="top")


@open_to("staff")
@staff("GET", "POST")
def restrict_page(visit: Visit, reference: str) -> HttpResponse:
    """Restrict the use of the data of the person of a case; look at it again, or lift it."""
    case = held_case(visit, reference)
    if case.person_id is None:
        raise NotAllowed(reference)
    standing = find_standstill([case.person_id])
    lifting = visit.request.POST.get("do") == "lift"
    kept = Filled() if lifting else read_form(visit, _asked())
    lifted = read_form(visit, (_why(),)) if lifting and standing else Filled()
    if kept.good:
        restrict_use(
            person_id=standing.person_id if standing else case.person_id,
            reason=str(kept.answers["reason"]),
            review_date=date.fromisoformat(str(kept.answers["review_date"])),
            by=visit.member.actor,
            at=visit.at,
        )
        return back_to(visit, case.reference, "success", "still_placed")
    if lifted.good and standing:
        why = str(lifted.answers["why"])
        lift_restriction(standstill_id=standing.id, why=why, by=visit.member.actor, at=visit.at)
        return back_to(visit, case.reference, "success", "still_lifted")
    blocks: list[Block] = [Prose(text=visit.say("still_about"))]
    known = {_asked()[0].id: standing.reason} if standing else {}
    blocks.append(form(visit, _asked(), kept, button=visit.say("still_keep"), known=known,
                       cancel_url=address_of(visit, case.reference)))  # fmt: skip
    if standing:
        blocks.append(Heading(text=visit.say("still_lift")))
        blocks.append(form(visit, (_why(),), lifted, button=visit.say("still_lift"), hidden=(("do", "lift"),),
                           look="warning", id="lift"))  # fmt: skip
    problems = any(each.problems for each in (kept, lifted))
    title = visit.say("still_change" if standing else "still_restrict")
    crumbs = case_crumbs(visit, case.reference)
    return page(desk(visit, title, blocks, crumbs=crumbs, caption=case.reference, problems=problems, narrow=True))


def _asked() -> tuple[Question, Question]:
    return (
        Text(
            id="reason", type="text", label=TEXTS["still_reason"], name_in_errors=TEXTS["still_reason_name"],
            max_length=LONGEST_REASON,
        ),
        Date(
            id="review_date", type="date", label=TEXTS["still_review"], hint=TEXTS["still_review_hint"],
            name_in_errors=TEXTS["still_review_name"], earliest="today+1", latest=f"today+{LONGEST_STANDSTILL.days}",
        ),
    )  # fmt: skip


def _why() -> Question:
    return Text(
        id="why", type="text", label=TEXTS["still_lift_why"], hint=TEXTS["still_lift_hint"],
        name_in_errors=TEXTS["still_lift_name"], max_length=LONGEST_REASON,
    )  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def use_page(visit: Visit, reference: str) -> HttpResponse:
    """Ask to work on a case although the data of its person may only be stored."""
    case = _case_of_work(visit, reference)
    asked: tuple[Question, ...] = (
        Choice(
            id="ground", type="choice", label=TEXTS["still_ground"], name_in_errors=TEXTS["still_ground_name"],
            options=tuple(Option(value=each, label=TEXTS[f"still_ground_{each}"]) for each in GROUNDS),
        ),
        Text(
            id="reason", type="text", label=TEXTS["still_why"], name_in_errors=TEXTS["still_why_name"],
            max_length=LONGEST_REASON,
        ),
    )  # fmt: skip
    filled = read_form(visit, asked)
    if filled.good:
        given = {name: str(filled.answers[name]) for name in ("ground", "reason")}
        try:
            ask_to_use(case_id=case.id, **given, by=visit.member.actor, at=visit.at)
        except UseSettled:
            return back_to(visit, case.reference, "information", "still_not_now")
        return back_to(visit, case.reference, "success", "still_asked")
    blocks: list[Block] = [
        Prose(text=visit.say("still_ask_about")),
        form(visit, asked, filled, button=visit.say("still_send"), cancel_url=address_of(visit, case.reference)),
    ]
    crumbs, problems = case_crumbs(visit, case.reference), bool(filled.problems)
    view = desk(
        visit, visit.say("still_ask"), blocks, crumbs=crumbs, caption=case.reference, problems=problems, narrow=True
    )
    return page(view)


def _case_of_work(visit: Visit, reference: str) -> Case:
    """Return a case that the member could work on, were it not restricted. Raises CaseUnknown."""
    case = find_case(visit.member, reference)
    if case is None or case.anonymised_at is not None or not can(visit.member, "work", pattern=case.pattern):
        raise CaseUnknown(reference)
    return case


@open_to("staff")
@staff("GET", "POST")
def uses_page(visit: Visit) -> HttpResponse:
    """Show who waits for a second person, and decide."""
    check_may(visit, "hold")
    seen = cases_visible_to(visit.member, "hold").values("id")
    waiting = [use for use in uses_waiting() if seen.filter(id=use.case_id).exists()]
    if visit.request.method == "POST" and not visit.switching:
        return _decided(visit, waiting)
    table = Table(
        caption=visit.say("still_uses"),
        hidden_caption=True,
        columns=columns(visit, "records_reference", "still_who", "still_ground_column", "records_why"),
        rows=tuple(Row(cells=tuple(_cells(visit, use))) for use in waiting),
        empty=visit.say("still_uses_none"),
    )
    blocks: list[Block] = [Prose(text=visit.say("still_uses_about")), table]
    for use in waiting:
        if use.asked_by_id != visit.member.membership_id:
            blocks += _buttons(visit, use)
    response = page(
        desk(visit, visit.say("still_uses"), blocks, current="office-records-uses", caption=visit.say("records"))
    )
    drop_notice(response)
    return response


def _cells(visit: Visit, use: Use) -> Iterator[Cell]:
    yield Cell(text=use.case.reference, href=reverse("office-case", args=(use.case.reference,)))
    yield Cell(text=use.asked_by, more=(when(use.asked_at, visit.language),))
    yield Cell(text=visit.say(f"still_ground_{use.ground}"))
    yield Cell(text=use.reason)


def _buttons(visit: Visit, use: Use) -> Iterator[Block]:
    for allow in (True, False):
        text = visit.say("still_allow" if allow else "still_refuse", reference=use.case.reference)
        hidden = (("use", str(use.id)), ("do", "allow" if allow else "refuse"))
        look: Literal["main", "secondary"] = "main" if allow else "secondary"
        yield Form(button=text, hidden=hidden, look=look, id=f"{hidden[1][1]}-{use.id}")


def _decided(visit: Visit, waiting: list[Use]) -> HttpResponse:
    given, act = visit.request.POST.get("use", ""), visit.request.POST.get("do", "")
    use = next((each for each in waiting if str(each.id) == given), None)
    response = SeeOther(reverse("office-records-uses"))
    if use is None or act not in ("allow", "refuse"):
        leave_notice(response, "warning", "still_not_now")
        return response
    try:
        decide_use(use_id=UUID(given), allow=act == "allow", by=visit.member.actor, at=visit.at)
    except OwnUse:
        leave_notice(response, "warning", "still_own")
    except UseSettled:
        leave_notice(response, "warning", "still_not_now")
    else:
        leave_notice(response, "success", "still_decided")
    return response
