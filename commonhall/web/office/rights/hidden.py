"""How does somebody see answers that are hidden from them? With a reason, for one page, and it is recorded."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.notifications.words import to_plain
from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.core.language.wording import fill
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Answer, Question
from commonhall.councils.policies import open_to
from commonhall.record.operations import record_read
from commonhall.web.components.prose import lines_of
from commonhall.web.components.views.desk import Block, Buttons, Form, Heading, Prose, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import read_form, views_of
from commonhall.web.office.rights.desk import desk
from commonhall.web.office.texts import TEXTS

SHORTEST, LONGEST = 10, 500


def reason_for(visit: Visit, back: Link, *, hidden: tuple[tuple[str, str], ...] = ()) -> str | HttpResponse:
    """Return why the member has to see what is hidden, as they just said; else the page that asks.

    hidden: fields that go with the form.
    """
    questions = (
        LongText(
            id="reason", type="long_text", label=TEXTS["hidden_reason"], hint=TEXTS["hidden_reason_hint"],
            name_in_errors=TEXTS["hidden_reason_name"], max_length=LONGEST, rows=3,
        ),
    )  # fmt: skip
    form = read_form(visit, questions)
    reason = " ".join(form.text("reason").split())
    if form.good and len(reason) < SHORTEST:
        form = form.but("reason", visit.say("reason_short", name=visit.say("hidden_reason_name")))
    if form.good:
        return reason
    asked = Form(
        id="questions",
        questions=views_of(visit, questions, form),
        button=visit.say("hidden_see"),
        cancel_url=back.href,
        hidden=hidden,
    )
    return desk(visit, visit.say("hidden_title"), (asked,), up=back, narrow=True, has_error=bool(form.problems))


@open_to("staff")
@staff("GET", "POST")
def hidden_page(visit: Visit, reference: str) -> HttpResponse:
    """Ask why, then show the hidden answers of a case, on the answer to this very form alone."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    hidden = found.hidden
    if not found.unmasks or not hidden:
        raise CaseUnknown(reference)
    back = Link(text=found.case.reference, href=reverse("office-case", args=(found.case.reference,)))
    reason = reason_for(visit, back)
    if isinstance(reason, HttpResponse):
        return reason
    record_read(subject=("case", found.case.id), how="unmasked", purpose=reason, by=visit.member, at=visit.at)
    blocks = (
        Prose(text=visit.say("hidden_shown"), look="inset"),
        Rows(rows=tuple(_row(found, question, answer, visit) for question, answer in hidden)),
        *_messages(found, visit),
        Buttons(links=(Link(text=visit.say("hidden_back"), href=back.href),), secondary=True),
    )
    return desk(visit, visit.say("hidden_title"), blocks, up=back, narrow=True)


def _messages(found: CasePage, visit: Visit) -> Iterator[Block]:
    """Yield the messages of which something is hidden, as they were sent."""
    for shown, sent in zip(found.messages, found.sent, strict=True):
        if shown is not sent:
            title = sent.subject or visit.say("hidden_message")
            yield Heading(text=f"{title}, {when(sent.composed_at, visit.language)}")
            yield Prose(text=lines_of(to_plain(sent.body).strip().splitlines()), look="inset")


def _row(found: CasePage, question: Question, answer: Answer, visit: Visit) -> SummaryRow:
    return SummaryRow(
        key=fill(question.label, found.scope, visit.language),
        lines=tuple(question.summary(answer, found.setting(visit.language))),
    )
