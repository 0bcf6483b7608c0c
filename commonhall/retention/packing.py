"""Putting together what is given out: beginning a pack, deciding on its parts, the second look, and taking it away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from commonhall.capabilities.files.blacking import PICTURED, Box
from commonhall.cases.models import Case
from commonhall.cases.visible import CaseUnknown, cases_visible_to
from commonhall.contacts.models import Person
from commonhall.core.values.redaction import occurrences
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import Member
from commonhall.record.operations import enqueue, record_event
from commonhall.retention.doubles import likely_doubles
from commonhall.retention.gathered import Gathered, Spoken
from commonhall.retention.gathering import gather_case, gather_person
from commonhall.retention.held import joined_with
from commonhall.retention.models import Pack, Part
from commonhall.retention.policies import EXEMPTIONS, LONGEST_REASON
from commonhall.retention.suggesting import Known, found_in, known_of

TEXTUAL = ("text/plain", "text/csv")
"""Types of files of which words can be removed. Of those in PICTURED, parts of pages can be blacked out; others are
given out whole, or left out."""
MOST_BOXES = 500


class PackUnknown(LookupError):
    """There is no such pack, or part, or the member may not see all that is in it."""


class PartRefused(ValueError):
    """A decision on a part cannot be kept. reason: ``marks``, ``not_found``, ``boxes``, ``exemption``, ``reason`` or
    ``whole``;
    mark: the words that are not there."""

    def __init__(self, reason: str, mark: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.mark = mark


class NotYet(Exception):
    """The pack is not at the step at which this can be done, or parts of it are undecided."""


class OwnWork(Exception):
    """Whoever decided on the parts cannot be the one who checks them."""


def packs_visible_to(member: Member) -> QuerySet[Pack]:
    """Return the packs of which ``member`` may see every part: a sensitive case in one hides all of it."""
    cases = cases_visible_to(member, "disclose").values("id")
    hidden = Part.objects.exclude(case_id=None).exclude(case_id__in=cases).exclude(pack__state="removed")
    return Pack.objects.exclude(id__in=hidden.values("pack_id"))


def get_pack(member: Member, pack_id: UUID, *, lock: bool = False) -> Pack:
    """Return a pack all of which ``member`` may see. Raises PackUnknown."""
    rows = packs_visible_to(member).filter(id=pack_id)
    pack: Pack | None = (rows.select_for_update() if lock else rows).first()
    if pack is None:
        raise PackUnknown(str(pack_id))
    return pack


@transaction.atomic
def begin_pack(
    *,
    purpose: str,
    member: Member,
    person_id: UUID | None = None,
    also: Collection[UUID] = (),
    case_id: UUID | None = None,
    request_id: UUID | None = None,
    spoken: Spoken,
    council: CouncilSite,
    at: datetime,
) -> Pack:
    """Collect everything about a person (``access``), or of a case (``disclosure``), that ``member`` may see.

    also: of those who may be the same person (likely_doubles), whom to include. request_id: the case in which it was
    asked for. spoken: the words and language in which it is told. Copies are made: no original is touched. What may
    tell of others is looked for in every text. Raises CaseUnknown where there is nothing that the member may give out.
    """
    more = _doubles_among(member, person_id, also)
    persons, cases = _chosen(purpose, member, person_id, more, case_id)
    pack: Pack = Pack.objects.create(
        purpose=purpose,
        person_id=person_id if purpose == "access" else None,
        case_id=case_id if purpose == "disclosure" else None,
        request_id=request_id,
        language=spoken.language,
        begun_by=member.name,
        begun_by_id=member.membership_id,
        begun_at=at,
    )
    known = known_of(persons, cases, allowed=(council.contact.email, council.contact.phone))
    if purpose == "access":
        parts = gather_person(persons, cases, member, council=council, spoken=spoken, at=at)
    else:
        parts = gather_case(cases[0], member, council=council, spoken=spoken, at=at)
    Part.objects.bulk_create(_part(pack, place, part, known) for place, part in enumerate(parts, 1))
    about = ("person", person_id) if person_id and purpose == "access" else ("case", cases[0].id)
    facts = {"pack": str(pack.id), "also": more}
    record_event(kind="pack_begun", subject=about, facts=facts, by=member.actor, at=at)
    return pack


def _doubles_among(member: Member, person_id: UUID | None, also: Collection[UUID]) -> list[str]:
    """Return the ids of those of ``also`` who may be the same person."""
    likely = likely_doubles(member, person_id) if also and person_id else ()
    return sorted(str(each.person.id) for each in likely if each.person.id in also)


def _chosen(
    purpose: str, member: Member, person_id: UUID | None, also: Collection[str], case_id: UUID | None
) -> tuple[list[Person], list[Case]]:
    """Return the records of the person, with all that were joined, and the cases that may be given out."""
    visible = cases_visible_to(member, "disclose").filter(anonymised_at=None).order_by("opened_at", "id")
    persons: list[Person] = []
    if purpose == "access" and person_id is not None:
        persons = list(Person.objects.filter(id__in=joined_with({person_id, *map(UUID, also)})).order_by("made_at"))
        visible = visible.filter(person_id__in=[person.id for person in persons])
    else:
        visible = visible.filter(id=case_id) if case_id else visible.none()
    cases = list(visible)
    if not cases:
        raise CaseUnknown(str(person_id or case_id))
    return persons, cases


def _part(pack: Pack, place: int, part: Gathered, known: Known) -> Part:
    return Part(
        pack=pack,
        place=place,
        case_id=part.case.id if part.case else None,
        kind=part.kind,
        about=part.case.reference if part.case else "",
        title=part.title,
        text=part.text,
        rows=[[label, value] for label, value in part.rows],
        document_id=part.document_id,
        type=part.type,
        at=part.at,
        found=found_in(part.words, known),
    )


def words_of(part: Part) -> str:
    """Return everything that a part says."""
    return "\n".join([part.title, part.text, *(f"{label}: {value}" for label, value in part.rows)])


@transaction.atomic
def decide_part(
    *,
    member: Member,
    pack_id: UUID,
    place: int,
    choice: str,
    marks: Sequence[str] = (),
    exemption: str = "",
    reason: str = "",
    at: datetime,
) -> Part:
    """Decide whether a part is given out whole (``include``), not at all (``leave_out``), or without ``marks``
    (``redact``), or its boxes. The last two need an exemption; every mark must stand in the part.

    Raises PackUnknown, NotYet once the pack is being checked, and PartRefused.
    """
    part = _part_to_decide(member, pack_id, place)
    kept = [mark.strip() for mark in marks if mark.strip()] if choice == "redact" else []
    _check(part, choice, kept, exemption, reason)
    part.choice, part.marks = choice, kept
    part.exemption = exemption if choice != "include" else ""
    part.reason, part.decided_by = reason.strip(), member.name
    part.save()
    Pack.objects.filter(id=part.pack_id).update(version=F("version") + 1)
    return part


def _check(part: Part, choice: str, marks: Sequence[str], exemption: str, reason: str) -> None:
    if len(reason) > LONGEST_REASON:
        raise PartRefused("reason")
    if choice == "include":
        return
    if exemption not in EXEMPTIONS:
        raise PartRefused("exemption")
    if choice == "leave_out":
        return
    if choice == "redact" and part.type in PICTURED and part.document_id:
        if not part.boxes:
            raise PartRefused("boxes")
    else:
        _check_marks(part, choice, marks)


def _check_marks(part: Part, choice: str, marks: Sequence[str]) -> None:
    if choice != "redact" or not marks:
        raise PartRefused("marks")
    if part.document_id is not None:
        if part.type not in TEXTUAL:
            raise PartRefused("whole")
        return
    for mark in marks:
        if not occurrences(words_of(part), mark):
            raise PartRefused("not_found", mark)


@transaction.atomic
def add_box(*, member: Member, pack_id: UUID, place: int, box: Box, at: datetime) -> None:
    """Black out a part of a page of a file. Raises PackUnknown, NotYet, and PartRefused for a box that is not on the
    page, one too many, or a file of which nothing can be blacked out.
    """
    part = _part_to_decide(member, pack_id, place)
    if part.type not in PICTURED or not box.fits or len(part.boxes) >= MOST_BOXES:
        raise PartRefused("boxes")
    _keep_boxes(part, [*part.boxes, asdict(box)], member)


@transaction.atomic
def drop_box(*, member: Member, pack_id: UUID, place: int, number: int, at: datetime) -> None:
    """Take one box away again. number: its place in the list, from 0; one that is gone already changes nothing."""
    part = _part_to_decide(member, pack_id, place)
    if 0 <= number < len(part.boxes):
        _keep_boxes(part, [each for place, each in enumerate(part.boxes) if place != number], member)


def boxes_of(part: Part) -> list[Box]:
    """Return the parts of its pages that are to be blacked out."""
    return [Box(**each) for each in part.boxes]


def _part_to_decide(member: Member, pack_id: UUID, place: int) -> Part:
    pack = get_pack(member, pack_id, lock=True)
    if pack.state != "review":
        raise NotYet(pack.state)
    part: Part | None = Part.objects.filter(pack=pack, place=place).first()
    if part is None:
        raise PackUnknown(f"{pack_id} {place}")
    return part


def _keep_boxes(part: Part, boxes: list[dict[str, Any]], member: Member) -> None:
    """Keep the boxes of a part. Whoever drew one does not check them; without any, nothing is decided."""
    part.boxes, part.decided_by = boxes, member.name
    part.choice = "" if part.choice == "redact" and not boxes else part.choice
    part.save(update_fields=["boxes", "decided_by", "choice"])
    Pack.objects.filter(id=part.pack_id).update(version=F("version") + 1)


@transaction.atomic
def include_the_rest(*, member: Member, pack_id: UUID) -> int:
    """Include every part that is undecided, in which nothing was found, and that is no file; return how many."""
    pack = get_pack(member, pack_id, lock=True)
    if pack.state != "review":
        raise NotYet(pack.state)
    rest = Part.objects.filter(pack=pack, choice="", found=[], document_id=None)
    return rest.update(choice="include", decided_by=member.name)


@transaction.atomic
def send_to_check(*, member: Member, pack_id: UUID, at: datetime) -> None:
    """Let somebody else look at a pack of which every part is decided. Raises NotYet."""
    pack = get_pack(member, pack_id, lock=True)
    if pack.state != "review" or Part.objects.filter(pack=pack, choice="").exists():
        raise NotYet(pack.state)
    Pack.objects.filter(id=pack.id).update(
        state="check", sent_by=member.name, sent_by_id=member.membership_id, sent_back=""
    )
    _record("pack_sent", pack, member.actor, at)


@transaction.atomic
def send_back(*, member: Member, pack_id: UUID, comment: str, at: datetime) -> None:
    """Give a pack back to be decided on again, saying why; also its own sender may. Raises NotYet."""
    pack = get_pack(member, pack_id, lock=True)
    if pack.state not in ("check", "failed") or not comment.strip():
        raise NotYet(pack.state)
    Pack.objects.filter(id=pack.id).update(state="review", sent_back=comment.strip()[:LONGEST_REASON], code="")
    _record("pack_sent_back", pack, member.actor, at)


@transaction.atomic
def approve_pack(*, member: Member, pack_id: UUID, at: datetime) -> None:
    """Say that a pack is right; the worker then makes its file. Raises NotYet, and OwnWork for its sender and for
    whoever decided on a part.
    """
    pack = get_pack(member, pack_id, lock=True)
    if pack.state != "check":
        raise NotYet(pack.state)
    if pack.sent_by_id == member.membership_id or Part.objects.filter(pack=pack, decided_by=member.name).exists():
        raise OwnWork(str(pack_id))
    Pack.objects.filter(id=pack.id).update(
        state="making", checked_by=member.name, checked_at=at, version=F("version") + 1
    )
    enqueue(kind="make_pack", payload={"pack": str(pack.id)}, key=f"make_pack:{pack.id}:{pack.version}", at=at)
    _record("pack_approved", pack, member.actor, at)


def _record(kind: str, pack: Pack, by: Actor, at: datetime, **facts: Any) -> None:
    record_event(kind=kind, subject=("pack", pack.id), facts=facts, by=by, at=at)
