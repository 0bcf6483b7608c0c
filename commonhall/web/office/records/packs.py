"""What is given out? The packs, collecting one, sending it on, the second look, and taking the file away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.cases.queries import Case, cases_visible_to, due_date_of
from commonhall.catalogue.queries import BindingMissing
from commonhall.contacts.queries import Person, find_person
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.file import size_in_words
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed, can
from commonhall.retention.doubles import Double, likely_doubles
from commonhall.retention.held import RIGHTS_PATTERN
from commonhall.retention.packing import (
    NotYet,
    OwnWork,
    PackUnknown,
    approve_pack,
    begin_pack,
    get_pack,
    include_the_rest,
    send_back,
    send_to_check,
)
from commonhall.retention.policies import LONGEST_REASON
from commonhall.retention.producing import read_pack
from commonhall.retention.queries import Pack, Part, newest_packs, parts_of
from commonhall.web.components.downloads import download
from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.desk import Block, Cell, Form, Heading, Links, Prose, Row, Rows, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.came import address_of
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.dues import day as day_of
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.frames import drop_notice, go
from commonhall.web.office.records.spoken import spoken_in
from commonhall.web.office.records.tabs import columns, crumb, desk, form, row
from commonhall.web.office.records.tabs import day as said_day
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import case_crumbs

COLOURS: dict[str, Any] = {
    "review": "yellow", "check": "orange", "making": "blue", "ready": "green", "failed": "red", "removed": "grey",
}  # fmt: skip


@open_to("staff")
@staff("GET")
def packs_page(visit: Visit) -> HttpResponse:
    """Show what is being given out."""
    check_may(visit, "disclose")
    table = Table(
        caption=visit.say("records_packs"),
        hidden_caption=True,
        columns=columns(visit, "packs_what", "packs_begun", "records_state"),
        rows=tuple(Row(cells=tuple(_cells(visit, pack))) for pack in newest_packs(visit.member)),
        empty=visit.say("packs_none"),
    )
    blocks: list[Block] = [Prose(text=visit.say("packs_about")), table]
    response = page(
        desk(visit, visit.say("records_packs"), blocks, current="office-records-packs", caption=visit.say("records"))
    )
    drop_notice(response)
    return response


def _cells(visit: Visit, pack: Pack) -> Iterator[Cell]:
    yield Cell(text=visit.say(f"packs_{pack.purpose}"), href=pack_address(pack))
    yield Cell(text=pack.begun_by, more=(when(pack.begun_at, visit.language),))
    yield Cell(tag=TaggedState(text=visit.say(f"packs_state_{pack.state}"), colour=COLOURS[pack.state]))


def pack_address(pack: Pack) -> str:
    """Return where a pack is."""
    return reverse("office-records-pack", args=(pack.id,))


def seen_pack(visit: Visit, pack_id: UUID) -> Pack:
    """Return a pack all of which the member may see. Raises NotAllowed."""
    check_may(visit, "disclose")
    try:
        return get_pack(visit.member, pack_id)
    except PackUnknown as unknown:
        raise NotAllowed(str(pack_id)) from unknown


@open_to("staff")
@staff("GET", "POST")
def new_pack_page(visit: Visit, reference: str) -> HttpResponse:
    """Collect what there is about the person of a case, or of the case."""
    case: Case | None = cases_visible_to(visit.member, "disclose").filter(reference=reference).first()
    if case is None or case.anonymised_at is not None:
        raise NotAllowed(reference)
    doubles = likely_doubles(visit.member, case.person_id) if case.person_id else ()
    asked = (*_asked(visit, case), *_also(visit, doubles))
    filled = read_form(visit, asked)
    if not filled.good:
        view = desk(
            visit,
            visit.say("packs_new"),
            [
                Prose(text=visit.say("packs_new_about")),
                *_doubles(visit, case, doubles),
                form(visit, asked, filled, button=visit.say("packs_collect"),
                     cancel_url=address_of(visit, case.reference), known={"language": case.language}),
            ],
            crumbs=case_crumbs(visit, case.reference),
            caption=case.reference,
            problems=bool(filled.problems),
            narrow=True,
        )  # fmt: skip
        return page(view)
    pack = begin_pack(
        purpose=str(filled.answers["purpose"]),
        member=visit.member,
        person_id=case.person_id,
        also=[UUID(each) for each in _chosen(filled)],
        case_id=case.id,
        request_id=case.id if case.pattern == RIGHTS_PATTERN else None,
        spoken=spoken_in(visit, "cy" if filled.answers["language"] == "cy" else "en"),
        council=visit.council,
        at=visit.at,
    )
    return go(pack_address(pack), "success", "packs_collected", number=str(len(parts_of(pack))))


def _asked(visit: Visit, case: Case) -> tuple[Question, ...]:
    purposes = ("access", "disclosure") if case.person_id else ("disclosure",)
    languages = visit.council.languages
    return (
        Choice(
            id="purpose",
            type="choice",
            label=TEXTS["packs_purpose"],
            name_in_errors=TEXTS["packs_purpose_name"],
            options=tuple(Option(value=each, label=TEXTS[f"packs_purpose_{each}"]) for each in purposes),
        ),
        Choice(
            id="language",
            type="choice",
            label=TEXTS["packs_language"],
            name_in_errors=TEXTS["packs_language_name"],
            options=tuple(Option(value=each, label=TEXTS[f"language_{each}"]) for each in languages),
        ),
    )


def _also(visit: Visit, doubles: Sequence[Double]) -> tuple[Question, ...]:
    """Ask which of those who may be the same person are to be in the pack."""
    if not doubles:
        return ()
    options = tuple(Option(value=str(each.person.id), label=Words(en=_named(visit, each.person))) for each in doubles)
    return (
        Choices(
            id="also", type="choices", required=False, label=TEXTS["packs_also"], hint=TEXTS["packs_also_hint"],
            name_in_errors=TEXTS["packs_also_name"], options=options,
        ),
    )  # fmt: skip


def _chosen(filled: Filled) -> list[str]:
    chosen = filled.answers.get("also")
    return [str(each) for each in chosen] if isinstance(chosen, list) else []


def _doubles(visit: Visit, case: Case, doubles: Sequence[Double]) -> Iterator[Block]:
    """Yield who may be the same person, before anything is collected."""
    if not doubles:
        return
    yield Prose(text=visit.say("packs_doubles_about"), look="warning")
    yield Table(
        caption=visit.say("packs_doubles"),
        columns=columns(visit, "packs_double", "packs_double_why", "#packs_double_cases"),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=_named(visit, each.person), href=reverse("office-person", args=(each.person.id,))),
                    Cell(text=", ".join(visit.say(f"packs_double_{why}") for why in each.why)),
                    Cell(text=str(each.cases)),
                )
            )
            for each in doubles
        ),
    )
    if can(visit.member, "merge"):
        address = reverse("office-person-join", args=(case.person_id,))
        yield Links(links=(Link(text=visit.say("packs_double_join"), href=address),))


def _named(visit: Visit, person: Person) -> str:
    return ", ".join(each for each in (person.name, person.email, person.phone_typed) if each) or visit.say(
        "people_no_name"
    )


@open_to("staff")
@staff("GET", "POST")
def pack_page(visit: Visit, pack: UUID) -> HttpResponse:
    """Show a pack with its parts, and do the next step."""
    found = seen_pack(visit, pack)
    act = ACTS.get(visit.request.POST.get("do", ""))
    back = Filled()
    if visit.request.method == "POST" and not visit.switching and act is not None:
        return _tried(visit, found, act)
    if visit.request.method == "POST":
        back = read_form(visit, (_comment(),))
        if back.good:
            comment = str(back.answers["comment"])
            return _tried(visit, found, lambda v, p: _send_back(v, p, comment))
    response = page(_view(visit, found, back))
    drop_notice(response)
    return response


Act = Callable[[Visit, Pack], tuple[str, dict[str, str]]]


def _tried(visit: Visit, pack: Pack, act: Act) -> HttpResponse:
    try:
        key, gaps = act(visit, pack)
    except NotYet:
        return go(pack_address(pack), "warning", "packs_not_now")
    except OwnWork:
        return go(pack_address(pack), "warning", "packs_own")
    return go(pack_address(pack), "success", key, **gaps)


def _rest(visit: Visit, pack: Pack) -> tuple[str, dict[str, str]]:
    number = include_the_rest(member=visit.member, pack_id=pack.id)
    return "packs_rest_done", {"number": str(number)}


def _send(visit: Visit, pack: Pack) -> tuple[str, dict[str, str]]:
    send_to_check(member=visit.member, pack_id=pack.id, at=visit.at)
    return "packs_sent", {}


def _approve(visit: Visit, pack: Pack) -> tuple[str, dict[str, str]]:
    approve_pack(member=visit.member, pack_id=pack.id, at=visit.at)
    return "packs_approved", {}


def _send_back(visit: Visit, pack: Pack, comment: str) -> tuple[str, dict[str, str]]:
    send_back(member=visit.member, pack_id=pack.id, comment=comment, at=visit.at)
    return "packs_sent_back", {}


ACTS: dict[str, Act] = {"rest": _rest, "send": _send, "approve": _approve}


def _comment() -> Question:
    return Text(
        id="comment",
        type="text",
        label=TEXTS["packs_comment"],
        name_in_errors=TEXTS["packs_comment_name"],
        max_length=LONGEST_REASON,
    )


def _view(visit: Visit, pack: Pack, back: Filled) -> Any:
    parts = parts_of(pack)
    blocks: list[Block] = [Rows(rows=tuple(_rows(visit, pack)))]
    if pack.sent_back and pack.state == "review":
        blocks.append(Prose(text=visit.say("packs_sent_back_why", why=pack.sent_back), look="inset"))
    blocks += STEPS.get(pack.state, _nothing)(visit, pack, parts, back)
    if pack.state in ("review", "check", "failed"):
        blocks.append(_parts(visit, pack, parts))
    title = visit.say("packs_title", what=visit.say(f"packs_{pack.purpose}"))
    crumbs = (crumb(visit, "records_packs", "office-records-packs"),)
    return desk(visit, title, blocks, crumbs=crumbs, problems=bool(back.problems))


def _rows(visit: Visit, pack: Pack) -> Iterator[Any]:
    yield row(visit, "records_state", visit.say(f"packs_state_{pack.state}"))
    yield row(
        visit, "packs_begun", visit.say("records_by_on", name=pack.begun_by, when=when(pack.begun_at, visit.language))
    )
    person = find_person(pack.person_id) if pack.person_id else None
    if person is not None:
        link = Link(text=_named(visit, person), href=reverse("office-person", args=(person.id,)))
        yield row(visit, "packs_person", links=(link,))
    request = cases_visible_to(visit.member).filter(id=pack.request_id).first() if pack.request_id else None
    if request:
        link = Link(text=request.reference, href=address_of(visit, request.reference))
        yield row(visit, "packs_request", links=(link,))
        if due := due_date_of(request):
            yield row(visit, "packs_due", said_day(due, visit))
    if pack.checked_at:
        checked = visit.say("records_by_on", name=pack.checked_by, when=when(pack.checked_at, visit.language))
        yield row(visit, "packs_checked", checked)


Step = Callable[[Visit, Pack, list[Part], Filled], Iterator[Block]]


def _nothing(visit: Visit, pack: Pack, parts: list[Part], back: Filled) -> Iterator[Block]:
    yield from ()


def _review(visit: Visit, pack: Pack, parts: list[Part], back: Filled) -> Iterator[Block]:
    undecided = [part for part in parts if not part.choice]
    if not undecided:
        yield Prose(text=visit.say("packs_all_decided"))
        yield Form(button=visit.say("packs_send"), hidden=(("do", "send"),), id="send")
        return
    yield Prose(text=visit.say("packs_undecided", number=str(len(undecided))))
    if any(not part.found and part.document_id is None for part in undecided):
        yield Form(button=visit.say("packs_rest"), hidden=(("do", "rest"),), look="secondary", id="rest")


def _check(visit: Visit, pack: Pack, parts: list[Part], back: Filled) -> Iterator[Block]:
    own = pack.sent_by_id == visit.member.membership_id or visit.member.name in {part.decided_by for part in parts}
    if own:
        yield Prose(text=visit.say("packs_own"), look="inset")
    else:
        yield Prose(text=visit.say("packs_check_warning"), look="warning")
        yield Form(button=visit.say("packs_approve"), hidden=(("do", "approve"),), id="approve")
    yield from _back(visit, back)


def _back(visit: Visit, back: Filled) -> Iterator[Block]:
    yield Heading(text=visit.say("packs_send_back"))
    yield form(visit, (_comment(),), back, button=visit.say("packs_send_back"), look="secondary")


def _failed(visit: Visit, pack: Pack, parts: list[Part], back: Filled) -> Iterator[Block]:
    yield Prose(text=visit.say(f"packs_failed_{pack.code}"), look="warning")
    yield from _back(visit, back)


def _ready(visit: Visit, pack: Pack, parts: list[Part], back: Filled) -> Iterator[Block]:
    size = size_in_words(pack.size)
    address = reverse("office-records-pack-file", args=(pack.id,))
    yield Links(links=(Link(text=visit.say("packs_download", size=size), href=address),))
    if pack.expires_at:
        yield Prose(text=visit.say("packs_until", day=day_of(pack.expires_at, visit.language)), look="quiet")


STEPS: dict[str, Step] = {"review": _review, "check": _check, "failed": _failed, "ready": _ready}


def _parts(visit: Visit, pack: Pack, parts: list[Part]) -> Table:
    return Table(
        caption=visit.say("packs_parts"),
        columns=columns(visit, "packs_part", "records_reference", "#packs_found", "packs_decision"),
        rows=tuple(Row(cells=tuple(_part_cells(visit, pack, part))) for part in parts),
    )


def _part_cells(visit: Visit, pack: Pack, part: Part) -> Iterator[Cell]:
    address = reverse("office-records-part", args=(pack.id, part.place))
    kind = visit.say(f"packs_kind_{part.kind}")
    yield Cell(text=f"{part.place}. {kind}", href=address, more=(part.title,) if part.title != kind else ())
    yield Cell(text=part.about or "–")
    yield Cell(text=str(len(part.found)))
    said = visit.say(f"packs_choice_{part.choice}")
    yield Cell(text=said, more=(visit.say(f"packs_exempt_{part.exemption}"),) if part.exemption else ())


@open_to("staff")
@staff("GET")
def pack_file_page(visit: Visit, pack: UUID) -> HttpResponse:
    """Hand over the file of a pack, to be saved."""
    found = seen_pack(visit, pack)
    try:
        content = read_pack(member=visit.member, pack_id=found.id, at=visit.at)
    except NotYet as not_yet:
        raise NotAllowed(str(pack)) from not_yet
    except (Unavailable, Rejected, Misconfigured, BindingMissing):
        return go(pack_address(found), "warning", "packs_file_not_now")
    return download(name=f"{found.purpose}-{found.id}.zip", type="application/zip", content=content)
