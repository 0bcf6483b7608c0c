"""Do forms of every builder reach a council by command, twins as one, and is a pattern written back as a form?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commonhall.catalogue.models import OwnVersion
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.core.importers.sampled import NAMES, SAMPLES

ENGLISH, WELSH = SAMPLES / "village-hall.govuk.json", SAMPLES / "village-hall.cy.govuk.json"


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_is_kept_by_its_council_alone(name: str, council: CouncilSite, other_council: CouncilSite) -> None:
    call_command("form", "import", str(SAMPLES / name), council=council.slug, slug="brought-in")
    with in_council(council):
        assert OwnVersion.objects.get().slug == "brought-in"
    with in_council(other_council):
        assert not OwnVersion.objects.exists()


@pytest.mark.parametrize("name", ["village-hall.govuk.json", "borrow-a-skip.moj.json"])
def test_a_form_goes_live(name: str, council: CouncilSite, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("form", "import", str(SAMPLES / name), council=council.slug, slug="brought-in", live=True)
    assert "Live at /services/brought-in on" in capsys.readouterr().out


def test_twins_become_one_service(council: CouncilSite, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("form", "import", str(ENGLISH), welsh=WELSH, council=council.slug, slug="hall", live=True)
    assert "translation" in capsys.readouterr().out
    with in_council(council):
        assert OwnVersion.objects.get().report["options"]["language"] == "en, cy"


def test_a_part_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("form", "import", str(SAMPLES / "befriending.hackney.json"), part="gardening")
    assert "1 question" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", str(ENGLISH), "--welsh", str(SAMPLES / "borrow-a-skip.moj.json")], "not two languages of one form"),
        (["import", str(SAMPLES / "befriending.hackney.json"), "--part", "x"], "befriending, gardening"),
        (["export", "no-such-pattern"], "no published pattern"),
        (["export", str(SAMPLES)], "pattern.yaml"),
    ],
)
def test_a_refusal_is_one_sentence(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("form", *arguments)


def test_a_form_is_written_and_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "form.json"
    call_command("form", "export", str(ENGLISH), out=out)
    assert "Not in the form: case" in capsys.readouterr().err
    assert json.loads(out.read_text(encoding="utf-8"))["version"] == 2
    call_command("form", "import", str(out))
    assert "xgov" in capsys.readouterr().out
