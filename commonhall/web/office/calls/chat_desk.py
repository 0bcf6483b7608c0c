"""When does a council answer chats, and how many may wait? For leads and administrators to set."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from commonhall.chats.answering import set_desk
from commonhall.chats.policies import DAYS, DeskRules, HoursRefused
from commonhall.chats.queries import desk_rules
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Answer, Question
from commonhall.core.questions.text import Text
from commonhall.core.questions.yes_no import YesNo
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import can
from commonhall.web.components.views.desk import DeskView, Form
from commonhall.web.components.views.frame import Link
from commonhall.web.office.calls.reaching import call_frame
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.filling import Filled, named, read_form, views_of
from commonhall.web.office.frames import drop_notice, go
from commonhall.web.office.texts import TEXTS

TIMES: Final = re.compile(r"\s*(\d{1,2})[:.](\d{2})\s*(?:to|tan|i|hyd|-|–)\s*(\d{1,2})[:.](\d{2})\s*", re.I)


@open_to("staff")
@staff("GET", "POST")
def chats_settings_page(visit: Visit) -> HttpResponse:
    """Show and set the hours and limits of chats."""
    check_may(visit, "lead", "administer")
    asked = _asked()
    filled = read_form(visit, asked)
    if filled.good:
        filled = _set(visit, filled)
        if not filled.problems:
            return go(reverse("office-chats-settings"), "success", "chats_saved")
    frame = call_frame(visit, visit.say("chats_settings"), has_error=bool(filled.problems))
    chats = (Link(text=visit.say("chats"), href=reverse("office-chats")),) if can(visit.member, "answer") else ()
    form = Form(
        button=visit.say("chats_save"),
        questions=views_of(visit, asked, filled, _known(desk_rules())),
        cancel_url=chats[0].href if chats else "",
        id="questions",
    )
    shown = page(DeskView(frame=frame, blocks=(form,), narrow=True))
    drop_notice(shown)
    return shown


def _asked() -> tuple[Question, ...]:
    on, holidays = TEXTS["chats_switched"], TEXTS["chats_holidays"]
    yes, no = TEXTS["chats_switched_yes"], TEXTS["chats_switched_no"]
    most, quiet = TEXTS["chats_most_waiting"], TEXTS["chats_quiet"]
    return (
        YesNo(id="is_on", type="yes_no", label=on, name_in_errors=named(on), yes=yes, no=no),
        *(_hours_of(day) for day in DAYS),
        YesNo(id="on_holidays", type="yes_no", label=holidays, name_in_errors=named(holidays)),
        Number(id="most_waiting", type="number", label=most, min=1, max=500),
        Number(id="quiet_minutes", type="number", label=quiet, min=2, max=120),
    )


def _hours_of(day: str) -> Text:
    hours, called = TEXTS["chats_hours"], TEXTS[f"chats_day_{day}"]
    label = Words(en=hours.en.replace("{day}", called.en), cy=hours.cy.replace("{day}", called.cy))
    return Text(
        id=day, type="text", label=label, hint=TEXTS["chats_hours_hint"] if day == DAYS[0] else Words(en=""),
        required=False, max_length=40,
    )  # fmt: skip


def _known(rules: DeskRules) -> dict[str, Answer]:
    hours: dict[str, Answer] = {day: " – ".join(times) for day, times in rules.hours.items()}
    return {
        **hours,
        "is_on": rules.is_on,
        "on_holidays": rules.on_holidays,
        "most_waiting": rules.most_waiting,
        "quiet_minutes": rules.quiet_minutes,
    }


def _set(visit: Visit, filled: Filled) -> Filled:
    """Set the rules, or return the form with what is wrong."""
    hours: dict[str, tuple[str, str]] = {}
    for day in DAYS:
        typed = str(filled.answers[day] or "")
        found = TIMES.fullmatch(typed)
        if found:
            hours[day] = (f"{int(found[1]):02}:{found[2]}", f"{int(found[3]):02}:{found[4]}")
        elif typed:
            filled = filled.but(day, visit.say("chats_hours_wrong"))
    if filled.problems:
        return filled
    rules = DeskRules(
        is_on=filled.answers["is_on"] is True,
        hours=hours,
        on_holidays=filled.answers["on_holidays"] is True,
        most_waiting=int(str(filled.answers["most_waiting"])),
        quiet_minutes=int(str(filled.answers["quiet_minutes"])),
    )
    try:
        set_desk(rules=rules, by=visit.member.actor, at=visit.at)
    except HoursRefused as refused:
        return filled.but(refused.day, visit.say("chats_hours_wrong"))
    return filled
