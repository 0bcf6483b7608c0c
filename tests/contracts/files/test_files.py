"""Does every provider of files keep what it is given, whole, under its key and no other?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.files.port import Files, files_from, key_of
from commonhall.capabilities.ports import providers_of
from tests.contracts.files.benches import BENCHES, Make

COUNCIL, OTHER = UUID(int=1), UUID(int=2)
AT = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
KEY = key_of(council_id=COUNCIL, document_id=UUID(int=7), at=AT)
THEIRS = key_of(council_id=OTHER, document_id=UUID(int=7), at=AT)


@pytest.fixture(params=sorted(BENCHES))
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    with BENCHES[request.param](tmp_path) as made:
        yield made


@pytest.fixture
def files(make: Make) -> Files:
    return make()


def test_every_provider_has_a_bench() -> None:
    assert set(BENCHES) == {provider.name for provider in providers_of("files")}


@pytest.mark.parametrize("size", [0, 25_600, 13_000_000])
def test_what_is_put_is_got_again_by_another_process_too(make: Make, tmp_path: Path, size: int) -> None:
    content = (bytes(range(251)) * (size // 251 + 1))[:size]
    make().put(KEY, content)
    assert make().get(KEY) == content
    make().check()
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("size", [3, 13_000_000])
def test_putting_the_same_again_is_quiet_and_another_file_never_takes_its_place(files: Files, size: int) -> None:
    files.put(KEY, b"1" * size)
    files.put(KEY, b"1" * size)
    with pytest.raises(Rejected) as refused:
        files.put(KEY, b"2" * size)
    assert refused.value.code == "taken"
    assert files.get(KEY) == b"1" * size


def test_each_council_has_files_of_its_own(files: Files) -> None:
    files.put(KEY, b"ours")
    with pytest.raises(Rejected) as refused:
        files.get(THEIRS)
    assert refused.value.code == "not_found"
    files.put(THEIRS, b"theirs")
    assert files.get(KEY) == b"ours"


def test_what_is_removed_is_gone_and_removing_it_again_is_no_error(files: Files, tmp_path: Path) -> None:
    files.put(KEY, b"one")
    files.remove(KEY)
    files.remove(KEY)
    with pytest.raises(Rejected) as refused:
        files.get(KEY)
    assert refused.value.code == "not_found"
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize("key", ["", "../x", "/etc/passwd", f"{KEY}/..", f"../{KEY}", KEY.upper() + "G", f"{KEY}\n"])
def test_a_key_that_leads_elsewhere_is_refused(files: Files, key: str) -> None:
    for use in (files.get, files.remove, lambda key: files.put(key, b"x")):
        with pytest.raises(Rejected) as refused:
            use(key)
        assert refused.value.code == "key"


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    files = files_from("folder", {"folder": str(tmp_path / "files")})
    (tmp_path / "files").write_text("not a folder")
    for use in (files.check, lambda: files.put(KEY, b"x")):
        with pytest.raises(Misconfigured, match="Let the server write"):
            use()
