"""What a council adopts holds from its day, within bounds, for itself alone; what is published never changes."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from commonhall.catalogue.models import Adoption, AdoptionRevision, OwnVersion, PublishedVersion
from commonhall.catalogue.operations import (
    AdoptionRefused,
    PublishRefused,
    VersionTaken,
    adopt,
    bind_provider,
    change_setting,
    content_of,
    import_pattern,
    publish_folder,
    reword,
)
from commonhall.catalogue.queries import (
    BindingMissing,
    ServiceUnknown,
    effective_of,
    effective_today,
    find_service,
    get_binding,
    get_service,
)
from commonhall.core.language.loading import read_pattern
from commonhall.core.language.model import Pattern
from commonhall.core.language.settings import SettingRefused
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.work.skips import AT, DESIGNER, SKIPS, adopt_skips

TODAY = AT.date()


def longest(council: CouncilSite, day: date) -> object:
    return get_service("skip-licence", council=council, day=day).effective.settings["longest_days"]


def test_a_setting_holds_from_its_day(council: CouncilSite) -> None:
    with in_council(council):
        adopt_skips(council)
        change_setting(
            council=council, slug="skip-licence", setting="longest_days", value=21,
            from_date=TODAY + timedelta(days=30), why="Summer works", by=DESIGNER, at=AT,
        )  # fmt: skip
        assert longest(council, TODAY) == 14
        assert longest(council, TODAY + timedelta(days=30)) == 21
        last = AdoptionRevision.objects.order_by("-number")[0]
        assert last.settings[-1]["why"] == "Summer works"


def test_what_is_held_for_years_reads_the_settings_of_today_and_keeps_its_own_words(
    council: CouncilSite, other_council: CouncilSite
) -> None:
    next_year = TODAY + timedelta(days=365)
    with in_council(council):
        adopt_skips(council)
        first = get_service("skip-licence", council=council, day=TODAY).revision_id
        begun = effective_of(first, council=council, day=TODAY)
        change_setting(
            council=council, slug="skip-licence", setting="longest_days", value=21, from_date=next_year, why="",
            by=DESIGNER, at=AT,
        )  # fmt: skip
        reword(council=council, slug="skip-licence", text="pages.about.body", en="New words", by=DESIGNER, at=AT)
        before = effective_today(first, council=council, opened=TODAY, today=TODAY)
        after = effective_today(first, council=council, opened=TODAY, today=next_year)
        assert (before.settings["longest_days"], after.settings["longest_days"]) == (14, 21)
        assert after.pages["about"].body == begun.pages["about"].body
        assert effective_today(first, council=council, opened=TODAY, today=next_year) is after
    with in_council(other_council), pytest.raises(ServiceUnknown):
        effective_today(first, council=other_council, opened=TODAY, today=next_year)


def test_what_the_pattern_does_not_allow_changes_nothing(council: CouncilSite) -> None:
    with in_council(council):
        adopt_skips(council)
        with pytest.raises(SettingRefused, match="above the most"):
            change_setting(
                council=council, slug="skip-licence", setting="longest_days", value=99, from_date=TODAY, why="",
                by=DESIGNER, at=AT,
            )  # fmt: skip
        with pytest.raises(AdoptionRefused, match="cannot be reworded"):
            reword(council=council, slug="skip-licence", text="pages.about.title", en="Mine", by=DESIGNER, at=AT)
        with pytest.raises(AdoptionRefused, match="runs nothing"):
            reword(council=council, slug="nothing", text="pages.about.body", en="Mine", by=DESIGNER, at=AT)
        assert AdoptionRevision.objects.count() == 1


def test_a_local_text_is_reworded_and_a_later_change_keeps_it(council: CouncilSite) -> None:
    with in_council(council):
        adopt_skips(council)
        reword(council=council, slug="skip-licence", text="pages.about.body", en="Our own words", by=DESIGNER, at=AT)
        change_setting(
            council=council, slug="skip-licence", setting="longest_days", value=5, from_date=TODAY, why="", by=DESIGNER,
            at=AT,
        )  # fmt: skip
        service = get_service("skip-licence", council=council, day=TODAY)
        assert service.effective.pages["about"].body.en == "Our own words"
        assert service.effective.settings["longest_days"] == 5


def test_an_import_is_kept_once_and_a_change_is_a_new_version(council: CouncilSite) -> None:
    pattern, _ = read_pattern(SKIPS)
    changed, _ = read_pattern(SKIPS.replace("Which skips?", "Which of them?"))
    with in_council(council):
        first = import_pattern(pattern=pattern, report={"a": 1}, by=DESIGNER, at=AT)
        assert import_pattern(pattern=pattern, report={}, by=DESIGNER, at=AT).id == first.id
        second = import_pattern(pattern=changed, report={}, by=DESIGNER, at=AT)
        assert (first.version, second.version) == ("1.0.0", "1.1.0")
        assert OwnVersion.objects.count() == 2


def test_a_pattern_survives_being_stored() -> None:
    pattern, _ = read_pattern(SKIPS)
    again = Pattern.model_validate_json(content_of(pattern))
    assert again == pattern
    assert list(again.case.states) == ["received", "licensed", "late"]


def test_one_address_runs_one_pattern(council: CouncilSite) -> None:
    pattern, _ = read_pattern(SKIPS.replace("pattern: skip-licence", "pattern: scaffold-licence"))
    with in_council(council):
        adopt_skips(council)
        other = import_pattern(pattern=pattern, report={}, by=DESIGNER, at=AT)
        with pytest.raises(AdoptionRefused, match="another address"):
            adopt(council=council, slug="skip-licence", origin="own", version_id=other.id, by=DESIGNER, at=AT)


def test_a_pattern_with_failures_is_not_taken_in(council: CouncilSite) -> None:
    pattern, _ = read_pattern(SKIPS.replace("outcome: too_long}", "outcome: too_lng}"))
    with in_council(council), pytest.raises(PublishRefused, match="no outcome"):
        import_pattern(pattern=pattern, report={}, by=DESIGNER, at=AT)


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
def test_a_published_version_never_changes(tmp_path: Path) -> None:
    (tmp_path / "pattern.yaml").write_text(SKIPS)
    first = publish_folder(tmp_path, using="migrator", at=AT)
    assert publish_folder(tmp_path, using="migrator", at=AT).id == first.id
    stored = json.loads(first.content)
    del stored["keeper"]  # as if it had been published before patterns had one
    as_then = {"content": json.dumps(stored), "content_hash": "old"}
    PublishedVersion.objects.using("migrator").filter(id=first.id).update(**as_then)
    assert publish_folder(tmp_path, using="migrator", at=AT).id == first.id
    (tmp_path / "pattern.yaml").write_text(SKIPS.replace("Which skips?", "Which of them?"))
    with pytest.raises(VersionTaken, match="new version number"):
        publish_folder(tmp_path, using="migrator", at=AT)


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
def test_a_version_number_must_keep_its_promise(tmp_path: Path) -> None:
    (tmp_path / "pattern.yaml").write_text(SKIPS)
    first = publish_folder(tmp_path, using="migrator", at=AT)
    changed = SKIPS.replace("default: 14", "default: 10")
    assert changed != SKIPS
    (tmp_path / "pattern.yaml").write_text(changed.replace(f"version: {first.version}", "version: 1.99.0"))
    with pytest.raises(PublishRefused, match="promises a minor one"):
        publish_folder(tmp_path, using="migrator", at=AT)
    (tmp_path / "pattern.yaml").write_text(changed.replace(f"version: {first.version}", "version: 2.0.0"))
    assert publish_folder(tmp_path, using="migrator", at=AT).version == "2.0.0"


def test_the_other_council_runs_nothing_of_it(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        adopt_skips(council)
        bind_provider(capability="waste", provider="rounds", settings={"seed": "x"}, by=DESIGNER, at=AT)
        version = OwnVersion.objects.get().id
    with in_council(other_council):
        assert find_service("skip-licence", council=other_council, day=TODAY) is None
        assert not Adoption.objects.exists()
        with pytest.raises(BindingMissing):
            get_binding("waste")
        with pytest.raises(ServiceUnknown):
            adopt(council=other_council, slug="mine", origin="own", version_id=version, by=DESIGNER, at=AT)


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
def test_settings_under_which_an_example_fails_do_not_go_live(council: CouncilSite, tmp_path: Path) -> None:
    (tmp_path / "pattern.yaml").write_text(SKIPS)
    (tmp_path / "profiles.yaml").write_text("plain: {title: Plain}\n")
    (tmp_path / "examples.yaml").write_text(EXAMPLE)
    version = publish_folder(tmp_path, using="migrator", at=AT).id
    with in_council(council):
        take = partial(adopt, council=council, slug="skip-licence", origin="library", version_id=version)
        with pytest.raises(AdoptionRefused, match="five days are always allowed"):
            take(settings={"longest_days": 3}, by=DESIGNER, at=AT)
        assert not Adoption.objects.exists()
        take(settings={"longest_days": 9}, by=DESIGNER, at=AT)
        with pytest.raises(AdoptionRefused, match="five days are always allowed"):
            change_setting(
                council=council, slug="skip-licence", setting="longest_days", value=3, from_date=TODAY, why="",
                by=DESIGNER, at=AT,
            )  # fmt: skip
        assert longest(council, TODAY) == 9


def test_what_a_pattern_requires_must_be_bound(council: CouncilSite) -> None:
    pattern, _ = read_pattern(SKIPS.replace("prefix: SK\n", "prefix: SK\ncapabilities: {waste: required}\n"))
    with in_council(council):
        own = import_pattern(pattern=pattern, report={}, by=DESIGNER, at=AT)
        with pytest.raises(AdoptionRefused, match="No provider is chosen for waste"):
            adopt(council=council, slug="skips", origin="own", version_id=own.id, by=DESIGNER, at=AT)


EXAMPLE = """
- example: five days are always allowed
  now: 2026-06-10T12:00:00
  answers: {"@about": true, name: A Person, email: null, skips: [small], days: 5}
  expect: {outcome: accept}
"""
