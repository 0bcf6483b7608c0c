"""How does a case go, so that nothing of it is found anywhere? The one place that removes, inside one transaction.

It looks the tables up by itself: whatever names a case goes with it, in every room, unless STAYS says why not.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from commonhall.cases.models import Booking, Case, Payment, Place, Refund, Standstill, TillPayment
from commonhall.contacts.models import Interaction, Person
from commonhall.core.language.effective import Effective
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.yes_no import YesNo
from commonhall.core.values.dates import london_day
from commonhall.core.values.reference import new_reference
from commonhall.councils.scope import council_in_scope
from commonhall.councils.tables import tenancy_of
from commonhall.journeys.models import Document, Journey
from commonhall.people.identities import Resident
from commonhall.people.models import BrokenGlass
from commonhall.record.forgetting import forget_deliveries, forget_facts
from commonhall.retention.models import KeptMoney
from commonhall.retention.policies import money_kept_until

STAYS: Final = {
    "journeys_document": "its file goes first, through the council's provider of files; then the row",
    "cases_disclosure": "published without personal data; it stays in the log without its case",
    "people_glass": "who opened a sensitive case, and when; the words of the reason go",
    "retention_item": "says what became of the case, without its reference",
    "retention_pack": "goes by its own date, and holds back the cases of its person until then",
}
"""Tables that name a case and yet do not go with it, each with why."""
FIGURES: Final = frozenset({"cases_deadline", "cases_payment", "cases_refund"})
"""Tables whose rows stay, without anything personal, with a case that is made anonymous: times and money."""
EVENTS_OF: Final = ("case", "document", "journey", "message", "task", "request", "payment", "note", "interaction")
"""What events are about that go with a case."""


@dataclass(slots=True)
class Erased:
    """What went: rows by table, persons, files that are still to be let go."""

    rows: Counter[str] = field(default_factory=Counter)
    persons: int = 0
    files: int = 0


def hash_of_case(case: Case) -> str:
    """Return what a certificate names a case by: nobody can tell the case from it who does not know its number."""
    return hashlib.sha256(f"{council_in_scope()}/{case.id}/{case.reference}".encode()).hexdigest()


@cache
def tables_naming(noun: str) -> tuple[tuple[type[models.Model], str], ...]:
    """Return every council table with a column that names a ``case`` or a ``person``, with that column."""
    target = {"case": Case, "person": Person}[noun]
    named = re.compile(rf"([a-z_]+_)?{noun}_id")
    found: list[tuple[type[models.Model], str]] = []
    for model in apps.get_models():
        if tenancy_of(model) == "council" and model is not target:
            for column in model._meta.concrete_fields:
                points = isinstance(column, models.ForeignKey) and column.related_model is target
                plain = isinstance(column, models.UUIDField) and bool(named.fullmatch(column.attname))
                if points or (plain and not column.primary_key):
                    found.append((model, column.attname))
    return tuple(found)


def erase_case(case: Case, *, at: datetime) -> Erased:
    """Remove a locked case with all that hangs on it, and its person unless something else is known of them."""
    erased = Erased()
    hashed, person, journey = hash_of_case(case), case.person_id, case.journey_id
    _keep_money(case, hashed)
    touched = _remove_what_hangs(case, erased, but=frozenset())
    Case.objects.filter(merged_into_id=case.id).update(merged_into_id=None)
    case_id = case.id
    erased.rows["cases_case"] += 1
    case.delete()
    _forget_traces(case_id, journey, touched, erased)
    forget_person(person, erased)
    return erased


def anonymise_case(case: Case, effective: Effective, *, at: datetime) -> Erased:
    """Remove from a locked case all that tells of a person. Pattern, state, dates, ward, money and the answers that
    were chosen from a list stay, so that figures stay true. It gets another reference: the old one is in letters.
    """
    erased = Erased()
    hashed, person, journey = hash_of_case(case), case.person_id, case.journey_id
    _keep_money(case, hashed)
    touched = _remove_what_hangs(case, erased, but=FIGURES)
    Payment.objects.filter(case=case).update(
        provider_id="", lines=[], asked={}, actors=[], taken_by="", taken_reference="", code=""
    )
    Refund.objects.filter(case=case).update(reason="", code="", asked_by="")
    _make_anonymous(case, effective, at)
    _forget_traces(case.id, journey, touched, erased)
    forget_person(person, erased)
    return erased


def _make_anonymous(case: Case, effective: Effective, at: datetime) -> None:
    pattern = effective.pattern
    columns: dict[str, Any] = {
        "reference": new_reference(pattern.prefix, secrets.token_bytes),
        "journey_id": None,
        "item": case.item if re.fullmatch(r"[a-z0-9_]*", case.item) else "",
        "title_en": pattern.title.en,
        "title_cy": pattern.title.cy,
        "person_id": None,
        "uprn": "",
        "parent_uprn": "",
        "address": "",
        "postcode": "",
        "lat": None,
        "lng": None,
        "answers": figures_of(effective, case.answers),
        "facts": _decided(case.facts),
        "kept": {},
        "review_date": None,
        "dispose_date": None,
        "dispose_then": "",
        "anonymised_at": at,
        "version": case.version + 1,
    }
    for name, value in columns.items():
        setattr(case, name, value)
    case.save(update_fields=list(columns))


def figures_of(effective: Effective, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers that stay: chosen from a list that the pattern gives, and not marked personal or sensitive."""
    kept: dict[str, Any] = {}
    for name, answer in answers.items():
        question = effective.questions.get(name)
        closed = isinstance(question, Choice | Choices | YesNo) and not getattr(question, "options_from", "")
        if question and closed and not (question.personal or question.sensitive):
            kept[name] = answer
    return kept


