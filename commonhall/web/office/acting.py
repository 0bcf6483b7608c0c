"""What happens if I do this? The page of one act on a case: its questions, what the resident will read, one button."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from markupsafe import Markup

from commonhall.capabilities.notifications.words import harmless
from commonhall.cases.correspondence.wording import Composed, compose
from commonhall.cases.operations import CaseChanged, MoveCosts, in_plain_words, move_case
from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page, seen_of_case
from commonhall.cases.refusals import CANNOT, problem_of, slot_options, with_slots
from commonhall.core.language.case_model import Message, Transition
from commonhall.core.language.expressions import ExpressionFailed
from commonhall.core.language.reading import read_through
from commonhall.core.language.wording import fill
from commonhall.core.lifecycle.applying import Acting, apply_move
from commonhall.core.lifecycle.holding import ActRefused
from commonhall.core.lifecycle.moves import MoveRefused, messages_on
from commonhall.core.lifecycle.standing import CaseStanding
from commonhall.core.questions.question import Question, Setting
from commonhall.core.values.dates import london
from commonhall.core.values.words import Language
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import attach_asked, with_documents
from commonhall.web.components.acts import asked_now, known, with_options
from commonhall.web.components.asked import question_view, typed_values
from commonhall.web.components.prose import in_language, prose
from commonhall.web.components.uploads import Uploaded, asks_for_files
from commonhall.web.components.views.frame import Link, Notice
from commonhall.web.components.views.office import ActionView
from commonhall.web.office.asking import Draft, drafted
from commonhall.web.office.came import address_of
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.filling import posted_of, setting_of
from commonhall.web.office.frames import frame, leave_notice
from commonhall.web.office.money import wait_for_money
from commonhall.web.office.reaching import last_change, posted_version, revision_of
from commonhall.web.office.taking_up import leave_done
from commonhall.web.office.texts import say
from commonhall.web.office.together.proposing import came_back, propose, remarks, too_late
from commonhall.web.office.uploads import keep_files

VERSIONS = {"email": "email_version", "sms": "text_version", "letter": "letter_version"}


@open_to("staff")
@staff("GET", "POST")
def act_page(visit: Visit, reference: str, transition: str) -> HttpResponse:
    """Show the act, or do it."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    wanted = next((one for one in found.effective.pattern.case.transitions if one.id == transition), None)
    if wanted is None or not set(found.roles) & set(wanted.by):
        raise CaseUnknown(reference)
    posted = posted_of(visit)
    setting = _setting(visit, found, wanted)
    asked = asked_now(found.effective, wanted.ask, found.scope, posted, setting)
    wanted = wanted.model_copy(update={"ask": asked})
    if visit.request.method != "POST":
        return page(_view(visit, found, wanted, Draft())) if _may_now(found, wanted) else _not_now(visit, found)
    uploaded = keep_files(visit, found.case.id, wanted.ask) if _may_now(found, wanted) else Uploaded()
    draft = drafted(found, wanted.ask, posted, _setting(visit, found, wanted), uploaded)
    if (draft.problems or draft.unseen or uploaded.pressed or visit.switching) and _may_now(found, wanted):
        return page(_view(visit, found, wanted, draft, revision=visit.request.POST.get("revision", "")))
    return _done(visit, found, wanted, draft)


def _setting(visit: Visit, found: CasePage, wanted: Transition) -> Setting:
    setting = setting_of(visit)
    scope = {**found.scope, "today": setting.today}
    setting = with_options(found.effective, wanted.ask, scope, setting, posted_of(visit))
    setting = with_slots(setting, slot_options(found.case, found.effective, wanted, scope=scope, at=visit.at))
    return with_documents(setting, wanted.ask, case_id=found.case.id)


def _may_now(found: CasePage, wanted: Transition) -> bool:
    return any(move.transition.id == wanted.id and not move.refused for move in found.moves)


