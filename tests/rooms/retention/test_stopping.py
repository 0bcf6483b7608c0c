"""Can a disposal stop at any moment and go on, with nothing lost, nothing done twice, and holds at once?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command

from commonhall.cases.models import Case, Entitlement, Payment
from commonhall.catalogue.queries import Service
from commonhall.core.values.dates import london_day
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Document
from commonhall.people.policies import Member
from commonhall.record.claims import Entry
from commonhall.record.models import Event
from commonhall.retention import disposing
from commonhall.retention.disposing import go_on
from commonhall.retention.models import Item, KeptMoney, Run
from commonhall.retention.operations import approve_disposal, place_hold, propose_disposal, release_hold
from commonhall.retention.policies import money_kept_until
from commonhall.retention.queries import due_for_disposal
from tests.rooms.retention.closing import LONG_AGO, NOW, close_stall, open_stall
from tests.rooms.retention.test_disposal import run_disposal


class Killed(BaseException):
    """The process was killed here."""


@pytest.fixture
def run(service: Service, council: CouncilSite, keeper: Member, second: Member) -> Run:
    """A run of three cases that is approved."""
    with in_council(council):
        for number in range(3):
            close_stall(open_stall(service, council, word=f"Word{'abc'[number]}"), council, how="refuse")
        run = propose_disposal(member=keeper, pattern="market-stall", rule=0, then="delete", council=council, at=NOW)
        approve_disposal(run_id=run.id, by=second.actor, at=NOW)
        return run


def turn(council: CouncilSite, run: Run) -> None:
    """Let the worker do a turn."""
    go_on(council, Entry(uuid4(), "dispose", {"run": str(run.id)}, "turn", 1, NOW), NOW)


def killed_at(monkeypatch: pytest.MonkeyPatch, name: str, after: int) -> Callable[[], None]:
    """Let the process be killed in a function of disposing, when it was called so many times before; return how to
    mend it."""
    real, calls = getattr(disposing, name), [0]

    def dies(*args: object, **kwargs: object) -> object:
        calls[0] += 1
        if calls[0] > after:
            raise Killed
        return real(*args, **kwargs)

    monkeypatch.setattr(disposing, name, dies)
    return lambda: monkeypatch.setattr(disposing, name, real)


@pytest.mark.parametrize(
    ("name", "after", "gone"),
    [
        ("erase_case", 0, 0),
        ("erase_case", 2, 2),
        ("_add_up", 1, 1),
        ("record_event", 1, 1),
        ("purge_documents", 0, 3),
        ("settle", 0, 3),
        ("enqueue", 0, 3),
    ],
)
def test_a_run_that_is_killed_goes_on_and_does_nothing_twice(
    council: CouncilSite, run: Run, monkeypatch: pytest.MonkeyPatch, store: Path, name: str, after: int, gone: int
) -> None:
    mend = killed_at(monkeypatch, name, after)
    try:
        turn(council, run)
    except Killed:
        pass
    else:
        assert name == "enqueue"  # everything is done in one turn, so that no other is promised
    with in_council(council):
        assert Case.objects.filter(pattern="market-stall").count() == 3 - gone
        assert Item.objects.filter(run=run, state="waiting").count() == 3 - gone
    mend()
    turn(council, run)
    with in_council(council):
        assert not Case.objects.filter(pattern="market-stall").exists()
        assert not Document.objects.exists()
        done = Run.objects.get(id=run.id)
        assert (done.state, done.persons, done.files, done.rows["cases_case"]) == ("done", 3, 3, 3)
        assert Event.objects.filter(kind="case_disposed").count() == 3
        assert Event.objects.filter(kind="disposal_done").count() == 1
    assert not [path for path in store.rglob("*") if path.is_file()]


def test_a_hold_stops_a_run_that_is_under_way(council: CouncilSite, run: Run, keeper: Member, second: Member) -> None:
    with in_council(council):
        case = Case.objects.filter(pattern="market-stall").order_by("id")[0]
        day = london_day(NOW) + timedelta(days=30)
        hold = place_hold(
            scope="person", subject_id=case.person_id, reason="A claim", review_date=day, by=keeper.actor, at=NOW
        )
    turn(council, run)
    with in_council(council):
        assert list(Case.objects.filter(pattern="market-stall")) == [case]
        assert Item.objects.get(case_id=case.id).reason == "held"
        assert due_for_disposal(keeper, council=council, at=NOW)[0].held == 1
        release_hold(hold_id=hold.id, reason="Settled", by=keeper.actor, at=NOW)
    again = run_disposal(council, keeper, second, then="delete", rule=0)
    assert again.state == "done"


def test_while_a_permit_runs_its_case_stays(service: Service, council: CouncilSite, keeper: Member) -> None:
    with in_council(council):
        case = close_stall(open_stall(service, council), council, how="refuse")
        Entitlement.objects.create(
            case=case, kind="stall", pattern=case.pattern, number="ST-1", starts_date=london_day(LONG_AGO),
            until_date=london_day(NOW) + timedelta(days=1), changed_at=LONG_AGO,
        )  # fmt: skip
        [due] = due_for_disposal(keeper, council=council, at=NOW)
        assert (due.kept, due.free) == (1, 0)
        assert due_for_disposal(keeper, council=council, at=NOW + timedelta(days=2))[0].free == 1


def test_what_accounts_need_of_a_payment_stays_without_the_person(
    service: Service, council: CouncilSite, keeper: Member, second: Member
) -> None:
    with in_council(council):
        case = close_stall(open_stall(service, council), council, how="refuse")
        Payment.objects.create(
            case=case, purpose="opened", amount_pence=4200, method="cash", state="paid", taken_by="Ada Officer",
            taken_reference="Sam paid", made_at=LONG_AGO, ended_at=LONG_AGO,
        )  # fmt: skip
    run_disposal(council, keeper, second, then="delete", rule=0)
    with in_council(council):
        kept = KeptMoney.objects.get()
        assert (kept.amount_pence, kept.method, kept.pattern) == (4200, "cash", "market-stall")
        assert kept.keep_until == money_kept_until(london_day(LONG_AGO))
        assert not Payment.objects.exists()
        disposing.forget_kept_money(council, at=NOW)
        assert KeptMoney.objects.exists()
        disposing.forget_kept_money(council, at=NOW + timedelta(days=366 * 8))
        assert not KeptMoney.objects.exists()


def test_the_command_lists_and_goes_on(council: CouncilSite, run: Run) -> None:
    def said(*words: str) -> str:
        out = StringIO()
        call_command("retention", *words, stdout=out)
        return out.getvalue()

    listed = said("list", "--council", council.slug)
    assert "amberford: 3 cases due, 0 holds" in listed
    assert "market-stall, rule 1: delete 3 (0 held, 0 kept for now, 3 proposed). Nothing was let." in listed
    assert said("run", "--council", council.slug) == f"{run.id}: done\n"
    assert "no disposal is approved" in said("run", "--council", council.slug)
