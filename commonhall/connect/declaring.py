"""What is declared about a linked system, what could be named in it, and what would go of an example?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from commonhall.capabilities.backoffice.mapping import Exchange, MappedField
from commonhall.cases.models import Case
from commonhall.connect.mending import Going, going
from commonhall.connect.models import Link
from commonhall.connect.outgoing import record_of
from commonhall.core.language.effective import Effective
from commonhall.core.values.words import Words, both
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import tried_in_scope

FACTS: Final[Mapping[str, Words]] = {
    "case.reference": both("Our reference", "Ein cyfeirnod"),
    "case.title": both("Title of the case", "Teitl yr achos"),
    "case.service": both("Service", "Gwasanaeth"),
    "case.state": both("State of the case, our word", "Cyflwr yr achos, ein gair ni"),
    "case.opened_at": both("When it was sent, to the second", "Pryd yr anfonwyd ef, i’r eiliad"),
    "case.opened_date": both("Day on which it was sent", "Diwrnod ei anfon"),
    "case.due_date": both("Day by which it is due", "Diwrnod erbyn pryd y mae’n ddyledus"),
    "case.language": both("Language: en or cy", "Iaith: en neu cy"),
    "case.channel": both("How it came", "Sut y daeth"),
    "place.lat": both("Latitude", "Lledred"),
    "place.long": both("Longitude", "Hydred"),
    "place.uprn": both("Property number (UPRN)", "Rhif eiddo (UPRN)"),
    "place.address": both("Address", "Cyfeiriad"),
    "place.postcode": both("Postcode", "Cod post"),
    "place.ward": both("Ward", "Ward"),
    "place.asset": both("Number of the thing chosen on the map", "Rhif y peth a ddewiswyd ar y map"),
    "person.name": both("Name of who sent it", "Enw’r sawl a’i anfonodd"),
    "person.first_name": both("First name", "Enw cyntaf"),
    "person.last_name": both("Last name", "Enw olaf"),
    "person.email": both("Email address", "Cyfeiriad e-bost"),
    "person.phone": both("Phone number", "Rhif ffôn"),
    "files.photos": both("Links to all photos, for 7 days", "Dolenni i bob llun, am 7 diwrnod"),
    "files.first_photo": both("Link to the first photo, for 7 days", "Dolen i’r llun cyntaf, am 7 diwrnod"),
    "update.status": both("Their status, of a change", "Eu statws, o newid"),
    "update.at": both("When it changed", "Pryd y newidiodd"),
}
"""What a mapping can name besides answers."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A linked system as it is declared. running: off means that nothing goes out."""

    service: str
    title: Words
    exchange: Exchange
    running: bool


@dataclass(frozen=True, slots=True)
class Example:
    """What would go of one case that was tried, field by field. reference: of the case."""

    reference: str
    fields: tuple[Going, ...]
    update_fields: tuple[Going, ...]


def find_declared(service: str) -> Declared | None:
    """Return what is declared for the cases of ``service``, or None where it is not linked."""
    link = Link.objects.filter(service=service).first()
    if link is None:
        return None
    title = Words(en=link.title_en, cy=link.title_cy)
    return Declared(service, title, Exchange.model_validate(link.exchange), link.running)


def all_declared() -> list[Declared]:
    """Return every linked system of the council in scope, by service."""
    return [found for link in Link.objects.order_by("service") if (found := find_declared(link.service)) is not None]


def nameable(effective: Effective) -> dict[str, Words]:
    """Return what a mapping of the service's cases can name, with what it is."""
    asked: dict[str, Words] = {}
    for name, question in effective.questions.items():
        label = question.label if isinstance(question.label, Words) else Words(en=name, cy=name)
        asked[f"answers.{name}"] = Words(en=f"{label.en} (as stored)", cy=f"{label.cy or label.en} (fel y’i cedwir)")
        asked[f"said.{name}"] = Words(en=f"{label.en} (in words)", cy=f"{label.cy or label.en} (mewn geiriau)")
    return {**asked, **FACTS}


def unknown_in(field: MappedField, effective: Effective) -> list[str]:
    """Return what a field names that there is not."""
    known = nameable(effective)
    named = [field.path, *field.joined] if field.path else list(field.joined)
    return [path for path in named if path not in known and not _part_of_answer(path, known)]


def _part_of_answer(path: str, known: Mapping[str, Words]) -> bool:
    return path.startswith("answers.") and ".".join(path.split(".")[:2]) in known


def example_of(declared: Declared, *, council: CouncilSite, at: datetime) -> Example | None:
    """Return what would go of the newest case of the service that was tried: an example that is nobody's. None where
    there is none."""
    with tried_in_scope():
        case = Case.objects.filter(service=declared.service).order_by("-opened_at", "-id").first()
        if case is None:
            return None
        record = record_of(case, council=council, at=at)
        return Example(
            reference=case.reference,
            fields=tuple(going(each, record) for each in declared.exchange.fields),
            update_fields=tuple(going(each, record) for each in declared.exchange.update_fields),
        )
