"""How does a second person look at a proposed move, approve it, or send it back?"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.cases.refusals import CANNOT
from commonhall.cases.together.approving import (
    LONGEST_COMMENT,
    Proposal,
    ProposalRefused,
    approve_proposal,
    find_waiting,
    proposals_for,
    send_back_proposal,
    why_not_decide,
    withdraw_proposal,
)
from commonhall.core.journey.acting import asked_of_act
from commonhall.core.language.case_model import Transition
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.masking import shown_value
from commonhall.core.questions.question import Question, Setting
from commonhall.core.values.dates import london
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import (
    Block,
    Buttons,
    Cell,
    Column,
    DeskView,
    Form,
    Panel,
    Prose,
    Row,
    Rows,
    Table,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.frames import frame, take_notice
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import back_to, form_view
from commonhall.web.office.together.relating import case_cell


def waiting_panel(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield what waits for a second person."""
    proposal = find_waiting(found.case)
    if proposal is None:
        return
    what = _label(found, proposal, visit)
    said = visit.say("together_waits", what=what, name=proposal.by, when=when(proposal.at, visit.language))
    blocks: list[Block] = [Prose(text=said)]
    if found.roles:
        address = reverse("office-proposal", args=(found.case.reference, proposal.id))
        blocks.append(Buttons(links=(Link(text=visit.say("together_look_at"), href=address),), secondary=True))
    yield Panel(id="proposal", title=visit.say("together_waiting"), blocks=tuple(blocks), place="top")


def _spec(found: CasePage, proposal: Proposal) -> Transition | None:
    moves = found.effective.pattern.case.transitions
    return next((one for one in moves if one.id == proposal.transition), None)


def _label(found: CasePage, proposal: Proposal, visit: Visit) -> str:
    spec = _spec(found, proposal)
    return spec.label.say(visit.language) if spec else proposal.transition


