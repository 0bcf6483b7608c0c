"""What was paid, for what, and what of it is VAT? A page that prints as a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.cases.paying.owing import Payment, payments_of, refunds_of
from commonhall.cases.queries import Progress
from commonhall.core.values import money
from commonhall.core.values.dates import in_words, london
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.web.citizen.requests.case_texts import ON
from commonhall.web.citizen.residents import around
from commonhall.web.citizen.tracked import followed
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import exit_address
from commonhall.web.components.views.desk import Block, DeskView, Prose, Rows
from commonhall.web.components.views.journey import SummaryRow


@open_to("resident")
@require_safe
@for_visit
def receipt_page(visit: Visit, key: str, payment: UUID) -> HttpResponseBase:
    """Show one payment that was made, to whoever may follow its request."""
    progress = followed(visit, key)
    if progress is None:
        return visit.go("/track")
    paid = next((each for each in payments_of(progress.case.id) if each.id == payment and each.state == "paid"), None)
    if paid is None:
        raise Http404("no such payment")
    blocks: tuple[Block, ...] = (
        Rows(rows=tuple(_about(visit, progress, paid))),
        Rows(title=visit.say(ON["what_for"]), rows=tuple(_lines(visit, paid))),
        Prose(text=visit.say(ON["to_print"]), look="quiet"),
    )
    frame = visit.frame(
        visit.say(ON["receipt"]),
        exit_url=exit_address(progress.effective.pattern),
        **{**around(visit), "back_link": f"/track/{key}"},
    )
    return visit.page(DeskView(frame=frame, blocks=blocks, narrow=True, caption=visit.say(visit.council.name)))


def _about(visit: Visit, progress: Progress, paid: Payment) -> Iterator[SummaryRow]:
    contact = visit.council.contact
    address = tuple(line.strip() for line in contact.address.split("\n") if line.strip())
    yield SummaryRow(key=visit.say(ON["received_by"]), lines=(visit.say(visit.council.name), *address))
    title = visit.say(Words(en=progress.case.title_en, cy=progress.case.title_cy))
    yield SummaryRow(key=visit.say(ON["our_reference"]), lines=(progress.case.reference, title))
    day = in_words(london(paid.ended_at or paid.made_at)[:10], visit.language)
    yield SummaryRow(key=visit.say(ON["date"]), lines=(day,))
    yield SummaryRow(key=visit.say(ON["how"]), lines=(visit.say(ON[f"how_{paid.method}"]),))
    if reference := paid.provider_id or paid.taken_reference:
        yield SummaryRow(key=visit.say(ON["payment_reference"]), lines=(reference,))


def _lines(visit: Visit, paid: Payment) -> Iterator[SummaryRow]:
    for line in paid.lines:
        label = Words(en=line["label"]["en"], cy=line["label"].get("cy", ""))
        yield SummaryRow(key=visit.say(label), lines=(money.in_words(line["total"]),))
    yield SummaryRow(key=visit.say(ON["total"]), lines=(money.in_words(paid.amount_pence),))
    if vat := sum(line.get("vat_part", 0) for line in paid.lines):
        yield SummaryRow(key=visit.say(ON["vat_part"]), lines=(money.in_words(vat),))
    for refund in refunds_of(paid.case_id):
        if refund.payment_id == paid.id and refund.state == "made":
            yield SummaryRow(key=visit.say(ON["given_back"]), lines=(money.in_words(refund.amount_pence),))
