"""What do their statuses do here, what do we say of ours, and which cases go at all?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse

from commonhall.capabilities.backoffice.mapping import Exchange
from commonhall.connect.declaring import Declared, find_declared
from commonhall.connect.operations import LONGEST_TITLE, switch_link
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, DeskView, Form, Prose
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.questions import OptionView, QuestionView
from commonhall.web.studio.door import Visit, leads, page
from commonhall.web.studio.frames import frame
from commonhall.web.studio.mapping.places import above, declared_or_404, keep, led_service_or_404

LONGEST: Final = 2000
NOTE: Final = "note"


@open_to("staff")
@leads("GET", "POST")
def heard_page(visit: Visit, service: str, number: int) -> HttpResponse:
    """Show what one of their statuses does, or the form for one more; keep it, or take it away."""
    declared = declared_or_404(visit, service)
    hears = sorted(declared.exchange.hears.items())
    if number > len(hears):
        raise Http404(str(number))
    status, before = hears[number] if number < len(hears) else ("", None)
    typed = {
        "status": status,
        "transition": (before.transition or NOTE) if before else "",
        "asked": "\n".join(f"{name} = {value}" for name, value in before.asked.items()) if before else "",
    }
    wrong: dict[str, str] = {}
    problems: tuple[str, ...] = ()
    if visit.request.method == "POST":
        typed = _posted(visit, ("status", "transition", "asked"))
        if not visit.switching:
            removing = visit.request.POST.get("do") == "remove"
            wrong = {} if removing else _wrong_heard(visit, typed)
            if not wrong:
                left = {name: each.model_dump() for name, each in hears if name != status}
                made = {} if removing else {typed["status"].strip().lower(): _heard(typed)}
                kept = keep(visit, declared, hears={**left, **made})
                if isinstance(kept, HttpResponse):
                    return kept
                problems = kept
    return _heard_shown(visit, declared, status, typed, wrong, problems)


def _posted(visit: Visit, names: tuple[str, ...]) -> dict[str, str]:
    return {name: visit.request.POST.get(name, "").replace("\x00", "")[:LONGEST] for name in names}


def _wrong_heard(visit: Visit, typed: Mapping[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not typed["status"].strip():
        wrong["status"] = visit.say("mapping_enter_status")
    if not typed["transition"]:
        wrong["transition"] = visit.say("choose_one")
    if any("=" not in line for line in typed["asked"].splitlines() if line.strip()):
        wrong["asked"] = visit.say("mapping_pairs")
    return wrong


def _heard(typed: Mapping[str, str]) -> dict[str, Any]:
    pairs = [line.partition("=") for line in typed["asked"].splitlines() if line.strip()]
    return {
        "transition": "" if typed["transition"] == NOTE else typed["transition"],
        "asked": {name.strip(): value.strip() for name, _, value in pairs},
    }


def _heard_shown(
    visit: Visit, declared: Declared, status: str, typed: Mapping[str, str], wrong: Mapping[str, str],
    problems: tuple[str, ...],
) -> HttpResponse:  # fmt: skip
    case = led_service_or_404(visit, declared.service).effective.pattern.case
    moves = [OptionView(value=NOTE, label=visit.say("mapping_as_note"))]
    for each in case.transitions:
        if "supplier" in each.by:
            asks = ", ".join(question.id for question in each.ask)
            hint = visit.say("mapping_asks", names=asks) if asks else ""
            moves.append(OptionView(value=each.id, label=each.label.say(visit.language), hint=hint))
    questions = (
        _asked(visit, "status", "text", typed, wrong),
        _asked(visit, "transition", "choice", typed, wrong, options=tuple(moves)),
        _asked(visit, "asked", "long_text", typed, wrong, hint="mapping_asked_hint", optional=True),
    )
    buttons = [("keep", visit.say("mapping_keep"))]
    if status:
        buttons.append(("remove", visit.say("mapping_remove_status")))
    blocks: tuple[Block, ...] = (Form(id="questions", questions=questions, buttons=tuple(buttons)),)
    title = visit.say("mapping_heard_title", status=status) if status else visit.say("mapping_add_heard")
    return _page(visit, declared.service, title, blocks, wrong, problems, "status")


@open_to("staff")
@leads("GET", "POST")
def tells_page(visit: Visit, service: str) -> HttpResponse:
    """Ask for each of our states what we say to them; nothing means that they do not hear of it."""
    declared = declared_or_404(visit, service)
    states = led_service_or_404(visit, service).effective.pattern.case.states
    typed = dict(declared.exchange.tells)
    problems: tuple[str, ...] = ()
    if visit.request.method == "POST":
        names = {name: f"state-{name}" for name in states}
        posted = _posted(visit, tuple(names.values()))
        typed = {name: posted[field] for name, field in names.items()}
        if not visit.switching:
            said = {name: text.strip() for name, text in typed.items() if text.strip()}
            kept = keep(visit, declared, tells=said)
            if isinstance(kept, HttpResponse):
                return kept
            problems = kept
    questions = tuple(
        QuestionView(
            id=f"state-{name}", type="text", label=state.label.say(visit.language), autocomplete="off",
            value={f"state-{name}": typed.get(name, "")}, optional=True, spellcheck=False,
        )
        for name, state in states.items()
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        Prose(text=visit.say("mapping_tells_lead")),
        Form(id="questions", questions=questions, button=visit.say("mapping_keep")),
    )
    return _page(visit, service, visit.say("mapping_tells"), blocks, {}, problems, f"state-{next(iter(states), '')}")


@open_to("staff")
@leads("GET", "POST")
def about_page(visit: Visit, service: str) -> HttpResponse:
    """Ask what the other system is called and which cases go to it. A new one is switched off at first."""
    found = led_service_or_404(visit, service)
    declared = find_declared(service)
    exchange = declared.exchange if declared else Exchange(fields=())
    typed = {
        "title_en": declared.title.en if declared else "",
        "title_cy": declared.title.cy if declared else "",
        "question": exchange.only_question,
        "answers": "\n".join(exchange.only_answers),
        "states": "\n".join(exchange.only_states),
    }
    wrong: dict[str, str] = {}
    problems: tuple[str, ...] = ()
    if visit.request.method == "POST":
        typed = _posted(visit, tuple(typed))
        if not visit.switching:
            wrong = {} if typed["title_en"].strip() else {"title_en": visit.say("mapping_enter_title")}
            if not wrong:
                kept = _keep_about(visit, service, exchange, typed, fresh=declared is None)
                if isinstance(kept, HttpResponse):
                    return kept
                problems = kept
    states = ", ".join(found.effective.pattern.case.states)
    questions = (
        _asked(visit, "title_en", "text", typed, wrong),
        _asked(visit, "title_cy", "text", typed, wrong, optional=True),
        _asked(visit, "question", "text", typed, wrong, hint="mapping_question_hint", optional=True),
        _asked(visit, "answers", "long_text", typed, wrong, hint="mapping_answers_hint", optional=True),
        _asked(visit, "states", "long_text", typed, wrong, hint="mapping_states_hint", optional=True, names=states),
    )
    blocks: tuple[Block, ...] = (Form(id="questions", questions=questions, button=visit.say("mapping_keep")),)
    if declared is None:
        blocks = (Prose(text=visit.say("mapping_off_first")), *blocks)
    return _page(visit, service, visit.say("mapping_change_about"), blocks, wrong, problems, "title_en")


def _keep_about(
    visit: Visit, service: str, exchange: Exchange, typed: Mapping[str, str], *, fresh: bool
) -> HttpResponse | tuple[str, ...]:
    title = Words(en=typed["title_en"].strip()[:LONGEST_TITLE], cy=typed["title_cy"].strip()[:LONGEST_TITLE])
    kept = keep(
        visit,
        Declared(service, title, exchange, running=not fresh),
        only_question=typed["question"].strip(),
        only_answers=_lines(typed["answers"]),
        only_states=_lines(typed["states"]),
    )
    if fresh and isinstance(kept, HttpResponse):
        switch_link(service=service, running=False, by=visit.member.actor, at=visit.at)
    return kept


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _asked(
    visit: Visit, name: str, kind: Any, typed: Mapping[str, str], wrong: Mapping[str, str], *, hint: str = "",
    names: str = "", **more: Any,
) -> QuestionView:  # fmt: skip
    return QuestionView(
        id=name, type=kind, label=visit.say(f"mapping_ask_{name}"), hint=visit.say(hint, names=names) if hint else "",
        value={name: typed.get(name, "")}, error=wrong.get(name, ""), autocomplete="off", spellcheck=False, **more,
    )  # fmt: skip


def _page(
    visit: Visit, service: str, title: str, blocks: tuple[Block, ...], wrong: Mapping[str, str],
    problems: tuple[str, ...], first: str,
) -> HttpResponse:  # fmt: skip
    own = frame(visit, title, breadcrumbs=above(visit, service), has_error=bool(wrong or problems))
    said = tuple(Link(text=each, href=f"#{first}") for each in problems)
    return page(DeskView(frame=own, blocks=blocks, problems=said, narrow=True))
