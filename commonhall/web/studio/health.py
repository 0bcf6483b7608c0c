"""How do the council's providers stand: what, since when, what waits, what happens next, and what was before?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.ports import providers_of
from commonhall.capabilities.words import Capability, capabilities, get_capability
from commonhall.cases.addressing import waiting_addresses
from commonhall.catalogue.bound import Held, held_bindings
from commonhall.catalogue.faults import faults_set
from commonhall.catalogue.standings import Stood, history_of, standings
from commonhall.councils.policies import open_to
from commonhall.journeys.scanning import waiting_documents
from commonhall.record.queries import Waiting, waiting_by_kind
from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Links, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.studio.door import Visit, administrators, page
from commonhall.web.studio.frames import frame
from commonhall.web.studio.providers import COLOURS, state_cell, when
from commonhall.web.studio.scanner import without_scanner

CODES: Final = ("unavailable", "in_doubt", "misconfigured")
SHOWN: Final = timedelta(days=30)
TYPED: Final = "typed_address"
AWAITED: Final = "awaited_file"
UNSCANNED: Final = "unscanned_file"
KINDS: Final = {
    "notifications": (
        "message", "tell", "resume_link", "sign_in_link", "access_code", "merge_message", "next_way",
    ),
    "payments": ("refund", "payment_nudge"),
    "bookings": ("booking",),
    "backoffice": ("back_office", "back_office_reference"),
    "chat": ("chat_carry",),
    "addresses": (TYPED,),
    "files": (AWAITED,),
    "scanning": (UNSCANNED,),
}  # fmt: skip
"""The kinds of deliveries, and of what else there is, that wait for a capability."""


@open_to("administrator")
@administrators("GET")
def health_page(visit: Visit) -> HttpResponse:
    """Show how each provider in use stands, and what changed lately."""
    held = [each for each in held_bindings() if each.in_use]
    stood = {(each.capability, each.provider): each for each in standings()}
    waiting = waiting_by_kind()
    others = {
        TYPED: waiting_addresses(), AWAITED: waiting_documents("awaited"), UNSCANNED: waiting_documents("quarantined"),
    }  # fmt: skip
    waiting |= {kind: found for kind, found in others.items() if found}
    order = [each.name for each in capabilities()]
    failing = {key for key, each in stood.items() if each.state != "working"}
    held.sort(key=lambda each: ((each.capability, each.provider) not in failing, order.index(each.capability)))
    rows = [_row(visit, each, stood.get((each.capability, each.provider)), waiting) for each in held]
    columns = tuple(Column(text=visit.say(key)) for key in ("capability", "provider", "stands", "waits", "next"))
    blocks: list[Block] = [Prose(text=visit.say("health_lead")), *without_scanner(visit)]
    for fault in faults_set(at=visit.at):
        title = get_capability(fault.capability).title.say(visit.language)
        blocks.append(Prose(text=visit.say("fault_set", capability=title), look="warning"))
    blocks += [
        Table(caption=visit.say("health"), hidden_caption=True, columns=columns, rows=tuple(rows),
              empty=visit.say("in_force_none")),
        Links(links=(Link(text=visit.say("public_page"), href=reverse("status")),)),
        _history(visit),
    ]  # fmt: skip
    return page(DeskView(frame=frame(visit, visit.say("health")), blocks=tuple(blocks)))


def _row(visit: Visit, held: Held, stood: Stood | None, waiting: dict[str, Waiting]) -> Row:
    about = get_capability(held.capability)
    return Row(
        cells=(
            Cell(text=about.title.say(visit.language), href=reverse("studio-capability", args=(held.capability,))),
            Cell(text=held.title.say(visit.language), href=reverse("studio-binding", args=(held.id,))),
            state_cell(visit, stood),
            Cell(text=_waits(visit, held.capability, waiting)),
            Cell(text=_next(visit, about, stood)),
        )
    )


def _waits(visit: Visit, capability: str, waiting: dict[str, Waiting]) -> str:
    mine = [waiting[kind] for kind in KINDS.get(capability, ()) if kind in waiting]
    if not mine:
        return visit.say("waits_none")
    oldest = min(each.oldest_at for each in mine)
    return visit.say("waits_some", count=sum(each.count for each in mine), when=when(visit, oldest))


def _next(visit: Visit, about: Capability, stood: Stood | None) -> str:
    state = stood.state if stood else "working"
    return visit.say(f"next_{state}", down=about.down.say(visit.language))


def _history(visit: Visit) -> Table:
    since = visit.at - SHOWN
    changes = [each for about in capabilities() for each in history_of(about.name, since=since)]
    rows = tuple(
        Row(
            cells=(
                Cell(text=when(visit, each.since)),
                Cell(text=get_capability(each.capability).title.say(visit.language), more=(_called(visit, each),)),
                Cell(tag=TaggedState(text=visit.say(f"state_{each.state}"), colour=COLOURS[each.state])),
                Cell(text=visit.say(f"code_{each.code}") if each.code in CODES else each.code),
            )
        )
        for each in sorted(changes, key=lambda one: one.since, reverse=True)
    )
    columns = tuple(Column(text=visit.say(key)) for key in ("at", "capability", "change", "code"))
    return Table(caption=visit.say("history"), columns=columns, rows=rows, empty=visit.say("history_none"))


def _called(visit: Visit, stood: Stood) -> str:
    """Return the title of a provider, or its name where it is not there any more."""
    known = {each.name: each.title for each in providers_of(stood.capability)}
    return known[stood.provider].say(visit.language) if stood.provider in known else stood.provider
