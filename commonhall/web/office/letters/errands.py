"""What does an officer want done for a case that no pattern foresaw? The task, who does it, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.due import passed_at
from commonhall.cases.queries import Case, CaseUnknown, effective_of_case, find_case, roles_on
from commonhall.cases.requests.errands import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    CaseTask,
    TaskRefused,
    Wanted,
    drop_task,
    find_errand,
    finish_errand,
    note_on_task,
    open_task,
    reassign_task,
    reopen_task,
)
from commonhall.cases.requests.outside import ask_outside
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.email import Email
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Answer, Option, Problem, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import in_words, london_date, london_day
from commonhall.core.values.words import Words, both
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import clean_documents_of_case
from commonhall.people.policies import ANY_PATTERN
from commonhall.people.queries import MemberUnknown, colleagues, teams
from commonhall.web.components.acts import Posted
from commonhall.web.components.prose import lines_of
from commonhall.web.components.views.desk import Block, DeskView, Fold, Form, Heading, Prose, Rows
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.asking import read_all
from commonhall.web.office.came import address_of
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.filling import Filled, posted_of, setting_of, views_of
from commonhall.web.office.frames import go
from commonhall.web.office.letters.forms import FORM, case_crumbs, desk, token_of
from commonhall.web.office.reaching import case_to_work_on
from commonhall.web.office.texts import TEXTS

OUTSIDE: Final = "outside"
MOST_DAYS: Final = 365


@open_to("staff")
@staff("GET", "POST")
def new_errand_page(visit: Visit, reference: str) -> HttpResponse:
    """Ask what is to be done and by whom, and begin it."""
    case, _roles = case_to_work_on(visit, reference)
    asked = _asked(visit, case)
    posted = posted_of(visit)
    answers, problems = read_all(asked, posted, setting_of(visit)) if posted else ({}, {})
    if posted and not problems and answers["who"] == OUTSIDE and not answers.get("email"):
        problems["email"] = Problem("missing", visit.say("errand_email_missing"), "email")
    if not posted or problems or visit.switching:
        shown = posted or {"who": [f"team:{case.team}"]}
        return page(_new_view(visit, case, asked, shown, problems))
    return _begin(visit, case, answers)


def _asked(visit: Visit, case: Case) -> tuple[Question, ...]:
    documents = clean_documents_of_case(case_id=case.id, journey_id=case.journey_id)
    share: tuple[Question, ...] = ()
    if documents:
        options = tuple(Option(value=str(one.id), label=both(one.name, one.name)) for one in documents)
        share = (
            Choices(
                id="documents", type="choices", label=TEXTS["errand_documents"], options=options, required=False,
                hint=TEXTS["errand_documents_hint"],
            ),
        )  # fmt: skip
    return (
        Text(
            id="title", type="text", label=TEXTS["errand_title"], name_in_errors=TEXTS["errand_title_name"],
            max_length=LONGEST_TITLE,
        ),
        LongText(
            id="text", type="long_text", label=TEXTS["errand_text"], hint=TEXTS["errand_text_hint"], required=False,
            max_length=LONGEST_TEXT,
        ),
        LongText(
            id="questions", type="long_text", label=TEXTS["errand_questions"], hint=TEXTS["asking_questions_hint"],
            required=False, max_length=2000,
        ),
        Number(
            id="days", type="number", label=TEXTS["errand_days"], name_in_errors=TEXTS["asking_days_name"], min=1,
            max=MOST_DAYS, required=False,
        ),
        _who(case, outside=True),
        Email(
            id="email", type="email", label=TEXTS["errand_email"], hint=TEXTS["errand_email_hint"], required=False,
        ),
        *share,
    )  # fmt: skip


def _who(case: Case, *, outside: bool) -> Question:
    """Return the question of who is to do it: a team, a colleague who may work on the case, or somebody outside."""
    named = teams()
    slugs = {team.slug: team.id for team in named}
    options = [Option(value=f"team:{team.slug}", label=team.name) for team in named]
    if case.team not in slugs:
        options.insert(0, Option(value=f"team:{case.team}", label=TEXTS["errand_case_team"]))
    options += [
        Option(value=f"member:{one.membership_id}", label=both(one.name, one.name))
        for one in colleagues()
        if any(
            grant.role in ("officer", "lead", "agent")
            and grant.pattern in (ANY_PATTERN, case.pattern)
            and (grant.team_id is None or grant.team_id == slugs.get(case.team))
            and not (case.restricted and grant.team_id is None and grant.pattern == ANY_PATTERN)
            for grant in one.grants
        )
    ]
    if outside:
        options.append(Option(value=OUTSIDE, label=TEXTS["errand_outside"]))
    return Choice(
        id="who", type="choice", label=TEXTS["errand_who"], name_in_errors=TEXTS["errand_who_name"],
        options=tuple(options),
    )  # fmt: skip


def _new_view(
    visit: Visit, case: Case, asked: Sequence[Question], posted: Posted, problems: Mapping[str, Problem]
) -> DeskView:
    form = Form(
        id="questions",
        questions=views_of(visit, asked, Filled(posted, problems=problems)),
        hidden=((FORM, token_of(visit)),),
        button=visit.say("errand_begin"),
        cancel_url=reverse("office-case", args=(case.reference,)),
    )
    crumbs = case_crumbs(visit, case)
    return desk(visit, visit.say("errand_new"), [form], caption=case.reference, breadcrumbs=crumbs, narrow=True)


def _begin(visit: Visit, case: Case, answers: Mapping[str, Answer]) -> HttpResponse:
    outside = answers["who"] == OUTSIDE
    team, owner = _chosen(str(answers["who"]))
    lines = [" ".join(line.split()) for line in str(answers.get("questions") or "").splitlines()]
    documents = answers.get("documents")
    wanted = Wanted(
        title=str(answers["title"]),
        text=str(answers.get("text") or ""),
        team=team if team in {one.slug for one in teams()} else "",
        owner_id=owner,
        due_at=_due(visit, case, answers.get("days")),
        questions=tuple(line for line in lines if line),
        to_email=str(answers.get("email") or "") if outside else "",
        shared={"documents": documents} if outside and documents else {},
    )
    by, at, token = visit.member.actor, visit.at, token_of(visit)
    try:
        if outside:
            language = visit.council.default_language
            ask_outside(
                case_id=case.id, wanted=wanted, occasion=token, language=language, council=visit.council, by=by, at=at
            )
        else:
            open_task(case_id=case.id, wanted=wanted, occasion=token, by=by, at=at)
    except (TaskRefused, MemberUnknown) as refused:
        raise CaseUnknown(case.reference) from refused
    return go(address_of(visit, case.reference), "success", "errand_sent" if outside else "errand_begun")


def _chosen(value: str) -> tuple[str, UUID | None]:
    kind, _, which = value.partition(":")
    if kind == "member":
        return "", UUID(which)
    return (which if kind == "team" else ""), None


def _due(visit: Visit, case: Case, days: Answer) -> datetime | None:
    if days is None:
        return None
    calendar = effective_of_case(case, council=visit.council, at=visit.at).calendar
    return passed_at(f"{calendar.add_working_days(london_day(visit.at), int(str(days)))}T23:59:59")


@open_to("staff")
@staff("GET", "POST")
def errand_page(visit: Visit, reference: str, errand: UUID) -> HttpResponse:
    """Show a task of an officer's making, and do with it what was pressed: done, dropped, given on, noted, reopened."""
    case = find_case(visit.member, reference)
    task = find_errand(errand, case_id=case.id) if case else None
    if case is None or task is None:
        raise CaseUnknown(reference)
    works = bool(roles_on(visit.member, case))
    if visit.request.method != "POST":
        return page(_errand_view(visit, case, task, works, {}, {}))
    if not works:
        raise CaseUnknown(reference)
    posted = posted_of(visit)
    do = "".join(posted.get("do", ())[:1])
    asked = _asked_of(case, task).get(do, ())
    answers, problems = read_all(asked, posted, setting_of(visit))
    if problems or visit.switching or do not in (*_asked_of(case, task), "reopen"):
        return page(_errand_view(visit, case, task, works, posted, problems))
    return _do(visit, case, task, do, answers)


