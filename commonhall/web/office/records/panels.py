"""What does this part of the office show on the page of a case? Holds, until when it is kept, and what is given out."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from commonhall.cases.queries import Case, CasePage, cases_visible_to
from commonhall.people.policies import Action, can
from commonhall.retention.queries import holds_on, kept_until
from commonhall.web.components.views.desk import Block, Links, Panel, Prose
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit
from commonhall.web.office.dues import day as day_of
from commonhall.web.office.records import stilling
from commonhall.web.office.records.tabs import day


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield this part's panels of a case."""
    case = found.case
    if case.anonymised_at is not None:
        text = visit.say("records_anonymous", day=day_of(case.anonymised_at, visit.language))
        yield Panel(id="anonymous", title="", blocks=(Prose(text=text, look="inset"),), place="top")
    yield from stilling.panels_of(found, visit)
    standing = tuple(
        Prose(
            text=visit.say(
                "records_banner",
                when=day_of(hold.placed_at, visit.language),
                reason=hold.reason.rstrip("."),
                review=day(hold.review_date, visit),
            ),
            look="warning",
        )
        for hold in holds_on(case)
    )
    if standing:
        yield Panel(id="held", title=visit.say("records_banner_title"), blocks=standing, place="top")
    blocks = (*_kept(visit, case), *_acts(visit, case))
    if blocks:
        yield Panel(id="kept", title=visit.say("records_panel"), blocks=blocks, place="side")


def _kept(visit: Visit, case: Case) -> Iterator[Block]:
    kept = kept_until(case, council=visit.council, at=visit.at)
    if kept is None:
        return
    yield Prose(text=visit.say(f"records_will_{kept.then}", day=day(kept.day, visit)))
    if kept.why:
        yield Prose(text=visit.say("records_because", why=kept.why.say(visit.language)), look="quiet")
    if kept.longer:
        text = visit.say("records_longer_because", months=kept.longer, why=kept.longer_why)
        yield Prose(text=text, look="quiet")


def _acts(visit: Visit, case: Case) -> Iterator[Block]:
    if case.anonymised_at is not None:
        return
    offered: tuple[tuple[Action, str, str], ...] = (
        ("hold", "records_hold_new", "office-records-new-hold"),
        ("hold", "still_restrict", "office-restrict"),
        ("disclose", "packs_new", "office-records-new-pack"),
    )
    offered = tuple(each for each in offered if case.person_id or each[2] != "office-restrict")
    links = tuple(
        Link(text=visit.say(text), href=reverse(name, args=(case.reference,)))
        for action, text, name in offered
        if can(visit.member, action) and cases_visible_to(visit.member, action).filter(id=case.id).exists()
    )
    if links:
        yield Links(links=links)
