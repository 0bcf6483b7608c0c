"""Does what is due go, wholly and only then, with two people where it is deleted, and does its proof stay?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from commonhall.cases.models import Case, CaseDeadline, Message, Note
from commonhall.cases.telling import tell
from commonhall.catalogue.queries import Service
from commonhall.contacts.models import Person
from commonhall.core.values.dates import london_day
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Member
from commonhall.record.claims import Entry
from commonhall.record.models import Event, Outbox
from commonhall.record.verifying import verify_record
from commonhall.retention.disposing import go_on
from commonhall.retention.models import Item, Run
from commonhall.retention.operations import (
    NothingDue,
    RunSettled,
    SamePerson,
    approve_disposal,
    cancel_disposal,
    keep_longer,
    propose_disposal,
)
from commonhall.retention.queries import due_for_disposal, kept_until, runs
from tests.rooms.retention.closing import NOW, OFFICER, WORD, adopt_stalls, close_stall, open_stall, records
from tests.tables import tables_of


def texts_in(table: str) -> Iterator[str]:
    """Yield every row of a table of the council in scope as text, binary columns as what they spell."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
            "AND atttypid = 'bytea'::regtype",
            [table],
        )
        spelt = "".join(f" || ' ' || coalesce(encode({name}, 'escape'), '')" for (name,) in cursor.fetchall())
        cursor.execute(f"SELECT to_jsonb(t)::text{spelt} FROM {table} AS t")
        yield from (row[0] for row in cursor.fetchall())


def found(word: str, store: Path) -> set[str]:
    """Return the tables in which ``word`` stands anywhere, in any case of letters, and ``files`` where there are any:
    they are sealed, so that no word can be read in them."""
    wanted = word.lower()
    tables = {table for table in tables_of("council") if any(wanted in text.lower() for text in texts_in(table))}
    files = [path for path in store.rglob("*") if path.is_file()]
    return tables | {"files" for _ in files}


def deliver(council: CouncilSite, kind: str, delivery: Any) -> None:
    """Make every delivery of a kind that is promised, also those that making them promises."""
    done: set[UUID] = set()
    while True:
        with in_council(council):
            rows = [row for row in Outbox.objects.filter(kind=kind).order_by("created_at", "id") if row.id not in done]
        if not rows:
            return
        for row in rows:
            done.add(row.id)
            delivery(council, Entry(row.id, row.kind, row.payload, row.key, 1, NOW), NOW)


def run_disposal(council: CouncilSite, keeper: Member, second: Member, *, then: str, rule: int | None) -> Run:
    """Propose, approve and do what is due by one rule."""
    with in_council(council):
        run = propose_disposal(member=keeper, pattern="market-stall", rule=rule, then=then, council=council, at=NOW)
        approve_disposal(run_id=run.id, by=second.actor, at=NOW)
    deliver(council, "dispose", go_on)
    with in_council(council):
        kept: Run = Run.objects.get(id=run.id)
        return kept


def full_case(service: Service, council: CouncilSite, *, how: str) -> Case:
    """Open a case, tell the person, close it: the word is then in answers, notes, messages, files and events."""
    with in_council(council):
        case = close_stall(open_stall(service, council), council, how=how)
    deliver(council, "tell", tell)
    with in_council(council):
        kept: Case = Case.objects.get(id=case.id)
        return kept


def test_a_word_in_every_text_of_a_case_is_nowhere_after_it_was_deleted(
    service: Service, council: CouncilSite, keeper: Member, second: Member, store: Path
) -> None:
    case = full_case(service, council, how="refuse")
    with in_council(council):
        assert {"cases_case", "cases_note", "contacts_person", "journeys_document", "files"} <= found(WORD, store)
    run = run_disposal(council, keeper, second, then="delete", rule=0)
    with in_council(council):
        assert found(WORD, store) == set()
        assert not Case.objects.filter(id=case.id).exists()
        assert not Person.objects.filter(id=case.person_id).exists()
        assert (run.state, run.persons, run.files) == ("done", 1, 1)
        assert run.rows["cases_case"] == 1
        item = Item.objects.get(run=run)
        assert (item.state, item.reference) == ("done", "")
        assert case.reference not in "".join(text for table in tables_of("council") for text in texts_in(table))


