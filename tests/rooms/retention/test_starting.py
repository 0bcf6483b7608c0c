"""Is a case kept from the last contact, or from the end of its permit, where its pattern says so?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from commonhall.cases.models import Case, Entitlement, Message
from commonhall.catalogue.queries import Service, get_service
from commonhall.core.clocks.deadlines import add_months
from commonhall.core.values.dates import london_day
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Member
from commonhall.record.models import Event
from commonhall.retention.disposing import go_on
from commonhall.retention.models import Item
from commonhall.retention.operations import NothingDue, approve_disposal, propose_disposal
from commonhall.retention.queries import kept_until
from commonhall.retention.starting import move_disposal
from tests.rooms.adopting import adopt_own
from tests.rooms.retention.closing import LONG_AGO, NOW, STALL, adopt_stalls, close_stall, open_stall
from tests.rooms.retention.test_disposal import deliver

LATELY = NOW - timedelta(days=30)


def stalls(council: CouncilSite, store: Path, after: str) -> Service:
    """Let the council run market stalls whose cases are kept from another day than their closing."""
    adopt_stalls(council, store)
    stall = STALL.replace("    months: 12\n", f"    after: {after}\n    months: 12\n")
    adopt_own(council, "market-stall", stall, at=LONG_AGO)
    return get_service("market-stall", council=council, day=london_day(LONG_AGO))


def happen(case: Case, after: str) -> date:
    """Let something happen from which the case is kept; return that day."""
    if after == "last_contact":
        Message.objects.create(
            case=case, occasion="again", kind="written", channel="email", recipient="a@example.org", language="en",
            body="Hello again", direction="in", state="received", composed_at=LATELY,
        )  # fmt: skip
    else:
        Entitlement.objects.create(
            case=case, kind="stall", pattern=case.pattern, number="ST-1", state="ended", starts_date=LONG_AGO.date(),
            until_date=london_day(LATELY), changed_at=LATELY,
        )  # fmt: skip
    return london_day(LATELY)


def propose(keeper: Member, council: CouncilSite) -> object:
    return propose_disposal(member=keeper, pattern="market-stall", rule=None, then="anonymise", council=council, at=NOW)


@pytest.mark.parametrize("after", ["last_contact", "entitlement"])
def test_it_is_kept_from_what_happened_last(council: CouncilSite, store: Path, keeper: Member, after: str) -> None:
    with in_council(council):
        case = close_stall(open_stall(stalls(council, store, after), council), council)
        since = happen(case, after)
        kept = kept_until(case, council=council, at=NOW)
        assert kept is not None
        assert kept.day == add_months(since, 12)
    move_disposal(council, at=NOW)
    move_disposal(council, at=NOW)
    with in_council(council):
        assert Case.objects.get(id=case.id).dispose_date == kept.day
        assert Event.objects.filter(kind="disposal_moved").count() == 1
        with pytest.raises(NothingDue):
            propose(keeper, council)


def test_what_happens_during_a_run_stops_it(council: CouncilSite, store: Path, keeper: Member, second: Member) -> None:
    with in_council(council):
        case = close_stall(open_stall(stalls(council, store, "last_contact"), council), council)
        run = propose_disposal(
            member=keeper, pattern="market-stall", rule=None, then="anonymise", council=council, at=NOW
        )
        approve_disposal(run_id=run.id, by=second.actor, at=NOW)
        happen(case, "last_contact")
    deliver(council, "dispose", go_on)
    with in_council(council):
        assert Item.objects.get().reason == "later"
        assert Case.objects.get(id=case.id).anonymised_at is None


def test_nothing_moves_where_the_closing_counts(
    service: Service, council: CouncilSite, other_council: CouncilSite
) -> None:
    with in_council(council):
        case = close_stall(open_stall(service, council), council)
        before = case.dispose_date
        happen(case, "last_contact")
    move_disposal(council, at=NOW)
    move_disposal(other_council, at=NOW)
    with in_council(council):
        assert Case.objects.get(id=case.id).dispose_date == before
        assert not Event.objects.filter(kind="disposal_moved").exists()
