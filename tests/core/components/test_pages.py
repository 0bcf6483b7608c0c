"""Does every page keep its duties: titles, headings, languages, links of the error summary, well-formed HTML?"""

from __future__ import annotations

import re

import pytest

from commonhall.core.values.words import Language
from commonhall.web.components.pages import INLINE_SCRIPT_HASH, render_page
from commonhall.web.components.prose import prose
from commonhall.web.components.texts import COUNTS, FURNITURE, SAID
from commonhall.web.components.views.frame import PageView
from commonhall.web.components.views.office import CaseView
from tests.core.components.samples import TYPED
from tests.core.components.site_samples import all_pages
from tests.core.components.tree import NotWellFormed, Tree, read

PAGES = [
    pytest.param(language, name, view, id=f"{name}-{language}")
    for language in ("en", "cy")
    for name, view in all_pages(language)
]
MACRO_ENGLISH = (
    "Skip to main content", "Menu", "Error:", "There is a problem", "Success", "Important", "Service information",
    "Support links", "Previous", "Next", "Show", "Hide", "Show password", "Breadcrumb", "Day", "Month", "Year",
    "Change", "Contents", "Back", "Pagination", "Yes", "No", "or",
)  # fmt: skip


def attributes(tree: Tree, tag: str) -> list[dict[str, str]]:
    return [
        dict(zip(node[2::2], node[3::2], strict=True)) for node in tree.nodes if node[0] == "open" and node[1] == tag
    ]


def every(tree: Tree) -> list[dict[str, str]]:
    return [dict(zip(node[2::2], node[3::2], strict=True)) for node in tree.nodes if node[0] == "open"]


@pytest.mark.parametrize(("language", "name", "view"), PAGES)
def test_page_keeps_the_duties_of_every_page(language: Language, name: str, view: PageView) -> None:
    html = render_page(view)
    tree = read(html)
    assert attributes(tree, "html")[0]["lang"] == language
    assert len(attributes(tree, "h1")) == 1
    assert len(attributes(tree, "main")) == 1
    ids = [one["id"] for one in every(tree) if "id" in one]
    assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]
    assert not [one for one in every(tree) if "style" in one]
    assert not [key for one in every(tree) for key in one if key.startswith("on")]
    assert TYPED not in html


@pytest.mark.parametrize(("language", "name", "view"), PAGES)
def test_title_names_page_service_and_council(language: Language, name: str, view: PageView) -> None:
    title = next(text for tag, text in read(render_page(view)).texts if tag == "title")
    frame = view.frame
    own = f"{frame.title}, {view.reference}" if isinstance(view, CaseView) else frame.title
    wanted = [own, *([frame.service] if frame.service not in {"", frame.title} else []), frame.council_name]
    prefix = SAID[language]["error_prefix"] if view.is_error else ""
    assert title == prefix + " – ".join(wanted)


@pytest.mark.parametrize(("language", "name", "view"), PAGES)
def test_everything_that_a_page_points_to_is_there(language: Language, name: str, view: PageView) -> None:
    tree = read(render_page(view))
    ids = {one["id"] for one in every(tree) if "id" in one}
    for one in every(tree):
        if one.get("href", "").startswith("#"):
            assert one["href"][1:] in ids
        pointed = " ".join(one.get(key, "") for key in ("for", "aria-describedby", "aria-labelledby", "form"))
        assert set(pointed.split()) <= ids
    for one in attributes(tree, "form"):
        if one.get("method") == "post":
            assert "novalidate" in one or "ch-account__form" in one.get("class", "")
    forms = [one for one in attributes(tree, "form") if one.get("method") == "post"]
    tokens = [one for one in attributes(tree, "input") if one.get("name") == "csrfmiddlewaretoken"]
    assert len(forms) == len(tokens)


