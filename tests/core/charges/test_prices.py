"""Prices of real councils as charges: the worked examples of rules-and-clocks.md, sections 4 and 5."""

from __future__ import annotations

from typing import Any

import pytest

from commonhall.core.charges.lines import lines_of
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed
from commonhall.core.tables.looking import look_up
from commonhall.core.values.words import Words
from tests.core.tables.small import found, small


def total(effective: Effective, today: str, **answers: Any) -> int:
    """Return the pence that are due, with the tables worked out first as a journey does."""
    scope = dict(effective.scope(answers=answers, today=today, now=f"{today}T09:00:00"))
    scope["tables"] = {name: look_up(effective, name, scope).value for name in effective.pattern.tables}
    return lines_of(effective, scope).total_pence


EALING = small("""
tables:
  band:
    title: Emission band
    inputs:
      known: {title: Vehicle found, value: answers.known, type: bool}
      co2: {title: CO2 in g/km, value: answers.co2, type: int}
      engine: {title: Engine in cc, value: answers.engine, type: int}
    outputs: {band: int}
    complete: true
    rows:
      - {when: {known: false}, then: {band: 4}}
      - {when: {co2: "<= 100"}, then: {band: 1}}
      - {when: {co2: 101..140}, then: {band: 2}}
      - {when: {co2: 141..185}, then: {band: 3}}
      - {when: {co2: ">= 186"}, then: {band: 4}}
      - {when: {co2: missing, engine: "<= 1100"}, then: {band: 1}}
      - {when: {co2: missing, engine: 1101..1600}, then: {band: 2}}
      - {when: {co2: missing, engine: 1601..1849}, then: {band: 3}}
      - {when: {co2: missing, engine: ">= 1850 | missing"}, then: {band: 4}}
  price:
    title: Price
    inputs: {band: {title: Band, value: tables.band.band, type: int}}
    outputs: {band_1: money, band_2: money, band_3: money, band_4: money,
              nox: money, electric: money, extra: money, part_day: money}
    rows:
      - {then: {band_1: 5000, band_2: 7500, band_3: 10000, band_4: 12500,
                nox: 5000, electric: 2000, extra: 5000, part_day: 1000}, to: 2022-04-13}
      - {then: {band_1: 5000, band_2: 7600, band_3: 10200, band_4: 13000,
                nox: 5000, electric: 2000, extra: 5500, part_day: 500}, from: 2022-04-14, to: 2024-03-31}
      - {then: {band_1: 5300, band_2: 8500, band_3: 11700, band_4: 15000,
                nox: 5000, electric: 2000, extra: 5500, part_day: 500}, from: 2024-04-01}
charges:
  - id: permit
    label: {en: Resident permit, cy: Trwydded preswylydd}
    amount: >-
      [tables.price.band_1, tables.price.band_2, tables.price.band_3, tables.price.band_4][tables.band.band - 1]
      + (answers.diesel_before_2015 ? tables.price.nox : 0) + answers.other_permits * tables.price.extra
      - (answers.electric ? tables.price.electric : 0) - (answers.part_day ? tables.price.part_day : 0)
    at_least: 2000
""")


def ealing(today: str, co2: int | None, **more: Any) -> int:
    asked = {"known": True, "engine": None, "diesel_before_2015": False, "other_permits": 0,
             "electric": False, "part_day": False}  # fmt: skip
    return total(EALING, today, **{**asked, "co2": co2, **more})


KENSINGTON = small("""
settings:
  base: {type: dated_money, title: Base, default: [{from: 2021-04-01, pence: 2100}, {from: 2022-04-01, pence: 2200}]}
tables:
  rate:
    title: Price of a gram
    inputs: {months: {title: Months, value: answers.months, type: int}}
    outputs: {pence: money}
    rows:
      - {when: {months: 3}, then: {pence: 24}, to: 2022-03-31}
      - {when: {months: 6}, then: {pence: 48}, to: 2022-03-31}
      - {when: {months: 12}, then: {pence: 96}, to: 2022-03-31}
      - {when: {months: 3}, then: {pence: 25}, from: 2022-04-01}
      - {when: {months: 6}, then: {pence: 50}, from: 2022-04-01}
      - {when: {months: 12}, then: {pence: 100}, from: 2022-04-01}
charges:
  - {id: base, label: Permit, amount: "dated(settings.base, today)"}
  - {id: emission, label: Emissions, when: "!answers.electric", quantity: answers.co2, amount: tables.rate.pence}
""")

