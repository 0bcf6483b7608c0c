"""Do managers see what came in and went out, in a file for the ledger too, and who says why the provider differs?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commonhall.capabilities.payments.simulator.accounts import demo_settings
from commonhall.capabilities.payments.simulator.program import PaySimulator
from commonhall.cases.models import Case, Difference, Payment
from commonhall.cases.paying.comparing import compare_books, compare_day
from commonhall.cases.paying.payments import record_payment
from commonhall.cases.paying.takings import postings_of, takings_of
from commonhall.cases.refunds import ask_refund, record_refund
from commonhall.cases.tables.money import OPENED
from commonhall.catalogue.calls import forget_failures
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.contracts.payments.paying import Clock, Payer, provider_at, simulated
from tests.rooms.office.desk import Desk, new_desk, text_of
from tests.rooms.work.paying import AT, adopt_bins, begin, send
from tests.rooms.work.told import work

OFFICER = Actor("staff", name="Sam Okafor")
DAY = london_day(AT)


@pytest.fixture
def manager(council: CouncilSite) -> Desk:
    return new_desk(council, "Max Manager", ("manager", "*", ""))


def pay_cash(council: CouncilSite, *, bins: int = 2) -> Case:
    """A case that was paid in cash."""
    with in_council(council):
        case = send(council, adopt_bins(council), bins=bins)
        record_payment(
            case_id=case.id, purpose=OPENED, method="cash", reference="R-1", council=council, by=OFFICER, at=AT
        )
        return case


def give_back(council: CouncilSite, case: Case, pence: int) -> None:
    with in_council(council):
        (refund,) = ask_refund(
            case=Case.objects.select_for_update().get(id=case.id), amount_pence=pence, occasion=str(pence), by=OFFICER,
            at=AT,
        )  # fmt: skip
    work(council, at=AT)
    with in_council(council):
        assert record_refund(refund_id=refund.id, by=OFFICER, at=AT + timedelta(hours=1))


def lines_of(page: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"))))


def test_a_day_is_listed_and_added_up(council: CouncilSite, manager: Desk) -> None:
    case = pay_cash(council)
    give_back(council, case, 2500)
    said = text_of(manager.get("money", day=str(DAY)))
    for words in (case.reference, "Paid in cash", "Sam Okafor", "£80 paid", "£25 given back", "£55 in all", "−£25"):
        assert words in said, words
    assert "Nothing was paid or given back on this day." in text_of(manager.get("money", day="2026-06-09"))


def test_a_day_is_typed_in_three_parts(council: CouncilSite, manager: Desk) -> None:
    case = pay_cash(council)
    typed = {"day-day": str(DAY.day), "day-month": str(DAY.month), "day-year": str(DAY.year)}
    assert case.reference in text_of(manager.get("money", **typed))
    for wrong, said in (({"day-day": "32"}, "real date"), ({"day-year": "2999"}, "today or in the past")):
        page = manager.get("money", **{**typed, **wrong})
        assert page.status_code == 200
        assert said in text_of(page)
        assert "govuk-error-summary" in page.content.decode()


@pytest.mark.parametrize("day", ["nonsense", "2026-13-01", "9999-01-01"])
def test_a_day_that_is_none_is_not_there(manager: Desk, day: str) -> None:
    assert manager.get("money", day=day).status_code == 404
    assert manager.get(f"money/ledger-{day}.csv").status_code == 404


def test_the_ledger_file_comes_to_what_was_taken(council: CouncilSite, manager: Desk) -> None:
    case = pay_cash(council)
    give_back(council, case, 2501)
    give_back(council, case, 999)
    pay_cash(council, bins=1)
    lines = lines_of(manager.get(f"money/ledger-{DAY}.csv"))
    with in_council(council):
        taken = takings_of(DAY)
    assert sum(int(each["gross_pence"]) for each in lines) == sum(each.pence for each in taken) == 8000 + 4000 - 3500
    assert all(int(one["net_pence"]) + int(one["vat_pence"]) == int(one["gross_pence"]) for one in lines)
    assert {one["ledger"] for one in lines} == {"GW01"}
    assert {one["vat_code"] for one in lines} == {"standard"}
    assert [one["entry"] for one in lines] == ["payment", "payment", "refund", "refund"]


def test_what_was_given_away_for_nothing_is_in_the_file(council: CouncilSite, manager: Desk) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council), bins=2)
        facts = {**case.facts}
        facts["charges"] = {
            "total": 0, "lines": [{**facts["charges"]["lines"][0], "waived": True, "total": 0, "vat_part": 0}],
        }  # fmt: skip
        Case.objects.filter(id=case.id).update(facts=facts)
        (one,) = postings_of(DAY)
    assert (one.posting.entry, one.posting.waived_pence, one.posting.gross_pence) == ("waiver", 8000, 0)


def test_what_was_paid_twice_was_waived_once(council: CouncilSite) -> None:
    case = pay_cash(council)
    with in_council(council):
        first = Payment.objects.get(case=case)
        waived = {**first.lines[0], "id": "permit", "waived": True, "total": 0}
        Payment.objects.create(
            case=case, purpose=OPENED, lines=[*first.lines, waived], amount_pence=8000, state="paid", surplus=True,
            made_at=AT, ended_at=AT,
        )  # fmt: skip
        Payment.objects.filter(id=first.id).update(lines=[*first.lines, waived])
        found = [each.posting for each in postings_of(DAY)]
    assert [each.entry for each in found] == ["payment", "waiver", "payment"]
    assert sum(each.waived_pence for each in found) == 8000


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[PaySimulator]:
    forget_failures()
    with simulated(tmp_path, Clock(AT)) as running:
        yield running
    forget_failures()


@pytest.fixture
def difference(council: CouncilSite, simulator: PaySimulator) -> Difference:
    """The provider took £80 for a payment that we hold for £80.01."""
    with in_council(council):
        settings = demo_settings(council.slug, simulator.address)
        case = send(council, adopt_bins(council, provider="govuk_pay", settings=settings))
        payment = begin(council, case)
        with Payer(simulator, simulator_page(simulator, council, payment)) as payer:
            payer.pay()
        Payment.objects.filter(id=payment.id).update(amount_pence=8001)
        compare_day(day=DAY, council=council, at=AT)
        found: Difference = Difference.objects.get(kind="amount")
        return found


def simulator_page(simulator: PaySimulator, council: CouncilSite, payment: Payment) -> str:
    return provider_at(simulator, council.slug).find(payment.provider_id, AT).next_url


def test_a_difference_is_listed_until_somebody_says_why(
    council: CouncilSite, manager: Desk, difference: Difference
) -> None:
    said = text_of(manager.get("money"))
    for words in ("Differences to look at", difference.reference, "£80.01, not paid yet", "£80, paid"):
        assert words in said, words
    address = f"money/differences/{difference.id}"
    assert "This payment was not taken for paid." in text_of(manager.get(address))
    assert "There is a problem" in text_of(manager.post(address, reason=""))
    manager.post(address, reason="Mended by hand with the provider")
    said = text_of(manager.get("money"))
    assert "The reason is kept." in said
    assert difference.reference not in said.partition("Nothing was paid")[0].partition("The reason is kept.")[2]
    assert manager.get(address).status_code == 303, "it is off the list"
    assert "is not on the list any more" in text_of(manager.get("money"))


def test_a_difference_that_mended_itself_goes(council: CouncilSite, difference: Difference) -> None:
    with in_council(council):
        Payment.objects.update(amount_pence=8000)
    compare_books(council, at=AT + timedelta(days=1))
    with in_council(council):
        difference.refresh_from_db()
        assert difference.gone_at is not None
        assert Payment.objects.get().state == "paid"


def test_the_day_is_compared_once_it_is_over(council: CouncilSite, manager: Desk, difference: Difference) -> None:
    with in_council(council):
        Payment.objects.update(amount_pence=8000)
    compare_books(council, at=AT + timedelta(days=1))
    assert "Compared with govuk_pay" in text_of(manager.get("money", day=str(DAY)))


def test_another_councils_money_is_not_shown(
    council: CouncilSite, other_council: CouncilSite, difference: Difference
) -> None:
    pay_cash(council)
    theirs = new_desk(other_council, "Mair Manager", ("manager", "*", ""))
    said = text_of(theirs.get("money", day=str(DAY)))
    assert "Nothing was paid or given back on this day." in said
    assert "Differences" not in said
    assert lines_of(theirs.get(f"money/ledger-{DAY}.csv")) == []
    assert theirs.get(f"money/differences/{difference.id}").status_code == 404
    theirs.post(f"money/differences/{difference.id}", reason="Not ours")
    with in_council(council):
        difference.refresh_from_db()
        assert difference.settled_at is None


def test_who_leads_one_team_does_not_see_the_money_of_all(council: CouncilSite) -> None:
    assert new_desk(council, "Lee Lead", ("lead", "*", "")).get("money").status_code == 200
    some = new_desk(council, "Sam Some", ("lead", "garden-bin", ""))
    assert some.get("money").status_code == 404
    assert some.get(f"money/ledger-{DAY}.csv").status_code == 404
