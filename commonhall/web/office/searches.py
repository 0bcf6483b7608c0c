"""Who looked for whom? A search by what identifies a person is kept in the record of reads."""

from __future__ import annotations

from uuid import UUID

from commonhall.cases.queries import Filter, QueuePage
from commonhall.core.finding.asking import wanted_from
from commonhall.record.operations import record_reads
from commonhall.web.office.door import Visit


def keep_search(visit: Visit, chosen: Filter, found: QueuePage) -> None:
    """Keep that a member looked for somebody by an e-mail address, a phone number or a vehicle: not what they typed.

    The people whose cases the page shows are named; where nothing was found, only that there was a search.
    """
    identifier = wanted_from(chosen.search).identifier
    if not identifier:
        return
    people: list[tuple[str, UUID | None]] = [
        ("person", person) for person in dict.fromkeys(case.person_id for case in found.cases) if person
    ]
    record_reads(
        subjects=people or [("search", None)], how="searched", purpose=identifier, by=visit.member, at=visit.at
    )
