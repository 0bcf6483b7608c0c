"""Which address do rows of OS Places tell of? The delivery point for what is shown, the gazetteer's row for the rest.

A tolerant reader: keys may be missing, unknown ones are left, and a row that cannot be understood is no address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from commonhall.capabilities.addresses.address import Address, Kind, Status
from commonhall.core.values.coordinates import NotOnTheGrid, to_wgs84
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode
from commonhall.core.values.uprn import UprnNotRecognised, parse_uprn
from commonhall.core.values.words import Words

LIVE, PROVISIONAL, HISTORIC = "1", "6", "8"
_WELSH: Final = ("CY", "CYM")
_NUMBERED: Final = re.compile(r"\d+[A-Z]?(-\d+[A-Z]?)?", re.IGNORECASE)
_SMALL: Final = frozenset({
    "and", "at", "by", "in", "le", "of", "on", "the", "under", "upon",
    "ar", "dan", "ger", "uwch", "y", "yn", "yr", "yng",
})  # fmt: skip
"""Words that keep small letters within a name, in English and Welsh."""


class _Row(BaseModel):
    """The keys that we read of a row; numbers may come as text and text as numbers."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    UPRN: str
    LANGUAGE: str = "EN"
    LOGICAL_STATUS_CODE: str = LIVE
    CLASSIFICATION_CODE: str = ""
    POSTAL_ADDRESS_CODE: str = ""
    LOCAL_CUSTODIAN_CODE: str = ""
    PARENT_UPRN: str = ""
    X_COORDINATE: float = 0.0
    Y_COORDINATE: float = 0.0

    @field_validator("UPRN", "PARENT_UPRN")
    @classmethod
    def _standard(cls, given: str) -> str:
        try:
            return parse_uprn(given) if given else ""
        except UprnNotRecognised as wrong:
            raise ValueError("no UPRN") from wrong


class _DeliveryPoint(_Row):
    ORGANISATION_NAME: str = ""
    DEPARTMENT_NAME: str = ""
    PO_BOX_NUMBER: str = ""
    SUB_BUILDING_NAME: str = ""
    BUILDING_NAME: str = ""
    BUILDING_NUMBER: str = ""
    DEPENDENT_THOROUGHFARE_NAME: str = ""
    THOROUGHFARE_NAME: str = ""
    DOUBLE_DEPENDENT_LOCALITY: str = ""
    DEPENDENT_LOCALITY: str = ""
    POST_TOWN: str = ""
    POSTCODE: str = ""

    @property
    def street(self) -> str:
        return self.DEPENDENT_THOROUGHFARE_NAME or self.THOROUGHFARE_NAME

    def lines(self) -> list[str]:
        """Return building and street as a letter has them: a number stands before the street."""
        number, name = self.BUILDING_NUMBER, self.BUILDING_NAME
        if not number and _NUMBERED.fullmatch(name):
            number, name = name, ""
        streets = [each for each in (self.DEPENDENT_THOROUGHFARE_NAME, self.THOROUGHFARE_NAME) if each]
        first, *others = streets or [self.DOUBLE_DEPENDENT_LOCALITY or self.DEPENDENT_LOCALITY]
        localities = (self.DOUBLE_DEPENDENT_LOCALITY, self.DEPENDENT_LOCALITY) if streets else ()
        box = f"PO BOX {self.PO_BOX_NUMBER}" if self.PO_BOX_NUMBER else ""
        inside = (self.ORGANISATION_NAME, self.DEPARTMENT_NAME, box, self.SUB_BUILDING_NAME, name)
        return [each for each in (*inside, f"{number} {first}".strip(), *others, *localities) if each]


class _GazetteerRow(_Row):
    USRN: str = ""
    ORGANISATION: str = ""
    SAO_TEXT: str = ""
    SAO_START_NUMBER: str = ""
    SAO_START_SUFFIX: str = ""
    SAO_END_NUMBER: str = ""
    SAO_END_SUFFIX: str = ""
    PAO_TEXT: str = ""
    PAO_START_NUMBER: str = ""
    PAO_START_SUFFIX: str = ""
    PAO_END_NUMBER: str = ""
    PAO_END_SUFFIX: str = ""
    STREET_DESCRIPTION: str = ""
    LOCALITY_NAME: str = ""
    TOWN_NAME: str = ""
    POSTCODE_LOCATOR: str = ""
    WARD_CODE: str = ""
    LPI_LOGICAL_STATUS_CODE: str = LIVE

    def lines(self) -> list[str]:
        """Return building and street as a letter has them."""
        inner = numbers(self.SAO_START_NUMBER, self.SAO_START_SUFFIX, self.SAO_END_NUMBER, self.SAO_END_SUFFIX)
        outer = numbers(self.PAO_START_NUMBER, self.PAO_START_SUFFIX, self.PAO_END_NUMBER, self.PAO_END_SUFFIX)
        within = " ".join(each for each in (self.SAO_TEXT, inner) if each)
        street = f"{outer} {self.STREET_DESCRIPTION}".strip()
        return [each for each in (self.ORGANISATION, within, self.PAO_TEXT, street, self.LOCALITY_NAME) if each]


def numbers(start: str, suffix: str, end: str, end_suffix: str) -> str:
    """Return the numbers of a building as people write them: "12", "12A", "1-3"."""
    last = f"{end}{end_suffix}"
    return f"{start}{suffix}-{last}" if last else f"{start}{suffix}"


