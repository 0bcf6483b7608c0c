"""`commonhall keys`, `faults` and `health` do what they say, say what they did, and refuse with one sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.core.management.base import CommandError

from commonhall.catalogue.bound import BindingUnreadable, get_binding
from commonhall.catalogue.faults import faults_set
from commonhall.catalogue.operations import bind_provider
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.councils.sealing import read_root_keys
from commonhall.record.queries import events_about

pytestmark = pytest.mark.commits
ONE = {"en": "0f6e0d2c-8f4e-4a7e-9a83-3a0b8f8e2b11"}
KEY = "key-0f6e0d2c-8f4e-4a7e-9a83-3a0b8f8e2b11-5a1f4a52-1111-4222-8333-abcdefabcdef"


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.fixture
def bound(committed: None, council: CouncilSite) -> CouncilSite:
    """A council with a secret."""
    settings = {"api_key": KEY, "email_template_id": ONE, "sms_template_id": ONE}
    with in_council(council):
        bind_provider(
            capability="notifications", provider="govuk_notify", settings=settings, by=SYSTEM, at=datetime.now(UTC)
        )
    return council


def test_a_line_for_the_file_of_keys_is_made() -> None:
    assert read_root_keys(run("keys", "new", "2026")).first == "2026"
    with pytest.raises(CommandError, match="one word"):
        run("keys", "new", "two words")


def test_keys_are_listed_rotated_retired_and_destroyed(bound: CouncilSite) -> None:
    assert "amberford: key 1, in use" in run("keys", "list")
    assert "1 values were sealed again" in run("keys", "rotate", "amberford")
    with in_council(bound):
        assert get_binding("notifications").settings["api_key"] == KEY
    assert "key 1 is forgotten" in run("keys", "retire", "amberford", "1")
    assert "amberford: 0 keys moved" in run("keys", "wrap")
    with pytest.raises(CommandError, match="newest"):
        run("keys", "retire", "amberford", "2")
    with pytest.raises(CommandError, match="must be the slug"):
        run("keys", "destroy", "amberford", "--confirm", "amber")
    with in_council(bound):
        assert get_binding("notifications").settings["api_key"] == KEY
    assert "2 keys destroyed" in run("keys", "destroy", "amberford", "--confirm", "amberford")
    with in_council(bound), pytest.raises(BindingUnreadable):
        get_binding("notifications")
    with pytest.raises(CommandError, match="were destroyed"):
        run("keys", "rotate", "amberford")
    with pytest.raises(CommandError, match="no council nowhere"):
        run("keys", "rotate", "nowhere")
    with in_council(bound):
        acts = [event.facts["act"] for event in events_about(("council", bound.id)) if event.kind == "keys_changed"]
    assert sorted(acts) == ["destroy", "retire", "rotate"]


def test_faults_are_set_listed_and_cleared(
    committed: None, council: CouncilSite, other_council: CouncilSite, settings: LazySettings
) -> None:
    assert "amberford: payments is slow until" in run("faults", "set", "amberford", "payments", "slow", "--for", "60")
    run("faults", "set", "amberford", "files", "lying")
    said = run("faults", "list")
    assert "amberford: files is lying\n" in said
    assert "brynafon" not in said
    assert "1 cleared" in run("faults", "clear", "amberford", "files")
    assert "1 cleared" in run("faults", "clear", "amberford")
    for words, why in (
        (("amberford", "teleport", "slow"), "no capability"),
        (("nowhere", "payments", "slow"), "no council"),
        (("amberford", "payments", "slow", "--for", "0"), "from 1"),
    ):
        with pytest.raises(CommandError, match=why):
            run("faults", "set", *words)
    settings.FAULTS_ALLOWED = False
    with pytest.raises(CommandError, match="production"):
        run("faults", "set", "amberford", "payments", "slow")
    with in_council(council):
        assert faults_set(at=datetime.now(UTC)) == []


def test_health_says_how_each_provider_stands(committed: None, council: CouncilSite, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with in_council(council):
        at = datetime.now(UTC)
        bind_provider(
            capability="files", provider="folder", settings={"folder": str(tmp_path / "file" / "x")}, by=SYSTEM, at=at
        )
        bind_provider(capability="payments", provider="pay_later", settings={}, by=SYSTEM, at=at)
    assert "amberford: payments: pay_later not called yet" in run("health")
    said = run("health", "--check")
    assert "amberford: payments: pay_later working since" in said
    assert "amberford: files: folder" in said
    troubles = run("health", "--only-troubles")
    assert "payments" not in troubles
    assert "files" in troubles
