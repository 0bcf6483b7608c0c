"""Is an address that was typed looked up afterwards, and put right, or shown to an officer, and never guessed?"""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from commonhall.capabilities.addresses.address import Address
from commonhall.cases.addressing import (
    PATIENCE,
    AddressSettled,
    check_typed_addresses,
    conclude_check,
    offered_for,
    settle_address,
    unsettled,
    waiting_addresses,
)
from commonhall.cases.models import AddressCheck, Case, CaseTask, Correction
from commonhall.cases.typed_addresses import typed_address
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import clear_faults, set_fault
from commonhall.catalogue.models import Binding
from commonhall.contacts.models import Person
from commonhall.contacts.queries import PropertyRecords
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.queries import Waiting, events_about
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.walking import BASE, postcode_of, send
from tests.rooms.office.desk import new_desk

OFFICER = Actor("staff", name="Olwen Prior")


def homes(place: CouncilSite) -> list[Address]:
    with in_council(place):
        return [row for row in PropertyRecords().at_postcode(postcode_of(place)) if row.kind == "postal"]


def typed(citizen: Browser, place: CouncilSite, line: str, *, down: bool = True) -> Case:
    """Send the service with a typed address; the look-up is down unless it is said otherwise."""
    if down:
        with in_council(place):
            set_fault(capability="addresses", effect="failing", by=SYSTEM, at=NOW)
    citizen.get(f"{BASE}/about")
    citizen.post()
    if down:
        citizen.post(place__postcode=postcode_of(place))
        assert citizen.path == f"{BASE}/place?step=manual"
    citizen.get(f"{BASE}/place?step=manual")
    citizen.post(place__line1=line, place__town="Fallowdale", place__postcode=postcode_of(place))
    citizen.post(size="small")
    citizen.post(filling=["soil"])
    citizen.post(days="5")
    citizen.post(name="Ffion Garside", email="ffion.garside@example.org")
    send(citizen)
    with in_council(place):
        case: Case = Case.objects.get()
    assert case.uprn == ""
    return case


def works_again(place: CouncilSite) -> None:
    with in_council(place):
        clear_faults()
    forget_failures()


def checked(place: CouncilSite, clock: Clock, **passed: float) -> tuple[Case, AddressCheck]:
    """Let time pass and the job take its turn."""
    clock.at += timedelta(**passed)
    check_typed_addresses(place, at=clock.at)
    with in_council(place):
        return Case.objects.get(), AddressCheck.objects.get()


def test_it_waits_while_the_look_up_is_down_and_is_put_right_afterwards(
    citizen: Browser, place: CouncilSite, clock: Clock
) -> None:
    home = homes(place)[0]
    case = typed(citizen, place, home.lines[0].upper())
    case, check = checked(place, clock)
    assert (check.state, check.tries, case.uprn) == ("waiting", 1, "")
    with in_council(place):
        assert waiting_addresses() == Waiting(1, case.opened_at)
    _, check = checked(place, clock)
    assert check.tries == 1, "it is not due yet"
    works_again(place)
    case, check = checked(place, clock, minutes=3)
    assert (check.state, case.uprn, case.postcode) == ("found", home.uprn, home.postcode)
    assert case.answers["place"] == {**home.record(), "source": "gazetteer"}
    assert (case.ward, case.lat) == (home.ward, home.latitude)
    with in_council(place):
        corrected = Correction.objects.get()
        assert (corrected.old["source"], corrected.old["lines"]) == ("typed", [home.lines[0].upper()])
        assert "answer_corrected" in [event.kind for event in events_about(("case", case.id))]
        assert Person.objects.get().matched_at is None
        assert not CaseTask.objects.filter(title="Check the address").exists()
        assert waiting_addresses() is None
    again, _ = checked(place, clock, hours=2)
    assert again.version == case.version


