"""What would become of an export of the MHCLG funding service? A report on each of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from commonhall.core.importers.drafting import Draft
from commonhall.core.importers.imported import Made, Wanted
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Kind, Where
from commonhall.core.importers.markup import to_plain
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.xgov.form import list_of, mapping_of, text_of
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.values.words import Words

IMPORTER: Final = "funding 1"
TYPES: Final[Mapping[str, str]] = {
    "Single line of text": "text",
    "Multiple lines of text": "long_text",
    "A number": "number",
    "A date": "date",
    "Yes or no": "yes_no",
    "Email address": "email",
    "Website address (URL)": "website",
    "Select one from a list (radios)": "choice",
    "Select one or more from a list (checkboxes)": "choices",
    "File upload": "file",
}
_PARTS: Final[Mapping[str, Kind]] = {
    "collections": "section",
    "forms": "page",
    "questions": "question",
    "expressions": "condition",
    "component_references": "link",
    "data_sources": "list",
    "data_source_items": "item",
}
_REFERENCE: Final = re.compile(r"\(\([^()]{1,100}\)\)")


def read_funding(raw: Any, ledger: Ledger, wanted: Wanted) -> Made:
    """Return a report on an export, with a pattern that says that it is still to be written.

    Raises FormRefused when the file holds no grants.
    """
    if not isinstance(raw, dict) or not isinstance(raw.get("grants"), list):
        raise FormRefused("This is not an export of the funding service: it has no list of grants.")
    draft = Draft(ledger, Texts(ledger))
    name = ""
    for number, grant in enumerate(raw["grants"]):
        pointer = f"/grants/{number}"
        about = mapping_of(mapping_of(grant).get("grant"))
        ledger.enter("setting", Where(pointer=pointer), source=text_of(about.get("name")))
        name = name or text_of(about.get("name"))
        for part, kind in _PARTS.items():
            for below, each in _each(mapping_of(grant), part, pointer):
                _report(part, kind, below, each, draft)
    draft.settle_rest(raw, ("grants",))
    return draft.made(IMPORTER, Words(en=to_plain(name).text), slug=wanted.slug, name=name)


def _each(grant: Mapping[str, Any], part: str, pointer: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, each in enumerate(list_of(grant.get(part))):
        yield f"{pointer}/{part}/{number}", mapping_of(each)


def _report(part: str, kind: Kind, pointer: str, raw: Mapping[str, Any], draft: Draft) -> None:
    """Enter one object, and say what would become of it."""
    title = next(
        (text_of(raw.get(name)) for name in ("text", "title", "name", "label", "statement") if raw.get(name)), ""
    )
    where = Where(page=text_of(raw.get("slug")), field=text_of(raw.get("name")), pointer=pointer)
    draft.ledger.enter(kind, where, source=title)
    if part == "expressions":
        _expression(raw, where, draft)
        return
    becomes = _becomes(part, raw)
    if not becomes:
        message = f"A question of the type {text_of(raw.get('data_type'))!r} is not known."
        draft.decide_on(where, "component.unknown", message, blocking=True)
    if _REFERENCE.search(text_of(raw.get("text")) + text_of(raw.get("hint"))):
        message = "Its words show an earlier answer."
        draft.ledger.find("text.reference", where, message, severity="info")
    draft.ledger.mark(
        pointer, "dropped", f"It is only reported; it would become {becomes or 'a text'}.", code="report.only"
    )


def _becomes(part: str, raw: Mapping[str, Any]) -> str:
    if part == "questions" and text_of(raw.get("type")) == "GROUP":
        return "a repeat group" if raw.get("add_another") is True else "a page"
    if part == "questions":
        found = TYPES.get(text_of(raw.get("data_type")))
        return f"a question of the type {found}" if found else ""
    return {"collections": "a service", "forms": "a section", "component_references": "part of a condition"}.get(
        part, "a list of options"
    )


def _expression(raw: Mapping[str, Any], where: Where, draft: Draft) -> None:
    """Those that the builder made by itself could be read; what was written by hand must be looked at."""
    checks = text_of(raw.get("type_")) == "VALIDATION"
    what = "a check of an answer" if checks else "the condition of a question"
    if text_of(raw.get("managed_name")):
        message = f"It is only reported; it would become {what}."
        draft.ledger.mark(where.pointer, "dropped", message, code="report.only")
        return
    draft.decide_on(where, "calculation", f"An expression written by hand would have to become {what}.", blocking=True)
