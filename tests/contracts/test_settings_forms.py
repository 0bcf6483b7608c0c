"""Can every provider's settings be filled in on a form, and do the secrets stay hidden there?"""

from __future__ import annotations

import pkgutil
from typing import Any, Final, Literal

import pytest
from pydantic import BaseModel, Field, SecretStr

import commonhall.capabilities
from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.ports import Provider, providers_of
from commonhall.capabilities.secrets import ending_of, secret_paths
from commonhall.capabilities.settings_form import Wrong, as_typed, fields_of, problems_of, read_typed


def _all_providers() -> list[tuple[str, type[Provider]]]:
    found = []
    for module in pkgutil.iter_modules(commonhall.capabilities.__path__):
        try:
            found += [(module.name, provider) for provider in providers_of(module.name)] if module.ispkg else []
        except Misconfigured:
            continue  # not a capability: a part that several of them use
    return found


ALL: Final = _all_providers()


@pytest.mark.parametrize(("capability", "provider"), ALL, ids=[f"{name}-{each.name}" for name, each in ALL])
def test_every_providers_settings_have_fields_with_titles_and_hidden_secrets(
    capability: str, provider: type[Provider]
) -> None:
    fields = fields_of(provider.Settings)
    assert len({each.path for each in fields}) == len(fields)
    assert [each.path for each in fields if each.title.cy in ("", each.title.en)] == [], "without Welsh"
    assert [each.path for each in fields if each.hint.en and each.hint.cy in ("", each.hint.en)] == [], "without Welsh"
    hidden = {each.path for each in fields if each.kind == "secret"}
    assert hidden == set(secret_paths(provider.Settings))
    settings, wrong = read_typed(fields, {each.path: each.default for each in fields})
    assert wrong == {}
    missing = {path for path, one in problems_of(capability, provider.name, settings).items() if one.kind == "missing"}
    required = {each.path for each in fields if each.required}
    assert all(any(path == one or path.startswith(f"{one}.") for one in missing) for path in required)


class Inner(BaseModel):
    en: str = Field(title="English")
    token: SecretStr | None = None


class Outer(BaseModel):
    name: str = Field(title="Name", description="As it is", json_schema_extra={"title_cy": "Enw"})
    key: SecretStr
    inner: Inner = Field(title="Template")
    way: Literal["post", "get"] = "post"
    works: bool = True
    seconds: int = 30
    many: list[str] = []


def test_what_was_typed_becomes_settings_and_is_shown_again() -> None:
    fields = fields_of(Outer)
    assert [(each.path, each.kind, each.required) for each in fields] == [
        ("name", "text", True), ("key", "secret", True), ("inner.en", "text", True), ("inner.token", "secret", False),
        ("way", "choice", False), ("works", "yes_no", False), ("seconds", "number", False), ("many", "json", False),
    ]  # fmt: skip
    assert (fields[0].title.cy, fields[2].title.en, fields[4].options) == ("Enw", "Template: English", ("post", "get"))
    typed = {"name": "n", "key": "k", "inner.en": "e", "works": "no", "seconds": "5", "many": '["a"]'}
    settings, wrong = read_typed(fields, typed)
    assert wrong == {}
    assert settings == {
        "name": "n", "key": "k", "inner": {"en": "e"}, "works": False, "seconds": "5", "many": ["a"],
    }  # fmt: skip
    shown = as_typed(fields, Outer.model_validate(settings).model_dump())
    assert shown == {
        "name": "n", "inner.en": "e", "way": "post", "works": "no", "seconds": "5", "many": '["a"]',
    }  # fmt: skip


def test_keys_of_several_lines_keep_them_and_do_not_tell_how_they_end() -> None:
    many = {each.path for name, one in ALL for each in fields_of(one.Settings) if each.kind == "secret" and each.lines}
    assert many == {"private_key"}
    assert ending_of("-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n") == ""
    assert ending_of("0123456789abcdef") == "cdef"


def test_what_cannot_be_read_is_said_without_the_value() -> None:
    _, wrong = read_typed(fields_of(Outer), {"many": "[secret"})
    assert wrong == {"many": Wrong("wrong", "This is not JSON")}
    settings: dict[str, Any] = {"api_key": "not-a-key", "email_template_id": {"en": "x"}}
    found = problems_of("notifications", "govuk_notify", settings)
    assert found["sms_template_id"].kind == "missing"
    assert {"api_key", "email_template_id.en"} <= set(found)
    assert "not-a-key" not in str(found)


def test_a_text_in_two_languages_is_two_fields_that_begin_with_what_stands_there() -> None:
    from commonhall.capabilities.ports import find_provider

    fields = fields_of(find_provider("payments", "pay_later").Settings)
    assert [(each.path, each.title.en) for each in fields] == [
        ("told.en", "What the person is told: English"), ("told.cy", "What the person is told: Welsh"),
    ]  # fmt: skip
    shown = as_typed(fields, {})
    assert shown["told.cy"].startswith("Byddwn")
    settings, _ = read_typed(fields, shown)
    assert problems_of("payments", "pay_later", settings) == {}
