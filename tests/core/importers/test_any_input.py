"""Does any file, however broken, of any builder become a draft that can be walked, or a refusal in one sentence?"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from commonhall.core.importers.detection import SUPPORTED
from commonhall.core.importers.export.xgov import export_xgov
from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.twins import merge_twins
from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.texts import texts_of
from commonhall.core.verify.structure_checks import check_structure
from tests.core.importers.answering import effective_of, walked_at_random
from tests.core.importers.damage import deleted, doubled, values_in
from tests.core.importers.published import PUBLISHED, manifest, needs_published
from tests.core.importers.sampled import NAMES, SAMPLES

PLACES_TRIED = 25
MINE = set(NAMES.values())


def renamed(holder: Any, key: Any) -> None:
    if isinstance(holder, dict):
        holder[f"{key}X"] = holder.pop(key)
    else:
        holder.reverse()


def made_odd(holder: Any, key: Any) -> None:
    holder[key] = random.Random(str(key)).choice(
        [None, 7, "text {x}", [], [[]], {}, [{}], True, -1.5, "'", {"en": "A"}]
    )


DAMAGE: tuple[Callable[[Any, Any], None], ...] = (deleted, renamed, doubled, made_odd)


def check_draft(form: Imported) -> None:
    """Check that a draft has a sound structure and leads to an end, whatever it was made of."""
    folder = PatternFolder(pattern=form.pattern, profiles={}, examples=())
    assert [str(each) for each in check_structure(folder, {}) if each.severity == "fail"] == []
    route, _ = walked_at_random(effective_of(form.pattern), 1)
    assert [str(failure) for failure in route.failures] == []
    assert route.stop.kind in ("check", "outcome")
    form.report.to_json()
    export_xgov(form.pattern)
    assert merge_twins(form, form).pattern.languages == ("en", "cy")


def imported(source: bytes, dialect: str) -> Imported | None:
    """Return the draft, or None where the file is refused, in a sentence."""
    refusal = ""
    try:
        return import_form(source, file_name="form.json", dialect=dialect)
    except FormRefused as refused:
        refusal = str(refused)
    assert refusal.endswith(".")
    return None


def check_damaged(path: Path, dialect: str, places: int) -> int:
    text = path.read_text(encoding="utf-8-sig")
    count = len(list(values_in(json.loads(text))))
    chosen = sorted(random.Random(path.name).sample(range(count), min(places, count)))
    drafts = 0
    for place in chosen:
        for damage in DAMAGE:
            raw = json.loads(text)
            holder, key = list(values_in(raw))[place]
            damage(holder, key)
            form = imported(json.dumps(raw).encode(), dialect)
            if form:
                check_draft(form)
                drafts += 1
    return drafts


@pytest.mark.parametrize("name", NAMES)
def test_our_own_forms_damaged(name: str) -> None:
    assert check_damaged(SAMPLES / name, NAMES[name], PLACES_TRIED) > PLACES_TRIED


@pytest.mark.shared_data
@needs_published
@pytest.mark.parametrize("dialect", sorted(MINE))
def test_published_forms_damaged(dialect: str) -> None:
    for entry in manifest():
        if entry["dialect"] == dialect:
            places = 3 if entry["bytes"] > 100_000 else 12
            assert check_damaged(PUBLISHED / entry["file"], dialect, places) > places


@cache
def words_of(name: str) -> tuple[list[str], list[Any]]:
    """Return the keys and the plain values that stand in a sample: what a form of its builder is made of."""
    raw = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    keys: dict[str, None] = {}
    values: dict[str, Any] = {}
    for holder, key in values_in(raw):
        if isinstance(holder, dict):
            keys[key] = None
        if not isinstance(holder[key], dict | list):
            values[repr(holder[key])] = holder[key]
    return list(keys), list(values.values())


def shaped_like(name: str) -> st.SearchStrategy[Any]:
    """Return any JSON made of the words of a sample, put together in any way."""
    keys, values = words_of(name)
    leaf = st.one_of(st.sampled_from(values), st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=8))
    parts = st.recursive(
        leaf,
        lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(st.sampled_from(keys), below, max_size=6)),
        max_leaves=25,
    )
    whole = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    if isinstance(whole, list):
        return st.lists(st.dictionaries(st.sampled_from(keys), parts, max_size=6), min_size=1, max_size=3)
    return st.fixed_dictionaries({key: st.one_of(st.just(value), parts) for key, value in whole.items()})


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_anything_of_the_same_words(name: str, data: st.DataObject) -> None:
    form = imported(json.dumps(data.draw(shaped_like(name))).encode(), NAMES[name])
    if form:
        check_draft(form)


@pytest.mark.parametrize("title", ["50 plus", "", "-3.5", "Ŵy", "!" * 300, "check", "日本"])
def test_any_title_gives_a_name(title: str) -> None:
    raw = json.loads((SAMPLES / "village-hall.govuk.json").read_text(encoding="utf-8"))
    form = imported(json.dumps(raw | {"name": title}).encode(), "govuk-forms")
    assert form
    check_draft(form)


@pytest.mark.parametrize("dialect", sorted(SUPPORTED))
def test_a_form_of_another_builder_is_refused_or_empty(dialect: str) -> None:
    for name in NAMES:
        form = imported((SAMPLES / name).read_bytes(), dialect)
        assert form is None or form.pattern.pages


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> [go](javascript:alert(1)) {{ secret }} {answers.x} ${7*7}"
)


def poisoned(value: Any) -> Any:
    """Return a form with something hostile in each of its longer texts."""
    if isinstance(value, dict):
        return {key: poisoned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [poisoned(each) for each in value]
    return f"{value} {HOSTILE}" if isinstance(value, str) and " " in value else value


@pytest.mark.parametrize("name", NAMES)
def test_scripts_and_gaps_are_made_harmless(name: str) -> None:
    raw = poisoned(json.loads((SAMPLES / name).read_text(encoding="utf-8")))
    form = import_form(json.dumps(raw).encode(), file_name="form.json", dialect=NAMES[name])
    for path, words in texts_of(form.pattern).items():
        assert "{{" not in words.en, path
        assert "{answers.x}" not in words.en, path
        if path.startswith(("pages.", "outcomes.", "start.", "ending.")) and path.endswith((".body", ".what_next")):
            rendered = MarkdownIt("commonmark").render(words.en)
            assert "<script" not in rendered, path
            assert "<img" not in rendered, path
            assert 'href="javascript' not in rendered, path
