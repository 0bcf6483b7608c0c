"""What is still true of a property's collections when nobody can be asked? The days that were said, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict

from commonhall.capabilities.waste.collection import Collection, CollectionDay, LastCollection, NextCollection


class KeptBins(BaseModel):
    """What a provider said of one property. days: (service, original date, date), in order of date."""

    model_config = ConfigDict(frozen=True)

    collections: tuple[Collection, ...]
    days: tuple[tuple[str, str, str], ...]

    @classmethod
    def of(cls, collections: Sequence[Collection], days: Sequence[CollectionDay]) -> KeptBins:
        """Return what is worth keeping of an answer."""
        return cls(
            collections=tuple(collections), days=tuple((day.service, day.original_date, day.date) for day in days)
        )

    def on(self, today: str) -> tuple[list[Collection], list[CollectionDay]]:
        """Return the collections and the days to come as they were said to be, seen from ``today`` (ISO).

        A collection that has been due since has nothing said of it: nobody knows how it went.
        """
        found = [self._on(each, today) for each in self.collections if each.provided]
        by_service = {each.service: each for each in self.collections}
        days = [
            CollectionDay(
                service=service,
                stream=by_service[service].stream,
                name=by_service[service].name,
                container=by_service[service].container,
                original_date=original,
                date=day,
            )
            for service, original, day in self.days
            if day > today and service in by_service
        ]
        return sorted(found, key=lambda each: (each.next.date if each.next else "9999", each.name.en)), days

    def _on(self, each: Collection, today: str) -> Collection:
        mine = [(original, day) for service, original, day in self.days if service == each.service]
        following = next(((original, day) for original, day in mine if day > today), None)
        if each.next is not None and each.next.date > today:
            return each
        since = [(original, day) for original, day in mine if day <= today]
        if each.next is not None:
            since = since or [(each.next.original_date, each.next.date)]
        last = LastCollection(*since[-1], state="outstanding") if since else each.last
        return replace(each, last=last, next=NextCollection(*following) if following else None)
