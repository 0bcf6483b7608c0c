"""What becomes of an address that somebody typed? It is looked up afterwards, and put right or shown to an officer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.matching import Meant, find_meant
from commonhall.capabilities.addresses.port import addresses_from
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.cases.locking import locked_case
from commonhall.cases.models import AddressCheck, Case, Correction
from commonhall.cases.requests.errands import TaskRefused, TaskUnknown, Wanted, finish_errand, open_task
from commonhall.cases.scopes import effective_of_case
from commonhall.cases.titles import retitle
from commonhall.cases.typed_addresses import Typed, typed_address
from commonhall.cases.whereabouts import place_columns
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.contacts.models import Person
from commonhall.core.lifecycle.opening import reach_of
from commonhall.core.values.dates import from_london
from commonhall.core.values.words import both
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope, in_council
from commonhall.journeys.facts import SERVICE, supplies
from commonhall.record.jobs import job
from commonhall.record.operations import record_event
from commonhall.record.queries import Waiting

MOST: Final = 50
"""Addresses that one turn looks up; the next turn goes on."""
PATIENCE: Final = timedelta(hours=24)
"""How long a provider may be down until an officer is asked."""
LONGEST_WAIT: Final = timedelta(hours=1)
TASK: Final = both("Check the address", "Gwirio’r cyfeiriad")
TEXT: Final = both(
    "The address was typed. Choose which property it is, or say that it is right as it stands.",
    "Cafodd y cyfeiriad ei deipio. Dewiswch pa eiddo ydyw, neu dywedwch ei fod yn gywir fel y mae.",
)
WHY: Final = both("Found at the address that was typed", "Wedi’i ganfod yn y cyfeiriad a deipiwyd")


class AddressSettled(Exception):
    """There is no typed address in answer to this question that still has to be settled."""


def look_up_typed(typed: Typed, *, service: str, at: datetime) -> Meant:
    """Return what a typed address may mean. Raises Unavailable, Rejected, Misconfigured and BindingMissing."""
    bound = get_binding("addresses", service=service)
    return call_provider(
        lambda: _meant(addresses_from(bound.provider, bound.settings), typed),
        council_id=council_in_scope(),
        capability="addresses",
        provider=bound.provider,
        at=at,
    )


def _meant(provider: Any, typed: Typed) -> Meant:
    return find_meant(typed.lines, typed.town, lambda building: provider.at_postcode(typed.postcode, building))


@supplies("addresses.listed")
def listed(arguments: Mapping[str, Any], now: str) -> dict[str, bool]:
    """Return whether the look-up knows an address, chosen or typed. Raises Unavailable where it cannot be asked."""
    place = arguments.get("property") or {}
    if place.get("uprn"):
        return {"known": True}
    typed = typed_address(place)
    if typed is None:
        raise Rejected("malformed", why="no address was given")
    meant = look_up_typed(typed, service=str(arguments.get(SERVICE, "")), at=from_london(now))
    return {"known": meant.sure is not None}


@job("check_typed_addresses", every_seconds=60, tests=True)
def check_typed_addresses(council: CouncilSite, *, at: datetime) -> None:
    """Look up what was typed and is due, each in a transaction of its own."""
    with in_council(council, by=SYSTEM, purpose="job"):
        due = AddressCheck.objects.filter(state="waiting", due_at__lte=at).order_by("due_at", "id")
        waiting = list(due.values_list("id", flat=True)[:MOST])
    for check_id in waiting:
        with in_council(council, by=SYSTEM, purpose="job"):
            check_address(check_id=check_id, council=council, at=at)


def check_address(*, check_id: UUID, council: CouncilSite, at: datetime) -> str:
    """Look one typed address up, do what follows, and return its state then. Nothing is locked while it is asked for.

    One that it can only be takes its place, as a correction that keeps what was typed. Otherwise an officer is asked,
    and after PATIENCE also where the provider stays down; until then it is tried again, less and less often.
    """
    check = AddressCheck.objects.get(id=check_id)
    case = Case.objects.get(id=check.case_id)
    typed = typed_address(case.answers.get(check.question))
    meant: Meant | None = None
    down = False
    if typed is not None and case.phase != "closed":
        try:
            meant = look_up_typed(typed, service=case.service, at=at)
        except Rejected:
            meant = Meant(None, ())
        except BindingMissing:
            meant = None
        except (Unavailable, Misconfigured):
            down = True
    return conclude_check(check_id=check_id, typed=typed, meant=meant, down=down, council=council, by=SYSTEM, at=at)


@transaction.atomic
def conclude_check(
    *,
    check_id: UUID,
    typed: Typed | None,
    meant: Meant | None,
    down: bool,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> str:
    """Keep what came of looking up ``typed`` and return the state then; nothing where another came first.

    meant: None where it was not looked up. down: the provider could not say.
    """
    case = locked_case(AddressCheck.objects.values_list("case_id", flat=True).get(id=check_id))
    check = AddressCheck.objects.select_for_update().get(id=check_id)
    if check.state != "waiting":
        return str(check.state)
    if typed is None or case.phase == "closed" or typed_address(case.answers.get(check.question)) != typed:
        return _end(check, "left", "", at)
    if down:
        return _put_off(check, case, council, by, at)
    if meant is None:
        return _end(check, "left", "", at)
    if meant.sure is None:
        return _ask(check, case, "several" if meant.offered else "none", council, by, at)
    _put_right(case, check.question, meant.sure, council, by, at)
    return _end(check, "found", "", at)


def _put_off(check: AddressCheck, case: Case, council: CouncilSite, by: Actor, at: datetime) -> str:
    if at - case.opened_at >= PATIENCE:
        return _ask(check, case, "down", council, by, at)
    check.tries += 1
    check.due_at = at + min(timedelta(minutes=2 ** min(check.tries, 10)), LONGEST_WAIT)
    check.save(update_fields=["tries", "due_at"])
    return "waiting"


def _ask(check: AddressCheck, case: Case, why: str, council: CouncilSite, by: Actor, at: datetime) -> str:
    language = council.default_language
    wanted = Wanted(title=TASK.say(language), text=TEXT.say(language))
    task = open_task(case_id=case.id, wanted=wanted, occasion=f"address:{check.question}", by=by, at=at)
    check.task_id = task.id
    return _end(check, "asked", why, at)


def _end(check: AddressCheck, state: str, why: str, at: datetime) -> str:
    check.state, check.why, check.ended_at = state, why, at
    check.save(update_fields=["state", "why", "ended_at", "task_id"])
    return state


def _put_right(
    case: Case, question: str, address: Address, council: CouncilSite, by: Actor, at: datetime
) -> Correction:
    """Put a property in the place of what was typed, in the answers and wherever the case says where it is."""
    effective = effective_of_case(case, council=council, at=at)
    old, new = case.answers[question], {**address.record(), "source": "gazetteer"}
    case.answers = {**case.answers, question: new}
    columns: dict[str, Any] = {}
    if question == effective.pattern.case.property:
        columns = place_columns(effective, case.answers, reach_of(effective, case.answers))
        for name, value in columns.items():
            setattr(case, name, value)
    retitle(case, effective)
    case.version += 1
    case.save(update_fields=["answers", "title_en", "title_cy", "version", *columns])
    made: Correction = Correction.objects.create(
        case=case, question=question, old=old, new=new, why=WHY.say(council.default_language), by=by.name, at=at
    )
    Person.objects.filter(id=case.person_id).update(matched_at=None)  # who lives there is gathered again
    facts = {"question": question, "correction": str(made.id), "renewed": False}
    record_event(kind="answer_corrected", subject=("case", case.id), facts=facts, by=by, at=at)
    return made


@transaction.atomic
def settle_address(
    *, case_id: UUID, question: str, address: Address | None, council: CouncilSite, by: Actor, at: datetime
) -> None:
    """Let an officer say which property a typed address is, or with None that it is right as it stands.

    address: one of those that ``offered_for`` gave. The task that asked for it is done. Raises CaseUnknown, and
    AddressSettled where there is nothing more to be said.
    """
    case = locked_case(case_id)
    check = AddressCheck.objects.select_for_update().filter(case_id=case_id, question=question).first()
    if check is None or typed_address(case.answers.get(question)) is None or check.state not in ("waiting", "asked"):
        raise AddressSettled(question)
    if address is not None:
        _put_right(case, question, address, council, by, at)
    else:
        record_event(kind="address_kept", subject=("case", case.id), facts={"question": question}, by=by, at=at)
    if check.task_id is not None:
        _finish(check.task_id, by, at)
    _end(check, "settled", check.why, at)


def offered_for(typed: Typed, *, service: str, at: datetime) -> tuple[Address, ...]:
    """Return the properties from which an officer chooses. Raises as look_up_typed does."""
    meant = look_up_typed(typed, service=service, at=at)
    return (meant.sure,) if meant.sure else meant.offered


def _finish(task_id: UUID, by: Actor, at: datetime) -> None:
    try:
        finish_errand(task_id=task_id, answers={}, by=by, at=at)
    except (TaskRefused, TaskUnknown):
        return  # somebody has said before that it is done


def waiting_addresses() -> Waiting | None:
    """Return how many typed addresses wait to be looked up, and since when the oldest does; None where none does."""
    rows = AddressCheck.objects.filter(state="waiting").aggregate(n=Count("id"), oldest=Min("case__opened_at"))
    return Waiting(rows["n"], rows["oldest"]) if rows["n"] else None


def unsettled(case: Case) -> Iterator[tuple[AddressCheck, Typed]]:
    """Yield the typed addresses of a case that wait to be looked up, or for an officer."""
    found = {name: typed for name, answer in case.answers.items() if (typed := typed_address(answer))}
    if not found:
        return
    checks = AddressCheck.objects.filter(case_id=case.id, state__in=("waiting", "asked"), question__in=found)
    for check in checks.order_by("question"):
        yield check, found[check.question]
