"""How does somebody see answers that are hidden from them? With a reason, for one page, and it is recorded."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.core.language.wording import fill
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.masking import EMPTY, is_masked
from commonhall.core.questions.question import Answer, Question
from commonhall.councils.policies import open_to
from commonhall.record.operations import record_read
from commonhall.web.components.views.desk import Buttons, Form, Prose, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, staff
from commonhall.web.office.rights.desk import desk, filled, views
from commonhall.web.office.texts import TEXTS

SHORTEST, LONGEST = 10, 500


def hidden_of(found: CasePage) -> Iterator[tuple[Question, Answer]]:
    """Yield the answers of a case that are hidden from the member, with their questions."""
    answers = found.case.answers
    for page in found.effective.pattern.pages:
        for question in page.questions:
            if answers.get(question.id) not in EMPTY and is_masked(question, found.fields):
                yield question, answers[question.id]
    for group, page in found.effective.groups.items():
        items = answers.get(group)
        if page.repeat is None or not isinstance(items, list):
            continue
        for item in items:
            for inner in page.repeat.pages:
                for question in inner.questions:
                    if item.get(question.id) not in EMPTY and is_masked(question, found.fields):
                        yield question, item[question.id]


@open_to("staff")
@staff("GET", "POST")
def hidden_page(visit: Visit, reference: str) -> HttpResponse:
    """Ask why, then show the hidden answers of a case, on the answer to this very form alone."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    hidden = tuple(hidden_of(found))
    if not found.unmasks or not hidden:
        raise CaseUnknown(reference)
    questions = (
        LongText(
            id="reason", type="long_text", label=TEXTS["hidden_reason"], hint=TEXTS["hidden_reason_hint"],
            name_in_errors=TEXTS["hidden_reason_name"], max_length=LONGEST, rows=3,
        ),
    )  # fmt: skip
    form = filled(visit, questions)
    back = Link(text=found.case.reference, href=reverse("office-case", args=(found.case.reference,)))
    reason = " ".join(form.text("reason").split())
    if form.good and len(reason) < SHORTEST:
        form = form.refused("reason", visit.say("reason_short", name=visit.say("hidden_reason_name")))
    if not form.good:
        asked = Form(
            id="questions",
            questions=views(visit, questions, form),
            button=visit.say("hidden_see"),
            cancel_url=back.href,
        )
        return desk(visit, visit.say("hidden_title"), (asked,), up=back, narrow=True, has_error=bool(form.problems))
    record_read(subject=("case", found.case.id), how="unmasked", purpose=reason, by=visit.member, at=visit.at)
    blocks = (
        Prose(text=visit.say("hidden_shown"), look="inset"),
        Rows(rows=tuple(_row(found, question, answer, visit) for question, answer in hidden)),
        Buttons(links=(Link(text=visit.say("hidden_back"), href=back.href),), secondary=True),
    )
    return desk(visit, visit.say("hidden_title"), blocks, up=back, narrow=True)


def _row(found: CasePage, question: Question, answer: Answer, visit: Visit) -> SummaryRow:
    return SummaryRow(
        key=fill(question.label, found.scope, visit.language),
        lines=tuple(question.summary(answer, found.setting(visit.language))),
    )