def _done(visit: Visit, found: CasePage, wanted: Transition, draft: Draft) -> HttpResponse:
    seen = posted_version(visit)
    response = SeeOther(address_of(visit, found.case.reference))
    label = wanted.label.say(visit.language)
    if _was_just_done(visit, found, wanted, seen):
        leave_notice(response, "success", "moved", what=label)
        return response
    try:
        move_case(
            case_id=found.case.id,
            transition=wanted.id,
            asked=draft.answers,
            expect=seen,
            actors=found.roles,
            council=visit.council,
            by=visit.member.actor,
            at=visit.at,
        )
    except CaseChanged:
        return _changed(visit, found.case.reference, wanted, draft)
    except MoveRefused as refused:
        if refused.reason == "approval":
            return _proposed(visit, found, wanted, draft)
        if refused.reason == "guard" and wanted.refused and wanted.ask:
            why = fill(wanted.refused, found.said_scope, visit.language)
            return page(_view(visit, found, wanted, draft, revision=str(seen), problem=why))
        return _not_now(visit, found, wanted)
    except MoveCosts as costs:
        return wait_for_money(visit, found, costs, draft.answers, response)
    except CANNOT as refused:
        return _stood_against(visit, found, wanted, draft, refused)
    if asks_for_files(wanted.ask):
        attach_asked(case_id=found.case.id, questions=wanted.ask, answers=draft.answers, at=visit.at)
    leave_done(response, visit, found.case.id, "moved", what=label)
    return response


def _proposed(visit: Visit, found: CasePage, wanted: Transition, draft: Draft) -> HttpResponse:
    try:
        response = propose(visit, found, wanted, draft.answers, posted_version(visit))
    except CaseChanged:
        return _changed(visit, found.case.reference, wanted, draft)
    if asks_for_files(wanted.ask):
        attach_asked(case_id=found.case.id, questions=wanted.ask, answers=draft.answers, at=visit.at)
    return response


def _stood_against(visit: Visit, found: CasePage, wanted: Transition, draft: Draft, refused: Exception) -> HttpResponse:
    """Show the act again with what its booking or publication stumbled over."""
    problem = problem_of(refused, wanted, _setting(visit, found, wanted))
    if problem is None:
        return _not_now(visit, found)
    question = next(one.id for one in wanted.ask if problem.field in one.fields())
    wrong = replace(draft, problems={**draft.problems, question: problem})
    return page(_view(visit, found, wanted, wrong, revision=visit.request.POST.get("revision", "")))


def _was_just_done(visit: Visit, found: CasePage, wanted: Transition, seen: int) -> bool:
    """Whether this very form has been taken already: it was sent twice, by a double click or again after a time-out."""
    last = next((event for event in reversed(found.events) if event.kind == "case_moved"), None)
    return (
        last is not None
        and found.case.version == seen + 1
        and found.case.state == wanted.to
        and last.facts.get("transition") == wanted.id
        and last.by.id == visit.member.membership_id
    )


def _changed(visit: Visit, reference: str, wanted: Transition, draft: Draft) -> HttpResponse:
    """Show what somebody else did, with what this officer typed: they decide again."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    what = last_change(visit, found.case.reference)
    if not _may_now(found, wanted):
        return too_late(visit, found, wanted, draft.answers, _setting(visit, found, wanted), what)
    view = _view(visit, found, wanted, draft)
    notice = Notice(kind="warning", text=visit.say("changed", what=what))
    return page(replace(view, frame=replace(view.frame, notice=notice)), status=409)


def _not_now(visit: Visit, found: CasePage, wanted: Transition | None = None) -> HttpResponse:
    """Go back to the case and say why it cannot be done now: in the pattern's own words where it has some."""
    response = SeeOther(address_of(visit, found.case.reference))
    if wanted is not None and wanted.refused:
        leave_notice(response, "warning", "because", what=fill(wanted.refused, found.said_scope, visit.language))
    else:
        leave_notice(response, "warning", "not_now")
    return response


def _view(
    visit: Visit, found: CasePage, wanted: Transition, draft: Draft, *, revision: str = "", problem: str = ""
) -> ActionView:
    """Return the page of the act. problem: what stands against all that was typed, told with the first question."""
    setting = _setting(visit, found, wanted)
    back = address_of(visit, found.case.reference)
    told = _told(visit, found, wanted, draft)
    back_again = came_back(visit, found, wanted)
    texts = [wanted.hint.say(visit.language), *remarks(visit, wanted, back_again), wanted.confirm.say(visit.language)]
    if told is None:
        texts.append(_untold(visit, found, wanted))
    return ActionView(
        frame=frame(
            visit,
            wanted.label.say(visit.language),
            breadcrumbs=(
                Link(text=visit.say("work"), href=reverse("office-queue")),
                Link(text=found.case.reference, href=back),
            ),
            has_error=bool(draft.problems or problem),
            notice=Notice(kind="information", text=visit.say("more_asked")) if draft.unseen else None,
        ),
        reference=found.case.reference,
        questions=tuple(
            question_view(
                one,
                setting=setting,
                values=_shown(found, one, setting, draft, back_again.asked if back_again else {}),
                problems=[draft.problems[one.id]] if one.id in draft.problems else (),
            )
            for one in wanted.ask
        ),
        button=wanted.label.say(visit.language),
        cancel_url=back,
        content=Markup("").join(prose(text) for text in texts if text),
        message=told,
        revision=revision or revision_of(found),
        warning=bool(wanted.confirm),
        problems=(Link(text=problem, href=f"#{wanted.ask[0].fields()[0]}"),) if problem else (),
    )


