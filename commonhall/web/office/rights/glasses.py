"""How is a restricted case opened by somebody whose rights do not reach it, and who says whether it was right?"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.glass import open_restricted
from commonhall.cases.queries import CaseUnknown
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.councils.policies import open_to
from commonhall.people.operations import OwnRights, ReasonMissing, review_glass
from commonhall.people.policies import can
from commonhall.people.queries import Glass, glasses
from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.desk import Block, Buttons, Cell, Column, Fold, Form, Prose, Row, Rows, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, check_may, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import read_form, views_of
from commonhall.web.office.frames import go
from commonhall.web.office.rights.desk import desk, done, said_day, today_of, warned
from commonhall.web.office.texts import TEXTS


@open_to("staff")
@staff("GET")
def glass_page(visit: Visit) -> HttpResponse:
    """List the restricted cases that were opened: those to be reviewed, the most pressing first, then the others."""
    check_may(visit, "unmask", "audit")
    blocks: list[Block] = [_table(visit, glasses(), "glass_to_review", "glass_none")]
    if can(visit.member, "unmask"):
        link = Link(text=visit.say("glass_open"), href=reverse("office-rights-open"))
        blocks.append(Buttons(links=(link,), secondary=True))
    reviewed = _table(visit, glasses(reviewed=True), "glass_done", "glass_none_yet")
    blocks.append(Fold(title=visit.say("glass_done"), blocks=(reviewed,)))
    return desk(visit, visit.say("rights_glass"), blocks)


def _table(visit: Visit, rows: list[Glass], caption: str, empty: str) -> Table:
    heads = ("glass_reference_name", "glass_who", "glass_reason_name", "glass_by")
    return Table(
        caption=visit.say(caption),
        columns=tuple(Column(text=visit.say(each)) for each in heads),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.reference, href=reverse("office-rights-glass-review", args=(one.id,))),
                    Cell(text=one.name, more=(when(one.broken_at, visit.language),)),
                    Cell(text=one.reason, more=(one.finding,) if one.finding else ()),
                    Cell(text=said_day(one.review_date, visit), tag=_standing(one, visit)),
                )
            )
            for one in rows
        ),
        empty=visit.say(empty),
        hidden_caption=caption == "glass_done",
    )


def _standing(one: Glass, visit: Visit) -> TaggedState:
    if one.reviewed_at is not None:
        return TaggedState(
            text=visit.say("glass_right" if one.right else "glass_wrong"), colour="green" if one.right else "red"
        )
    late = one.review_date < today_of(visit)
    return TaggedState(text=visit.say("glass_overdue" if late else "glass_due"), colour="red" if late else "blue")


@open_to("staff")
@staff("GET", "POST")
def open_page(visit: Visit) -> HttpResponse:
    """Open a restricted case with a reason."""
    check_may(visit, "unmask")
    questions: tuple[Question, ...] = (
        Text(
            id="reference", type="text", label=TEXTS["glass_reference"], name_in_errors=TEXTS["glass_reference_name"],
            max_length=40,
        ),
        _reason("reason", "glass_reason", "glass_reason_name"),
    )  # fmt: skip
    form = read_form(visit, questions)
    if form.good:
        try:
            case = open_restricted(
                member=visit.member,
                reference=form.text("reference"),
                reason=form.text("reason"),
                council=visit.council,
                at=visit.at,
            )
        except CaseUnknown:
            form = form.but("reference", visit.say("glass_unknown"))
        except ReasonMissing:
            form = form.but("reason", visit.say("reason_short", name=visit.say("glass_reason_name")))
        else:
            return go(reverse("office-case", args=(case.reference,)), "information", "glass_opened")
    up = Link(text=visit.say("rights_glass"), href=reverse("office-rights-glass"))
    blocks = (
        Prose(text=visit.say("glass_text"), look="inset"),
        Form(
            id="questions",
            questions=views_of(visit, questions, form),
            button=visit.say("glass_button"),
            cancel_url=up.href,
        ),
    )
    return desk(visit, visit.say("glass_open"), blocks, up=up, narrow=True, has_error=bool(form.problems))


def _reason(name: str, label: str, called: str) -> LongText:
    return LongText(id=name, type="long_text", label=TEXTS[label], name_in_errors=TEXTS[called], max_length=500, rows=3)


@open_to("staff")
@staff("GET", "POST")
def review_glass_page(visit: Visit, glass: UUID) -> HttpResponse:
    """Say whether it was right to open a restricted case; whoever opened it only reads."""
    check_may(visit, "unmask", "audit")
    one = next((each for done_ in (False, True) for each in glasses(reviewed=done_) if each.id == glass), None)
    if one is None:
        raise CaseUnknown(str(glass))
    questions = _asked_of_review()
    form = read_form(visit, questions)
    if form.good and one.reviewed_at is None:
        try:
            kept = review_glass(
                glass_id=one.id,
                right=form.text("right") == "yes",
                finding=form.text("finding"),
                by=visit.member.actor,
                at=visit.at,
            )
        except OwnRights:
            return warned("office-rights-glass", (), "glass_own")
        except ReasonMissing:
            form = form.but("finding", visit.say("reason_short", name=visit.say("glass_finding_name")))
        else:
            return (done if kept else warned)("office-rights-glass", (), "glass_kept" if kept else "glass_over")
    up = Link(text=visit.say("rights_glass"), href=reverse("office-rights-glass"))
    blocks: list[Block] = [Rows(rows=_rows(one, visit))]
    if one.membership_id == visit.member.membership_id:
        blocks.append(Prose(text=visit.say("glass_own"), look="inset"))
    elif one.reviewed_at is None:
        blocks.append(
            Form(
                id="questions",
                questions=views_of(visit, questions, form),
                button=visit.say("glass_keep"),
                cancel_url=up.href,
            )
        )
    title = visit.say("glass_review", reference=one.reference)
    return desk(visit, title, blocks, up=up, narrow=True, has_error=bool(form.problems))


def _asked_of_review() -> tuple[Question, ...]:
    return (
        Choice(
            id="right", type="choice", label=TEXTS["glass_found"], name_in_errors=TEXTS["glass_right_name"],
            options=(
                Option(value="yes", label=TEXTS["glass_right"]), Option(value="no", label=TEXTS["glass_wrong"]),
            ),
        ),
        _reason("finding", "glass_finding", "glass_finding_name"),
    )  # fmt: skip


def _rows(one: Glass, visit: Visit) -> tuple[SummaryRow, ...]:
    rows = [
        SummaryRow(key=visit.say("glass_who"), lines=(one.name,)),
        SummaryRow(key=visit.say("audit_when"), lines=(when(one.broken_at, visit.language),)),
        SummaryRow(key=visit.say("glass_reason_name"), lines=(one.reason,)),
        SummaryRow(key=visit.say("glass_by"), lines=(said_day(one.review_date, visit),)),
    ]
    if one.reviewed_at is not None:
        said = visit.say("glass_right" if one.right else "glass_wrong")
        rows.append(SummaryRow(key=visit.say("glass_found"), lines=(said, one.finding)))
    return tuple(rows)
