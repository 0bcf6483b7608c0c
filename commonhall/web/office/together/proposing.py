"""What happens to what an officer typed where it cannot be done at once? Proposed, kept, or shown to be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CasePage
from commonhall.cases.together.approving import Proposal, ProposalRefused, find_sent_back, propose_move
from commonhall.core.language.case_model import Transition
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.core.questions.masking import shown_value
from commonhall.core.questions.question import Answer, Setting
from commonhall.web.components.views.desk import Block, DeskView, Form, Links, Prose, Rows
from commonhall.web.components.views.frame import Link, Notice
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.came import address_of, came_from
from commonhall.web.office.door import Visit, page
from commonhall.web.office.frames import frame
from commonhall.web.office.taking_up import leave_done
from commonhall.web.office.together.forming import back_to, case_crumbs


def propose(
    visit: Visit, found: CasePage, wanted: Transition, answers: Mapping[str, Answer], seen: int
) -> HttpResponse:
    """Let what was answered wait for a second person, and say so. Raises CaseChanged."""
    label, reference = wanted.label.say(visit.language), found.case.reference
    try:
        propose_move(
            case_id=found.case.id,
            transition=wanted.id,
            asked=answers,
            expect=seen,
            actors=found.roles,
            council=visit.council,
            by=visit.member.actor,
            at=visit.at,
        )
    except ProposalRefused as refused:
        return back_to(visit, reference, "warning", f"together_proposal_{refused.reason}")
    except MoveRefused:
        return back_to(visit, reference, "warning", "not_now")
    response = back_to(visit, reference, "success", "together_proposed", what=label)
    leave_done(response, visit, found.case.id, "together_proposed", what=label)  # theirs, not the second person's
    return response


def came_back(visit: Visit, found: CasePage, wanted: Transition) -> Proposal | None:
    """Return the proposal that this officer got back last, so that its answers need not be typed again."""
    if wanted.approval is None:
        return None
    return find_sent_back(found.case, transition=wanted.id, member_id=visit.member.membership_id)


def remarks(visit: Visit, wanted: Transition, back: Proposal | None) -> Iterator[str]:
    """Yield what an officer should know before they propose."""
    if wanted.approval is None:
        return
    yield visit.say("together_may_need_second" if wanted.approval.when else "together_needs_second")
    if back is not None and back.comment:
        yield visit.say("together_came_back", name=back.decided_by, comment=back.comment)


def too_late(
    visit: Visit, found: CasePage, wanted: Transition, answers: Mapping[str, Answer], setting: Setting, what: str
) -> HttpResponse:
    """Show what somebody else did meanwhile, and what this officer typed: nothing of it is lost."""
    rows = tuple(
        SummaryRow(
            key=one.label.say(visit.language), lines=shown_value(one, answers[one.id], setting, seen=found.fields)
        )
        for one in wanted.ask
        if answers.get(one.id) is not None
    )
    here = found.case.reference
    blocks: list[Block] = [Prose(text=visit.say("together_too_late", what=wanted.label.say(visit.language)))]
    if rows:
        typed = "\n".join(f"{row.key}: {' '.join(row.lines)}" for row in rows)
        note = f"{visit.say('together_typed_note', what=wanted.label.say(visit.language))}\n{typed}"[:5000]
        blocks += [
            Rows(title=visit.say("together_you_typed"), rows=rows),
            Form(
                action=f"{reverse('office-note', args=(here,))}{came_from(visit.request.GET).query}",
                button=visit.say("together_keep_as_note"),
                hidden=(("note", note),),
                look="secondary",
            ),
        ]
    blocks.append(Links(links=(Link(text=visit.say("back_to_case"), href=address_of(visit, here)),)))
    view = DeskView(
        frame=frame(
            visit,
            wanted.label.say(visit.language),
            breadcrumbs=case_crumbs(visit, here),
            notice=Notice(kind="warning", text=visit.say("changed", what=what)),
        ),
        caption=here,
        blocks=tuple(blocks),
        narrow=True,
    )
    return page(view, status=409)