@open_to("staff")
@staff("GET", "POST")
def proposal_page(visit: Visit, reference: str, proposal: UUID) -> HttpResponse:
    """Show a proposed move with its answers; approve it, send it back, or take it back."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    waiting = find_waiting(found.case)
    if not found.roles:
        raise CaseUnknown(reference)
    if waiting is None or waiting.id != proposal:
        return back_to(visit, found.case.reference, "information", "together_proposal_gone")
    comment = _comment()
    do = visit.request.POST.get("do", "")
    filled = read_form(visit, (comment,)) if do == "send_back" or visit.switching else Filled()
    if do and not visit.switching and not (do == "send_back" and filled.problems):
        return _decided(visit, found, waiting, do, str(filled.answers.get("comment") or ""))
    return page(_view(visit, found, waiting, comment, filled))


def _comment() -> Question:
    return LongText(
        id="comment", type="long_text", label=TEXTS["together_comment"], name_in_errors=TEXTS["together_comment_name"],
        hint=TEXTS["together_comment_hint"], max_length=LONGEST_COMMENT, rows=3,
    )  # fmt: skip


def _decided(visit: Visit, found: CasePage, proposal: Proposal, do: str, comment: str) -> HttpResponse:
    case, by = found.case, visit.member.actor
    try:
        if do == "approve":
            approve_proposal(
                case_id=case.id, proposal_id=proposal.id, roles=found.roles, council=visit.council, by=by, at=visit.at
            )
        elif do == "send_back":
            send_back_proposal(
                case_id=case.id, proposal_id=proposal.id, comment=comment, roles=found.roles, by=by, at=visit.at
            )
        elif do == "withdraw":
            withdraw_proposal(case_id=case.id, proposal_id=proposal.id, roles=found.roles, by=by, at=visit.at)
        else:
            raise CaseUnknown(case.reference)
    except ProposalRefused as refused:
        return back_to(visit, case.reference, "warning", f"together_proposal_{refused.reason}")
    except (MoveRefused, *CANNOT):
        return back_to(visit, case.reference, "warning", "together_proposal_not_now")
    return back_to(visit, case.reference, "success", f"together_did_{do}", what=_label(found, proposal, visit))


def _view(visit: Visit, found: CasePage, proposal: Proposal, comment: Question, filled: Filled) -> DeskView:
    spec = _spec(found, proposal)
    refused = why_not_decide(proposal, roles=found.roles, member_id=visit.member.membership_id)
    said = visit.say(
        "together_proposed_by", name=proposal.by, when=when(proposal.at, visit.language)
    )  # who is asked to look
    before: list[Block] = [Prose(text=said)]
    if spec is not None and spec.approval is not None and spec.approval.about:
        before.append(Prose(text=spec.approval.about.say(visit.language), look="inset"))
    before.append(Rows(rows=tuple(_answers(found, proposal, spec, visit))))
    title = visit.say("together_proposal", what=_label(found, proposal, visit))
    withdraw = Form(buttons=(("withdraw", visit.say("together_withdraw")),), look="secondary")
    if refused:
        before.append(Prose(text=visit.say(f"together_proposal_{refused}"), look="quiet"))
        mine = proposal.by_id == visit.member.membership_id or "lead" in found.roles
        return _plain(visit, found.case.reference, title, (*before, *((withdraw,) if mine else ())))
    before.append(Form(buttons=(("approve", visit.say("together_approve")),)))
    after = (withdraw,) if "lead" in found.roles else ()
    return form_view(
        visit,
        found.case.reference,
        title,
        (comment,),
        filled,
        button=visit.say("together_send_back"),
        before=before,
        after=after,
        hidden=(("do", "send_back"),),
    )


def _plain(visit: Visit, reference: str, title: str, blocks: tuple[Block, ...]) -> DeskView:
    back = reverse("office-case", args=(reference,))
    crumbs = (Link(text=visit.say("work"), href=reverse("office-queue")), Link(text=reference, href=back))
    here = frame(visit, title, breadcrumbs=crumbs, notice=take_notice(visit))
    return DeskView(frame=here, caption=reference, blocks=blocks, narrow=True)


def _answers(found: CasePage, proposal: Proposal, spec: Transition | None, visit: Visit) -> Iterator[SummaryRow]:
    """What was answered, as the office reads it."""
    yield SummaryRow(key=visit.say("together_what"), lines=(_label(found, proposal, visit),))
    asked = proposal.asked
    questions = spec.ask if spec else ()
    _, options = asked_of_act(found.effective, questions, found.scope, asked)
    setting = Setting(language=visit.language, today=london(proposal.at)[:10], options=options)
    for question in questions:
        if asked.get(question.id) is not None:
            lines = shown_value(question, asked[question.id], setting, seen=found.fields)
            yield SummaryRow(key=question.label.say(visit.language), lines=lines)


@open_to("staff")
@staff("GET")
def approvals_page(visit: Visit) -> HttpResponse:
    """List what waits for this member of staff as the second person."""
    waiting = list(proposals_for(visit.member)[:50])
    rows = tuple(
        Row(
            cells=(
                case_cell(one.case, visit),
                Cell(text=one.by, more=(when(one.at, visit.language),)),
                Cell(
                    text=visit.say("together_look_at"),
                    href=reverse("office-proposal", args=(one.case.reference, one.id)),
                ),
            )
        )
        for one in waiting
    )
    table = Table(
        caption=visit.say("together_approvals"),
        hidden_caption=True,
        columns=(
            Column(text=visit.say("together_column_case")),
            Column(text=visit.say("together_column_proposed")),
            Column(text=visit.say("together_column_change"), hidden=True),
        ),
        rows=rows,
        empty=visit.say("together_approvals_none"),
    )
    return page(mine_view(visit, visit.say("together_approvals"), (table,)))


def mine_view(visit: Visit, title: str, blocks: tuple[Block, ...]) -> DeskView:
    """Return a page of what concerns the member, over all cases."""
    crumbs = (Link(text=visit.say("work"), href=reverse("office-queue")),)
    return DeskView(frame=frame(visit, title, breadcrumbs=crumbs, notice=take_notice(visit)), blocks=blocks)
