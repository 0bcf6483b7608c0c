"""What is known of one binding, and how is it checked, switched to, at a time, and given up?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.ports import find_provider
from commonhall.capabilities.settings_form import as_typed, fields_of
from commonhall.catalogue.binding import BindingRefused, check_binding, switch_binding, withdraw_binding
from commonhall.catalogue.bound import Held, get_held, in_force_beside
from commonhall.core.questions.time import typed_time
from commonhall.core.values.dates import from_london, parse_month
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, Buttons, DeskView, Form, Heading, Prose, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.components.views.questions import OptionView, QuestionView
from commonhall.web.studio.door import Visit, administrators, go, page
from commonhall.web.studio.frames import frame
from commonhall.web.studio.providers import crumbs, get_capability_or_404, service_titles, when

SWITCHED_TO = ("draft", "planned", "past")


@open_to("administrator")
@administrators("GET")
def binding_page(visit: Visit, binding: UUID) -> HttpResponse:
    """Show a binding: for what it is, how its last check went, its settings, and what can be done with it."""
    held = get_held(binding)
    blocks: list[Block] = [Rows(rows=_about(visit, held))]
    blocks += _acts(visit, held)
    if settings := _settings(visit, held):
        change = Link(text=visit.say("change_settings"), href=_settings_address(held))
        blocks += [Heading(text=visit.say("settings")), Rows(rows=settings), Buttons(links=(change,), secondary=True)]
    own = frame(visit, _called(visit, held), breadcrumbs=_above(visit, held))
    return page(DeskView(frame=own, blocks=tuple(blocks)))


def _called(visit: Visit, held: Held) -> str:
    """Return the title of a binding's page: the same provider may have been chosen before, with other settings."""
    return visit.say("binding_title", provider=held.title.say(visit.language), when=when(visit, held.bound_at))


def _for_service(visit: Visit, held: Held) -> str:
    return service_titles(visit).get(held.service, held.service) or visit.say("all_services")


def _about(visit: Visit, held: Held) -> tuple[SummaryRow, ...]:
    begins = when(visit, held.begins_at) if held.begins_at else ""
    checked = [visit.say(f"check_{held.check_result or 'never'}")]
    checked += [held.check_note] if held.check_note else []
    checked += [when(visit, held.checked_at)] if held.checked_at else []
    rows = [
        ("capability", (get_capability_or_404(held.capability).title.say(visit.language),)),
        ("service", (_for_service(visit, held),)),
        ("mode", (visit.say(f"mode_{held.mode}"),)),
        ("state", (visit.say(f"state_{held.state}", when=begins),)),
        ("check", tuple(checked)),
        ("by", (held.bound_by, when(visit, held.bound_at))),
    ]
    return tuple(SummaryRow(key=visit.say(key), lines=lines) for key, lines in rows)


def _settings(visit: Visit, held: Held) -> tuple[SummaryRow, ...]:
    try:
        fields = fields_of(find_provider(held.capability, held.provider).Settings)
    except Misconfigured:
        return ()  # the provider is not there any more
    shown = as_typed(fields, held.settings)
    rows = []
    for each in fields:
        line = shown.get(each.path, "")
        if each.kind == "secret" and each.path in held.endings:
            ending = held.endings[each.path]
            line = visit.say("secret_shown", ending=ending) if ending else visit.say("secret_hidden")
        elif each.kind == "yes_no" and line:
            line = visit.say(line)
        rows.append(SummaryRow(key=each.title.say(visit.language), lines=(line or visit.say("not_set"),)))
    return tuple(rows)


def _acts(visit: Visit, held: Held) -> list[Block]:
    blocks: list[Block] = []
    links = [Link(text=visit.say("try"), href=reverse("studio-try", args=(held.id,)))]
    if held.state in SWITCHED_TO:
        text = visit.say("switch_back" if held.state == "past" else "switch_on")
        links.insert(0, Link(text=text, href=reverse("studio-switch", args=(held.id,))))
    blocks.append(Buttons(links=tuple(links)))
    check = reverse("studio-check", args=(held.id,))
    blocks.append(Form(button=visit.say("check_now"), action=check, look="secondary"))
    if held.state in ("draft", "planned") or (held.state == "in_force" and held.service):
        drop = visit.say("back_to_all" if held.state == "in_force" else "give_up")
        blocks.append(Form(button=drop, action=reverse("studio-give-up", args=(held.id,)), look="warning"))
    return blocks


def _settings_address(held: Held) -> str:
    address = reverse("studio-settings", args=(held.capability, held.provider))
    return f"{address}?service={held.service}&mode={held.mode}"


def _above(visit: Visit, held: Held) -> tuple[Link, ...]:
    title = get_capability_or_404(held.capability).title.say(visit.language)
    return crumbs(visit, Link(text=title, href=reverse("studio-capability", args=(held.capability,))))


@open_to("administrator")
@administrators("POST")
def check_page(visit: Visit, binding: UUID) -> HttpResponse:
    """Check a binding now."""
    held = get_held(binding)
    works = check_binding(binding_id=held.id, council=visit.council, at=visit.at) == "works"
    own_page = reverse("studio-binding", args=(held.id,))
    return go(own_page, "success", "checked_works") if works else go(own_page, "warning", "checked_not")


