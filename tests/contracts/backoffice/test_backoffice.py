"""Does every provider of the back office keep the promises of its port?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from commonhall.capabilities.backoffice.port import Parcel, Value, back_office_from
from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.ports import providers_of
from tests.contracts.backoffice.benches import BENCHES, Bench

NAMES = [provider.name for provider in providers_of("backoffice")]
FIELDS: Mapping[str, Value] = {
    "service_code": "POTHOLE",
    "lat": 52.7061,
    "long": -2.7418,
    "description": 'Outside number 12 & the "Mere" shop, <deep>: twll ŵyl 🚧',
    "attribute[size]": "L",
    "attribute[where]": ("cway", "fway"),
}


@pytest.fixture(params=NAMES)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with BENCHES[request.param](tmp_path) as made:
        yield made


def parcel(reference: str = "RP-7K3Q9-XW4P2", **changes: Any) -> Parcel:
    made = Parcel(id=uuid4(), act="open", reference=reference, fields=FIELDS, made_at=datetime.now(UTC))
    return replace(made, **changes)


def test_every_provider_has_a_bench() -> None:
    assert set(BENCHES) == set(NAMES)


def test_it_checks_out(bench: Bench) -> None:
    bench.office.check()
    assert bench.taken() == []


def test_what_is_handed_over_arrives_with_our_reference(bench: Bench) -> None:
    bench.office.deliver(parcel())
    assert bench.taken() == ["RP-7K3Q9-XW4P2"]


def test_the_same_parcel_twice_is_handed_over_once(bench: Bench) -> None:
    one = parcel()
    first = bench.office.deliver(one)
    assert bench.office.deliver(replace(one, tried=True)) == first
    assert bench.taken() == [one.reference]


def test_two_cases_are_two(bench: Bench) -> None:
    bench.office.deliver(parcel())
    bench.office.deliver(parcel("RP-8M4R2-YZ5Q3"))
    assert sorted(bench.taken()) == ["RP-7K3Q9-XW4P2", "RP-8M4R2-YZ5Q3"]


def test_an_update_is_handed_over_once(bench: Bench) -> None:
    opened = bench.office.deliver(parcel())
    fields = {"status": "CANCELLED", "description": "They told us that it has gone."}
    change = parcel(act="update", fields=fields, external=opened.external)
    bench.office.deliver(change)
    assert bench.office.deliver(replace(change, tried=True)).external == opened.external


def test_what_the_other_system_says_is_heard(bench: Bench) -> None:
    if bench.say is None:
        pytest.skip("people, or the other system itself, tell of changes")
    opened = bench.office.deliver(parcel())
    bench.say(opened.external, "RP-7K3Q9-XW4P2", "in_progress", "Mae'r criw ar y safle.")
    now = datetime.now(UTC)
    heard = bench.office.updates(now - timedelta(hours=2), now + timedelta(minutes=1))
    said = [each for each in heard if each.status == "in_progress"]
    assert [each.text for each in said] == ["Mae'r criw ar y safle."]
    assert said[0].external == opened.external or said[0].reference == "RP-7K3Q9-XW4P2"
    assert said[0].at.tzinfo is not None
    assert list(bench.office.updates(now - timedelta(hours=2), now + timedelta(minutes=1))) == list(heard)
    bench.office.acknowledge(heard)


def test_nothing_is_heard_of_another_time(bench: Bench) -> None:
    bench.office.deliver(parcel())
    then = datetime.now(UTC) - timedelta(days=30)
    assert list(bench.office.updates(then, then + timedelta(hours=1))) == []


def test_a_token_that_nobody_gave_is_not_found(bench: Bench) -> None:
    with pytest.raises(Rejected) as rejected:
        bench.office.reference_for("t-nonsense")
    assert rejected.value.code == "not_found"


@pytest.mark.parametrize("name", NAMES)
def test_wrong_settings_are_named_without_their_values(name: str) -> None:
    with pytest.raises(Misconfigured) as wrong:
        back_office_from(name, {"nonsense": "s3cret-value"})
    assert "nonsense" in wrong.value.mend
    assert "s3cret-value" not in wrong.value.mend
