"""By which rules is new work given out? The list in its order, and a form for one rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown
from commonhall.cases.queues.rota import (
    HOW,
    AllocationRule,
    Conditions,
    RotaUnknown,
    RuleRefused,
    drop_rule,
    get_rule,
    keep_rule,
    may_change_rota,
    raise_rule,
    rules,
)  # fmt: skip
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.question import Answer, Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed, can
from commonhall.people.queries import colleagues
from commonhall.web.components.views.desk import Block, Buttons, Cell, Column, DeskView, Form, Links, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.questions import QuestionView
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.filling import read_form, views_of
from commonhall.web.office.frames import drop_notice, frame, go, take_notice
from commonhall.web.office.offer import Offer, offer_of
from commonhall.web.office.queues.views import crumbs
from commonhall.web.office.texts import TEXTS

ANY = "any"


@open_to("staff")
@staff("GET")
def rules_page(visit: Visit) -> HttpResponse:
    """Show the rules by which new work is given out."""
    if not can(visit.member, "lead") and not may_change_rota(visit.member):
        raise NotAllowed
    may, offer = may_change_rota(visit.member), offer_of(visit)
    names = {one.membership_id: one.name for one in colleagues()}
    heads = ("queues_rule_order", "queues_rule_when", "queues_rule_then", *(("queues_view_act",) if may else ()))
    table = Table(
        caption=visit.say("queues_rules"),
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(head)) for head in heads),
        rows=tuple(_row(visit, rule, offer, names, may) for rule in rules()),
        empty=visit.say("queues_rules_none"),
    )
    add = Link(text=visit.say("queues_rule_add"), href=reverse("office-rule-new"))
    away = Links(links=(Link(text=visit.say("queues_absences"), href=reverse("office-absences")),))
    lead = Prose(text=visit.say("queues_rules_lead"))
    blocks: tuple[Block, ...] = (lead, table, *((Buttons(links=(add,)),) if may else ()), away)
    response = page(
        DeskView(
            frame=frame(visit, visit.say("queues_rules"), breadcrumbs=crumbs(visit), notice=take_notice(visit)),
            blocks=blocks,
        )
    )
    drop_notice(response)
    return response


def _row(visit: Visit, rule: AllocationRule, offer: Offer, names: Mapping[UUID, str], may: bool) -> Row:
    conditions = tuple(_conditions(visit, rule, offer)) or (visit.say("queues_rule_always"),)
    change = Cell(
        text=visit.say("queues_rule_change", n=rule.position), href=reverse("office-rule", args=(rule.id,))
    )  # fmt: skip
    team = offer.teams.get(rule.to_team)
    then = [visit.say("queues_view_team", team=team.say(visit.language))] if team else []
    name = names.get(rule.officer_id, visit.say("queues_rule_gone")) if rule.officer_id else ""
    then.append(visit.say(f"queues_how_{rule.how}") + (f": {name}" if name else ""))
    cells = (Cell(text=str(rule.position)), Cell(text=conditions[0], more=conditions[1:]), Cell(text="; ".join(then)))
    return Row(cells=(*cells, *((change,) if may else ())))


def _conditions(visit: Visit, rule: AllocationRule, offer: Offer) -> Iterator[str]:
    if rule.pattern:
        service = offer.services.get(rule.pattern)
        yield f"{visit.say('service')}: {service.title.say(visit.language) if service else rule.pattern}"
    if rule.ward:
        yield f"{visit.say('ward')}: {rule.ward}"
    if rule.language:
        yield f"{visit.say('language')}: {visit.say(f'language_{rule.language}')}"
    if rule.question:
        yield visit.say("queues_rule_answered", question=rule.question, answer=rule.answer)


def _check_may(visit: Visit) -> None:
    if not may_change_rota(visit.member):
        raise NotAllowed


@open_to("staff")
@staff("GET", "POST")
def new_rule_page(visit: Visit) -> HttpResponse:
    """Add a rule."""
    _check_may(visit)
    return _form_page(visit, None)


@open_to("staff")
@staff("GET", "POST")
def rule_page(visit: Visit, rule: UUID) -> HttpResponse:
    """Change a rule, or let it be asked earlier."""
    _check_may(visit)
    try:
        found = get_rule(rule)
    except RotaUnknown as unknown:
        raise CaseUnknown(str(rule)) from unknown
    do = visit.request.POST.get("do", "") if not visit.switching else ""
    if do == "raise":
        raise_rule(rule_id=found.id, by=visit.member.actor, at=visit.at)
        return _back(visit, "queues_rule_kept")
    return _form_page(visit, found)


@open_to("staff")
@staff("GET", "POST")
def drop_rule_page(visit: Visit, rule: UUID) -> HttpResponse:
    """Ask whether a rule may go, and let it go."""
    _check_may(visit)
    try:
        found = get_rule(rule)
        if visit.request.method == "POST" and not visit.switching:
            drop_rule(rule_id=found.id, by=visit.member.actor, at=visit.at)
            return _back(visit, "queues_rule_dropped")
    except RotaUnknown as unknown:
        raise CaseUnknown(str(rule)) from unknown
    title, offer, back = visit.say("queues_rule_delete"), offer_of(visit), reverse("office-rules")
    conditions = ", ".join(_conditions(visit, found, offer)) or visit.say("queues_rule_always")
    blocks = (
        Prose(text=visit.say("queues_rule_sure", n=found.position, conditions=conditions), look="warning"),
        Form(id="questions", button=title, look="warning", cancel_url=back),
    )
    way = crumbs(visit, (visit.say("queues_rules"), back))
    return page(DeskView(frame=frame(visit, title, breadcrumbs=way), blocks=blocks, narrow=True))


def _back(visit: Visit, key: str) -> HttpResponse:
    return go(reverse("office-rules"), "success", key)


def _form_page(visit: Visit, rule: AllocationRule | None) -> HttpResponse:
    questions = tuple(_questions(visit, offer_of(visit)))
    form = read_form(visit, questions)
    if form.good:
        try:
            keep_rule(
                conditions=_read(form.answers), rule_id=rule.id if rule else None, by=visit.member.actor, at=visit.at
            )
        except RuleRefused as refused:
            field = {"answer": "answer", "officer": "officer"}.get(refused.rule, "how")
            form = form.but(field, visit.say(f"queues_rule_refused_{refused.rule}"))
        else:
            return _back(visit, "queues_rule_kept")
    return page(_form_view(visit, views_of(visit, questions, form, _first(rule)), rule, wrong=bool(form.problems)))


def _form_view(visit: Visit, asked: tuple[QuestionView, ...], rule: AllocationRule | None, *, wrong: bool) -> DeskView:
    title = visit.say("queues_rule_change", n=rule.position) if rule else visit.say("queues_rule_add")
    back = reverse("office-rules")
    blocks: list[Any] = [Form(id="questions", button=visit.say("queues_save"), questions=asked, cancel_url=back)]
    if rule:
        if rule.position > 1:
            blocks.append(Form(buttons=(("raise", visit.say("queues_rule_raise")),), look="secondary"))
        drop = Link(text=visit.say("queues_rule_delete"), href=reverse("office-rule-drop", args=(rule.id,)))
        blocks.append(Links(links=(drop,)))
    return DeskView(
        frame=frame(visit, title, breadcrumbs=crumbs(visit, (visit.say("queues_rules"), back)), has_error=wrong),
        blocks=tuple(blocks),
        narrow=True,
    )


def _first(rule: AllocationRule | None) -> dict[str, Answer]:
    if rule is None:
        return {"pattern": ANY, "ward": ANY, "language": ANY, "to_team": ANY, "how": "team", "officer": ANY}
    kept: dict[str, Answer] = {
        name: getattr(rule, name) or ANY for name in ("pattern", "ward", "language", "to_team", "how")
    }
    return kept | {"question": rule.question, "answer": rule.answer, "officer": str(rule.officer_id or ANY)}


def _read(answers: Mapping[str, Answer]) -> Conditions:
    given = {name: str(value or "").strip() for name, value in answers.items()}
    given = {name: "" if value == ANY else value for name, value in given.items()}
    officer = given.pop("officer", "")
    return Conditions(**given, officer_id=UUID(officer) if officer and given.get("how") == "officer" else None)


def _questions(visit: Visit, offer: Offer) -> Iterator[Question]:
    services = {slug: one.title for slug, one in offer.services.items()}
    languages: dict[str, Words] = {each: TEXTS[f"language_{each}"] for each in visit.council.languages}
    wards = {each: Words(en=each, cy=each) for each in offer.wards}
    yield from _choice("pattern", "service", services, TEXTS["queues_rule_any"])
    yield from _choice("ward", "ward", wards, TEXTS["queues_rule_any"])
    yield from _choice("language", "language", languages if len(languages) > 1 else {}, TEXTS["queues_rule_any"])
    for name in ("question", "answer"):
        yield Text(
            id=name, type="text", label=TEXTS[f"queues_rule_{name}"], hint=TEXTS[f"queues_rule_{name}_hint"],
            required=False, max_length=100,
        )  # fmt: skip
    yield from _choice("to_team", "queues_rule_team", offer.teams, TEXTS["queues_rule_own_team"])
    hows = tuple(Option(value=each, label=TEXTS[f"queues_how_{each}"]) for each in HOW)
    yield Choice(
        id="how", type="choice", label=TEXTS["queues_rule_how"], name_in_errors=TEXTS["queues_rule_how_name"],
        options=hows,
    )  # fmt: skip
    people = {str(one.membership_id): Words(en=one.name, cy=one.name) for one in colleagues()}
    yield from _choice("officer", "queues_rule_officer", people, TEXTS["owner_none"])


def _choice(id: str, label: str, options: Mapping[str, Words], anything: Words) -> Iterator[Question]:
    if options:
        offered = (Option(value=ANY, label=anything), *(Option(value=k, label=w) for k, w in options.items()))
        yield Choice(id=id, type="choice", label=TEXTS[label], options=offered)
