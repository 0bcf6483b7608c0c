"""How does an officer correct an answer, and what would be different then?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.operations import CaseChanged
from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.cases.together.correcting import (
    LONGEST_REASON,
    CorrectionRefused,
    can_correct,
    correct_answer,
    corrections_of,
    foresee,
    options_of,
    problem_with,
)
from commonhall.core.language.wording import said
from commonhall.core.lifecycle.recasting import Difference, Reworked
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.masking import is_masked, shown_value
from commonhall.core.questions.question import Option, Question, Setting
from commonhall.core.questions.text import Text
from commonhall.core.values.money import in_words as in_pounds
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Panel, Prose, Row, Rows, Table
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, read_form, setting_of
from commonhall.web.office.frames import frame, take_notice
from commonhall.web.office.reaching import posted_version, revision_of
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import acts_of, back_to, case_crumbs, changed_notice, form_view


def corrections_panel(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield the answers that were corrected, with what stood there before."""
    if any(event.kind == "answer_corrected" for event in found.events):
        rows = tuple(_corrected(found, visit))
        yield Panel(id="corrected", title=visit.say("together_corrected"), blocks=(Rows(rows=rows),))


def _corrected(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    for one in corrections_of(found.case.id):
        question = found.effective.questions.get(one.question)
        if question is None:
            continue
        old = ", ".join(found.shown(question, one.old, visit.language))
        moment = when(one.at, visit.language)
        lines = [
            visit.say("together_was", answer=old),
            visit.say("together_corrected_by", name=one.by, when=moment, why=one.why),
        ]
        if one.renewed:
            lines.append(visit.say("together_results_renewed"))
        yield SummaryRow(key=question.label.say(visit.language), lines=tuple(lines))


def _page_for(visit: Visit, reference: str) -> CasePage:
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    if "correct" not in acts_of(found.roles) or found.case.merged_into_id is not None:
        raise CaseUnknown(reference)
    return found


@open_to("staff")
@staff("GET")
def answers_page(visit: Visit, reference: str) -> HttpResponse:
    """List the answers of a case, with a way to correct each that can be."""
    found = _page_for(visit, reference)
    rows = tuple(_rows(found, visit))
    title = visit.say("together_correct")
    view = DeskView(
        frame=frame(visit, title, breadcrumbs=case_crumbs(visit, found.case.reference), notice=take_notice(visit)),
        caption=found.case.reference,
        blocks=(Prose(text=visit.say("together_correct_about")), Rows(rows=rows)),
        narrow=True,
    )
    return page(view)


def _rows(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    for each in found.effective.pattern.pages:
        for question in each.questions:
            if question.id not in found.case.answers:
                continue
            lines = found.shown(question, found.case.answers[question.id], visit.language)
            label = question.label.say(visit.language)
            if not _may(found, question):
                yield SummaryRow(key=label, lines=(*lines, visit.say("together_cannot_correct")))
                continue
            url = reverse("office-correct", args=(found.case.reference, question.id))
            yield SummaryRow(key=label, lines=tuple(lines), change_url=url, change_hidden=label)


def _may(found: CasePage, question: Question) -> bool:
    return can_correct(question, found.effective, found.scope) and not is_masked(question, found.fields)


@open_to("staff")
@staff("GET", "POST")
def correct_page(visit: Visit, reference: str, question: str) -> HttpResponse:
    """Correct one answer: what it should be and why, then what would be different, then it is done."""
    found = _page_for(visit, reference)
    asked = found.effective.questions.get(question)
    if asked is None or question not in found.case.answers or not _may(found, asked):
        raise CaseUnknown(reference)
    why, then = _why(), _then()
    setting = _setting(found, asked, visit)
    filled = read_form(visit, (asked, why), setting=setting)
    if filled.good:
        problem = problem_with(asked, filled.answers[asked.id], found.case, found.effective, setting, at=visit.at)
        filled = filled.but(asked, problem.message) if problem else filled
    if not filled.good:
        return page(_first(visit, found, asked, why, filled, setting))
    foreseen = foresee(found.case, found.effective, question, filled.answers[asked.id])
    chosen = read_form(visit, (then,))
    if foreseen.differences and ("confirmed" not in filled.posted or not chosen.good):
        shown = chosen if "confirmed" in filled.posted else Filled()
        return page(_second(visit, found, asked, filled, then, shown, foreseen))
    return _done(visit, found, asked, why, filled, renew=chosen.answers.get("then") == "renew")


def _setting(found: CasePage, asked: Question, visit: Visit) -> Setting:
    setting = setting_of(visit)
    return replace(setting, options={**setting.options, **options_of(asked, found.effective, found.scope)})


def _why() -> Question:
    return Text(
        id="correction_why", type="text", label=TEXTS["together_correct_why"],
        name_in_errors=TEXTS["together_correct_why_name"], max_length=LONGEST_REASON,
    )  # fmt: skip


def _then() -> Question:
    return Choice(
        id="then", type="choice", label=TEXTS["together_then"], name_in_errors=TEXTS["together_then_name"],
        options=tuple(Option(value=one, label=TEXTS[f"together_then_{one}"]) for one in ("keep", "renew")),
    )  # fmt: skip


def _first(visit: Visit, found: CasePage, asked: Question, why: Question, filled: Filled, setting: Setting) -> DeskView:
    return form_view(
        visit,
        found.case.reference,
        visit.say("together_correct_one"),
        (asked, why),
        filled,
        button=visit.say("together_go_on"),
        known={} if is_masked(asked, found.fields) else {asked.id: found.case.answers[asked.id]},
        hidden=(("revision", revision_of(found)),),
        setting=setting,
        scope=found.scope,
    )


def _second(
    visit: Visit, found: CasePage, asked: Question, filled: Filled, then: Question, chosen: Filled, foreseen: Reworked
) -> DeskView:
    typed = tuple(
        (name, value)
        for name, values in filled.posted.items()
        if name in ("revision", "correction_why") or name == asked.id or name.startswith(f"{asked.id}-")
        for value in values
    )
    now = found.shown(asked, found.case.answers[asked.id], visit.language)
    before: list[Block] = [
        Rows(
            rows=(
                SummaryRow(key=visit.say("together_now"), lines=now),
                SummaryRow(
                    key=visit.say("together_corrected_to"),
                    lines=shown_value(
                        asked, filled.answers[asked.id], _setting(found, asked, visit), seen=found.fields
                    ),
                ),
            )
        ),
        _differences(visit, found, foreseen),
    ]
    if foreseen.unknown:
        before.append(Prose(text=visit.say("together_not_worked"), look="inset"))
    return form_view(
        visit,
        found.case.reference,
        visit.say("together_differs"),
        (then,),
        chosen,
        button=visit.say("together_correct_do"),
        before=before,
        hidden=(*typed, ("confirmed", "yes")),
    )


def _differences(visit: Visit, found: CasePage, foreseen: Reworked) -> Table:
    return Table(
        caption=visit.say("together_differs_caption"),
        columns=tuple(Column(text=visit.say(f"together_column_{name}")) for name in ("result", "stands", "would")),
        rows=tuple(
            Row(cells=(Cell(text=_named(each, found, visit)), _cell(each, each.old, found, visit),
                       _cell(each, each.new, found, visit)))
            for each in foreseen.differences
        ),
    )  # fmt: skip


def _named(each: Difference, found: CasePage, visit: Visit) -> str:
    pattern = found.effective.pattern
    if each.kind == "charges":
        return visit.say("charged")
    parts: Mapping[str, Mapping[str, Any]] = {
        "computed": pattern.computed,
        "tables": pattern.tables,
        "decided": pattern.decisions,
    }
    title: Words | None = getattr(parts[each.kind].get(each.name), "title", None)
    return (title.say(visit.language) if title else "") or each.name.replace("_", " ").capitalize()


def _cell(each: Difference, value: Any, found: CasePage, visit: Visit) -> Cell:
    if value is None:
        return Cell(text=visit.say("together_none"))
    if each.kind == "charges":
        return Cell(text=in_pounds(value["total"]))
    if each.kind == "decided":
        outcome = found.effective.pattern.outcomes.get(value["outcome"])
        words = outcome.title.say(visit.language) if outcome else visit.say("together_goes_through")
        kept = tuple(said(one, visit.language) for one in value["values"].values())
        return Cell(text=words, more=kept)
    if each.kind == "tables":
        rows = [Words.model_validate(why).say(visit.language) for hit in value["hits"] for why in hit["why"]]
        return Cell(text=rows[0] if rows else visit.say("together_none"), more=tuple(rows[1:]))
    computed = found.effective.pattern.computed[each.name]
    money = computed.money and isinstance(value, int)
    return Cell(text=in_pounds(value) if money else said(value, visit.language))


def _done(
    visit: Visit, found: CasePage, asked: Question, why: Question, filled: Filled, *, renew: bool
) -> HttpResponse:
    case = found.case
    try:
        correct_answer(
            case_id=case.id,
            question=asked.id,
            answer=filled.answers[asked.id],
            why=str(filled.answers[why.id]),
            renew=renew,
            expect=posted_version(visit),
            council=visit.council,
            by=visit.member.actor,
            at=visit.at,
        )
    except CaseChanged:
        fresh = _page_for(visit, case.reference)
        view = _first(visit, fresh, asked, why, filled, _setting(fresh, asked, visit))
        # The page carries the newest version now: what was typed can be sent again.
        return page(replace(view, frame=replace(view.frame, notice=changed_notice(visit, case.reference))), status=409)
    except CorrectionRefused as refused:
        return back_to(visit, case.reference, "warning", f"together_correct_{refused.reason}")
    return back_to(visit, case.reference, "success", "together_correct_done", what=asked.label.say(visit.language))
