"""A contractor's system whose clock the tests move, and a council that is linked to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commonhall.capabilities.backoffice.simulator.contractor import Contractor, running
from commonhall.cases.models import Case
from commonhall.connect.finding import hand_over_what_is_due
from commonhall.connect.hearing import hear_back_offices
from commonhall.connect.models import Link
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.loopback import loopback
from tests.rooms.connect.road_works import AT, link_roads, report
from tests.rooms.work.told import work


@dataclass
class Roads:
    """A council, its linked system, and the time for both."""

    council: CouncilSite
    contractor: Contractor
    link: Link
    at: datetime = AT

    def after(self, **passed: float) -> None:
        """Let time pass, find what is to go, hand it over, and hear what is new."""
        self.at += timedelta(**passed)
        self.find()
        self.deliver()
        self.hear()
        self.deliver()

    def find(self) -> None:
        """Look for what is to go."""
        hand_over_what_is_due(self.council, at=self.at)

    def deliver(self) -> None:
        """Hand over what is due."""
        work(self.council, at=self.at)

    def hear(self) -> None:
        """Ask what is new."""
        hear_back_offices(self.council, at=self.at)

    def report(self, kind: str = "hole", details: str = "By the shop.") -> Case:
        """Report a problem now."""
        return report(self.council, kind=kind, details=details, at=self.at)

    def read(self, case: Case) -> Case:
        """Return a case as it is stored now."""
        with in_council(self.council):
            stored: Case = Case.objects.get(id=case.id)
            return stored


@pytest.fixture
def roads(council: CouncilSite, tmp_path: Path) -> Iterator[Roads]:
    """A council whose road problems go to a contractor."""
    made: list[Roads] = []
    with loopback(), running(tmp_path, clock=lambda: made[0].at if made else AT) as contractor:
        with in_council(council):
            link = link_roads(council, contractor.address)
        made.append(Roads(council, contractor, link))
        yield made[0]
