"""How does an officer move a case to the newest version of its service, make it another service's, or split it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.operations import CaseChanged
from commonhall.cases.queries import Case, CasePage, CaseUnknown, find_case, get_case_page
from commonhall.cases.together.recasting import (
    LONGEST_REASON,
    Preview,
    RecastRefused,
    change_service,
    check_service,
    move_to_version,
    preview_service,
    preview_version,
    recasts_of,
)
from commonhall.cases.together.splitting import LONGEST_NOTE, can_split_to, split_case
from commonhall.catalogue.queries import Service, find_service, services_of
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.masking import is_masked
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import ANY_PATTERN, Action, reach, shows_restricted
from commonhall.people.queries import find_team
from commonhall.web.components.views.desk import Block, DeskView, Panel, Prose, Rows
from commonhall.web.components.views.frame import Notice
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.frames import go
from commonhall.web.office.reaching import posted_version, revision_of
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import acts_of, back_to, changed_notice, form_view


def recast_panel(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield what was answered that the service has no question for, since the case was moved."""
    if not any(event.kind == "case_recast" for event in found.events):
        return
    blocks: list[Block] = []
    for one in recasts_of(found.case.id):
        moment = when(one.at, visit.language)
        text = visit.say(f"together_was_{one.kind}", name=one.by, when=moment, why=one.why, version=one.from_version)
        blocks.append(Prose(text=text))
        hidden = _hidden_of(found)
        rows = tuple(
            SummaryRow(
                key=Words.model_validate(left["label"]).say(visit.language) or name,
                lines=(visit.say("together_hidden"),) if hidden else tuple(left["lines"]),
            )
            for name, left in one.left.items()
        )
        if rows:
            blocks.append(Rows(title=visit.say("together_left"), rows=rows))
    yield Panel(id="recast", title=visit.say("together_moved"), blocks=tuple(blocks))


def _hidden_of(found: CasePage) -> bool:
    """Whether the member reads no personal answers: the old questions, which said what they are, are not at hand."""
    return not {"personal", "special"} <= set(found.fields)


def _page_for(visit: Visit, reference: str, action: Action) -> CasePage:
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    if action not in acts_of(found.roles) or found.case.merged_into_id is not None:
        raise CaseUnknown(reference)
    return found


def _why(key: str) -> Question:
    return Text(
        id="recast_why", type="text", label=TEXTS[key], name_in_errors=TEXTS["together_recast_why_name"],
        max_length=LONGEST_REASON,
    )  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def version_page(visit: Visit, reference: str) -> HttpResponse:
    """Show what moving the case to the newest version of its service would do, and do it once that is confirmed."""
    found = _page_for(visit, reference, "lead")
    case = found.case
    to = find_service(case.service, council=visit.council, day=london_day(visit.at))
    if to is None:
        return back_to(visit, case.reference, "information", "together_service_none")
    try:
        seen = preview_version(case, to, council=visit.council, at=visit.at)
    except RecastRefused as refused:
        return back_to(visit, case.reference, "information", f"together_recast_{refused.reason}")
    asked = (*_states(seen, case), _why("together_version_why"))
    filled = read_form(visit, asked)
    notice = None
    if filled.good:
        try:
            move_to_version(
                case_id=case.id,
                to=to,
                state=str(filled.answers.get("state") or ""),
                why=str(filled.answers["recast_why"]),
                expect=posted_version(visit),
                council=visit.council,
                by=visit.member.actor,
                at=visit.at,
            )
        except CaseChanged:
            notice = changed_notice(visit, case.reference)
        except RecastRefused as refused:
            return back_to(visit, case.reference, "warning", f"together_recast_{refused.reason}")
        else:
            return back_to(visit, case.reference, "success", "together_version_done", version=to.version)
    title = visit.say("together_version", version=to.version)
    return _form(visit, found, title, asked, filled, seen, notice)


def _states(seen: Preview, case: Case) -> Iterator[Question]:
    if seen.state:
        return
    states = seen.effective.pattern.case.states
    fits = [slug for slug, state in states.items() if (state.phase == "closed") == (case.phase == "closed")]
    yield Choice(
        id="state", type="choice", label=TEXTS["together_state"], name_in_errors=TEXTS["together_state_name"],
        options=tuple(Option(value=slug, label=states[slug].office or states[slug].label) for slug in fits),
    )  # fmt: skip


