"""How does a gazetteer answer a call of OS Places? Its paths, parameters, pages and errors, over any gazetteer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import urlencode

from commonhall.capabilities.addresses.address import Address, in_natural_order
from commonhall.capabilities.addresses.places.searching import Searched, found_around, found_by_text
from commonhall.capabilities.addresses.places.writing import Custodian, Dataset, Row, rows_of
from commonhall.core.values.coordinates import NotOnTheGrid, to_grid
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode
from commonhall.core.values.uprn import UprnNotRecognised, parse_uprn
from commonhall.core.values.words import Language

Query = Mapping[str, Sequence[str]]
MOST: Final = 100
WIDEST: Final = 1000.0
"""Metres."""
SYSTEMS: Final = ("EPSG:27700", "BNG", "EPSG:4326", "WGS84")
"""Of coordinates: metres of the National Grid, latitude and longitude, longitude and latitude."""
_FILTERS: Final = (
    "CLASSIFICATION_CODE", "COUNTRY_CODE", "LOCAL_CUSTODIAN_CODE", "LOGICAL_STATUS_CODE", "LPI_LOGICAL_STATUS_CODE",
)  # fmt: skip
_MATCHES: Final = ((1.0, "EXACT"), (0.8, "GOOD"), (0.7, "PARTIAL"), (0.0, "NO MATCH"))
_SHOWN: Final = ("query", "postcode", "uprn", "point", "radius", "minmatch", "matchprecision", "fq", "srs")


class CallRefused(Exception):
    """A call cannot be answered. status: of HTTP."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Wanted:
    """What a call asks for besides what it searches by."""

    datasets: tuple[Dataset, ...]
    languages: tuple[Language, ...]
    most: int
    offset: int
    srs: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]


def error(status: int, message: str) -> tuple[int, dict[str, Any]]:
    """Return an answer that says what is wrong."""
    return status, {"error": {"statuscode": status, "message": message}}


def answer(
    call: str, query: Query, source: Searched, custodian: Custodian, *, uri: str, epoch: str
) -> tuple[int, dict[str, Any]]:
    """Return the status and JSON that answer ``call`` ("postcode", "find" ...).

    uri: as which the call came, without its key. epoch: which edition of the gazetteer this is.
    """
    if call not in _SEARCHES:
        return error(404, "Resource not found")
    try:
        wanted = _wanted(query)
        found = _SEARCHES[call](query, source)
    except CallRefused as refused:
        return error(refused.status, str(refused))
    rows = [row for fit, address in found for row in _rows(address, fit, wanted, custodian)]
    shown = rows[wanted.offset : wanted.offset + (1 if call == "nearest" else wanted.most)]
    header = {
        "uri": uri,
        "query": urlencode([(name, each) for name in _SHOWN for each in query.get(name, ())]),
        "offset": wanted.offset,
        "totalresults": min(len(rows), 1) if call == "nearest" else len(rows),
        "format": "JSON",
        "dataset": ",".join(wanted.datasets),
        "lr": ",".join(language.upper() for language in wanted.languages),
        "maxresults": wanted.most,
        "epoch": epoch,
        "output_srs": wanted.srs,
    }
    return 200, {"header": header, "results": shown} if shown else {"header": header}


def _rows(address: Address, fit: float, wanted: Wanted, custodian: Custodian) -> Iterable[dict[str, Row]]:
    for dataset in wanted.datasets:
        for language in wanted.languages:
            for row in rows_of(address, language, dataset, custodian, wanted.srs):
                if all(_passes(row, name, values) for name, values in wanted.filters):
                    named = next(name for least, name in _MATCHES if fit >= least)
                    yield {dataset: {**row, "MATCH": fit, "MATCH_DESCRIPTION": named}}


def _passes(row: Row, name: str, values: Sequence[str]) -> bool:
    if name == "LPI_LOGICAL_STATUS_CODE" and name not in row:
        return True  # it is asked of the gazetteer's rows alone
    held = str(row.get(name, ""))
    return any(held.startswith(each[:-1]) if each.endswith("*") else held == each for each in values)


