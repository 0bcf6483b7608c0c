"""Does only what was asked anew, as it was asked, stand in the place of an answer?"""

from __future__ import annotations

import pytest

from commonhall.core.lifecycle.replacing import replaced_answers
from tests.core.lifecycle.permits import PERMITS
from tests.core.lifecycle.requests import effective_of

KEEPS = "keeps: {zone: asked.zone},"
ASKS = "ask: [{id: zone, type: text, label: Zone}]"


def replaced(keeps: str, asks: str, **kept: object) -> dict[str, object]:
    pattern = PERMITS.replace(KEEPS, f"keeps: {keeps},").replace(ASKS, f"ask: [{asks}]")
    return replaced_answers(effective_of(pattern), kept)


def test_what_is_asked_by_the_same_name_replaces_the_answer() -> None:
    asked = "{id: plate, type: text, label: Registration}"
    assert replaced("{plate: asked.plate}", asked, plate="AB12 CDE", zone="A") == {"plate": "AB12 CDE"}
    assert replaced("{plate: asked.plate}", asked) == {}


@pytest.mark.parametrize(
    ("keeps", "asks"),
    [
        ("{zone: asked.zone}", "{id: zone, type: text, label: Zone}"),
        ("{plate: asked.zone}", "{id: zone, type: text, label: Zone}"),
        ("{plate: \"asked.plate + '!'\"}", "{id: plate, type: text, label: Registration}"),
        ("{plate: asked.plate}", "{id: plate, type: number, label: How many?}"),
    ],
    ids=["no question of the journey", "another question", "worked out", "another type"],
)
def test_nothing_else_does(keeps: str, asks: str) -> None:
    assert replaced(keeps, asks, plate="AB12 CDE", zone="A") == {}
