"""What does an answer of an Open311 GeoReport v2 system say? XML and JSON read into the same records, whatever shape a
system gives to lists of one, to blanks and to dates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal
from xml.etree import ElementTree

Format = Literal["json", "xml"]
Record = dict[str, Any]
_ILLEGAL: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARED: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)")
_PLUS_LOST: Final = re.compile(r":\d\d(\.\d+)? \d\d:\d\d$")


class AnswerNotRead(ValueError):
    """The body is not GeoReport: not the format that was asked for, or of another shape."""


def read_records(body: bytes, form: Format) -> list[Record]:
    """Return the records of a list, also of a list that came as a single record. Raises AnswerNotRead."""
    return _json_records(body) if form == "json" else _xml_records(body)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise AnswerNotRead("not UTF-8") from wrong


def _json_records(body: bytes) -> list[Record]:
    try:
        found = json.loads(_text(body))
    except (ValueError, RecursionError) as wrong:
        raise AnswerNotRead("not JSON") from wrong
    if isinstance(found, Mapping):  # some systems keep the root of the XML around the list
        inner = [each for each in found.values() if isinstance(each, list)]
        found = inner[0] if len(found) == 1 and inner else [found]
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise AnswerNotRead("not a list of records")
    return found


def _xml_records(body: bytes) -> list[Record]:
    text = _DECLARED.sub("", _text(body))
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # nothing in GeoReport needs them, and they can be made to explode
        raise AnswerNotRead("XML with a document type")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - document types are refused above
    except ElementTree.ParseError as wrong:
        raise AnswerNotRead("not XML") from wrong
    return [record for record in (_of_element(each) for each in root) if isinstance(record, dict)]


def _of_element(element: ElementTree.Element) -> Any:
    if len(element) == 0:
        return (element.text or "").strip() or None
    record: Record = {}
    for child in element:
        value = _of_element(child)
        if child.tag in record:
            before = record[child.tag]
            record[child.tag] = [*(before if isinstance(before, list) else [before]), value]
        else:
            record[child.tag] = value
    return record


def word(record: Mapping[str, Any], name: str) -> str:
    """Return a field as text, trimmed and without what is no letter; blank where it is absent, null or not a single
    value.
    """
    value = record.get(name)
    if isinstance(value, bool):
        return "true" if value else "false"
    return clean(str(value)).strip() if isinstance(value, str | int | float) else ""


def moment(text: str) -> datetime | None:
    """Return the moment (UTC) of a date-time with its offset, or None for anything else."""
    text = text.strip()
    if _PLUS_LOST.search(text):  # in a query string a plus sign may arrive as a space
        text = f"{text[:-6]}+{text[-5:]}"
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def written(at: datetime) -> str:
    """Return a moment as GeoReport writes it: W3C date-time in UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def status_word(typed: str) -> str:
    """Return a status in lower case with underscores, however it was written."""
    return re.sub(r"[\s_-]+", "_", typed.strip().lower())


def clean(text: str) -> str:
    """Return a text without the characters that XML 1.0 or a database cannot hold, with plain line ends."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n"))


def named_in(records: Iterable[Mapping[str, Any]], names: Iterable[str]) -> tuple[str, ...]:
    """Return those of our field names that the descriptions of errors name; nothing else of them is kept."""
    said = " ".join(word(each, "description") for each in records)
    return tuple(name for name in names if name in said)
