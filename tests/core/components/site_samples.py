"""Which pages of councils, officers and the sector are looked at by the tests? One sample of each view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from markupsafe import Markup

from commonhall.core.values.words import Language
from commonhall.web.components.views import council as c
from commonhall.web.components.views import office as o
from commonhall.web.components.views import sector as s
from commonhall.web.components.views.frame import Link, NavItem, Notice, PageView
from tests.core.components.list_samples import list_pages
from tests.core.components.samples import TYPED, frame, journey_pages, parts, questions, text, two
from tests.core.components.shown_councils import council_look

URGENCIES: Final[tuple[o.Urgency, ...]] = ("overdue", "today", "soon", "", "", "")


def council_pages(language: Language) -> Iterator[tuple[str, PageView]]:
    """The council's own pages."""
    link = Link(text=two(language, "See your bin days", "Gweld eich diwrnodau bin"), href="/bin-days")
    card = c.ServiceCard(
        title=two(language, "Report a missed bin", "Rhoi gwybod am fin a gollwyd"),
        href="/missed-bin/",
        text=two(language, "Tell us when we did not empty it.", "Dywedwch wrthym pan na wnaethom ei wagio."),
    )
    bare = {"service": "", "service_url": ""}
    yield (
        "home",
        c.CouncilHomeView(
            frame=frame(language, "Welcome to Brynafon Council", "Croeso i Gyngor Brynafon", **bare),
            lead=two(language, "Find what you need.", "Dewch o hyd i’r hyn sydd ei angen arnoch."),
            groups=(
                c.ServiceGroup(
                    title=two(language, "Bins and recycling", "Biniau ac ailgylchu"), services=(card, card, card)
                ),
                c.ServiceGroup(title=two(language, "Ask us", "Gofynnwch i ni"), services=(card,)),
            ),
            quick=(link, link),
        ),
    )
    yield (
        "signin",
        c.SignInView(
            frame=frame(language, "Sign in", "Mewngofnodi", site="office", **bare),
            email="a@example.org",
            error=two(
                language, "Enter the email and password of your account", "Rhowch e-bost a chyfrinair eich cyfrif"
            ),
            next="/office/",
            accounts=(("officer@example.org", "long-example-words"),),
        ),
    )
    step = c.ProgressStep(
        title=two(language, "We have your report", "Mae eich adroddiad gennym"),
        when=two(language, "9 June 2026, 6:05pm", "9 Mehefin 2026, 6:05yh"),
        at="2026-06-09T18:05:00",
        text=Markup("<p>{}</p>").format(two(language, "We told the crew.", "Dywedom wrth y criw.")),
    )
    yield (
        "progress",
        c.ProgressView(
            frame=frame(language, "Your report", "Eich adroddiad", **bare),
            reference="CH-7K4M-2QXR",
            state=c.TaggedState(text=two(language, "In progress", "Ar y gweill"), colour="blue"),
            next=text(language),
            steps=(step, step),
            rows=parts(language)[1].rows,
        ),
    )
    days = tuple(
        c.Collection(
            stream=two(language, en, cy),
            when=two(language, "Tuesday 16 June", "Dydd Mawrth 16 Mehefin"),
            date="2026-06-16",
            container=two(language, "Black bin", "Bin du"),
        )
        for en, cy in (("Rubbish", "Sbwriel"), ("Recycling", "Ailgylchu"), ("Food", "Bwyd"))
    )
    yield (
        "binday",
        c.BinDayView(
            frame=frame(language, "Your bin days", "Eich diwrnodau bin", **bare),
            address="12 Heol yr Afon, Brynafon",
            next=days,
            later=days,
            calendar_url="/c.ics",
            change_url="/bin-days",
            report_url="/missed-bin/",
        ),
    )
    yield (
        "statement",
        c.StatementView(
            frame=frame(
                language,
                "Privacy",
                "Preifatrwydd",
                breadcrumbs=(Link(text=two(language, "Home", "Hafan"), href="/"),),
                **bare,
            ),
            content=text(language),
            updated=two(language, "1 June 2026", "1 Mehefin 2026"),
        ),
    )
    yield (
        "not_found",
        c.ErrorView(
            frame=frame(language, "Page not found", "Tudalen heb ei chanfod", **bare), status=404, links=(link,)
        ),
    )
    yield (
        "problem",
        c.ErrorView(
            frame=frame(
                language,
                "Sorry, there is a problem with the service",
                "Mae’n ddrwg gennym, mae problem gyda’r gwasanaeth",
                **bare,
            ),
            status=500,
        ),
    )


