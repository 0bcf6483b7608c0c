"""On which days is a calendar closed, what is booked on them, what does a calendar say otherwise, and who reads
bookings in a program of their own?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.bookings.slot import Calendar
from commonhall.cases.closing import (
    Closed,
    ClosureRefused,
    ClosureUnknown,
    booked_on_closed_days,
    close_days,
    closures,
    open_days,
    own_calendars,
)
from commonhall.cases.feeds import Feed, FeedRefused, FeedUnknown, end_feed, feeds_of, make_feed
from commonhall.core.questions.question import Problem
from commonhall.core.values.dates import in_words, london_day
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed, can
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Form, Heading, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.questions import OptionView, QuestionView
from commonhall.web.office.asking import read_all
from commonhall.web.office.calendars.asking import ALL, closing, feeding
from commonhall.web.office.calendars.differing import compare_now, compared
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, posted_of, setting_of, views_of
from commonhall.web.office.frames import drop_notice, go
from commonhall.web.office.letters.forms import desk
from commonhall.web.office.letters.places import post_tabs

Wrong = Mapping[str, Problem]
FIELD_OF: Final = {"order": "last", "past": "last", "too_long": "last", "calendar": "calendar"}
NO_PROBLEMS: Final[Wrong] = {}


@open_to("staff")
@staff("GET", "POST")
def calendars_page(visit: Visit) -> HttpResponse:
    """Show closed days with what is booked on them, and the member's addresses; close and open days; make and end
    addresses."""
    check_may(visit, "work")
    calendars = own_calendars(visit.at)
    do = visit.request.POST.get("do", "") if visit.request.method == "POST" and not visit.switching else ""
    match do:
        case "close":
            return _close(visit, calendars)
        case "open":
            return _open(visit, calendars)
        case "feed":
            return _make(visit, calendars)
        case "end":
            return _end(visit, calendars)
        case "compare":
            return compare_now(visit)
    response = page(_shown(visit, calendars))
    drop_notice(response)
    return response


def can_close(visit: Visit) -> bool:
    """Return whether the member may close days: leads and administrators."""
    return can(visit.member, "lead") or can(visit.member, "administer")


def _close(visit: Visit, calendars: Sequence[Calendar]) -> HttpResponse:
    if not can_close(visit):
        raise NotAllowed("calendars")
    answers, problems = read_all(closing(calendars), posted_of(visit), setting_of(visit))
    if problems:
        return page(_shown(visit, calendars, close=problems))
    first = date.fromisoformat(str(answers["first"]))
    last = date.fromisoformat(str(answers["last"])) if answers.get("last") else first
    try:
        close_days(
            calendar=str(answers["calendar"]), first_date=first, last_date=last,
            reason=str(answers.get("reason") or ""), by=visit.member.actor, at=visit.at,
        )  # fmt: skip
    except ClosureRefused as refused:
        field = FIELD_OF[refused.reason]
        target = next(each for each in closing(calendars) if each.id == field).fields()[0]
        problem = Problem(refused.reason, visit.say(f"calendars_refused_{refused.reason}"), target)
        return page(_shown(visit, calendars, close={field: problem}))
    return _back("calendars_were_closed")


def _open(visit: Visit, calendars: Sequence[Calendar]) -> HttpResponse:
    if not can_close(visit):
        raise NotAllowed("calendars")
    chosen = visit.request.POST.getlist("closures")[:100]
    if not chosen:
        return page(_shown(visit, calendars, choose={"closures": visit.say("calendars_open_choose")}))
    for each in chosen:
        try:
            open_days(closure_id=UUID(each), by=visit.member.actor, at=visit.at)
        except (ValueError, ClosureUnknown):
            continue  # somebody else opened them meanwhile, which is what was wanted
    return _back("calendars_were_opened")


def _make(visit: Visit, calendars: Sequence[Calendar]) -> HttpResponse:
    questions = feeding({each.id: each.title for each in calendars})
    answers, problems = read_all(questions, posted_of(visit), setting_of(visit))
    if problems:
        return page(_shown(visit, calendars, feed=problems))
    chosen = str(answers["bookings"])
    shows: Literal["places", "people"] = "people" if answers["shows"] == "people" else "places"
    try:
        token = make_feed(
            member=visit.member, calendar="" if chosen == ALL else chosen, shows=shows, by=visit.member.actor,
            at=visit.at,
        )  # fmt: skip
    except FeedRefused:
        full = Problem("full", visit.say("calendars_feed_full"), questions[0].fields()[0])
        return page(_shown(visit, calendars, feed={"bookings": full}))
    address = visit.request.build_absolute_uri(reverse("booking_feed", args=(token,)))
    blocks = (
        Prose(text=visit.say("calendars_feed_copy"), look="warning"),
        Prose(text=address, look="inset"),
        Prose(text="", links=(Link(text=visit.say("calendars_feed_back"), href=reverse("office-calendars")),)),
    )
    return page(desk(visit, visit.say("calendars_feed_made"), blocks, tabs=post_tabs(visit), narrow=True))


def _end(visit: Visit, calendars: Sequence[Calendar]) -> HttpResponse:
    chosen = visit.request.POST.get("feeds", "")
    try:
        end_feed(feed_id=UUID(chosen), member=visit.member, by=visit.member.actor, at=visit.at)
    except (ValueError, FeedUnknown):
        return page(_shown(visit, calendars, choose={"feeds": visit.say("calendars_feed_end_choose")}))
    return _back("calendars_feed_ended")


def _back(key: str) -> HttpResponse:
    return go(reverse("office-calendars"), "success", key)


def _shown(
    visit: Visit,
    calendars: Sequence[Calendar],
    *,
    close: Wrong = NO_PROBLEMS,
    feed: Wrong = NO_PROBLEMS,
    choose: Mapping[str, str] | None = None,
) -> DeskView:
    titles = {each.id: each.title for each in calendars}
    blocks = [
        *_closed(visit, calendars, titles, close, choose or {}),
        *_booked(visit, titles),
        *(compared(visit) if can_close(visit) else ()),
        *_feeds(visit, titles, feed, choose or {}),
    ]
    return desk(visit, visit.say("calendars"), blocks, tabs=post_tabs(visit))


def _closed(
    visit: Visit, calendars: Sequence[Calendar], titles: Mapping[str, Words], wrong: Wrong, choose: Mapping[str, str]
) -> Iterator[Block]:
    if not calendars:
        yield Prose(text=visit.say("calendars_none"))
        return
    found = closures(london_day(visit.at))
    heads = ("calendars_days", "calendars_calendar", "calendars_why", "calendars_by")
    yield Table(
        caption=visit.say("calendars_closed"),
        columns=tuple(Column(text=visit.say(head)) for head in heads),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=_days(visit, each)),
                    Cell(text=_title(visit, titles, each.calendar)),
                    Cell(text=each.reason),
                    Cell(text=each.closed_by),
                )
            )
            for each in found
        ),
        empty=visit.say("calendars_none_closed"),
    )
    yield Prose(text=visit.say("calendars_holidays"), look="quiet")
    if not can_close(visit):
        return
    if found:
        yield _opening(visit, found, titles, choose.get("closures", ""))
    yield Heading(text=visit.say("calendars_close"))
    yield Prose(text=visit.say("calendars_close_note"))
    filled = Filled(posted_of(visit), problems=wrong) if wrong else Filled()
    questions = views_of(visit, closing(calendars), filled)
    yield Form(button=visit.say("calendars_close"), questions=questions, hidden=(("do", "close"),))


def _opening(visit: Visit, found: Sequence[Closed], titles: Mapping[str, Words], error: str) -> Form:
    options = tuple(
        OptionView(value=str(each.id), label=f"{_title(visit, titles, each.calendar)}: {_days(visit, each)}")
        for each in found
    )
    question = QuestionView(
        id="closures", type="choices", label=visit.say("calendars_open_which"), error=error, options=options
    )
    button = visit.say("calendars_open_again")
    return Form(button=button, questions=(question,), hidden=(("do", "open"),), look="secondary")


def _booked(visit: Visit, titles: Mapping[str, Words]) -> Iterator[Block]:
    found, hidden = booked_on_closed_days(visit.member, london_day(visit.at))
    heads = ("calendars_case", "calendars_days", "calendars_time", "calendars_calendar")
    yield Heading(text=visit.say("calendars_booked"))
    if found:
        yield Prose(text=visit.say("calendars_booked_do"), look="warning")
    yield Table(
        caption=visit.say("calendars_booked"),
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(head)) for head in heads),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=each.reference, href=reverse("office-case", args=(each.reference,))),
                    Cell(text=in_words(each.date.isoformat(), visit.language), time=each.date.isoformat()),
                    Cell(text=each.start or visit.say("calendars_all_day")),
                    Cell(text=_title(visit, titles, each.calendar)),
                )
            )
            for each in found
        ),
        empty=visit.say("calendars_booked_none"),
    )
    if hidden:
        yield Prose(text=visit.say("calendars_booked_hidden", n=f"{hidden:,}"))


def _feeds(visit: Visit, titles: Mapping[str, Words], wrong: Wrong, choose: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(text=visit.say("calendars_feeds"))
    yield Prose(text=visit.say("calendars_feeds_what"))
    found = feeds_of(visit.member)
    if found:
        options = tuple(
            OptionView(value=str(each.id), label=_feed(visit, each, titles), hint=_used(visit, each)) for each in found
        )
        question = QuestionView(
            id="feeds", type="choice", label=visit.say("calendars_feed_end_which"), error=choose.get("feeds", ""),
            options=options,
        )  # fmt: skip
        button = visit.say("calendars_feed_end")
        yield Form(button=button, questions=(question,), hidden=(("do", "end"),), look="secondary")
    filled = Filled(posted_of(visit), problems=wrong) if wrong else Filled()
    questions = views_of(visit, feeding(titles), filled)
    yield Form(button=visit.say("calendars_feed_make"), questions=questions, hidden=(("do", "feed"),))


def _feed(visit: Visit, feed: Feed, titles: Mapping[str, Words]) -> str:
    calendar = _title(visit, titles, feed.calendar) if feed.calendar else visit.say("calendars_feed_all")
    made = in_words(london_day(feed.made_at).isoformat(), visit.language, weekday=False)
    return visit.say(
        "calendars_feed_one", calendar=calendar, when=made, shows=visit.say(f"calendars_feed_{feed.shows}")
    )


def _used(visit: Visit, feed: Feed) -> str:
    if feed.used_at is None:
        return visit.say("calendars_feed_unused")
    return visit.say("calendars_feed_used", when=when(feed.used_at, visit.language))


def _title(visit: Visit, titles: Mapping[str, Words], calendar: str) -> str:
    return titles[calendar].say(visit.language) if calendar in titles else calendar


def _days(visit: Visit, closed: Closed) -> str:
    first, last = (in_words(each.isoformat(), visit.language) for each in (closed.first_date, closed.last_date))
    return first if first == last else visit.say("calendars_from_to", first=first, last=last)
