"""Whom does an officer mean? What they type, as conditions on people that the indexes answer under the wall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from django.db.models import Lookup, Q, QuerySet, TextField

from commonhall.contacts.models import Detail, Organisation, Person
from commonhall.core.matching.names import folded, folded_name, forms_of, like_forename, sound_of
from commonhall.core.values.email import EmailNotRecognised, parse_email
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode
from commonhall.core.values.typed_text import code, one_line

What = Literal["email", "phone", "postcode", "birth", "uprn", "vehicle", "name"]
LONGEST: Final = 200
MOST_FORENAMES: Final = 2000
_DAY: Final = re.compile(r"(\d{1,2})[ ./-](\d{1,2})[ ./-](\d{4})|(\d{4})-(\d{2})-(\d{2})")
_DIGITS: Final = re.compile(r"[\d ()+.-]{7,}")


@TextField.register_lookup
class Begins(Lookup):
    """Whether a text begins with another: the one such comparison that an index answers before the wall."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Return the comparison."""
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} ^@ {right}", (*left_values, *right_values)


@dataclass(frozen=True, slots=True)
class Sought:
    """What was typed, as it was understood, in the order in which it is tried. value: as it is compared."""

    what: What
    value: str


def sought_of(typed: str) -> tuple[Sought, ...]:
    """Return what ``typed`` may mean. Nothing for nothing."""
    line = one_line(typed[:LONGEST])
    return tuple(_meanings(line)) if folded(line) else ()


def _meanings(line: str) -> Iterator[Sought]:
    if "@" in line:
        try:
            yield Sought("email", parse_email(line).lower())
        except EmailNotRecognised:
            return
        return
    if born := _day(line):
        yield Sought("birth", born.isoformat())
        return
    if _DIGITS.fullmatch(line):
        yield from _numbers(line)
        return
    try:
        yield Sought("postcode", parse_postcode(line))
    except PostcodeNotRecognised:
        # Nobody has a digit in their name; a registration always has one.
        yield Sought("vehicle", code(line)) if any(each.isdigit() for each in line) else Sought("name", line)


def _numbers(line: str) -> Iterator[Sought]:
    with suppress(PhoneNotRecognised):
        yield Sought("phone", parse_phone(line).e164)
    if line.isdigit() and len(line) <= 12:
        yield Sought("uprn", line.lstrip("0"))


def _day(line: str) -> date | None:
    found = _DAY.fullmatch(line)
    if found is None:
        return None
    parts = [int(each) for each in found.groups() if each]
    try:
        return date(*parts) if found[4] else date(parts[2], parts[1], parts[0])
    except ValueError:
        return None


def people_like(sought: Sought) -> Q:
    """Return the condition on people that they are those sought; a former name, address or number finds them too."""
    if sought.what == "name":
        return _like_name(sought.value)
    if sought.what == "birth":
        return Q(birth_date=date.fromisoformat(sought.value))
    if sought.what == "postcode":
        return Q(id__in=_with(Detail.objects.filter(postcode=sought.value)))
    if sought.what == "uprn":
        return Q(id__in=_with(Detail.objects.filter(kind="address", value=sought.value)))
    known = _with(Detail.objects.filter(kind=sought.what, value=sought.value))
    if sought.what == "vehicle":
        return Q(id__in=known)
    own = Person.objects.filter(**{sought.what: sought.value}).order_by().values("id")
    return Q(id__in=own.union(known))


def _with(details: QuerySet[Detail]) -> QuerySet[Any]:
    return details.order_by().values("person_id")


def _like_name(typed: str) -> Q:
    """People of this surname, or one that begins or sounds like it, and with a forename like this, either way round."""
    name = folded_name(typed)
    if not name.forename:
        return Q(surname__begins=name.surname) | _sounding(name.surname)
    found = _named(name.forename, name.surname) | _named(name.surname, name.forename)
    # What is typed without a hyphen may be a surname of two words.
    return found | _named(name.forename, f"{name.middle} {name.surname}") if name.middle else found


def _sounding(surname: str) -> Q:
    sound = sound_of(surname)
    return Q(surname_sound=sound) if len(sound) > 1 else Q(surname=surname)


def _named(forename: str, surname: str) -> Q:
    of_surname = Q(surname__begins=surname) | _sounding(surname)
    there = Person.objects.filter(of_surname).order_by().values_list("forename", flat=True).distinct()
    like = {each for each in there[:MOST_FORENAMES] if _like(forename, each)}
    return of_surname & Q(forename__in=like) if like else Q(pk__in=[])


def _like(typed: str, forename: str) -> bool:
    """Whether a typed forename, perhaps only its beginning, may be this one. One that nobody gave may be any."""
    if not forename or forename.startswith(typed) or forename in forms_of(typed) or like_forename(typed, forename):
        return True
    return len(typed) > 2 and sound_of(typed) == sound_of(forename)


def organisations_like(typed: str) -> QuerySet[Organisation]:
    """Return the organisations whose name begins with what was typed, or whose register number it is."""
    line = folded(typed)
    if not line:
        return Organisation.objects.none()
    found: QuerySet[Organisation] = Organisation.objects.filter(Q(folded__begins=line) | Q(number=code(typed)))
    return found.order_by("folded", "id")
