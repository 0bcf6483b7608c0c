"""`commonhall council` does what the operations do, says what it did, and refuses with one sentence."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from commonhall.catalogue.operations import publish_library
from commonhall.catalogue.queries import get_binding
from commonhall.councils.queries import CouncilSite, get_council
from commonhall.councils.scope import in_council
from commonhall.people.queries import colleagues
from tests.rooms.providers import bind_local_providers

pytestmark = pytest.mark.commits
AT = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)


def run(*words: str) -> str:
    out = StringIO()
    call_command("council", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def library(committed: None) -> None:
    """The library, published and committed."""
    publish_library(using="migrator", at=AT)


@pytest.fixture
def bound(committed: None, council: CouncilSite) -> None:
    """Every capability has a provider."""
    bind_local_providers(council, at=AT)


def test_a_council_is_added_and_listed(committed: None) -> None:
    said = run(
        "add", "dunmere", "--name", "Dunmere Council", "--welsh-name", "Cyngor Dunmere", "--kind", "welsh",
        "--nation", "wales", "--language", "cy", "--language", "en", "--phone", "01632 960099",
    )  # fmt: skip
    assert said == "Dunmere Council is at dunmere.localhost.\n"
    assert get_council("dunmere").languages == ("cy", "en")
    assert "dunmere.localhost" in run("list")


def test_a_pattern_is_adopted_its_window_changed_and_seen(library: None, council: CouncilSite) -> None:
    assert "runs nothing yet" in run("services", "amberford")
    run("bind", "amberford", "addresses", "gazetteer")
    with pytest.raises(CommandError, match="No provider is chosen for waste, notifications"):
        run("adopt", "amberford", "missed-bin", "--set", "window_days=3")
    bind_local_providers(council, at=AT)
    assert "runs missed-bin" in run("adopt", "amberford", "missed-bin", "--set", "window_days=3")
    assert "/services/missed-bin  missed-bin" in run("services", "amberford")
    assert "window_days: 3  (the council's own)" in run("settings", "amberford", "missed-bin")
    run("set", "amberford", "missed-bin", "window_days", "5", "--why", "Crews come back for a week")
    run("set", "amberford", "missed-bin", "on_day_from_time", "16:30")
    run("set", "amberford", "missed-bin", "dispute_enabled", "yes")
    shown = run("settings", "amberford", "missed-bin")
    assert "window_days: 5  (the council's own)" in shown
    assert "on_day_from_time: 16:30  (the council's own)" in shown
    assert "dispute_enabled: yes  (the council's own)" in shown
    assert "runs nothing yet" in run("services", "brynafon")


def test_a_setting_may_begin_later(library: None, bound: None, council: CouncilSite) -> None:
    run("adopt", "amberford", "missed-bin")
    said = run("set", "amberford", "missed-bin", "window_days", "5", "--from", "2999-01-01")
    assert said == "window_days is 5 from 2999-01-01.\n"
    assert "window_days: 2\n" in run("settings", "amberford", "missed-bin")


def test_a_local_text_is_reworded(library: None, bound: None, council: CouncilSite) -> None:
    run("adopt", "amberford", "contact-the-council", "--address", "contact")
    assert "start.body: Ask us a question" in run("texts", "amberford", "contact")
    run("reword", "amberford", "contact", "start.body", "--en", "Write to Amberford.", "--cy", "Ysgrifennwch atom.")
    assert "start.body: Write to Amberford." in run("texts", "amberford", "contact")


def test_a_provider_is_chosen_with_settings_from_a_file(committed: None, council: CouncilSite, tmp_path: Path) -> None:
    assert run("bind", "amberford", "addresses", "gazetteer") == (
        "Amberford District Council uses gazetteer for addresses.\n"
    )
    kept = tmp_path / "settings.json"
    kept.write_text(json.dumps({"folder": str(tmp_path)}))
    run("bind", "amberford", "notifications", "outbox_folder", "--with", str(kept))
    with in_council(council):
        assert get_binding("notifications").settings == {"folder": str(tmp_path)}


def test_a_pattern_is_adopted_with_a_profile(library: None, bound: None, council: CouncilSite) -> None:
    with pytest.raises(CommandError, match="has no profile 'none_such'"):
        run("adopt", "amberford", "missed-bin", "--profile", "none_such")
    run("adopt", "amberford", "missed-bin", "--profile", "g_cathedral_city", "--set", "window_days=2")
    shown = run("settings", "amberford", "missed-bin")
    assert "window_close: at_time  (the council's own)" in shown
    assert "window_days: 2\n" in shown


def test_staff_are_taken_on(committed: None, council: CouncilSite) -> None:
    said = run("staff", "amberford", "First.Person@example.org", "--name", "First Person", "--role", "officer")
    assert said.startswith("First Person is officer at Amberford District Council.\nFirst password: ")
    again = run("staff", "amberford", "first.person@example.org", "--name", "First Person", "--role", "lead")
    assert again == "First Person is lead at Amberford District Council.\n"
    with in_council(council):
        (person,) = [each for each in colleagues() if each.email == "first.person@example.org"]
    assert {grant.role for grant in person.grants} == {"officer", "lead"}
    with in_council(get_council("brynafon")):
        assert not [each for each in colleagues() if each.email == "first.person@example.org"]
    with pytest.raises(CommandError, match="has no team 'nobody'"):
        run("staff", "amberford", "a@example.org", "--name", "A", "--role", "officer", "--team", "nobody")


def test_a_service_is_closed(library: None, bound: None, council: CouncilSite) -> None:
    run("adopt", "amberford", "missed-bin")
    assert "(not open)" not in run("services", "amberford")
    run("close", "amberford", "missed-bin")
    assert "(not open)" in run("services", "amberford")


def test_a_service_is_prepared_without_opening_it(library: None, council: CouncilSite) -> None:
    assert "can try missed-bin" in run("adopt", "amberford", "missed-bin", "--closed")
    run("set", "amberford", "missed-bin", "window_days", "8", "--why", "Crews come back for longer")
    assert "(not open)" in run("services", "amberford")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("services", "nowhere"), "There is no council called nowhere"),
        (("adopt", "amberford", "nothing"), "The library has no pattern 'nothing'"),
        (("adopt", "amberford", "missed-bin", "--set", "window_days"), "write it as SETTING=VALUE"),
        (("adopt", "amberford", "missed-bin", "--set", "window=1"), "the pattern has no such setting"),
        (("adopt", "amberford", "missed-bin", "--set", "window_days=50"), "above the most allowed, 10"),
        (("adopt", "amberford", "missed-bin", "--set", "window_days=soon"), "is not a whole number"),
        (("adopt", "amberford", "missed-bin", "--set", "dispute_enabled=maybe"), "write yes or no"),
        (("adopt", "amberford", "missed-bin", "--set", "streams=refuse"), "write the value as JSON"),
        (("settings", "amberford", "missed-bin"), "There is no service at 'missed-bin'"),
        (("close", "amberford", "missed-bin"), "The council runs nothing at 'missed-bin'"),
        (("bind", "amberford", "waste", "pigeons"), "waste has no provider called 'pigeons'"),
        (("bind", "amberford", "notifications", "outbox_folder"), "Correct the settings"),
        (("bind", "amberford", "waste", "rounds", "--with", "not-there.json"), "cannot be read"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    library: None, bound: None, council: CouncilSite, words: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CommandError, match=said.replace("'", ".")):
        run(*words)
    assert "runs nothing yet" in run("services", "amberford")
