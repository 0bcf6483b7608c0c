"""Does a resident pay once, hear what became of it, and find the way back? No page takes money without the provider."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from commonhall.capabilities.payments.till import press
from commonhall.cases.models import Case, Payment
from commonhall.cases.tables.money import OPENED
from commonhall.catalogue.operations import bind_provider
from commonhall.core.language.expressions import ExpressionFailed
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.web.citizen import pay
from tests.cast import Resident
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.my import follow
from tests.rooms.work.paying import BINS, adopt_bins

BASE = "/services/garden-bin"


@pytest.fixture(autouse=True)
def _garden_bins(place: CouncilSite) -> None:
    with in_council(place):
        adopt_bins(place, at=NOW)


def check(citizen: Browser, resident: Resident, *, bins: int = 2) -> None:
    """Answer everything and come to check-your-answers."""
    citizen.get(f"{BASE}/bins")
    citizen.post(bins=str(bins))
    citizen.post(name=resident.name, email=resident.email)
    assert citizen.path == f"{BASE}/check"


def stored(council: CouncilSite, table: Any) -> Any:
    with in_council(council):
        return table.objects.get()


def test_the_price_stands_with_its_working_before_anything_is_sent(citizen: Browser, resident: Resident) -> None:
    check(citizen, resident)
    for said in ("What it costs", "Bins for a year", "£80", "2 at £40 each", "This includes £13.33 of VAT"):
        assert said in citizen.text
    assert "Continue to payment" in citizen.text
    citizen.get(f"{BASE}/check?lang=cy")
    for said in ("Faint mae’n ei gostio", "Biniau am flwyddyn", "2 am £40 yr un", "Parhau i dalu"):
        assert said in citizen.text


def test_what_is_free_is_sent_without_paying(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    check(citizen, resident, bins=9)
    assert "Nothing to pay" in citizen.text
    assert "Continue to payment" not in citizen.text
    citizen.post()
    assert citizen.path == f"{BASE}/sent"
    assert stored(place, Case).state == "active"


def test_paying_with_a_card_that_works(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    check(citizen, resident)
    citizen.post()
    assert citizen.path.endswith(f"/pay/{OPENED}")
    assert "Pay £80" in citizen.title
    assert stored(place, Case).state == "unpaid"
    citizen.post()
    assert citizen.path.startswith("/pay/")
    assert "This is a practice page. No money moves." in citizen.text
    citizen.post(card="pay")
    assert "Payment received" in citizen.title
    case = stored(place, Case)
    for said in (case.reference, "We have received £80."):
        assert said in citizen.text
    assert case.state == "active"
    assert citizen.answer["Cache-Control"] == "no-store"


def test_a_button_that_was_pressed_twice_leads_to_the_same_payment(
    citizen: Browser, place: CouncilSite, resident: Resident
) -> None:
    """As where the answer to the first press was lost on its way."""
    check(citizen, resident)
    pressed = citizen.form()
    citizen.post()
    pay_page = citizen.path
    citizen.post(f"{BASE}/check", **pressed)
    assert citizen.path == pay_page
    assert "Pay £80" in citizen.title
    citizen.post()
    citizen.post(card="pay")
    citizen.post(f"{BASE}/check", **pressed)
    assert citizen.path == f"{BASE}/sent", "nothing is due any more"
    assert stored(place, Payment).state == "paid"
    assert stored(place, Case).state == "active"


@pytest.mark.parametrize(("later_when", "leads_to"), [("answers.bins > 2", "pay/opened"), ("answers.bins < 3", "sent")])
def test_a_second_press_leads_to_paying_only_where_the_first_did(
    citizen: Browser,
    place: CouncilSite,
    resident: Resident,
    monkeypatch: pytest.MonkeyPatch,
    later_when: str,
    leads_to: str,
) -> None:
    later = BINS.replace("  waiting: unpaid\n", f'  waiting: unpaid\n  later_when: "{later_when}"\n')
    own = later.replace("garden-bin", "garden-bag").replace("prefix: GB", "prefix: GA")
    with in_council(place):
        adopt_own(place, "garden-bag", own, at=NOW)
    citizen.get("/services/garden-bag/bins")
    citizen.post(bins="2")
    citizen.post(name=resident.name, email=resident.email)
    pressed = citizen.form()
    citizen.post()
    assert citizen.path.endswith(leads_to)
    citizen.post("/services/garden-bag/check", **pressed)
    assert citizen.path.endswith(leads_to)

    def only_the_journey_knew(*_: object) -> int:
        raise ExpressionFailed("payment.later_when", later_when, "the case does not keep it")

    monkeypatch.setattr(pay, "pays_now", only_the_journey_knew)
    citizen.post("/services/garden-bag/check", **pressed)
    assert (citizen.status, citizen.path) == (200, "/services/garden-bag/sent")


def test_coming_back_again_pays_nothing_again(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    check(citizen, resident)
    citizen.post()
    pay_page = citizen.path
    citizen.post()
    practice = citizen.path
    citizen.post(card="pay")
    paid = citizen.path
    for _ in range(2):
        citizen.get(paid)
        assert "Payment received" in citizen.title
    citizen.get(practice)
    assert "This payment page is closed" in citizen.title
    citizen.get(pay_page)
    assert "/pay/" not in citizen.path, "nothing is due any more"
    assert stored(place, Payment).state == "paid"


@pytest.mark.parametrize(
    ("card", "said"), [("decline", "Your card was declined"), ("cancel", "You cancelled the payment")]
)
def test_a_card_that_does_not_work_can_be_tried_again(
    citizen: Browser, place: CouncilSite, resident: Resident, card: str, said: str
) -> None:
    check(citizen, resident)
    citizen.post()
    citizen.post()
    citizen.post(card=card)
    assert citizen.path.partition("?")[0].endswith(f"/pay/{OPENED}")
    assert said in citizen.text
    assert stored(place, Case).state == "unpaid"
    citizen.post()
    citizen.post(card="pay")
    assert "Payment received" in citizen.title


def test_no_choice_of_card_is_an_error(citizen: Browser, resident: Resident) -> None:
    check(citizen, resident)
    citizen.post()
    citizen.post()
    citizen.post()
    assert citizen.title.startswith("Error:")
    assert "Select a practice card" in citizen.text


def test_coming_to_the_address_is_not_paying(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    check(citizen, resident)
    citizen.post()
    citizen.post()
    payment = stored(place, Payment)
    citizen.get(f"{BASE}/sent")
    assert "Pay £80 now" in citizen.text, "the confirmation says that there is something to pay"
    key = citizen.page.partition('href="/track/')[2].partition("/pay/")[0]
    citizen.get(f"/track/{key}/paid/{payment.id}")
    assert "You have not finished paying." in citizen.text
    assert stored(place, Case).state == "unpaid"


def test_the_progress_page_offers_to_pay(
    citizen: Browser, place: CouncilSite, resident: Resident, clock: Clock
) -> None:
    check(citizen, resident)
    citizen.post()
    clock.at += timedelta(days=2)
    follow(citizen, place, stored(place, Case).reference, resident.email)
    assert "Pay £80 now" in citizen.text
    citizen.get(f"{citizen.path}/pay/{OPENED}")
    citizen.post()
    citizen.post(card="pay")
    assert "Payment received" in citizen.title


def test_a_change_of_ones_own_waits_for_its_money(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    check(citizen, resident)
    citizen.post()
    progress = citizen.path.removesuffix(f"/pay/{OPENED}")
    citizen.post()
    citizen.post(card="pay")
    citizen.get(f"{progress}/add_bin")
    citizen.post(more="2")
    assert citizen.path == f"{progress}/pay/add_bin:1"
    for said in ("Pay for: Add a bin", "Nothing changes until you have paid.", "£50"):
        assert said in citizen.text
    citizen.get(progress)
    assert "Pay £50 now: Add a bin" in citizen.text
    assert stored(place, Case).kept == {}
    citizen.get(f"{progress}/pay/add_bin:1")
    citizen.post()
    citizen.post(card="pay")
    assert stored(place, Case).kept == {"added": 2}


def test_where_it_is_paid_later_it_says_how(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    with in_council(place):
        bind_provider(capability="payments", provider="pay_later", settings={}, by=SYSTEM, at=NOW)
    check(citizen, resident)
    assert "Continue to payment" not in citizen.text
    citizen.post()
    assert citizen.path == f"{BASE}/sent"
    assert "You still need to pay £80. We will send you an invoice." in citizen.text
    assert stored(place, Case).state == "unpaid"


def test_nobody_else_pays_or_sees(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    check(citizen, resident)
    citizen.post()
    pay_page = citizen.path
    citizen.post()
    payment = stored(place, Payment)
    stranger = Browser(citizen.host)
    stranger.get(pay_page)
    assert stranger.path == "/track"
    with in_council(place):
        press(payment.provider_id, "pay", NOW)
    stranger.get(pay_page.replace(f"/pay/{OPENED}", f"/paid/{payment.id}"))
    assert stranger.path == "/track"
    assert "£80" not in stranger.text
    assert stored(place, Case).state == "active", "whoever asks, it is the provider who says that it was paid"


def test_the_other_council_has_no_such_pages(
    citizen: Browser, other_council: CouncilSite, place: CouncilSite, resident: Resident
) -> None:
    check(citizen, resident)
    citizen.post()
    citizen.post()
    token = stored(place, Payment).provider_id
    elsewhere = Browser(other_council.host)
    elsewhere.get(f"/pay/{token}")
    assert elsewhere.status == 404