def _decided(facts: dict[str, Any]) -> dict[str, Any]:
    decided = {
        name: {"outcome": one.get("outcome"), "row": one.get("row")}
        for name, one in (facts.get("decided") or {}).items()
    }
    total = (facts.get("charges") or {}).get("total")
    return {"decided": decided, **({"charges": {"total": total}} if isinstance(total, int) else {})}


def _keep_money(case: Case, hashed: str) -> None:
    """Keep of each payment what accounts need, with the provider's number and without the case or anybody's name."""
    for payment in Payment.objects.filter(case=case, state="paid"):
        back = Refund.objects.filter(payment=payment, state="made").values_list("amount_pence", flat=True)
        KeptMoney.objects.create(
            case_hash=hashed,
            pattern=case.pattern,
            amount_pence=payment.amount_pence,
            refunded_pence=sum(back),
            method=payment.method,
            provider=payment.provider,
            provider_id=payment.provider_id,
            state=payment.state,
            paid_at=payment.ended_at,
            keep_until=money_kept_until(london_day(payment.ended_at or payment.made_at)),
        )


def _remove_what_hangs(case: Case, erased: Erased, *, but: frozenset[str]) -> list[UUID]:
    """Remove every row that names the case, but of the tables ``but``; return the ids that events may be about."""
    touched: list[UUID] = []
    tills = Payment.objects.filter(case=case).exclude(provider_id="").values("provider_id")
    _count(erased, TillPayment.objects.filter(provider_id__in=tills).delete())
    places = Booking.objects.filter(case=case).values("reference")
    _count(erased, Place.objects.filter(reference__in=places).delete())
    BrokenGlass.objects.filter(case_id=case.id).update(reference="", reason="", finding="")
    talks = list(Interaction.objects.filter(cases__case=case).values_list("id", flat=True).distinct())
    touched += _let_files_go(case, erased)
    for model, column in tables_naming("case"):
        table = model._meta.db_table
        if table not in STAYS and table not in but:
            rows = model._default_manager.filter(**{column: case.id})
            touched += rows.values_list("pk", flat=True)
            _count(erased, rows.delete())
    only_here = Interaction.objects.filter(id__in=talks, cases__isnull=True)
    touched += only_here.values_list("id", flat=True)
    _count(erased, only_here.delete())
    return touched


