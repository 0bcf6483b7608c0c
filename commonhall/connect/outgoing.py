"""What of a case can be mapped to another system's fields? A record, from which the mapping takes what it names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from commonhall.cases.models import Case
from commonhall.cases.queries import effective_of_case
from commonhall.connect.photos import photo_links
from commonhall.contacts.queries import find_person
from commonhall.core.language.effective import Effective
from commonhall.core.questions.question import Option, Setting
from commonhall.core.values.dates import london
from commonhall.core.values.words import Words
from commonhall.councils.queries import CouncilSite


def record_of(
    case: Case, *, council: CouncilSite, status: str = "", at: datetime, now: datetime | None = None
) -> Mapping[str, Any]:
    """Return what mappings read of ``case``: ``case``, ``answers``, ``said``, ``place``, ``person``, ``files``,
    ``update``.

    said: the answers as people read them, in English. status: what an update says, in the other system's words. at:
    since when it is so. now: when it goes, from which the links to photos hold.
    """
    photos = photo_links(case, council=council, at=now or at)
    effective = effective_of_case(case, council=council, at=at)
    setting = _setting(case)
    said = {
        name: ", ".join(question.summary(answer, setting))
        for name, answer in case.answers.items()
        if answer is not None and (question := effective.questions.get(name)) is not None
    }
    return {
        "case": _facts(case),
        "answers": case.answers,
        "said": said,
        "place": _place(case, effective),
        "person": _person(case),
        "files": {"photos": photos, "first_photo": photos[0] if photos else ""},
        "update": {"status": status, "at": at.isoformat(timespec="seconds")},
    }


def _facts(case: Case) -> Mapping[str, str]:
    return {
        "reference": case.reference,
        "title": case.title_en,
        "service": case.service,
        "state": case.state,
        "opened_at": case.opened_at.isoformat(timespec="seconds"),
        "opened_date": london(case.opened_at)[:10],
        "due_date": case.due_date.isoformat() if case.due_date else "",
        "language": case.language,
        "channel": case.channel,
    }


def _place(case: Case, effective: Effective) -> Mapping[str, Any]:
    where = case.answers.get(effective.pattern.case.location or "")
    return {
        "lat": case.lat,
        "long": case.lng,
        "uprn": case.uprn,
        "address": case.address.replace("\n", ", "),
        "postcode": case.postcode,
        "ward": case.ward,
        "asset": str(where.get("asset") or "") if isinstance(where, Mapping) else "",
    }


def _person(case: Case) -> Mapping[str, str]:
    """Return who reported it, as Open311 parts a name: at the first space, and ``-`` where there is no last name."""
    person = find_person(case.person_id) if case.person_id else None
    if person is None:
        return {}
    first, _, last = person.name.partition(" ")
    named = {"first_name": first, "last_name": last or ("-" if first else ""), "name": person.name}
    return {**named, "email": person.email, "phone": person.phone}


def _setting(case: Case) -> Setting:
    chosen: Mapping[str, Mapping[str, Any]] = case.facts.get("chosen") or {}
    options = {
        name: [Option(value=value, label=Words.model_validate(label)) for value, label in labels.items()]
        for name, labels in chosen.items()
    }
    return Setting(language="en", today=london(case.opened_at)[:10], options=options)