def _untold(visit: Visit, found: CasePage, wanted: Transition) -> str:
    any_message = messages_on(found.effective, wanted.id, named=wanted.message)
    return visit.say("cannot_be_told" if any_message else "not_told")


def _shown(
    found: CasePage, question: Question, setting: Setting, draft: Draft, proposed: Mapping[str, Any]
) -> dict[str, str | list[str]]:
    """Return what the fields of a question show: what was typed, what was proposed before, or what is known."""
    if draft.posted:
        return typed_values(draft.posted, (question,))
    if proposed.get(question.id) is not None:
        return question.shown(proposed[question.id])
    return known(found.effective, question, found.scope, setting)


def _told(visit: Visit, found: CasePage, wanted: Transition, draft: Draft) -> tuple[str, str, Markup] | None:
    """Return what the resident will get: in the language of the case and, where that is Welsh, also in English."""
    language: Language = "cy" if found.case.language == "cy" else "en"
    as_sent = _composed(visit, found, wanted, draft, language)
    if not as_sent:
        return None
    shown = Markup("").join(_as_html(visit, one, language) for one in as_sent)
    if language != "en":
        english = Markup("").join(_as_html(visit, one, "en") for one in _composed(visit, found, wanted, draft, "en"))
        titles = [prose(f"### {visit.say(key)}") for key in ("in_case_language", "in_english")]
        shown = titles[0] + shown + titles[1] + english
    channels = [visit.say(VERSIONS[one.channel]) for one in as_sent]
    return " + ".join(channels), ", ".join(" ".join(one.recipient.splitlines()) for one in as_sent), shown


def _composed(
    visit: Visit, found: CasePage, wanted: Transition, draft: Draft, language: Language
) -> tuple[Composed, ...]:
    if found.person is None:
        return ()
    asked = {one.id: f"[{say('your_answer', language, question=one.label.say(language))}]" for one in wanted.ask}
    asked |= in_plain_words(
        wanted.ask, draft.answers, found.case, effective=found.effective, scope=found.scope, seen=found.fields
    )
    made: tuple[Composed, ...] = ()
    standing = _after(visit, found, wanted, draft)
    for message in _may_be_sent(found, wanted, draft):
        made += compose(
            message,
            found.case,
            found.person,
            effective=found.effective,
            council=visit.council,
            asked=asked,
            language=language,
            standing=standing,
            seen=found.fields,
            at=visit.at,
        )
    return made


def _after(visit: Visit, found: CasePage, wanted: Transition, draft: Draft) -> CaseStanding:
    """Return how the case will stand, for the dates that a message names; as it does now where that cannot be told."""
    asked = {one.id: draft.answers.get(one.id) for one in wanted.ask}
    acting = Acting(seen_of_case(found.case, found.effective), found.roles, london(visit.at), asked)
    try:
        return apply_move(found.effective, found.standing, wanted.id, acting, new_number=lambda *_: "").standing
    except (MoveRefused, ActRefused, ExpressionFailed, ValueError):
        return found.standing


def _may_be_sent(found: CasePage, wanted: Transition, draft: Draft) -> Iterator[Message]:
    """Yield the messages that the act sends, and those for which it depends on what is still to be answered."""
    scope = {**found.scope, "asked": draft.answers}
    sent = messages_on(found.effective, wanted.id, named=wanted.message, scope=scope)
    to_answer = {f"asked.{one.id}" for one in wanted.ask if one.id not in draft.answers}
    for name, message in messages_on(found.effective, wanted.id, named=wanted.message).items():
        if name in sent or read_through(found.effective.pattern, message.when) & to_answer:
            yield message


def _as_html(visit: Visit, one: Composed, language: Language) -> Markup:
    lang = language if language != visit.language else ""
    if one.channel == "sms":
        body = prose(f"**{visit.say('text_version')}**\n\n{_as_lines(harmless(one.body))}")
    else:
        body = prose(f"**{harmless(one.subject)}**\n\n{_as_lines(one.body)}")
    return in_language(body, lang) if lang else body


def _as_lines(text: str) -> str:
    """Return a message's text as Markdown that keeps its lines; its headings come below those of the page."""
    return re.sub(r"(?m)^#{1,2} ", "### ", text).replace("\n", "  \n")
