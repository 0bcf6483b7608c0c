"""How does a council check its callers, and with which codes do its agents end a call? For leads to set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from commonhall.contacts.answering import add_code, drop_code, set_checking
from commonhall.contacts.interactions import CODE_KINDS, LONGEST_KEPT
from commonhall.contacts.wrap_up import IDENTIFIERS, Checking, checking_rules, codes_of
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Answer, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed
from commonhall.web.components.views.desk import Block, DeskView, Form, Heading, Prose
from commonhall.web.office.calls.reaching import call_frame
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.filling import Filled, named, options, read_form, views_of
from commonhall.web.office.frames import drop_notice, go
from commonhall.web.office.texts import TEXTS

LONGEST_LABEL: Final = 80
LONGEST_SLUG: Final = 40


@open_to("staff")
@staff("GET", "POST")
def call_rules_page(visit: Visit) -> HttpResponse:
    """Show and set how callers are checked, and the codes."""
    check_may(visit, "lead", "administer")
    do = visit.request.POST.get("form", "")
    if do == "drop" and not visit.switching:
        return _drop(visit)
    checking = read_form(visit, _asked_to_check()) if do == "check" else Filled()
    coding = read_form(visit, _asked_for_code()) if do == "code" else Filled()
    if checking.good:
        checking = _set(visit, checking)
        if not checking.problems:
            return _saved("calls_saved")
    if coding.good:
        _add(visit, coding)
        return _saved("calls_saved")
    response = page(
        DeskView(
            frame=call_frame(visit, visit.say("calls_settings"), has_error=bool(checking.problems or coding.problems)),
            blocks=(*_check_blocks(visit, checking), *_code_blocks(visit, coding)),
            narrow=True,
        )
    )
    drop_notice(response)
    return response


def _saved(key: str, kind: str = "success") -> HttpResponse:
    return go(reverse("office-calls-settings"), "success" if kind == "success" else "warning", key)


def _asked_to_check() -> tuple[Question, ...]:
    kinds = options(*IDENTIFIERS, text="call_kind_")
    many = {"type": "choices", "options": kinds, "required": False}
    always, others = TEXTS["calls_always"], TEXTS["calls_others"]
    return (
        Choices(id="always", label=always, name_in_errors=named(always), **many),
        Choices(id="others", label=others, name_in_errors=named(others), **many),
        Number(id="needed", type="number", label=TEXTS["calls_needed"], min=2, max=len(IDENTIFIERS)),
        Number(id="tries", type="number", label=TEXTS["calls_tries"], min=1, max=9),
        Number(id="kept_months", type="number", label=TEXTS["calls_kept_months"], min=1, max=LONGEST_KEPT),
    )


def _set(visit: Visit, filled: Filled) -> Filled:
    always, others = filled.answers["always"], filled.answers["others"]
    rules = Checking(
        always=tuple(str(each) for each in always) if isinstance(always, list) else (),
        others=tuple(str(each) for each in others) if isinstance(others, list) else (),
        needed=int(str(filled.answers["needed"])),
        tries=int(str(filled.answers["tries"])),
        kept_months=int(str(filled.answers["kept_months"])),
    )
    try:
        set_checking(rules=rules, by=visit.member.actor, at=visit.at)
    except ValueError:
        return filled.but("needed", visit.say("calls_check_bad"))
    return filled


def _check_blocks(visit: Visit, filled: Filled) -> Iterator[Block]:
    rules = checking_rules()
    known: dict[str, Answer] = {
        "always": list(rules.always),
        "others": list(rules.others),
        "needed": rules.needed,
        "tries": rules.tries,
        "kept_months": rules.kept_months,
    }
    yield Heading(text=visit.say("calls_check_title"))
    yield Prose(text=visit.say("calls_check_lead"))
    yield Form(
        button=visit.say("calls_save"),
        questions=views_of(visit, _asked_to_check(), filled, known),
        hidden=(("form", "check"),),
        id="questions" if not filled.posted else "checking",
    )


def _asked_for_code() -> tuple[Question, ...]:
    kind = TEXTS["calls_code_kind"]
    return (
        Choice(
            id="kind",
            type="choice",
            label=kind,
            name_in_errors=named(kind),
            options=options(*CODE_KINDS, text="calls_codes_"),
        ),
        Text(id="label_en", type="text", label=TEXTS["calls_code_en"], max_length=LONGEST_LABEL),
        Text(id="label_cy", type="text", label=TEXTS["calls_code_cy"], max_length=LONGEST_LABEL, required=False),
    )


def _add(visit: Visit, filled: Filled) -> None:
    label = Words(en=str(filled.answers["label_en"]), cy=str(filled.answers["label_cy"] or ""))
    slug = re.sub(r"[^a-z0-9]+", "_", label.en.lower()).strip("_")[:LONGEST_SLUG] or "code"
    add_code(kind=str(filled.answers["kind"]), slug=slug, label=label, by=visit.member.actor, at=visit.at)


def _drop(visit: Visit) -> HttpResponse:
    kind, slug = visit.request.POST.get("kind", ""), visit.request.POST.get("slug", "")
    if kind not in CODE_KINDS:
        raise NotAllowed(kind)
    try:
        drop_code(kind=kind, slug=slug, by=visit.member.actor, at=visit.at)
    except ValueError:
        return _saved("calls_code_last", "warning")
    return _saved("calls_saved")


def _code_blocks(visit: Visit, filled: Filled) -> Iterator[Block]:
    yield Heading(text=visit.say("calls_codes"))
    for kind in CODE_KINDS:
        yield Heading(text=visit.say(f"calls_codes_{kind}"), level=3)
        for code in codes_of(kind):
            label = code.label.say(visit.language)
            yield Form(
                button=visit.say("calls_code_drop_this", label=label),
                hidden=(("form", "drop"), ("kind", kind), ("slug", code.slug)),
                look="secondary",
            )
    yield Heading(text=visit.say("calls_code_add_title"))
    yield Form(
        button=visit.say("calls_code_add"),
        questions=views_of(visit, _asked_for_code(), filled),
        hidden=(("form", "code"),),
        id="code",
    )
