"""How does a person want to be dealt with? Language, channel, accessible formats, safe times, ways not to use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from commonhall.contacts.joining import family_of, survivor_of
from commonhall.contacts.known import CHANNELS as CHANNELS
from commonhall.contacts.known import FORMATS as FORMATS
from commonhall.contacts.known import NOT_BY as NOT_BY
from commonhall.contacts.models import Person
from commonhall.contacts.models import Preferences as Row
from commonhall.core.values.words import Language
from commonhall.councils.actors import Actor
from commonhall.record.operations import record_event

LONGEST: Final = 500


class PreferencesRefused(ValueError):
    """A preference is none that there is. The message names it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person prefers. Blank and empty: nothing was said. The words are those of the table (see known.py)."""

    language: str = ""
    channel: str = ""
    formats: Sequence[str] = ()
    needs: str = ""
    not_by: Sequence[str] = ()
    safe_times: str = ""
    no_voicemail: bool = False
    changed_at: datetime | None = field(default=None, compare=False)
    changed_by: str = field(default="", compare=False)

    @property
    def any(self) -> bool:
        """Whether anything was said."""
        return self != Wishes()

    def may_use(self, channel: str) -> bool:
        """Whether the person may be contacted in this way."""
        return channel not in self.not_by


NOTHING: Final = Wishes()


def preferences_of(person: Person | UUID) -> Wishes:
    """Return what a person prefers, read through joins: flags that protect them are the union over all records."""
    return wishes_of(family_of(person if isinstance(person, UUID) else person.id).ids)


def wishes_of(ids: Iterable[UUID]) -> Wishes:
    """Return what the people with these ids, who are one, prefer: the newest says, no flag is lost. One query."""
    return together(Row.objects.filter(person_id__in=list(ids)).order_by("changed_at", "id"))


def together(rows: Iterable[Row]) -> Wishes:
    """Return the preferences of several records of one person, the oldest first, as one."""
    given = list(rows)
    covered = {person for row in given for person in row.covers}
    found = NOTHING
    for row in given:
        if str(row.person_id) in covered:
            continue
        found = Wishes(
            language=row.language or found.language,
            channel=row.channel or found.channel,
            formats=tuple(each for each in FORMATS if each in row.formats or each in found.formats),
            needs=row.needs or found.needs,
            not_by=tuple(each for each in NOT_BY if each in row.not_by or each in found.not_by),
            safe_times=row.safe_times or found.safe_times,
            no_voicemail=row.no_voicemail or found.no_voicemail,
            changed_at=row.changed_at,
            changed_by=row.changed_by,
        )
    return found


@transaction.atomic
def set_preferences(*, person_id: UUID, wishes: Wishes, by: Actor, at: datetime) -> Wishes:
    """Keep what a person prefers: of the whole person, whichever of their records is named. The last word counts.

    Saying what is known already changes and records nothing. Raises PersonUnknown and PreferencesRefused.
    """
    _check(wishes)
    head = survivor_of(person_id)
    ids = family_of(head).ids
    Person.objects.select_for_update().get(id=head)
    before = wishes_of(ids)
    kept = replace(wishes, needs=wishes.needs.strip(), safe_times=wishes.safe_times.strip())
    if kept == before:
        return before
    values: dict[str, Any] = {
        **{each.name: getattr(kept, each.name) for each in fields(kept)},
        "formats": list(kept.formats),
        "not_by": list(kept.not_by),
        "changed_at": at,
        "changed_by": by.name,
        "covers": sorted(str(each) for each in ids - {head}),
    }
    Row.objects.update_or_create(person_id=head, defaults=values)
    said = [each.name for each in fields(kept) if each.compare]
    changed = [name for name in said if getattr(kept, name) != getattr(before, name)]
    record_event(kind="preferences_set", subject=("person", head), facts={"changed": changed}, by=by, at=at)
    return wishes_of(ids)


def _check(wishes: Wishes) -> None:
    wrong = [each for each in wishes.formats if each not in FORMATS]
    wrong += [each for each in wishes.not_by if each not in NOT_BY]
    wrong += [wishes.channel] if wishes.channel not in CHANNELS else []
    wrong += [wishes.language] if wishes.language not in ("", "en", "cy") else []
    if wrong:
        raise PreferencesRefused(f"There is no preference {', '.join(wrong)}")
    if wishes.channel and wishes.channel in wishes.not_by:
        raise PreferencesRefused(f"{wishes.channel} cannot be preferred and forbidden")
    if max(len(wishes.needs), len(wishes.safe_times)) > LONGEST:
        raise PreferencesRefused(f"At most {LONGEST} characters")


def language_of(wishes: Wishes, person: Person) -> Language:
    """Return the language to write to a person in."""
    return "cy" if (wishes.language or person.language) == "cy" else "en"
