"""Do the served files keep off what only GOV.UK may use: crown, crest, its font, its blue?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from commonhall.config.bootstrap.assets import AssetsNotBuilt, with_own_pictures, without_brand

COMPONENTS = Path("commonhall/web/components")
STATIC = COMPONENTS / "static"
BUILT = STATIC / "built"
NAMES = re.compile(r"crest|crown|govuk-icon|govuk-opengraph|logotype")
CLASSES = ("govuk-header", "govuk-footer__crown", "govuk-footer__copyright-logo")


def built(suffix: str) -> list[Path]:
    found = sorted(BUILT.glob(f"*{suffix}"))
    assert found, "the stylesheets are not built: start the tests with ./run test"
    return found


def test_no_served_file_has_a_name_of_the_brand() -> None:
    built(".css")
    assert not [path for path in STATIC.rglob("*") if NAMES.search(path.name)]


@pytest.mark.parametrize("stylesheet", ["citizen.css", "office.css"])
def test_stylesheet_names_neither_font_nor_crest_nor_blue(stylesheet: str) -> None:
    name = json.loads((BUILT / "manifest.json").read_text())[stylesheet]
    css = (BUILT / name).read_text()
    for mention in ("GDS Transport", "@font-face", "govuk-crest", "govuk-logotype", "#1d70b8", "#1D70B8"):
        assert mention not in css
    for address in re.findall(r"url\(([^)]+)\)", css):
        assert address.startswith("data:") or (BUILT / address).exists()
    assert "--govuk-brand-colour" in css
    assert "font-family:arial,sans-serif" in css


def test_citizen_stylesheet_is_without_the_office() -> None:
    names = json.loads((BUILT / "manifest.json").read_text())
    citizen, office = ((BUILT / names[f"{site}.css"]).read_text() for site in ("citizen", "office"))
    assert ".moj-" not in citizen
    assert ".moj-filter" in office


def test_scripts_name_no_brand() -> None:
    for path in built(".js"):
        text = path.read_text()
        assert "sourceMappingURL" not in text
        assert not re.search(r"https?://(?!www\.w3\.org)[a-z.]*(?:cdn|unpkg|googleapis)", text)


def test_templates_use_no_part_that_only_govuk_may_use() -> None:
    for path in COMPONENTS.rglob("*.html"):
        text = path.read_text()
        for name in CLASSES:
            assert not re.search(rf"(?<![\w-]){name}(?![\w-])", text), path
        assert "components/header/" not in text, path
        assert "components/footer/" not in text, path


def test_no_govuk_or_moj_class_outside_the_components() -> None:
    outside = [
        path
        for suffix in ("*.py", "*.html", "*.css", "*.scss", "*.js", "*.yaml")
        for path in Path("commonhall").rglob(suffix)
        if COMPONENTS not in path.parents and path.name != "assets.py"
    ]
    assert outside
    assert not [path for path in outside if re.search(r"\b(?:govuk|moj)-[a-z]+(?:__|--|-)", path.read_text())]


def test_brand_is_taken_out_and_what_is_left_of_it_is_refused() -> None:
    css = ":root{--govuk-brand-colour:#1d70b8}a{color:#1d70b8}b{color:var(--govuk-brand-colour, #1d70b8)}"
    assert without_brand(css) == (
        ":root{--govuk-brand-colour:#17596b}a{color:var(--govuk-brand-colour)}b{color:var(--govuk-brand-colour)}"
    )
    assert without_brand('a{b:c}.x{background:url("govuk-crest.svg")}d{e:f}') == "a{b:c}d{e:f}"
    with pytest.raises(AssetsNotBuilt, match="GDS Transport"):
        without_brand('a{font-family:"GDS Transport"}')


def test_picture_that_is_not_an_icon_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssetsNotBuilt, match="not an icon"):
        with_own_pictures("a{background:url(/x/moj-logotype-crest.png)}", tmp_path, tmp_path)