def _count(erased: Erased, deleted: tuple[int, dict[str, int]]) -> None:
    for label, number in deleted[1].items():
        erased.rows[apps.get_model(label)._meta.db_table] += number


def _let_files_go(case: Case, erased: Erased) -> list[UUID]:
    """Mark the files of the case to be let go, and take their names. Those of its journey stay while another case of
    the same journey does.
    """
    owner = Q(case_id=case.id)
    if case.journey_id and not _has_others(case):
        owner |= Q(journey_id=case.journey_id)
    files = Document.objects.filter(owner).exclude(state="removed")
    ids = list(files.values_list("id", flat=True))
    Document.objects.filter(id__in=ids).update(state="removed", name="", question="")
    erased.files += len(ids)
    return ids


def _has_others(case: Case) -> bool:
    return Case.objects.filter(journey_id=case.journey_id).exclude(id=case.id).exists()


def _forget_traces(case_id: UUID, journey_id: UUID | None, touched: Iterable[UUID], erased: Erased) -> None:
    """Remove the journey, what was promised or delivered, and the facts of events."""
    about = [case_id, *touched]
    if journey_id and not Case.objects.filter(journey_id=journey_id).exists():
        _count(erased, Journey.objects.filter(id=journey_id).delete())
        about.append(journey_id)
    erased.rows["record_outbox"] += forget_deliveries(naming=[case_id, *([journey_id] if journey_id else [])])
    forget_facts(subjects=[(kind, each) for kind in EVENTS_OF for each in about])


def forget_person(person_id: UUID | None, erased: Erased) -> None:
    """Remove a person of whom nothing is known any more but themselves, and whoever they were joined to, likewise."""
    person = Person.objects.filter(id=person_id).first() if person_id else None
    if person is None or any(True for _ in _known_by(person)):
        return
    above = person.merged_into_id
    own = [model for model, _ in tables_naming("person") if _belongs_to_person(model)]
    about = [row for model in own for row in _ids_naming(model, person.id)]
    if person.email and not Person.objects.filter(email__iexact=person.email).exclude(id=person.id).exists():
        _count(erased, Resident.objects.filter(email__iexact=person.email).delete())
    _count(erased, Standstill.objects.filter(person_id=person.id).delete())
    _count(erased, person.delete())
    forget_facts(subjects=[("person", person_id), *(("warning", each) for each in about)] if person_id else [])
    erased.rows["record_outbox"] += forget_deliveries(naming=[person_id] if person_id else [])
    erased.persons += 1
    forget_person(above, erased)


def _belongs_to_person(model: type[models.Model]) -> bool:
    """Return whether rows of the table are part of a person, rather than something the person takes part in."""
    table = model._meta.db_table
    return table.startswith("contacts_") and table not in ("contacts_interaction", "contacts_warning")


def _ids_naming(model: type[models.Model], person_id: UUID) -> Iterator[UUID]:
    for other, column in tables_naming("person"):
        if other is model:
            yield from model._default_manager.filter(**{column: person_id}).values_list("pk", flat=True)


def _known_by(person: Person) -> Iterator[str]:
    """Yield what still knows of the person: cases, conversations, live warnings, packs, records joined to theirs."""
    if Person.objects.filter(merged_into=person).exists():
        yield "contacts_person"
    for model, column in tables_naming("person"):
        if not _belongs_to_person(model):
            rows = model._default_manager.filter(**{column: person.id})
            if model._meta.db_table == "contacts_warning":
                rows = rows.filter(state__in=("proposed", "live"))
            elif model._meta.db_table == "retention_pack":
                rows = rows.exclude(state="removed")
            elif model is Standstill:
                rows = rows.filter(lifted_at=None)
            if rows.exists():
                yield model._meta.db_table
