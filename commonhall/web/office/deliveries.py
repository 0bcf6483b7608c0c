"""What waits to be sent, and what was given up? Who leads the work can send it again."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed, can
from commonhall.record.operations import NotDead, resend
from commonhall.record.queries import DeadLetter, backlog, dead_letters
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import QuestionsFormView, StatementView
from commonhall.web.components.views.questions import OptionView, QuestionView
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.frames import can_see_deliveries, drop_notice, frame, go, take_notice

KINDS: Final = ("tell", "message", "resume_link")
FIELD: Final = "letters"
MOST: Final = 100


@open_to("staff")
@staff("GET", "POST")
def deliveries_page(visit: Visit) -> HttpResponse:
    """Show what waits and what was given up; send the chosen ones again."""
    if not can_see_deliveries(visit):
        raise NotAllowed("deliveries")
    if visit.request.method == "POST":
        return _again(visit)
    response = _shown(visit)
    drop_notice(response)
    return response


def can_resend(visit: Visit) -> bool:
    """Return whether the member may send dead letters again: leads and administrators."""
    return can(visit.member, "lead") or can(visit.member, "administer")


def _shown(visit: Visit, *, error: str = "") -> HttpResponse:
    letters = dead_letters(most=MOST)
    lines = [_waiting(visit)] if letters else [_waiting(visit), visit.say("nothing_dead")]
    own = frame(visit, visit.say("deliveries"), notice=take_notice(visit), has_error=bool(error))
    if not letters:
        return page(StatementView(frame=own, content=prose("\n\n".join(lines))))
    if not can_resend(visit):
        lines += [f"## {visit.say('dead')}", *(f"- {_label(visit, one)}. {_hint(visit, one)}" for one in letters)]
        return page(StatementView(frame=own, content=prose("\n\n".join(lines))))
    question = QuestionView(
        id=FIELD,
        type="choices",
        label=visit.say("dead"),
        error=error,
        options=tuple(
            OptionView(value=str(one.id), label=_label(visit, one), hint=_hint(visit, one)) for one in letters
        ),
    )
    return page(
        QuestionsFormView(
            frame=own, questions=(question,), button=visit.say("send_again"), content=prose("\n\n".join(lines))
        )
    )


def _waiting(visit: Visit) -> str:
    waiting = backlog()
    if not waiting.waiting or waiting.oldest_at is None:
        return visit.say("nothing_waits")
    key = "one_waits" if waiting.waiting == 1 else "some_wait"
    oldest = visit.say("oldest", when=when(waiting.oldest_at, visit.language))
    return f"{visit.say(key, n=f'{waiting.waiting:,}')} {oldest}\n\n{visit.say('tried')}"


def _label(visit: Visit, letter: DeadLetter) -> str:
    kind = visit.say(f"delivery_{letter.kind}" if letter.kind in KINDS else "delivery_other")
    return visit.say("created", kind=kind, when=when(letter.created_at, visit.language))


def _hint(visit: Visit, letter: DeadLetter) -> str:
    stopped = when(letter.finished_at, visit.language)
    return visit.say("dead_hint", reason=letter.reason.rstrip("."), n=letter.attempts, when=stopped)


def _again(visit: Visit) -> HttpResponse:
    if not can_resend(visit):
        raise NotAllowed("resend")
    chosen = visit.request.POST.getlist(FIELD)[:MOST]
    if visit.switching or not chosen:
        return _shown(visit, error=visit.say("choose"))
    count = 0
    for typed in chosen:
        try:
            resend(entry_id=UUID(typed), by=visit.member.actor, at=visit.at)
        except (ValueError, NotDead):
            continue  # a colleague has sent it again in the meantime
        count += 1
    return go(reverse("office-deliveries"), "success", "sent_again", n=str(count))
