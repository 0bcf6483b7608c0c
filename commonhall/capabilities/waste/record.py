"""Of what type is each part of a collection's record? What lets a pattern's expressions be checked before
they run.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

RecordType = Literal["string", "bool", "date", "datetime", "list", "record", "words"]


class Part(NamedTuple):
    """The type of one part of a record, and whether it may be null."""

    type: RecordType
    nullable: bool = False


RECORD_TYPES: dict[str, Part] = {
    "service": Part("string"),
    "stream": Part("string"),
    "name": Part("words"),
    "container": Part("words"),
    "frequency": Part("string"),
    "frequency_words": Part("words"),
    "communal": Part("bool"),
    "assisted": Part("bool"),
    "provided": Part("bool"),
    "time_banded": Part("bool"),
    "last": Part("record", nullable=True),
    "last.original_date": Part("date"),
    "last.date": Part("date"),
    "last.changed": Part("bool"),
    "last.state": Part("string"),
    "last.completed_at": Part("datetime", nullable=True),
    "last.logged_at": Part("datetime", nullable=True),
    "last.code": Part("string", nullable=True),
    "last.code_scope": Part("string", nullable=True),
    "last.final": Part("bool"),
    "last.disputable": Part("bool"),
    "last.material": Part("string"),
    "last.locks_out": Part("bool"),
    "last.reason": Part("words", nullable=True),
    "last.advice": Part("words", nullable=True),
    "next": Part("record", nullable=True),
    "next.original_date": Part("date"),
    "next.date": Part("date"),
    "next.changed": Part("bool"),
    "next.time_band": Part("string"),
    "round": Part("string"),
    "under_way": Part("bool"),
}
"""Dotted path to type. Dates and times are ISO text in London wall clock. A part of a null record is not
there.
"""
