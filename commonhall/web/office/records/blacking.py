"""How does an officer black out parts of the pages of a file? They see each page with lines to measure by, and give
the box in per cent; it works without a mouse and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.files.blacking import PICTURED, WHOLE, Box, NotPictured
from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.catalogue.queries import BindingMissing
from commonhall.core.questions.masking import is_masked
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Question
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import DocumentUnknown, get_document
from commonhall.people.policies import NotAllowed
from commonhall.record.audits import read_today
from commonhall.record.operations import record_read
from commonhall.retention.packing import NotYet, PackUnknown, PartRefused, add_box, boxes_of, drop_box
from commonhall.retention.producing import read_page
from commonhall.retention.queries import Pack, Part, parts_of
from commonhall.web.components.page_drawing import page_drawing
from commonhall.web.components.views.desk import Block, Cell, Form, Heading, Links, Picture, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.frames import drop_notice, go
from commonhall.web.office.records.packs import pack_address, seen_pack
from commonhall.web.office.records.tabs import columns, crumb, desk, form
from commonhall.web.office.rights.hidden import reason_for
from commonhall.web.office.texts import TEXTS


@open_to("staff")
@staff("GET", "POST")
def boxes_page(visit: Visit, pack: UUID, place: int) -> HttpResponse:
    """Show a page of a file and its boxes; add one, or take one away."""
    found = seen_pack(visit, pack)
    part = next((each for each in parts_of(found) if each.place == place), None)
    if part is None or part.type not in PICTURED or not part.document_id:
        raise NotAllowed(f"{pack} {place}")
    if found.state not in ("review", "check", "failed"):
        raise NotAllowed(f"{pack} {place}")
    if (asked := _why(visit, found, part, part.document_id)) is not None:
        return asked
    number = _page_number(visit)
    filled = Filled()
    if visit.request.method == "POST" and found.state == "review":
        try:
            key, filled = _changed(visit, part, number)
        except (NotYet, PackUnknown):
            key = "packs_not_now"
        if key:
            return _to(found, part, number, key)
    response = page(_view(visit, found, part, number, filled))
    drop_notice(response)
    return response


def _changed(visit: Visit, part: Part, number: int) -> tuple[str, Filled]:
    """Do what was asked; return what to say of it, blank where the form has to be shown again."""
    act, which = visit.request.POST.get("do"), visit.request.POST.get("box", "")
    of_part: dict[str, Any] = {"member": visit.member, "pack_id": part.pack_id, "place": part.place, "at": visit.at}
    if act == "remove" and which.isdecimal():
        drop_box(number=int(which), **of_part)
        return "black_removed", Filled()
    filled = read_form(visit, _asked()) if act != "whole" else Filled(sent=True)
    if not filled.good:
        return "", filled
    try:
        add_box(box=Box(number, 0, 0, WHOLE, WHOLE) if act == "whole" else _box(filled, number), **of_part)
    except PartRefused:
        return "", filled.but(_asked()[2], visit.say("black_beyond"))
    return "black_added", filled


def _why(visit: Visit, pack: Pack, part: Part, document_id: UUID) -> HttpResponse | None:
    """Return the page that asks why, where the file answers a hidden question and the member did not say so today."""
    try:
        of_case: CasePage = get_case_page(visit.member, part.about, council=visit.council, at=visit.at)
        document = get_document(document_id, case_id=of_case.case.id, journey_id=of_case.case.journey_id)
    except (CaseUnknown, DocumentUnknown) as gone:
        raise NotAllowed(part.about) from gone
    question = of_case.effective.questions.get(document.question)
    if question is None or not is_masked(question, of_case.fields):
        return None
    subject = ("case", of_case.case.id)
    if read_today(subject, how="unmasked", member_id=visit.member.membership_id, at=visit.at):
        return None
    if not of_case.unmasks:
        raise NotAllowed(part.about)
    reason = reason_for(visit, Link(text=visit.say("packs_part"), href=_part_address(pack, part)))
    if isinstance(reason, HttpResponse):
        return reason
    record_read(subject=subject, how="unmasked", purpose=reason, by=visit.member, at=visit.at)
    return SeeOther(visit.request.get_full_path())


def _page_number(visit: Visit) -> int:
    asked = visit.request.POST.get("page") or visit.request.GET.get("page", "")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 5 else 1


def _asked() -> tuple[Question, ...]:
    return tuple(
        Number(
            id=name, type="number", label=TEXTS[f"black_{name}"], name_in_errors=TEXTS[f"black_{name}_name"],
            decimals=1, min=Decimal(low), max=Decimal(100), suffix=TEXTS["black_per_cent"],
        )
        for name, low in (("left", "0"), ("top", "0"), ("width", "0.5"), ("height", "0.5"))
    )  # fmt: skip


def _box(filled: Filled, number: int) -> Box:
    left, top, width, height = (float(str(filled.answers[name])) for name in ("left", "top", "width", "height"))
    return Box(number, left, top, width, height)


def _part_address(pack: Pack, part: Part) -> str:
    return reverse("office-records-part", args=(pack.id, part.place))


def _address(pack: Pack, part: Part, number: int, *, given: bool = False) -> str:
    here = reverse("office-records-boxes", args=(pack.id, part.place))
    return f"{here}?page={number}{'&as=given' if given else ''}"


def _to(pack: Pack, part: Part, number: int, key: str) -> HttpResponse:
    return go(_address(pack, part, number), "success", key)


def _view(visit: Visit, pack: Pack, part: Part, number: int, filled: Filled) -> Any:
    given = visit.request.GET.get("as") == "given"
    blocks: list[Block] = [Prose(text=visit.say("black_about"))]
    try:
        picture, of = read_page(
            member=visit.member, pack_id=pack.id, place=part.place, page=number, black=given, at=visit.at
        )
    except NotPictured:
        blocks.append(Prose(text=visit.say("black_not_pictured"), look="inset"))
    except (Unavailable, Rejected, Misconfigured, BindingMissing):
        blocks.append(Prose(text=visit.say("black_not_now"), look="inset"))
    else:
        number = min(number, of)
        blocks += _drawn(visit, pack, part, picture, number, of, given)
        if pack.state == "review" and not given:
            blocks.append(Heading(text=visit.say("black_new")))
            blocks.append(form(visit, _asked(), filled, button=visit.say("black_add"),
                               hidden=(("page", str(number)),), id="questions"))  # fmt: skip
            whole = (("page", str(number)), ("do", "whole"))
            blocks.append(Form(button=visit.say("black_whole"), hidden=whole, look="secondary", id="whole"))
    blocks += _list(visit, pack, part, number)
    blocks.append(Links(links=(Link(text=visit.say("black_done"), href=_part_address(pack, part)),)))
    crumbs = (
        crumb(visit, "records_packs", "office-records-packs"),
        Link(text=visit.say("packs_title", what=visit.say(f"packs_{pack.purpose}")), href=pack_address(pack)),
    )
    return desk(
        visit, visit.say("black_title"), blocks, crumbs=crumbs, caption=part.title,
        problems=bool(filled.problems),
    )  # fmt: skip


def _drawn(visit: Visit, pack: Pack, part: Part, picture: bytes, number: int, of: int, given: bool) -> Iterator[Block]:
    title = visit.say("black_page", page=number, of=of)
    yield Heading(text=title)
    boxes = [] if given else [box for box in boxes_of(part) if box.page == number]
    about = visit.say("black_given" if given else "black_picture")
    yield Picture(
        svg=page_drawing(
            picture, title, about, [(box.left, box.top, box.width, box.height) for box in boxes], lines=not given
        )
    )
    other = "black_see_drawn" if given else "black_see_given"
    links = [Link(text=visit.say(other), href=_address(pack, part, number, given=not given))]
    if number > 1:
        links.append(Link(text=visit.say("black_before"), href=_address(pack, part, number - 1, given=given)))
    if number < of:
        links.append(Link(text=visit.say("black_after"), href=_address(pack, part, number + 1, given=given)))
    yield Links(links=tuple(links))


def _list(visit: Visit, pack: Pack, part: Part, number: int) -> Iterator[Block]:
    rows = tuple(
        Row(
            cells=(
                Cell(text=visit.say("black_number", number=place + 1, page=box.page),
                     href=_address(pack, part, box.page)),
                Cell(text=visit.say("black_box", left=_said(box.left), top=_said(box.top),
                                    width=_said(box.width), height=_said(box.height))),
            )
        )
        for place, box in enumerate(boxes_of(part))
    )  # fmt: skip
    yield Table(
        caption=visit.say("black_list"),
        columns=columns(visit, "black_box_name", "black_where"),
        rows=rows,
        empty=visit.say("black_none"),
    )
    if pack.state != "review":
        return
    for place in range(len(part.boxes)):
        yield Form(
            button=visit.say("black_remove", number=place + 1),
            hidden=(("do", "remove"), ("box", str(place)), ("page", str(number))),
            look="secondary",
            id=f"remove-{place}",
        )


def _said(value: float) -> str:
    return f"{value:g}"