def test_what_is_anonymous_keeps_its_figures_and_nothing_of_a_person(
    service: Service, council: CouncilSite, keeper: Member, second: Member, store: Path
) -> None:
    case = full_case(service, council, how="let")
    with in_council(council):
        assert {"cases_message", "record_event", "cases_case"} <= found(WORD, store)
    run = run_disposal(council, keeper, second, then="anonymise", rule=None)
    with in_council(council):
        assert found(WORD, store) == set()
        now = Case.objects.get(id=case.id)
        assert (now.pattern, now.state, now.opened_at, now.closed_at) == (
            case.pattern, "let", case.opened_at, case.closed_at,
        )  # fmt: skip
        assert now.answers == {"kind": "food"}
        assert now.person_id is None
        assert now.reference != case.reference
        assert now.anonymised_at == NOW
        assert now.title_en == "Ask for a market stall"
        assert CaseDeadline.objects.filter(case=now).count() == CaseDeadline.objects.filter(case_id=case.id).count()
        assert not Note.objects.filter(case=now).exists()
        assert not Message.objects.filter(case=now).exists()
        moved = Event.objects.get(subject_id=case.id, kind="case_moved")
        assert moved.facts == {"transition": "let", "from": "received", "to": "let"}
        assert moved.forgotten is not None
        assert run.state == "done"


def test_whoever_proposed_a_deletion_cannot_approve_it(
    service: Service, council: CouncilSite, keeper: Member, second: Member
) -> None:
    full_case(service, council, how="refuse")
    with in_council(council):
        run = propose_disposal(member=keeper, pattern="market-stall", rule=0, then="delete", council=council, at=NOW)
        with pytest.raises(SamePerson):
            approve_disposal(run_id=run.id, by=keeper.actor, at=NOW)
        approve_disposal(run_id=run.id, by=second.actor, at=NOW)
        with pytest.raises(RunSettled):
            approve_disposal(run_id=run.id, by=second.actor, at=NOW)
        with pytest.raises(RunSettled):
            cancel_disposal(run_id=run.id, by=keeper.actor, at=NOW)


def test_a_case_is_in_one_run_at_a_time_and_free_again_when_that_is_called_off(
    service: Service, council: CouncilSite, keeper: Member
) -> None:
    full_case(service, council, how="refuse")
    with in_council(council):
        run = propose_disposal(member=keeper, pattern="market-stall", rule=0, then="delete", council=council, at=NOW)
        [due] = due_for_disposal(keeper, council=council, at=NOW)
        assert (due.number, due.waiting, due.free) == (1, 1, 0)
        with pytest.raises(NothingDue):
            propose_disposal(member=keeper, pattern="market-stall", rule=0, then="delete", council=council, at=NOW)
        cancel_disposal(run_id=run.id, by=keeper.actor, at=NOW)
        assert due_for_disposal(keeper, council=council, at=NOW)[0].free == 1


def test_the_list_says_what_goes_by_which_rule_and_why(service: Service, council: CouncilSite, keeper: Member) -> None:
    full_case(service, council, how="refuse")
    full_case(service, council, how="let")
    with in_council(council):
        first, other = due_for_disposal(keeper, council=council, at=NOW)
    assert (first.rule, first.then, first.months, first.why.en) == (0, "delete", 6, "Nothing was let.")
    assert (other.rule, other.then, other.months, other.why.en) == (None, "anonymise", 12, "To see who had a stall.")
    assert first.law.en == "Food Act 1984, section 50"


def test_a_case_that_was_opened_again_meanwhile_stays(
    service: Service, council: CouncilSite, keeper: Member, second: Member
) -> None:
    from commonhall.cases.operations import move_case

    case = full_case(service, council, how="refuse")
    with in_council(council):
        run = propose_disposal(member=keeper, pattern="market-stall", rule=0, then="delete", council=council, at=NOW)
        approve_disposal(run_id=run.id, by=second.actor, at=NOW)
        move_case(
            case_id=case.id, transition="reopen", expect=None, actors=["officer"], council=council, by=OFFICER, at=NOW
        )
    deliver(council, "dispose", go_on)
    with in_council(council):
        assert Case.objects.filter(id=case.id).exists()
        assert Item.objects.get(run=run).reason == "open"
        assert Run.objects.get(id=run.id).state == "done"


def test_a_person_with_another_case_stays(
    service: Service, council: CouncilSite, keeper: Member, second: Member, store: Path
) -> None:
    case = full_case(service, council, how="refuse")
    with in_council(council):
        other = open_stall(service, council, word="Plumwhistle", at=NOW)
        Case.objects.filter(id=other.id).update(person_id=case.person_id)
    run_disposal(council, keeper, second, then="delete", rule=0)
    with in_council(council):
        assert Person.objects.filter(id=case.person_id).exists()
        assert found(WORD, store) == {"contacts_person", "files"}
        assert len([path for path in store.rglob("*") if path.is_file()]) == 1  # that of the other case
        assert Case.objects.get(id=other.id).answers["about"] == "I am Plumwhistle and sell pies"


