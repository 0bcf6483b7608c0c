"""How far is the contractor with a report? What its crews report by the clock, and what people wrote besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from commonhall.capabilities.backoffice.georeport import written
from commonhall.capabilities.backoffice.simulator.store import Report, Said
from commonhall.capabilities.backoffice.simulator.work import CORE_CLOSED, stages_of


@dataclass(frozen=True, slots=True)
class Progress:
    """One thing said of a report. ours: by the contractor. expected: when the work is to be done, blank if unknown."""

    id: str
    number: str
    status: str
    text: str
    at: datetime
    ours: bool = True
    code: str = ""
    expected: str = ""


def updates_of(report: Report, said: Sequence[Said], now: datetime) -> list[Progress]:
    """Return what was said of a report by ``now``, oldest first.

    Once somebody has written an update by hand, or the council has closed the report, the crews say nothing more.
    """
    written_by_hand = [one.made_at for one in said if one.ours or one.status in CORE_CLOSED]
    crews_until = min([now, *written_by_hand])
    found = [
        Progress(
            id=f"u-{report.number}-{number}",
            number=report.number,
            status=stage.status,
            text=stage.text,
            at=at,
            code=stage.code,
            expected=written(at + timedelta(days=stage.days_ahead)) if stage.days_ahead else "",
        )
        for number, stage, at in stages_of(report.made_at, crews_until)
    ]
    found += [
        Progress(one.update_id, one.number, one.status, one.text, one.made_at, ours=one.ours)
        for one in said
        if one.made_at <= now
    ]
    return sorted(found, key=lambda each: each.at)  # of one moment, what people wrote comes last


def standing_of(report: Report, said: Sequence[Said], now: datetime) -> Progress:
    """Return how a report stands: the last status that is one, not a mere comment."""
    every = updates_of(report, said, now)
    last = [each for each in every if each.status != "unchanged"]
    return last[-1] if last else Progress("", report.number, "open", "", report.made_at)
