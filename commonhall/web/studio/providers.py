"""Which provider does the council use for what, and which could it use? The list, one capability, and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.ports import find_provider, providers_of
from commonhall.capabilities.words import Capability, capabilities
from commonhall.catalogue.bound import Held, held_bindings, past_bindings
from commonhall.catalogue.queries import services_of
from commonhall.catalogue.standings import Stood, standings
from commonhall.core.values.dates import in_words, london, london_day
from commonhall.councils.policies import open_to
from commonhall.web.components.languages import SeeOther
from commonhall.web.components.views.council import TagColour, TaggedState
from commonhall.web.components.views.desk import Block, Buttons, Cell, Column, DeskView, Form, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.questions import OptionView, QuestionView
from commonhall.web.studio.door import Visit, administrators, page
from commonhall.web.studio.frames import frame
from commonhall.web.studio.scanner import without_scanner

COLOURS: dict[str, TagColour] = {"working": "green", "down": "red", "misconfigured": "orange", "unknown": "grey"}


@open_to("administrator")
@administrators("GET")
def providers_page(visit: Visit) -> HttpResponse:
    """List what the council uses for each capability, and how it stands."""
    held = [each for each in held_bindings() if each.in_use]
    stood = {(each.capability, each.provider): each for each in standings()}
    titles = service_titles(visit)
    rows: list[Row] = []
    for capability in capabilities():
        mine = [each for each in held if each.capability == capability.name]
        name = Cell(
            text=capability.title.say(visit.language), href=reverse("studio-capability", args=(capability.name,))
        )
        if not mine:
            none = Cell(text=visit.say("nobody_chosen"))
            rows.append(Row(cells=(name, none, Cell(text=visit.say("all_services")), state_cell(visit, None))))
        for each in mine:
            service = Cell(text=titles.get(each.service, each.service) or visit.say("all_services"))
            state = state_cell(visit, stood.get((each.capability, each.provider)))
            rows.append(Row(cells=(name, Cell(text=each.title.say(visit.language)), service, state)))
    columns = tuple(Column(text=visit.say(key)) for key in ("capability", "provider", "service", "stands"))
    table = Table(caption=visit.say("providers"), hidden_caption=True, columns=columns, rows=tuple(rows))
    blocks = (Prose(text=visit.say("providers_lead")), *without_scanner(visit), table)
    return page(DeskView(frame=frame(visit, visit.say("providers")), blocks=blocks))


@open_to("administrator")
@administrators("GET")
def capability_page(visit: Visit, capability: str) -> HttpResponse:
    """Show what is in use for one capability, what is planned, and what was used before."""
    about = get_capability_or_404(capability)
    held, past = held_bindings(capability), past_bindings(capability)
    blocks: list[Block] = [Prose(text=about.does.say(visit.language))]
    blocks.append(_table(visit, "in_force", [each for each in held if each.state == "in_force"], empty="in_force_none"))
    for state in ("planned", "draft"):
        some = [each for each in held if each.state == state]
        if some:
            blocks.append(_table(visit, state, some))
    choose = Link(text=visit.say("choose"), href=reverse("studio-choose", args=(capability,)))
    blocks += [Buttons(links=(choose,)), _table(visit, "past", past, empty="past_none")]
    title = about.title.say(visit.language)
    return page(DeskView(frame=frame(visit, title, breadcrumbs=crumbs(visit)), blocks=tuple(blocks)))


@open_to("administrator")
@administrators("GET")
def choose_page(visit: Visit, capability: str) -> HttpResponse:
    """Ask which provider, for which service, and whether only to try it; then go to its settings."""
    about = get_capability_or_404(capability)
    asked = {name: visit.request.GET.get(name, "") for name in ("provider", "service", "mode")}
    titles = service_titles(visit)
    providers = {each.name: each for each in providers_of(capability)}
    sent = bool(visit.request.GET)
    good = asked["provider"] in providers and asked["service"] in ("all", *titles) and asked["mode"] in ("live", "test")
    if sent and good:
        service = "" if asked["service"] == "all" else asked["service"]
        query = urlencode({"service": service, "mode": asked["mode"]})
        return SeeOther(f"{reverse('studio-settings', args=(capability, asked['provider']))}?{query}")
    every = (OptionView(value="all", label=visit.say("all_services")),)
    questions = (
        _choice(visit, "provider", asked, sent, [OptionView(value=each.name, label=each.title.say(visit.language))
                                                 for each in providers.values()]),
        _choice(visit, "service", {**asked, "service": asked["service"] or "all"}, sent,
                (*every, *(OptionView(value=slug, label=title) for slug, title in titles.items())),
                hint="which_service_hint"),
        _choice(visit, "mode", {**asked, "mode": asked["mode"] or "live"}, sent,
                [OptionView(value=each, label=visit.say(f"mode_{each}")) for each in ("live", "test")],
                hint="mode_hint"),
    )  # fmt: skip
    title = visit.say("choose_title", capability=about.title.say(visit.language))
    back = Link(text=about.title.say(visit.language), href=reverse("studio-capability", args=(capability,)))
    form = Form(id="questions", questions=questions, button=visit.say("continue"), get=True, cancel_url=back.href)
    has_error = any(one.error for one in questions)
    own = frame(visit, title, breadcrumbs=crumbs(visit, back), has_error=has_error)
    return page(DeskView(frame=own, blocks=(form,), narrow=True))


def _choice(
    visit: Visit, name: str, asked: dict[str, str], sent: bool, options: Sequence[OptionView], *, hint: str = ""
) -> QuestionView:
    known = asked[name] in {option.value for option in options}
    return QuestionView(
        id=name,
        type="choice",
        label=visit.say(f"which_{name}"),
        hint=visit.say(hint) if hint else "",
        options=tuple(options),
        value={name: asked[name]},
        error=visit.say(f"choose_{name}") if sent and not known else "",
    )


def _table(visit: Visit, caption: str, held: Sequence[Held], *, empty: str = "") -> Table:
    titles = service_titles(visit) if held else {}
    time = {"past": "until", "planned": "begins"}.get(caption, "from")
    rows = []
    for each in held:
        moment = {"past": each.ended_at, "planned": each.begins_at}.get(caption, each.began_at or each.bound_at)
        rows.append(
            Row(
                cells=(
                    Cell(text=each.title.say(visit.language), href=reverse("studio-binding", args=(each.id,))),
                    Cell(text=titles.get(each.service, each.service) or visit.say("all_services")),
                    Cell(text=visit.say(f"mode_{each.mode}")),
                    Cell(text=when(visit, moment) if moment else ""),
                    Cell(text=each.bound_by),
                )
            )
        )
    columns = tuple(Column(text=visit.say(key)) for key in ("provider", "service", "mode", time, "by"))
    words = visit.say(empty) if empty else ""
    return Table(caption=visit.say(caption), columns=columns, rows=tuple(rows), empty=words)


def state_cell(visit: Visit, stood: Stood | None) -> Cell:
    """Return how a provider stands, as a coloured word with the moment since when."""
    state = stood.state if stood else "unknown"
    more = (visit.say("since", when=when(visit, stood.since)),) if stood else ()
    return Cell(more=more, tag=TaggedState(text=visit.say(f"state_{state}"), colour=COLOURS[state]))


def service_titles(visit: Visit) -> dict[str, str]:
    """Return the titles of the council's services by slug, and of those that are not open."""
    titles = {}
    for each in services_of(visit.council, day=london_day(visit.at), closed=True):
        title = each.title.say(visit.language)
        titles[each.slug] = title if each.is_open else visit.say("not_open", title=title)
    return titles


def when(visit: Visit, at: datetime) -> str:
    """Return a moment as London's clock shows it, in words."""
    return in_words(london(at), visit.language)


def crumbs(visit: Visit, *more: Link) -> tuple[Link, ...]:
    """Return the pages above."""
    return (Link(text=visit.say("providers"), href=reverse("studio")), *more)


def get_capability_or_404(name: str) -> Capability:
    """Return a capability that has providers. Raises Http404."""
    found = next((each for each in capabilities() if each.name == name), None)
    if found is None:
        raise Http404(name)
    return found


def check_provider_or_404(capability: str, provider: str) -> None:
    """Raise Http404 unless there is such a provider."""
    get_capability_or_404(capability)
    try:
        find_provider(capability, provider)
    except Misconfigured as unknown:
        raise Http404(provider) from unknown
