"""How is each provider of the back office set up, what did it take, and how does the other side answer?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from commonhall.capabilities.backoffice.port import BackOffice, back_office_from
from commonhall.capabilities.backoffice.simulator.accounts import demo_account, demo_webhook
from commonhall.capabilities.backoffice.simulator.contractor import Contractor, running
from commonhall.capabilities.network import let_inside, restore_inside

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


@contextmanager
def loopback() -> Iterator[None]:
    """Let programs on this computer be called, as in a demonstration."""
    before = let_inside(loopback=True)
    try:
        yield
    finally:
        restore_inside(before)


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


BENCHES: dict[str, Callable[[Path], AbstractContextManager[Bench]]] = {"open311": _open311, "webhook": _webhook}


@pytest.fixture
def contractor(tmp_path: Path) -> Iterator[Contractor]:
    """The contractor's system, running, which may be called."""
    with loopback(), running(tmp_path / "contractor") as made:
        yield made