def test_a_run_that_is_done_twice_does_nothing_more(
    service: Service, council: CouncilSite, keeper: Member, second: Member
) -> None:
    full_case(service, council, how="refuse")
    run = run_disposal(council, keeper, second, then="delete", rule=0)
    entry = Entry(uuid4(), "dispose", {"run": str(run.id)}, "again", 2, NOW)
    go_on(council, entry, NOW)
    with in_council(council):
        again = Run.objects.get(id=run.id)
        assert (again.rows, again.persons, again.turn) == (run.rows, run.persons, run.turn)
        assert Event.objects.filter(kind="case_disposed").count() == 1


def test_a_council_may_keep_longer_and_says_why(service: Service, council: CouncilSite, keeper: Member) -> None:
    case = full_case(service, council, how="refuse")
    with in_council(council):
        assert case.closed_at is not None
        closed = london_day(case.closed_at)
        before = kept_until(case, council=council, at=NOW)
        keep_longer(pattern="market-stall", months=60, reason="An inquiry asks for them.", by=keeper.actor, at=NOW)
        after = kept_until(case, council=council, at=NOW)
        assert due_for_disposal(keeper, council=council, at=NOW) == []
        keep_longer(pattern="market-stall", months=0, reason="It is over.", by=keeper.actor, at=NOW)
        assert len(due_for_disposal(keeper, council=council, at=NOW)) == 1
    assert before is not None
    assert after is not None
    assert closed < before.day < after.day
    assert after.longer_why == "An inquiry asks for them."
    assert (after.day - before.day) > timedelta(days=365 * 4)


def test_the_other_council_sees_and_loses_nothing(
    service: Service, council: CouncilSite, other_council: CouncilSite, keeper: Member, second: Member, tmp_path: Path
) -> None:
    with in_council(other_council):
        theirs = adopt_stalls(other_council, tmp_path / "theirs")
        case = close_stall(open_stall(theirs, other_council), other_council, how="refuse")
    full_case(service, council, how="refuse")
    run_disposal(council, keeper, second, then="delete", rule=0)
    elsewhere = records(other_council, "Elin Elsewhere")
    with in_council(other_council):
        assert Case.objects.filter(id=case.id).exists()
        assert runs(elsewhere) == []
        assert len(due_for_disposal(elsewhere, council=other_council, at=NOW)) == 1
        assert "files" in found(WORD, tmp_path / "theirs")


def test_sensitive_cases_are_there_only_for_whoever_may_see_them(
    council: CouncilSite, keeper: Member, store: Path
) -> None:
    with in_council(council):
        private = adopt_stalls(council, store, private=True)
        close_stall(open_stall(private, council), council, how="refuse")
        assert due_for_disposal(keeper, council=council, at=NOW) == []
        with pytest.raises(NothingDue):
            propose_disposal(member=keeper, pattern="market-stall", rule=0, then="delete", council=council, at=NOW)
    trusted = records(council, "Tara Trusted", pattern="market-stall")
    with in_council(council):
        assert len(due_for_disposal(trusted, council=council, at=NOW)) == 1
        propose_disposal(member=trusted, pattern="market-stall", rule=0, then="delete", council=council, at=NOW)
        assert runs(keeper) == []
        assert len(runs(trusted)) == 1


def test_the_chain_of_events_still_proves_what_stayed(
    service: Service, council: CouncilSite, keeper: Member, second: Member
) -> None:
    full_case(service, council, how="let")
    run_disposal(council, keeper, second, then="anonymise", rule=None)
    with in_council(council):
        verified = verify_record()
    assert verified.broken is None
    assert verified.events > 5


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE record_event SET facts = \'{"transition": "other"}\'',
        "UPDATE record_event SET facts = '{}'",
        "UPDATE record_event SET facts = facts, forgotten = NULL WHERE forgotten IS NOT NULL",
        "UPDATE record_event SET forgotten = '\\x00' WHERE forgotten IS NOT NULL",
        "UPDATE record_event SET actor_name = ''",
    ],
)
def test_the_application_can_take_facts_away_and_change_nothing(
    service: Service, council: CouncilSite, keeper: Member, second: Member, change: str
) -> None:
    full_case(service, council, how="let")
    run_disposal(council, keeper, second, then="anonymise", rule=None)
    with in_council(council), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
