"""How is each provider of the back office set up, what did it take, and how does the other side answer?"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonhall.capabilities.backoffice.port import BackOffice, back_office_from
from commonhall.capabilities.backoffice.simulator.accounts import demo_account, demo_webhook
from commonhall.capabilities.backoffice.simulator.contractor import Contractor, running
from commonhall.capabilities.backoffice.simulator.sftp import PASSWORD, USER, FileServer, file_server
from tests.loopback import loopback as loopback

COUNCIL = "stonemere"
OTHER = "brynafon"


@dataclass(frozen=True)
class Bench:
    """A provider with a system behind it.

    taken: the references of ours that it has, each as often as it has it. say: lets the other system say a status of
    the case with this reference of theirs and ours, with these words. polled: updates come by asking for them.
    """

    office: BackOffice
    taken: Callable[[], list[str]]
    say: Callable[[str, str, str, str], None] | None = None


def references_at(contractor: Contractor) -> list[str]:
    """Return our references in what the contractor took for the council."""
    rows = httpx.get(
        f"{contractor.address}/open311/v2/requests.json", params={"jurisdiction_id": COUNCIL}, trust_env=False
    ).json()
    return [str(row["description"]).rsplit(" ", 1)[1] for row in rows]


def say_at(contractor: Contractor, report: str, status: str, text: str, council: str = COUNCIL) -> None:
    """Let the contractor's staff write an update."""
    body = {"council": council, "report": report, "status": status, "text": text}
    httpx.post(f"{contractor.address}/_sim/updates", json=body, trust_env=False).raise_for_status()


@contextmanager
def _open311(folder: Path) -> Iterator[Bench]:
    with loopback(), running(folder) as contractor:
        yield Bench(
            back_office_from("open311", demo_account(COUNCIL, contractor.address)),
            lambda: references_at(contractor),
            lambda external, _ours, status, text: say_at(contractor, external, status, text),
        )


@contextmanager
def _webhook(folder: Path) -> Iterator[Bench]:
    with loopback(), running(folder) as contractor:
        settings = demo_webhook(COUNCIL, contractor.address)
        yield Bench(back_office_from("webhook", settings), lambda: references_at(contractor))


def put_updates(folder: Path, name: str, *lines: dict[str, str]) -> None:
    """Let the other system put a file of updates into the folder ``in``, with its checksum."""
    written = io.StringIO()
    writer = csv.DictWriter(written, ["update_id", "external", "reference", "status", "at", "text"])
    writer.writeheader()
    writer.writerows(lines)
    content = written.getvalue().encode()
    (folder / "in").mkdir(parents=True, exist_ok=True)
    (folder / "in" / name).write_bytes(content)
    (folder / "in" / f"{name}.sha256").write_text(f"{hashlib.sha256(content).hexdigest()}  {name}\n")


def files_out(folder: Path) -> list[dict[str, str]]:
    """Return the lines of the files that went out, by their numbers; each file fits its checksum."""
    found = []
    for path in sorted((folder / "out").glob("*.csv")):
        sums = path.with_name(f"{path.name}.sha256").read_text()
        assert sums == f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        with path.open(encoding="utf-8", newline="") as file:
            found += list(csv.DictReader(file))
    return found


def _say_in(folder: Path) -> Callable[[str, str, str, str], None]:
    def say(_external: str, ours: str, status: str, text: str) -> None:
        line = {"reference": ours, "status": status, "at": datetime.now(UTC).isoformat(), "text": text}
        put_updates(folder, f"updates-{status}.csv", line)

    return say


@contextmanager
def _csv_folder(folder: Path) -> Iterator[Bench]:
    def taken() -> list[str]:
        return [line["reference"] for line in files_out(folder) if line["act"] == "open"]

    yield Bench(back_office_from("csv_folder", {"folder": str(folder)}), taken, _say_in(folder))


def sftp_settings(server: FileServer, **changes: Any) -> dict[str, Any]:
    """Return what a council fills in for the simulator of a server of files."""
    made = {"host": "127.0.0.1", "port": server.port, "username": USER, "password": PASSWORD}
    return {**made, "host_key": fingerprint(server.key.asbytes()), "folder": "exchange", "seconds": 5, **changes}


def fingerprint(key: bytes) -> str:
    """Return the fingerprint of a public key as OpenSSH shows it."""
    return f"SHA256:{base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip('=')}"


@contextmanager
def _csv_sftp(folder: Path) -> Iterator[Bench]:
    below = folder / "exchange"
    below.mkdir()

    def taken() -> list[str]:
        return [line["reference"] for line in files_out(below) if line["act"] == "open"]

    with loopback(), file_server(folder) as server:
        yield Bench(back_office_from("csv_sftp", sftp_settings(server)), taken, _say_in(below))


@contextmanager
def _email(folder: Path) -> Iterator[Bench]:
    def taken() -> list[str]:
        letters = [message_from_bytes(path.read_bytes(), policy=default) for path in (folder / "mail").glob("*.eml")]
        subjects = [str(each["Subject"]) for each in letters]
        return [subject.partition(":")[0] for subject in subjects if subject.endswith("a case for you")]

    settings = {"to": "depot@example.org", "provider": "outbox_folder", "mail": {"folder": str(folder / "mail")}}
    yield Bench(back_office_from("email", settings), taken)


BENCHES: dict[str, Callable[[Path], AbstractContextManager[Bench]]] = {
    "csv_folder": _csv_folder,
    "csv_sftp": _csv_sftp,
    "email": _email,
    "open311": _open311,
    "webhook": _webhook,
}


@pytest.fixture
def contractor(tmp_path: Path) -> Iterator[Contractor]:
    """The contractor's system, running, which may be called."""
    with loopback(), running(tmp_path / "contractor") as made:
        yield made
