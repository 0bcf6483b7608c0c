"""How does an officer let one case go on for a duplicate, and take them apart again?"""

from __future__ import annotations

from django.http import HttpResponse

from commonhall.cases.operations import CaseChanged
from commonhall.cases.queries import Case, CaseUnknown, cases_visible_to, find_case
from commonhall.cases.together.merging import (
    LONGEST_REASON,
    MergeRefused,
    check_merge,
    merge_case,
    unmerge_case,
)
from commonhall.core.questions.question import Question
from commonhall.core.questions.text import Text
from commonhall.core.questions.yes_no import YesNo
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Prose, Rows
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import day
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.queue import title_of
from commonhall.web.office.reaching import posted_version
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import back_to, case_for, changed_notice, form_view
from commonhall.web.office.together.relating import asked_for_other


@open_to("staff")
@staff("GET", "POST")
def merge_page(visit: Visit, reference: str) -> HttpResponse:
    """Ask which case goes on, show both, and merge once that is confirmed."""
    case = case_for(visit, reference, "merge")
    typed = visit.request.POST.get("into") or visit.request.GET.get("into", "")
    into = find_case(visit.member, typed) if typed else None
    if into is None:
        return _which(visit, case)
    try:
        end = _end(visit, case, into)
    except MergeRefused as refused:
        return _which(visit, case, refused.reason)
    return _confirm(visit, case, end)


def _end(visit: Visit, case: Case, other: Case) -> Case:
    """Return the case that would go on; the member must be allowed to merge into that very one."""
    end = check_merge(case, other)
    if not cases_visible_to(visit.member, "merge").filter(id=end.id).exists():
        raise MergeRefused("other")
    return end


def _which(visit: Visit, case: Case, refused: str = "") -> HttpResponse:
    asked = asked_for_other()
    filled = read_form(visit, (asked,))
    if refused:
        filled = Filled(filled.posted, filled.answers, {}, sent=True).but(asked, visit.say(f"together_merge_{refused}"))
    elif filled.good:
        other = find_case(visit.member, str(filled.answers["other"]))
        if other is not None:
            try:
                end = _end(visit, case, other)
            except MergeRefused as why:
                filled = filled.but(asked, visit.say(f"together_merge_{why.reason}"))
            else:
                return _confirm(visit, case, end, fresh=True)
        else:
            filled = filled.but(asked, visit.say("together_other_unknown"))
    view = form_view(
        visit,
        case.reference,
        visit.say("together_merge"),
        (asked,),
        filled,
        button=visit.say("together_go_on"),
        before=(Prose(text=visit.say("together_merge_about")),),
    )
    return page(view)


def _confirm(visit: Visit, case: Case, end: Case, *, fresh: bool = False) -> HttpResponse:
    asked = _asked()
    filled = Filled() if fresh else read_form(visit, asked)
    notice = None
    if filled.good:
        try:
            merge_case(
                case_id=case.id,
                into_id=end.id,
                why=str(filled.answers["why"]),
                tell=filled.answers["tell"] is True,
                expect=posted_version(visit),
                by=visit.member.actor,
                at=visit.at,
            )
        except CaseChanged as changed:
            case, notice = changed.case, changed_notice(visit, case.reference)
        except MergeRefused as refused:
            return back_to(visit, case.reference, "warning", f"together_merge_{refused.reason}")
        else:
            return back_to(visit, end.reference, "success", "together_merged", reference=case.reference)
    view = form_view(
        visit,
        case.reference,
        visit.say("together_merge_confirm", reference=end.reference),
        asked,
        filled,
        button=visit.say("together_merge"),
        before=(
            Rows(title=visit.say("together_merge_stops"), rows=_rows(visit, case)),
            Rows(title=visit.say("together_merge_goes_on"), rows=_rows(visit, end)),
            Prose(text=visit.say("together_merge_means"), look="inset"),
        ),
        hidden=(("revision", str(case.version)), ("into", end.reference)),
        warns=True,
        notice=notice,
    )
    return page(view, status=409 if notice else 200)


def _rows(visit: Visit, case: Case) -> tuple[SummaryRow, ...]:
    said = {
        "together_column_case": case.reference,
        "together_about": title_of(case, visit),
        "together_opened_key": day(case.opened_at, visit.language),
        "address": case.address,
    }
    return tuple(SummaryRow(key=visit.say(key), lines=(text,)) for key, text in said.items() if text)


def _asked() -> tuple[Question, ...]:
    return (
        Text(
            id="why", type="text", label=TEXTS["together_merge_why"], name_in_errors=TEXTS["together_merge_why_name"],
            max_length=LONGEST_REASON,
        ),
        YesNo(id="tell", type="yes_no", label=TEXTS["together_merge_tell"], hint=TEXTS["together_merge_tell_hint"]),
    )  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def unmerge_page(visit: Visit, reference: str) -> HttpResponse:
    """Let a merged case go on by itself again, once that is confirmed."""
    case = case_for(visit, reference, "merge")
    if case.merged_into_id is None:
        raise CaseUnknown(reference)
    filled = read_form(visit, ())
    if filled.good:
        try:
            unmerge_case(case_id=case.id, council=visit.council, by=visit.member.actor, at=visit.at)
        except MergeRefused:
            return back_to(visit, case.reference, "warning", "not_now")
        return back_to(visit, case.reference, "success", "together_unmerged")
    view = form_view(
        visit,
        case.reference,
        visit.say("together_unmerge"),
        (),
        filled,
        button=visit.say("together_unmerge"),
        before=(Prose(text=visit.say("together_unmerge_text")),),
        warns=True,
    )
    return page(view)
