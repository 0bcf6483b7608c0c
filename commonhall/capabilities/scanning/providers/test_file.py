"""What looks into files where there is no scanner? It knows the test file, and no real virus: for trying things out."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from commonhall.capabilities.scanning.port import TEST_FILE, Verdict
from commonhall.core.values.words import Words


class NoSettings(BaseModel):
    """It needs none."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provider:
    """Finds the test file of EICAR, wherever it stands in a file."""

    name: ClassVar[str] = "test_file"
    title: ClassVar[Words] = Words(
        en="Knows only the test file: finds no real virus",
        cy="Yn adnabod y ffeil brawf yn unig: nid yw’n dod o hyd i feirws go iawn",
    )
    Settings: ClassVar[type[BaseModel]] = NoSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: NoSettings) -> None:
        self._settings = settings

    def scan(self, content: bytes) -> Verdict:
        """Look for the test file."""
        return Verdict("Eicar-Test-Signature" if TEST_FILE in content else "")

    def check(self) -> None:
        """It is always there."""
