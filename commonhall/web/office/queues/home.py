"""What do I do next? My work at a glance, each number leading to its list, and the next case with one button."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown, Filter, counts_of, place_of, queue
from commonhall.cases.queues.my_work import LONGEST_REASON, ReasonMissing, Waiting, decline_case, take_next, waiting_for
from commonhall.core.questions.question import Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import london_day
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import (
    Cell,
    Column,
    DeskView,
    Figure,
    Figures,
    Form,
    Heading,
    Prose,
    Row,
    Table,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.dues import due_of
from commonhall.web.office.filling import read_form, views_of
from commonhall.web.office.frames import can_see_deliveries, drop_notice, frame, go, take_notice
from commonhall.web.office.lists import query_of
from commonhall.web.office.offer import offer_of
from commonhall.web.office.queue import case_url, counted_words, effective_for_row, list_url, tagged, title_of
from commonhall.web.office.queues.views import crumbs
from commonhall.web.office.reaching import case_to_work_on
from commonhall.web.office.texts import TEXTS

TO_DO: Final = {
    "overdue": Filter(owner="me", due="overdue"),
    "today": Filter(owner="me", due="today"),
    "replied": Filter(replied="unread"),
    "approval": Filter(approval="yes"),
    "review": Filter(owner="me", review="due"),
}
LISTS: Final = {
    "all": Filter(owner="me"),
    "watched": Filter(watched="yes"),
    "nobody": Filter(owner="none"),
}
MINE: Final = {**TO_DO, **LISTS}
FIRST_SHOWN: Final = 5


@open_to("staff")
@staff("GET")
def home_page(visit: Visit) -> HttpResponse:
    """Show what there is to do for a member."""
    check_may(visit, "work")
    counts = dict(zip(MINE, counts_of(visit.member, list(MINE.values()), at=visit.at), strict=True))
    waiting = waiting_for(visit.member)
    take = Form(button=visit.say("queues_next_button"), action=reverse("office-next"))
    response = page(
        DeskView(
            frame=frame(visit, visit.say("queues_home"), notice=take_notice(visit)),
            blocks=(
                Prose(text=visit.say("queues_next_lead")),
                take,
                Heading(text=visit.say("queues_home_do")),
                _to_do(visit, counts, waiting),
                *(_cases(visit, "replied", "answered") if counts["replied"] else ()),
                *_cases(visit, "all", "first"),
                Heading(text=visit.say("queues_home_lists")),
                Figures(figures=tuple(_figure(visit, name, counts[name], list_url(LISTS[name])) for name in LISTS)),
            ),
        )
    )
    drop_notice(response)
    return response


def _to_do(visit: Visit, counts: dict[str, int], waiting: Waiting) -> Figures | Prose:
    """Show what waits for the member, in an order that stays; where nothing does, say so."""
    found = {name: (counts[name], list_url(chosen)) for name, chosen in TO_DO.items()}
    found["approval"] = (counts["approval"], reverse("office-approvals"))
    found["tasks"] = (waiting.tasks, reverse("office-tasks"))
    found["mentions"] = (waiting.mentions, reverse("office-mine"))
    if can_see_deliveries(visit):
        found["failed"] = (waiting.failed, reverse("office-deliveries"))
    figures = tuple(_figure(visit, name, count, href) for name, (count, href) in found.items() if count)
    return Figures(figures=figures) if figures else Prose(text=visit.say("queues_home_nothing"))


def _figure(visit: Visit, name: str, count: int, href: str) -> Figure:
    urgent = count and name in ("overdue", "failed")
    return Figure(
        number=counted_words(count), text=visit.say(f"queues_home_{name}"), href=href, colour="red" if urgent else ""
    )


def _cases(visit: Visit, name: str, caption: str) -> tuple[Table]:
    """The first cases of one of the member's lists."""
    chosen, offer = MINE[name], offer_of(visit)
    rows = []
    for case in queue(visit.member, chosen, at=visit.at, size=FIRST_SHOWN).cases:
        effective = effective_for_row(visit, case, offer)
        due = due_of(case, effective.calendar, today=london_day(visit.at), language=visit.language)
        href = case_url(case.reference, chosen, place_of(case, chosen))
        what = Cell(text=case.reference, href=href, more=(title_of(case, visit),))
        rows.append(Row(cells=(what, Cell(text=due.words), Cell(tag=tagged(effective, case, visit)))))
    heads = ("queues_column_reference", "queues_column_due", "queues_column_status")
    return (
        Table(
            caption=visit.say(f"queues_home_{caption}"),
            columns=tuple(Column(text=visit.say(head)) for head in heads),
            rows=tuple(rows),
            empty=visit.say("queues_home_none"),
        ),
    )


@open_to("staff")
@staff("POST")
def next_page(visit: Visit) -> HttpResponse:
    """Hand out the next case."""
    check_may(visit, "work")
    case = take_next(member=visit.member, by=visit.member.actor, at=visit.at)
    if case is None:
        return go(reverse("office-home"), "information", "queues_next_none")
    where = f"{reverse('office-case', args=(case.reference,))}?list={query_of(MINE['all'])}"
    return go(where, "success", "queues_next_taken")


def questions_of_decline() -> tuple[Question, ...]:
    """Return what is asked of who will not take a case."""
    return (
        Text(
            id="reason", type="text", label=TEXTS["queues_decline_reason"],
            name_in_errors=TEXTS["queues_decline_reason_name"], max_length=LONGEST_REASON,
        ),
    )  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def decline_page(visit: Visit, reference: str) -> HttpResponse:
    """Give a case back with the reason, and go on to the next."""
    case, _ = case_to_work_on(visit, reference)
    if case.owner_id != visit.member.membership_id:
        raise CaseUnknown(reference)
    questions = questions_of_decline()
    form = read_form(visit, questions)
    if form.good:
        try:
            reason = str(form.answers["reason"])
            decline_case(case_id=case.id, reason=reason, member=visit.member, by=visit.member.actor, at=visit.at)
        except ReasonMissing as missing:  # read by the question already
            raise CaseUnknown(reference) from missing
        return go(reverse("office-home"), "success", "queues_declined", reference=case.reference)
    title, back = visit.say("queues_decline"), reverse("office-case", args=(case.reference,))
    return page(
        DeskView(
            frame=frame(visit, title, breadcrumbs=crumbs(visit, (case.reference, back)), has_error=bool(form.problems)),
            caption=title_of(case, visit),
            blocks=(
                Prose(text=visit.say("queues_decline_lead")),
                Form(id="questions", button=title, questions=views_of(visit, questions, form), cancel_url=back),
            ),
            narrow=True,
        )
    )


def decline_link(visit: Visit, reference: str) -> Link:
    """Return the way to give a case back with a reason."""
    return Link(text=visit.say("queues_decline"), href=reverse("office-decline", args=(reference,)))
