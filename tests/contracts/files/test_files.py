"""Does every provider of files keep what it is given, whole, under its key and no other?"""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.files.port import Files, files_from, key_of
from commonhall.capabilities.ports import providers_of
from tests.contracts.files.benches import BENCHES

COUNCIL, OTHER = UUID(int=1), UUID(int=2)
AT = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
KEY = key_of(council_id=COUNCIL, document_id=UUID(int=7), at=AT)
THEIRS = key_of(council_id=OTHER, document_id=UUID(int=7), at=AT)


@pytest.fixture(params=sorted(BENCHES))
def make(request: pytest.FixtureRequest) -> Callable[[Path], Files]:
    return BENCHES[request.param]


def test_every_provider_has_a_bench() -> None:
    assert set(BENCHES) == {provider.name for provider in providers_of("files")}


def test_what_is_put_is_got_again_by_another_process_too(make: Callable[[Path], Files], tmp_path: Path) -> None:
    content = bytes(range(256)) * 100
    make(tmp_path).put(KEY, content)
    assert make(tmp_path).get(KEY) == content
    make(tmp_path).check()
    assert not list(tmp_path.rglob("*.part"))


def test_putting_the_same_again_is_quiet_and_another_file_never_takes_its_place(
    make: Callable[[Path], Files], tmp_path: Path
) -> None:
    files = make(tmp_path)
    files.put(KEY, b"one")
    files.put(KEY, b"one")
    with pytest.raises(Rejected) as refused:
        files.put(KEY, b"two")
    assert refused.value.code == "taken"
    assert files.get(KEY) == b"one"


def test_each_council_has_files_of_its_own(make: Callable[[Path], Files], tmp_path: Path) -> None:
    files = make(tmp_path)
    files.put(KEY, b"ours")
    with pytest.raises(Rejected) as refused:
        files.get(THEIRS)
    assert refused.value.code == "not_found"
    files.put(THEIRS, b"theirs")
    assert files.get(KEY) == b"ours"


def test_what_is_removed_is_gone_and_removing_it_again_is_no_error(
    make: Callable[[Path], Files], tmp_path: Path
) -> None:
    files = make(tmp_path)
    files.put(KEY, b"one")
    files.remove(KEY)
    files.remove(KEY)
    with pytest.raises(Rejected):
        files.get(KEY)
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize("key", ["", "../x", "/etc/passwd", f"{KEY}/..", f"../{KEY}", KEY.upper() + "G", f"{KEY}\n"])
def test_a_key_that_leads_elsewhere_is_refused(make: Callable[[Path], Files], tmp_path: Path, key: str) -> None:
    files = make(tmp_path)
    for use in (files.get, files.remove, lambda key: files.put(key, b"x")):
        with pytest.raises(Rejected) as refused:
            use(key)
        assert refused.value.code == "key"


def test_a_folder_that_cannot_be_written_says_what_to_do(make: Callable[[Path], Files], tmp_path: Path) -> None:
    files = make(tmp_path)
    (tmp_path / "files").write_text("not a folder")
    for use in (files.check, lambda: files.put(KEY, b"x")):
        with pytest.raises(Misconfigured, match="Let the server write"):
            use()


def test_a_sealed_file_cannot_be_read_changed_or_moved_unseen(tmp_path: Path) -> None:
    files = BENCHES["sealed_folder"](tmp_path)
    files.put(KEY, b"a secret letter")
    files.put(THEIRS, b"another letter")
    place = tmp_path / "files" / KEY
    kept = place.read_bytes()
    assert b"secret" not in kept
    assert place.stat().st_mode & 0o077 == 0
    for wrong in (kept[:-1] + bytes([kept[-1] ^ 1]), kept[:5], (tmp_path / "files" / THEIRS).read_bytes()):
        place.write_bytes(wrong)
        with pytest.raises(Rejected) as refused:
            files.get(KEY)
        assert refused.value.code == "damaged"


@pytest.mark.parametrize("key", ["short", "", base64.b64encode(b"x" * 16).decode()])
def test_a_key_file_that_is_none_is_named_but_never_shown(tmp_path: Path, key: str) -> None:
    path = tmp_path / "key"
    path.write_text(key)
    with pytest.raises(Misconfigured, match="32 random bytes") as refused:
        files_from("sealed_folder", {"folder": str(tmp_path), "key_file": str(path)})
    assert not key or key not in str(refused.value)
