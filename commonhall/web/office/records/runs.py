"""What became of what was due? The disposals, who lets them go on, and their certificates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.catalogue.queries import services_of
from commonhall.core.questions.number import Number
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed
from commonhall.retention.certificates import certificate_of
from commonhall.retention.operations import (
    RunSettled,
    SamePerson,
    approve_disposal,
    cancel_disposal,
)
from commonhall.retention.policies import needs_second_person
from commonhall.retention.queries import (
    PAGE,
    Item,
    Run,
    RunUnknown,
    get_run,
    items_of_run,
    progress_of_run,
    runs,
    skipped_of_run,
)
from commonhall.web.components.downloads import download
from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.desk import (
    Block,
    Buttons,
    Cell,
    Form,
    Heading,
    Links,
    Pages,
    Prose,
    Row,
    Rows,
    Table,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.frames import drop_notice, go
from commonhall.web.office.records.tabs import columns, crumb, day, desk, form, row
from commonhall.web.office.texts import TEXTS

COLOURS: dict[str, Any] = {"proposed": "yellow", "running": "blue", "done": "green", "cancelled": "grey"}


@open_to("staff")
@staff("GET")
def runs_page(visit: Visit) -> HttpResponse:
    """Show the disposals that were proposed, and what became of them."""
    check_may(visit, "dispose")
    rows = tuple(Row(cells=tuple(_run_cells(visit, run))) for run in runs(visit.member))
    heads = ("records_service", "records_what", "records_proposed", "#records_cases", "records_state")
    table = Table(
        caption=visit.say("records_runs"),
        columns=columns(visit, *heads),
        rows=rows,
        empty=visit.say("records_runs_none"),
        hidden_caption=True,
    )
    response = page(
        desk(visit, visit.say("records_runs"), [table], current="office-records-runs", caption=visit.say("records"))
    )
    drop_notice(response)
    return response


def _run_cells(visit: Visit, run: Run) -> Iterator[Cell]:
    yield Cell(text=_title_of(visit, run), href=run_address(run))
    yield Cell(text=visit.say(f"records_then_{run.then}"))
    yield Cell(text=run.proposed_by, more=(when(run.proposed_at, visit.language),))
    yield Cell(text=f"{sum(progress_of_run(run).values()):,}")
    yield Cell(tag=TaggedState(text=visit.say(f"records_state_{run.state}"), colour=COLOURS[run.state]))


def _title_of(visit: Visit, run: Run) -> str:
    for one in services_of(visit.council, day=london_day(visit.at)):
        if one.pattern == run.pattern:
            return one.effective.pattern.title.say(visit.language)
    return run.pattern


def run_address(run: Run) -> str:
    """Return where a disposal is."""
    return reverse("office-records-run", args=(run.id,))


def _run(visit: Visit, run_id: UUID) -> Run:
    check_may(visit, "dispose")
    try:
        return get_run(visit.member, run_id)
    except RunUnknown as unknown:
        raise NotAllowed(str(run_id)) from unknown


@open_to("staff")
@staff("GET", "POST")
def run_page(visit: Visit, run: UUID) -> HttpResponse:
    """Show a disposal with its cases; approve it or call it off."""
    found = _run(visit, run)
    asked = _asked(sum(progress_of_run(found).values()))
    if visit.request.method == "POST" and visit.request.POST.get("do") == "cancel":
        return _decided(visit, found, cancel=True)
    filled = read_form(visit, (asked,))
    if filled.good:
        if int(str(filled.answers["number"])) == asked.max:
            return _decided(visit, found, cancel=False)
        filled = filled.but(asked, visit.say("records_approve_wrong", number=str(asked.max)))
    response = page(_run_view(visit, found, asked, filled))
    drop_notice(response)
    return response


def _asked(number: int) -> Number:
    return Number(
        id="number",
        type="number",
        label=TEXTS["records_approve_number"],
        hint=TEXTS["records_approve_hint"],
        name_in_errors=TEXTS["records_approve_name"],
        min=Decimal(0),
        max=Decimal(number),
    )


def _decided(visit: Visit, run: Run, *, cancel: bool) -> HttpResponse:
    try:
        if cancel:
            cancel_disposal(run_id=run.id, by=visit.member.actor, at=visit.at)
        else:
            approve_disposal(run_id=run.id, by=visit.member.actor, at=visit.at)
    except SamePerson:
        return go(run_address(run), "warning", "records_same_person")
    except RunSettled:
        return go(run_address(run), "warning", "records_settled_notice")
    return go(run_address(run), "success", "records_cancelled_notice" if cancel else "records_approved_notice")


def _run_view(visit: Visit, run: Run, asked: Number, filled: Filled) -> Any:
    blocks: list[Block] = [Rows(rows=tuple(_run_rows(visit, run)))]
    if run.state == "done":
        address = reverse("office-records-certificate", args=(run.id,))
        blocks.append(Buttons(links=(Link(text=visit.say("records_certificate"), href=address),), secondary=True))
    if run.state == "proposed":
        blocks += _approval(visit, run, asked, filled)
    blocks += _items(visit, run)
    title = visit.say("records_run", service=_title_of(visit, run))
    crumbs = (crumb(visit, "records_runs", "office-records-runs"),)
    return desk(visit, title, blocks, crumbs=crumbs, problems=bool(filled.problems))


def _run_rows(visit: Visit, run: Run) -> Iterator[Any]:
    counts = progress_of_run(run)
    yield row(visit, "records_state", visit.say(f"records_state_{run.state}"))
    yield row(visit, "records_what", visit.say(f"records_then_{run.then}"))
    why = Words(en=run.why_en, cy=run.why_cy).say(visit.language) or "–"
    yield row(visit, "records_why", why, *filter(None, [run.law]))
    yield row(visit, "records_rule", visit.say("records_months", months=run.months))
    yield row(visit, "records_proposed", _by(visit, run.proposed_by, run.proposed_at))
    if run.approved_at:
        yield row(visit, "records_approved", _by(visit, run.approved_by, run.approved_at))
    if run.state in ("proposed", "cancelled"):
        yield row(visit, "records_cases", f"{sum(counts.values()):,}")
        return
    yield row(visit, "records_gone", f"{counts.get('done', 0) + counts.get('files', 0):,}")
    yield row(visit, "records_left", f"{counts.get('waiting', 0):,}")
    if counts.get("files"):
        yield row(visit, "records_files_left", f"{counts['files']:,}")
    skipped = [f"{number:,}: {visit.say(f'records_skip_{why}')}" for why, number in skipped_of_run(run).items()]
    yield row(visit, "records_skipped", *(skipped or ["0"]))
    yield row(visit, "records_persons", f"{run.persons:,}")
    yield row(visit, "records_files", f"{run.files:,}")


def _by(visit: Visit, name: str, at: Any) -> str:
    return visit.say("records_by_on", name=name, when=when(at, visit.language))


def _approval(visit: Visit, run: Run, asked: Number, filled: Filled) -> Iterator[Block]:
    own = needs_second_person(run.then) and run.proposed_by_id == visit.member.membership_id
    yield Heading(text=visit.say("records_approve"))
    if own:
        yield Prose(text=visit.say("records_same_person"), look="inset")
    else:
        yield Prose(text=visit.say("records_approve_warning"), look="warning")
        yield form(visit, (asked,), filled, button=visit.say("records_approve"), look="warning")
    yield Form(button=visit.say("records_cancel"), hidden=(("do", "cancel"),), look="secondary", id="cancel")


def _items(visit: Visit, run: Run) -> Iterator[Block]:
    after = visit.request.GET.get("after", "")
    items = items_of_run(run, after=UUID(after) if _is_id(after) else None)
    if not items:
        return
    shown = items[:PAGE]
    yield Table(
        caption=visit.say("records_cases"),
        columns=columns(visit, "records_reference", "records_closed", "records_state"),
        rows=tuple(Row(cells=tuple(_item_cells(visit, item))) for item in shown),
    )
    more = f"?after={shown[-1].id}" if len(items) > PAGE else ""
    yield Pages(previous_url=run_address(run) if after else "", next_url=more)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _item_cells(visit: Visit, item: Item) -> Iterator[Cell]:
    if item.reference:
        yield Cell(text=item.reference, href=reverse("office-case", args=(item.reference,)))
    else:
        yield Cell(text=visit.say("records_without_reference"), more=(item.hash[:16],))
    yield Cell(text=day(item.closed_date, visit))
    why = visit.say(f"records_skip_{item.reason}") if item.reason else ""
    yield Cell(text=visit.say(f"records_item_{item.state}", why=why))


@open_to("staff")
@staff("GET")
def certificate_page(visit: Visit, run: UUID) -> HttpResponse:
    """Show what proves that a disposal was done, to be printed, or as JSON."""
    found = _run(visit, run)
    if found.state != "done":
        raise NotAllowed("There is no certificate before the end")
    said = certificate_of(found, council=visit.council)
    if visit.request.GET.get("as") == "json":
        content = json.dumps(said, indent=2, ensure_ascii=False).encode()
        return download(name=f"certificate-{found.id}.json", type="application/json", content=content)
    return page(_certificate_view(visit, found, said))


def _certificate_view(visit: Visit, run: Run, said: dict[str, Any]) -> Any:
    rows = Table(
        caption=visit.say("records_rows"),
        columns=columns(visit, "records_what", "#records_number"),
        rows=tuple(Row(cells=(Cell(text=table), Cell(text=f"{number:,}"))) for table, number in said["rows"].items()),
    )
    hashes = Table(
        caption=visit.say("records_cases"),
        columns=columns(visit, "records_hash"),
        rows=tuple(Row(cells=(Cell(text=each[:32], more=(each[32:],)),)) for each in said["cases"]),
    )
    facts = (
        *_run_rows(visit, run),
        row(visit, "records_ended", when(run.ended_at, visit.language) if run.ended_at else "–"),
        row(visit, "records_seal", said["seal"][:32], said["seal"][32:]),
    )
    blocks: list[Block] = [
        Rows(rows=facts),
        Prose(text=visit.say("records_certificate_about")),
        Links(links=(Link(text=visit.say("records_certificate_json"), href="?as=json"),)),
        rows,
        hashes,
    ]
    crumbs = (
        crumb(visit, "records_runs", "office-records-runs"),
        Link(text=visit.say("records_run", service=_title_of(visit, run)), href=run_address(run)),
    )
    name = visit.council.name.say(visit.language)
    return desk(visit, visit.say("records_certificate"), blocks, crumbs=crumbs, caption=name, narrow=True)
