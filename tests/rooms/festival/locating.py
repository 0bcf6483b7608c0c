"""How does somebody say which property it is while the look-up does wrong, and is the property known in the end?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from commonhall.capabilities.addresses.address import Address
from commonhall.cases.addressing import check_typed_addresses
from commonhall.cases.models import AddressCheck, Case, CaseTask, Correction
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import Effect, clear_faults, set_fault
from commonhall.contacts.queries import PropertyRecords
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock, furnish
from tests.rooms.citizen.walking import BASE, postcode_of
from tests.rooms.citizen.walking import send as send_off

STORY: Final = "a service at an address"
USES: Final = ("addresses",)


def play(council: CouncilSite, clock: Clock, effect: Effect) -> str:
    """Send a service about a home while addresses do wrong, let them work again, and return what happened in words.

    Asserts that it is sent at once, and that the case is about that home in the end.
    """
    furnish(council)
    with in_council(council):
        home = next(row for row in PropertyRecords().at_postcode(postcode_of(council)) if row.kind == "postal")
        set_fault(capability="addresses", effect=effect, by=SYSTEM, at=NOW)
    sender = Browser(council.host or f"{council.slug}.localhost")
    typed = _say_where(sender, council, home)
    sender.post(size="small")
    sender.post(filling=["soil"])
    sender.post(days="5")
    sender.post(name="Ffion Garside", email="ffion.garside@example.org")
    send_off(sender)
    with in_council(council):
        assert Case.objects.get().uprn == ("" if typed else home.uprn), "it is not sent at once"
    check_typed_addresses(council, at=clock.at)
    with in_council(council):
        clear_faults()
    forget_failures()
    clock.at += timedelta(minutes=5)
    for _ in range(2):
        check_typed_addresses(council, at=clock.at)
    _check_once(council, home, typed=typed)
    return f"Reference at once; the address {'was typed, and put right afterwards' if typed else 'was chosen'}"


def _say_where(sender: Browser, council: CouncilSite, home: Address) -> bool:
    """Choose the home, or type its address where that cannot be done; return whether it was typed."""
    sender.get(f"{BASE}/about")
    sender.post()
    sender.post(place__postcode=postcode_of(council))
    if "step=choose" in sender.path:
        sender.post(place__uprn=home.uprn)
    if "step=manual" not in sender.path:
        return False

    sender.post(place__line1=home.lines[0].upper(), place__town=home.town, place__postcode=home.postcode)
    return True


def _check_once(council: CouncilSite, home: Address, *, typed: bool) -> None:
    with in_council(council):
        case = Case.objects.get()
        assert (case.uprn, case.ward, case.answers["place"]["uprn"]) == (home.uprn, home.ward, home.uprn)
        assert Correction.objects.count() == AddressCheck.objects.count() == int(typed)
        assert not CaseTask.objects.filter(title="Check the address").exists()
