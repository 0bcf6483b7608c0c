"""What does the page of one request show besides its progress: messages, money, pauses, and what can be done?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from commonhall.capabilities.notifications.words import to_plain
from commonhall.cases.paying.owing import payments_of, refunds_of
from commonhall.cases.people.own import AskedFor, asked_for, messages_for
from commonhall.cases.queries import Message, Progress
from commonhall.cases.rating import has_rated
from commonhall.core.lifecycle.asking import REQUEST
from commonhall.core.values import money
from commonhall.core.values.dates import in_words, london
from commonhall.core.values.words import Words
from commonhall.web.citizen.requests.case_texts import ON
from commonhall.web.citizen.residents import resident_of
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit
from commonhall.web.components.filled import harmless
from commonhall.web.components.prose import lines_of, message_prose, prose
from commonhall.web.components.views.council import ProgressStep
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryPart, SummaryRow


def steps_of(visit: Visit, progress: Progress, key: str) -> tuple[ProgressStep, ...]:
    """Return what has happened, newest first: each message both ways, and that we received the request."""
    opened = london(progress.case.opened_at)
    received = ProgressStep(title=visit.say(SAID["received"]), when=in_words(opened, visit.language), at=opened)
    return (*(_step(visit, message, key) for message in messages_for(progress)), received)


def _step(visit: Visit, message: Message, key: str) -> ProgressStep:
    other = message.language if message.language != visit.language else ""
    moment = london(message.composed_at)
    own = message.direction == "in"
    return ProgressStep(
        title=visit.say(_title(message)) if own or not message.subject else message.subject,
        title_lang="" if own or not message.subject else other,
        when=in_words(moment, visit.language),
        at=moment,
        text=lines_of(to_plain(message.body).splitlines()) if own else message_prose(message.body),
        lang=other,
        links=tuple(_file(visit, each, key) for each in message.documents),
    )


def _title(message: Message) -> Words:
    if message.direction == "in":
        return ON["you_wrote"] if message.body else ON["you_sent"]
    return ON["we_wrote"] if message.channel == "letter" else SAID["text_message"]


def _file(visit: Visit, record: Mapping[str, Any], key: str) -> Link:
    text = visit.say(ON["file"]).format(name=record["name"])
    return Link(text=text, href=f"/track/{key}/files/{record['id']}")


def paused_said(visit: Visit, progress: Progress) -> Markup:
    """Say since when the time does not count, and why, where it does not; or that another request goes on for it."""
    if progress.case.merged_into_id is not None:
        return prose(visit.say(ON["joined"]))
    pauses = [each.pauses[-1] for each in progress.deadlines if each.state == "paused" and each.pauses]
    if not pauses:
        return Markup("")
    first = min(pauses, key=lambda pause: str(pause["from"]))
    words = ON["paused_for_you" if str(first["reason"]).startswith(REQUEST) else "paused"]
    day = in_words(str(first["from"])[:10], visit.language)
    return prose(visit.say(words).format(day=day, state=harmless(visit.say(progress.state))))


def asked_links(visit: Visit, progress: Progress) -> Iterator[Link]:
    """Lead to what we asked the person for, and wait for."""
    for each in asked_for([progress.case.id], at=visit.at):
        yield asked_link(visit, each)


def asked_link(visit: Visit, one: AskedFor, about: str = "") -> Link:
    """Lead to the page where one thing that we asked for is answered. about: what names its request, in a list."""
    day = in_words(one.due_date, visit.language)
    text = visit.say(ON["asked"]).format(title=visit.say(one.title), day=day)
    return Link(text=f"{text}: {about}" if about else text, href=one.address)


def payment_parts(visit: Visit, progress: Progress, key: str) -> Iterator[SummaryPart]:
    """Return a card of what was paid, each with its receipt, and of what was given back."""
    rows = [
        SummaryRow(
            key=money.in_words(each.amount_pence),
            lines=(visit.say(ON["paid_on"]).format(day=_day(visit, each.ended_at or each.made_at)),),
            links=(
                Link(
                    text=visit.say(ON["receipt"]),
                    hidden=visit.say(ON["receipt_of"]).format(amount=money.in_words(each.amount_pence)),
                    href=f"/track/{key}/receipts/{each.id}",
                ),
            ),
        )
        for each in payments_of(progress.case.id)
        if each.state == "paid"
    ]
    for refund in refunds_of(progress.case.id):
        words = ON["back_made" if refund.state == "made" else "back_asked"]
        amount, day = money.in_words(refund.amount_pence), _day(visit, refund.ended_at or refund.asked_at)
        rows.append(SummaryRow(key=amount, lines=(visit.say(words).format(amount=amount, day=day),)))
    if rows:
        yield SummaryPart(title=visit.say(ON["payments"]), rows=tuple(rows))


def _day(visit: Visit, at: Any) -> str:
    return in_words(london(at)[:10], visit.language)


def links_of(visit: Visit, progress: Progress, key: str) -> Iterator[Link]:
    """Return what can be done about any request: write to us, say how it went, have a copy."""
    yield Link(text=visit.say(ON["write"]), href=f"/track/{key}/write-to-us")
    if progress.case.phase == "closed" and not has_rated(progress.case.id):
        yield Link(text=visit.say(ON["rate"]), href=f"/track/{key}/say-how-it-went")
    if resident_of(visit) is not None:
        yield Link(text=visit.say(ON["copy"]), href=f"/track/{key}/full-copy")
