"""Which words do our officers begin with? Leads keep the council's templates here, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.correspondence.templates import (
    LONGEST_BODY,
    LONGEST_NAME,
    TemplateRefused,
    TemplateUnknown,
    get_template,
    keep_template,
    retire_template,
    templates,
)
from commonhall.cases.correspondence.writing import OFFERED_GAPS
from commonhall.cases.queries import CaseUnknown
from commonhall.catalogue.queries import services_of
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Answer, Option, Problem, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import in_words, london_date, london_day
from commonhall.core.values.words import Words, both
from commonhall.councils.policies import open_to
from commonhall.people.policies import can
from commonhall.web.components.acts import Posted
from commonhall.web.components.views.desk import Buttons, Cell, Column, DeskView, Fold, Form, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.asking import read_all
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.filling import Filled, posted_of, setting_of, views_of
from commonhall.web.office.frames import drop_notice, go
from commonhall.web.office.letters.forms import desk
from commonhall.web.office.letters.places import post_tabs
from commonhall.web.office.letters.writing import GAPS_AS_WRITTEN
from commonhall.web.office.texts import TEXTS

CHANNELS: Final = ("email", "letter", "sms")
NO_HINT: Final = Words(en="")


@open_to("staff")
@staff("GET")
def templates_page(visit: Visit) -> HttpResponse:
    """List the council's templates, with a way to change each for leads."""
    check_may(visit, "work")
    leads = can(visit.member, "lead")
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.name, href=reverse("office-template", args=(one.id,)) if leads else ""),
                Cell(text=", ".join(visit.say(f"letters_by_{channel}") for channel in one.channels)),
                Cell(text=f"{one.changed_by}, {in_words(london_date(one.changed_at), visit.language)}"),
            )
        )
        for one in templates()
    )
    columns = tuple(Column(text=visit.say(f"template_{name}")) for name in ("name", "channels", "changed"))
    caption, empty = visit.say("templates"), visit.say("templates_none")
    table = Table(caption=caption, hidden_caption=True, columns=columns, rows=rows, empty=empty)
    new = Buttons(links=(Link(text=visit.say("template_new"), href=reverse("office-template-new")),))
    blocks = (new, table) if leads else (table,)
    response = page(desk(visit, visit.say("templates"), blocks, tabs=post_tabs(visit)))
    drop_notice(response)
    return response


@open_to("staff")
@staff("GET", "POST")
def template_page(visit: Visit, template: UUID | None = None) -> HttpResponse:
    """Show a template, or a blank one, to be changed; keep it, or put it away."""
    check_may(visit, "lead")
    try:
        known = get_template(template) if template else None
    except TemplateUnknown as unknown:
        raise CaseUnknown(str(template)) from unknown
    asked = _asked(visit)
    if visit.request.method != "POST":
        return page(_view(visit, known, asked, _shown(known) if known else {"channels": ["email", "letter"]}, {}))
    posted = posted_of(visit)
    if known is not None and posted.get("do") == ["retire"]:
        retire_template(template_id=known.id, by=visit.member.actor, at=visit.at)
        return _back("template_retired")
    answers, problems = read_all(asked, posted, setting_of(visit))
    if problems or visit.switching:
        return page(_view(visit, known, asked, posted, problems))
    try:
        _keep(visit, known, answers, posted)
    except TemplateRefused as refused:
        field = {"body": "body_en", "subject": "subject_en"}.get(refused.reason, "name")
        problems[field] = Problem(refused.reason, visit.say(f"template_refused_{refused.reason}"), field)
        return page(_view(visit, known, asked, posted, problems))
    return _back("template_kept")


def _back(said: str) -> HttpResponse:
    return go(reverse("office-templates"), "success", said)


