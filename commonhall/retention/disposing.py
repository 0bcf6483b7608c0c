"""How is an approved run done? Case by case, each in its own transaction, so that it can stop anywhere and go on."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F, ProtectedError

from commonhall.cases.models import Case
from commonhall.cases.scopes import effective_of_case
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle.retaining import last_day
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Document
from commonhall.journeys.purging import purge_documents
from commonhall.record.claims import Entry
from commonhall.record.deliveries import delivers
from commonhall.record.jobs import job
from commonhall.record.operations import enqueue, record_event
from commonhall.retention.erasing import Erased, anonymise_case, erase_case
from commonhall.retention.held import asking_for_access, held_now, keep_holds_away, why_kept
from commonhall.retention.models import Item, KeptMoney, Run
from commonhall.retention.queries import lengthenings
from commonhall.retention.starting import kept_since

BATCH: Final = 50
"""Cases of one turn of the worker: then others have theirs."""
FILES: Final = 200
"""Files that are let go at a time."""
FILES_AGAIN: Final = timedelta(minutes=15)
"""When a run looks again for files that their provider could not let go."""


@delivers("dispose")
def go_on(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Dispose of the next cases of a run, let their files go, and promise the next turn or end the run."""
    _turn(council, UUID(entry.payload["run"]), at)


def go_on_now(council: CouncilSite, run_id: UUID, at: datetime) -> str:
    """Do what is left of a run without waiting for the worker; return its state: ``running`` while files are left."""
    while True:
        _turn(council, run_id, at)
        with in_council(council, by=SYSTEM, purpose="job"):
            state: str = Run.objects.get(id=run_id).state
            if state != "running" or not Item.objects.filter(run_id=run_id, state="waiting").exists():
                return state


def _turn(council: CouncilSite, run_id: UUID, at: datetime) -> None:
    with in_council(council, by=SYSTEM, purpose="job"):
        waiting = Item.objects.filter(run_id=run_id, state="waiting", run__state="running").order_by("id")
        items = list(waiting.values_list("id", flat=True)[:BATCH])
    for item in items:
        try:
            with in_council(council, by=SYSTEM, purpose="job"):
                dispose_of(item, council=council, at=at)
        except DisposalStuck:
            with in_council(council, by=SYSTEM, purpose="job"):
                _skip(Item.objects.get(id=item), "stuck", at)
    with in_council(council, by=SYSTEM, purpose="job"):
        while purge_documents(at=at, most=FILES) == FILES:
            pass
        settle(run_id, at=at)


def dispose_of(item_id: UUID, *, council: CouncilSite, at: datetime) -> None:
    """Dispose of the case of one item, or note why not. Twice does nothing more."""
    keep_holds_away()
    item = Item.objects.select_for_update(of=("self",)).select_related("run").filter(id=item_id).first()
    if item is None or item.state != "waiting":
        return
    run, case = item.run, Case.objects.select_for_update().filter(id=item.case_id).first()
    effective = effective_of_case(case, council=council, at=at) if case else None
    refused = "gone" if case is None or effective is None else _refused(case, effective, run, today=london_day(at))
    if refused or case is None or effective is None:
        _skip(item, refused, at)
        return
    case_id, by = case.id, Actor("staff", run.approved_by_id, run.approved_by)
    try:
        erased = erase_case(case, at=at) if run.then == "delete" else anonymise_case(case, effective, at=at)
    except (ProtectedError, IntegrityError) as refusal:
        raise DisposalStuck(f"{item.hash}: {type(refusal).__name__}") from refusal
    Item.objects.filter(id=item.id).update(state="files" if erased.files else "done", reference="", done_at=at)
    _add_up(run, erased)
    record_event(
        kind="case_disposed",
        subject=("case", case_id),
        facts={"run": str(run.id), "then": run.then, "pattern": run.pattern},
        by=by,
        at=at,
    )


class DisposalStuck(Exception):
    """Something in the database keeps a case that nothing known keeps: its rows are as they were."""


def _refused(case: Case, effective: Effective, run: Run, *, today: date) -> str:
    """Return why the case may not go after all; blank if it may. Everything may have changed since it was proposed."""
    if case.closed_at is None or case.phase != "closed":
        return "open"
    if case.anonymised_at is not None or (case.dispose_then, case.dispose_rule) != (run.then, run.rule):
        return "changed"
    added = lengthenings().get(case.pattern)
    since = kept_since(case, effective, run.rule)
    if last_day(effective, run.rule, since=since, longer=added.months if added else 0) >= today:
        return "later"
    return why_kept(case, held=held_now(), asking=asking_for_access(), today=today)


def _skip(item: Item, reason: str, at: datetime) -> None:
    Item.objects.filter(id=item.id).update(state="skipped", reason=reason, done_at=at)


def _add_up(run: Run, erased: Erased) -> None:
    """Add what went to the run. Its row is locked for that, so that two workers do not lose each other's."""
    locked = Run.objects.select_for_update().get(id=run.id)
    rows = Counter(locked.rows)
    rows.update(erased.rows)
    Run.objects.filter(id=run.id).update(
        rows=dict(rows), persons=F("persons") + erased.persons, files=F("files") + erased.files
    )


def settle(run_id: UUID, *, at: datetime) -> None:
    """End a run of which nothing is left, or promise its next turn. Items whose files are gone are done."""
    run = Run.objects.select_for_update().filter(id=run_id, state="running").first()
    if run is None:
        return
    waiting = Item.objects.filter(run=run, state="waiting").exists()
    if not waiting and not Document.objects.filter(state="removed").exists():
        Item.objects.filter(run=run, state="files").update(state="done")
        Run.objects.filter(id=run.id).update(state="done", ended_at=at)
        record_event(kind="disposal_done", subject=("run", run.id), by=SYSTEM, at=at)
        return
    Run.objects.filter(id=run.id).update(turn=F("turn") + 1)
    enqueue(
        kind="dispose",
        payload={"run": str(run.id)},
        key=f"dispose:{run.id}:{run.turn + 1}",
        run_at=at if waiting else at + FILES_AGAIN,
        at=at,
    )


@job("forget_kept_money", every_seconds=6 * 3600)
def forget_kept_money(council: CouncilSite, *, at: datetime) -> None:
    """Remove what was kept of payments for the accounts, once its time is over."""
    with in_council(council, by=SYSTEM, purpose="job"):
        KeptMoney.objects.filter(keep_until__lt=london_day(at)).delete()
