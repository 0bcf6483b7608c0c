"""What does the festival do without? Being killed on the way: providers would then be asked at other times than set."""

from __future__ import annotations

import pytest

from tests import killing


@pytest.fixture(autouse=True)
def _nobody_is_killed() -> None:
    killing.switch(on=False)
