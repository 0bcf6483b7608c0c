"""Is a file unreadable to whoever keeps it, and is any change noticed?"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.files.port import key_of
from commonhall.capabilities.files.sealing import new_file_key, seal_content, unseal_content

AT = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
KEY = key_of(council_id=UUID(int=1), document_id=UUID(int=7), at=AT)
THEIRS = key_of(council_id=UUID(int=2), document_id=UUID(int=7), at=AT)


@given(st.binary(max_size=300))
def test_what_was_sealed_opens_again_in_its_place(content: bytes) -> None:
    own = new_file_key()
    sealed = seal_content(content, file_key=own, key=KEY)
    assert unseal_content(sealed, file_key=own, key=KEY) == content
    assert seal_content(content, file_key=own, key=KEY) != sealed
    if len(content) > 8:
        assert content not in sealed


@given(st.integers(min_value=0, max_value=41), st.integers(min_value=0, max_value=7))
def test_any_change_is_noticed(place: int, bit: int) -> None:
    own = new_file_key()
    sealed = bytearray(seal_content(b"a secret let", file_key=own, key=KEY))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(Rejected, match="damaged"):
        unseal_content(bytes(sealed), file_key=own, key=KEY)


def test_it_opens_in_no_other_place_and_with_no_other_key() -> None:
    own = new_file_key()
    sealed = seal_content(b"ours", file_key=own, key=KEY)
    for file_key, key in ((own, THEIRS), (new_file_key(), KEY)):
        with pytest.raises(Rejected, match="damaged"):
            unseal_content(sealed, file_key=file_key, key=key)
    for cut in (b"", sealed[:1], sealed[:9], b"plain text"):
        with pytest.raises(Rejected, match="damaged"):
            unseal_content(cut, file_key=own, key=KEY)