TUNBRIDGE_WELLS = small("""
charges:
  - id: collection
    label: {en: Bulky waste collection, cy: Casglu gwastraff swmpus}
    quantity: round_up(answers.small + 2 * answers.medium + 4 * (answers.large + answers.electrical), 4)
    amount: 4320
    free: "answers.benefits && answers.free_left ? 1 : 0"
    free_because: {en: One free collection every 30 days, cy: Un casgliad am ddim bob 30 diwrnod}
""")


def wells(small: int = 0, medium: int = 0, large: int = 0, electrical: int = 0, benefits: bool = False) -> int:
    return total(TUNBRIDGE_WELLS, "2026-06-10", small=small, medium=medium, large=large, electrical=electrical,
                 benefits=benefits, free_left=benefits)  # fmt: skip


CHARNWOOD = small("charges: [{id: items, label: Items, quantity: 'round_up(answers.items, 3)', amount: 2500}]")
SWINDON = small("""
charges:
  - {id: items, label: Collection, amount: "answers.reduction >= 80 ? 3000 : 3700"}
""")
HILLINGDON = small("""
tables:
  price:
    title: Price
    inputs:
      landlord: {title: Landlord, value: answers.landlord, type: bool}
      age: {title: Age, value: answers.age, type: int}
    outputs: {pence: money, free_every_months: int}
    rows:
      - {when: {landlord: true}, then: {pence: 5500, free_every_months: 0}, to: 2023-03-31}
      - {when: {age: ">= 65"}, then: {pence: 3000, free_every_months: 3}, to: 2023-03-31}
      - {then: {pence: 3000, free_every_months: 0}, to: 2023-03-31}
      - {when: {landlord: true}, then: {pence: 8500, free_every_months: 0}, from: 2023-04-01}
      - {when: {age: ">= 65"}, then: {pence: 3500, free_every_months: 0}, from: 2023-04-01}
      - {then: {pence: 4800, free_every_months: 0}, from: 2023-04-01}
charges:
  - id: collection
    label: Collection
    amount: tables.price.pence
    free: "tables.price.free_every_months > 0 && answers.months_since_free >= tables.price.free_every_months ? 1 : 0"
""")
CROYDON = small("""
tables:
  band:
    title: Band
    inputs:
      registered: {title: First registered, value: answers.registered, type: date}
      fuel: {title: Fuel, value: answers.fuel}
      co2: {title: CO2, value: answers.co2, type: int}
      engine: {title: Engine, value: answers.engine, type: int}
    outputs: {band: int}
    rows:
      - {when: {registered: "< 2001-03-01", engine: "<= 1600"}, then: {band: 6}}
      - {when: {registered: "< 2001-03-01", engine: ">= 1601"}, then: {band: 7}}
      - {when: {co2: missing}, then: {band: 5}}
      - {when: {co2: 0, fuel: petrol | diesel}, then: {band: 5}}
      - {when: {co2: 0}, then: {band: 1}}
      - {when: {co2: 1..75}, then: {band: 2}}
      - {when: {co2: 76..165}, then: {band: 3}}
      - {when: {co2: 166..225}, then: {band: 4}}
      - {when: {co2: ">= 226"}, then: {band: 5}}
  surcharge:
    title: Diesel surcharge
    inputs:
      fuel: {title: Fuel, value: answers.fuel}
      registered: {title: First registered, value: answers.registered, type: date}
    outputs: {due: bool}
    rows: [{when: {fuel: diesel, registered: "< 2015-09-01"}, then: {due: true}}]
    otherwise: {due: false}
""")