def _asked_of(case: Case, task: CaseTask) -> dict[str, tuple[Question, ...]]:
    """Return what each act on a task asks."""
    answers = tuple(
        LongText(
            id=f"q{number}", type="long_text", label=Words(en=text, cy=text),
            name_in_errors=TEXTS["errand_answer_name"], max_length=LONGEST_TEXT,
        )
        for number, text in enumerate(task.questions, 1)
    ) or (
        LongText(
            id="q1", type="long_text", label=TEXTS["errand_answer"], name_in_errors=TEXTS["errand_answer_name"],
            required=False, max_length=LONGEST_TEXT,
        ),
    )  # fmt: skip
    reason = Text(
        id="reason", type="text", label=TEXTS["errand_reason"], name_in_errors=TEXTS["errand_reason_name"],
        max_length=500,
    )  # fmt: skip
    note = LongText(
        id="note", type="long_text", label=TEXTS["errand_note"], name_in_errors=TEXTS["errand_note_name"],
        max_length=LONGEST_TEXT,
    )  # fmt: skip
    if task.state != "open":
        return {"note": (note,)}
    return {"done": answers, "note": (note,), "give": (_who(case, outside=False),), "drop": (reason,)}


def _do(visit: Visit, case: Case, task: CaseTask, do: str, answers: Mapping[str, Answer]) -> HttpResponse:
    by, at = visit.member.actor, visit.at
    try:
        if do == "done":
            finish_errand(task_id=task.id, answers=answers, by=by, at=at)
        elif do == "drop":
            drop_task(task_id=task.id, reason=str(answers["reason"]), by=by, at=at)
        elif do == "note":
            note_on_task(task_id=task.id, text=str(answers["note"]), by=by, at=at)
        elif do == "give":
            team, owner = _chosen(str(answers["who"]))
            known = team if team in {one.slug for one in teams()} else ""
            reassign_task(task_id=task.id, team=known, owner_id=owner, by=by, at=at)
        else:
            reopen_task(task_id=task.id, by=by, at=at)
    except (TaskRefused, MemberUnknown):
        return go(reverse("office-errand", args=(case.reference, task.id)), "information", "errand_over")
    stay = do in ("note", "reopen", "give")
    where = reverse("office-errand", args=(case.reference, task.id)) if stay else address_of(visit, case.reference)
    return go(where, "success", f"errand_{do}_said")


