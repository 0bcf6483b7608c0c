"""Can somebody's message become a complaint, although nobody said yet which service it is about?"""

from __future__ import annotations

from datetime import UTC, datetime

from commonhall.cases.together.recasting import change_service
from commonhall.catalogue.operations import LIBRARY
from commonhall.catalogue.queries import get_service
from commonhall.core.language.loading import read_folder
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.adopting import adopt_own
from tests.rooms.office.desk import open_case, read_case
from tests.rooms.providers import bind_local_providers


def test_the_team_beside_the_missing_answer_has_it(council: CouncilSite) -> None:
    case, at = open_case(council), datetime.now(UTC)
    bind_local_providers(council, at=at)
    with in_council(council):
        read = read_folder(LIBRARY / "complaints")
        adopt_own(council, "complaints", read.pattern, at=at)
        to = get_service("complaints", council=council, day=london_day(at))
        change_service(case_id=case.id, to=to, why="It is one", expect=None, council=council, by=SYSTEM, at=at)
    moved = read_case(council, case)
    assert (moved.pattern, moved.state, moved.team) == ("complaints", "received", "customer_services")
