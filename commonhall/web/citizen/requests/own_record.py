"""What do a resident's requests hold, to take away? The same twice: a page to read, and data for machines."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.cases.paying.owing import payments_of
from commonhall.cases.people.own import messages_for, own_cases
from commonhall.cases.people.own_people import find_own_person, own_wishes, reads_of_own
from commonhall.cases.queries import Progress, progress_of
from commonhall.catalogue.queries import BindingMissing
from commonhall.core.values import money
from commonhall.core.values.dates import in_words, london
from commonhall.core.values.words import Words
from commonhall.councils.actors import RESIDENT
from commonhall.journeys.documents import read_document
from commonhall.people.residents import SignedInResident
from commonhall.people.vouched import Linked, linked_to
from commonhall.web.citizen.requests.case_texts import ON
from commonhall.web.citizen.requests.copying import files_from
from commonhall.web.citizen.requests.given_answers import answers_of
from commonhall.web.citizen.requests.texts import MY
from commonhall.web.citizen.requests.ways_in import said_of
from commonhall.web.citizen.visit import Visit
from commonhall.web.components.pages import render

MOST_BYTES: Final = 50_000_000
"""Files in one ZIP: it is made while the person waits."""
MOST_REQUESTS: Final = 500


@dataclass
class Taken:
    """What goes into the ZIP. parts: of the page; requests: the same as data; files: by name in the ZIP."""

    parts: list[dict[str, Any]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of all files so far."""
        return sum(len(content) for content in self.files.values())


def _account(linked: Linked) -> dict[str, Any]:
    return {
        "issuer": linked.issuer,
        "linked_at": linked.linked_at.isoformat(),
        "proved_at": linked.proved_at.isoformat() if linked.proved_at else None,
        "name": linked.name,
        "birth_date": linked.birth_date.isoformat() if linked.birth_date else None,
    }


def own_record(visit: Visit, resident: SignedInResident) -> bytes:
    """Return everything that the resident gave us and was told in requests that are theirs here, as a ZIP."""
    taken = Taken()
    person, wishes = find_own_person(resident.email), own_wishes(resident.email)
    name, phone = (person.name, person.phone) if person else ("", "")
    known = {"email": resident.email, "name": name, "phone": phone}
    rows = [_row(visit.say(MY[name]), value) for name, value in known.items() if value]
    linked = linked_to(resident.id)
    rows += [_row(visit.say(MY["ways_in"]), said_of(visit, each)) for each in linked]
    taken.parts.append({"title": visit.say(MY["details"]), "groups": [{"rows": rows}]})
    found = own_cases(resident.email, council=visit.council, at=visit.at).values_list("id", flat=True)[:MOST_REQUESTS]
    for case in found:
        if progress := progress_of(case, council=visit.council, at=visit.at):
            _take(visit, progress, taken)
    reads = reads_of_own(resident.email)
    looks = [
        _row(in_words(each.date.isoformat(), visit.language), visit.say(MY[f"role_{each.role}"])) for each in reads
    ]
    if looks:
        taken.parts.append({"title": visit.say(MY["readers"]), "groups": [{"rows": looks}]})
    record = {
        "council": visit.council.name.model_dump(),
        "made_at": visit.at.isoformat(),
        "person": known,
        "accounts": [_account(each) for each in linked],
        "wishes": {name: getattr(wishes, name) for name in ("language", "channel", "formats", "needs", "safe_times")},
        "requests": taken.requests,
        "looked_at": [{"role": each.role, "date": each.date.isoformat(), "how": each.how} for each in reads],
    }
    page = render(
        "own_record.html",
        language=visit.language,
        title=visit.say(MY["record_title"]).format(council=visit.say(visit.council.name)),
        made=visit.say(MY["record_made"]).format(day=in_words(visit.now[:10], visit.language), email=resident.email),
        parts=taken.parts,
    )
    return _zipped(page, record, taken.files)


