"""Does a text tell of a person? Finds e-mail addresses, telephone numbers, postcodes and given names before publishing.

It finds what has a form. It cannot find everything that tells of a person: somebody must still read the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode

Kind = Literal["email", "phone", "postcode", "name"]
SHORTEST_NAME: Final = 3
"""Parts of a name with fewer letters are found only as part of the whole name."""

_EMAIL: Final = re.compile(r"[^\s@<>()\[\],;:\"']{1,64}@[^\s@<>()\[\],;:\"']+\.[^\s@<>()\[\],;:\"'.]{2,}")
_PHONE: Final = re.compile(r"(?<![\w.,£$-])(?:\+\s?44|0044|0)(?:[\s().-]{0,2}[0-9]){9,10}(?![\w-])")
_POSTCODE: Final = re.compile(r"\b[A-Za-z]{1,2}[0-9][A-Za-z0-9]?\s{0,2}[0-9][A-Za-z]{2}\b")


@dataclass(frozen=True, slots=True)
class Trace:
    """A place in a text that tells of a person. text: what stands there."""

    kind: Kind
    text: str


def personal_traces(text: str, *, names: Iterable[str] = (), allowed: Iterable[str] = ()) -> tuple[Trace, ...]:
    """Return what in ``text`` tells of a person, each once, in the order of the kinds.

    names: of people who must not be named; the whole name in any case of letters, each part of it as it is written.
    allowed: e-mail addresses, numbers and postcodes that may stand there, such as those of the council itself.
    """
    known = {_bare(each) for each in allowed}
    found: dict[Trace, None] = {}
    for trace in (*_formed(text), *_named(text, names)):
        if _bare(trace.text) not in known:
            found[trace] = None
    return tuple(found)


def _bare(text: str) -> str:
    """Return a number or address as it is compared: spaces and brackets do not make it another, nor does +44."""
    bare = re.sub(r"[\s().-]", "", text).lower()
    return re.sub(r"^(\+44|0044)0?", "0", bare) if re.match(r"\+44|0044", bare) else bare


def _formed(text: str) -> Iterator[Trace]:
    yield from (Trace("email", found[0].rstrip(".")) for found in _EMAIL.finditer(text))
    yield from (Trace("phone", found[0]) for found in _PHONE.finditer(text))
    for found in _POSTCODE.finditer(text):
        try:
            parse_postcode(found[0])
        except PostcodeNotRecognised:
            continue
        yield Trace("postcode", found[0])


def _named(text: str, names: Iterable[str]) -> Iterator[Trace]:
    for name in names:
        parts = name.split()
        if not parts:
            continue
        whole = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, parts)) + r"(?!\w)", re.IGNORECASE)
        if found := whole.search(text):
            yield Trace("name", found[0])
            continue
        for part in parts:
            if len(part) >= SHORTEST_NAME and re.search(
                rf"(?<!\w){re.escape(part[:1].upper() + part[1:])}(?!\w)", text
            ):
                yield Trace("name", part[:1].upper() + part[1:])
