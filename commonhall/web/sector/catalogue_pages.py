"""Which patterns are there and who runs them? The catalogue, a pattern's own page, and the list of councils."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpResponseBase

from commonhall.catalogue.queries import Listed, PublicService, Published, catalogue, public_services
from commonhall.core.values.dates import in_words
from commonhall.core.values.words import Language
from commonhall.councils.policies import open_to
from commonhall.councils.queries import CouncilSite, councils
from commonhall.web.components.pages import HERE
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.sector import (
    CatalogueView,
    CouncilRow,
    CouncilsView,
    PatternCard,
    PatternPageView,
    VersionRow,
)
from commonhall.web.sector.describing import about, contents, lead_of, needs_of, setting_rows
from commonhall.web.sector.said import KINDS, LANGUAGES, NATIONS, SAID, councils_in_words, name_of
from commonhall.web.sector.visit import Visit, for_visit

PLAIN_LOGO = "commonhall"


def _running(live: Mapping[UUID, CouncilSite]) -> list[PublicService]:
    """Return what live councils say that they run; a suspended council is not listed."""
    return [each for each in public_services() if each.council_id in live]


def _live() -> dict[UUID, CouncilSite]:
    return {council.id: council for council in councils()}


@open_to("anyone")
@for_visit
def home(visit: Visit) -> HttpResponseBase:
    """The catalogue of patterns."""
    live = _live()
    running = [each for each in _running(live) if each.library]
    listed = catalogue()
    cards = tuple(
        PatternCard(
            title=visit.say(each.pattern.title),
            href=f"/patterns/{each.pattern.pattern}",
            text=lead_of(each.pattern, visit.language),
            version=each.pattern.version,
            run_by=councils_in_words(_count(running, each.pattern.pattern), visit.language),
            needs=needs_of(each.pattern, visit.language),
        )
        for each in listed
    )
    return visit.page(
        CatalogueView(
            frame=visit.frame(visit.say("site"), place="catalogue"),
            lead=visit.say("lead"),
            patterns=cards,
            figures=((visit.say("services"), str(len(listed))), (visit.say("councils"), str(len(live)))),
        )
    )


def _count(running: list[PublicService], pattern: str, version: str = "") -> int:
    """Return how many councils run ``pattern``, however many services each of them has of it."""
    return len({each.council_id for each in running if each.pattern == pattern and version in ("", each.version)})


@open_to("anyone")
@for_visit
def pattern_page(visit: Visit, slug: str) -> HttpResponseBase:
    """One pattern of the library: what is asked, what may vary, how it ends, who runs it."""
    listed = _get_listed(slug)
    pattern = listed.pattern
    live = _live()
    running = [each for each in _running(live) if each.library and each.pattern == slug]
    return visit.page(
        PatternPageView(
            frame=visit.frame(
                visit.say(pattern.title),
                place="catalogue",
                breadcrumbs=(Link(text=visit.say("catalogue"), href="/"),),
            ),
            lead=lead_of(pattern, visit.language),
            content=contents(pattern, visit.language),
            parts=(about(pattern, visit.language),),
            settings=setting_rows(pattern, visit.language),
            versions=_version_rows(listed, running, visit.language),
            councils=tuple(
                Link(
                    text=live[each.council_id].name.say(visit.language),
                    href=f"{visit.address_of(live[each.council_id].host)}services/{each.slug}",
                )
                for each in running
            ),
        )
    )


def _get_listed(slug: str) -> Listed:
    for each in catalogue():
        if each.pattern.pattern == slug:
            return each
    raise Http404(f"no pattern {slug}")


def _version_rows(listed: Listed, running: list[PublicService], language: Language) -> tuple[VersionRow, ...]:
    older: list[Published | None] = [*listed.versions[1:], None]
    return tuple(
        VersionRow(
            version=each.version,
            published=in_words(each.on.isoformat(), language, weekday=False),
            changes=SAID[_change(each.version, before.version if before else "")].say(language),
            run_by=councils_in_words(_count(running, listed.pattern.pattern, each.version), language),
        )
        for each, before in zip(listed.versions, older, strict=True)
    )


def _change(version: str, before: str) -> str:
    if not before:
        return "first"
    new, old = version.split("."), before.split(".")
    return "major" if new[0] != old[0] else "minor" if new[1] != old[1] else "patch"


@open_to("anyone")
@for_visit
def council_list(visit: Visit) -> HttpResponseBase:
    """The councils of this installation and what each of them runs."""
    live = _live()
    running = _running(live)
    rows = tuple(_council_row(visit, council, running) for council in live.values())
    return visit.page(
        CouncilsView(
            frame=visit.frame(visit.say("councils"), place="councils"),
            lead=visit.say("councils_lead"),
            councils=rows,
        )
    )


def _council_row(visit: Visit, council: CouncilSite, running: list[PublicService]) -> CouncilRow:
    language = visit.language
    address = visit.address_of(council.host)
    said = council.name.language_said(language)
    logo = council.look.get("logo") or council.slug
    own = sorted((each for each in running if each.council_id == council.id), key=lambda each: each.title.say(language))
    return CouncilRow(
        name=council.name.say(language),
        href=address,
        kind=name_of(KINDS, council.kind, language),
        nation=name_of(NATIONS, council.nation, language),
        services=tuple(
            Link(
                text=each.title.say(language),
                href=f"{address}services/{each.slug}",
                lang="" if each.title.language_said(language) == language else each.title.language_said(language),
            )
            for each in own
        ),
        languages=", ".join(name_of(LANGUAGES, code, language) for code in council.languages),
        logo=logo if (HERE / "static/logos" / f"{logo}.svg").is_file() else PLAIN_LOGO,
        lang="" if said == language else said,
    )
