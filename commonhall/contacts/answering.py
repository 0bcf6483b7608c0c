"""Taking a conversation: it begins, the caller is named and checked, it ends, and what it was about is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.contacts.interactions import CHANNELS, CODE_KINDS, CallerCheck, Interaction, WrapUpCode
from commonhall.contacts.models import Person
from commonhall.contacts.wrap_up import Checking, checking_rules, codes_of, find_code
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.core.values.words import Words
from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.scope import council_in_scope
from commonhall.record.operations import record_event

LONGEST_NOTE: Final = 2000
LONGEST_NUMBER: Final = 40
LOCKED_FOR: Final = timedelta(hours=24)
FAILURES_THAT_LOCK: Final = 2
"""After so many conversations in which the check for one person failed, nobody is checked as that person for a day."""


class InteractionUnknown(LookupError):
    """There is no such conversation, or another agent's."""


class InteractionOver(ValueError):
    """The conversation is finished: it is not changed any more."""


class CheckRefused(ValueError):
    """The caller cannot be checked now. why: ``nobody``, ``done``, ``locked``, ``too_little`` or ``no_document``."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The caller cannot be checked: {why}")
        self.why = why


class WrapUpRefused(ValueError):
    """What the conversation was about is not said as the council wants it. what: the code's kind, or ``note``."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is missing, unknown or too long")
        self.what = what


