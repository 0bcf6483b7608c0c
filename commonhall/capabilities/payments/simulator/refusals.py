"""How does GOV.UK Pay say no? A status, a code, and sometimes the field; the words are never to be relied upon."""

from __future__ import annotations

import json
from typing import Final

from commonhall.capabilities.simulators.serving import Answer

JSON: Final = "application/json"


class Refused(Exception):
    """The request is refused. code: empty where the real one gives none."""

    def __init__(self, status: int, code: str, words: str, *, field: str = "", header: str = "") -> None:
        super().__init__(code)
        self.status = status
        self.body = {
            **({"field": field} if field else {}),
            **({"header": header} if header else {}),
            **({"code": code} if code else {}),
            "description": words,
        }

    def answer(self) -> Answer:
        """Return the answer that says so."""
        return Answer(self.status, json.dumps(self.body).encode(), JSON)


def missing(field: str, *, named: bool = True) -> Refused:
    """A required field is not there, or null."""
    return Refused(400, "P0101", f"Missing mandatory attribute: {field}", field=field if named else "")


def wrong_type(field: str, code: str = "P0102") -> Refused:
    """A field is of another JSON type."""
    return Refused(400, code, f"Invalid attribute value: {field}. Wrong type", field=field)


def out_of_range(field: str, why: str, code: str = "P0102") -> Refused:
    """A field is of the right type, but not of a value that is taken."""
    return Refused(422, code, f"Invalid attribute value: {field}. {why}", field=field)


def unknown(code: str) -> Refused:
    """There is no such thing under this key."""
    return Refused(404, code, "Not found")
