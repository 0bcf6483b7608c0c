"""Who did what, who looked at what? The record as an auditor searches it and takes it away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown, find_case, references_of
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.date import Date
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Words
from commonhall.councils.actors import Actor
from commonhall.councils.policies import open_to
from commonhall.people.queries import colleagues
from commonhall.record.audits import (
    PAGE,
    Looked,
    Sought,
    all_events_found,
    all_reads_found,
    busy_readers,
    events_found,
    reads_found,
)
from commonhall.record.operations import record_read
from commonhall.record.queries import Happening
from commonhall.record.verifying import newest_seal
from commonhall.web.components.downloads import download
from commonhall.web.components.spreadsheet import plain_cell
from commonhall.web.components.views.desk import Block, Cell, Column, Form, Links, Pages, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, check_may, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.rights.desk import desk
from commonhall.web.office.texts import TEXTS

READS: Final = "reads"
ANYBODY: Final = "all"
NOWHERE: Final = UUID(int=0)
FORMS: Final = ("csv", "jsonl")
MOST_TAKEN: Final = 100_000
"""Rows of one file: who needs more takes it away in several stretches of days."""
KNOWN: Final = ("case", "person", "search")


@open_to("staff")
@staff("GET")
def audit_page(visit: Visit) -> HttpResponse:
    """Show the record, the newest first, page by page."""
    check_may(visit, "audit")
    questions = _asked(visit)
    form = read_form(visit, questions, get=True)
    sought, form = _sought(visit, form)
    reads = form.text("what") == READS
    before = _before(visit)
    found: Sequence[Happening | Looked] = (
        () if form.problems else (reads_found if reads else events_found)(sought, before=before, most=PAGE + 1)
    )
    blocks: list[Block] = [*_busy(visit), _table(visit, found[:PAGE], reads=reads)]
    if len(found) > PAGE:
        blocks.append(Pages(next_url=_address(visit, before=str(found[PAGE - 1].id))))
    blocks += [_away(visit), _sealed(visit)]
    search = Form(questions=views_of(visit, questions, form), button=visit.say("audit_search"), get=True)
    return desk(visit, visit.say("rights_audit"), blocks, side=(search,), has_error=bool(form.problems))


@open_to("staff")
@staff("GET")
def audit_file(visit: Visit, form: str) -> HttpResponse:
    """Give all of what was sought as CSV or JSON lines; that it was taken is recorded."""
    check_may(visit, "audit")
    if form not in FORMS:
        raise CaseUnknown(form)
    asked = read_form(visit, _asked(visit), get=True)
    sought, asked = _sought(visit, asked)
    reads = asked.text("what") == READS
    rows: Iterator[Happening | Looked] = iter(())
    if not asked.problems:
        rows = islice(all_reads_found(sought) if reads else all_events_found(sought), MOST_TAKEN)
    purpose = "reads" if reads else "events"
    record_read(subject=("record", None), how="exported", purpose=purpose, by=visit.member, at=visit.at)
    written = b"".join(_csv(rows) if form == "csv" else _jsonl(rows))
    type_ = "text/csv; charset=utf-8" if form == "csv" else "application/jsonl"
    return download(name=f"{visit.council.slug}-record.{form}", type=type_, content=written)


HEADS: Final = ("id", "at", "what", "subject_kind", "subject_id", "actor_kind", "actor_id", "actor_name", "role", "why")


def _record(row: Happening | Looked) -> dict[str, str]:
    values = (
        str(row.id), row.at.isoformat(), row.how if isinstance(row, Looked) else row.kind, row.subject[0],
        str(row.subject[1] or ""), row.by.kind, str(row.by.id or ""), row.by.name,
        *((row.role, row.purpose) if isinstance(row, Looked) else ("", "")),
    )  # fmt: skip
    return dict(zip(HEADS, values, strict=True))


def _csv(rows: Iterator[Happening | Looked]) -> Iterator[bytes]:
    yield ("\ufeff" + ",".join(HEADS) + "\r\n").encode()
    for row in rows:
        written = io.StringIO()
        csv.writer(written).writerow(plain_cell(cell) for cell in _record(row).values())
        yield written.getvalue().encode()


def _jsonl(rows: Iterator[Happening | Looked]) -> Iterator[bytes]:
    return (json.dumps(_record(row), ensure_ascii=False).encode() + b"\n" for row in rows)


def _asked(visit: Visit) -> tuple[Question, ...]:
    anybody = Option(value=ANYBODY, label=TEXTS["audit_anybody"])
    people = tuple(
        Option(value=str(each.membership_id), label=Words(en=each.name, cy=each.name))
        for active in (True, False)
        for each in colleagues(active=active)
    )
    whats = tuple(Option(value=value, label=TEXTS[f"audit_{value}"]) for value in ("events", READS))
    return (
        Choice(id="what", type="choice", label=TEXTS["audit_what"], options=whats, required=False),
        Choice(id="who", type="choice", label=TEXTS["audit_who"], options=(anybody, *people), required=False),
        Text(id="about", type="text", label=TEXTS["audit_about"], required=False, max_length=40),
        Text(
            id="kind", type="text", label=TEXTS["audit_kind"], hint=TEXTS["audit_kind_hint"], required=False,
            max_length=60,
        ),
        Date(
            id="since", type="date", label=TEXTS["audit_since"], name_in_errors=TEXTS["audit_since"], required=False
        ),
        Date(
            id="until", type="date", label=TEXTS["audit_until"], name_in_errors=TEXTS["audit_until"], required=False
        ),
    )  # fmt: skip


def _sought(visit: Visit, form: Filled) -> tuple[Sought, Filled]:
    """Return what is sought; a case that the auditor may not see cannot be sought by its reference."""
    subject: tuple[str, UUID | None] = ("", None)
    if form.text("about"):
        case = find_case(visit.member, form.text("about"))
        if case is None:
            return Sought(subject_id=NOWHERE), form.but("about", visit.say("audit_no_case"))
        subject = ("case", case.id)
    who = form.text("who")
    sought = Sought(
        actor_id=UUID(who) if who and who != ANYBODY else None,
        subject_kind=subject[0],
        subject_id=subject[1],
        kind=form.text("kind"),
        since=form.day("since"),
        until=form.day("until"),
    )
    return sought, form


def _before(visit: Visit) -> UUID | None:
    try:
        return UUID(visit.request.GET.get("before", ""))
    except ValueError:
        return None


def _address(visit: Visit, **more: str) -> str:
    kept = [(name, one) for name, ones in visit.request.GET.lists() if name not in ("before", "lang") for one in ones]
    return f"?{urlencode([*kept, *more.items()])}"


def _table(visit: Visit, found: Sequence[Happening | Looked], *, reads: bool) -> Table:
    cases = references_of(
        visit.member, [row.subject[1] for row in found if row.subject[0] == "case" and row.subject[1]]
    )
    names = {each.membership_id: each.name for active in (True, False) for each in colleagues(active=active)}
    heads = ("audit_when", "audit_who", "audit_how", "audit_subject", *(("audit_purpose",) if reads else ()))
    return Table(
        caption=visit.say("audit_reads" if reads else "audit_events"),
        columns=tuple(Column(text=visit.say(each)) for each in heads),
        rows=tuple(Row(cells=_cells(visit, row, cases, names)) for row in found),
        empty=visit.say("audit_empty"),
    )


def _cells(visit: Visit, row: Happening | Looked, cases: dict[UUID, str], names: dict[UUID, str]) -> tuple[Cell, ...]:
    time = Cell(text=when(row.at, visit.language), time=row.at.isoformat())
    who = who_did(row.by, visit)
    about = _about(visit, row.subject, cases, names)
    if isinstance(row, Looked):
        role = (visit.say(f"role_{row.role}"),) if row.role else ()
        what = Cell(text=visit.say(f"how_{row.how}"))
        return time, Cell(text=who, more=role), what, about, Cell(text=row.purpose)
    return time, Cell(text=who), Cell(text=row.kind), about


def who_did(by: Actor, visit: Visit) -> str:
    """Return who did something: staff by name; residents and the system as such."""
    return by.name or visit.say("audit_resident" if by.kind == "resident" else "audit_system")


def _about(visit: Visit, subject: tuple[str, UUID | None], cases: dict[UUID, str], names: dict[UUID, str]) -> Cell:
    """Say what it is about; a case by its reference only where the auditor may see that case."""
    kind, identifier = subject
    if kind == "case" and identifier in cases:
        return Cell(text=cases[identifier], href=reverse("office-case", args=(cases[identifier],)))
    if kind == "member":
        return Cell(text=visit.say("audit_about_member", name=names.get(identifier or NOWHERE, "–")))
    key = f"audit_about_{kind}" if kind in KNOWN else "audit_about_other"
    return Cell(text=visit.say(key, kind=kind.replace("_", " ")))


def _busy(visit: Visit) -> Iterator[Prose]:
    """Say who looked at unusually many cases."""
    for one in busy_readers(at=visit.at):
        yield Prose(text=visit.say("audit_busy", name=one.name, number=one.cases), look="warning")


def _away(visit: Visit) -> Links:
    asked = _address(visit)
    return Links(
        links=tuple(
            Link(text=visit.say(f"audit_{form}"), href=reverse("office-rights-audit-file", args=(form,)) + asked)
            for form in ("csv", "jsonl")
        )
    )


def _sealed(visit: Visit) -> Prose:
    seal = newest_seal()
    if seal is None:
        return Prose(text=visit.say("audit_no_seal"), look="quiet")
    text = visit.say("audit_seal", when=when(seal.until_at, visit.language), number=seal.number, hash=seal.hash)
    return Prose(text=text, look="quiet")