@dataclass
class _Told:
    """What the rows tell of one property, by language."""

    points: dict[bool, _DeliveryPoint] = field(default_factory=dict)
    entries: dict[bool, _GazetteerRow] = field(default_factory=dict)

    def add(self, row: _DeliveryPoint | _GazetteerRow) -> None:
        welsh = row.LANGUAGE.upper() in _WELSH
        if isinstance(row, _DeliveryPoint):
            self.points.setdefault(welsh, row)
            return
        last = self.entries.get(welsh)
        if last is None or row.LPI_LOGICAL_STATUS_CODE < last.LPI_LOGICAL_STATUS_CODE:  # 1 approved, 3, 6, 8 historic
            self.entries[welsh] = row

    def address(self) -> Address:
        english = self.points.get(False) or self.entries.get(False) or self.points.get(True) or self.entries[True]
        welsh = self.entries.get(True) or self.points.get(True)  # only the gazetteer names buildings in Welsh
        entry = self.entries.get(False) or self.entries.get(True)
        latitude, longitude = _in_the_world(english.X_COORDINATE, english.Y_COORDINATE)
        return Address(
            uprn=english.UPRN,
            usrn=entry.USRN if entry else "",
            lines=_cased(english.lines()),
            lines_cy=_cased(welsh.lines()) if welsh else (),
            town=in_ordinary_case(_town(english)),
            town_cy=in_ordinary_case(_town(welsh)) if welsh else "",
            postcode=_postcode(english),
            street=Words(en=in_ordinary_case(_street(english)), cy=in_ordinary_case(_street(welsh)) if welsh else ""),
            parent_uprn=english.PARENT_UPRN,
            classification=english.CLASSIFICATION_CODE,
            ward=entry.WARD_CODE if entry else "",
            easting=english.X_COORDINATE,
            northing=english.Y_COORDINATE,
            latitude=latitude,
            longitude=longitude,
            kind=self._kind(english),
            status=self._status(english, entry),
        )

    def _kind(self, row: _Row) -> Kind:
        if row.CLASSIFICATION_CODE.startswith("P"):
            return "shell"
        if self.points or row.POSTAL_ADDRESS_CODE != "N":
            return "postal"
        return "land" if row.CLASSIFICATION_CODE.startswith("L") else "furniture"

    def _status(self, row: _Row, entry: _GazetteerRow | None) -> Status:
        gone = not self.points and entry is not None and entry.LPI_LOGICAL_STATUS_CODE == HISTORIC
        if row.LOGICAL_STATUS_CODE == HISTORIC or gone:
            return "historic"
        return "provisional" if row.LOGICAL_STATUS_CODE == PROVISIONAL else "approved"


def read_addresses(results: Iterable[Any], *, custodians: Sequence[str] = ()) -> list[Address]:
    """Return the addresses that the results of an answer tell of, once for each UPRN.

    custodians: local custodian codes; where there are any, addresses of others are left out. Rows without a UPRN, as
    in Northern Ireland, and rows that cannot be understood are left out too.
    """
    told: dict[str, _Told] = {}
    for result in results:
        row = _row(result)
        if row is None or (custodians and row.LOCAL_CUSTODIAN_CODE and row.LOCAL_CUSTODIAN_CODE not in custodians):
            continue
        told.setdefault(row.UPRN, _Told()).add(row)
    return [each.address() for each in told.values()]


def _row(result: Any) -> _DeliveryPoint | _GazetteerRow | None:
    if not isinstance(result, Mapping):
        return None
    try:
        if "DPA" in result:
            return _DeliveryPoint.model_validate(_given(result["DPA"]))
        if "LPI" in result:
            return _GazetteerRow.model_validate(_given(result["LPI"]))
    except ValidationError:
        return None
    return None


def _given(row: Any) -> Any:
    return {name: value for name, value in row.items() if value not in (None, "")} if isinstance(row, Mapping) else row


def _town(row: _DeliveryPoint | _GazetteerRow) -> str:
    return row.POST_TOWN if isinstance(row, _DeliveryPoint) else row.TOWN_NAME


def _street(row: _DeliveryPoint | _GazetteerRow) -> str:
    return row.street if isinstance(row, _DeliveryPoint) else row.STREET_DESCRIPTION


def _postcode(row: _DeliveryPoint | _GazetteerRow) -> str:
    given = row.POSTCODE if isinstance(row, _DeliveryPoint) else row.POSTCODE_LOCATOR
    try:
        return parse_postcode(given)
    except PostcodeNotRecognised:
        return ""


def _in_the_world(easting: float, northing: float) -> tuple[float, float]:
    if not easting or not northing:
        return 0.0, 0.0
    try:
        latitude, longitude = to_wgs84(easting, northing)
    except NotOnTheGrid:
        return 0.0, 0.0
    return round(latitude, 7), round(longitude, 7)


def _cased(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(in_ordinary_case(line) for line in lines)


def in_ordinary_case(text: str) -> str:
    """Return text that came in capitals as people write it; other text stays as it is."""
    if text != text.upper():
        return text
    words = text.split(" ")
    return " ".join(
        "-".join(_word(piece, first=at == 0 and inner == 0) for inner, piece in enumerate(word.split("-")))
        for at, word in enumerate(words)
    )


def _word(word: str, *, first: bool) -> str:
    if any(each.isdigit() for each in word) or word in ("PO", "RAF", "BT", "YMCA"):
        return word
    small = word.lower()
    if small in _SMALL and not first:
        return small
    stem, mark, rest = small.partition("'")
    if mark and len(stem) == 1 and len(rest) > 1:  # O'Connor, but Tre'r and John's
        return f"{stem.upper()}'{rest.capitalize()}"
    return small.capitalize()
