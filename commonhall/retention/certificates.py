"""What proves that a run was done? Counts, the rule, who and when, and hashes: nothing that tells of a person."""

from __future__ import annotations

import hashlib
from typing import Any

from commonhall.core.values.dates import london
from commonhall.councils.queries import CouncilSite
from commonhall.retention.models import Item, Run
from commonhall.retention.queries import progress_of_run, skipped_of_run


def certificate_of(run: Run, *, council: CouncilSite) -> dict[str, Any]:
    """Return the certificate of a run that is done, as plain JSON.

    cases: the hash of each case that went: SHA-256 of the council's number, the case's number and its reference, with
    "/" between. Whoever holds those three can prove that a case is among them; nobody can read them out of it.
    seal: the hash of all lines, so that a copy can be compared.
    """
    hashes = sorted(Item.objects.filter(run=run, state="done").values_list("hash", flat=True))
    return {
        "certificate": str(run.id),
        "council": council.name.en,
        "service": run.pattern,
        "done": run.then,
        "rule": "general" if run.rule is None else run.rule + 1,
        "months_kept": run.months,
        "why": run.why_en,
        "law": run.law,
        "proposed": {"by": run.proposed_by, "at": london(run.proposed_at)},
        "approved": {"by": run.approved_by, "at": london(run.approved_at) if run.approved_at else ""},
        "ended_at": london(run.ended_at) if run.ended_at else "",
        "number": progress_of_run(run).get("done", 0),
        "persons": run.persons,
        "files": run.files,
        "rows": dict(sorted(run.rows.items())),
        "skipped": skipped_of_run(run),
        "cases": hashes,
        "seal": hashlib.sha256("\n".join(hashes).encode()).hexdigest(),
        "backups": "Copies in backups go by the age of the backup.",
    }
