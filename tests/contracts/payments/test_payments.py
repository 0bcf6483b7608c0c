"""Does every payment provider keep the promises of its port? Nothing is taken, and nothing given back, twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.payments.port import Payments, RefundWanted, Wanted, payments_from
from commonhall.capabilities.payments.simulator.program import PaySimulator
from commonhall.capabilities.payments.till import plug_till, practice_entry, press
from commonhall.capabilities.ports import providers_of
from tests.contracts.payments.benches import AT, BENCHES, PLAYED, Player, TillInMemory
from tests.contracts.payments.paying import Clock, simulated

NAMES = [provider.name for provider in providers_of("payments")]


@pytest.fixture(autouse=True)
def till() -> Iterator[TillInMemory]:
    kept = TillInMemory()
    before = plug_till(kept)
    yield kept
    plug_till(before)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock(AT)


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[PaySimulator]:
    with simulated(tmp_path_factory.mktemp("pay"), clock) as running:
        yield running


@pytest.fixture(params=NAMES)
def payments(request: pytest.FixtureRequest, simulator: PaySimulator, clock: Clock) -> Payments:
    return BENCHES[request.param](simulator, clock).payments


@pytest.fixture(params=PLAYED)
def played(request: pytest.FixtureRequest, simulator: PaySimulator, clock: Clock) -> tuple[Payments, Player]:
    bench = BENCHES[request.param](simulator, clock)
    assert bench.player is not None
    return bench.payments, bench.player


@pytest.fixture
def wanted() -> Wanted:
    """A payment of its own for each test: the simulator remembers those of the tests before."""
    return Wanted(str(uuid4()), "BW-7K3Q9", "Bulky waste collection", 4320, "https://fallowdale.example.org/track/x")


def refused(code: str) -> pytest.RaisesExc[Rejected]:
    return pytest.raises(Rejected, check=lambda error: error.code == code)


def test_every_provider_has_a_bench() -> None:
    assert set(BENCHES) == set(NAMES)
    assert len(NAMES) >= 2


def test_it_checks_out(payments: Payments) -> None:
    payments.check()


@pytest.mark.parametrize("name", ["pay_later", "practice_card"])
def test_without_a_till_it_says_what_to_mend(name: str) -> None:
    plug_till(None)
    with pytest.raises(Misconfigured):
        payments_from(name, {}).check()


def test_a_payment_is_made_and_found(payments: Payments, wanted: Wanted) -> None:
    begun = payments.start(wanted, AT)
    seen = payments.find(begun.provider_id, AT)
    assert (seen.state, seen.amount_pence, seen.refunded_pence, seen.is_open) == ("created", 4320, 0, True)
    assert seen.reference == wanted.reference
    assert bool(seen.next_url) == bool(begun.next_url)
    assert bool(begun.next_url) != bool(payments.later())


def test_the_same_request_starts_one_payment(payments: Payments, wanted: Wanted) -> None:
    again = payments.start(wanted, AT + timedelta(minutes=1))
    assert payments.start(wanted, AT).provider_id == again.provider_id


def test_the_name_of_a_payment_cannot_be_guessed(payments: Payments, wanted: Wanted) -> None:
    one = payments.start(wanted, AT).provider_id
    assert len(one) >= 20
    assert wanted.id not in one


@pytest.mark.parametrize("pence", [0, -1, 10_000_001])
def test_what_cannot_be_paid_is_refused(payments: Payments, pence: int) -> None:
    with refused("amount"):
        payments.start(Wanted("p2", "BW-1", "Waste", pence, "https://example.org/"), AT)


@pytest.mark.parametrize("words", ["", "x" * 256])
def test_a_payment_says_what_it_is_for(payments: Payments, words: str) -> None:
    with refused("description"):
        payments.start(Wanted("p2", "BW-1", words, 100, "https://example.org/"), AT)


def test_an_unknown_payment_is_not_found(payments: Payments) -> None:
    for ask in (payments.find, payments.cancel):
        with refused("not_found"):
            ask("nobody", AT)
    with refused("not_found"):
        payments.refund(RefundWanted("r1", "nobody", 1), AT)


def test_what_is_cancelled_stays_so(payments: Payments, wanted: Wanted) -> None:
    name = payments.start(wanted, AT).provider_id
    payments.cancel(name, AT)
    payments.cancel(name, AT)
    assert payments.find(name, AT).state == "cancelled"
    assert not payments.find(name, AT).next_url


def test_what_was_never_paid_is_not_given_back(payments: Payments, wanted: Wanted) -> None:
    name = payments.start(wanted, AT).provider_id
    with refused("not_refundable"):
        payments.refund(RefundWanted("r1", name, 100), AT)


@pytest.mark.parametrize(("button", "state"), [("pay", "paid"), ("decline", "failed"), ("cancel", "cancelled")])
def test_the_payer_decides(played: tuple[Payments, Player], button: str, state: str, wanted: Wanted) -> None:
    payments, player = played
    name = payments.start(wanted, AT).provider_id
    player(name, button, AT)  # type: ignore[arg-type]  # parametrised as text
    assert payments.find(name, AT).state == state
    player(name, "pay", AT)
    assert payments.find(name, AT).state == state, "what is finished stays as it is"


def test_what_was_paid_cannot_be_cancelled(played: tuple[Payments, Player], wanted: Wanted) -> None:
    payments, player = played
    name = payments.start(wanted, AT).provider_id
    player(name, "pay", AT)
    with refused("finished"):
        payments.cancel(name, AT)


def test_a_page_that_nobody_used_expires(played: tuple[Payments, Player], wanted: Wanted) -> None:
    payments, player = played
    name = payments.start(wanted, AT).provider_id
    late = AT + timedelta(days=1)
    assert payments.find(name, late).state == "expired"
    player(name, "pay", late)
    assert payments.find(name, late).state == "expired"


def test_money_is_given_back_in_parts_and_never_more_than_was_paid(
    played: tuple[Payments, Player], wanted: Wanted
) -> None:
    payments, player = played
    name = payments.start(wanted, AT).provider_id
    player(name, "pay", AT)
    payments.refund(RefundWanted("r1", name, 1000), AT)
    payments.refund(RefundWanted("r2", name, 3000, refunded_pence=1000), AT)
    assert payments.find(name, AT).refunded_pence == 4000
    for wrong in (RefundWanted("r3", name, 321, 4000), RefundWanted("r3", name, 0, 4000)):
        with refused("too_much"):
            payments.refund(wrong, AT)
    payments.refund(RefundWanted("r3", name, 320, 4000), AT)
    assert payments.find(name, AT).refunded_pence == 4320


def test_the_same_refund_is_made_once(played: tuple[Payments, Player], wanted: Wanted) -> None:
    payments, player = played
    name = payments.start(wanted, AT).provider_id
    player(name, "pay", AT)
    for _ in range(3):
        payments.refund(RefundWanted("r1", name, 1000), AT)
    assert payments.find(name, AT).refunded_pence == 1000


def test_who_did_not_know_of_a_refund_asks_again_first(played: tuple[Payments, Player], wanted: Wanted) -> None:
    payments, player = played
    name = payments.start(wanted, AT).provider_id
    player(name, "pay", AT)
    payments.refund(RefundWanted("r1", name, 1000), AT)
    with refused("too_much"):
        payments.refund(RefundWanted("r2", name, 900, refunded_pence=0), AT)


def test_a_refund_is_made_and_found(played: tuple[Payments, Player], wanted: Wanted) -> None:
    payments, player = played
    name = payments.start(wanted, AT).provider_id
    player(name, "pay", AT)
    made = payments.refund(RefundWanted("r1", name, 1000), AT)
    assert payments.find_refund(name, made.provider_id, AT) == made
    assert (made.state, made.amount_pence, made.payment) == ("made", 1000, name)
    with refused("not_found"):
        payments.find_refund(name, "another", AT)


def test_what_was_paid_stays_so_when_it_is_captured(played: tuple[Payments, Player], wanted: Wanted) -> None:
    payments, player = played
    name = payments.start(wanted, AT).provider_id
    player(name, "pay", AT)
    payments.capture(name, AT)
    assert payments.find(name, AT).state == "paid"


def test_what_was_not_paid_cannot_be_captured(played: tuple[Payments, Player], wanted: Wanted) -> None:
    payments, player = played
    name = payments.start(wanted, AT).provider_id
    player(name, "cancel", AT)
    with refused("finished"):
        payments.capture(name, AT)


def test_what_is_held_is_paid_once_it_is_captured(played: tuple[Payments, Player], wanted: Wanted) -> None:
    payments, player = played
    name = payments.start(replace(wanted, hold=True), AT).provider_id
    player(name, "pay", AT)
    assert payments.find(name, AT).state in ("held", "paid"), "a till takes the money at once"
    payments.capture(name, AT)
    assert payments.find(name, AT).state == "paid"


def test_the_books_of_a_provider_agree_with_what_it_says_of_each(
    played: tuple[Payments, Player], wanted: Wanted
) -> None:
    payments, player = played
    name = payments.start(wanted, AT).provider_id
    player(name, "pay", AT)
    payments.refund(RefundWanted("r1", name, 1000), AT)
    books = payments.statement(AT - timedelta(hours=1), AT + timedelta(hours=1), AT)
    if books is None:
        assert not payments.origins(), "only a provider of our own keeps no books but ours"
        return
    seen = next(each for each in books.payments if each.provider_id == name)
    assert seen == payments.find(name, AT)
    assert [each.amount_pence for each in books.refunds if each.payment == name] == [1000]
    assert books.payments[0].provider_id not in {
        each.provider_id
        for each in payments.statement(AT - timedelta(hours=2), AT - timedelta(hours=1), AT).payments  # type: ignore[union-attr]  # it has books
    }


def test_only_practice_payments_have_a_practice_page(wanted: Wanted) -> None:
    name = payments_from("pay_later", {}).start(wanted, AT).provider_id
    with refused("not_found"):
        press(name, "pay", AT)
    with refused("not_found"):
        practice_entry(name, AT)
