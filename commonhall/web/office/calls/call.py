"""What is going on in this call? Who it is, what was done, what they have with us, and what can be done next."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.people.calling import (
    Entitlement,
    Person,
    Request,
    asked_of_caller,
    candidates_by_number,
    cases_in_call,
    cases_of_caller,
    entitlements_of_caller,
    named_in_call,
    records_of,
)
from commonhall.cases.people.on_behalf import without_caller
from commonhall.cases.people.reaching import find_visible_person
from commonhall.cases.queries import Case, effective_of_case
from commonhall.contacts.answering import end_conversation
from commonhall.contacts.contacted import Interaction
from commonhall.contacts.preferring import preferences_of
from commonhall.contacts.warnings import live_warnings
from commonhall.core.values.dates import in_words, london_day
from commonhall.councils.policies import open_to
from commonhall.journeys.in_calls import begun_for_others
from commonhall.journeys.queries import Journey, begun_in
from commonhall.people.policies import can
from commonhall.record.operations import record_read
from commonhall.web.components.views.desk import (
    Block,
    Buttons,
    Cell,
    Column,
    DeskView,
    Form,
    Heading,
    Links,
    Prose,
    Row,
    Rows,
    Table,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.beginning import offered_services
from commonhall.web.office.calls.caller import candidates_block
from commonhall.web.office.calls.reaching import call_frame, call_title, my_call
from commonhall.web.office.calls.serving import began_themselves
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.frames import drop_notice
from commonhall.web.office.queue import title_of


@open_to("staff")
@staff("GET", "POST")
def call_page(visit: Visit, interaction: UUID) -> HttpResponse:
    """Show an open call; posted to, keep that the caller has gone."""
    call = my_call(visit, interaction)
    if visit.request.method == "POST":
        end_conversation(interaction_id=call.id, by=visit.member.actor, at=visit.at)
        return SeeOther(reverse("office-call-finish", args=(call.id,)))
    person = find_visible_person(visit.member, call.person_id) if call.person_id else None
    checked = person if call.check_result == "passed" else None
    if checked:
        record_read(
            subject=("person", checked.id), how="opened", purpose=f"call {call.id}", by=visit.member, at=visit.at
        )
    response = page(
        DeskView(
            frame=call_frame(visit, call_title(call, visit)),
            blocks=(
                *_next(visit, call),
                *_done(visit, call),
                *(_known(visit, call, checked) if checked else _unknown(visit, call)),
            ),
            side=tuple(_caller(visit, call, person)),
        )
    )
    drop_notice(response)
    return response


def _next(visit: Visit, call: Interaction) -> Iterator[Block]:
    """Yield what can be done now."""
    links = [Link(text=visit.say("call_serve"), href=reverse("office-call-serve", args=(call.id,)))]
    if can(visit.member, "message"):
        links.append(Link(text=visit.say("call_link"), href=reverse("office-call-link", args=(call.id,))))
    yield Buttons(links=tuple(links))


def _done(visit: Visit, call: Interaction) -> Iterator[Block]:
    """Yield the cases that were opened or touched, and what was begun and not sent."""
    cases = cases_in_call(visit.member, call.id)
    begun = [each for each in begun_in(call.id) if each.state in ("started", "ended")]
    yield Heading(text=visit.say("call_now"))
    if not cases and not begun:
        yield Prose(text=visit.say("call_now_none"), look="quiet")
    if cases:
        yield _case_table(visit, call, [(case, _way(visit, call, case, way)) for case, way in cases], "call_now")
    yield from (block for each in begun for block in _begun(visit, call, each))


def _way(visit: Visit, call: Interaction, case: Case, way: str) -> str:
    """Say what was done with a case, and that nobody said yet who called where it was asked for somebody else."""
    if str(case.journey_id) in begun_for_others(call.id) and without_caller([case]):
        return visit.say("call_for_other")
    return visit.say(f"call_way_{way}")


def _begun(visit: Visit, call: Interaction, journey: Journey) -> Iterator[Block]:
    service = offered_services(visit).get(journey.service)
    name = service.title.say(visit.language) if service else journey.service
    state = visit.say("call_unfinished" if journey.state == "started" else "call_ended_without")
    yield Rows(rows=(SummaryRow(key=state, lines=(name,)),))
    yield Form(
        button=visit.say("call_go_on_with", service=name),
        action=reverse("office-call-journey", args=(call.id, journey.id)),
        look="secondary",
    )


def _case_table(visit: Visit, call: Interaction, cases: list[tuple[Case, str]], title: str) -> Table:
    return Table(
        caption=visit.say(title),
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(name)) for name in ("call_request", "call_state", "call_act")),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        text=case.reference,
                        href=reverse("office-case", args=(case.reference,)),
                        more=tuple(line for line in (title_of(case, visit), said) if line),
                    ),
                    Cell(text=state_of(case, visit), more=_promised(case, visit)),
                    Cell(
                        text=visit.say("call_case_open"),
                        href=reverse("office-call-case", args=(call.id, case.reference)),
                    ),
                )
            )
            for case, said in cases
        ),
    )


def _promised(case: Case, visit: Visit) -> tuple[str, ...]:
    if not case.due_date:
        return ()
    return (visit.say("call_by_when", date=in_words(str(case.due_date), visit.language)),)


def state_of(case: Case, visit: Visit) -> str:
    """Return the state of a case as the resident is told it."""
    effective = effective_of_case(case, council=visit.council, at=visit.at)
    state = effective.pattern.case.states.get(case.state)
    return state.label.say(visit.language) if state else case.state


def _unknown(visit: Visit, call: Interaction) -> tuple[Block, ...]:
    """Return what there is to see of somebody who has not been checked: nothing; and who may be calling."""
    if call.person_id or call.check_result != "none":
        return (Prose(text=visit.say("call_history_hidden"), look="inset"),) if call.check_result == "none" else ()
    found = candidates_by_number(visit.member, call.number, at=visit.at)
    return candidates_block(visit, call, found, "call_found_by_number") if found else ()


def _known(visit: Visit, call: Interaction, person: Person) -> Iterator[Block]:
    """Yield what a checked caller has with the council, as far as the member may see it."""
    people = records_of(visit.member, person.id)
    asked = asked_of_caller(visit.member, people)
    if asked:
        yield Rows(title=visit.say("call_asked"), rows=tuple(_asked(visit, each) for each in asked))
    yield Heading(text=visit.say("call_history"))
    cases = [(each.case, "") for each in cases_of_caller(visit.member, people)]
    if cases:
        yield _case_table(visit, call, cases, "call_history")
    else:
        yield Prose(text=visit.say("call_history_none"), look="quiet")
    held = entitlements_of_caller(visit.member, people, today=london_day(visit.at))
    if held:
        yield Rows(title=visit.say("call_holds"), rows=tuple(_holding(visit, each) for each in held))
    theirs = [each for each in began_themselves(visit, call) if each.interaction_id != call.id]
    if theirs:
        yield Heading(text=visit.say("call_began"))
        offered = offered_services(visit)
        yield Table(
            caption=visit.say("call_began"),
            hidden_caption=True,
            columns=(Column(text=visit.say("call_request")), Column(text=visit.say("call_saved"))),
            rows=tuple(
                Row(
                    cells=(
                        Cell(
                            text=offered[each.service].title.say(visit.language),
                            href=reverse("office-call-journey", args=(call.id, each.id)),
                        ),
                        Cell(text=when(each.saved_at, visit.language)),
                    )
                )
                for each in theirs
            ),
        )


def _asked(visit: Visit, request: Request) -> SummaryRow:
    due = in_words(str(request.due_date), visit.language)
    lines = (*request.text.split("\n"), visit.say("call_asked_until", date=due))
    return SummaryRow(key=request.case.reference, lines=lines)


def _holding(visit: Visit, held: Entitlement) -> SummaryRow:
    lines = [visit.say("call_holds_until", date=in_words(str(held.until_date), visit.language, weekday=False))]
    if held.renew_from_date:
        renew = in_words(str(held.renew_from_date), visit.language, weekday=False)
        lines.append(visit.say("call_holds_renew", date=renew))
    return SummaryRow(key=" ".join(part for part in (held.number, held.subject) if part), lines=tuple(lines))


def _caller(visit: Visit, call: Interaction, person: Person | None) -> Iterator[Block]:
    """Yield the card of the caller: warnings first, then who it is, whether they were checked, and the call's end."""
    if person is not None:
        for warning in live_warnings(people=[person.id], today=london_day(visit.at)):
            yield Prose(text=visit.say("call_warning", what=warning.narrative), look="warning")
    yield Heading(text=visit.say("call_caller"))
    rows = [SummaryRow(key=visit.say("calls_who"), lines=(_name(visit, call, person),))]
    if call.number:
        rows.append(SummaryRow(key=visit.say("call_number_row"), lines=(call.number,)))
    if call.person_id:
        state = visit.say(f"call_check_{call.check_result}")
        rows.append(SummaryRow(key=visit.say("call_check_state"), lines=(state,)))
    if person is not None and call.check_result == "passed":
        rows.extend(_preferences(visit, person))
    yield Rows(rows=tuple(rows))
    yield Links(links=tuple(_caller_links(visit, call)))
    if call.ended_at is None:
        yield Form(button=visit.say("call_end"), look="secondary", id="end")
    finish = Link(text=visit.say("call_finish"), href=reverse("office-call-finish", args=(call.id,)))
    yield Links(links=(finish,))