def _errand_view(
    visit: Visit, case: Case, task: CaseTask, works: bool, posted: Posted, problems: Mapping[str, Problem]
) -> DeskView:
    blocks: list[Block] = [Rows(rows=tuple(_rows(visit, task)))]
    if task.text:
        blocks.append(Prose(text=lines_of(task.text.splitlines())))
    if task.notes:
        blocks.append(Heading(text=visit.say("errand_notes")))
        blocks += [
            Prose(text=lines_of([f"{one['by']}, {in_words(one['at'], visit.language)}", *one["text"].splitlines()]))
            for one in task.notes
        ]
    if works:
        blocks += _forms(visit, case, task, posted, problems)
    crumbs = case_crumbs(visit, case)
    return desk(visit, task.title, blocks, caption=case.reference, breadcrumbs=crumbs, narrow=True)


def _forms(visit: Visit, case: Case, task: CaseTask, posted: Posted, problems: Mapping[str, Problem]) -> list[Block]:
    """Return the forms of what can be done with a task: the main one open, the others folded until one is wrong."""
    pressed = "".join(posted.get("do", ())[:1])
    blocks: list[Block] = []
    for do, asked in _asked_of(case, task).items():
        views = views_of(visit, asked, Filled(posted, problems=problems) if do == pressed else Filled())
        form = Form(
            id="questions" if do == pressed else f"act-{do}",
            questions=views,
            buttons=((do, visit.say(f"errand_{do}")),),
            look="main" if do == "done" else "secondary",
        )  # fmt: skip
        wrong = do == pressed and bool(problems)
        blocks.append(form if do == "done" else Fold(title=visit.say(f"errand_{do}"), blocks=(form,), open=wrong))
    if task.state != "open":
        blocks.append(Form(buttons=(("reopen", visit.say("errand_reopen")),), look="secondary"))
    return blocks


def _rows(visit: Visit, task: CaseTask) -> list[SummaryRow]:
    owner = next((one.name for one in colleagues() if one.membership_id == task.owner_id), "")
    team = next((one.name.say(visit.language) for one in teams() if one.slug == task.team), task.team)
    rows = [
        SummaryRow(key=visit.say("errand_state"), lines=(visit.say(f"errand_state_{task.state}"),)),
        SummaryRow(key=visit.say("errand_for"), lines=(task.to_email or owner or team,)),
        SummaryRow(
            key=visit.say("errand_asked"),
            lines=(task.opened_by, in_words(london_date(task.opened_at), visit.language)),
        ),
    ]
    if task.due_at:
        last = london_date(task.due_at - timedelta(seconds=1))
        rows.append(SummaryRow(key=visit.say("errand_due"), lines=(in_words(last, visit.language),)))
    if task.state != "open" and task.ended_at:
        lines = (task.done_by, in_words(london_date(task.ended_at), visit.language), task.reason)
        rows.append(SummaryRow(key=visit.say("errand_ended"), lines=tuple(line for line in lines if line)))
    for name, answer in task.answers.items():
        if isinstance(answer, str):
            number = int(name[1:]) if name[1:].isdigit() else 0
            label = task.questions[number - 1] if 0 < number <= len(task.questions) else visit.say("errand_answer")
            rows.append(SummaryRow(key=label, lines=tuple(answer.splitlines())))
    return rows