def _asked(visit: Visit) -> tuple[Question, ...]:
    """Return what a template is made of."""
    services = services_of(visit.council, day=london_day(visit.at))
    granted = {grant.pattern for grant in visit.member.grants}
    patterns = {
        one.pattern: one.title
        for one in services
        if one.effective.pattern.case.access != "team" or one.pattern in granted
    }
    hint, named = TEXTS["letters_gaps"], ", ".join(f"{{{name}}}" for name in OFFERED_GAPS)
    gaps = both(f"{hint.en} {named}", f"{hint.cy} {named}")

    for_which: tuple[Question, ...] = ()
    if patterns:
        options = tuple(Option(value=name, label=title) for name, title in patterns.items())
        for_which = (
            Choices(
                id="patterns", type="choices", label=TEXTS["template_patterns"], hint=TEXTS["template_patterns_hint"],
                options=options, required=False,
            ),
        )  # fmt: skip
    return (
        Text(
            id="name", type="text", label=TEXTS["template_name"], name_in_errors=TEXTS["template_name_name"],
            max_length=LONGEST_NAME,
        ),
        Choices(
            id="channels", type="choices", label=TEXTS["template_channels"],
            name_in_errors=TEXTS["template_channels_name"],
            options=tuple(Option(value=one, label=TEXTS[f"letters_by_{one}"]) for one in CHANNELS),
        ),
        *for_which,
        _subject("subject_en"),
        _body("body_en", True, gaps),
        _subject("subject_cy"),
        _body("body_cy", False),
    )  # fmt: skip


def _subject(id: str) -> Question:
    return Text(
        id=id, type="text", label=TEXTS[f"template_{id}"], required=False, max_length=200,
        name_in_errors=TEXTS[f"template_{id}_name"],
    )  # fmt: skip


def _body(id: str, required: bool, hint: Words = NO_HINT) -> Question:
    return LongText(
        id=id, type="long_text", label=TEXTS[f"template_{id}"], required=required, max_length=LONGEST_BODY,
        rows=10, name_in_errors=TEXTS[f"template_{id}_name"], hint=hint,
    )  # fmt: skip


def _shown(known: Any) -> dict[str, list[str]]:
    fields = {name: [getattr(known, name)] for name in ("name", "subject_en", "subject_cy", "body_en", "body_cy")}
    return {**fields, "channels": list(known.channels), "patterns": list(known.patterns)}


def _keep(visit: Visit, known: Any, answers: Mapping[str, Answer], posted: Posted) -> None:
    version = "".join(posted.get("revision", ())[:1])
    patterns, channels = answers.get("patterns"), answers["channels"]

    def said(name: str) -> str:
        return str(answers.get(name) or "")

    keep_template(
        template_id=known.id if known else None,
        name=said("name"),
        channels=[str(one) for one in channels] if isinstance(channels, list) else [],
        patterns=[str(one) for one in patterns] if isinstance(patterns, list) else [],
        subject=both(said("subject_en"), said("subject_cy")),
        body=both(said("body_en"), said("body_cy")),
        expect=int(version) if known and version.isdecimal() and len(version) < 9 else None,
        by=visit.member.actor,
        at=visit.at,
    )


def _view(
    visit: Visit, known: Any, asked: Sequence[Question], posted: Posted, problems: Mapping[str, Problem]
) -> DeskView:
    version = posted.get("revision") or [str(known.version)] if known else []
    form = Form(
        id="questions",
        questions=views_of(visit, asked, Filled(posted, problems=problems), scope=GAPS_AS_WRITTEN),
        hidden=tuple(("revision", one) for one in version),
        button=visit.say("template_keep"),
        cancel_url=reverse("office-templates"),
    )
    retire = Form(buttons=(("retire", visit.say("template_retire")),), look="secondary", id="retire")
    blocks = (form, Fold(title=visit.say("template_retire"), blocks=(retire,))) if known else (form,)
    title = known.name if known else visit.say("template_new")
    crumbs = (Link(text=visit.say("templates"), href=reverse("office-templates")),)
    return desk(visit, title, blocks, breadcrumbs=crumbs, narrow=True)
