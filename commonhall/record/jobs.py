"""What is done again and again for each council, and when is it next due? Rooms register their jobs here; workers share
the turns through control."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import F

from commonhall.councils.queries import CouncilSite
from commonhall.record.models import JobTrouble, JobTurn


class JobRun(Protocol):
    """One council's turn of a job."""

    def __call__(self, council: CouncilSite, *, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Job:
    """A registered job. tests: its turn is taken for what a council tries, too."""

    name: str
    every: timedelta
    run: JobRun
    tests: bool = False


class JobMisshapen(TypeError):
    """A job is a function ``(council: CouncilSite, *, at: datetime) -> None``: no job is for all councils at once."""


_jobs: dict[str, Job] = {}
Run = TypeVar("Run", bound=Callable[..., None])


def job(name: str, *, every_seconds: int, tests: bool = False) -> Callable[[Run], Run]:
    """Register a periodic job, run once for each live council every ``every_seconds``.

    tests: it is run for the tests of a council too, in test mode: it looks after cases, not after arrangements.
    The function opens ``in_council(council, purpose="job")`` itself, as often as it needs. Raises JobMisshapen for
    another signature.
    """

    def register(run: Run) -> Run:
        check_shape(run)
        if name in _jobs and _jobs[name].run is not run:
            raise ValueError(f"The job {name} is registered twice")
        _jobs[name] = Job(name, timedelta(seconds=every_seconds), run, tests)
        return run

    return register


def check_shape(run: Callable[..., None]) -> None:
    """Raise JobMisshapen unless ``run`` names its council first and takes the time as ``at``."""
    parameters = list(inspect.signature(run).parameters.values())
    if (
        [parameter.name for parameter in parameters] != ["council", "at"]
        or parameters[1].kind is not inspect.Parameter.KEYWORD_ONLY
        or "CouncilSite" not in str(parameters[0].annotation)
    ):
        raise JobMisshapen(f"{run.__qualname__} must be (council: CouncilSite, *, at: datetime) -> None")


def jobs() -> list[Job]:
    """Return every registered job by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def take_turn(entry: Job, *, at: datetime) -> bool:
    """Return whether this worker runs the job now. Each turn goes to one worker; the first comes at once."""
    turn, made = JobTurn.objects.get_or_create(job=entry.name, defaults={"next_at": at + entry.every})
    if made:
        return True
    return bool(JobTurn.objects.filter(id=turn.id, next_at__lte=at).update(next_at=at + entry.every))


@dataclass(frozen=True, slots=True)
class Trouble:
    """A job that has failed for a council since a moment. error: a code."""

    job: str
    council_id: UUID
    error: str
    times: int
    since: datetime
    at: datetime


def note_trouble(entry: Job, *, council_id: UUID, error: str, at: datetime) -> None:
    """Keep that a job failed for a council. error: the name of what was raised, without what it says."""
    row, made = JobTrouble.objects.get_or_create(
        job=entry.name, council_id=council_id, defaults={"error": error, "since": at, "at": at}
    )
    if not made:
        JobTrouble.objects.filter(id=row.id).update(error=error, times=F("times") + 1, at=at)


def in_trouble(entry: Job) -> set[UUID]:
    """Return the councils for which a job failed last."""
    return set(JobTrouble.objects.filter(job=entry.name).values_list("council_id", flat=True))


def forget_trouble(entry: Job, *, council_id: UUID) -> None:
    """Forget that a job failed for a council: it has gone well."""
    JobTrouble.objects.filter(job=entry.name, council_id=council_id).delete()


def troubles() -> list[Trouble]:
    """Return the jobs that fail now, by council. Needs no council in scope."""
    rows = JobTrouble.objects.order_by("council_id", "job")
    return [Trouble(row.job, row.council_id, row.error, row.times, row.since, row.at) for row in rows]
