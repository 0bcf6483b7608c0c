"""Who makes the promised deliveries and runs the periodic jobs? A loop with a few threads that serves the councils in
turn until it is asked to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime
from uuid import UUID

import structlog
from django.db import DatabaseError, connections

from commonhall.councils.queries import CouncilSite, CouncilUnknown, councils, get_council_by_id
from commonhall.councils.scope import in_test_mode
from commonhall.councils.testing import councils_trying
from commonhall.record.claims import Entry, LostLease, claim, due_lanes, due_tests, finish, give_up, retry_later
from commonhall.record.deliveries import GiveUp, TryAgain, UnknownDelivery, get_delivery
from commonhall.record.jobs import Job, forget_trouble, in_trouble, jobs, note_trouble, take_turn

log = structlog.get_logger(__name__)

ROWS_A_CLAIM = 10
SHORTEST_WAIT = 0.05
LONGEST_WAIT = 0.5
JOBS_LOOKED_AT_EVERY = 5.0

Lane = tuple[UUID, bool]
"""A council's deliveries: the real ones or, where true, those of its tests."""


def now() -> datetime:
    """Read the clock: the worker is a caller of operations, as a web view is."""
    return datetime.now(UTC)


def serve_lane(council: CouncilSite, *, clock: Callable[[], datetime] = now, rows: int = ROWS_A_CLAIM) -> int:
    """Claim some due rows of ``council`` and deliver them; return how many were claimed."""
    entries = claim(council=council, limit=rows, at=clock())
    for entry in entries:
        with structlog.contextvars.bound_contextvars(council=council.slug, delivery=str(entry.id), kind=entry.kind):
            try:
                _deliver(council, entry, clock)
            except LostLease:
                log.warning("lease_lost")
    return len(entries)


def run_job(job: Job, *, clock: Callable[[], datetime] = now) -> int:
    """Run one job for every live council; return for how many it failed. One council's failure stops no other.

    Where it is one that tests have too, it is run for them as well; what fails of a test is nobody's trouble.
    """
    failed = 0
    before = in_trouble(job)
    trying = councils_trying(at=clock()) if job.tests else ()
    for council in councils():
        with structlog.contextvars.bound_contextvars(council=council.slug, job=job.name):
            try:
                job.run(council, at=clock())
            except Exception as problem:
                failed += 1
                log.exception("job_failed")
                note_trouble(job, council_id=council.id, error=type(problem).__name__, at=clock())
            else:
                if council.id in before:
                    forget_trouble(job, council_id=council.id)
            if council.id in trying:
                _run_for_tests(job, council, clock)
    return failed


def _run_for_tests(job: Job, council: CouncilSite, clock: Callable[[], datetime]) -> None:
    try:
        with in_test_mode():
            job.run(council, at=clock())
    except Exception:
        log.exception("job_failed_for_tests")


def _deliver(council: CouncilSite, entry: Entry, clock: Callable[[], datetime]) -> None:
    try:
        get_delivery(entry.kind)(council, entry, clock())
    except GiveUp as refusal:
        log.warning("delivery_given_up", reason=refusal.reason)
        give_up(council=council, entry=entry, reason=refusal.reason, at=clock())
    except TryAgain as delay:
        due = retry_later(council=council, entry=entry, reason=delay.reason, at=clock(), after=delay.after)
        log.info("delivery_waits", reason=delay.reason, due_at=due and due.isoformat())
    except UnknownDelivery:
        # An older worker beside a newer web server, perhaps: a worker that knows the kind may come.
        retry_later(council=council, entry=entry, reason="unknown_kind", at=clock())
    except Exception as problem:
        log.exception("delivery_failed")
        retry_later(council=council, entry=entry, reason=type(problem).__name__, at=clock())
    else:
        finish(council=council, entry=entry, at=clock())


class Worker:
    """Serves lanes and jobs until :meth:`stop`. One lane is served by one thread at a time."""

    def __init__(self, *, threads: int = 4, clock: Callable[[], datetime] = now) -> None:
        self._clock = clock
        self._threads = threads
        self._stopping = threading.Event()
        self._served: dict[Lane, Future[None]] = {}
        self._running: dict[str, Future[None]] = {}
        self._last: Lane | None = None

    def stop(self) -> None:
        """Ask the loop to end; what is being delivered is finished first. Safe to call from a signal."""
        self._stopping.set()

    def run(self) -> None:
        """Serve until asked to stop."""
        wait, jobs_due = SHORTEST_WAIT, 0.0
        with (
            ThreadPoolExecutor(self._threads, thread_name_prefix="lane") as lanes,
            ThreadPoolExecutor(1, thread_name_prefix="job") as turns,
        ):
            while not self._stopping.is_set():
                try:
                    started = self._start_lanes(lanes)
                    jobs_due -= wait
                    if jobs_due <= 0:
                        self._start_jobs(turns)
                        jobs_due = JOBS_LOOKED_AT_EVERY
                except DatabaseError as problem:
                    # The server is away (a restart): the loop goes on and finds it again.
                    log.warning("database_away", error=type(problem).__name__)
                    connections.close_all()
                    started = 0
                wait = SHORTEST_WAIT if started else min(LONGEST_WAIT, wait * 2)
                self._stopping.wait(wait)
            _close_connections(lanes, self._threads)
            _close_connections(turns, 1)
        connections.close_all()

    def _start_lanes(self, pool: ThreadPoolExecutor) -> int:
        """Hand the due lanes that nobody serves to free threads, beginning after the one served last."""
        self._served = {lane: future for lane, future in self._served.items() if not future.done()}
        free = self._threads - len(self._served)
        if free <= 0:
            return 0
        at = self._clock()
        every = [(each, False) for each in due_lanes(at=at)] + [(each, True) for each in due_tests(at=at)]
        due = sorted(lane for lane in every if lane not in self._served)
        if self._last is not None:
            due = [lane for lane in due if lane > self._last] + [lane for lane in due if lane <= self._last]
        for lane in due[:free]:
            self._served[lane] = pool.submit(self._serve, lane)
            self._last = lane
        return len(due[:free])

    def _start_jobs(self, pool: ThreadPoolExecutor) -> None:
        for entry in jobs():
            running = self._running.get(entry.name)
            if (running is None or running.done()) and take_turn(entry, at=self._clock()):
                self._running[entry.name] = pool.submit(self._turn, entry)

    def _serve(self, lane: Lane) -> None:
        council_id, testing = lane
        try:
            with in_test_mode() if testing else nullcontext():
                serve_lane(get_council_by_id(council_id), clock=self._clock)
        except CouncilUnknown:
            log.error("lane_without_council", lane=str(council_id))  # noqa: TRY400 - no trace is wanted
        except DatabaseError as problem:
            log.warning("lane_interrupted", error=type(problem).__name__)
            connections.close_all()

    def _turn(self, entry: Job) -> None:
        try:
            run_job(entry, clock=self._clock)
        except DatabaseError as problem:
            log.warning("job_interrupted", job=entry.name, error=type(problem).__name__)
            connections.close_all()


def _close_connections(pool: ThreadPoolExecutor, threads: int) -> None:
    """Let every thread of the pool close its own connections: each waits for the others, so none runs it twice."""
    together = threading.Barrier(threads)

    def close() -> None:
        connections.close_all()
        together.wait()

    for _ in range(threads):
        pool.submit(close)
