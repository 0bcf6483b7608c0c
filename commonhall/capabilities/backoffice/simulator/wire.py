"""How does the contractor write what it says? The same records as XML and as JSON, by GeoReport v2 and the dialect of
the United Kingdom."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree

from commonhall.capabilities.simulators.serving import Answer

Row = Mapping[str, Any]
ROOTS: Final = {
    "services": "service",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
}
_SINGULAR: Final = {
    "attributes": "attribute", "values": "value", "groups": "group", "endpoints": "endpoint", "formats": "format",
}  # fmt: skip
_TYPES: Final = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
_ILLEGAL: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Refused(Exception):
    """What is asked cannot be done. status: of HTTP; the descriptions name the parameters."""

    def __init__(self, status: int, *descriptions: str) -> None:
        super().__init__(status, *descriptions)
        self.status = status
        self.descriptions = descriptions

    def answer(self, form: str) -> Answer:
        """Return the errors in the format that was asked for."""
        rows = [{"code": self.status, "description": each} for each in self.descriptions]
        return listed("errors", rows, form, status=self.status)


def listed(root: str, rows: Sequence[Row], form: str, *, status: int = 200) -> Answer:
    """Return a list: a bare array in JSON; a root and an element each in XML."""
    if form == "json":
        return Answer(status, json.dumps(list(rows), ensure_ascii=False).encode(), _TYPES["json"])
    top = ElementTree.Element(root)
    for row in rows:
        _put(ElementTree.SubElement(top, ROOTS[root]), row)
    return Answer(status, _document(top), _TYPES["xml"])


def single(root: str, row: Row, form: str) -> Answer:
    """Return one object: no root in JSON."""
    if form == "json":
        return Answer(200, json.dumps(row, ensure_ascii=False).encode(), _TYPES["json"])
    top = ElementTree.Element(root)
    _put(top, row)
    return Answer(200, _document(top), _TYPES["xml"])


def _document(top: ElementTree.Element) -> bytes:
    body: str = ElementTree.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}'.encode()


def _put(element: ElementTree.Element, row: Row) -> None:
    for name, value in row.items():
        child = ElementTree.SubElement(element, name)
        if isinstance(value, Mapping):
            _put(child, value)
        elif isinstance(value, list):
            for each in value:
                one = ElementTree.SubElement(child, _SINGULAR[name])
                if isinstance(each, Mapping):
                    _put(one, each)
                else:
                    one.text = _text(each)
        else:
            child.text = _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else _ILLEGAL.sub("", str(value))
