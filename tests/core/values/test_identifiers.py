"""Are identifiers UUIDs of version 7 that sort by the time they were made?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.values.identifiers import uuid7

A_MILLISECOND = 1_000_000
MOMENTS = st.integers(min_value=0, max_value=(1 << 48) * A_MILLISECOND - 1)


def test_the_example_of_the_standard() -> None:
    """RFC 9562, appendix A.6: its twelve bits 0xCC3 are here 797,608 nanoseconds into the millisecond."""
    made = uuid7(0x017F22E279B0 * A_MILLISECOND + 797_608, random_bits=0x18C4DC0C0C07398F)
    assert str(made) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(MOMENTS)
def test_version_variant_and_time_are_there(moment: int) -> None:
    made = uuid7(moment)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == moment // A_MILLISECOND


@given(MOMENTS, st.integers(min_value=250, max_value=10**12))
def test_they_sort_by_time(moment: int, passed: int) -> None:
    """Two moments a quarter of a microsecond apart or more."""
    later = min(moment + passed, (1 << 48) * A_MILLISECOND - 1)
    if later - moment >= 250:
        assert uuid7(moment).bytes < uuid7(later).bytes


@pytest.mark.parametrize("moment", [-1, (1 << 48) * A_MILLISECOND])
def test_a_time_that_does_not_fit_is_refused(moment: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        uuid7(moment)
