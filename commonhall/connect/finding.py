"""Which cases are to go to a linked system, and which changes is it to be told? Looked for again and again, so that
nothing is forgotten however a case came to be, or to change."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet

from commonhall.capabilities.backoffice.mapping import Exchange
from commonhall.cases.inviting.tokens import new_reply_token
from commonhall.cases.models import Case
from commonhall.connect.binding import links_at_work
from commonhall.connect.models import Handover, Link, Sending
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job
from commonhall.record.operations import enqueue, record_event

AT_ONCE: Final = 200
KIND: Final = "to_back_office"


@job("hand_over_cases", every_seconds=10, tests=True)
def hand_over_what_is_due(council: CouncilSite, *, at: datetime) -> None:
    """Find new cases and changes of every linked system of a council at work."""
    with in_council(council, by=SYSTEM, purpose="job"):
        for link in links_at_work():
            exchange = Exchange.model_validate(link.exchange)
            for case in cases_to_go(link, exchange)[:AT_ONCE]:
                begin_handover(link=link, case=case, at=at)
            for handover in _changed(link)[:AT_ONCE]:
                tell_change(handover=handover, exchange=exchange, at=at)


def cases_to_go(link: Link, exchange: Exchange) -> QuerySet[Case]:
    """Return the cases of the council in scope that are to go to ``link`` and have not gone, oldest first."""
    gone = Handover.objects.filter(link=link, case=OuterRef("pk"))
    found = Case.objects.filter(service=link.service, opened_at__gte=link.since_at, merged_into_id=None)
    found = found.exclude(phase="closed").filter(~Exists(gone), anonymised_at=None)
    if exchange.only_states:
        found = found.filter(state__in=exchange.only_states)
    if exchange.only_question:
        found = found.filter(**{f"answers__{exchange.only_question}__in": list(exchange.only_answers)})
    return found.order_by("opened_at", "id").select_for_update(skip_locked=True)


def begin_handover(*, link: Link, case: Case, at: datetime) -> Handover:
    """Let a locked case go to ``link``: once, however often it is found."""
    made: Handover
    made, fresh = Handover.objects.get_or_create(
        link=link, case=case, defaults={"told_state": case.state, "begun_at": at, "reply_token": new_reply_token()}
    )
    if fresh:
        add_sending(handover=made, act="open", at=at)
    return made


def tell_change(*, handover: Handover, exchange: Exchange, at: datetime) -> None:
    """Let the linked system know that its case stands otherwise, where it is declared what that is over there."""
    status = exchange.tells.get(handover.case.state, "")
    Handover.objects.filter(id=handover.id).update(told_state=handover.case.state)
    if status:
        add_sending(handover=handover, act="update", status=status, at=at)


def add_sending(*, handover: Handover, act: str, status: str = "", at: datetime) -> Sending:
    """Put one thing behind what is still to be handed over of the case."""
    last = Sending.objects.filter(handover=handover).order_by("-number").first()
    sending: Sending = Sending.objects.create(
        handover=handover, number=last.number + 1 if last else 1, act=act, status=status, made_at=at
    )
    if last is None or last.state == "done":
        promise(sending, at=at)
    return sending


def promise(sending: Sending, *, at: datetime) -> None:
    """Promise to hand ``sending`` over: its turn has come."""
    entry = enqueue(kind=KIND, payload={"sending_id": str(sending.id)}, key=f"{KIND}:{sending.id}", at=at)
    Sending.objects.filter(id=sending.id).update(state="queued", entry_id=entry)


def finish(sending: Sending, *, at: datetime) -> None:
    """Say that ``sending`` was handed over, and let the next of its case go."""
    Sending.objects.filter(id=sending.id).update(state="done", sent_at=at)
    handover = sending.handover
    facts = {"link": handover.link.title_en, "act": sending.act, "external": handover.external}
    record_event(kind="sent_to_back_office", subject=("case", handover.case_id), facts=facts, by=SYSTEM, at=at)
    go_on(sending, at=at)


def go_on(sending: Sending, *, at: datetime) -> None:
    """Let what follows ``sending`` of its case go."""
    following = Sending.objects.filter(handover_id=sending.handover_id, number=sending.number + 1, state="waiting")
    for each in following:
        promise(each, at=at)


def _changed(link: Link) -> QuerySet[Handover]:
    found = Handover.objects.filter(link=link).exclude(case__state=F("told_state"))
    return found.select_related("case").select_for_update(skip_locked=True, of=("self",)).order_by("begun_at", "id")
