"""Every page of working together can be read in Welsh, has one main heading, and names nothing twice."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from commonhall.cases.models import Note
from commonhall.councils.scope import in_council
from tests.rooms.office.desk import Desk, text_of
from tests.rooms.together.services import graffiti, newer, noise_case

PATHS = ("", "/arrange", "/again", "/links", "/merge", "/answers", "/answers/nights", "/version", "/service", "/split")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_each_page_in_each_language(lead: Desk, language: str) -> None:
    case = noise_case(lead.council)
    other = noise_case(lead.council)
    graffiti(lead.council)
    newer(lead.council)
    lead.post(f"cases/{case.reference}/notes", note="They rang.")
    lead.post(f"cases/{case.reference}/again", text="Again.", channel="phone")
    lead.post(f"cases/{case.reference}/links", other=other.reference, kind="part_of")
    lead.post(f"cases/{case.reference}/arrange", priority="2", tags="storm", revision="1")
    with in_council(lead.council):
        note = Note.objects.get()
    lead.get("", lang=language)
    notes = f"/notes/{note.id}"
    shown = {path: lead.get(f"cases/{case.reference}{path}") for path in (*PATHS, notes)}
    shown |= {path: lead.get(path) for path in ("mine", "approvals")}
    shown["confirm"] = lead.get(f"cases/{case.reference}/merge", into=other.reference)
    shown["preview"] = lead.post(f"cases/{case.reference}/service", service="graffiti", revision="2")
    shown["wrong"] = lead.post(f"cases/{case.reference}/again", reporter="x")
    for path, page in shown.items():
        html = page.content.decode()
        assert page.status_code == 200, path
        assert f'<html lang="{language}"' in html, path
        assert html.count("<h1") == 1, path
        ids = Counter(re.findall(r'\sid="([^"]+)"', html))
        assert not [name for name, times in ids.items() if times > 1], path
        assert "{" not in text_of(page), path
    english = {"Priority", "Review date", "Tags", "It happened again", "Save", "Continue"}
    if language == "cy":
        for path in ("/arrange", "/again", "/links", "/merge", "/split"):
            assert not {word for word in english if f" {word} " in text_of(shown[path])}, path
