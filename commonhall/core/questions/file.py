"""Files and photos: which documents does a journey hold for a question, and may another one be added?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, Literal

from pydantic import Field, model_validator

from commonhall.core.questions.question import Answer, Parsed, Question, Setting, ValueType
from commonhall.core.values.typed_text import one_line
from commonhall.core.values.words import Language, Words

Kind = Literal["pdf", "jpg", "png", "docx", "doc", "odt", "xlsx", "ods", "txt", "csv"]
KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "pdf": ("application/pdf", "PDF"),
    "jpg": ("image/jpeg", "JPG"),
    "png": ("image/png", "PNG"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX"),
    "doc": ("application/msword", "DOC"),
    "odt": ("application/vnd.oasis.opendocument.text", "ODT"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", "ODS"),
    "txt": ("text/plain", "TXT"),
    "csv": ("text/csv", "CSV"),
}
"""Kinds of files by the ending of their names: what browsers call each, and what people do."""

_ALSO: Final = {"jpg": ("jpeg", "jpe", "jfif")}
LONGEST_NAME: Final = 150
MOST_MEGABYTES: Final = 20
MEGABYTE: Final = 1_000_000
PARTS: Final = ("id", "name", "type", "size")
_WRITTEN = re.compile(r"([0-9a-f-]{36}) ([a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,90}) ([0-9]{1,12}) (.{1,200})")
_UNSAFE = re.compile(r'[\\/:*?"<>|]')


class File(Question):
    """Documents, kept as ``[{"id", "name", "type", "size"}, ...]``; sizes in bytes, types as browsers name them.

    Files are added and removed one at a time before the page is answered; the answer is what the journey holds then.
    accepts: kinds of files. max_mb: the most megabytes of one file. min_files, max_files: how many.
    """

    seen_as: ClassVar[ValueType] = "list"
    tells_of_person: ClassVar[bool] = True
    rules: ClassVar[tuple[str, ...]] = (
        "missing",
        "wrong_type",
        "kind",
        "size",
        "empty",
        "encrypted",
        "virus",
        "too_many",
        "too_few",
        "failed",
    )

    type: Literal["file"]
    accepts: tuple[Kind, ...] = Field(default=("pdf", "jpg", "png"), min_length=1)
    max_mb: int = Field(default=10, ge=1, le=MOST_MEGABYTES)
    min_files: int = Field(default=1, ge=1, le=50)
    max_files: int = Field(default=10, ge=1, le=50)

    @model_validator(mode="after")
    def _limits_in_order(self) -> File:
        if self.min_files > self.max_files:
            raise ValueError("min_files is more than max_files: no number of files can be both")
        return self

    @property
    def media_types(self) -> tuple[str, ...]:
        """Return the types that are accepted, as browsers name them."""
        return tuple(KINDS[kind][0] for kind in self.accepts)

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Take the documents that the journey holds; where nobody looked, those that are written out."""
        if setting.documents is not None:
            held = [{part: document[part] for part in PARTS} for document in setting.documents.get(self.id, ())]
        else:
            lines = [line for line in (one_line(text[:400]) for text in posted.get(self.id, ())) if line]
            found = [_WRITTEN.fullmatch(line) for line in lines[: self.max_files + 1]]
            if not all(found):
                return self.problem("wrong_type", setting)
            held = [_record(each) for each in found if each]
        if not held:
            return self.blank(setting)
        if len(held) < self.min_files:
            return self.problem("too_few", setting, variant=_one(self.min_files), min=self.min_files)
        if len(held) > self.max_files:
            return self.problem("too_many", setting, variant=_one(self.max_files), max=self.max_files)
        return Parsed(held)

    def check_upload(
        self, *, kind: str, size: int, encrypted: bool, held: int, setting: Setting, infected: bool = False
    ) -> Parsed:
        """Return the problem with a file that somebody wants to add, or no problem.

        kind: what its content shows it to be, blank when that is nothing known. size: bytes. held: how many files
        the question has already.
        """
        if kind not in self.accepts and size:
            return self.problem("kind", setting, kinds=self.kinds(setting.language))
        if size > self.max_mb * MEGABYTE:
            return self.problem("size", setting, max=self.max_mb)
        for rule, fails in (("empty", not size), ("encrypted", encrypted), ("virus", infected)):
            if fails:
                return self.problem(rule, setting)
        if held >= self.max_files:
            return self.problem("too_many", setting, variant=_one(self.max_files), max=self.max_files)
        return Parsed(None)

    def kinds(self, language: Language) -> str:
        """Return "a PDF, JPG or PNG" without its article, in words."""
        labels = [KINDS[kind][1] for kind in self.accepts]
        either = Words(en="or", cy="neu").say(language)
        return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} {either} {labels[-1]}"

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return each document written out: its id, type, size and name."""
        written = [
            " ".join(str(each[part]) for part in ("id", "type", "size", "name")) for each in documents_in(answer)
        ]
        return {self.id: written}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the name of each file with its size."""
        if answer is None:
            return self.not_provided(setting)
        return [f"{each['name']} ({size_in_words(each['size'])})" for each in documents_in(answer)]

    def _schema(self) -> dict[str, Any]:
        document = {
            "type": "object",
            "properties": {
                "id": {"type": "string", "pattern": "^[0-9a-f-]{36}$"},
                "name": {"type": "string", "minLength": 1},
                "type": {"type": "string"},
                "size": {"type": "integer", "minimum": 0},
            },
            "required": list(PARTS),
            "additionalProperties": False,
        }
        return {"type": "array", "items": document, "minItems": 1, "maxItems": self.max_files}


def documents_in(answer: Answer) -> list[dict[str, Any]]:
    """Return the documents of an answer. Raises TypeError for any other answer."""
    if answer is None:
        return []
    if not isinstance(answer, list):
        raise TypeError("The answer should be a list of documents")
    for each in answer:
        if not (isinstance(each["size"], int) and all(isinstance(each[part], str) for part in ("id", "name", "type"))):
            raise TypeError("A document should have id, name, type and size")
    return answer


def clean_name(typed: str) -> str:
    """Return the name of a file as it may be shown and saved: without its folder, on one line, not too long."""
    name = one_line(typed[-1000:].replace("\\", "/").rpartition("/")[2])
    name = _UNSAFE.sub("-", name).lstrip(".") or "file"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def named_as(name: str, kind: str) -> str:
    """Return the name of a file with the ending of what it is: by another one it may open as a program."""
    stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() in (kind, *_ALSO.get(kind, ())):
        return name
    if dot and kind == "jpg" and ending.lower() in ("heic", "heif", "hif"):
        return f"{stem}.jpg"
    return f"{name[: LONGEST_NAME - len(kind) - 1]}.{kind}"


def size_in_words(size: int) -> str:
    """Return "820KB" or "1.2MB" for a number of bytes; English and Welsh write it alike."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1000))}KB"
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + "MB"


def _record(found: re.Match[str]) -> dict[str, Any]:
    return {"id": found[1], "name": found[4], "type": found[2], "size": int(found[3])}


def _one(number: int) -> str:
    return "one" if number == 1 else ""
