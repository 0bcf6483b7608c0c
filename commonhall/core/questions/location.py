"""Where is it? A place in words, with its point on the map where the words or a map give one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from commonhall.core.questions.question import Answer, Parsed, Question, Setting, ValueType, first, record_of, text_of
from commonhall.core.values.coordinates import NotOnTheGrid, to_grid, to_wgs84
from commonhall.core.values.typed_text import many_lines, one_line

SOURCES = ("described", "coordinates", "grid", "gazetteer", "map", "device")
DIGITS = 6
"""Decimal places kept of a latitude or longitude: about ten centimetres."""

_DEGREES = re.compile(r"([+-]?[0-9]{1,3}\.[0-9]{1,12}) ?[, ] ?([+-]?[0-9]{1,3}\.[0-9]{1,12})")
_METRES = re.compile(r"([0-9]{6})(?:\.[0-9]{1,3})? ?[, ] ?([0-9]{6,7})(?:\.[0-9]{1,3})?")
_GRID = re.compile(r"([HJNOST][A-HJ-Z]) ?([0-9]{2,5}) ([0-9]{2,5})|([HJNOST][A-HJ-Z]) ?([0-9]{4,10})", re.IGNORECASE)
_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_ASSET = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{0,59}")
_POINT = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?")


class Location(Question):
    """A place, kept as ``{"text", "lat", "lng", "source"}``; the point may be null where only words are known.

    One field takes a postcode, street, landmark, grid reference, coordinates or a description. Five hidden fields
    carry the point, where it came from, the words for which it was found, and the number of the thing that was chosen
    there (a lamp column), kept as ``asset``: other words let all of it go. A map is never needed. ``Setting.places``
    gives points for words that the council's gazetteer knows.
    """

    seen_as: ClassVar[ValueType] = "record"
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "too_long", "outside", "point_needed")

    type: Literal["location"]
    max_length: int = Field(default=500, ge=50, le=2000)
    needs_point: bool = False
    rows: int = Field(default=2, ge=1, le=10)

    def fields(self) -> tuple[str, ...]:
        """Return the field of the words, then the hidden fields of the point."""
        return (self.id, *(f"{self.id}-{part}" for part in ("lat", "lng", "source", "for", "asset")))

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Read words and point; then missing, too long, outside the United Kingdom, a point where one is needed."""
        text = many_lines(first(posted, self.id)[: self.max_length * 4])
        carried = {
            part: one_line(first(posted, f"{self.id}-{part}")[:60]) for part in ("lat", "lng", "source", "asset")
        }
        if not text and not (carried["lat"] and carried["lng"]):
            return self.blank(setting)
        if len(text) > self.max_length:
            return self.problem("too_long", setting, max=self.max_length)
        kept_for = many_lines(first(posted, f"{self.id}-for")[: self.max_length * 4])
        carries = any(carried[part] for part in ("lat", "lng")) and kept_for == text
        if carries and not _is_pointed(carried):
            return self.problem("wrong_type", setting)
        try:
            point = _carried(carried) if carries else self._placed(text, setting)
        except NotOnTheGrid:
            return self.problem("outside", setting)
        if point is None and self.needs_point:
            return self.problem("point_needed", setting)
        if point is None:
            return (
                Parsed({"text": text, "lat": None, "lng": None, "source": "described"}) if text else self.blank(setting)
            )
        latitude, longitude, source = point
        place = {"text": text or f"{latitude}, {longitude}", "lat": latitude, "lng": longitude, "source": source}
        return Parsed(place | ({"asset": carried["asset"]} if carries and carried["asset"] else {}))

    def _placed(self, text: str, setting: Setting) -> tuple[float, float, str] | None:
        """Return the point that the words themselves give, else the one that the gazetteer has for them."""
        written = written_point(text)
        if written:
            return written
        known = setting.places.get(one_line(text).casefold())
        return (round(known[0], DIGITS), round(known[1], DIGITS), "gazetteer") if known else None

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return the words, and the point with what it was found for."""
        if isinstance(answer, str):  # a bare text (an example, an import) stands for a place described
            answer = {"text": answer, "lat": None, "lng": None, "source": "described"}
        if answer is None:
            return dict.fromkeys(self.fields(), "")
        place = record_of(answer)
        text, latitude, longitude = text_of(place["text"]), _number(place["lat"]), _number(place["lng"])
        pointed = bool(latitude and longitude)
        found = (latitude, longitude, text_of(place["source"]), text, text_of(place.get("asset") or ""))
        carried = found if pointed else [""] * len(found)
        return dict(zip(self.fields(), (text, *carried), strict=True))

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the words and, where somebody pointed at it and said more than that, the point.

        Numbers that we found for their words tell people nothing.
        """
        if answer is None:
            return self.not_provided(setting)
        place = record_of(answer)
        point = f"{place['lat']}, {place['lng']}" if place["source"] in ("map", "device") else ""
        lines = [line for line in str(place["text"]).split("\n") if line]
        return lines if not point or point in lines else [*lines, point]

    def _schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                "text": {"type": "string", "minLength": 1, "maxLength": self.max_length},
                "lat": {"type": ["number", "null"], "minimum": 49, "maximum": 62},
                "lng": {"type": ["number", "null"], "minimum": -9.5, "maximum": 3.5},
                "source": {"enum": list(SOURCES)},
                "asset": {"type": "string", "pattern": f"^{_ASSET.pattern}$"},
            },
            "required": ["text", "lat", "lng", "source"],
            "additionalProperties": False,
        }


