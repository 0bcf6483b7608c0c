"""Linking a system to a service, switching it off and on, and dealing with what it said that nobody could place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from pydantic import ValidationError

from commonhall.capabilities.backoffice.mapping import Exchange
from commonhall.catalogue.queries import ServiceUnknown, get_service
from commonhall.connect.models import Heard, Link
from commonhall.core.language.effective import Effective
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.record.operations import record_event

LONGEST_TITLE: Final = 100


class LinkRefused(ValueError):
    """What is declared about a linked system does not fit. problems: each in a sentence, without any value."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class LinkUnknown(LookupError):
    """The council has no such linked system."""


@transaction.atomic
def link_system(
    *, service: str, title: Words, exchange: Mapping[str, Any], council: CouncilSite, by: Actor, at: datetime
) -> Link:
    """Let a back office take over the cases of ``service`` that are opened from now on, as ``exchange`` declares.

    Linking again changes what is declared and loses nothing that was handed over. Raises ServiceUnknown, and
    LinkRefused naming each thing that does not fit the service's pattern.
    """
    declared = _checked(exchange)
    found = get_service(service, council=council, day=london_day(at))
    problems = problems_of(declared, found.effective)
    if not 0 < len(title.en.strip()) <= LONGEST_TITLE:
        problems.append("Give the linked system a title")
    if problems:
        raise LinkRefused(*problems)
    link: Link
    link, fresh = Link.objects.get_or_create(
        service=service,
        defaults={
            "title_en": title.en,
            "title_cy": title.cy,
            "exchange": declared.model_dump(mode="json"),
            "since_at": at,
            "linked_by": by.name,
            "linked_at": at,
        },
    )
    if not fresh:
        link.title_en, link.title_cy = title.en, title.cy
        link.exchange = declared.model_dump(mode="json")
        link.linked_by, link.linked_at = by.name, at
        link.save(update_fields=["title_en", "title_cy", "exchange", "linked_by", "linked_at"])
    kind = "system_linked" if fresh else "system_linked_again"
    record_event(kind=kind, subject=("link", link.id), facts={"service": service}, by=by, at=at)
    return link


def _checked(exchange: Mapping[str, Any]) -> Exchange:
    try:
        return Exchange.model_validate(dict(exchange))
    except ValidationError as wrong:
        raise LinkRefused(
            *(
                f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}"
                for error in wrong.errors(include_input=False, include_context=False)
            )
        ) from None


def problems_of(exchange: Exchange, effective: Effective) -> list[str]:
    """Return what of ``exchange`` names something that the service does not have, or that a supplier may not do."""
    questions = set(effective.questions)
    transitions = {each.id: each for each in effective.pattern.case.transitions}
    states = effective.pattern.case.states
    problems = [
        f"{field.to}: the service does not ask {path.split('.')[1]}"
        for field in (*exchange.fields, *exchange.update_fields)
        for path in (field.path, *field.joined)
        if path.startswith(("answers.", "said.")) and path.split(".")[1] not in questions
    ]
    if exchange.only_question and exchange.only_question not in questions:
        problems.append(f"only_question: the service does not ask {exchange.only_question}")
    problems += [f"{state} is not a state of its cases" for state in (*exchange.only_states, *exchange.tells)
                 if state not in states]  # fmt: skip
    for status, heard in exchange.hears.items():
        wanted = transitions.get(heard.transition)
        if heard.transition and wanted is None:
            problems.append(f"{status}: there is no transition {heard.transition}")
        elif wanted is not None and "supplier" not in wanted.by:
            problems.append(f"{status}: a supplier may not take {heard.transition}")
        asked = {question.id for question in wanted.ask} if wanted else set()
        problems += [f"{status}: {heard.transition} does not ask {name}" for name in heard.asked if name not in asked]
    return problems


@transaction.atomic
def switch_link(*, service: str, running: bool, by: Actor, at: datetime) -> Link:
    """Let a linked system run, or not: then nothing goes out, and what is to go waits. Raises LinkUnknown."""
    link: Link | None = Link.objects.select_for_update().filter(service=service).first()
    if link is None:
        raise LinkUnknown(service)
    if link.running != running:
        link.running = running
        link.save(update_fields=["running"])
        kind = "link_switched_on" if running else "link_switched_off"
        record_event(kind=kind, subject=("link", link.id), by=by, at=at)
    return link


@transaction.atomic
def see_heard(*, heard_id: UUID, by: Actor, at: datetime) -> None:
    """Say that a person has dealt with something that a linked system said. Raises LinkUnknown for none that waits."""
    row = Heard.objects.select_for_update().filter(id=heard_id, outcome__in=("refused", "unknown")).first()
    if row is None:
        raise LinkUnknown(str(heard_id))
    if row.seen_at is None:
        row.seen_at = at
        row.save(update_fields=["seen_at"])
        record_event(kind="heard_seen", subject=("link", row.link_id), facts={"heard": str(row.id)}, by=by, at=at)


__all__ = ["LinkRefused", "LinkUnknown", "ServiceUnknown", "link_system", "problems_of", "see_heard", "switch_link"]