@open_to("administrator")
@administrators("POST")
def give_up_page(visit: Visit, binding: UUID) -> HttpResponse:
    """Give a binding up."""
    held = get_held(binding)
    try:
        withdraw_binding(binding_id=held.id, by=visit.member.actor, at=visit.at)
    except BindingRefused:
        return go(reverse("studio-binding", args=(held.id,)), "warning", "switch_refused")
    return go(reverse("studio-capability", args=(held.capability,)), "success", "given_up")


@dataclass(frozen=True)
class Wanted:
    """When the switch is wanted. begins_at: None for now. wrong: what is wrong, by question."""

    begins_at: datetime | None
    wrong: dict[str, str]


@open_to("administrator")
@administrators("GET", "POST")
def switch_page(visit: Visit, binding: UUID) -> HttpResponse:
    """Say what switching means, ask when, and do it."""
    held = get_held(binding)
    own_page = reverse("studio-binding", args=(held.id,))
    if held.state not in SWITCHED_TO:
        return go(own_page, "warning", "switch_refused")
    posted = visit.request.method == "POST"
    wanted = _wanted(visit) if posted else Wanted(None, {})
    if posted and not wanted.wrong and not visit.switching:
        try:
            row = switch_binding(binding_id=held.id, begins_at=wanted.begins_at, by=visit.member.actor, at=visit.at)
        except BindingRefused:
            return go(own_page, "warning", "switch_refused")
        title = held.title.say(visit.language)
        address = reverse("studio-binding", args=(row.id,))
        if wanted.begins_at is None:
            return go(address, "success", "switched", provider=title)
        return go(address, "success", "switch_planned", provider=title, when=when(visit, wanted.begins_at))
    return _switching(visit, held, wanted)


def _switching(visit: Visit, held: Held, wanted: Wanted) -> HttpResponse:
    before = in_force_beside(held)
    title = held.title.say(visit.language)
    lines = {
        "service": _for_service(visit, held),
        "mode": visit.say(f"mode_{held.mode}"),
        "switch_now_uses": before.title.say(visit.language) if before else visit.say("nobody_chosen"),
        "switch_then_uses": title,
    }
    rows = tuple(SummaryRow(key=visit.say(key), lines=(line,)) for key, line in lines.items())
    said = (
        visit.say("switch_what", provider=title, before=before.title.say(visit.language))
        if before
        else visit.say("switch_first", provider=title)
    )
    blocks: list[Block] = [Rows(rows=rows), Prose(text=said)]
    if held.check_result != "works":
        blocks.append(Prose(text=visit.say("switch_unchecked"), look="warning"))
    cancel = reverse("studio-binding", args=(held.id,))
    blocks.append(
        Form(id="questions", questions=_when_questions(visit, wanted.wrong), button=visit.say("switch"),
             cancel_url=cancel)
    )  # fmt: skip
    own = frame(
        visit, visit.say("switch_title", provider=title), has_error=bool(wanted.wrong),
        breadcrumbs=(*_above(visit, held), Link(text=title, href=cancel)),
    )  # fmt: skip
    return page(DeskView(frame=own, blocks=tuple(blocks), narrow=True))


def _when_questions(visit: Visit, wrong: dict[str, str]) -> tuple[QuestionView, ...]:
    typed = visit.request.POST
    options = tuple(OptionView(value=each, label=visit.say(f"when_{each}")) for each in ("now", "later"))
    parts: dict[str, Any] = {f"day-{part}": typed.get(f"day-{part}", "") for part in ("day", "month", "year")}

    def asked(name: str, kind: Any, value: dict[str, Any], **more: Any) -> QuestionView:
        label = visit.say(name)
        return QuestionView(id=name, type=kind, label=label, value=value, error=wrong.get(name, ""), **more)

    return (
        asked("when", "choice", {"when": typed.get("when", "now")}, options=options),
        asked("day", "date", parts, hint=visit.say("day_hint")),
        asked("time", "text", {"time": typed.get("time", "")}, hint=visit.say("time_hint"), width=5),
    )


def _wanted(visit: Visit) -> Wanted:
    typed = visit.request.POST
    if typed.get("when") == "now":
        return Wanted(None, {})
    if typed.get("when") != "later":
        return Wanted(None, {"when": visit.say("choose_when")})
    day = _day(typed.get("day-day", ""), typed.get("day-month", ""), typed.get("day-year", ""))
    clock = typed_time(typed.get("time", "").strip())
    wrong = {} if day else {"day": visit.say("enter_day")}
    wrong |= {} if clock else {"time": visit.say("enter_time")}
    if day is None or clock is None:
        return Wanted(None, wrong)
    begins_at = from_london(f"{day.isoformat()}T{clock}:00")
    return Wanted(begins_at, {} if begins_at > visit.at else {"day": visit.say("not_past")})


def _day(day: str, month: str, year: str) -> date | None:
    number = parse_month(month.strip())
    if number is None or not (day.strip().isascii() and day.strip().isdigit() and year.strip().isdigit()):
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
