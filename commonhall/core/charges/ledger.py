"""Which ledger code gets how much of what was paid and given back? To the penny, with the VAT in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, get_args

from commonhall.core.charges.vat import vat_part
from commonhall.core.language.charge_model import Vat

Entry = Literal["payment", "waiver", "refund"]
VATS: Final[tuple[Vat, ...]] = get_args(Vat)


@dataclass(frozen=True, slots=True)
class Posting:
    """One amount for one ledger code. gross_pence, with vat_pence in it: below zero for what was given back.

    waived_pence: what was not asked for, with an amount of nothing.
    """

    entry: Entry
    line: str
    label: str
    fund: str
    ledger: str
    vat: Vat
    gross_pence: int
    vat_pence: int
    waived_pence: int = 0

    @property
    def net_pence(self) -> int:
        """The amount without VAT."""
        return self.gross_pence - self.vat_pence


def postings_of_payment(lines: Sequence[Mapping[str, Any]], amount_pence: int) -> tuple[Posting, ...]:
    """Return what a payment comes to for each of its lines; together exactly ``amount_pence``.

    lines: the charges as the payment keeps them. What no line accounts for stands alone, without a code, so that
    somebody sees it.
    """
    found = [posting for line in lines for posting in _of_line(line)]
    rest = amount_pence - sum(each.gross_pence for each in found)
    if rest:
        found.append(Posting("payment", "", "", "", "", "outside_scope", rest, 0))
    return tuple(found)


def _of_line(line: Mapping[str, Any]) -> Iterable[Posting]:
    vat = next((each for each in VATS if each == line.get("vat")), VATS[0])
    label = str((line.get("label") or {}).get("en") or line.get("id", ""))
    total = int(line.get("total") or 0)
    paid = Posting(
        "payment", str(line.get("id", "")), label, str(line.get("fund") or ""), str(line.get("ledger") or ""), vat,
        total, vat_part(total, vat),
    )  # fmt: skip
    if total:
        yield paid
    waived = int(line.get("amount") or 0) * int(line.get("quantity") or 0) if line.get("waived") else 0
    if waived:
        yield replace(paid, entry="waiver", gross_pence=0, vat_pence=0, waived_pence=waived)


def postings_of_refunds(
    lines: Sequence[Mapping[str, Any]], amount_pence: int, refunds: Sequence[int]
) -> tuple[tuple[Posting, ...], ...]:
    """Return what each refund of a payment takes back of each line; each together exactly its amount, below zero.

    refunds: in pence, the oldest first. Each is shared out by what is left of the lines, so that no line gives back
    more than it took, and a payment that is given back whole leaves nothing anywhere, VAT included.
    """
    paid = [each for each in postings_of_payment(lines, amount_pence) if each.entry == "payment"]
    left = [each.gross_pence for each in paid]
    found: list[tuple[Posting, ...]] = []
    for pence in refunds:
        parts = _shared(pence, left)
        found.append(
            tuple(
                replace(
                    each,
                    entry="refund",
                    gross_pence=-part,
                    vat_pence=vat_part(rest - part, each.vat) - vat_part(rest, each.vat),
                )
                for each, rest, part in zip(paid, left, parts, strict=True)
                if part
            )
        )
        left = [rest - part for rest, part in zip(left, parts, strict=True)]
    return tuple(found)


def _shared(pence: int, left: Sequence[int]) -> list[int]:
    """Return ``pence`` in parts that are in proportion to ``left`` and none above it. Raises ValueError for more."""
    total = sum(left)
    if not 0 <= pence <= total:
        raise ValueError(f"{pence} of {total} pence cannot be given back")
    if not total:
        return [0 for _ in left]
    parts = [pence * each // total for each in left]
    most_cut = sorted(range(len(left)), key=lambda number: -(pence * left[number] % total))
    for number in most_cut[: pence - sum(parts)]:
        parts[number] += 1
    return parts