def croydon(co2: int | None, fuel: str = "petrol", registered: str = "2019-01-01", engine: int = 1400) -> int:
    band: int = found(CROYDON, "band", co2=co2, fuel=fuel, registered=registered, engine=engine)["band"]
    return band


OLD_KENSINGTON = small("""
tables:
  band:
    title: Band
    inputs:
      co2: {title: CO2, value: answers.co2, type: int}
      registered: {title: First registered, value: answers.registered, type: date}
    outputs: {band: int}
    rows:
      - {when: {co2: "> 225", registered: 2001-03-01..2006-03-22}, then: {band: 6}}
      - {when: {co2: "> 225", registered: ">= 2006-03-23"}, then: {band: 7}}
""")

LATEST = "2024-06-01"


@pytest.mark.parametrize(
    ("example", "given", "expected"),
    [
        ("W64", ealing("2022-04-01", 100), 5000),
        ("W64", ealing("2022-04-01", 101), 7500),
        ("W65", ealing("2022-04-13", 120), 7500),
        ("W65", ealing("2022-04-14", 120), 7600),
        ("W65", ealing(LATEST, 120), 8500),
        ("W66", ealing("2022-04-01", 0, electric=True), 3000),
        ("W66", ealing("2022-04-01", 0, electric=True, part_day=True), 2000),
        ("W67", ealing("2022-05-01", 0, electric=True, part_day=True), 2500),
        ("W68", ealing("2022-04-01", 141, diesel_before_2015=True), 15000),
        ("W69", ealing("2022-05-01", 141, diesel_before_2015=True, other_permits=2), 26200),
        ("W70", ealing("2022-05-01", 190, other_permits=3), 29500),
        ("W71", ealing(LATEST, None, engine=1600), 8500),
        ("W71", ealing(LATEST, None, engine=1601), 11700),
        ("W71", ealing(LATEST, None, known=False), 15000),
        ("W72", croydon(0), 5),
        ("W72", croydon(0, "electric"), 1),
        ("W73", [croydon(grams) for grams in (75, 76, 165, 166, 225, 226)], [2, 3, 3, 4, 4, 5]),
        ("W74", [croydon(None, registered="2000-06-01", engine=cc) for cc in (1600, 1601)], [6, 7]),
        ("W75", [found(CROYDON, "surcharge", fuel="diesel", registered=day)["due"]
                 for day in ("2015-08-31", "2015-09-01")], [True, False]),
        ("W76", total(KENSINGTON, "2021-06-01", co2=120, months=12, electric=False), 13620),
        ("W76", total(KENSINGTON, "2022-06-01", co2=120, months=12, electric=False), 14200),
        ("W77", total(KENSINGTON, "2021-06-01", co2=120, months=3, electric=False), 4980),
        ("W77", total(KENSINGTON, "2021-06-01", co2=0, months=3, electric=True), 2100),
        ("W78", [found(OLD_KENSINGTON, "band", co2=230, registered=day)["band"]
                 for day in ("2006-03-22", "2006-03-23")], [6, 7]),
        ("W79", [wells(small=4), wells(small=2, medium=1)], [4320, 4320]),
        ("W80", [wells(small=3, medium=1), wells(medium=3), wells(small=5)], [8640, 8640, 8640]),
        ("W81", wells(small=1, large=1, electrical=1), 12960),
        ("W83", [total(CHARNWOOD, LATEST, items=items) for items in (3, 4, 9)], [2500, 5000, 7500]),
        ("W84", total(CHARNWOOD, LATEST, items=3 + 1), 5000),
        ("W85", [total(SWINDON, LATEST, reduction=percent) for percent in (79, 80)], [3700, 3000]),
        ("W87", [total(HILLINGDON, day, landlord=False, age=70, months_since_free=3)
                 for day in ("2023-03-31", "2023-04-01")], [0, 3500]),
    ],
)  # fmt: skip
def test_the_price(example: str, given: Any, expected: Any) -> None:
    assert given == expected, example


