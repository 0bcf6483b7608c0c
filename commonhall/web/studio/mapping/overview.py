"""Which services go to a linked system, and what is declared about one: fields, statuses both ways, an example."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.backoffice.mapping import MappedField
from commonhall.catalogue.bound import BindingMissing, get_binding, get_held
from commonhall.connect.declaring import Declared, all_declared, example_of, find_declared
from commonhall.connect.mending import Going
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import (
    Block,
    Buttons,
    Cell,
    Column,
    DeskView,
    Heading,
    Prose,
    Row,
    Rows,
    Table,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.studio.door import Visit, leads, page
from commonhall.web.studio.frames import frame
from commonhall.web.studio.mapping.places import crumbs, led_service_or_404, led_services


@open_to("staff")
@leads("GET")
def mappings_page(visit: Visit) -> HttpResponse:
    """List the services that the member leads, with the system to which their cases go."""
    declared = {each.service: each for each in all_declared()}
    rows = []
    for slug, service in led_services(visit).items():
        found = declared.get(slug)
        goes = Cell(text=found.title.say(visit.language)) if found else Cell(text=visit.say("mapping_none"))
        name = Cell(text=service.title.say(visit.language), href=reverse("studio-mapping", args=(slug,)))
        state = visit.say("mapping_on" if found.running else "mapping_off") if found else ""
        rows.append(Row(cells=(name, goes, Cell(text=state))))
    columns = tuple(Column(text=visit.say(key)) for key in ("service", "mapping_system", "state"))
    table = Table(caption=visit.say("mappings"), hidden_caption=True, columns=columns, rows=tuple(rows),
                  empty=visit.say("mapping_no_services"))  # fmt: skip
    own = frame(visit, visit.say("mappings"))
    return page(DeskView(frame=own, blocks=(Prose(text=visit.say("mappings_lead")), table)))


@open_to("staff")
@leads("GET")
def mapping_page(visit: Visit, service: str) -> HttpResponse:
    """Show what is declared for the cases of one service, and what would go of an example."""
    found = led_service_or_404(visit, service)
    declared = find_declared(service)
    title = visit.say("mapping_title", service=found.title.say(visit.language))
    about = Link(text=visit.say("mapping_change_about"), href=reverse("studio-mapping-about", args=(service,)))
    if declared is None:
        blocks: tuple[Block, ...] = (Prose(text=visit.say("mapping_begin")), Buttons(links=(about,)))
        return page(DeskView(frame=frame(visit, title, breadcrumbs=crumbs(visit)), blocks=blocks))
    example = example_of(declared, council=visit.council, at=visit.at)
    shown = [*_about(visit, declared), Buttons(links=(about,), secondary=True)]
    shown += _fields(visit, declared, "case", declared.exchange.fields, example.fields if example else ())
    shown += _fields(
        visit, declared, "change", declared.exchange.update_fields, example.update_fields if example else ()
    )
    if example is None:
        shown.append(Prose(text=visit.say("mapping_no_example"), look="inset",
                           links=(Link(text=visit.say("tests"), href=reverse("studio-tests")),)))  # fmt: skip
    else:
        shown.append(Prose(text=visit.say("mapping_example", reference=example.reference), look="quiet"))
    shown += _statuses(visit, declared)
    return page(DeskView(frame=frame(visit, title, breadcrumbs=crumbs(visit)), blocks=tuple(shown)))


def _about(visit: Visit, declared: Declared) -> list[Block]:
    only = declared.exchange
    which = visit.say("mapping_all_cases")
    if only.only_question:
        which = visit.say("mapping_some", question=only.only_question, answers=", ".join(only.only_answers))
    rows = [
        ("mapping_system", declared.title.say(visit.language)),
        ("provider", _provider(visit, declared.service)),
        ("state", visit.say("mapping_on" if declared.running else "mapping_off")),
        ("mapping_which", which),
        ("mapping_states", ", ".join(only.only_states) or visit.say("mapping_at_once")),
    ]
    return [Rows(rows=tuple(SummaryRow(key=visit.say(key), lines=(line,)) for key, line in rows))]


def _provider(visit: Visit, service: str) -> str:
    try:
        return get_held(get_binding("backoffice", service=service).id).title.say(visit.language)
    except BindingMissing:
        return visit.say("nobody_chosen")


def _fields(
    visit: Visit, declared: Declared, kind: str, fields: tuple[MappedField, ...], example: tuple[Going, ...]
) -> list[Block]:
    rows = []
    for number, each in enumerate(fields):
        address = reverse("studio-mapping-field", args=(declared.service, kind, number))
        rows.append(
            Row(
                cells=(
                    Cell(text=each.to, href=address),
                    Cell(text=_source(visit, each), more=_marks(visit, each)),
                    _value(visit, example[number]) if number < len(example) else Cell(),
                )
            )
        )
    columns = tuple(Column(text=visit.say(key)) for key in ("mapping_to", "mapping_from", "mapping_value"))
    add = reverse("studio-mapping-field", args=(declared.service, kind, len(fields)))
    heading = visit.say(f"mapping_fields_{kind}")
    return [
        Heading(text=heading),
        Table(caption=heading, hidden_caption=True, columns=columns, rows=tuple(rows),
              empty=visit.say(f"mapping_no_fields_{kind}")),
        Buttons(links=(Link(text=visit.say("mapping_add_field"), href=add, hidden=heading),), secondary=True),
    ]  # fmt: skip


def _source(visit: Visit, each: MappedField) -> str:
    if each.constant:
        return visit.say("mapping_always", text=each.constant)
    return each.path or " + ".join(each.joined)


def _marks(visit: Visit, each: MappedField) -> tuple[str, ...]:
    marks = [visit.say(f"mapping_type_{each.type}")]
    marks += [f"{ours} = {theirs}" for ours, theirs in each.values.items()]
    marks += [visit.say("mapping_required")] if each.required else []
    return tuple(marks)


def _value(visit: Visit, each: Going) -> Cell:
    if each.why:
        return Cell(text=visit.say(f"mapping_why_{each.why}"))
    return Cell(more=tuple(each.text.splitlines()) or (visit.say("mapping_nothing"),))


def _statuses(visit: Visit, declared: Declared) -> list[Block]:
    service = led_service_or_404(visit, declared.service)
    case = service.effective.pattern.case
    moves = {each.id: each.label.say(visit.language) for each in case.transitions}
    heard = tuple(
        Row(
            cells=(
                Cell(text=status, href=reverse("studio-mapping-heard", args=(declared.service, number))),
                Cell(
                    text=moves.get(each.transition, each.transition) or visit.say("mapping_as_note"),
                    more=tuple(f"{name} = {value}" for name, value in each.asked.items()),
                ),
            )
        )
        for number, (status, each) in enumerate(sorted(declared.exchange.hears.items()))
    )
    told = tuple(
        Row(cells=(Cell(text=state.label.say(visit.language)), Cell(text=declared.exchange.tells.get(name, "–"))))
        for name, state in case.states.items()
    )
    more = reverse("studio-mapping-heard", args=(declared.service, len(heard)))
    tells = reverse("studio-mapping-tells", args=(declared.service,))
    return [
        Heading(text=visit.say("mapping_hears")),
        Table(caption=visit.say("mapping_hears"), hidden_caption=True,
              columns=tuple(Column(text=visit.say(key)) for key in ("mapping_their_status", "mapping_does")),
              rows=heard, empty=visit.say("mapping_hears_none")),
        Buttons(links=(Link(text=visit.say("mapping_add_heard"), href=more),), secondary=True),
        Heading(text=visit.say("mapping_tells")),
        Table(caption=visit.say("mapping_tells"), hidden_caption=True,
              columns=tuple(Column(text=visit.say(key)) for key in ("mapping_our_state", "mapping_we_say")),
              rows=told, empty=""),
        Buttons(links=(Link(text=visit.say("mapping_change_tells"), href=tells),), secondary=True),
    ]  # fmt: skip