def test_what_may_be_several_is_a_task_for_an_officer(citizen: Browser, place: CouncilSite, clock: Clock) -> None:
    home = homes(place)[0]
    case = typed(citizen, place, home.street.en, down=False)
    case, check = checked(place, clock)
    assert (check.state, check.why, case.uprn) == ("asked", "several", "")
    with in_council(place):
        task = CaseTask.objects.get(title="Check the address")
        assert (task.id, task.team, task.state) == (check.task_id, case.team, "open")
        ((waiting, address),) = unsettled(case)
        assert waiting.id == check.id
        offered = offered_for(address, service=case.service, at=clock.at)
        assert home in offered
        settle_address(case_id=case.id, question="place", address=home, council=place, by=OFFICER, at=clock.at)
        case.refresh_from_db()
        task.refresh_from_db()
        assert (case.uprn, task.state, task.done_by) == (home.uprn, "done", "Olwen Prior")
        assert list(unsettled(case)) == []
        with pytest.raises(AddressSettled):
            settle_address(case_id=case.id, question="place", address=None, council=place, by=OFFICER, at=clock.at)


def test_an_officer_may_say_that_it_is_right_as_it_stands(citizen: Browser, place: CouncilSite, clock: Clock) -> None:
    case = typed(citizen, place, "The Old Barn", down=False)
    case, check = checked(place, clock)
    assert (check.state, check.why) == ("asked", "several")
    with in_council(place):
        settle_address(case_id=case.id, question="place", address=None, council=place, by=OFFICER, at=clock.at)
        case.refresh_from_db()
        check.refresh_from_db()
        assert (case.uprn, check.state) == ("", "settled")
        assert "address_kept" in [event.kind for event in events_about(("case", case.id))]
        assert CaseTask.objects.get(title="Check the address").state == "done"


def test_an_officer_is_asked_when_it_stays_down_for_a_day(citizen: Browser, place: CouncilSite, clock: Clock) -> None:
    typed(citizen, place, homes(place)[0].lines[0])
    _, check = checked(place, clock)
    waits = [check.due_at - clock.at]
    while check.state == "waiting" and clock.at < NOW + 2 * PATIENCE:
        _, check = checked(place, clock, minutes=waits[-1].total_seconds() / 60)
        waits.append(check.due_at - clock.at)
    assert (check.state, check.why) == ("asked", "down")
    assert PATIENCE <= clock.at - NOW <= PATIENCE + timedelta(hours=1)
    assert waits[0] < waits[3] <= timedelta(hours=1)


@pytest.mark.parametrize("how", ["closed", "unbound", "corrected"])
def test_what_needs_no_looking_up_is_left(citizen: Browser, place: CouncilSite, clock: Clock, how: str) -> None:
    case = typed(citizen, place, homes(place)[0].lines[0], down=False)
    with in_council(place):
        if how == "closed":
            Case.objects.update(phase="closed")
        elif how == "unbound":
            Binding.objects.filter(capability="addresses").delete()
        else:
            chosen: dict[str, Any] = {**homes(place)[1].record(), "source": "gazetteer"}
            Case.objects.update(answers={**case.answers, "place": chosen})
    _, check = checked(place, clock)
    assert check.state == "left"
    with in_council(place):
        assert not CaseTask.objects.filter(title="Check the address").exists()


def test_what_somebody_changed_while_it_was_looked_up_stands(
    citizen: Browser, place: CouncilSite, clock: Clock
) -> None:
    case = typed(citizen, place, homes(place)[0].lines[0], down=False)
    with in_council(place):
        check = AddressCheck.objects.get()
        before = typed_address(case.answers["place"])
        changed = {**case.answers["place"], "lines": ["Somewhere else"]}
        Case.objects.update(answers={**case.answers, "place": changed})
        said = conclude_check(
            check_id=check.id, typed=before, meant=None, down=False, council=place, by=SYSTEM, at=clock.at
        )
        assert said == "left"
        assert Case.objects.get().answers["place"] == changed


