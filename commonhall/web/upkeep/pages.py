"""How does every council's part of the platform stand? Numbers, codes and times, as each council's own job wrote them:
no name of a resident or of staff, and nothing of any content, can come here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from commonhall.capabilities.ports import providers_of
from commonhall.capabilities.words import capabilities
from commonhall.catalogue.reports import EVERY_SECONDS, ProviderReport, Report, reports
from commonhall.core.values.dates import in_words, london
from commonhall.councils.policies import open_to
from commonhall.councils.queries import CouncilSite, councils
from commonhall.record.jobs import Trouble, troubles
from commonhall.web.components.languages import SeeOther
from commonhall.web.components.look import look_css
from commonhall.web.components.looks import LOOKS
from commonhall.web.components.pages import render_page
from commonhall.web.components.views.council import ErrorView, TagColour, TaggedState
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Prose, Row, Rows, Table
from commonhall.web.components.views.frame import PageView
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.upkeep.door import Visit, above, frame_of, operators

STALE: Final = timedelta(seconds=5 * EVERY_SECONDS)
"""A report that is older was not written when it should have been: the worker, or that job, does not run."""
OLD_KEY: Final = timedelta(days=365)
STATES: Final[dict[str, tuple[str, TagColour]]] = {
    "working": ("Works", "green"),
    "down": ("Down", "red"),
    "misconfigured": ("Needs mending", "orange"),
    "": ("Not called yet", "grey"),
}
CHECKS: Final = {
    "": "Not checked yet",
    "works": "It went well",
    "unavailable": "It did not answer",
    "rejected": "It refused",
    "misconfigured": "Its settings are wrong",
}
LEAD: Final = (
    "Each council writes this itself, once a minute. It holds numbers, codes and times, and nothing about people. To "
    "see more, ask the council: its administrators have the same in the studio, and can mend it there."
)


@open_to("anyone")
def front_page(request: HttpRequest) -> HttpResponse:
    """Lead to the one thing that is here."""
    return SeeOther(reverse("upkeep"))


@open_to("operator")
@operators("GET")
def state_page(visit: Visit) -> HttpResponse:
    """List the councils, with what is down, what waits and what fails at each."""
    known, failing = reports(), troubles()
    rows = tuple(_row(visit, each, known.get(each.id), failing) for each in councils())
    columns = tuple(
        Column(text=text, numeric=numeric)
        for text, numeric in (
            ("Council", False), ("Providers", False), ("Waiting", False), ("Given up", True), ("Jobs failing", True),
            ("Key", False), ("As of", False),
        )
    )  # fmt: skip
    table = Table(caption="Councils", hidden_caption=True, columns=columns, rows=rows, empty="There are no councils.")
    return _page(DeskView(frame=visit.frame("Councils"), blocks=(Prose(text=LEAD), table)))


def _row(visit: Visit, council: CouncilSite, known: tuple[datetime, Report] | None, failing: list[Trouble]) -> Row:
    name = Cell(text=council.name.en, href=reverse("upkeep_council", args=(council.slug,)))
    fails = str(sum(each.council_id == council.id for each in failing))
    if known is None:
        nothing = Cell(text="")
        grey = Cell(tag=TaggedState(text="No report yet", colour="grey"))
        return Row(cells=(name, nothing, nothing, nothing, Cell(text=fails), nothing, grey))
    at, report = known
    cells = (
        name, _providers(report), _waiting(report), Cell(text=str(report.dead)), Cell(text=fails), _key(visit, report),
        _as_of(visit, at),
    )  # fmt: skip
    return Row(cells=cells)


def _providers(report: Report) -> Cell:
    wrong = sorted({each.capability for each in report.providers if each.state in ("down", "misconfigured")})
    if not wrong:
        return Cell(tag=TaggedState(text="All work", colour="green"))
    tag = TaggedState(text=f"{len(wrong)} in trouble", colour="red")
    return Cell(more=tuple(_called(each) for each in wrong), tag=tag)


def _waiting(report: Report) -> Cell:
    count = sum(each.count for each in report.waiting)
    return Cell(text=str(count), more=(f"since {_when(report.oldest_at)}",) if count and report.oldest_at else ())


def _key(visit: Visit, report: Report) -> Cell:
    if report.key_made_at is None:
        return Cell(text="None made yet")
    said = f"made on {in_words(london(report.key_made_at)[:10], 'en', weekday=False)}"
    old = visit.at - report.key_made_at > OLD_KEY
    return Cell(text=said, tag=TaggedState(text="Renew it", colour="orange") if old else None)


def _as_of(visit: Visit, at: datetime) -> Cell:
    stale = visit.at - at > STALE
    return Cell(text=_when(at), time=at.isoformat(), tag=TaggedState(text="Stale", colour="red") if stale else None)


@open_to("operator")
@operators("GET")
def council_page(visit: Visit, slug: str) -> HttpResponse:
    """Show how each provider of one council stands, what waits there by kind, and which jobs fail."""
    council = next((each for each in councils() if each.slug == slug), None)
    if council is None:
        raise Http404(slug)
    known = reports().get(council.id)
    blocks: list[Block] = []
    if known is None:
        blocks.append(Prose(text="Its job has not written a report yet.", look="warning"))
    else:
        blocks += _council_blocks(visit, *known)
    blocks.append(_jobs([each for each in troubles() if each.council_id == council.id]))
    return _page(DeskView(frame=visit.frame(council.name.en, breadcrumbs=above()), blocks=tuple(blocks)))


def _council_blocks(visit: Visit, at: datetime, report: Report) -> list[Block]:
    facts = [("As of", _when(at)), ("Deliveries given up", str(report.dead)), ("Key", _key(visit, report).text)]
    blocks: list[Block] = []
    if visit.at - at > STALE:
        blocks.append(Prose(text="This is stale: the worker, or the job that writes it, does not run.", look="warning"))
    blocks.append(Rows(rows=tuple(SummaryRow(key=key, lines=(line,)) for key, line in facts)))
    rows = tuple(_provider(visit, each) for each in report.providers)
    headings = ("What it is for", "Provider", "How it stands", "Last check", "Chosen")
    columns = tuple(Column(text=text) for text in headings)
    blocks += [
        Table(caption="Providers", columns=columns, rows=rows, empty="None is chosen."),
        Table(
            caption="What waits",
            columns=(Column(text="Kind"), Column(text="How many", numeric=True), Column(text="Oldest")),
            rows=tuple(
                Row(cells=(Cell(text=each.kind), Cell(text=str(each.count)), Cell(text=_when(each.oldest_at))))
                for each in report.waiting
            ),
            empty="Nothing waits.",
        ),
    ]  # fmt: skip
    return blocks


def _provider(visit: Visit, each: ProviderReport) -> Row:
    text, colour = STATES.get(each.state, (each.state, "grey"))
    since = (f"since {_when(each.since)}",) if each.since else ()
    checked = (_when(each.checked_at),) if each.checked_at else ()
    return Row(
        cells=(
            Cell(text=_called(each.capability), more=(f"for {each.service}",) if each.service else ()),
            Cell(text=_titled(each)),
            Cell(more=since, tag=TaggedState(text=text, colour=colour)),
            Cell(text=CHECKS.get(each.check_result, each.check_result), more=checked),
            Cell(text=in_words(london(each.chosen_at)[:10], "en", weekday=False)),
        )
    )


def _jobs(failing: list[Trouble]) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(text=each.job), Cell(text=each.error), Cell(text=str(each.times)), Cell(text=_when(each.since)),
            )
        )
        for each in failing
    )  # fmt: skip
    columns = (Column(text="Job"), Column(text="Error"), Column(text="Times", numeric=True), Column(text="Since"))
    return Table(caption="Jobs that fail", columns=columns, rows=rows, empty="None fails.")


def _called(capability: str) -> str:
    return next((each.title.en for each in capabilities() if each.name == capability), capability)


def _titled(each: ProviderReport) -> str:
    """Return what a provider is called, or its name where it is not there any more."""
    known = {one.name: one.title.en for one in providers_of(each.capability)}
    return known.get(each.provider, each.provider)


def _when(at: datetime) -> str:
    return in_words(london(at), "en")


def _page(view: PageView, *, status: int = 200) -> HttpResponse:
    return HttpResponse(render_page(view), status=status)


@open_to("anyone")
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer that there is no such page."""
    return _page(ErrorView(frame=frame_of(request, "Page not found"), status=404), status=404)


@open_to("anyone")
def colours(request: HttpRequest) -> HttpResponse:
    """The site's colours, as the style sheet reads them."""
    return HttpResponse(look_css(LOOKS["commonhall"]), content_type="text/css; charset=utf-8")
