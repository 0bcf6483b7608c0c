"""What changed between two versions of a pattern, in words, and is it a patch, a minor or a major change?

Patch: words, and what only helps whoever looks after the pattern. Minor: additions, and loosening that no council has
to decide about. Major: what a council must decide about, or what answers, cases and other systems rely on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from pydantic import BaseModel

from commonhall.core.language.model import Pattern
from commonhall.core.language.texts import path_below
from commonhall.core.values.words import Words

Kind = Literal["patch", "minor", "major"]
ORDER: Final[Mapping[Kind, int]] = {"patch": 0, "minor": 1, "major": 2}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. place: the id of the part. words: a sentence for service designers and councils."""

    kind: Kind
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class _Difference:
    """What differs at a path: added, removed, moved or changed, with both values."""

    what: Literal["added", "removed", "moved", "changed"]
    path: str
    old: Any = None
    new: Any = None


def difference(old: Pattern, new: Pattern) -> tuple[Change, ...]:
    """Return what changed from ``old`` to ``new``, the weightiest first, then by place; not the version itself."""
    found = [_change(each, old, new) for each in _compared(old, new, "") if each.path != "version"]
    return tuple(sorted(found, key=lambda each: (-ORDER[each.kind], each.place, each.words)))


def kind_between(old: str, new: str) -> Kind | None:
    """Return which part of the version number went up from ``old`` to ``new``; None when it did not go up."""
    before, after = (tuple(int(part) for part in version.split(".")) for version in (old, new))
    if after <= before:
        return None
    kinds: tuple[Kind, ...] = ("major", "minor", "patch")
    return next(kind for kind, one, other in zip(kinds, before, after, strict=True) if one != other)


def _compared(old: Any, new: Any, path: str) -> Iterator[_Difference]:
    if old == new:
        return
    if isinstance(old, Words) or isinstance(new, Words):
        yield _Difference("changed", path, old, new)
    elif isinstance(old, BaseModel) and type(old) is type(new):
        for name in type(old).model_fields:
            yield from _compared(getattr(old, name), getattr(new, name), path_below(path, name))
    elif isinstance(old, BaseModel) and isinstance(new, BaseModel):
        yield _Difference("changed", path_below(path, "type"), getattr(old, "type", ""), getattr(new, "type", ""))
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _keyed(dict(old), dict(new), path)
    elif _has_ids(old) and _has_ids(new):
        yield from _keyed({_id(each): each for each in old}, {_id(each): each for each in new}, path)
    elif isinstance(old, tuple) and isinstance(new, tuple) and any(isinstance(each, BaseModel) for each in old + new):
        yield from _keyed(_numbered(old), _numbered(new), path)
    else:
        yield _Difference("changed", path, old, new)


def _numbered(parts: tuple[Any, ...]) -> dict[str, Any]:
    return {str(number): each for number, each in enumerate(parts)}


def _keyed(old: dict[str, Any], new: dict[str, Any], path: str) -> Iterator[_Difference]:
    yield from (_Difference("removed", path_below(path, key), old[key]) for key in old if key not in new)
    yield from (_Difference("added", path_below(path, key), None, new[key]) for key in new if key not in old)
    both = [key for key in old if key in new]
    if both != [key for key in new if key in old]:
        yield _Difference("moved", path)
    for key in both:
        yield from _compared(old[key], new[key], path_below(path, key))


def _has_ids(value: Any) -> bool:
    return isinstance(value, tuple) and all(_id(each) for each in value)


def _id(part: Any) -> str:
    return next((str(key) for name in ("id", "value") if isinstance(key := getattr(part, name, None), str)), "")


_PATCH: Final = re.compile(
    r"^(keeper|lgsl|needs|summary|source_ref|start|verb)(\.|$)|"
    r"\.(why|about|autocomplete|width|spellcheck)$|\.questions\.\w+\.rows$|\.errors\.\w+$"
)
"""Nothing that anybody has to know of before the version is taken."""

_MAJOR_WHEN_CHANGED: Final = re.compile(
    r"^(pattern|prefix|sensitive|capabilities|languages)(\.|$)|"
    r"^settings\.\w+\.(type|default|defaults|min|max|options|of|columns|optional)(\.|$)|"
    r"^(decisions|charges|tables|payment|privacy|computed)\.|"
    r"^case\.(per|item|property|location|access|first|unbooked|clock|retention|entitlements|bookings|alerts)(\.|$)|"
    r"^case\.states\.\w+\.phase|^case\.(deadlines|timers)\.|"
    r"^case\.transitions\.\w+\.(from_|to|by|when|within|needs|charges|refund|entitlement|booking|publishes|keeps|approval|"
    r"extends|pauses|resumes|restarts|recounts|stops)(\.|$)|"
    r"\.(type|options_from|min|max|min_chosen|max_chosen|decimals|earliest|latest|sensitive|check)(\.|$)"
)
"""A rule, a price, a right or a stored form is another than it was: a council decides whether it wants that."""

_MAJOR_WHEN_ADDED: Final = re.compile(
    r"^(charges|payment)(\.|$)|^case\.(deadlines|alerts|retention\.rules)\.|^decisions\.\w+\.rows\.|^tables\.\w+\.rows\.|"
    r"^case\.transitions\.\w+\.(charges|needs)(\.|$)|\.check\."
)
_MINOR_WHEN_REMOVED: Final = re.compile(r"\.(content|next|check|errors|attach)\.|^sections\.|^case\.tasks\.")


def _change(each: _Difference, old: Pattern, new: Pattern) -> Change:
    return Change(_kind(each), _place(each.path), _in_words(each, old if each.what == "removed" else new))


