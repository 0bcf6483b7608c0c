"""How is a condition written for our engine? Small boolean trees that simplify themselves and print as CEL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, eq=False, slots=True)
class Logic:
    """A condition of the target. Build it with :func:`atom`, :func:`both`, :func:`either` and :func:`opposite`.

    size: characters when printed, at most roughly; parts may be shared, so print only what is small enough.
    """

    kind: Literal["true", "false", "atom", "not", "and", "or"]
    text: str = ""
    parts: tuple[Logic, ...] = ()
    size: int = 5

    def printed(self) -> str:
        """Return the condition as CEL."""
        if self.kind in ("true", "false"):
            return self.kind
        if self.kind == "atom":
            return self.text
        if self.kind == "not":
            inner = self.parts[0]
            return f"!{inner.printed()}" if inner.text.startswith("has(") else f"!({inner.printed()})"
        joined = {"and": " && ", "or": " || "}[self.kind]
        return joined.join(
            f"({part.printed()})" if part.kind in ("and", "or") and part.kind != self.kind else part.printed()
            for part in self.parts
        )


TRUE = Logic("true")
FALSE = Logic("false")


def atom(text: str) -> Logic:
    """Return a condition that is CEL already; it must bind at least as tightly as a comparison."""
    return Logic("atom", text=text, size=len(text))


def opposite(inner: Logic) -> Logic:
    """Return the opposite of ``inner``."""
    if inner.kind == "true":
        return FALSE
    if inner.kind == "false":
        return TRUE
    if inner.kind == "not":
        return inner.parts[0]
    return Logic("not", parts=(inner,), size=inner.size + 3)


def both(*parts: Logic) -> Logic:
    """Return that all of ``parts`` hold, without what goes without saying."""
    return _joined("and", parts, neutral=TRUE, ending=FALSE)


def either(*parts: Logic) -> Logic:
    """Return that any of ``parts`` holds, without what goes without saying."""
    return _joined("or", parts, neutral=FALSE, ending=TRUE)


def _joined(kind: Literal["and", "or"], parts: tuple[Logic, ...], *, neutral: Logic, ending: Logic) -> Logic:
    flat: list[Logic] = []
    seen: set[str] = set()
    for part in parts:
        if part.kind == ending.kind:
            return ending
        for member in part.parts if part.kind == kind else (part,):
            key = _key(member)
            if member.kind == neutral.kind or key in seen:
                continue
            seen.add(key)
            flat.append(member)
    if not flat:
        return neutral
    if len(flat) == 1:
        return flat[0]
    return Logic(kind, parts=tuple(flat), size=sum(member.size + 6 for member in flat))


def _key(part: Logic) -> str:
    """Return what tells equal parts: the text of small ones, the identity of large ones."""
    return part.printed() if part.size < 400 else f"#{id(part)}"


def quoted(text: str) -> str:
    """Return ``text`` as a CEL string."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return f"'{escaped.replace(chr(9), chr(92) + 't')}'"