def _wanted(query: Query) -> Wanted:
    if _one(query, "format", "JSON").upper() != "JSON":
        raise CallRefused(400, "Parameter format must be JSON")
    datasets = tuple(each.strip().upper() for each in _one(query, "dataset", "DPA").split(","))
    if not datasets or not set(datasets) <= {"DPA", "LPI"}:
        raise CallRefused(400, "Parameter dataset must be DPA, LPI or both")
    languages = tuple(each.strip().lower() for each in _one(query, "lr", "EN").split(","))
    if not set(languages) <= {"en", "cy"}:
        raise CallRefused(400, "Parameter lr must be EN, CY or both")
    return Wanted(
        datasets=cast("tuple[Dataset, ...]", tuple(dict.fromkeys(datasets))),
        languages=cast("tuple[Language, ...]", tuple(dict.fromkeys(languages))),
        most=_whole(query, "maxresults", MOST, least=1, most=MOST),
        offset=_whole(query, "offset", 0, least=0, most=1_000_000),
        srs=_system(query, "output_srs"),
        filters=tuple(_filter(each) for each in query.get("fq", ())),
    )


def _filter(text: str) -> tuple[str, tuple[str, ...]]:
    name, _, values = text.partition(":")
    if name not in _FILTERS or not values.split():
        raise CallRefused(400, f"Parameter fq must be one of {', '.join(_FILTERS)}, a colon and values")
    return name, tuple(re.sub(rf"^{name}:", "", each) for each in values.split())


def _system(query: Query, name: str) -> str:
    given = _one(query, name, "EPSG:27700").upper()
    if given not in SYSTEMS:
        raise CallRefused(400, f"Parameter {name} must be one of {', '.join(SYSTEMS)}")
    return given


def _one(query: Query, name: str, otherwise: str = "") -> str:
    given = query.get(name) or [otherwise]
    return given[0].strip() or otherwise


def _needed(query: Query, name: str) -> str:
    given = _one(query, name)
    if not given:
        raise CallRefused(400, f"Parameter {name} is missing")
    return given


def _whole(query: Query, name: str, otherwise: int, *, least: int, most: int) -> int:
    given = _one(query, name, str(otherwise))
    if not re.fullmatch(r"[0-9]{1,7}", given) or not least <= int(given) <= most:
        raise CallRefused(400, f"Parameter {name} must be a whole number from {least} to {most}")
    return int(given)


def _decimal(query: Query, name: str, otherwise: float, *, least: float, most: float) -> float:
    given = _one(query, name, str(otherwise))
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,9})?", given) or not least <= float(given) <= most:
        raise CallRefused(400, f"Parameter {name} must be a number from {least:g} to {most:g}")
    return float(given)


def _by_postcode(query: Query, source: Searched) -> list[tuple[float, Address]]:
    try:
        postcode = parse_postcode(_needed(query, "postcode"))
    except PostcodeNotRecognised:
        raise CallRefused(400, "Parameter postcode must be a full postcode") from None
    return [(1.0, row) for row in sorted(source.at_postcode(postcode), key=in_natural_order)]


def _by_uprn(query: Query, source: Searched) -> list[tuple[float, Address]]:
    try:
        row = source.by_uprn(parse_uprn(_needed(query, "uprn")))
    except UprnNotRecognised:
        raise CallRefused(400, "Parameter uprn must be a number of 1 to 12 digits") from None
    return [(1.0, row)] if row else []


def _by_text(query: Query, source: Searched) -> list[tuple[float, Address]]:
    text = _needed(query, "query")
    places = _whole(query, "matchprecision", 1, least=1, most=10)
    least = _decimal(query, "minmatch", 0.1, least=0.1, most=1)
    return [(round(fit, places), row) for fit, row in found_by_text(source, text) if fit >= least]


def _near(query: Query, source: Searched) -> list[tuple[float, Address]]:
    metres = _decimal(query, "radius", 100, least=0.01, most=WIDEST)
    return [(1.0, row) for row in found_around(source, *_point(query), metres)]


def _point(query: Query) -> tuple[float, float]:
    """Return easting and northing of the point that is asked for."""
    pair = re.fullmatch(r"(-?[0-9]{1,7}(?:\.[0-9]{1,12})?), ?(-?[0-9]{1,7}(?:\.[0-9]{1,12})?)", _needed(query, "point"))
    if pair is None:
        raise CallRefused(400, "Parameter point must be two numbers with a comma between")
    first, second, system = float(pair[1]), float(pair[2]), _system(query, "srs")
    try:
        if system == "EPSG:4326":
            return to_grid(first, second)
        return to_grid(second, first) if system == "WGS84" else (first, second)
    except NotOnTheGrid:
        raise CallRefused(400, "Parameter point is outside Great Britain") from None


_SEARCHES: Final[Mapping[str, Callable[[Query, Searched], list[tuple[float, Address]]]]] = {
    "postcode": _by_postcode,
    "uprn": _by_uprn,
    "find": _by_text,
    "nearest": _near,
    "radius": _near,
}
