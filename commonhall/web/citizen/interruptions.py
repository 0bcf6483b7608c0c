"""What does a resident see when a journey cannot go on as asked? Sent, expired, lost, or answered in another window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.http import HttpResponse

from commonhall.cases.intake import submitted_before
from commonhall.core.questions.question import Answer
from commonhall.core.values.words import Words
from commonhall.journeys.queries import has_expired, standing_of
from commonhall.web.citizen.drawing import Shown
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit
from commonhall.web.citizen.where import first_address, journey_frame, page_address, start_address
from commonhall.web.components.filled import plain
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import StatementView
from commonhall.web.components.views.journey import AlreadySentView, ConflictRow, ConflictView, ExpiredView

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey


def over(visit: Visit, journey: Journey) -> HttpResponse | None:
    """Return the page that says why ``journey`` cannot be changed any more, or None when it can."""
    if journey.state == "submitted":
        return already_sent(visit, journey)
    return expired(visit, journey) if has_expired(journey, at=visit.at) else None


def already_sent(visit: Visit, journey: Journey) -> HttpResponse:
    """Say that this was sent, with its references."""
    standing = standing_of(journey, council=visit.council, at=visit.at, language=visit.language)
    return visit.page(
        AlreadySentView(
            frame=journey_frame(visit, standing, visit.say(SAID["already_sent"])),
            reference=", ".join(submitted_before(journey).references),
            confirmation_url=page_address(journey.service, "sent"),
            start_url=first_address(standing),
        )
    )


def expired(visit: Visit, journey: Journey) -> HttpResponse:
    """Say that the answers were deleted, and let the resident start again."""
    standing = standing_of(journey, council=visit.council, at=visit.at, language=visit.language)
    return visit.page(
        ExpiredView(
            frame=journey_frame(visit, standing, visit.say(SAID["expired"])),
            reason="deleted",
            start_url=first_address(standing),
        )
    )


def lost(visit: Visit, title: Words, service: str) -> HttpResponse:
    """Say that this browser does not have the answers, and how to carry on."""
    start = start_address(service)
    return visit.page(
        StatementView(
            frame=visit.frame(visit.say(SAID["lost"]), service=visit.say(title), service_url=start),
            content=prose(visit.say(SAID["lost_text"]).format(start=start)),
        )
    )


def conflict(shown: Shown, saved: Mapping[str, Answer], posted: Mapping[str, list[str]]) -> HttpResponse:
    """Show both answers to a page that was answered in two windows, and ask which to keep."""
    visit, standing = shown.visit, shown.standing
    setting = shown.setting
    typed = shown.typed(posted)
    rows = tuple(
        ConflictRow(
            key=plain(question.label, shown.scope, visit.language),
            saved=_lines(question.summary(saved[question.id], setting) if saved.get(question.id) is not None else []),
            typed=_lines(question.summary(typed[question.id], setting) if typed.get(question.id) is not None else []),
        )
        for question in shown.questions
    )
    left_out = {"csrfmiddlewaretoken", "revision", "keep", "switch_language"}
    return visit.page(
        ConflictView(
            frame=journey_frame(visit, standing, visit.say(SAID["conflict"]), back_link=shown.back_link),
            rows=rows,
            revision=shown.revision,
            typed_fields=tuple(
                (name, value) for name, given in posted.items() if name not in left_out for value in given
            ),
        )
    )


def _lines(said: list[str]) -> tuple[str, ...]:
    return tuple(line for line in said if line)