def office_pages(language: Language) -> Iterator[tuple[str, PageView]]:
    """The officers' pages."""
    around: dict[str, Any] = {
        "site": "office",
        "service": two(language, "Office", "Swyddfa"),
        "service_url": "/office/",
        "signed_in_as": "Mari Penri",
        "sign_out": "/office/sign-out",
        "nav": (
            NavItem(text=two(language, "Work", "Gwaith"), href="/office/", current=True),
            NavItem(text=two(language, "Find a case", "Dod o hyd i achos"), href="/office/find"),
        ),
    }
    state = c.TaggedState(text=two(language, "Reported", "Adroddwyd"), colour="blue")
    due = two(language, "Thursday 11 June", "Dydd Iau 11 Mehefin")
    rows = tuple(
        o.QueueRow(
            reference=f"CH-7K4M-{n}QXR",
            href=f"/office/case/{n}",
            what=two(language, "Missed bin", "Bin a gollwyd"),
            where=f"{n} Heol yr Afon, ZZ99 3WZ",
            state=state,
            due=due,
            due_at="2026-06-11",
            urgency=urgency,
            owner="Mari Penri" if n % 2 else "",
            received=two(language, "Received 9 June", "Derbyniwyd 9 Mehefin"),
            badges=("Cymraeg",) if n == 2 else (),
        )
        for n, urgency in enumerate(URGENCIES, 1)
    )
    tabs = (
        NavItem(text=two(language, "My cases", "Fy achosion"), href="?queue=mine", current=True, count=4),
        NavItem(text=two(language, "Team", "Tîm"), href="?queue=team", count=12),
    )
    pattern = o.QueueFilter(
        name="pattern",
        label=two(language, "Service", "Gwasanaeth"),
        options=(
            ("missed-bin", two(language, "Missed bin", "Bin a gollwyd"), "12"),
            ("contact", two(language, "Contact", "Cysylltu"), "3"),
        ),
        chosen=("missed-bin",),
    )
    due_filter = o.QueueFilter(
        name="due",
        label=two(language, "Deadline", "Terfyn amser"),
        options=(("", two(language, "Any", "Unrhyw un"), ""), ("overdue", two(language, "Late", "Yn hwyr"), "1")),
        several=False,
    )
    yield (
        "queue",
        o.QueueView(
            frame=frame(language, "Work", "Gwaith", **around),
            count=two(language, "12 cases", "12 achos"),
            rows=rows,
            tabs=tabs,
            filters=(pattern, due_filter),
            selected=(Link(text=two(language, "Missed bin", "Bin a gollwyd"), href="?"),),
            clear_url="?",
            next_url="?after=1",
            previous_url="?before=1",
            kept=(("queue", "mine"),),
        ),
    )
    yield (
        "queue_empty",
        o.QueueView(
            frame=frame(language, "Work", "Gwaith", **around), count=two(language, "No cases", "Dim achosion"), rows=()
        ),
    )
    clock = o.DeadlineView(
        label=two(language, "Go back", "Dychwelyd"),
        due=due,
        due_at="2026-06-11",
        standing=two(language, "2 working days left", "2 ddiwrnod gwaith ar ôl"),
        urgency="soon",
    )
    entry = o.TimelineEntry(
        title=two(language, "Report received", "Adroddiad wedi’i dderbyn"),
        by="Mari Penri",
        when=two(language, "9 June 2026, 6:05pm", "9 Mehefin 2026, 6:05yh"),
        at="2026-06-09T18:05:00",
        text=TYPED,
    )
    yield (
        "case",
        o.CaseView(
            frame=frame(
                language,
                "Missed bin",
                "Bin a gollwyd",
                back_link="/office/",
                **around,
                notice=Notice(kind="success", text=two(language, "Note saved", "Nodyn wedi’i gadw")),
            ),
            reference="CH-7K4M-2QXR",
            state=state,
            summary="12 Heol yr Afon, Brynafon",
            parts=parts(language),
            actions=(
                Link(text=two(language, "Mark as collected", "Nodi fel wedi’i gasglu"), href="/a"),
                Link(text=two(language, "Refuse", "Gwrthod"), href="/b"),
            ),
            tabs=tabs,
            deadlines=(clock,),
            timeline=(entry, entry),
            note_action="/note",
            assign_action="/assign",
            assignees=(("1", "Mari Penri"),),
            owner="1",
        ),
    )
    by_id = {q.id: q for q in questions(language)}
    yield (
        "action",
        o.ActionView(
            frame=frame(language, "Mark as collected", "Nodi fel wedi’i gasglu", back_link="/office/", **around),
            reference="CH-7K4M-2QXR",
            questions=(by_id["bin"], by_id["more"]),
            button=two(language, "Mark as collected", "Nodi fel wedi’i gasglu"),
            cancel_url="/case",
            message=(two(language, "email", "e-bost"), "zoe@example.org", text(language)),
            revision="3",
        ),
    )