def _zipped(page: str, record: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("index.html", page)
        packed.writestr("record.json", json.dumps(record, ensure_ascii=False, indent=2, default=str))
        for name, content in files.items():
            packed.writestr(name, content)
    return kept.getvalue()


def _row(key: str, *lines: str, file: str = "") -> dict[str, Any]:
    return {"key": key, "lines": [line for line in lines if line], "file": file}


def _take(visit: Visit, progress: Progress, taken: Taken) -> None:
    case = progress.case
    title = Words(en=case.title_en, cy=case.title_cy)
    about = [
        _row(visit.say(ON["status"]), visit.say(progress.state)),
        _row(visit.say(ON["sent"]), in_words(london(case.opened_at), visit.language)),
    ]
    answers = [
        {"title": name or visit.say(ON["your_answers"]), "rows": [_row(row.key, *row.lines) for row in rows]}
        for name, rows in answers_of(progress, visit.language)
        if rows
    ]
    files = list(_files(visit, progress, taken))
    told = [
        _row(in_words(london(each.composed_at), visit.language), each.subject, *each.body.split("\n"))
        for each in messages_for(progress)
    ]
    paid = [
        _row(money.in_words(each.amount_pence), in_words(london(each.ended_at or each.made_at), visit.language))
        for each in payments_of(case.id)
        if each.state == "paid"
    ]
    groups: list[dict[str, Any]] = [
        {"rows": about},
        *answers,
        {"title": visit.say(ON["your_files"]), "rows": files},
        {"title": visit.say(ON["payments"]), "rows": paid},
        {"title": visit.say(ON["what_happened"]), "rows": told},
    ]
    taken.parts.append(
        {"title": f"{visit.say(title)}: {case.reference}", "groups": [group for group in groups if group["rows"]]}
    )
    taken.requests.append(_as_data(progress, files))


def _files(visit: Visit, progress: Progress, taken: Taken) -> Iterator[dict[str, Any]]:
    """Yield a row for each file that the person sent, and put the file itself into the ZIP where it can be had."""
    for document in files_from(progress):
        if taken.size + document.size > MOST_BYTES:
            yield _row(document.name, visit.say(MY["too_large"]))
            continue
        try:
            content = read_document(document=document, by=RESIDENT, at=visit.at)
        except (Unavailable, Rejected, Misconfigured, BindingMissing):
            yield _row(document.name, visit.say(MY["file_away"]))
            continue
        name = f"{progress.case.reference}/{len(taken.files) + 1}-{document.name}"
        taken.files[name] = content
        yield _row(document.name, file=name)


def _as_data(progress: Progress, files: list[dict[str, Any]]) -> dict[str, Any]:
    case, standing = progress.case, progress.standing
    return {
        "reference": case.reference,
        "title": {"en": case.title_en, "cy": case.title_cy},
        "state": {"id": case.state, "name": progress.state.model_dump()},
        "sent_at": case.opened_at.isoformat(),
        "closed_at": case.closed_at.isoformat() if case.closed_at else None,
        "address": case.address,
        "answers": case.answers,
        "files": [{"name": each["key"], "in_zip": each["file"]} for each in files],
        "messages": [
            {
                "direction": each.direction,
                "channel": each.channel,
                "language": each.language,
                "at": each.composed_at.isoformat(),
                "subject": each.subject,
                "text": each.body,
            }
            for each in messages_for(progress)
        ],
        "payments": [
            {"pence": each.amount_pence, "lines": each.lines, "at": (each.ended_at or each.made_at).isoformat()}
            for each in payments_of(case.id)
            if each.state == "paid"
        ],
        "entitlements": [
            {"number": each.number, "for": each.subject, "from": each.from_, "until": each.until, "state": each.state}
            for each in standing.entitlements
        ],
        "bookings": [{"id": each.id, "state": each.state, "slot": dict(each.slot)} for each in standing.bookings],
    }
