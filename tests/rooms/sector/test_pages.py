"""The catalogue shows what is published and who runs it, in both languages, to anyone."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest
from django.test import Client

from commonhall.catalogue.queries import catalogue, get_published
from commonhall.core.language.loading import read_pattern
from commonhall.core.language.schema import schema_text
from commonhall.core.questions.registry import question_types
from commonhall.core.values.words import Language
from commonhall.councils.actors import SYSTEM
from commonhall.councils.models import KINDS, NATIONS
from commonhall.councils.operations import set_status
from commonhall.councils.queries import CouncilSite
from commonhall.web.sector.said import (
    CAPABILITIES,
    QUESTION_TYPES,
    SAID,
    SETTING_TYPES,
    VERBS,
    councils_in_words,
)
from commonhall.web.sector.said import KINDS as KINDS_SAID
from commonhall.web.sector.said import NATIONS as NATIONS_SAID
from commonhall.web.sector.statements import FOLDER, TITLES
from tests.rooms.sector.conftest import AT, run_contact

pytestmark = pytest.mark.commits


def text(client: Client, address: str, *, welsh: bool = False, status: int = 200) -> str:
    client.cookies.clear()
    if welsh:
        assert client.get(address, {"lang": "cy"}).status_code == 303
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_the_catalogue_says_who_runs_what(library: None, site: Client, council: CouncilSite) -> None:
    assert "no council yet" in text(site, "/")
    run_contact(council)
    run_contact(council, "ask-us")
    page = text(site, "/")
    assert 'href="/patterns/contact-the-council"' in page
    assert 'href="/patterns/missed-bin"' in page
    assert "Run by: 1 council<br>Needs: addresses (optional), files (optional), messages" in page


def test_the_language_is_remembered_and_leaves_the_address(library: None, site: Client) -> None:
    page = text(site, "/", welsh=True)
    assert '<html lang="cy"' in page
    assert "Cynghorau’n rhannu gwasanaethau" in page
    assert "lang=cy" not in page
    assert text(site, "/?lang=fr").count('<html lang="en"') == 1


@pytest.mark.parametrize("welsh", [False, True])
def test_a_pattern_says_what_it_asks_and_what_may_vary(
    library: None, site: Client, council: CouncilSite, other_council: CouncilSite, welsh: bool
) -> None:
    run_contact(council)
    run_contact(other_council, "cysylltu")
    page = text(site, "/patterns/contact-the-council", welsh=welsh)
    pattern = get_published("contact-the-council")
    language: Language = "cy" if welsh else "en"
    for question in (question for each in pattern.pages for question in each.questions):
        assert question.label.say(language).split("{")[0] in page
    for setting in pattern.settings.values():
        assert setting.title.say(language) in page
    assert 'href="http://amberford.localhost:8000/services/contact"' in page
    assert 'href="http://brynafon.localhost:8000/services/cysylltu"' in page
    assert councils_in_words(2, language) in page
    assert "{settings." not in page


def test_what_patterns_write_in_english_is_marked_on_welsh_pages(library: None, site: Client) -> None:
    site.get("/?lang=cy", headers={"host": "localhost"})
    html = site.get("/patterns/missed-bin", headers={"host": "localhost"}).content.decode()
    assert '<html lang="cy"' in html
    assert '<span lang="en">none, staff, public</span>' in html
    assert '<span lang="en">waste and recycling</span>' in html
    assert "Pwy all roi gwybod am gasgliad a gollwyd (" in html
    assert (
        '<span lang="en">none, staff, public</span>'
        not in site.get("/patterns/missed-bin?lang=en", headers={"host": "localhost"}, follow=True).content.decode()
    )


def test_every_pattern_of_the_library_has_its_page(library: None, site: Client) -> None:
    assert len(catalogue()) >= 2
    for listed in catalogue():
        for welsh in (False, True):
            assert "<h1" in text(site, f"/patterns/{listed.pattern.pattern}", welsh=welsh)
        assert set(listed.pattern.capabilities) <= set(CAPABILITIES)


def test_a_pattern_is_given_out_so_that_it_can_be_read_again(library: None, site: Client) -> None:
    pattern = get_published("missed-bin")
    for address in ("/patterns/missed-bin.yaml", f"/patterns/missed-bin/{pattern.version}.yaml"):
        read, _ = read_pattern(text(site, address))
        assert read == pattern
    assert json.loads(text(site, "/patterns/missed-bin.json"))["pattern"] == "missed-bin"
    assert json.loads(text(site, "/schema/pattern.json")) == json.loads(schema_text())
    kept = site.get(f"/patterns/missed-bin/{pattern.version}.json")["Cache-Control"]
    assert "immutable" in kept
    assert "immutable" not in site.get("/patterns/missed-bin.json")["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    ["/patterns/nothing", "/patterns/nothing.yaml", "/patterns/missed-bin/9.9.9.json", "/nowhere", "/office/"],
)
def test_what_is_not_there_is_said_to_be_not_there(library: None, site: Client, address: str) -> None:
    assert "Page not found" in text(site, address, status=404)


def test_councils_are_listed_with_their_own_services(
    library: None, site: Client, council: CouncilSite, other_council: CouncilSite
) -> None:
    run_contact(council)
    page = text(site, "/councils")
    assert "District · England · English, Welsh" in page
    assert "Welsh council · Wales · Welsh, English" in page
    assert page.count('services/contact"') == 1
    assert "Cyngor Sir Brynafon" in text(site, "/councils", welsh=True)


def test_a_suspended_council_is_not_shown(library: None, site: Client, council: CouncilSite) -> None:
    run_contact(council)
    set_status(slug=council.slug, status="suspended", by=SYSTEM, at=AT)
    assert council.name.en not in text(site, "/councils")
    assert council.name.en not in text(site, "/patterns/contact-the-council")
    assert "1 council<" not in text(site, "/")


@pytest.mark.parametrize("name", sorted(TITLES))
def test_every_statement_is_there_in_both_languages(committed: None, site: Client, name: str) -> None:
    assert (FOLDER / f"{name}.cy.md").read_text() != (FOLDER / f"{name}.en.md").read_text()
    assert TITLES[name].en in text(site, f"/{name}")
    assert TITLES[name].cy in text(site, f"/{name}", welsh=True)


def test_pages_are_for_reading_only(committed: None, site: Client) -> None:
    assert site.post("/").status_code == 405


def test_the_wellknown_files(committed: None, site: Client) -> None:
    assert text(site, "/robots.txt").startswith("User-agent: *")
    said = text(site, "/.well-known/security.txt")
    assert "Contact: mailto:security@example.org" in said
    assert "Expires: 20" in said
    assert "--" in text(site, "/look.css")


def test_no_security_contact_is_made_up(committed: None, site: Client, settings: object) -> None:
    settings.SECURITY_CONTACT = ""  # type: ignore[attr-defined]  # pytest-django's settings have no types
    text(site, "/.well-known/security.txt", status=404)


def test_the_site_has_a_name_for_everything_it_may_meet(committed: None) -> None:
    from typing import get_args

    from commonhall.core.language.model import Pattern, SettingType

    assert set(question_types()) == set(QUESTION_TYPES)
    assert set(get_args(SettingType)) == set(SETTING_TYPES)
    assert set(get_args(Pattern.model_fields["verb"].annotation)) == set(VERBS)
    assert (set(KINDS), set(NATIONS)) == (set(KINDS_SAID), set(NATIONS_SAID))
    assert all(words.en and words.cy for words in SAID.values())


def test_every_page_finds_its_style_script_and_logo(committed: None, site: Client) -> None:
    page = text(site, "/")
    addresses = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert {address.rpartition(".")[2] for address in addresses} == {"css", "js", "svg"}
    for address in addresses:
        response = site.get(address)
        response.close()
        assert response.status_code == 200, address


def test_the_one_inline_script_is_allowed_by_its_hash(committed: None, site: Client) -> None:
    response = site.get("/")
    inline = re.findall(r"<script>(.+?)</script>", response.content.decode(), re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in inline]
    assert len(hashes) == 1
    assert f"'sha256-{hashes[0]}'" in response["Content-Security-Policy"]