def sector_pages(language: Language) -> Iterator[tuple[str, PageView]]:
    """The sector's pages."""
    around: dict[str, Any] = {
        "site": "sector",
        "council": council_look("commonhall"),
        "service": "",
        "service_url": "",
        "nav": (
            NavItem(text=two(language, "Services", "Gwasanaethau"), href="/", current=True),
            NavItem(text=two(language, "Councils", "Cynghorau"), href="/councils"),
        ),
    }
    card = s.PatternCard(
        title=two(language, "Missed bin", "Bin a gollwyd"),
        href="/patterns/missed-bin",
        text=two(
            language,
            "A resident tells us that a bin was missed.",
            "Mae preswylydd yn dweud wrthym fod bin wedi’i golli.",
        ),
        version="1.0.0",
        run_by=two(language, "5 councils", "5 cyngor"),
        needs=(two(language, "addresses", "cyfeiriadau"), two(language, "waste rounds", "rowndiau gwastraff")),
        state=c.TaggedState(text=two(language, "Live", "Byw"), colour="green"),
    )
    yield (
        "catalogue",
        s.CatalogueView(
            frame=frame(language, "Councils share services", "Cynghorau’n rhannu gwasanaethau", **around),
            lead=two(language, "A service is defined once.", "Caiff gwasanaeth ei ddiffinio unwaith."),
            patterns=(card, card),
            figures=(
                (two(language, "councils", "cyngor"), "5"),
                (two(language, "shared services", "gwasanaeth a rennir"), "2"),
            ),
        ),
    )
    yield (
        "pattern",
        s.PatternPageView(
            frame=frame(language, "Missed bin", "Bin a gollwyd", **around),
            lead=card.text,
            content=text(language),
            parts=parts(language)[:1],
            settings=(
                (
                    (s.Phrase(two(language, "Days to report", "Diwrnodau i roi gwybod")),),
                    (s.Phrase("until complete", lang="en"),),
                    (
                        s.Phrase(
                            two(
                                language,
                                "How long crews keep the route open",
                                "Pa mor hir y mae criwiau’n cadw’r llwybr ar agor",
                            )
                        ),
                    ),
                ),
            ),
            versions=(
                s.VersionRow(
                    version="1.0.0", published="2026-06-01", changes=two(language, "First", "Cyntaf"), run_by="5"
                ),
            ),
            councils=(Link(text="Thornbridge", href="//thornbridge.localhost/"),),
        ),
    )
    yield (
        "councils",
        s.CouncilsView(
            frame=frame(language, "Councils", "Cynghorau", **around),
            lead=two(language, "They run on Commonhall.", "Maen nhw’n rhedeg ar Commonhall."),
            councils=tuple(
                s.CouncilRow(
                    name=council_look(slug).name.say(language),
                    href=f"//{slug}.localhost/",
                    kind=two(language, "Unitary council", "Cyngor unedol"),
                    nation=two(language, "Wales", "Cymru"),
                    services=(Link(text=two(language, "Missed bin", "Bin a gollwyd"), href="/m"),),
                    logo=slug,
                )
                for slug in ("thornbridge", "fallowdale", "stonemere", "brynafon", "strathrowan")
            ),
        ),
    )


def all_pages(language: Language) -> list[tuple[str, PageView]]:
    """Every sample page, by name."""
    return [
        *journey_pages(language),
        *list_pages(language),
        *council_pages(language),
        *office_pages(language),
        *sector_pages(language),
    ]