def _kind(each: _Difference) -> Kind:
    if isinstance(each.old, Words) or isinstance(each.new, Words):
        return "patch"
    if _PATCH.search(each.path):
        return "patch"
    if each.what == "moved":
        return "major" if each.path.startswith(("decisions", "tables")) else "minor"
    if each.what == "removed":
        return "minor" if _MINOR_WHEN_REMOVED.search(each.path) else "major"
    if each.what == "added":
        needed = each.path.startswith("capabilities.") and each.new == "required"
        return "major" if needed or _MAJOR_WHEN_ADDED.search(each.path) else "minor"
    return _kind_of_change(each)


def _kind_of_change(each: _Difference) -> Kind:
    """A value that changed; some changes only loosen what was there, and so nobody has to decide."""
    last = each.path.rpartition(".")[2]
    if last == "required":
        return "major" if each.new else "minor"
    if each.path.startswith("capabilities."):
        return "major" if each.new == "required" else "minor"
    numbers = isinstance(each.old, int | float | Decimal) and isinstance(each.new, int | float | Decimal)
    if numbers and last in ("max", "max_length", "max_chosen") and not each.path.startswith(("settings", "charges")):
        return "minor" if each.new >= each.old else "major"
    if numbers and last in ("min", "min_length", "min_chosen") and not each.path.startswith(("settings", "charges")):
        return "minor" if each.new <= each.old else "major"
    if each.path.startswith("settings.") and numbers and last in ("min", "max"):
        wider = each.new >= each.old if last == "max" else each.new <= each.old
        return "minor" if wider else "major"
    return "major" if _MAJOR_WHEN_CHANGED.search(each.path) else "minor"


def _place(path: str) -> str:
    """Name a place as everywhere: questions without their page, and no field names that only the code has."""
    place = re.sub(r"^pages\.\w+\.(?:repeat\.pages\.\w+\.)?questions\.", "questions.", path)
    return place.replace("from_", "from").replace("with_", "with").replace("in_", "in")


_QUESTION: Final = r"^pages\.(\w+)\.(?:repeat\.pages\.\w+\.)?questions\.(\w+)"
_KINDS: Final = (
    (
        r"^pages\.(\w+)\.(?:repeat\.pages\.\w+\.)?questions\.(\w+)\.options\.([^.]+)",
        "Page {0}, question {1}, option {2}",
    ),
    (r"^pages\.(\w+)\.(?:repeat\.pages\.\w+\.)?questions\.(\w+)", "Page {0}, question {1}"),
    (r"^pages\.(\w+)", "Page {0}"),
    (r"^settings\.(\w+)", "Setting {0}"),
    (r"^facts\.(\w+)", "Fact {0}"),
    (r"^computed\.(\w+)", "Computed value {0}"),
    (r"^tables\.(\w+)(?:\.rows\.(\d+))?", "Table {0}"),
    (r"^decisions\.(\w+)(?:\.rows\.(\d+))?", "Decision {0}"),
    (r"^outcomes\.(\w+)", "Outcome {0}"),
    (r"^charges\.(\w+)", "Charge {0}"),
    (r"^messages\.(\w+)", "Message {0}"),
    (r"^case\.(state|transition|deadline|timer|task|alert|entitlement|booking)s\.(\w+)", "Case, {0} {1}"),
    (r"^capabilities\.(\w+)", "Capability {0}"),
    (r"^sections\.(\w+)", "Section {0}"),
)


def _in_words(each: _Difference, pattern: Pattern) -> str:
    subject, rest = _subject(each.path, pattern)
    row = re.search(r"rows\.(\d+)", each.path)
    if row and subject.startswith(("Table", "Decision")):
        subject += f", row {int(row[1]) + 1}"
        rest = rest.partition(f"rows.{row[1]}")[2].strip(".")
    part = f", {rest.replace('_', ' ').replace('.', ' ').strip()}" if rest else ""
    if each.what in ("added", "removed"):
        return f"{subject}{part} was {each.what}."
    if each.what == "moved":
        return f"{subject}{part}: the order was changed."
    if isinstance(each.old, Words) and isinstance(each.new, Words):
        language, before, after = ("", each.old.en, each.new.en)
        if before == after:
            language, before, after = " (Welsh)", each.old.cy, each.new.cy
        return f"{subject}{part}{language}: “{_short(before)}” is now “{_short(after)}”."
    return f"{subject}{part}: {_short(each.old)} is now {_short(each.new)}."


def _subject(path: str, pattern: Pattern) -> tuple[str, str]:
    for expression, words in _KINDS:
        found = re.match(expression, path)
        if found:
            names = [f"“{_called(pattern, found, number)}”" for number in range(1, found.re.groups + 1)]
            if words.startswith("Case"):
                names = [found[1], f"“{found[2]}”"]
            end = found.end() if "rows" not in expression else found.end(1)
            return words.format(*names), path[end:].strip(".")
    return "The pattern", path


def _called(pattern: Pattern, found: re.Match[str], number: int) -> str:
    """Pages and questions are called by their words, the rest by id."""
    name = found[number] or ""
    if not found.re.pattern.startswith(r"^pages") or number > 2:
        return name
    page = next((page for page in pattern.pages if page.id == found[1]), None)
    if page is None:
        return name
    if number == 1:
        return page.title.en or next((question.label.en for question in page.questions), name)
    inner = [question for each in (page.repeat.pages if page.repeat else ()) for question in each.questions]
    return next((question.label.en for question in (*page.questions, *inner) if question.id == name), name)


def _short(value: Any) -> str:
    if value in (None, "", ()):
        return "nothing"
    text = value if isinstance(value, str) else ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 120 else f"{text[:117]}..."
