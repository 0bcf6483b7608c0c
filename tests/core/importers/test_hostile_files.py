"""Is a broken file imported all the same, and a hostile one refused or made harmless?"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonhall.core.importers.detection import detect
from commonhall.core.importers.forms import import_form
from commonhall.core.importers.source import LARGEST, FormRefused, read_source
from tests.core.importers.damage import deleted, doubled, objects_in
from tests.core.importers.published import OWN, PUBLISHED, xgov_files
from tests.core.importers.test_older_forms import FORMS, SAMPLES

FILE = OWN / "community-garden-grant.json"
PLACES_TRIED = 14
"""Objects tried in each published file: enough to meet every kind over all files, and quick."""


def renamed(holder: Any, key: Any) -> None:
    value = holder[key]
    for name in ("name", "path", "type"):
        if name in value:
            value[name] = f"{value[name]}X"
            return
    if isinstance(holder, dict):
        holder[f"{key}X"] = holder.pop(key)


def made_odd(holder: Any, key: Any) -> None:
    holder[key] = random.Random(str(key)).choice([None, 7, "text", [], [[]], True, -1.5])


DAMAGE: tuple[Callable[[Any, Any], None], ...] = (deleted, renamed, doubled, made_odd)


def check_damaged(path: Path, *, places: int | None) -> int:
    text = json.dumps(read_source(path.read_bytes(), file_name=path.name), default=str)
    dialect = detect(json.loads(text)).dialect
    count = len(list(objects_in(json.loads(text))))
    chosen = (
        range(count) if places is None else sorted(random.Random(path.name).sample(range(count), min(places, count)))
    )
    for place in chosen:
        for damage in DAMAGE:
            raw = json.loads(text)
            holder, key = list(objects_in(raw))[place]
            damage(holder, key)
            form = import_form(json.dumps(raw).encode(), file_name="form.json", dialect=dialect)
            assert form.stands or all(page.goto for page in form.pattern.pages), "every page leads somewhere"
    return len(chosen)


def test_our_own_form_with_any_object_damaged() -> None:
    assert check_damaged(FILE, places=25) == 25


@pytest.mark.parametrize("name", FORMS)
def test_our_own_samples_with_any_object_damaged(name: str) -> None:
    assert check_damaged(SAMPLES / name, places=20) == 20


@pytest.mark.shared_data
@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published forms are not beside the project")
@pytest.mark.parametrize("file", xgov_files())
def test_a_published_form_with_objects_damaged(file: str) -> None:
    assert check_damaged(PUBLISHED / file, places=PLACES_TRIED) == PLACES_TRIED


def form_with(component: dict[str, Any], **parts: Any) -> bytes:
    page = {"path": "/a", "title": "A", "components": [component], "next": [{"path": "/b"}]}
    last = {"path": "/b", "title": "B", "controller": "./pages/summary.js", "components": [], "next": []}
    return json.dumps({"startPage": "/a", "version": 2, "pages": [page, last], **parts}).encode()


TEXT = {"type": "TextField", "name": "a", "title": "A?"}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"[" * 100_000, "deeply"),
        (b'{"pages":' + b"[" * 80 + b"]" * 80 + b',"startPage":"/a"}', "deeply"),
        (b"not json", "not JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"startPage": NaN}', "not a number"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "too long"),
        (b"{}", "not a form that can be recognised"),
        (b"[]", "not a form that can be recognised"),
        (b'"text"', "not a form that can be recognised"),
        (b"null", "not a form that can be recognised"),
    ],
    ids=["brackets", "levels", "text", "bytes", "nan", "digits", "object", "list", "string", "null"],
)
def test_refused_with_a_sentence(source: bytes, said: str) -> None:
    with pytest.raises(FormRefused, match=said):
        import_form(source, file_name="form.json")


def test_fifty_megabytes_are_refused_at_once() -> None:
    with pytest.raises(FormRefused, match="too large"):
        import_form(b" " * 50_000_000, file_name="form.json")
    assert LARGEST < 50_000_000


@pytest.mark.parametrize("source", [b"[" * 50_000, b"{a: " * 5_000, b"- " * 20_000, b"a: " * 3_000])
def test_yaml_nested_too_deeply_is_refused(source: bytes) -> None:
    with pytest.raises(FormRefused, match=r"deeply|not YAML"):
        import_form(source, file_name="form.yaml")


def test_a_title_that_begins_with_a_number_has_a_slug() -> None:
    form = import_form(form_with(TEXT, name="2026 survey"), file_name="form.json")
    assert form.pattern.pattern == "form-2026-survey"


def test_yaml_that_refers_to_itself_is_refused() -> None:
    for source in (b"a: &x [1]\nb: *x\n", b"a: !!python/object/apply:os.system [ls]\n"):
        with pytest.raises(FormRefused, match="anchors or tags"):
            import_form(source, file_name="form.yaml")


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        "<p onclick='alert(1)'>",
        "<a href='javascript:alert(1)'>go</a>",
        "<a href='&#106;avascript:alert(1)'>go</a>",
        "<img src=x onerror=alert(1)>",
        "<style>body{display:none}</style>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "[go](javascript:alert(1))",
        "<iframe src='https://evil.example'></iframe>",
    ],
)
def test_scripts_are_made_harmless(content: str) -> None:
    import nh3
    from markdown_it import MarkdownIt

    form = import_form(form_with({"type": "Html", "content": f"Before {content} after"}), file_name="form.json")
    rendered = MarkdownIt("commonmark").render(form.pattern.pages[0].body.en)
    assert "Before" in rendered
    assert 'href="javascript' not in rendered
    assert nh3.clean(rendered, tags={"p", "a", "strong"}, attributes={"a": {"href"}}, link_rel=None) == rendered


def test_gaps_of_other_languages_are_not_ours() -> None:
    content = "Hello {{ name }} and {answers.secret} and {% if x %}"
    form = import_form(form_with({"type": "Para", "content": content}), file_name="form.json")
    assert "{" not in form.pattern.pages[0].body.en
    assert len(form.report.findings("text.template")) == 1


@pytest.mark.parametrize(
    "regex", ["(a+)+$", "^(?=.*x).+$", "(.*)*(.*)*y", "[", "(((((((((a*)*)*)*)*)*)*)*)*", "(" * 5000]
)
def test_regular_expressions_that_could_hang_are_left_out(regex: str) -> None:
    form = import_form(form_with({**TEXT, "schema": {"regex": regex}}), file_name="form.json")
    assert "pattern" not in form.pattern.pages[0].questions[0].model_fields_set
    assert len(form.report.findings("regex.unsupported")) == 1


def test_a_regular_expression_that_is_safe_is_kept() -> None:
    form = import_form(form_with({**TEXT, "schema": {"regex": "^[A-z]{2}[0-9]{4}$"}}), file_name="form.json")
    assert form.pattern.pages[0].questions[0].model_dump()["pattern"] == "[A-Za-z]{2}[0-9]{4}"


def test_conditions_that_grow_without_end_are_cut_off() -> None:
    conditions: list[dict[str, Any]] = [{"name": "c0", "value": "a == 'x'"}]
    for number in range(1, 40):
        below = f"c{number - 1}"
        conditions.append({"name": f"c{number}", "value": f"({below} or not {below}) and (not {below} or {below})"})
    page = {"path": "/a", "title": "A", "components": [TEXT], "next": [{"path": "/b", "condition": "c39"}]}
    last = {"path": "/b", "title": "B", "components": [{**TEXT, "name": "b"}], "next": []}
    raw = {"startPage": "/a", "version": 2, "pages": [page, last], "conditions": conditions}
    began = time.process_time()
    form = import_form(json.dumps(raw).encode(), file_name="form.json")
    assert time.process_time() - began < 5
    assert form.report.verdict == "blocked"
    assert len(form.report.findings("cond.too_large")) == 1


def test_a_chain_of_a_thousand_pages_needs_no_stack() -> None:
    pages = [
        {
            "path": f"/{number}",
            "title": "P",
            "components": [{**TEXT, "name": f"f{number}"}],
            "next": [{"path": f"/{number + 1}"}],
        }
        for number in range(1000)
    ]
    raw = {"startPage": "/0", "version": 2, "pages": pages, "conditions": []}
    began = time.process_time()
    form = import_form(json.dumps(raw).encode(), file_name="form.json")
    assert len(form.pattern.pages) == 1000
    assert time.process_time() - began < 10


def test_unseen_characters_are_taken_out() -> None:
    form = import_form(form_with({**TEXT, "title": "A\u0000\u202eb\ud800?"}), file_name="form.json")
    form.pattern.model_dump_json().encode("utf-8")
    component = form.report.objects[2]
    assert "\u202e" not in component.source
