"""What does Commonhall ask of anything that looks for viruses in files, and in which words?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

from commonhall.capabilities.ports import make_provider

TEST_FILE: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + b"$H+H*"
"""The harmless text that every scanner takes for a virus, put together here so that no scanner minds this file.
Source: EICAR, the anti-malware test file."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a file. found: what the scanner calls it; blank in a clean one."""

    found: str = ""

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not self.found


class Scanning(Protocol):
    """Looks into files. It never sees their names, nor whose they are.

    Every method raises only ``Unavailable``, ``Rejected`` or ``Misconfigured``. The codes of ``Rejected``:
    ``too_large`` and ``unreadable``: this file cannot be judged, now or later.
    """

    def scan(self, content: bytes) -> Verdict:
        """Return what is in ``content``."""

    def check(self) -> None:
        """Try the provider with the test file."""


def scanning_from(provider: str, settings: Mapping[str, Any]) -> Scanning:
    """Return the provider of that name with a council's settings. Raises Misconfigured where they are wrong."""
    return cast(Scanning, make_provider("scanning", provider, settings))
