"""The command line tells what a service designer needs: findings, differences, users; and fails when it must."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.core.language.sample import SAMPLE


def written(folder: Path, *replaced: tuple[str, str]) -> str:
    text = SAMPLE
    for found, new in replaced:
        assert found in text
        text = text.replace(found, new)
    folder.mkdir(exist_ok=True)
    (folder / "pattern.yaml").write_text(text, encoding="utf-8")
    return str(folder)


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("pattern", *arguments, stdout=out)
    return out.getvalue()


def test_check_prints_findings_with_lines_and_fails_for_what_must_be_mended(tmp_path: Path) -> None:
    assert "0 to mend" in said("check", written(tmp_path / "good"))
    with pytest.raises(CommandError, match="cannot be published"):
        said("check", written(tmp_path / "bad", ("first: received", "first: recieved")))


def test_check_prints_json(tmp_path: Path) -> None:
    findings = json.loads(said("check", written(tmp_path / "good"), "--json"))
    assert {"severity", "check", "place", "reason", "mend", "line"} == set(findings[0])
    assert any(each["line"] > 0 for each in findings)


def test_check_judges_the_version_number_since_another_folder(tmp_path: Path) -> None:
    old = written(tmp_path / "old")
    new = written(tmp_path / "new", ("version: 1.0.0", "version: 1.0.1"), ("default: 14", "default: 10"))
    with pytest.raises(CommandError, match="cannot be published"):
        said("check", new, "--since", old)
    honest = written(tmp_path / "honest", ("version: 1.0.0", "version: 2.0.0"), ("default: 14", "default: 10"))
    assert "0 to mend" in said("check", honest, "--since", old)


def test_diff_tells_each_change_in_words(tmp_path: Path) -> None:
    new = written(tmp_path / "new", ("version: 1.0.0", "version: 2.0.0"), ("default: 14", "default: 10"))
    told = said("diff", written(tmp_path / "old"), new)
    assert "major  settings.longest_days.default: Setting “longest_days”, default: 14 is now 10." in told
    assert "Changes: 1. Needed: at least major. 1.0.0 to 2.0.0: major." in told


def test_users_lists_what_a_deletion_would_break(tmp_path: Path) -> None:
    folder = written(tmp_path / "good")
    assert "pages.reason.show_when" in said("users", folder, "questions.days")
    assert "nothing uses it" in said("users", folder, "settings.zones")
    with pytest.raises(CommandError, match="no part"):
        said("users", folder, "questions.nothing")
