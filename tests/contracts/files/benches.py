"""How is each provider of files set up? One bench for each; the suite does the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from commonhall.capabilities.files.port import Files, files_from
from commonhall.capabilities.files.simulator.accounts import demo_store
from commonhall.capabilities.files.simulator.answers import running
from tests.loopback import loopback

Make = Callable[[], Files]
"""Makes the provider: each time as another process would."""
COUNCIL = "brynafon"
OTHER = "northmere"


@contextmanager
def _folder(path: Path) -> Iterator[Make]:
    yield lambda: files_from("folder", {"folder": str(path / "files")})


@contextmanager
def _s3(path: Path) -> Iterator[Make]:
    with loopback(), running(path / "files") as (address, _):
        yield lambda: files_from("s3", demo_store(COUNCIL, address))


BENCHES: dict[str, Callable[[Path], AbstractContextManager[Make]]] = {"folder": _folder, "s3": _s3}
