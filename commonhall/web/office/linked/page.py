"""What waits to be handed over to linked systems, since when and why? Leads send again what was refused, and deal with
what a linked system said that nobody could act on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.catalogue.queries import find_service
from commonhall.connect.operations import LinkUnknown, see_heard, switch_link
from commonhall.connect.queries import Linked, Outstanding, ToSee, linked_systems, outstanding, to_see
from commonhall.core.values.dates import london_day
from commonhall.councils.policies import open_to
from commonhall.councils.scope import is_testing
from commonhall.people.policies import NotAllowed, can
from commonhall.record.operations import NotDead, resend
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Form, Heading, Prose, Row, Rows, Table
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.components.views.questions import OptionView, QuestionView
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.frames import can_see_deliveries, drop_notice, go
from commonhall.web.office.letters.forms import desk
from commonhall.web.office.letters.places import post_tabs

REFUSED: Final = "sendings"
SEEN: Final = "said"
MOST: Final = 100
STANDINGS: Final = {
    "next": "linked_goes_next", "waiting": "linked_waits_again", "refused": "linked_refused", "behind": "linked_behind",
}  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def linked_page(visit: Visit) -> HttpResponse:
    """Show every linked system, what waits for it, and what a person must deal with."""
    if not can_see_deliveries(visit):
        raise NotAllowed("linked")
    if visit.request.method == "POST" and not visit.switching:
        return _done(visit)
    response = page(_shown(visit))
    drop_notice(response)
    return response


def can_deal(visit: Visit) -> bool:
    """Return whether the member may send again and switch off: leads and administrators."""
    return can(visit.member, "lead") or can(visit.member, "administer")


def _shown(visit: Visit, *, errors: dict[str, str] | None = None) -> DeskView:
    links = linked_systems()
    waiting = outstanding(visit.member)
    said = to_see(visit.member)
    blocks = list(_blocks(visit, links, waiting, said, errors or {}))
    return desk(visit, visit.say("linked"), blocks, tabs=post_tabs(visit))


def _blocks(
    visit: Visit, links: Sequence[Linked], waiting: Sequence[Outstanding], said: Sequence[ToSee], errors: dict[str, str]
) -> Iterator[Block]:
    if not links:
        yield Prose(text=visit.say("linked_none"))
        return
    for link in links:
        yield from _link(visit, link)
    yield Heading(text=visit.say("linked_waiting"))
    if waiting:
        yield Prose(text=visit.say("linked_tried"))
    yield _table(visit, waiting)
    refused = [one for one in waiting if one.standing == "refused"]
    if refused and can_deal(visit):
        yield _again(visit, refused, errors.get(REFUSED, ""))
    if said:
        yield from _said(visit, said, errors.get(SEEN, ""))


def _link(visit: Visit, link: Linked) -> Iterator[Block]:
    lines = [("linked_service", _service(visit, link.service)), ("linked_state", _state(visit, link))]
    if link.heard_until:
        lines.append(("linked_heard", when(link.heard_until, visit.language)))
    lines += [("linked_cases", f"{link.handed:,}"), ("linked_waits", f"{link.waiting:,}")]
    if link.oldest_at:
        lines.append(("linked_oldest", when(link.oldest_at, visit.language)))
    rows = tuple(SummaryRow(key=visit.say(key), lines=(text,)) for key, text in lines)
    yield Rows(rows=rows, title=link.title.say(visit.language))
    if can_deal(visit) and not is_testing():
        do = "off" if link.running else "on"
        button = visit.say(f"linked_switch_{do}", name=link.title.say(visit.language))
        yield Form(button=button, hidden=(("do", do), ("service", link.service)), look="secondary")


def _service(visit: Visit, slug: str) -> str:
    found = find_service(slug, council=visit.council, day=london_day(visit.at))
    return found.title.say(visit.language) if found else slug


def _state(visit: Visit, link: Linked) -> str:
    if not link.running:
        return visit.say("linked_is_off")
    if link.trouble and link.trouble_since:
        return visit.say("linked_is_down", when=when(link.trouble_since, visit.language))
    return visit.say("linked_is_well")


def _table(visit: Visit, waiting: Sequence[Outstanding]) -> Table:
    columns = ("linked_case", "linked_what", "linked_where", "linked_since", "linked_standing")
    return Table(
        caption=visit.say("linked_waiting"),
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(each)) for each in columns),
        rows=tuple(_row(visit, one) for one in waiting),
        empty=visit.say("linked_nothing_waits"),
    )


def _row(visit: Visit, one: Outstanding) -> Row:
    case = (
        Cell(text=one.reference, href=reverse("office-case", args=(one.reference,)))
        if one.reference
        else Cell(text=visit.say("linked_hidden"))
    )
    more = (one.reason,) if one.reason else ()
    if one.next_at and one.standing == "waiting":
        more = (*more, visit.say("linked_next", when=when(one.next_at, visit.language)))
    return Row(
        cells=(
            case,
            Cell(text=visit.say(f"linked_act_{one.act}"), href=_mend_address(visit, one)),
            Cell(text=one.link.say(visit.language)),
            Cell(text=when(one.since, visit.language), time=one.since.isoformat()),
            Cell(text=visit.say(STANDINGS[one.standing]), more=more),
        )
    )


def _mend_address(visit: Visit, one: Outstanding) -> str:
    """Return where something that was refused can be mended or given up, by who may deal with it and see its case."""
    if one.standing != "refused" or not one.reference or not can_deal(visit):
        return ""
    return reverse("office-sending", args=(one.id,))


def _again(visit: Visit, refused: Sequence[Outstanding], error: str) -> Form:
    options = tuple(
        OptionView(value=str(one.entry_id), label=_label(visit, one), hint=one.reason)
        for one in refused
        if one.entry_id
    )
    question = QuestionView(
        id=REFUSED, type="choices", label=visit.say("linked_refused_ones"), error=error, options=options
    )
    return Form(button=visit.say("send_again"), questions=(question,), hidden=(("do", "again"),))


def _label(visit: Visit, one: Outstanding) -> str:
    reference = one.reference or visit.say("linked_hidden")
    return f"{reference}: {visit.say(f'linked_act_{one.act}')} ({one.link.say(visit.language)})"


def _said(visit: Visit, said: Sequence[ToSee], error: str) -> Iterator[Block]:
    yield Heading(text=visit.say("linked_to_see"))
    yield Prose(text=visit.say("linked_to_see_why"))
    options = tuple(
        OptionView(
            value=str(one.id),
            label=visit.say("linked_one_said", link=one.link.say(visit.language), status=one.status.replace("_", " "),
                            case=one.reference or visit.say(f"linked_case_{one.outcome}")),
            hint=when(one.at, visit.language),
        )
        for one in said
    )  # fmt: skip
    if can_deal(visit):
        question = QuestionView(
            id=SEEN, type="choices", label=visit.say("linked_seen_ones"), error=error, options=options
        )
        yield Form(button=visit.say("linked_seen"), questions=(question,), hidden=(("do", "seen"),), look="secondary")
    else:
        rows = tuple(Row(cells=(Cell(text=one.label), Cell(text=one.hint))) for one in options)
        columns = (Column(text=visit.say("linked_what")), Column(text=visit.say("linked_since")))
        yield Table(caption=visit.say("linked_to_see"), hidden_caption=True, columns=columns, rows=rows)


def _done(visit: Visit) -> HttpResponse:
    if not can_deal(visit):
        raise NotAllowed("linked")
    posted = visit.request.POST
    do = posted.get("do", "")
    if do in ("on", "off") and not is_testing():
        return _switched(visit, posted.get("service", ""), running=do == "on")
    field = REFUSED if do == "again" else SEEN
    chosen = posted.getlist(field)[:MOST]
    if not chosen:
        return page(_shown(visit, errors={field: visit.say("linked_choose")}))
    count = sum(_dealt_with(visit, field, one) for one in chosen)
    return _back("linked_sent_again" if do == "again" else "linked_seen_said", n=str(count))


def _dealt_with(visit: Visit, field: str, typed: str) -> bool:
    try:
        if field == REFUSED:
            resend(entry_id=UUID(typed), by=visit.member.actor, at=visit.at)
        else:
            see_heard(heard_id=UUID(typed), by=visit.member.actor, at=visit.at)
    except (ValueError, NotDead, LinkUnknown):
        return False  # a colleague has dealt with it in the meantime
    return True


def _switched(visit: Visit, service: str, *, running: bool) -> HttpResponse:
    try:
        switch_link(service=service, running=running, by=visit.member.actor, at=visit.at)
    except LinkUnknown as unknown:
        raise NotAllowed("linked") from unknown
    return _back("linked_now_on" if running else "linked_now_off")


def _back(said: str, **gaps: str) -> HttpResponse:
    return go(reverse("office-linked"), "success", said, **gaps)
