"""Are files of cases whole, numbered and sent once, and are files of updates read only when they are whole?"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import paramiko
import pytest

from commonhall.capabilities.backoffice.port import BackOffice, Update, back_office_from
from commonhall.capabilities.backoffice.simulator.sftp import file_server
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from tests.contracts.backoffice.benches import files_out, fingerprint, put_updates, sftp_settings
from tests.contracts.backoffice.test_backoffice import parcel
from tests.loopback import loopback

NOW = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)
LINE = {"reference": "RP-7K3Q9-XW4P2", "status": "In Progress", "at": "2026-06-10T13:00:00+01:00", "text": "Ar y safle"}


def folder_office(folder: Path) -> BackOffice:
    """Return the provider that writes into a folder."""
    return back_office_from("csv_folder", {"folder": str(folder)})


def heard(office: BackOffice) -> list[Update]:
    """Return what the files say now."""
    return list(office.updates(NOW, NOW))


def test_files_are_numbered_and_say_everything(tmp_path: Path) -> None:
    office = folder_office(tmp_path)
    office.deliver(
        parcel(fields={"words": 'a "quoted", line\nand another ŵ', "yes": True, "many": ("a", "b"), "n": 1.5})
    )
    office.deliver(parcel("RP-8M4R2-YZ5Q3", act="update", external="EX-1", fields={"status": "CANCELLED"}))
    one, two = files_out(tmp_path)
    assert (one["sequence"], two["sequence"]) == ("1", "2")
    assert (one["words"], one["yes"], one["many"], one["n"]) == (
        'a "quoted", line\nand another ŵ', "true", "a; b", "1.5",
    )  # fmt: skip
    assert (two["act"], two["external"], two["status"]) == ("update", "EX-1", "CANCELLED")


def test_a_file_that_was_fetched_is_not_written_again(tmp_path: Path) -> None:
    office, one = folder_office(tmp_path), parcel()
    office.deliver(one)
    for path in (tmp_path / "out").iterdir():
        path.unlink()
    office.deliver(replace(one, tried=True))
    assert files_out(tmp_path) == []


def test_a_crash_between_the_number_and_the_file_leaves_one_file(tmp_path: Path) -> None:
    office, one = folder_office(tmp_path), parcel()
    (tmp_path / "sent").mkdir(parents=True)
    (tmp_path / "sent" / f"000007-{one.id}").write_bytes(b"")
    office.deliver(replace(one, tried=True))
    office.deliver(parcel("RP-8M4R2-YZ5Q3"))
    assert [line["sequence"] for line in files_out(tmp_path)] == ["7", "8"]


def test_a_column_of_our_own_cannot_be_mapped_to(tmp_path: Path) -> None:
    with pytest.raises(Rejected) as refused:
        folder_office(tmp_path).deliver(parcel(fields={"sequence": "9"}))
    assert refused.value.code == "fields"
    assert files_out(tmp_path) == []


def test_a_file_is_read_once_its_checksum_fits_and_goes_when_it_is_acknowledged(tmp_path: Path) -> None:
    office = folder_office(tmp_path)
    put_updates(tmp_path, "u1.csv", LINE, {**LINE, "status": "fixed", "at": "2026-06-10T14:00:00+01:00"})
    sums = (tmp_path / "in" / "u1.csv.sha256").read_text()
    (tmp_path / "in" / "u1.csv.sha256").unlink()
    assert heard(office) == []
    (tmp_path / "in" / "u1.csv.sha256").write_text(f"0{sums[1:]}" if sums[0] != "0" else f"1{sums[1:]}")
    assert heard(office) == []
    (tmp_path / "in" / "u1.csv.sha256").write_text(sums)
    one, two = heard(office)
    assert (one.status, one.at.isoformat(), one.text) == ("in_progress", "2026-06-10T12:00:00+00:00", "Ar y safle")
    office.acknowledge([one])
    assert len(heard(office)) == 2
    office.acknowledge([one, two])
    assert heard(office) == []
    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["u1.csv", "u1.csv.sha256"]


@pytest.mark.parametrize("wrong", [{"status": ""}, {"at": "2026-06-10T13:00:00"}, {"at": "soon"}, {"reference": ""}])
def test_a_wrong_file_is_named_with_its_line_and_holds_up_no_other(tmp_path: Path, wrong: dict[str, str]) -> None:
    office = folder_office(tmp_path)
    put_updates(tmp_path, "u1.csv", LINE, {**LINE, **wrong})
    put_updates(tmp_path, "u2.csv", LINE)
    (one,) = heard(office)
    office.acknowledge([one])
    with pytest.raises(Misconfigured) as problem:
        heard(office)
    assert "line 3 of u1.csv" in problem.value.mend


@pytest.mark.parametrize("name", ["../u.csv", ".hidden.csv", "u.txt", "u.csv.part"])
def test_other_names_are_left_alone(tmp_path: Path, name: str) -> None:
    office = folder_office(tmp_path)
    put_updates(tmp_path, name, LINE)
    assert heard(office) == []


def test_a_folder_that_cannot_be_written_is_for_the_operator(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Misconfigured):
        folder_office(tmp_path / "file").check()


def test_sftp_lets_nobody_in_who_is_not_whom_they_say(tmp_path: Path) -> None:
    with loopback(), file_server(tmp_path) as server:
        other = fingerprint(paramiko.ECDSAKey.generate().asbytes())
        with pytest.raises(Misconfigured) as stranger:
            back_office_from("csv_sftp", sftp_settings(server, host_key=other)).check()
        assert "Another computer answers" in stranger.value.mend
        with pytest.raises(Misconfigured) as refused:
            back_office_from("csv_sftp", sftp_settings(server, password="wrong")).check()
        assert "does not let us in" in refused.value.mend
        with pytest.raises(Misconfigured) as missing:
            back_office_from("csv_sftp", sftp_settings(server, folder="nowhere/below")).check()
        assert "no such folder" in missing.value.mend
    with loopback(), pytest.raises(Unavailable):
        back_office_from("csv_sftp", sftp_settings(server)).check()


def test_sftp_by_a_key(tmp_path: Path) -> None:
    key = paramiko.ECDSAKey.generate()
    written = io.StringIO()
    key.write_private_key(written)
    with loopback(), file_server(tmp_path, known=key) as server:
        settings = sftp_settings(server, password="", private_key=written.getvalue(), folder=".")
        office = back_office_from("csv_sftp", settings)
        office.check()
        office.deliver(parcel())
        assert [line["reference"] for line in files_out(tmp_path)] == ["RP-7K3Q9-XW4P2"]


@pytest.mark.parametrize("changes", [{"password": "", "private_key": ""}, {"private_key": "x"}, {"host_key": "none"}])
def test_sftp_settings_need_one_way_in_and_a_fingerprint(changes: dict[str, str]) -> None:
    made = {"host": "files.example.org", "username": "x", "password": "x", "host_key": f"SHA256:{'A' * 43}"}
    with pytest.raises(Misconfigured):
        back_office_from("csv_sftp", {**made, **changes})