def written_point(text: str) -> tuple[float, float, str] | None:
    """Return latitude, longitude and source of coordinates or a grid reference; None where the text is neither.

    Takes degrees ("51.5, -0.12"), metres of the National Grid ("530000 180000") and references of four to ten
    figures ("TQ 300 800"). Raises NotOnTheGrid for a point elsewhere in the world.
    """
    line = one_line(text[:80])
    degrees = _DEGREES.fullmatch(line)
    if degrees:
        return _inside(float(degrees[1]), float(degrees[2]), "coordinates")
    metres = _METRES.fullmatch(line)
    if metres:
        return _inside(*to_wgs84(float(metres[1]), float(metres[2])), "grid")
    grid = _GRID.fullmatch(line)
    figures = (grid[2] or "") + (grid[3] or "") + (grid[5] or "") if grid else ""
    if not grid or len(figures) % 2 or (grid[2] and len(grid[2]) != len(grid[3])):
        return None
    return _inside(*to_wgs84(*_metres((grid[1] or grid[4]).upper(), figures)), "grid")


def _metres(letters: str, figures: str) -> tuple[float, float]:
    """Return the middle of the square that a grid reference names, in metres."""
    great, small = (_LETTERS.index(letter) for letter in letters)
    column = (great - 2) % 5 * 5 + small % 5
    row = 19 - great // 5 * 5 - small // 5
    half = len(figures) // 2
    size = 10 ** (5 - half)
    east, north = int(figures[:half]) * size, int(figures[half:]) * size
    return column * 100_000 + east + size / 2, row * 100_000 + north + size / 2


def _inside(latitude: float, longitude: float, source: str) -> tuple[float, float, str]:
    to_grid(latitude, longitude)
    return round(latitude, DIGITS), round(longitude, DIGITS), source


def _is_pointed(carried: Mapping[str, str]) -> bool:
    """Whether what the hidden fields carry is what a page of ours puts there."""
    point = all(_POINT.fullmatch(carried[part]) for part in ("lat", "lng"))
    named = not carried["asset"] or _ASSET.fullmatch(carried["asset"]) is not None
    return point and named and carried["source"] in SOURCES[1:]


def _carried(carried: Mapping[str, str]) -> tuple[float, float, str]:
    return _inside(float(carried["lat"]), float(carried["lng"]), carried["source"])


def _number(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("Latitude and longitude should be numbers")
    return f"{value:.{DIGITS}f}"