def _form(
    visit: Visit,
    found: CasePage,
    title: str,
    asked: Sequence[Question],
    filled: Filled,
    seen: Preview,
    notice: Notice | None,
    hidden: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    view = form_view(
        visit,
        found.case.reference,
        title,
        asked,
        filled,
        button=visit.say("together_recast_do"),
        before=(
            Prose(text=visit.say("together_recast_about")),
            Rows(title=visit.say("together_preview"), rows=tuple(_preview(found, seen, visit))),
        ),
        hidden=(("revision", revision_of(found)), *hidden),
        warns=True,
        notice=notice,
    )
    return page(view, status=409 if notice else 200)


def _preview(found: CasePage, seen: Preview, visit: Visit) -> Iterator[SummaryRow]:
    """What will be otherwise, in words."""
    old, new = found.effective.pattern, seen.effective.pattern

    def row(key: str, said: Sequence[str]) -> SummaryRow:
        return SummaryRow(key=visit.say(key), lines=tuple(said) or (visit.say("together_none"),))

    def named(parts: Sequence[str], words: dict[str, Words]) -> list[str]:
        return [words[each].say(visit.language) if each in words else each for each in parts]

    clocks = {each.id: each.label for each in (*old.case.deadlines, *new.case.deadlines)}
    tasks = {each.id: each.label for each in old.case.tasks}
    before = {name: question.label for name, question in found.effective.questions.items()}
    asked = {name: question.label for name, question in seen.effective.questions.items()}
    yield row("together_p_version", [f"{new.title.say(visit.language)} {new.version}"])
    if seen.state:
        state = new.case.states[seen.state]
        yield row("together_p_state", [(state.office or state.label).say(visit.language)])
    team = find_team(seen.team)
    yield row("together_p_team", [team.name.say(visit.language) if team else seen.team])
    yield row("together_p_left", named(list(seen.fitted.left), before))
    yield row("together_p_unanswered", named(seen.unanswered, asked))
    yield row("together_p_stopped", named(seen.stopped, clocks))
    yield row("together_p_begun", named(seen.begun, clocks))
    if seen.dropped:
        yield row("together_p_dropped", named(seen.dropped, tasks))


@open_to("staff")
@staff("GET", "POST")
def service_page(visit: Visit, reference: str) -> HttpResponse:
    """Ask which service the case should have been sent to, show what that would do, and do it once confirmed."""
    found = _page_for(visit, reference, "correct")
    case = found.case
    offered = {one.slug: one for one in _offered(visit, case)}
    if not offered:
        return back_to(visit, case.reference, "information", "together_service_none")
    which = _which(offered, "together_service_which")
    chosen = read_form(visit, (which,))
    if not chosen.good and not (visit.switching and "service" in chosen.answers):
        return page(_first(visit, found, which, chosen))
    to = offered[str(chosen.answers["service"])]
    try:
        seen, _made = preview_service(case, to, council=visit.council, at=visit.at)
    except RecastRefused as refused:
        return page(_first(visit, found, which, chosen.but(which, visit.say(f"together_recast_{refused.reason}"))))
    why = _why("together_service_why")
    filled = read_form(visit, (why,)) if "recast_why" in chosen.posted else Filled()
    title = visit.say("together_service_to", service=to.title.say(visit.language))
    if not filled.good:
        return _form(visit, found, title, (why,), filled, seen, None, (("service", to.slug),))
    try:
        change_service(
            case_id=case.id,
            to=to,
            why=str(filled.answers["recast_why"]),
            expect=posted_version(visit),
            council=visit.council,
            by=visit.member.actor,
            at=visit.at,
        )
    except CaseChanged:
        notice = changed_notice(visit, case.reference)
        return _form(visit, found, title, (why,), filled, seen, notice, (("service", to.slug),))
    except RecastRefused as refused:
        return back_to(visit, case.reference, "warning", f"together_recast_{refused.reason}")
    return _moved(visit, case.reference, to)


def _moved(visit: Visit, reference: str, to: Service) -> HttpResponse:
    """Go to the case, or to the list where the member may not see it any more, which is said."""
    service = to.title.say(visit.language)
    if find_case(visit.member, reference) is not None:
        return back_to(visit, reference, "success", "together_service_done", service=service)
    return go(reverse("office-queue"), "success", "together_service_gone", service=service, reference=reference)


def _offered(visit: Visit, case: Case) -> Iterator[Service]:
    for each in services_of(visit.council, day=london_day(visit.at)):
        if _may_see(visit, each):
            try:
                check_service(case, each)
            except RecastRefused:
                continue
            yield each


def _may_see(visit: Visit, service: Service) -> bool:
    """Whether the member may know of the service's cases; of a sensitive one's only by a grant that shows them."""
    hidden = service.effective.pattern.case.access == "team"
    return any(
        grant.pattern in (ANY_PATTERN, service.pattern) and (not hidden or shows_restricted(grant))
        for grant in reach(visit.member, "view")
    )


def _which(offered: dict[str, Service], key: str) -> Question:
    return Choice(
        id="service", type="choice", label=TEXTS[key], name_in_errors=TEXTS["together_service_name"],
        options=tuple(Option(value=slug, label=one.title) for slug, one in offered.items()),
    )  # fmt: skip


def _first(visit: Visit, found: CasePage, which: Question, filled: Filled) -> DeskView:
    return form_view(
        visit,
        found.case.reference,
        visit.say("together_service"),
        (which,),
        filled,
        button=visit.say("together_go_on"),
        hidden=(("revision", revision_of(found)),),
    )


@open_to("staff")
@staff("GET", "POST")
def split_page(visit: Visit, reference: str) -> HttpResponse:
    """Open a case of its own for a part of this one: which service, which answers go along, and what it is about."""
    found = _page_for(visit, reference, "merge")
    case = found.case
    services = services_of(visit.council, day=london_day(visit.at))
    offered = {one.slug: one for one in services if _may_see(visit, one) and can_split_to(one)}
    if not offered:
        return back_to(visit, case.reference, "information", "together_service_none")
    asked = (_which(offered, "together_split_which"), *_goes_along(found), _about())
    filled = read_form(visit, asked)
    token = visit.request.POST.get("token", "")
    notice = None
    if filled.good:
        try:
            part = _split(visit, case, offered[str(filled.answers["service"])], filled, token)
        except CaseChanged:
            notice = changed_notice(visit, case.reference)
        except RecastRefused as refused:
            filled = filled.but(asked[0], visit.say(f"together_recast_{refused.reason}"))
        else:
            seen = find_case(visit.member, part.reference) is not None
            here = part.reference if seen else case.reference
            return back_to(visit, here, "success", "together_split_done", reference=part.reference)
    view = form_view(
        visit,
        case.reference,
        visit.say("together_split"),
        asked,
        filled,
        button=visit.say("together_split"),
        before=(Prose(text=visit.say("together_split_intro")),),
        hidden=(("revision", revision_of(found)), ("token", token or str(uuid4()))),
        notice=notice,
    )
    return page(view, status=409 if notice else 200)


def _split(visit: Visit, case: Case, to: Service, filled: Filled, token: str) -> Case:
    along = filled.answers.get("along")
    return split_case(
        case_id=case.id,
        to=to,
        answers=[str(each) for each in along] if isinstance(along, list) else (),
        about=str(filled.answers["about"]),
        new_case_id=_as_id(token),
        expect=posted_version(visit),
        council=visit.council,
        by=visit.member.actor,
        at=visit.at,
    )


def _as_id(token: str) -> UUID | None:
    try:
        return UUID(token)
    except ValueError:
        return None


def _goes_along(found: CasePage) -> Iterator[Question]:
    questions = found.effective.questions
    known = [name for name in found.case.answers if name in questions and not is_masked(questions[name], found.fields)]
    if known:
        yield Choices(
            id="along", type="choices", label=TEXTS["together_split_along"], required=False,
            hint=TEXTS["together_split_along_hint"],
            options=tuple(Option(value=name, label=questions[name].label) for name in known),
        )  # fmt: skip


def _about() -> Question:
    return LongText(
        id="about", type="long_text", label=TEXTS["together_split_about"],
        name_in_errors=TEXTS["together_split_about_name"], max_length=LONGEST_NOTE, rows=4,
    )  # fmt: skip
