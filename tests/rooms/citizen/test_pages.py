"""Are the council's own pages there, in both languages, with the right headers and cookies?"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import OperationalError

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Feedback
from commonhall.web.citizen import statements
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.my import follow
from tests.rooms.citizen.walking import BASE, choose_place, fill_in, send


@pytest.mark.parametrize("name", statements.NAMES)
def test_standing_pages_in_both_languages(citizen: Browser, place: CouncilSite, name: str) -> None:
    citizen.get(f"/{name}")
    assert citizen.status == 200
    english = citizen.text
    citizen.get(f"/{name}?lang=cy")
    assert '<html lang="cy"' in citizen.page
    assert citizen.text != english
    for text in (english, citizen.text):
        assert "{" not in text, "a gap was left open"


def test_the_cookies_page_names_every_cookie(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    citizen.get("/?lang=en")
    fill_in(citizen, place, resident)
    send(citizen)
    reference = next(word for word in citizen.text.split() if word.startswith("SK-"))
    follow(citizen, place, reference, resident.email)
    used = {name for name, _ in citizen.jar}
    assert used == {
        settings.JOURNEY_COOKIE,
        settings.LOOKUP_COOKIE,
        settings.TRACK_COOKIE,
        settings.LANGUAGE_COOKIE,
        settings.CSRF_COOKIE_NAME,
    }
    citizen.get("/cookies")
    for name in used:
        assert name in citizen.text


def test_cookies_are_kept_to_this_host_and_from_scripts(citizen: Browser, place: CouncilSite) -> None:
    citizen.get(f"{BASE}/about")
    answer = citizen._ask("POST", f"{BASE}/about", citizen.form())
    morsel = answer.cookies[settings.JOURNEY_COOKIE]
    assert morsel["path"] == BASE
    assert morsel["domain"] == ""
    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"
    assert answer.status_code == 303


def test_personal_pages_are_not_stored(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    for page in ("size", "check", "save"):
        citizen.get(f"{BASE}/{page}")
        assert citizen.answer["Cache-Control"] == "no-store"


def test_posts_need_their_token(citizen: Browser, place: CouncilSite) -> None:
    choose_place(citizen, place)
    citizen._ask("POST", f"{BASE}/size", {"size": "small"})
    assert citizen.status == 403
    assert b"We could not check your form" in citizen.answer.content
    citizen.get(f"{BASE}/check")
    assert citizen.path == f"{BASE}/size"


def test_look_css(citizen: Browser) -> None:
    citizen.get("/look.css")
    assert citizen.answer["Content-Type"].startswith("text/css")
    assert "#5b2a6e" in citizen.page
    assert not citizen.answer.cookies


def test_the_home_page_lists_the_services(citizen: Browser, place: CouncilSite) -> None:
    citizen.get("/")
    assert "Apply for a skip licence" in citizen.text
    assert "Keep a skip on the road." in citizen.text
    assert 'href="/track"' in citizen.page


def test_the_accessibility_statement_claims_what_is_true(citizen: Browser) -> None:
    citizen.get("/accessibility")
    assert "partially compliant" in citizen.text
    assert "have not tested this website yet" in citizen.text
    assert "22 November 2026" in citizen.text
    citizen.get("/accessibility?lang=cy")
    assert "cydymffurfio’n rhannol" in citizen.text
    assert "22 Tachwedd 2026" in citizen.text


def test_the_privacy_page_names_why_sensitive_details_may_be_used(citizen: Browser) -> None:
    citizen.get("/privacy")
    assert "sensitive details, such as those about your health: substantial public interest." in citizen.text
    citizen.get("/privacy?lang=cy")
    assert "budd sylweddol i'r cyhoedd." in citizen.text


def test_every_page_leads_to_the_standing_pages(citizen: Browser) -> None:
    citizen.get("/")
    for name in ("accessibility", "privacy", "cookies", "terms", "contact"):
        assert f'href="/{name}"' in citizen.page, name


def test_feedback_at_the_end(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    send(citizen)
    assert f"{BASE}/feedback?after=accept" in citizen.page
    citizen.get(f"{BASE}/feedback?after=accept")
    citizen.post(comment="Fine")
    assert citizen.title.startswith("Error: ")
    assert "Fine" in citizen.page
    citizen.post(score="4", comment="Fine")
    assert "Thank you for your feedback" in citizen.title
    with in_council(place):
        given = Feedback.objects.get()
    assert (given.score, given.comment, given.outcome, given.service) == (4, "Fine", "accept", "skip-licence")


def test_feedback_after_a_refusal(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident, days="20")
    citizen.get(f"{BASE}/feedback?after=too_long")
    citizen.post(score="1", comment="x" * 1201)
    assert citizen.title.startswith("Error: ")
    citizen.post(score="1", comment="")
    with in_council(place):
        assert Feedback.objects.get().outcome == "too_long"


def test_an_error_page_in_welsh(citizen: Browser) -> None:
    citizen.get("/?lang=cy")
    citizen.get("/nothing")
    assert citizen.status == 404
    assert '<html lang="cy"' in citizen.page
    assert "Heb ddod o hyd i’r dudalen" in citizen.title


def test_the_database_being_away(citizen: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr("commonhall.web.citizen.start.live_services", fail)
    citizen.client.raise_request_exception = False
    citizen.get("/")
    assert citizen.status == 503
    assert citizen.answer["Retry-After"] == "60"
    assert "Sorry, the service is unavailable" in citizen.title


def test_something_going_wrong(citizen: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the test says so")

    monkeypatch.setattr("commonhall.web.citizen.start.live_services", fail)
    citizen.client.raise_request_exception = False
    citizen.get("/")
    assert citizen.status == 500
    assert "Sorry, there is a problem with the service" in citizen.title