def _name(visit: Visit, call: Interaction, person: Person | None) -> str:
    if person is None:
        said = named_in_call(call.id)
        return visit.say("call_gave_name", name=said.name) if said else visit.say("call_not_named")
    return person.name or visit.say("call_unknown")


def _caller_links(visit: Visit, call: Interaction) -> Iterator[Link]:
    if call.check_result == "failed":
        return
    if call.person_id and call.check_result == "none":
        yield Link(text=visit.say("call_check"), href=reverse("office-caller-check", args=(call.id,)))
    if call.person_id and call.check_result == "passed":
        yield Link(text=visit.say("call_person"), href=reverse("office-person", args=(call.person_id,)))
    find = visit.say("call_change_caller" if call.person_id else "call_find")
    yield Link(text=find, href=reverse("office-caller", args=(call.id,)))


def _preferences(visit: Visit, person: Person) -> Iterator[SummaryRow]:
    """Yield how the person wants to be dealt with: safe times and never a message where that would endanger them."""
    wants = preferences_of(person.id)
    lines = [visit.say(f"call_way_{wants.channel}")] if wants.channel else []
    if wants.not_by:
        ways = ", ".join(visit.say(f"call_way_{way}") for way in wants.not_by)
        lines.append(visit.say("call_not_by", ways=ways))
    if wants.safe_times:
        lines.append(visit.say("call_safe_times", times=wants.safe_times))
    if wants.no_voicemail:
        lines.append(visit.say("call_no_voicemail"))
    if lines:
        yield SummaryRow(key=visit.say("call_prefers"), lines=tuple(lines))
