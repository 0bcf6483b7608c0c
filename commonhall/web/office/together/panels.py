"""What does this part of the office show on the page of a case?"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from commonhall.cases.queries import CasePage
from commonhall.cases.together.beside import Beside, beside
from commonhall.cases.together.merging import merged_into
from commonhall.core.values.dates import in_words
from commonhall.web.components.views.desk import Block, Form, Links, Panel, Prose, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit
from commonhall.web.office.together.addressing import typed_panel
from commonhall.web.office.together.approving import waiting_panel
from commonhall.web.office.together.correcting import corrections_panel
from commonhall.web.office.together.forming import acts_of
from commonhall.web.office.together.noting import notes_panel
from commonhall.web.office.together.recasting import recast_panel
from commonhall.web.office.together.relating import related_panel
from commonhall.web.office.together.repeating import repeats_panel


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield this part's panels of a case."""
    looks = visit.request.method == "GET"
    there = beside(found.case, member=visit.member, looks=looks, at=visit.at)
    yield from _merged(found, visit)
    yield from _looking(there, visit)
    if there.proposals:
        yield from waiting_panel(found, visit)
    yield from typed_panel(found, visit)
    yield from notes_panel(found, visit)
    if there.occurrences or found.followed_by:
        yield from repeats_panel(found, visit)
    yield from related_panel(found, visit, linked=bool(there.links), merged=bool(there.merged))
    yield from corrections_panel(found, visit)
    yield from recast_panel(found, visit)
    yield _standing(found, there, visit)
    yield from _more(found, visit)


def _merged(found: CasePage, visit: Visit) -> Iterator[Panel]:
    if found.case.merged_into_id is None:
        return
    into = merged_into(visit.member, found.case)
    blocks: list[Block] = [Prose(text=visit.say("together_is_merged"))]
    links = []
    if into is not None:
        text = visit.say("together_goes_on_in", reference=into.reference)
        links.append(Link(text=text, href=reverse("office-case", args=(into.reference,))))
    if "merge" in acts_of(found.roles):
        address = reverse("office-unmerge", args=(found.case.reference,))
        links.append(Link(text=visit.say("together_unmerge"), href=address))
    if links:
        blocks.append(Links(links=tuple(links)))
    yield Panel(id="merged", title=visit.say("together_merged_title"), blocks=tuple(blocks), place="top")


def _looking(there: Beside, visit: Visit) -> Iterator[Panel]:
    names = there.looking
    if names:
        key = "together_looking_one" if len(names) == 1 else "together_looking_many"
        said = visit.say(key, name=", ".join(names))
        yield Panel(id="looking", title=visit.say("together_looking"), blocks=(Prose(text=said),), place="top")


def _standing(found: CasePage, there: Beside, visit: Visit) -> Panel:
    """Priority, review date, tags, and whether the member watches the case."""
    case, here = found.case, found.case.reference
    rows = []
    if case.priority:
        said = visit.say(f"together_priority_{case.priority}")
        rows.append(SummaryRow(key=visit.say("together_priority"), lines=(said,)))
    if case.review_date:
        day = in_words(case.review_date.isoformat(), visit.language, weekday=False)
        rows.append(SummaryRow(key=visit.say("together_review"), lines=(day,)))
    if there.tags:
        rows.append(SummaryRow(key=visit.say("together_tags"), lines=(", ".join(there.tags),)))
    blocks: list[Block] = [Rows(rows=tuple(rows))] if rows else []
    if found.roles:
        address = reverse("office-arrange", args=(here,))
        blocks.append(Links(links=(Link(text=visit.say("together_arrange"), href=address),)))
    blocks.append(
        Form(
            action=reverse("office-watch", args=(here,)),
            button=visit.say("together_unwatch" if there.watched else "together_watch"),
            hidden=(("watch", "no" if there.watched else "yes"),),
            look="secondary",
        )
    )
    return Panel(id="standing", title=visit.say("together_standing"), blocks=tuple(blocks), place="side")


LINKS = (
    ("work", "office-again", "together_again"),
    ("work", "office-link", "together_link"),
    ("merge", "office-merge", "together_merge"),
    ("merge", "office-split", "together_split"),
    ("correct", "office-answers", "together_correct"),
    ("correct", "office-service", "together_service"),
    ("lead", "office-version", "together_version_look"),
)
"""What else can be done with a case: the action that it needs, where, and what it is called."""


def _more(found: CasePage, visit: Visit) -> Iterator[Panel]:
    acts = acts_of(found.roles)
    closed = found.case.phase == "closed"
    links = tuple(
        Link(text=visit.say(text), href=reverse(name, args=(found.case.reference,)))
        for action, name, text in LINKS
        if action in acts and not (closed and name in ONLY_OPEN) and not found.case.merged_into_id
    )
    if links:
        yield Panel(id="more", title=visit.say("together_more"), blocks=(Links(links=links),), place="side")


ONLY_OPEN = ("office-merge", "office-service")
