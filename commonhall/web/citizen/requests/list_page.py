"""What has a resident asked of the council, what happens next, and what do we need from them?"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.cases.paying.owing import can_cost, dues_of, how_to_pay_later
from commonhall.cases.people.own import (
    Entitlement,
    OwnCase,
    asked_for,
    closed_ones,
    open_ones,
    own_cases,
    own_entitlements,
)
from commonhall.cases.queries import scope_of_case
from commonhall.core.values import money
from commonhall.core.values.dates import in_words, london
from commonhall.councils.policies import open_to
from commonhall.people.residents import SignedInResident
from commonhall.web.citizen.requests.on_case import asked_link
from commonhall.web.citizen.requests.texts import MY
from commonhall.web.citizen.requests.unfinished import unfinished_blocks
from commonhall.web.citizen.residents import my_frame, signed_in
from commonhall.web.citizen.tracked import progress_address
from commonhall.web.citizen.visit import Visit
from commonhall.web.components.filled import harmless, rich
from commonhall.web.components.prose import prose
from commonhall.web.components.views.desk import Block, DeskView, Heading, Links, Pages, Prose, Rows
from commonhall.web.components.views.frame import Link, Notice
from commonhall.web.components.views.journey import SummaryRow


@open_to("resident")
@require_safe
@signed_in
def my_page(visit: Visit, resident: SignedInResident) -> HttpResponseBase:
    """Show everything that is the resident's own at this council."""
    rows = own_cases(resident.email, council=visit.council, at=visit.at)
    before = _before(visit)
    closed, after = closed_ones(rows, before=before, council=visit.council, at=visit.at)
    blocks: list[Block] = []
    if before is None:
        open_cases = open_ones(rows, council=visit.council, at=visit.at)
        blocks += _needs(visit, open_cases)
        blocks += _open(visit, open_cases)
        blocks += unfinished_blocks(visit, resident)
        blocks += _held(visit, own_entitlements(rows))
        if not open_cases and not closed:
            said = visit.say(MY["none"]).format(email=harmless(resident.email))
            blocks.insert(0, Prose(text=prose(said)))
    blocks += _closed(visit, closed, after)
    blocks.append(Prose(text=prose(visit.say(MY["private"]))))
    blocks.append(Links(links=(Link(text=visit.say(MY["new"]), href="/"),)))
    said = visit.request.GET.get("said", "")
    notice = Notice(kind="success", text=visit.say(MY[said])) if said == "deleted" else None
    frame = my_frame(visit, resident, visit.say(MY["title"]), notice=notice)
    return visit.page(DeskView(frame=frame, blocks=tuple(blocks), narrow=True))


def _before(visit: Visit) -> UUID | None:
    try:
        return UUID(visit.request.GET.get("before", ""))
    except ValueError:
        return None


def _needs(visit: Visit, cases: tuple[OwnCase, ...]) -> Iterator[Block]:
    """Say what we wait for from the resident: answers, and money that is due."""
    named = {own.case.id: f"{visit.say(own.title)} ({own.case.reference})" for own in cases}
    asked = (asked_link(visit, one, named[one.case_id]) for one in asked_for(list(named), at=visit.at))
    links = (*asked, *(link for own in cases for link in _to_pay(visit, own)))
    if links:
        yield Heading(text=visit.say(MY["needs"]), id="needs")
        yield Links(links=links)


def _to_pay(visit: Visit, own: OwnCase) -> Iterator[Link]:
    if not can_cost(own.effective) or how_to_pay_later(own.case.service) is not None:
        return
    for due in dues_of(own.case, own.effective, at=visit.at):
        amount = visit.say(MY["to_pay"]).format(amount=money.in_words(due.amount_pence))
        address = f"{progress_address(str(own.case.id))}/pay/{due.purpose}"
        yield Link(text=f"{amount}: {visit.say(own.title)} ({own.case.reference})", href=address)


def _open(visit: Visit, cases: tuple[OwnCase, ...]) -> Iterator[Block]:
    yield Heading(text=visit.say(MY["open"]), id="open")
    if not cases:
        yield Prose(text=visit.say(MY["open_none"]))
    for own in cases:
        yield Rows(title=f"{visit.say(own.title)}: {own.case.reference}", rows=tuple(_rows(visit, own)))


def _rows(visit: Visit, own: OwnCase) -> Iterator[SummaryRow]:
    yield SummaryRow(key=visit.say(MY["status"]), lines=(visit.say(own.state),))
    if said := tuple(_next(visit, own)):
        yield SummaryRow(key=visit.say(MY["next_by"]), lines=said)
    opened = in_words(london(own.case.opened_at)[:10], visit.language)
    yield SummaryRow(key=visit.say(MY["sent"]), lines=(opened,))
    yield _see(visit, own)


def _see(visit: Visit, own: OwnCase) -> SummaryRow:
    link = Link(text=visit.say(MY["see"]), hidden=own.case.reference, href=progress_address(str(own.case.id)))
    return SummaryRow(key=visit.say(MY["see"]), lines=(), links=(link,))


def _next(visit: Visit, own: OwnCase) -> Iterator[str]:
    """Say what the state means, and what we promised by which day; or that we wait, so that the time does not count."""
    scope = scope_of_case(own.case, own.effective, at=visit.at)
    if about := rich(own.effective.pattern.case.states[own.case.state].about, scope, visit.language).striptags():
        yield about
    for deadline in own.effective.pattern.case.deadlines:
        if deadline.id in own.promises and deadline.promise:
            by_then = {**scope, "case": {**scope["case"], "due_date": own.promises[deadline.id]}}
            yield rich(deadline.promise, by_then, visit.language).striptags()
    if own.paused:
        yield visit.say(MY["paused"])


def _held(visit: Visit, held: tuple[Entitlement, ...]) -> Iterator[Block]:
    if held:
        yield Heading(text=visit.say(MY["held"]), id="held")
    for one in held:
        link = Link(text=visit.say(MY["change_or_renew"]), hidden=one.number, href=progress_address(str(one.case_id)))
        rows = [SummaryRow(key=visit.say(MY["number"]), lines=(one.number,))]
        if one.subject:
            rows.append(SummaryRow(key=visit.say(MY["for"]), lines=(one.subject,)))
        until = in_words(one.until_date.isoformat(), visit.language, weekday=False)
        rows.append(SummaryRow(key=visit.say(MY["until"]), lines=(until,), links=(link,)))
        title = one.case.title_cy if visit.language == "cy" and one.case.title_cy else one.case.title_en
        yield Rows(title=f"{title}: {one.number}", rows=tuple(rows))


def _closed(visit: Visit, cases: tuple[OwnCase, ...], after: UUID | None) -> Iterator[Block]:
    if not cases:
        return
    yield Heading(text=visit.say(MY["closed"]), id="closed")
    for own in cases:
        ended = in_words(london(own.case.closed_at or own.case.since_at)[:10], visit.language)
        rows = (
            SummaryRow(key=visit.say(MY["status"]), lines=(visit.say(own.state),)),
            SummaryRow(key=visit.say(MY["closed_on"]), lines=(ended,)),
            _see(visit, own),
        )
        yield Rows(title=f"{visit.say(own.title)}: {own.case.reference}", rows=rows)
    if after is not None:
        yield Pages(next_url=f"/my?before={after}")
