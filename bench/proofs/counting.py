"""Is everything there exactly once? What residents were told, our tables and the stand-ins' books, side by side."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import Final

from bench.proofs.installation import CommandFailed, Installation
from bench.proofs.journeys import Told
from bench.proofs.surroundings import OUTBOX

CASES: Final = """SELECT reference, id::text, answers->>'email', pattern FROM cases_case
WHERE answers->>'email' LIKE 'resident-%'"""
PAYMENTS: Final = """SELECT p.provider, p.provider_id, p.amount_pence, c.reference FROM cases_payment p
JOIN cases_case c ON c.id = p.case_id WHERE p.state = 'paid' AND p.provider <> ''"""
TILL: Final = "SELECT provider_id, (wanted->>'amount_pence')::int FROM cases_till_payment WHERE state = 'paid'"
MESSAGES: Final = """SELECT id::text, case_id::text, occasion, channel, recipient, state, provider_id FROM cases_message
WHERE direction = 'out'"""
WAITING: Final = "SELECT kind, state, last_error FROM record_outbox WHERE state <> 'done'"
BOOKED: Final = "SELECT case_id::text, reference FROM cases_booking WHERE state = 'confirmed' AND case_id IS NOT NULL"
HOW_THEY_STAND: Final = """SELECT c.state, coalesce((SELECT string_agg(b.state || ' ' || b.changed_at, ', ')
FROM cases_booking b WHERE b.case_id = c.id), 'no booking'), coalesce((SELECT string_agg(p.state, ', ')
FROM cases_payment p WHERE p.case_id = c.id), 'no payment'), c.opened_at::text FROM cases_case c WHERE c.id = '{id}'"""
PLACES: Final = "SELECT reference FROM cases_place WHERE until IS NULL"
DIFFERENCES: Final = "SELECT count(*) FROM cases_money_difference"
HANDED: Final = """SELECT c.reference, s.state FROM connect_sending s JOIN connect_handover h ON h.id = s.handover_id
JOIN cases_case c ON c.id = h.case_id WHERE s.act = 'open'"""
PHOTOS: Final = """SELECT d.standing, d.key, b.provider, c.answers->>'email' FROM journeys_document d
JOIN cases_case c ON c.id = d.case_id JOIN catalogue_binding b ON b.id = d.binding_id WHERE d.state <> 'removed'"""
HANDOVERS: Final = "handed-over"
PAPERS: Final = "papers"
"""The folders of the second providers of cases and files, in the data folder."""


def what_is_wrong(installation: Installation, told: Sequence[Told]) -> list[str]:
    """Return a sentence for everything that was lost, doubled or does not balance."""
    cases = [tuple(map(str, row)) for row in installation.asked(CASES)]
    return [
        *installation.ended,
        *_references(told, cases),
        *_payments(installation, told),
        *_messages(installation, told, cases),
        *_bookings(installation, cases),
        *_photos(installation, told),
        *_handed_over(installation),
        *(f"the outbox still holds {row}" for row in installation.asked(WAITING)),
        *(f"{row[0]} differences of money" for row in installation.asked(DIFFERENCES) if row[0]),
        *_record(installation),
    ]


def _references(told: Sequence[Told], cases: Sequence[tuple[str, ...]]) -> list[str]:
    wrong = [f"{one.email} at {one.service}: {one.trouble}" for one in told if one.trouble]
    held = Counter(case[0] for case in cases)
    senders = Counter(case[2] for case in cases)
    by_email = {case[2]: case[0] for case in cases}
    for one in told:
        if senders[one.email] > 1:
            wrong.append(f"{one.email} has {senders[one.email]} cases")
        for reference in one.references:
            if held[reference] != 1 or by_email.get(one.email) != reference:
                wrong.append(f"{one.email} was told {reference}: there {held[reference]} times")
        if not (one.references or one.refused or one.trouble or one.at_card):
            wrong.append(f"{one.email} was told neither a reference nor that there is none")
        if one.at_card and senders[one.email] != 1:
            wrong.append(f"{one.email} was led to pay for {senders[one.email]} cases")
    return wrong


def _payments(installation: Installation, told: Sequence[Told]) -> list[str]:
    ours = installation.asked(PAYMENTS)
    taken = _taken(installation.data.path / "pay" / "pay.sqlite3")
    taken |= {str(row[0]): row[1] for row in installation.asked(TILL)}
    book = {str(row[1]): row[2] for row in ours}
    wrong = [f"payment {key} is {count} times in our books" for key, count in _twice(row[1] for row in ours)]
    wrong += [f"{key} was paid {count} times" for key, count in _twice(row[3] for row in ours)]
    wrong += [f"taken but not in our books: {key}" for key in taken.keys() - book.keys()]
    wrong += [f"in our books but not taken: {key}" for key in book.keys() - taken.keys()]
    both = book.keys() & taken.keys()
    wrong += [f"{key}: {book[key]} in our books, {taken[key]} taken" for key in both if book[key] != taken[key]]
    paid = {str(row[3]) for row in ours}
    wrong += [f"{one.email} was told that they paid" for one in told if one.paid and not one.references & paid]
    return wrong


def _taken(path: Path) -> dict[str, object]:
    """Return what the stand-in for GOV.UK Pay took, in pence by payment."""
    facts = [json.loads(str(row[0])) for row in _rows(path, "select facts from payment")]
    return {each["id"]: each["asked"]["amount"] for each in facts if each["status"] == "success"}


def _messages(installation: Installation, told: Sequence[Told], cases: Sequence[tuple[str, ...]]) -> list[str]:
    rows = [tuple(map(str, row)) for row in installation.asked(MESSAGES)]
    kept = _rows(installation.data.path / "notify" / "notify.sqlite3", "select reference from message")
    arrived = Counter(str(row[0]) for row in kept)
    arrived.update(path.stem for path in (installation.data.path / OUTBOX).glob("[0-9a-f]*"))
    ours = {row[0] for row in rows}
    wrong = [f"message {row[0]} of {row[2]} is {row[5]}" for row in rows if row[5] not in ("sent", "delivered")]
    wrong += [f"{row} arrived {arrived[row[0]]} times" for row in rows if arrived[row[0]] != 1]
    wrong += [f"a message arrived that is not ours: {key}" for key in arrived.keys() - ours]
    wrong += [f"told more than once: {key}" for key, _ in _twice(row[1:4] for row in rows)]
    case_of = {case[0]: case[1] for case in cases}
    written_to = {row[1] for row in rows}
    for one in told:
        due = [reference for reference in one.references if one.service != "bulky-waste" or one.paid]
        wrong += [f"{one.email} was never written to" for each in due if case_of.get(each) not in written_to]
    return wrong


def _bookings(installation: Installation, cases: Sequence[tuple[str, ...]]) -> list[str]:
    booked = [tuple(map(str, row)) for row in installation.asked(BOOKED)]
    places = Counter(str(row[0]) for row in installation.asked(PLACES))
    supplied = installation.data.path / "calendar" / "calendar.sqlite3"
    places.update(str(row[0]) for row in _rows(supplied, "select reference from place where until is null"))
    counted = Counter(row[0] for row in booked)
    bulky = [case for case in cases if case[3] == "bulky-waste"]
    unbooked = [case for case in bulky if counted[case[1]] != 1]
    wrong = [f"{case[0]} has {counted[case[1]]} bookings: {_stands(installation, case[1])}" for case in unbooked]
    wrong += [f"booking {row[1]} holds {places[row[1]]} places" for row in booked if places[row[1]] != 1]
    wrong += [f"a place is held for nobody: {key}" for key in places.keys() - {row[1] for row in booked}]
    return wrong


def _stands(installation: Installation, case_id: str) -> str:
    """Return how a case, its bookings and its payments stand, for whoever looks for the fault."""
    return "; ".join(map(str, installation.asked(HOW_THEY_STAND.format(id=case_id))[0]))


def _photos(installation: Installation, told: Sequence[Told]) -> list[str]:
    rows = [tuple(map(str, row)) for row in installation.asked(PHOTOS)]
    of = Counter(row[3] for row in rows)
    wrong = [f"a photo of {row[3]} is {row[0]}" for row in rows if row[0] != "clean"]
    wrong += [f"{one.email} sent one photo, and {of[one.email]} are there" for one in told
              if one.sent_photo and one.references and of[one.email] != 1]  # fmt: skip
    stored = Counter({key: 1 for key in _stored(installation.data.path / "store")})
    folders = [installation.data.path / place for place in (PAPERS, "files")]
    stored.update(str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*") if path.is_file())
    wrong += [f"photo {row[1]} is stored {stored[row[1]]} times" for row in rows if stored[row[1]] != 1]
    return wrong


def _stored(folder: Path) -> list[str]:
    """Return the keys of what the stand-in for a store of files keeps."""
    return [json.loads(path.read_bytes().partition(b"\n")[0])["key"] for path in folder.glob("*/[0-9a-f]*")]


def _handed_over(installation: Installation) -> list[str]:
    rows = [tuple(map(str, row)) for row in installation.asked(HANDED)]
    there = installation.data.path / "contractor"
    stores = sorted(there.glob("*.sqlite3"))
    reports = [str(row[0]) for store in stores for row in _rows(store, "select fields from report")]
    reports += [path.read_text() for path in (installation.data.path / HANDOVERS / "out").glob("*.csv")]
    counted = {row[0]: sum(row[0] in report for report in reports) for row in rows}
    wrong = [f"{row[0]} is not handed over yet ({row[1]})" for row in rows if row[1] != "done"]
    return wrong + [f"{key} was handed over {count} times" for key, count in counted.items() if count != 1]


def _record(installation: Installation) -> list[str]:
    try:
        installation.command("audit", "verify")
        troubles = installation.command("health", "--check", "--only-troubles")
    except CommandFailed as refused:
        return [str(refused)]
    return [line for line in troubles.splitlines() if line.strip()]


def _twice(keys: Iterable[Hashable]) -> list[tuple[Hashable, int]]:
    return [(key, count) for key, count in Counter(keys).items() if count > 1]


def _rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return store.execute(statement).fetchall()
    finally:
        store.close()
