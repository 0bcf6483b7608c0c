"""What would go out of what was refused, how does somebody mend it and send it again, and how do they give it up?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.backoffice.mapping import Exchange, FieldNotMapped, MappedField, as_typed, mapped
from commonhall.cases.visible import cases_visible_to
from commonhall.connect.finding import go_on
from commonhall.connect.models import Sending
from commonhall.connect.operations import LinkUnknown
from commonhall.connect.outgoing import record_of
from commonhall.core.values.words import Words
from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import Member
from commonhall.record.operations import give_up_dead, record_event, resend
from commonhall.record.queries import Promised, promised

LONGEST_REASON: Final = 500


class NotMended(ValueError):
    """What was typed for some fields cannot go. wrong: why, by the name over there."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {why}" for name, why in wrong.items()))
        self.wrong = dict(wrong)


class ReasonMissing(ValueError):
    """Nothing is given up without a reason."""


@dataclass(frozen=True, slots=True)
class Going:
    """One field as it would go now. text: as it would be typed. why: it cannot be filled, and why; else blank."""

    to: str
    text: str
    several: bool
    required: bool
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that a linked system refused, with what would go if it were sent again."""

    id: UUID
    link: Words
    reference: str
    act: str
    status: str
    reason: str
    fields: tuple[Going, ...]


def get_refused(sending_id: UUID, *, member: Member, council: CouncilSite) -> Refused:
    """Return something that was refused, of a case that the member may see. Raises LinkUnknown."""
    row, entry = _refused(sending_id, member)
    record = record_of(row.handover.case, council=council, status=row.status, at=row.made_at)
    return Refused(
        id=row.id,
        link=Words(en=row.handover.link.title_en, cy=row.handover.link.title_cy),
        reference=row.handover.case.reference,
        act=row.act,
        status=row.status,
        reason=entry.reason,
        fields=tuple(going(each, record, row.mended) for each in _fields(row)),
    )


def going(field: MappedField, record: Mapping[str, object], mended: Mapping[str, str] | None = None) -> Going:
    """Return one field of a record as it would go."""
    why = ""
    value = None
    try:
        value = mapped([field], record, mended=mended).get(field.to)
    except FieldNotMapped as problem:
        why = problem.why
    text = mended[field.to] if mended and field.to in mended else as_typed(value)
    return Going(field.to, text, field.type == "list", field.required, why)


@transaction.atomic
def mend_sending(
    *, sending_id: UUID, typed: Mapping[str, str], member: Member, council: CouncilSite, at: datetime
) -> None:
    """Send something again that was refused, with ``typed`` by the name over there instead of what was made.

    What is left as the mapping makes it stays with the mapping. Raises LinkUnknown, also where a colleague has sent it
    again in the meantime, and NotMended.
    """
    row, _ = _refused(sending_id, member)
    record = record_of(row.handover.case, council=council, status=row.status, at=row.made_at)
    mended: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for field in _fields(row):
        text = typed.get(field.to, "").replace("\r\n", "\n").strip()
        made = going(field, record)
        if field.to not in typed or (not made.why and text == made.text.strip()):
            continue
        mended[field.to] = text
        if why := going(field, record, mended).why:
            wrong[field.to] = why
    if wrong:
        raise NotMended(wrong)
    Sending.objects.filter(id=row.id).update(mended=mended)
    resend(entry_id=_entry_of(row), by=member.actor, at=at)
    facts = {"link": row.handover.link.title_en, "fields": sorted(mended)}
    record_event(kind="sending_mended", subject=("case", row.handover.case_id), facts=facts, by=member.actor, at=at)


@transaction.atomic
def give_up_sending(*, sending_id: UUID, why: str, member: Member, at: datetime) -> None:
    """Let something that was refused not go at all; what follows of its case goes on, unless it never got there.

    why: for the record, in a few words. Raises LinkUnknown and ReasonMissing.
    """
    reason = why.strip()[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing("Say why it is given up")
    row, _ = _refused(sending_id, member)
    rows = Sending.objects.filter(id=row.id)
    if row.act == "open":  # without the case over there, no change to it can go
        rows = Sending.objects.filter(handover_id=row.handover_id, number__gte=row.number)
    rows.exclude(state="done").update(state="done", given_up_by=member.name, given_up_why=reason)
    give_up_dead(entry_id=_entry_of(row), by=member.actor, at=at)
    facts = {"link": row.handover.link.title_en, "act": row.act, "why": reason}
    record_event(kind="sending_given_up", subject=("case", row.handover.case_id), facts=facts, by=member.actor, at=at)
    if row.act != "open":
        go_on(row, at=at)


def _refused(sending_id: UUID, member: Member) -> tuple[Sending, Promised]:
    """Return a refused sending, locked, of a case that the member may see. Raises LinkUnknown."""
    rows = Sending.objects.select_for_update(of=("self",)).select_related("handover__link", "handover__case")
    row: Sending | None = rows.filter(id=sending_id).exclude(state="done").first()
    if row is None or row.entry_id is None:
        raise LinkUnknown(str(sending_id))
    entry = promised([row.entry_id]).get(row.entry_id)
    if entry is None or entry.state != "dead":
        raise LinkUnknown(str(sending_id))
    if not cases_visible_to(member).filter(id=row.handover.case_id).exists():
        raise LinkUnknown(str(sending_id))
    return row, entry


def _entry_of(row: Sending) -> UUID:
    assert row.entry_id is not None  # only what was promised was refused
    return row.entry_id


def _fields(row: Sending) -> tuple[MappedField, ...]:
    exchange = Exchange.model_validate(row.handover.link.exchange)
    return exchange.fields if row.act == "open" else exchange.update_fields
