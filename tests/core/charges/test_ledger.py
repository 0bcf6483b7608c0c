"""Is every penny that was paid and given back posted once, with its VAT?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.charges.ledger import VATS, postings_of_payment, postings_of_refunds
from commonhall.core.charges.vat import vat_part


def line(total: int, *, vat: str = "standard", waived: bool = False, number: int = 0) -> dict[str, Any]:
    return {
        "id": f"line{number}",
        "label": {"en": "Bins", "cy": "Biniau"},
        "amount": 4000,
        "quantity": 2,
        "waived": waived,
        "total": 0 if waived else total,
        "vat": vat,
        "ledger": f"GW0{number}",
        "fund": "GF",
    }


def test_each_line_is_posted_to_its_code() -> None:
    one, two = postings_of_payment([line(8000), line(500, vat="zero", number=1)], 8500)
    assert (one.ledger, one.fund, one.gross_pence, one.vat_pence, one.net_pence) == ("GW00", "GF", 8000, 1333, 6667)
    assert (two.ledger, two.gross_pence, two.vat_pence) == ("GW01", 500, 0)


def test_a_waiver_is_seen_and_comes_to_nothing() -> None:
    one, two = postings_of_payment([line(8000, waived=True), line(500, number=1)], 500)
    assert (one.entry, one.waived_pence, one.gross_pence) == ("waiver", 8000, 0)
    assert (two.entry, two.gross_pence) == ("payment", 500)


def test_what_no_line_accounts_for_stands_alone() -> None:
    *_, rest = postings_of_payment([line(8000)], 8100)
    assert (rest.ledger, rest.gross_pence) == ("", 100)


def test_no_more_goes_back_than_came() -> None:
    with pytest.raises(ValueError, match="cannot be given back"):
        postings_of_refunds([line(100)], 100, [60, 41])


@st.composite
def paid(draw: st.DrawFn) -> tuple[list[dict[str, Any]], int, list[int]]:
    totals = draw(st.lists(st.integers(0, 99_999), min_size=1, max_size=5))
    lines = [line(total, vat=draw(st.sampled_from(VATS)), number=number) for number, total in enumerate(totals)]
    left, refunds = sum(totals), []
    for _ in range(draw(st.integers(0, 4))):
        refunds.append(draw(st.integers(0, left)))
        left -= refunds[-1]
    return lines, sum(totals), refunds


@given(paid())
def test_every_penny_is_posted_once(what: tuple[list[dict[str, Any]], int, list[int]]) -> None:
    lines, amount, refunds = what
    came, went = postings_of_payment(lines, amount), postings_of_refunds(lines, amount, refunds)
    assert sum(each.gross_pence for each in came) == amount
    assert [-sum(each.gross_pence for each in one) for one in went] == refunds
    for each in came:
        back = [-part.gross_pence for one in went for part in one if part.line == each.line]
        assert all(part > 0 for part in back)
        assert sum(back) <= each.gross_pence
        vat = each.vat_pence + sum(part.vat_pence for one in went for part in one if part.line == each.line)
        assert vat == vat_part(each.gross_pence - sum(back), each.vat)
