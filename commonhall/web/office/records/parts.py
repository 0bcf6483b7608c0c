"""What becomes of one part of a pack? An officer reads the copy and gives it out, leaves it out or removes words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.files.blacking import PICTURED
from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Answer, Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.redaction import redacted
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed
from commonhall.record.operations import record_read
from commonhall.retention.packing import TEXTUAL, NotYet, PackUnknown, PartRefused, decide_part
from commonhall.retention.policies import EXEMPTIONS, LONGEST_REASON
from commonhall.retention.queries import Pack, Part, parts_of
from commonhall.retention.seeing import as_seen
from commonhall.web.components.prose import lines_of
from commonhall.web.components.views.desk import Block, Form, Heading, Links, Prose, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.frames import go
from commonhall.web.office.records.packs import pack_address, seen_pack
from commonhall.web.office.records.tabs import crumb, desk, form
from commonhall.web.office.rights.hidden import reason_for
from commonhall.web.office.texts import TEXTS

FIELD = {
    "marks": "more",
    "not_found": "more",
    "exemption": "exemption",
    "whole": "choice",
    "boxes": "choice",
    "reason": "reason",
}


@open_to("staff")
@staff("GET", "POST")
def part_page(visit: Visit, pack: UUID, place: int) -> HttpResponse:
    """Show one part, and decide what becomes of it."""
    found = seen_pack(visit, pack)
    parts = parts_of(found)
    part = next((each for each in parts if each.place == place), None)
    if part is None or found.state not in ("review", "check", "failed"):
        raise NotAllowed(f"{pack} {place}")
    of_case = _case_of(visit, part)
    if visit.request.POST.get("do") == "see" and of_case is not None and of_case.unmasks:
        return _seen_whole(visit, found, part, of_case)
    part_shown = as_seen(part, of_case)
    asked = _asked(part, part_shown)
    filled = read_form(visit, asked) if found.state == "review" else Filled()
    if filled.good:
        refused = _decide(visit, found, part, filled)
        if refused is None:
            return _next(found, parts, part)
        question = next(one for one in asked if one.id == FIELD[refused.reason])
        filled = filled.but(question, visit.say(f"packs_wrong_{refused.reason}", mark=refused.mark))
    return page(_view(visit, found, part_shown, asked, filled, hides=part_shown is not part and of_case is not None))


def _case_of(visit: Visit, part: Part) -> CasePage | None:
    """Return the case that a part is of, as the member may read it."""
    if not part.about:
        return None
    try:
        return get_case_page(visit.member, part.about, council=visit.council, at=visit.at)
    except CaseUnknown:
        return None


def _seen_whole(visit: Visit, pack: Pack, part: Part, of_case: CasePage) -> HttpResponse:
    """Ask why, then show the part with what is hidden, on the answer to this very form alone."""
    address = reverse("office-records-part", args=(pack.id, part.place))
    reason = reason_for(visit, Link(text=visit.say("packs_part"), href=address), hidden=(("do", "see"),))
    if isinstance(reason, HttpResponse):
        return reason
    record_read(subject=("case", of_case.case.id), how="unmasked", purpose=reason, by=visit.member, at=visit.at)
    asked = _asked(part, part)
    return page(_view(visit, pack, part, asked, Filled()))


def _decide(visit: Visit, pack: Pack, part: Part, filled: Filled) -> PartRefused | None:
    given = filled.answers
    ticked = given.get("marks") or []
    marks = [*(ticked if isinstance(ticked, list) else []), *str(given.get("more") or "").splitlines()]
    chosen = {str(number): each["text"] for number, each in enumerate(part.found)}
    try:
        decide_part(
            member=visit.member,
            pack_id=pack.id,
            place=part.place,
            choice=str(given["choice"]),
            marks=[chosen.get(str(mark), str(mark)) for mark in marks],
            exemption=str(given.get("exemption") or ""),
            reason=str(given.get("reason") or ""),
            at=visit.at,
        )
    except PartRefused as refused:
        return refused
    except (NotYet, PackUnknown) as gone:
        raise NotAllowed(str(pack.id)) from gone
    return None


def _next(pack: Pack, parts: list[Part], part: Part) -> HttpResponse:
    rest = [each.place for each in parts if not each.choice and each.place != part.place]
    after = [place for place in rest if place > part.place] or rest
    if after:
        return SeeOther(reverse("office-records-part", args=(pack.id, after[0])))
    return go(pack_address(pack), "success", "packs_all_decided")


def _asked(part: Part, shown: Part) -> tuple[Question, ...]:
    pictured = part.document_id is not None and part.type in PICTURED
    wordy = part.document_id is None or part.type in TEXTUAL
    named = {"redact": "black_choice"} if pictured else {}
    choices = ("include", "leave_out", *(("redact",) if wordy or pictured else ()))
    return (
        Choice(
            id="choice",
            type="choice",
            label=TEXTS["packs_what_to_do"],
            name_in_errors=TEXTS["packs_what_to_do_name"],
            options=tuple(Option(value=each, label=TEXTS[named.get(each, f"packs_choice_{each}")]) for each in choices),
        ),
        *(_marks(shown) if wordy else ()),
        Choice(
            id="exemption",
            type="choice",
            required=False,
            label=TEXTS["packs_exemption"],
            hint=TEXTS["packs_exemption_hint"],
            name_in_errors=TEXTS["packs_exemption_name"],
            options=tuple(Option(value=each, label=TEXTS[f"packs_exempt_{each}"]) for each in EXEMPTIONS),
        ),
        Text(id="reason", type="text", required=False, label=TEXTS["packs_note"], max_length=LONGEST_REASON),
    )


def _marks(part: Part) -> tuple[Question, ...]:
    """What of a part can be removed: what was found, and any other words."""
    found = tuple(Option(value=str(number), label=Words(en=each["text"])) for number, each in enumerate(part.found))
    marks: tuple[Question, ...] = ()
    if found:
        marks = (
            Choices(
                id="marks",
                type="choices",
                required=False,
                label=TEXTS["packs_marks"],
                hint=TEXTS["packs_marks_hint"],
                name_in_errors=TEXTS["packs_marks_name"],
                options=found,
            ),
        )
    more = LongText(
        id="more",
        type="long_text",
        required=False,
        label=TEXTS["packs_more"],
        hint=TEXTS["packs_more_hint"],
        name_in_errors=TEXTS["packs_more_name"],
        max_length=4000,
        rows=3,
    )
    return (*marks, more)


def _known(part: Part) -> dict[str, Answer]:
    found = [each["text"] for each in part.found]
    return {
        "choice": part.choice,
        "marks": [str(number) for number, text in enumerate(found) if text in part.marks],
        "more": "\n".join(mark for mark in part.marks if mark not in found),
        "exemption": part.exemption,
        "reason": part.reason,
    }


def _view(
    visit: Visit, pack: Pack, part: Part, asked: tuple[Question, ...], filled: Filled, *, hides: bool = False
) -> Any:
    blocks: list[Block] = []
    if hides:
        see = Form(button=visit.say("hidden_see"), hidden=(("do", "see"),), look="secondary", id="see")
        blocks += [Prose(text=visit.say("hidden_some"), look="inset"), see]
    if part.choice == "redact":
        blocks += [Heading(text=visit.say("packs_as_given")), *_said(part, part.marks)]
    blocks += [Heading(text=visit.say("packs_original")), *_said(part, [])]
    if part.document_id and part.about:
        address = reverse("office-document", args=(part.about, part.document_id))
        links = [Link(text=visit.say("packs_open_file"), href=address)]
        if part.type in PICTURED:
            boxes = reverse("office-records-boxes", args=(pack.id, part.place))
            links.append(Link(text=visit.say("black_title"), href=boxes))
        blocks.append(Links(links=tuple(links)))
    if pack.state == "review":
        blocks.append(form(visit, asked, filled, button=visit.say("packs_keep"), known=_known(part),
                           cancel_url=pack_address(pack)))  # fmt: skip
    kind = visit.say(f"packs_kind_{part.kind}")
    crumbs = (
        crumb(visit, "records_packs", "office-records-packs"),
        Link(text=visit.say("packs_title", what=visit.say(f"packs_{pack.purpose}")), href=pack_address(pack)),
    )
    return desk(
        visit,
        f"{part.place}. {kind}",
        blocks,
        crumbs=crumbs,
        caption=part.about,
        problems=bool(filled.problems),
        narrow=True,
    )


def _said(part: Part, marks: list[str]) -> Iterator[Block]:
    """Yield what a part says, without ``marks``."""
    yield Prose(text=redacted(part.title, marks), look="quiet")
    if part.rows:
        pairs = ((redacted(label, marks), redacted(value, marks)) for label, value in part.rows)
        yield Rows(rows=tuple(SummaryRow(key=label, lines=tuple(value.splitlines())) for label, value in pairs))
    if part.text:
        yield Prose(text=lines_of(redacted(part.text, marks).splitlines()), look="inset")