@pytest.mark.parametrize(("language", "name", "view"), PAGES)
def test_error_summary_comes_first_and_says_what_the_fields_say(language: Language, name: str, view: PageView) -> None:
    tree = read(render_page(view))
    classes = [one.get("class", "") for one in every(tree)]
    errors = getattr(view, "errors", ())
    assert bool(errors) == ("govuk-error-summary" in classes)
    if errors:
        tags = [(node[1], dict(zip(node[2::2], node[3::2], strict=True))) for node in tree.nodes if node[0] == "open"]
        summary = next(i for i, (_, found) in enumerate(tags) if found.get("class") == "govuk-error-summary")
        heading = next(i for i, (tag, _) in enumerate(tags) if tag == "h1")
        assert summary < heading
        assert all(error.text in html_text(tree) for error in errors)


def html_text(tree: Tree) -> str:
    return "\n".join(text for _, text in tree.texts)


@pytest.mark.parametrize(("name", "view"), [pytest.param(n, v, id=n) for n, v in all_pages("cy")])
def test_welsh_page_has_no_english_furniture(name: str, view: PageView) -> None:
    tree = read(render_page(view))
    said = {text for _, text in tree.texts}
    said |= {value for one in every(tree) for key, value in one.items() if key.startswith(("aria-label", "data-i18n"))}
    welsh = set(SAID["cy"].values())
    english = {words.en for words in FURNITURE.values()} | set(MACRO_ENGLISH)
    assert not (said & english) - welsh


@pytest.mark.parametrize("language", ["en", "cy"])
def test_page_of_a_council_with_two_languages_links_to_the_other(language: Language) -> None:
    other = "cy" if language == "en" else "en"
    for _, view in all_pages(language):
        tree = read(render_page(view))
        links = [one for one in attributes(tree, "a") if one.get("href") == f"?lang={other}"]
        assert links
        assert all(one["lang"] == one["hreflang"] == other for one in links)


def test_switch_on_a_page_with_errors_posts_the_form_so_that_answers_are_kept() -> None:
    view = dict(all_pages("en"))["errors"]
    switch = [one for one in attributes(read(render_page(view)), "button") if one.get("name") == "switch_language"]
    assert [(one["value"], one["form"]) for one in switch] == [("cy", "questions")]


def test_every_furniture_text_is_in_both_languages_and_can_be_reached() -> None:
    for key, words in FURNITURE.items():
        assert words.en.strip(), key
        assert words.cy.strip(), key
        assert not hasattr({}, key), f"{key} is a method of dict, which a template would find first"
    assert set(COUNTS["en"]) == set(COUNTS["cy"])
    assert "'sha256-" in INLINE_SCRIPT_HASH


def test_layout_has_the_one_inline_script_that_the_hash_allows() -> None:
    import base64
    import hashlib

    html = render_page(dict(all_pages("en"))["start"])
    scripts = re.findall(r"<script>(.*?)</script>", html)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"'sha256-{digest}'" == INLINE_SCRIPT_HASH


@pytest.mark.parametrize(
    ("written", "never"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("[x](javascript:alert(1))", 'href="javascript'),
        ("<img src=x onerror=alert(1)>", "<img"),
        ("![x](http://example.org/x.png)", "<img"),
    ],
)
def test_prose_lets_no_markup_of_its_own_through(written: str, never: str) -> None:
    assert never not in prose(written)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("### Small first\n\n## Large\n\n#### Tiny", ["h2", "h2", "h3"]),
        ("# A\n\n## B\n\n### C\n\n##### D\n\n## E", ["h2", "h2", "h3", "h4", "h2"]),
    ],
)
def test_headings_of_a_text_leave_no_level_out(text: str, levels: list[str]) -> None:
    assert re.findall(r"<(h[1-6])", prose(text)) == levels


def test_prose_gives_headings_lists_links_and_tables_their_classes() -> None:
    html = prose("# Top\n\ntext **bold** [go](/x)\n\n- one\n\n| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<h2 class="govuk-heading-m">Top</h2>' in html
    assert '<a href="/x" class="govuk-link">go</a>' in html
    assert 'class="govuk-list govuk-list--bullet"' in html
    assert '<th class="govuk-table__header" scope="col">' in html
    assert "style" not in html
    read(html)


def test_the_reader_of_the_tests_refuses_what_is_not_well_formed() -> None:
    for wrong in ("<p><b></p></b>", "<div>", "</p>", '<p a="1" a="2"></p>'):
        with pytest.raises(NotWellFormed):
            read(wrong)
