"""How does an officer black out parts of the pages of a file? They see each page with lines to measure by, and give
the box in per cent; it works without a mouse and without JavaScript."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from markupsafe import Markup

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.files.blacking import PICTURED, Box, NotPictured
from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.catalogue.queries import BindingMissing
from commonhall.core.questions.masking import is_masked
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Question
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import DocumentUnknown, get_document
from commonhall.record.audits import read_today
from commonhall.record.operations import record_read
from commonhall.retention.packing import PackUnknown, PartRefused, add_box, boxes_of, drop_box
from commonhall.retention.producing import read_page
from commonhall.retention.queries import Pack, Part, parts_of
from commonhall.web.components.views.desk import Block, Cell, Form, Heading, Links, Picture, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.frames import drop_notice, leave_notice
from commonhall.web.office.records.packs import pack_address, seen_pack
from commonhall.web.office.records.tabs import NotAllowed, columns, crumb, desk, form
from commonhall.web.office.rights.hidden import reason_for
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import Filled, fill_in

WIDTH, HEIGHT, MARGIN = 720, 1018, 28
STEPS: Final = range(10, 100, 10)


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
    if visit.request.POST.get("do") == "remove" and found.state == "review":
        which = visit.request.POST.get("box", "")
        drop_box(member=visit.member, pack_id=pack, place=place,
                 number=int(which) if which.isdecimal() else -1, at=visit.at)  # fmt: skip
        return _to(found, part, number, "black_removed")
    filled = fill_in(visit, _asked()) if found.state == "review" else Filled()
    if filled.good:
        try:
            add_box(member=visit.member, pack_id=pack, place=place, box=_box(filled, number), at=visit.at)
        except PartRefused:
            filled = filled.but(_asked()[2], visit.say("black_beyond"))
        except PackUnknown as gone:
            raise NotAllowed(str(pack)) from gone
        else:
            return _to(found, part, number, "black_added")
    response = page(_view(visit, found, part, number, filled))
    drop_notice(response)
    return response


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
    response = SeeOther(_address(pack, part, number))
    leave_notice(response, "success", key)
    return response


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
            whole = (("page", str(number)), ("left", "0"), ("top", "0"), ("width", "100"), ("height", "100"))
            blocks.append(Form(button=visit.say("black_whole"), hidden=whole, look="secondary", id="whole"))
    blocks += _list(visit, pack, part, number)
    blocks.append(Links(links=(Link(text=visit.say("black_done"), href=_part_address(pack, part)),)))
    crumbs = (
        crumb(visit, "records_packs", "office-records-packs"),
        Link(text=visit.say("packs_title", what=visit.say(f"packs_{pack.purpose}")), href=pack_address(pack)),
    )
    return desk(
        visit, visit.say("black_title"), blocks, crumbs=crumbs, caption=part.title,
        problems=bool(filled.problems and filled.sent),
    )  # fmt: skip


def _drawn(visit: Visit, pack: Pack, part: Part, picture: bytes, number: int, of: int, given: bool) -> Iterator[Block]:
    title = visit.say("black_page", page=number, of=of)
    yield Heading(text=title)
    boxes = [] if given else [box for box in boxes_of(part) if box.page == number]
    about = visit.say("black_given" if given else "black_picture")
    yield Picture(svg=svg_of(picture, title, about, boxes, lines=not given))
    other = "black_see_drawn" if given else "black_see_given"
    links = [Link(text=visit.say(other), href=_address(pack, part, number, given=not given))]
    if number > 1:
        links.append(Link(text=visit.say("black_before"), href=_address(pack, part, number - 1, given=given)))
    if number < of:
        links.append(Link(text=visit.say("black_after"), href=_address(pack, part, number + 1, given=given)))
    yield Links(links=tuple(links))


def svg_of(picture: bytes, title: str, about: str, boxes: list[Box], *, lines: bool) -> Markup:
    """Return a page as a drawing: its picture, lines at every tenth with their numbers, and its boxes outlined."""
    inner = [
        Markup('<image x="{0}" y="{0}" width="{1}" height="{2}" preserveAspectRatio="none" '
               'href="data:image/jpeg;base64,{3}"/>').format(MARGIN, WIDTH, HEIGHT, b64encode(picture).decode()),
        *(_lines() if lines else ()),
        *(
            Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="#0b0c0c" fill-opacity="0.35" '
                   'stroke="#d4351c" stroke-width="3"/>').format(
                round(MARGIN + box.left * WIDTH / 100, 1), round(MARGIN + box.top * HEIGHT / 100, 1),
                round(box.width * WIDTH / 100, 1), round(box.height * HEIGHT / 100, 1),
            )
            for box in boxes
        ),
    ]  # fmt: skip
    head = Markup(
        '<svg role="img" aria-labelledby="page-title page-desc" viewBox="0 0 {0} {1}" width="{0}" height="{1}" '
        'xmlns="http://www.w3.org/2000/svg" font-size="13">'
        '<title id="page-title">{2}</title><desc id="page-desc">{3}</desc>'
    ).format(WIDTH + MARGIN, HEIGHT + MARGIN, title, about)
    return head + Markup("").join(inner) + Markup("</svg>")


def _lines() -> Iterator[Markup]:
    stroke = Markup('stroke="#1d70b8" stroke-opacity="0.55" stroke-width="1"')
    for step in STEPS:
        across, down = MARGIN + step * WIDTH / 100, MARGIN + step * HEIGHT / 100
        yield Markup('<path d="M{0} {1}V{2}" {3}/><text x="{0}" y="18" text-anchor="middle">{4}</text>').format(
            across, MARGIN, MARGIN + HEIGHT, stroke, step
        )
        yield Markup('<path d="M{0} {1}H{2}" {3}/><text x="22" y="{4}" text-anchor="end">{5}</text>').format(
            MARGIN, round(down, 1), MARGIN + WIDTH, stroke, round(down + 5, 1), step
        )


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