@transaction.atomic
def start_interaction(
    *,
    channel: str,
    direction: str = "in",
    number: str = "",
    interaction_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Interaction:
    """Begin a conversation of the agent ``by``. number: the caller's as the telephone shows it, kept in E.164.

    interaction_id: given by the form, so that sending it twice begins one.
    Raises ValueError for a channel that there is not, and for an actor who is no member of staff.
    """
    if channel not in CHANNELS or by.id is None:
        raise ValueError("a conversation has an agent, and one of the channels")
    known: Interaction | None = Interaction.objects.filter(id=interaction_id, agent_id=by.id).first()
    if known is not None:
        return known
    made: Interaction = Interaction.objects.create(
        id=interaction_id or new_id(),
        channel=channel,
        direction=direction,
        number=number_of(number),
        agent_id=by.id,
        agent_name=by.name,
        started_at=at,
    )
    record_event(kind="interaction_started", subject=("interaction", made.id), facts={"channel": channel}, by=by, at=at)
    return made


def number_of(typed: str) -> str:
    """Return a telephone number in E.164 where it can be read, else as it was typed, cut to LONGEST_NUMBER."""
    try:
        return parse_phone(typed).e164
    except PhoneNotRecognised:
        return " ".join(typed.split())[:LONGEST_NUMBER]


def locked_interaction(interaction_id: UUID, *, by: Actor) -> Interaction:
    """Return the open conversation of the agent ``by``, with a lock. Raises InteractionUnknown and InteractionOver."""
    found: Interaction | None = (
        Interaction.objects.select_for_update().filter(id=interaction_id, agent_id=by.id).first()
    )
    if found is None:
        raise InteractionUnknown(str(interaction_id))
    if found.finished_at is not None:
        raise InteractionOver(str(interaction_id))
    return found


@transaction.atomic
def name_caller(*, interaction_id: UUID, person_id: UUID | None, by: Actor, at: datetime) -> Interaction:
    """Say who the caller says to be; None for somebody who stays unknown. Whoever it is has to be checked anew.

    Raises InteractionUnknown, InteractionOver, LookupError for a person whom the council does not have, and
    CheckRefused after a check that failed: the caller stays unknown then.
    """
    interaction = locked_interaction(interaction_id, by=by)
    if interaction.check_result == "failed":
        raise CheckRefused("done")
    if interaction.person_id == person_id:
        return interaction
    if person_id is not None and not Person.objects.filter(id=person_id).exists():
        raise LookupError(str(person_id))
    interaction.person_id = person_id
    interaction.check_result, interaction.check_how, interaction.checked_at = "none", "", None
    interaction.save(update_fields=["person_id", "check_result", "check_how", "checked_at"])
    facts = {"person": str(person_id) if person_id else None}
    record_event(kind="caller_named", subject=("interaction", interaction.id), facts=facts, by=by, at=at)
    return interaction


@transaction.atomic
def keep_check(
    *, interaction_id: UUID, right: Sequence[str], asked: Sequence[str], by: Actor, at: datetime
) -> Interaction:
    """Keep how one try at the council's questions went: which kinds were asked, not what was answered.

    right: the kinds that were answered as the council holds them. It has passed when all that is always asked is
    right and enough altogether. After the council's number of tries it has failed for good.
    Raises CheckRefused, InteractionUnknown and InteractionOver.
    """
    interaction = locked_interaction(interaction_id, by=by)
    _check_can_check(interaction, at)
    rules = checking_rules()
    passed = set(rules.always) <= set(right) and len(set(right)) >= rules.needed
    interaction.check_tries += 0 if passed else 1
    if passed:
        interaction.check_result, interaction.check_how, interaction.checked_at = "passed", "questions", at
    elif interaction.check_tries >= rules.tries:
        interaction.check_result, interaction.check_how, interaction.checked_at = "failed", "questions", at
    _keep_checked(interaction, {"asked": sorted(set(asked)), "try": interaction.check_tries}, by, at)
    return interaction


@transaction.atomic
def keep_document_seen(*, interaction_id: UUID, by: Actor, at: datetime) -> Interaction:
    """Keep that the agent saw an identity document: at the counter or on a visit, where one can be seen.

    Raises CheckRefused, InteractionUnknown and InteractionOver.
    """
    interaction = locked_interaction(interaction_id, by=by)
    _check_can_check(interaction, at)
    if interaction.channel not in ("counter", "visit"):
        raise CheckRefused("no_document")
    interaction.check_result, interaction.check_how, interaction.checked_at = "passed", "document", at
    _keep_checked(interaction, {"asked": ["document"]}, by, at)
    return interaction


def _check_can_check(interaction: Interaction, at: datetime) -> None:
    if interaction.person_id is None:
        raise CheckRefused("nobody")
    if interaction.check_result != "none":
        raise CheckRefused("done")
    if is_locked(interaction.person_id, at=at):
        raise CheckRefused("locked")


def is_locked(person_id: UUID, *, at: datetime) -> bool:
    """Return whether so many checks for this person failed lately that somebody may be pretending to be them."""
    failed = Interaction.objects.filter(person_id=person_id, check_result="failed", started_at__gt=at - LOCKED_FOR)
    return failed.count() >= FAILURES_THAT_LOCK


def _keep_checked(interaction: Interaction, facts: Mapping[str, object], by: Actor, at: datetime) -> None:
    interaction.save(update_fields=["check_result", "check_how", "check_tries", "checked_at"])
    record_event(
        kind="caller_checked",
        subject=("interaction", interaction.id),
        facts={**facts, "result": interaction.check_result, "person": str(interaction.person_id)},
        by=by,
        at=at,
    )


@transaction.atomic
def end_conversation(*, interaction_id: UUID, by: Actor, at: datetime) -> Interaction:
    """Keep that the caller has gone: what follows is the agent's time to write it down. Again changes nothing.

    Raises InteractionUnknown and InteractionOver.
    """
    interaction = locked_interaction(interaction_id, by=by)
    if interaction.ended_at is None:
        interaction.ended_at = at
        interaction.save(update_fields=["ended_at"])
        record_event(kind="interaction_ended", subject=("interaction", interaction.id), by=by, at=at)
    return interaction


@transaction.atomic
def carry_on_interaction(*, interaction_id: UUID, by: Actor, at: datetime) -> Interaction:
    """Let the agent ``by`` carry on a conversation that a colleague began: what was checked and begun in it stays.

    Raises InteractionUnknown and InteractionOver, and ValueError for an actor who is no member of staff.
    """
    if by.id is None:
        raise ValueError("a conversation has an agent")
    found: Interaction | None = Interaction.objects.select_for_update().filter(id=interaction_id).first()
    if found is None:
        raise InteractionUnknown(str(interaction_id))
    if found.finished_at is not None:
        raise InteractionOver(str(interaction_id))
    before = found.agent_id
    if before == by.id:
        return found
    found.agent_id, found.agent_name = by.id, by.name
    found.save(update_fields=["agent_id", "agent_name"])
    facts = {"from": str(before)}
    record_event(kind="interaction_carried_on", subject=("interaction", found.id), facts=facts, by=by, at=at)
    return found


@transaction.atomic
def finish_interaction(
    *, interaction_id: UUID, reason: str, outcome: str, avoidable: str, note: str = "", by: Actor, at: datetime
) -> Interaction:
    """Write down what a conversation was about, how it ended and whether it was needed, and finish it.

    note: at most LONGEST_NOTE characters. Raises WrapUpRefused for a code that the council does not use,
    InteractionUnknown and InteractionOver. What the agent's browser held of the caller's has to be let go of too.
    """
    interaction = locked_interaction(interaction_id, by=by)
    chosen = {"reason": reason, "outcome": outcome, "avoidable": avoidable}
    for kind, slug in chosen.items():
        if find_code(kind, slug) is None:
            raise WrapUpRefused(kind)
    words = note.strip().replace("\r\n", "\n")
    if len(words) > LONGEST_NOTE:
        raise WrapUpRefused("note")
    interaction.reason, interaction.outcome, interaction.avoidable = reason, outcome, avoidable
    interaction.note = words
    interaction.ended_at = interaction.ended_at or at
    interaction.finished_at = at
    interaction.save(update_fields=["reason", "outcome", "avoidable", "note", "ended_at", "finished_at"])
    record_event(kind="interaction_finished", subject=("interaction", interaction.id), facts=chosen, by=by, at=at)
    return interaction


@transaction.atomic
def set_checking(*, rules: Checking, by: Actor, at: datetime) -> None:
    """Set which questions callers are asked at the council in scope. Raises ValueError for rules that none can pass."""
    rules.check()
    CallerCheck.objects.update_or_create(
        council_id=council_in_scope(),
        defaults={
            "always": list(rules.always),
            "others": list(rules.others),
            "needed": rules.needed,
            "tries": rules.tries,
            "kept_months": rules.kept_months,
            "changed_at": at,
        },
    )
    facts = {
        "always": list(rules.always),
        "others": list(rules.others),
        "needed": rules.needed,
        "tries": rules.tries,
        "kept_months": rules.kept_months,
    }
    record_event(kind="checking_set", subject=("council", council_in_scope()), facts=facts, by=by, at=at)


@transaction.atomic
def add_code(*, kind: str, slug: str, label: Words, by: Actor, at: datetime) -> None:
    """Add a code, or give one that is there another label and use it again; it comes last of its kind.

    With its first own code a council has the usual ones as its own. Raises ValueError for a kind that there is not.
    """
    if kind not in CODE_KINDS:
        raise ValueError(kind)
    _own(kind)
    place = WrapUpCode.objects.filter(kind=kind).count()
    code, made = WrapUpCode.objects.get_or_create(
        kind=kind, slug=slug, defaults={"label_en": label.en, "label_cy": label.cy, "place": place}
    )
    if not made:
        code.label_en, code.label_cy, code.in_use = label.en, label.cy, True
        code.save(update_fields=["label_en", "label_cy", "in_use"])
    facts = {"kind": kind, "slug": slug, "label": {"en": label.en, "cy": label.cy}}
    record_event(kind="wrap_up_code_set", subject=("council", council_in_scope()), facts=facts, by=by, at=at)


@transaction.atomic
def drop_code(*, kind: str, slug: str, by: Actor, at: datetime) -> None:
    """Offer a code no longer; conversations that have it keep it. Raises ValueError for the last one of its kind."""
    _own(kind)
    if [code.slug for code in codes_of(kind)] == [slug]:
        raise ValueError("the last code of a kind stays")
    if WrapUpCode.objects.filter(kind=kind, slug=slug, in_use=True).update(in_use=False):
        facts = {"kind": kind, "slug": slug}
        record_event(kind="wrap_up_code_dropped", subject=("council", council_in_scope()), facts=facts, by=by, at=at)


def _own(kind: str) -> None:
    """Give the council the usual codes of ``kind`` as its own, where it has none."""
    if WrapUpCode.objects.filter(kind=kind).exists():
        return
    WrapUpCode.objects.bulk_create(
        WrapUpCode(kind=kind, slug=code.slug, label_en=code.label.en, label_cy=code.label.cy, place=place)
        for place, code in enumerate(codes_of(kind))
    )