def test_a_chosen_address_is_not_checked(
    citizen: Browser, place: CouncilSite, other_place: CouncilSite, clock: Clock
) -> None:
    citizen.get(f"{BASE}/about")
    citizen.post()
    citizen.post(place__postcode=postcode_of(place))
    citizen.post(place__uprn=citizen.uprns()[0])
    citizen.post(size="small")
    citizen.post(filling=["soil"])
    citizen.post(days="5")
    citizen.post(name="Ffion Garside", email="ffion.garside@example.org")
    send(citizen)
    with in_council(place):
        assert Case.objects.exists()
        assert not AddressCheck.objects.exists()


def test_the_other_council_checks_none_of_ours(
    citizen: Browser, place: CouncilSite, other_place: CouncilSite, clock: Clock
) -> None:
    typed(citizen, place, homes(place)[0].lines[0], down=False)
    check_typed_addresses(other_place, at=clock.at)
    with in_council(place):
        assert AddressCheck.objects.get().state == "waiting"
    with in_council(other_place):
        assert not AddressCheck.objects.exists()


# What officers see of it


def test_an_officer_chooses_the_property_on_the_page_of_the_case(
    citizen: Browser, place: CouncilSite, clock: Clock
) -> None:
    home = homes(place)[0]
    case = typed(citizen, place, home.street.en, down=False)
    checked(place, clock)
    desk = new_desk(place, "Olwen Prior", ("officer", "*", ""))
    page = f"cases/{case.reference}/address/place"
    seen = unescape(desk.get(f"cases/{case.reference}").content.decode())
    assert "It may be one of several properties" in seen
    assert f"/office/{page}" in seen
    form = unescape(desk.get(page).content.decode())
    assert home.in_one_line("en") in form
    assert desk.post(page).status_code == 200, "nothing was chosen"
    assert desk.post(page, which="999901999999").status_code == 200, "it was not offered"
    assert desk.post(page, which=home.uprn).status_code == 303
    seen = unescape(desk.get(f"cases/{case.reference}").content.decode())
    assert "The property is on the case" in seen
    assert home.uprn in seen
    assert "Answer corrected" in seen
    assert desk.get(page).status_code == 404
    with in_council(place):
        assert Case.objects.get().uprn == home.uprn


def test_the_page_while_the_look_up_is_down_and_in_welsh(citizen: Browser, place: CouncilSite, clock: Clock) -> None:
    case = typed(citizen, place, homes(place)[0].lines[0])
    desk = new_desk(place, "Olwen Prior", ("officer", "*", ""), language="cy")
    page = f"cases/{case.reference}/address/place"
    assert "Byddwn yn chwilio amdano" in unescape(desk.get(f"cases/{case.reference}").content.decode())
    assert "Ni allwn chwilio amdano nawr" in unescape(desk.get(page).content.decode())
    assert desk.post(page, which="as-typed").status_code == 303
    assert "Cadwyd y cyfeiriad" in unescape(desk.get(f"cases/{case.reference}").content.decode())
    works_again(place)
    _, check = checked(place, clock, minutes=5)
    assert check.state == "settled"


def test_who_may_only_look_and_who_is_elsewhere_cannot_choose(
    citizen: Browser, place: CouncilSite, other_place: CouncilSite, clock: Clock
) -> None:
    case = typed(citizen, place, "The Old Barn", down=False)
    page = f"cases/{case.reference}/address/place"
    for desk in (
        new_desk(place, "Mal Manager", ("manager", "*", "")),
        new_desk(other_place, "Eleri Elsewhere", ("officer", "*", "")),
    ):
        assert desk.get(page).status_code == 404
        assert desk.post(page, which="as-typed").status_code == 404
    officer = new_desk(place, "Olwen Prior", ("officer", "*", ""))
    assert officer.get(f"cases/{case.reference}/address/size").status_code == 404
    assert officer.get(page).status_code == 200
