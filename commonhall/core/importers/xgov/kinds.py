"""Which question does each type of field become, and does anything get lost on the way?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.naming import identifier
from commonhall.core.importers.xgov.comparing import written_value
from commonhall.core.importers.xgov.form import Component, Form, FormList, Page, text_of
from commonhall.core.importers.xgov.placed import Kept

LONGEST_KEY: Final = 100


@dataclass(frozen=True, slots=True)
class Kind:
    """A question type, how conditions see its answer, and what must be said about the change.

    changed: what is different, for the report. decide: what a person must decide; blocking: before it goes live.
    """

    type: str
    kept: Kept
    changed: str = ""
    decide: str = ""
    blocking: bool = False


_FILE: Final = Kind("file", "record")
_MOMENT: Final = Kind("date", "date", changed="The time became a question of its own below the date.")
_PLACE: Final = Kind("location", "record", changed="A place can be given as grid reference, coordinates or words.")
KINDS: Final[Mapping[str, Kind]] = {
    "TextField": Kind("text", "text"),
    "MultilineTextField": Kind("long_text", "text"),
    "FreeTextField": Kind("long_text", "text"),
    "NumberField": Kind("number", "number"),
    "YesNoField": Kind("yes_no", "yes_no"),
    "RadiosField": Kind("choice", "choice"),
    "SelectField": Kind("choice", "choice"),
    "AutocompleteField": Kind("choice", "choice"),
    "CheckboxesField": Kind("choices", "choices"),
    "DatePartsField": Kind("date", "date"),
    "DateField": Kind("date", "date", changed="One box for a date became day, month and year."),
    "DateTimeField": _MOMENT,
    "DateTimePartsField": _MOMENT,
    "TimeField": Kind("time", "text"),
    "MonthYearField": Kind("month_year", "record"),
    "UkAddressField": Kind("address", "record"),
    "TelephoneNumberField": Kind("phone", "record"),
    "EmailAddressField": Kind("email", "text"),
    "WebsiteField": Kind("website", "text"),
    "FileUploadField": _FILE,
    "ClientSideFileUploadField": _FILE,
    "MultiInputField": Kind(
        "long_text",
        "record",
        changed="A table of rows became one text, one row a line.",
        decide="It has no columns that can be read. Is one text with a row on each line enough?",
    ),
    "DeclarationField": Kind("declaration", "yes_no"),
    "EastingNorthingField": _PLACE,
    "OsGridRefField": _PLACE,
    "NationalGridFieldNumberField": _PLACE,
    "LatLongField": _PLACE,
    "GeospatialField": _PLACE,
    "HiddenField": Kind("", "record", decide="It is not shown to people and is filled in by other systems."),
}
MOMENTS: Final = frozenset({"DateTimeField", "DateTimePartsField"})
"""Fields for a date with a time of day, which become two questions."""
UNKNOWN: Final = Kind(
    "", "record", decide="This type of field is not known. Leave it out, or ask for it in another way?", blocking=True
)
NO_LIST: Final = Kind(
    "text",
    "text",
    changed="It has nothing to choose from, so it became a text.",
    decide="There is nothing to choose from. Which things can be chosen?",
    blocking=True,
)
_BY_AUTOCOMPLETE: Final[Mapping[str, Kind]] = {
    "name": Kind("name", "text"),
    "organization": Kind("organisation", "text"),
    "postal-code": Kind("postcode", "text"),
}
"""What a line of text is when the source says so."""
_CHOOSING: Final = ("choice", "choices")


def kind_of(component: Component, form: Form) -> Kind:
    """Return what ``component`` becomes. A choice without anything to choose becomes a text."""
    kind = KINDS.get(component.type, UNKNOWN)
    if kind.type in _CHOOSING and not keys_of(form.lists.get(component.list)):
        return NO_LIST
    if component.type == "TextField" and not component.schema.get("regex"):
        return _BY_AUTOCOMPLETE.get(text_of(component.options.get("autocomplete")), kind)
    return kind


def keys_of(form_list: FormList | None) -> Mapping[str, str]:
    """Return the key of each value of a list: the value itself, or an id made from it where it is too long."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for item in form_list.items if form_list else ():
        value = written_value(item.value) if item.value is not None else ""
        key = value.strip()
        if value in keys or not key:
            continue
        if len(key) > LONGEST_KEY or key in taken:
            key = identifier(f"{value[:40]} ", value, taken)
        taken.add(key)
        keys[value] = key
    return keys


def where_of(component: Component, page: Page) -> Where:
    """Return the place of ``component`` in the source."""
    return Where(page=page.path, field=component.name, list=component.list, pointer=component.pointer)
