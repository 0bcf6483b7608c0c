"""What must staff know first about a person or property? Shown before all else; proposed by one, decided by another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.http import HttpResponse

from commonhall.cases.people.property_page import PropertyUnknown, check_property
from commonhall.cases.people.reaching import find_visible_person
from commonhall.cases.queries import CaseUnknown
from commonhall.contacts.queries import ContactWarning
from commonhall.contacts.warnings import (
    WARNING_KINDS,
    WarningRefused,
    WarningUnknown,
    decide_warning,
    end_warning,
    get_warning,
    propose_warning,
    review_warning,
    warnings_to_decide,
)
from commonhall.core.questions.date import Date
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Question
from commonhall.core.questions.text import Text
from commonhall.core.questions.yes_no import YesNo
from commonhall.core.values.dates import in_words, london_day
from commonhall.councils.policies import open_to
from commonhall.people.policies import can
from commonhall.web.components.views.council import TagColour, TaggedState
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Form, Heading, Prose, Row, Rows, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.dues import day
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.frames import drop_notice, frame, go, take_notice
from commonhall.web.office.persons.forms import choice, form_page, options_of, to
from commonhall.web.office.persons.reaching import crumbs, name_of, person_url, seen_person
from commonhall.web.office.texts import TEXTS

COLOURS: Final[dict[str, TagColour]] = {"proposed": "yellow", "live": "red", "refused": "grey", "ended": "grey"}
USUAL_REVIEW: Final = timedelta(days=182)
MOST_LISTED: Final = 100
COLUMNS: Final = ("warning_about", "warning_kind", "warning_review", "warning_state")


def warning_blocks(
    visit: Visit, warnings: Sequence[ContactWarning], *, waiting: Sequence[ContactWarning] = ()
) -> Iterator[Block]:
    """Yield the warnings that hold, in words, and for whoever decides that others wait."""
    decides = can(visit.member, "warn")
    for each in warnings:
        yield Prose(text=_said(visit, each), look="warning", links=_links(visit, each) if decides else ())
    if decides:
        for each in waiting:
            yield Prose(text=visit.say("person_warning_waiting"), look="inset", links=_links(visit, each))


def _links(visit: Visit, warning: ContactWarning) -> tuple[Link, ...]:
    return (Link(text=visit.say("person_warning_open"), href=to("office-warning", warning.id)),)


def _said(visit: Visit, warning: ContactWarning) -> str:
    kind = visit.say(f"warning_{warning.kind}")
    said = [visit.say("person_warning", kind=kind, text=warning.narrative)]
    if warning.risk_to:
        said.append(visit.say("person_warning_risk", who=warning.risk_to))
    if warning.uprn:
        said.append(visit.say("person_warning_property"))
    return " ".join(said)


@open_to("staff")
@staff("GET")
def warnings_page(visit: Visit) -> HttpResponse:
    """List the warnings that wait for a second person, or for a review."""
    check_may(visit, "warn")
    today = london_day(visit.at)
    listed = [each for each in warnings_to_decide(today=today)[:MOST_LISTED] if _about(visit, each)]
    rows = tuple(_listed(visit, each) for each in listed)
    table = Table(
        caption=visit.say("warnings"),
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(key)) for key in COLUMNS),
        rows=rows,
        empty=visit.say("warnings_none"),
    )  # fmt: skip
    response = page(
        DeskView(
            frame=frame(visit, visit.say("warnings"), notice=take_notice(visit), breadcrumbs=crumbs(visit)),
            blocks=(Prose(text=visit.say("warnings_lead")), table),
        )
    )
    drop_notice(response)
    return response


def _listed(visit: Visit, warning: ContactWarning) -> Row:
    about = _about(visit, warning)
    return Row(
        cells=(
            Cell(text=about[0] if about else "", href=to("office-warning", warning.id)),
            Cell(text=visit.say(f"warning_{warning.kind}")),
            _date(visit, warning.review_date.isoformat()),
            Cell(tag=_state(visit, warning)),
        )
    )


def _date(visit: Visit, iso: str) -> Cell:
    return Cell(text=in_words(iso, visit.language, weekday=False), time=iso)


def _state(visit: Visit, warning: ContactWarning) -> TaggedState:
    return TaggedState(text=visit.say(f"warning_state_{warning.state}"), colour=COLOURS[warning.state])


def _about(visit: Visit, warning: ContactWarning) -> tuple[str, str] | None:
    """Return what a warning is about and where its page is; None where the visitor may not see that person."""
    if warning.uprn:
        return visit.say("warning_property", uprn=warning.uprn), to("office-property", warning.uprn)
    person = find_visible_person(visit.member, warning.person_id) if warning.person_id else None
    return (name_of(person, visit), person_url(person.id)) if person else None


@open_to("staff")
@staff("GET", "POST")
def warn_person_page(visit: Visit, person: UUID) -> HttpResponse:
    """Propose a warning about a person."""
    check_may(visit, "work")
    found = seen_person(visit, person)
    return _propose(visit, name_of(found, visit), person_url(found.id), person_id=found.id)


@open_to("staff")
@staff("GET", "POST")
def warn_property_page(visit: Visit, uprn: str) -> HttpResponse:
    """Propose a warning about a property."""
    check_may(visit, "work")
    try:
        check_property(visit.member, uprn)
    except PropertyUnknown as unknown:
        raise CaseUnknown(uprn) from unknown
    return _propose(visit, visit.say("warning_property", uprn=uprn), to("office-property", uprn), uprn=uprn)


def _propose(visit: Visit, name: str, back: str, *, person_id: UUID | None = None, uprn: str = "") -> HttpResponse:
    asked = _asked(visit)
    review = (london_day(visit.at) + USUAL_REVIEW).isoformat()
    given = read_form(visit, asked)
    if given.good:
        review_date = given.day("review")
        assert review_date is not None
        try:
            propose_warning(
                person_id=person_id,
                uprn=uprn,
                kind=given.text("kind"),
                narrative=given.text("narrative"),
                risk_to=given.text("risk_to"),
                review_date=review_date,
                told=given.answers.get("told") is True,
                told_how=given.text("told_how"),
                by=visit.member.actor,
                at=visit.at,
            )
        except WarningRefused as refused:
            given = given.but(asked[3 if refused.code == "review" else 1], visit.say(f"warning_wrong_{refused.code}"))
        else:
            return go(back, "success", "warning_proposed_done")
    return form_page(
        visit, title=visit.say("person_warning_add"), asked=asked, given=given, known={"review": review},
        button=visit.say("warning_propose"), back=back, caption=name, crumbs=crumbs(visit, (name, back)),
        before=(Prose(text=visit.say("warning_lead")),),
    )  # fmt: skip


def _asked(visit: Visit) -> tuple[Question, ...]:
    return (
        choice("kind", "warning_ask_kind", options_of("warning_", WARNING_KINDS)),
        LongText(id="narrative", type="long_text", label=TEXTS["warning_ask_narrative"], max_length=2000,
                 hint=TEXTS["warning_ask_narrative_hint"], name_in_errors=TEXTS["warning_ask_narrative_name"]),
        Text(id="risk_to", type="text", label=TEXTS["warning_ask_risk"], required=False, max_length=300),
        Date(id="review", type="date", label=TEXTS["warning_ask_review"],
             name_in_errors=TEXTS["warning_ask_review_name"], hint=TEXTS["warning_ask_review_hint"],
             earliest="today+1", latest="today+366"),
        YesNo(id="told", type="yes_no", label=TEXTS["warning_ask_told"], name_in_errors=TEXTS["warning_ask_told_name"]),
        Text(id="told_how", type="text", label=TEXTS["warning_ask_told_how"], required=False, max_length=500),
    )  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def warning_page(visit: Visit, warning: UUID) -> HttpResponse:
    """Show a warning and, where it waits for that, let it be approved, refused, kept or lifted."""
    check_may(visit, "warn")
    try:
        found = get_warning(warning)
    except WarningUnknown as unknown:
        raise CaseUnknown(str(warning)) from unknown
    about = _about(visit, found)
    if about is None:
        raise CaseUnknown(str(warning))
    act = visit.request.POST.get("do", "")
    asked = {"review": _asked_review(), "end": _asked_end()}
    given = read_form(visit, asked.get(act, ())) if act else Filled()
    if act and given.good:
        answer = _act(visit, found, act, given)
        if answer is not None:
            return answer
    return _warning_view(visit, found, about, act, given)


def _act(visit: Visit, found: ContactWarning, act: str, given: Filled) -> HttpResponse | None:
    back, by, at = to("office-warnings"), visit.member.actor, visit.at
    try:
        if act in ("approve", "refuse"):
            decide_warning(warning_id=found.id, approve=act == "approve", by=by, at=at)
        elif act == "review" and (review := given.day("review")):
            review_warning(warning_id=found.id, review_date=review, by=by, at=at)
        elif act == "end":
            end_warning(warning_id=found.id, why=given.text("why"), by=by, at=at)
        else:
            return None
    except WarningRefused as refused:
        return go(to("office-warning", found.id), "warning", f"warning_wrong_{refused.code}")
    return go(back, "success", f"warning_done_{act}")


def _asked_review() -> tuple[Question, ...]:
    return (
        Date(id="review", type="date", label=TEXTS["warning_ask_next"], name_in_errors=TEXTS["warning_ask_review_name"],
             earliest="today+1", latest="today+366"),
    )  # fmt: skip


def _asked_end() -> tuple[Question, ...]:
    return (Text(id="why", type="text", label=TEXTS["warning_ask_why"], name_in_errors=TEXTS["warning_ask_why_name"]),)


def _warning_view(visit: Visit, found: ContactWarning, about: tuple[str, str], act: str, given: Filled) -> HttpResponse:
    title = visit.say("warning_title", kind=visit.say(f"warning_{found.kind}"))
    response = page(
        DeskView(
            frame=frame(
                visit, title, notice=take_notice(visit), has_error=bool(given.problems),
                breadcrumbs=crumbs(visit, (visit.say("warnings"), to("office-warnings"))),
            ),
            caption=about[0],
            blocks=(Rows(rows=tuple(_rows(visit, found, about))), *_forms(visit, found, act, given)),
            narrow=True,
        )
    )  # fmt: skip
    drop_notice(response)
    return response


def _rows(visit: Visit, found: ContactWarning, about: tuple[str, str]) -> Iterator[SummaryRow]:
    from commonhall.web.components.views.frame import Link

    language = visit.language
    yield SummaryRow(key=visit.say("warning_about"), lines=(), links=(Link(text=about[0], href=about[1]),))
    yield SummaryRow(key=visit.say("warning_state"), lines=(visit.say(f"warning_state_{found.state}"),))
    yield SummaryRow(key=visit.say("warning_what"), lines=tuple(found.narrative.splitlines()))
    if found.risk_to:
        yield SummaryRow(key=visit.say("warning_risk"), lines=(found.risk_to,))
    proposed = visit.say("warning_by", who=found.proposed_by, date=day(found.proposed_at, language))
    yield SummaryRow(key=visit.say("warning_proposed"), lines=(proposed,))
    if found.decided_at:
        decided = visit.say("warning_by", who=found.decided_by, date=day(found.decided_at, language))
        yield SummaryRow(key=visit.say("warning_decided"), lines=(decided,))
    review = in_words(found.review_date.isoformat(), language, weekday=False)
    yield SummaryRow(key=visit.say("warning_review"), lines=(review,))
    told = (visit.say("warning_told" if found.told else "warning_not_told"), *filter(None, (found.told_how,)))
    yield SummaryRow(key=visit.say("warning_told_row"), lines=told)
    if found.ended_at:
        ended = visit.say("warning_by", who=found.ended_by, date=day(found.ended_at, language))
        yield SummaryRow(key=visit.say("warning_ended"), lines=(ended, found.ended_why))


def _forms(visit: Visit, found: ContactWarning, act: str, given: Filled) -> Iterator[Block]:
    if found.state == "proposed":
        if found.proposed_by_id == visit.member.membership_id:
            yield Prose(text=visit.say("warning_wrong_second_person"), look="inset")
            return
        buttons = (("approve", visit.say("warning_approve")), ("refuse", visit.say("warning_refuse")))
        yield Form(buttons=buttons, id="decide")
    if found.state != "live":
        return
    for name, asked in (("review", _asked_review()), ("end", _asked_end())):
        yield Heading(text=visit.say(f"warning_{name}_title"))
        mine = given if act == name else Filled()
        yield Form(
            questions=views_of(visit, asked, mine), buttons=((name, visit.say(f"warning_{name}_button")),), id=name
        )