def lines(text: str, **answers: Any) -> Any:
    effective = small(text)
    return lines_of(effective, effective.scope(answers=answers, today="2026-06-10")).lines


def test_a_free_allowance_takes_its_part_and_says_why() -> None:
    asked = {"small": 4, "medium": 0, "large": 1, "electrical": 0, "benefits": True, "free_left": True}
    scope = TUNBRIDGE_WELLS.scope(answers=asked)
    line = lines_of(TUNBRIDGE_WELLS, scope).lines[0]
    assert (line.quantity, line.free, line.total_pence) == (2, 1, 4320)
    assert line.why == (
        Words(en="2 at £43.20 each", cy="2 am £43.20 yr un"),
        Words(en="One free collection every 30 days", cy="Un casgliad am ddim bob 30 diwrnod"),
    )


def test_what_is_all_free_costs_nothing_whatever_the_least_charge() -> None:
    (line,) = lines("charges: [{id: a, label: A, amount: 500, quantity: 2, free: 5, at_least: 900}]")
    assert (line.total_pence, line.free) == (0, 2)
    assert [words.en for words in line.why] == ["2 at £5 each", "2 of 2 free"]


def test_a_waiver_leaves_the_line_with_its_reason() -> None:
    (line,) = lines("charges: [{id: a, label: A, amount: 500, waived_when: answers.badge, waiver: Blue Badge}]",
                    badge=True)  # fmt: skip
    assert (line.total_pence, line.waived, line.why) == (0, True, (Words(en="Blue Badge"),))


@pytest.mark.parametrize(("count", "pence"), [(1, 1500), (2, 2000), (5, 3000)])
def test_a_line_keeps_within_its_bounds(count: int, pence: int) -> None:
    text = "charges: [{id: a, label: A, amount: 1000, quantity: answers.n, at_least: 1500, at_most: 3000}]"
    (line,) = lines(text, n=count)
    assert line.total_pence == pence


def test_nothing_is_ever_below_zero() -> None:
    (line,) = lines("charges: [{id: a, label: A, amount: 1000 - answers.off}]", off=1500)
    assert line.total_pence == 0
    assert lines("charges: [{id: a, label: A, amount: 1000, quantity: answers.n}]", n=-1) == ()


def test_vat_is_the_part_that_is_in_the_amount() -> None:
    text = "charges: [{id: a, label: A, amount: 4320, vat: standard, ledger: \"'BW' + '01'\"}]"
    (line,) = lines(text)
    assert (line.vat_pence, line.ledger) == (720, "BW01")
    assert lines("charges: [{id: a, label: A, amount: 1000, vat: standard}]")[0].vat_pence == 167


def test_each_item_has_its_line() -> None:
    text = """
charges:
  - {id: bin, label: "Bin for {item.place}", each: answers.bins, amount: "item.big ? 900 : 500"}
"""
    bins = [{"id": "k3", "place": "front", "big": True}, {"id": "k4", "place": "back", "big": False}]
    found = lines(text, bins=bins)
    assert [(line.key, line.label.en, line.total_pence) for line in found] == [
        ("k3", "Bin for front", 900), ("k4", "Bin for back", 500),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("charges: [{id: a, label: A, amount: answers.n}]", "charges.a.amount"),
        ("charges: [{id: a, label: A, amount: 1, quantity: \"'two'\"}]", "charges.a.quantity"),
        ("charges: [{id: a, label: A, amount: 10000001}]", "charges"),
    ],
)
def test_what_cannot_be_worked_out_has_no_price(text: str, place: str) -> None:
    with pytest.raises(ExpressionFailed) as failed:
        lines(text, n=None)
    assert failed.value.place == place


def test_an_answer_that_is_not_there_yet_is_named() -> None:
    with pytest.raises(ExpressionFailed) as failed:
        lines("charges: [{id: a, label: A, amount: answers.n}]")
    assert failed.value.unanswered == ("answers.n",)
