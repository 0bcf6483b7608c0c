"""What in a text may tell of somebody else? Suggestions for an officer, who decides."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from commonhall.cases.models import Case, CaseParty, Occurrence
from commonhall.contacts.models import Detail, Person
from commonhall.core.values.personal import personal_traces

MOST_NAMES: Final = 300
_TITLED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Cyng|Cynghorydd|Nurse|PC)\.?\s+[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+)?"
)
_PAIR: Final = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+\s+[A-ZÀ-Þ][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Known:
    """Whose pack it is and who else is in it. own: their names, addresses and numbers; others: names of others."""

    own: frozenset[str]
    own_names: frozenset[str]
    others: frozenset[str]


def known_of(persons: Collection[Person], cases: Collection[Case], *, allowed: Iterable[str] = ()) -> Known:
    """Return whose records and cases these are, and who else takes part in the cases.

    allowed: of the council itself, such as its e-mail address.
    """
    own: set[str] = {each for each in allowed if each}
    names: set[str] = set()
    for person in persons:
        names.add(person.name)
        own |= {person.email, person.phone, person.phone_typed}
    own |= set(Detail.objects.filter(person__in=persons).values_list("shown", flat=True))
    own |= {case.postcode for case in cases}
    ids = [person.id for person in persons]
    here = Q(case__in=[case.id for case in cases])
    parties = CaseParty.objects.filter(here).exclude(person_id__in=ids).exclude(person_id=None).values("person_id")
    others = set(Person.objects.filter(id__in=parties).values_list("name", flat=True)[:MOST_NAMES])
    others |= set(Occurrence.objects.filter(here).exclude(person_id__in=ids).values_list("reporter", flat=True))
    return Known(
        own=frozenset(filter(None, own)),
        own_names=frozenset(filter(None, names)),
        others=frozenset(filter(None, others)),
    )


def found_in(text: str, known: Known) -> list[dict[str, str]]:
    """Return what in ``text`` may tell of somebody else, each once: its kind and its words."""
    found: dict[str, str] = {}
    for trace in personal_traces(text, names=known.others, allowed=known.own):
        found.setdefault(trace.text, trace.kind)
    for name in _names_in(text, known):
        found.setdefault(name, "name")
    return [{"kind": kind, "text": words} for words, kind in found.items()]


def _names_in(text: str, known: Known) -> Iterator[str]:
    """Yield what reads like a name: after a title, or the full name of somebody whom the council knows."""
    own = {part.casefold() for name in known.own_names for part in name.split()}
    for match in _TITLED.findall(text):
        if not {part.casefold() for part in match.split()[1:]} <= own:
            yield match
    pairs = {" ".join(pair.split()) for line in text.splitlines() for pair in _overlapping(line)}
    wanted = [pair for pair in sorted(pairs) if not {part.casefold() for part in pair.split()} <= own]
    if wanted:
        yield from Person.objects.filter(name__in=wanted[:MOST_NAMES]).values_list("name", flat=True).distinct()


def _overlapping(line: str) -> Iterator[str]:
    """Yield every two capitalised words in a row, also those that share one with the pair before."""
    place = 0
    while match := _PAIR.search(line, place):
        yield match.group()
        place = match.start() + len(match.group().split()[0])
