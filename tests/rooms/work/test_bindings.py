"""Can a council choose, try, switch and switch back its providers, with secrets that nobody else can read?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.ports import providers_of
from commonhall.capabilities.secrets import ending_of, join_secrets, part_secrets, secret_paths
from commonhall.capabilities.words import capabilities
from commonhall.catalogue.binding import (
    BindingRefused,
    bind_provider,
    check_binding,
    check_providers,
    draft_binding,
    problems_of_draft,
    switch_binding,
    switch_bindings,
    withdraw_binding,
)
from commonhall.catalogue.bound import (
    BindingMissing,
    BindingUnreadable,
    get_binding,
    get_bound,
    get_bound_through,
    get_held,
    held_bindings,
    past_bindings,
)
from commonhall.catalogue.folders import NAMED, places_of_others
from commonhall.catalogue.models import Binding
from commonhall.catalogue.operations import AdoptionRefused, check_capabilities
from commonhall.catalogue.standings import standings
from commonhall.core.language.loading import read_pattern
from commonhall.councils.actors import SYSTEM
from commonhall.councils.keys import destroy_keys, retire_key, rotate_keys
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.contents import content_of, store_content
from commonhall.journeys.models import Document
from commonhall.record.queries import events_about
from tests.rooms.work.skips import SKIPS, adopt_skips, begin

AT: Final = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
KEY: Final = "key-0f6e0d2c-8f4e-4a7e-9a83-3a0b8f8e2b11-5a1f4a52-1111-4222-8333-abcdefabcdef"
OTHER_KEY: Final = KEY.replace("abcdef", "fedcba")


def notify(key: str = KEY) -> dict[str, Any]:
    one = {"en": "0f6e0d2c-8f4e-4a7e-9a83-3a0b8f8e2b11"}
    return {"api_key": key, "email_template_id": one, "sms_template_id": one}


def bind(settings: Mapping[str, Any] | None = None, *, provider: str = "govuk_notify", **more: Any) -> Binding:
    chosen = notify() if settings is None else settings
    return bind_provider(capability="notifications", provider=provider, settings=chosen, by=SYSTEM, at=AT, **more)


def folder(name: str = "outbox", **more: Any) -> Binding:
    return bind({"folder": name}, provider="outbox_folder", **more)


def draft(provider: str = "govuk_notify", settings: Mapping[str, Any] | None = None, **more: Any) -> Binding:
    chosen = {"capability": "notifications", "provider": provider, "service": "", "mode": "live", **more}
    return draft_binding(**chosen, settings=notify() if settings is None else settings, by=SYSTEM, at=AT)


def test_a_secret_is_stored_sealed_and_shown_by_its_ending_only(council: CouncilSite) -> None:
    with in_council(council):
        row = bind()
        row.refresh_from_db()
        assert KEY not in f"{row.settings}{row.secrets}"
        assert get_binding("notifications").settings["api_key"] == KEY
        assert KEY not in repr(get_binding("notifications"))
        held = get_held(row.id)
        assert (held.endings["api_key"], "api_key" in held.settings) == (KEY[-4:], False)
        assert KEY not in repr(held)
        assert all(KEY not in str(event.facts) for event in events_about(("binding", row.id)))


def test_another_council_neither_sees_nor_opens_it(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        stolen = dict(bind().secrets)
    with in_council(other_council):
        assert held_bindings("notifications") == []
        mine = bind(notify(OTHER_KEY))
        Binding.objects.filter(id=mine.id).update(secrets=stolen)
        with pytest.raises(BindingUnreadable):
            get_binding("notifications")


def test_a_secret_that_was_moved_to_another_binding_does_not_open(council: CouncilSite) -> None:
    with in_council(council):
        first, second = bind(), bind(notify(OTHER_KEY))
        Binding.objects.filter(id=second.id).update(secrets=first.secrets)
        with pytest.raises(BindingUnreadable):
            get_binding("notifications")
        assert get_held(second.id).endings == {}


def test_a_new_key_of_the_council_seals_it_again_and_without_keys_it_is_lost(council: CouncilSite) -> None:
    with in_council(council):
        row = bind()
        assert rotate_keys(at=AT) == 1
        retire_key(number=1, at=AT)
        assert get_bound(row.id).settings["api_key"] == KEY
        destroy_keys(at=AT)
        with pytest.raises(BindingUnreadable):
            get_binding("notifications")


def test_binding_the_same_again_changes_nothing(council: CouncilSite) -> None:
    with in_council(council):
        first = bind()
        assert bind().id == first.id
        assert bind(notify(OTHER_KEY)).id != first.id
        assert Binding.objects.count() == 2


def test_what_began_with_a_provider_can_end_with_it(council: CouncilSite) -> None:
    with in_council(council):
        bind()
        begun = get_binding("notifications")
        folder()
        assert get_binding("notifications").provider == "outbox_folder"
        assert get_bound(begun.id).settings["api_key"] == KEY
        assert get_bound_through("notifications", "govuk_notify").id == begun.id
        with pytest.raises(BindingMissing):
            get_bound_through("notifications", "smtp")
        with pytest.raises(BindingMissing):
            get_bound(uuid4())


def test_a_service_may_have_a_provider_of_its_own_and_go_back(council: CouncilSite) -> None:
    with in_council(council):
        folder()
        own = folder("other", service="bulky-waste")
        assert get_binding("notifications", service="bulky-waste").settings == {"folder": "other"}
        assert get_binding("notifications", service="missed-bin").settings == {"folder": "outbox"}
        withdraw_binding(binding_id=own.id, by=SYSTEM, at=AT)
        assert get_binding("notifications", service="bulky-waste").settings == {"folder": "outbox"}
        with pytest.raises(BindingRefused):
            withdraw_binding(binding_id=get_binding("notifications").id, by=SYSTEM, at=AT)


def test_test_bindings_are_never_used_for_residents(council: CouncilSite) -> None:
    with in_council(council):
        folder("trial", mode="test")
        with pytest.raises(BindingMissing):
            get_binding("notifications")
        assert get_binding("notifications", mode="test").settings == {"folder": "trial"}
        folder("real")
        assert get_binding("notifications", mode="test").settings == {"folder": "trial"}
        assert get_binding("notifications").mode == "live"


def test_it_is_drafted_planned_switched_on_by_the_job_and_back(council: CouncilSite) -> None:
    tomorrow = AT + timedelta(days=1)
    with in_council(council):
        first = folder()
        chosen = draft()
        assert get_binding("notifications").id == first.id
        switch_binding(binding_id=chosen.id, begins_at=tomorrow, by=SYSTEM, at=AT)
    switch_bindings(council, at=tomorrow - timedelta(seconds=1))
    with in_council(council):
        assert get_binding("notifications").id == first.id
    switch_bindings(council, at=tomorrow)
    switch_bindings(council, at=tomorrow)
    with in_council(council):
        assert get_binding("notifications").id == chosen.id
        assert [each.id for each in past_bindings("notifications")] == [first.id]
        back = switch_binding(binding_id=first.id, begins_at=None, by=SYSTEM, at=tomorrow)
        assert get_binding("notifications").id == back.id != first.id
        assert get_binding("notifications").settings == {"folder": "outbox"}
        assert [each.id for each in past_bindings("notifications")] == [chosen.id, first.id]
        again = switch_binding(binding_id=chosen.id, begins_at=None, by=SYSTEM, at=tomorrow)
        assert get_bound(again.id).settings["api_key"] == KEY


def test_what_was_planned_gives_way_and_can_be_given_up(council: CouncilSite) -> None:
    with in_council(council):
        folder()
        first, second = draft(), draft(settings=notify(OTHER_KEY))
        with pytest.raises(BindingRefused):  # it gave way to the second draft
            switch_binding(binding_id=first.id, begins_at=None, by=SYSTEM, at=AT)
        with pytest.raises(BindingRefused):
            switch_binding(binding_id=second.id, begins_at=AT, by=SYSTEM, at=AT)
        switch_binding(binding_id=second.id, begins_at=AT + timedelta(hours=1), by=SYSTEM, at=AT)
        third = draft("outbox_folder", {"folder": "third"})
        switch_binding(binding_id=third.id, begins_at=AT + timedelta(hours=2), by=SYSTEM, at=AT)
        assert [each.id for each in held_bindings("notifications") if each.state == "planned"] == [third.id]
        withdraw_binding(binding_id=third.id, by=SYSTEM, at=AT)
        with pytest.raises(BindingRefused):
            withdraw_binding(binding_id=third.id, by=SYSTEM, at=AT)
    switch_bindings(council, at=AT + timedelta(days=1))
    with in_council(council):
        assert get_binding("notifications").settings == {"folder": "outbox"}


def test_administrators_name_no_folder_of_others(council: CouncilSite, settings: Any, tmp_path: Path) -> None:
    settings.ANY_FOLDER, settings.COUNCIL_FOLDERS = False, str(tmp_path)
    own, other = tmp_path / council.slug / "post", tmp_path / "northmere" / "post"
    inside = {"email": "outbox_folder", "settings": json.dumps({"outbox_folder": {"folder": str(other)}})}
    with in_council(council):
        for wrong in (other, own / "../../northmere/post", tmp_path, "/etc", "post"):
            with pytest.raises(Misconfigured, match="not your council's"):
                draft("outbox_folder", {"folder": str(wrong)})
            found = problems_of_draft(
                "notifications", "outbox_folder", {"folder": str(wrong)}, service="", mode="live"
            )  # fmt: skip
            assert set(found) == {"folder"}
        assert places_of_others("notifications", "by_channel", inside) == ["settings.outbox_folder.folder"]
        draft("outbox_folder", {"folder": str(own)})
        folder(str(other))  # by the operator
        draft("outbox_folder", {"folder": str(other)})
        settings.COUNCIL_FOLDERS = ""
        with pytest.raises(Misconfigured, match="not your council's"):
            draft("outbox_folder", {"folder": str(tmp_path / council.slug / "more")})


def test_what_names_a_place_on_the_server_is_known_by_its_name() -> None:
    for capability in capabilities():
        for provider in providers_of(capability.name):
            fields = provider.Settings.model_fields
            assert {name for name, each in fields.items() if "Path" in str(each.annotation)} <= set(NAMED)


def test_a_secret_that_is_left_out_stays_as_it_was_and_wrong_settings_are_not_kept(council: CouncilSite) -> None:
    with in_council(council):
        bind()
        without = {name: value for name, value in notify().items() if name != "api_key"} | {"timeout": 20}
        chosen = draft(settings=without)
        assert get_bound(chosen.id).settings["api_key"] == KEY
        with pytest.raises(Misconfigured) as caught:
            draft(settings=notify("wrong-key-that-must-not-be-told"))
        assert "wrong-key" not in str(caught.value)
        with pytest.raises(Misconfigured):
            draft(settings=without, service="bulky-waste")  # nothing is taken from another service's settings
        assert Binding.objects.filter(state="draft").count() == 1


def test_what_an_older_version_stored_in_clear_is_used_hidden_and_sealed_by_the_job(council: CouncilSite) -> None:
    with in_council(council):
        row = bind()
        Binding.objects.filter(id=row.id).update(settings=notify(), secrets={}, sealed=False)
        assert get_binding("notifications").settings["api_key"] == KEY
        assert "api_key" not in get_held(row.id).settings
    switch_bindings(council, at=AT)
    with in_council(council):
        row.refresh_from_db()
        assert row.sealed
        assert KEY not in str(row.settings)
        assert get_binding("notifications").settings["api_key"] == KEY


def test_trying_a_binding_says_how_it_went_and_is_kept(council: CouncilSite, tmp_path: Any) -> None:
    with in_council(council):
        works, wrong = folder(str(tmp_path)), folder(str(tmp_path / "file" / "x"), mode="test")
        (tmp_path / "file").write_text("not a folder")
        assert check_binding(binding_id=works.id, council=council, at=AT) == "works"
        assert check_binding(binding_id=wrong.id, council=council, at=AT) in ("misconfigured", "unavailable")
        held = get_held(wrong.id)
        assert held.checked_at == AT
        assert held.check_result != "works"


def test_an_unknown_provider_is_not_bound(council: CouncilSite) -> None:
    with in_council(council), pytest.raises(Misconfigured):
        bind({}, provider="nothing_of_the_kind")


def test_secrets_are_found_however_deep_and_parted_without_loss() -> None:
    from pydantic import BaseModel, SecretStr

    class Inner(BaseModel):
        token: SecretStr
        name: str = ""

    class Outer(BaseModel):
        password: SecretStr | None = None
        inner: Inner
        many: list[Inner] = []
        plain: int = 0

    assert set(secret_paths(Outer)) == {"password", "inner.token", "many"}
    given = {"password": "p", "inner": {"token": "t", "name": "n"}, "many": [{"token": "x"}], "plain": 1}
    plain, secrets = part_secrets(Outer, given)
    assert plain == {"inner": {"name": "n"}, "plain": 1}
    assert join_secrets(plain, secrets) == given
    assert given["inner"] == {"token": "t", "name": "n"}
    assert (ending_of("abcdefghijklmnop"), ending_of("short"), ending_of(["x"])) == ("mnop", "", "")


def test_the_job_checks_what_is_in_force_and_the_next_one_finds_it_mended(council: CouncilSite, tmp_path: Any) -> None:
    (tmp_path / "file").write_text("not a folder")
    with in_council(council):
        row = folder(str(tmp_path / "file" / "x"))
        folder(str(tmp_path / "other"), mode="test")
    check_providers(council, at=AT)
    with in_council(council):
        assert get_held(row.id).check_result != "works"
        assert [each.state for each in standings()] != ["working"]
        assert {each.check_result for each in held_bindings() if each.mode == "test"} == {""}
    (tmp_path / "file").unlink()
    check_providers(council, at=AT + timedelta(minutes=10))
    with in_council(council):
        assert get_held(row.id).check_result == "works"
        assert [each.state for each in standings()] == ["working"]


def test_a_service_needs_no_provider_of_all_where_it_has_its_own(council: CouncilSite) -> None:
    pattern, _ = read_pattern(SKIPS.replace("prefix: SK\n", "prefix: SK\ncapabilities: {payments: required}\n"))
    with in_council(council):
        with pytest.raises(AdoptionRefused, match="payments"):
            check_capabilities(pattern, service="skips")
        bind_provider(capability="payments", provider="pay_later", settings={}, service="skips", by=SYSTEM, at=AT)
        check_capabilities(pattern, service="skips")
        with pytest.raises(AdoptionRefused):
            check_capabilities(pattern, service="elsewhere")


def test_a_service_may_keep_its_files_in_a_place_of_its_own(council: CouncilSite, tmp_path: Any) -> None:
    with in_council(council):
        everywhere = bind_provider(
            capability="files", provider="folder", settings={"folder": str(tmp_path / "all")}, by=SYSTEM, at=AT
        )
        own = bind_provider(
            capability="files", provider="folder", settings={"folder": str(tmp_path / "own")}, service="skip-licence",
            by=SYSTEM, at=AT,
        )  # fmt: skip
        journey, _ = begin(adopt_skips(council, at=AT), at=AT)
        kept = {}
        for name, owner in (("its", {"journey_id": journey.id}), ("none", {"case_id": uuid4()})):
            row = Document(question="photo", name="a.txt", type="text/plain", size=1, state="held", uploaded_at=AT,
                           sha256=hashlib.sha256(b"a").digest(), **owner)  # fmt: skip
            store_content(row, b"a", at=AT)
            row.save(force_insert=True)
            kept[name] = row
            assert content_of(row, at=AT) == b"a"
        assert kept["its"].binding_id == own.id
        assert kept["none"].binding_id == everywhere.id
        withdraw_binding(binding_id=own.id, by=SYSTEM, at=AT)
        assert content_of(kept["its"], at=AT) == b"a", "what began there is read there"
