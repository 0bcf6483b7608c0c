"""How does the file of a pack come to be, where is it kept, and when does it go? A ZIP with a page, JSON and files."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import PurePath
from typing import Any, TypeVar
from uuid import UUID

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.files.blacking import PICTURED, NotPictured, blackened, page_count, picture_of
from commonhall.capabilities.files.port import Files, files_from, key_of
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.core.values.dates import london
from commonhall.core.values.redaction import left_in, redacted
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope, in_council
from commonhall.journeys.documents import read_document
from commonhall.journeys.models import Document
from commonhall.people.policies import Member
from commonhall.record.claims import Entry
from commonhall.record.deliveries import TryAgain, delivers
from commonhall.record.jobs import job
from commonhall.record.operations import record_event, record_read
from commonhall.retention.gathering import language_of
from commonhall.retention.held import held_now
from commonhall.retention.models import Pack, Part
from commonhall.retention.packing import NotYet, PackUnknown, boxes_of, get_pack
from commonhall.retention.policies import PACK_KEPT
from commonhall.retention.rendering import Given, page_of

Result = TypeVar("Result")


class RemainsFound(Exception):
    """Words that were to be removed still stand in what was made: nothing is given out."""


@delivers("make_pack")
def make_pack(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Make the file of a pack that was approved, and keep it with the council's provider of files."""
    pack_id = UUID(entry.payload["pack"])
    try:
        with in_council(council, by=SYSTEM, purpose="job"):
            pack = Pack.objects.select_for_update().filter(id=pack_id, state="making").first()
            if pack is not None:
                _make(pack, council, at)
    except RemainsFound:
        with in_council(council, by=SYSTEM, purpose="job"):
            Pack.objects.filter(id=pack_id, state="making").update(state="failed", code="remains")
    except Rejected:
        with in_council(council, by=SYSTEM, purpose="job"):
            Pack.objects.filter(id=pack_id, state="making").update(state="failed", code="files")
    except (Unavailable, Misconfigured, BindingMissing) as trouble:
        raise TryAgain("The provider of files does not answer") from trouble


def _make(pack: Pack, council: CouncilSite, at: datetime) -> None:
    parts = list(Part.objects.filter(pack=pack).order_by("place"))
    by = Actor("staff", pack.begun_by_id, pack.begun_by)
    content = zipped(pack, [_given(part, by, at) for part in parts], council, at)
    # Made again after a crash it is another file: a key never gets other content.
    key = key_of(council_id=council_in_scope(), document_id=pack.id, at=at)
    use_files(lambda files: files.remove(key), at=at)
    use_files(lambda files: files.put(key, content), at=at)
    Pack.objects.filter(id=pack.id).update(
        state="ready",
        key=key,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        ready_at=at,
        expires_at=at + PACK_KEPT,
    )
    # What was decided stays, so that it can be answered for; what was said does not stand here twice.
    for part in parts:
        Part.objects.filter(id=part.id).update(title="", text="", rows=[], found=[], marks=[""] * len(part.marks))
    record_event(kind="pack_ready", subject=_about(pack), facts={"pack": str(pack.id)}, by=SYSTEM, at=at)


def _about(pack: Pack) -> tuple[str, UUID]:
    """Return whom or what a pack is about, as events name it."""
    if pack.person_id:
        return "person", pack.person_id
    return ("case", pack.case_id) if pack.case_id else ("pack", pack.id)


def _given(part: Part, by: Actor, at: datetime) -> Given:
    """Return a part as it is given out. Raises RemainsFound where removed words are still in it."""
    if part.choice == "leave_out":
        return Given(part.kind, part.about, left_out=True, exemption=part.exemption)
    given = Given(
        kind=part.kind,
        about=part.about,
        title=_title(part),
        text=redacted(part.text, part.marks),
        rows=tuple((redacted(label, part.marks), redacted(value, part.marks)) for label, value in part.rows),
        exemption=part.exemption,
        content=_content(part, by, at) if part.document_id else b"",
    )
    said = "\n".join([given.title, given.text, *(f"{label} {value}" for label, value in given.rows)])
    if left_in(said, part.marks):
        raise RemainsFound(str(part.id))
    return given


def _title(part: Part) -> str:
    """Return what a part is called: a file of blacked out pages is another kind of file."""
    title = redacted(part.title, part.marks)
    if part.document_id and part.choice == "redact" and part.type in PICTURED:
        return f"{PurePath(title).stem}-redacted.pdf"
    return title


def _content(part: Part, by: Actor, at: datetime) -> bytes:
    document = Document.objects.filter(id=part.document_id, state="attached").first()
    if document is None:
        raise Rejected("not_found", why="The file is gone")
    content = read_document(document=document, by=by, at=at)
    if part.choice != "redact":
        return content
    if part.type in PICTURED:
        try:
            return blackened(content, part.type, boxes_of(part))
        except NotPictured as unreadable:
            raise Rejected("damaged", why="The file cannot be drawn page by page") from unreadable
    text = redacted(content.decode("utf-8", errors="replace"), part.marks)
    if left_in(text, part.marks):
        raise RemainsFound(str(part.id))
    return text.encode()


def read_page(*, member: Member, pack_id: UUID, place: int, page: int, black: bool, at: datetime) -> tuple[bytes, int]:
    """Return a page of a file of a pack as a JPEG, and how many pages the file has. black: with its boxes blacked out.

    Raises PackUnknown, NotPictured, and the errors of files.
    """
    pack = get_pack(member, pack_id)
    part = Part.objects.filter(pack=pack, place=place).exclude(document_id=None).first()
    document = Document.objects.filter(id=part.document_id, state="attached").first() if part else None
    if part is None or document is None:
        raise PackUnknown(f"{pack_id} {place}")
    content = read_document(document=document, by=member.actor, at=at)
    number = page_count(content, part.type)
    return picture_of(content, part.type, min(page, number), boxes_of(part) if black else ()), number


def zipped(pack: Pack, given: Iterable[Given], council: CouncilSite, at: datetime) -> bytes:
    """Return the ZIP: ``index.html`` to read, ``data.json`` for programs, and the files under ``files/``."""
    named = [(part, _file_name(number, part)) for number, part in enumerate(given, 1)]
    language = language_of(pack.language)
    page = page_of(named, purpose=pack.purpose, council=council, language=language, at=at)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", page)
        archive.writestr("data.json", json.dumps(_data(pack, named, council, at), indent=2, ensure_ascii=False))
        for part, name in named:
            if part.content:
                archive.writestr(name, part.content)
    return written.getvalue()


def _file_name(number: int, part: Given) -> str:
    if not part.content:
        return ""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", part.title).strip("-.") or "file"
    return f"files/{number:03}-{plain[-80:]}"


def _data(pack: Pack, named: list[tuple[Given, str]], council: CouncilSite, at: datetime) -> dict[str, Any]:
    parts = [
        {"kind": part.kind, "case": part.about, "left_out": True, "why": part.exemption}
        if part.left_out
        else {
            "kind": part.kind,
            "case": part.about,
            "title": part.title,
            "text": part.text,
            "rows": [{"label": label, "value": value} for label, value in part.rows],
            **({"file": name} if name else {}),
            **({"removed_because": part.exemption} if part.exemption else {}),
        }
        for part, name in named
    ]
    return {"format": "commonhall-pack/1", "purpose": pack.purpose, "council": council.name.en,
            "made_at": london(at), "parts": parts}  # fmt: skip


def use_files(use: Callable[[Files], Result], *, at: datetime) -> Result:
    """Use the provider of files of the council in scope. Raises its errors, and BindingMissing."""
    bound = get_binding("files")
    return call_provider(
        lambda: use(files_from(bound.provider, bound.settings)),
        council_id=council_in_scope(),
        capability="files",
        provider=bound.provider,
        at=at,
    )


def read_pack(*, member: Member, pack_id: UUID, at: datetime) -> bytes:
    """Return the file of a pack that is ready, and record who took it. Raises PackUnknown, NotYet, and the errors of
    files."""
    pack = get_pack(member, pack_id)
    if pack.state != "ready":
        raise NotYet(pack.state)
    content = use_files(lambda files: files.get(pack.key), at=at)
    if hashlib.sha256(content).hexdigest() != pack.sha256:
        raise Rejected("damaged", why="The file is not the one that was made")
    record_read(subject=_about(pack), how="exported", purpose=f"pack {pack.id}", by=member, at=at)
    return content


@job("forget_packs", every_seconds=3600)
def forget_packs(council: CouncilSite, *, at: datetime) -> None:
    """Remove the files of packs whose time is over, unless what they are about is held."""
    with in_council(council, by=SYSTEM, purpose="job"):
        held = held_now()
        over = Pack.objects.filter(state="ready", expires_at__lte=at).order_by("expires_at")
        for pack in over[:100]:
            if pack.person_id in held.persons or pack.case_id in held.cases:
                continue
            try:
                # The key is bound at once:
                use_files(lambda files, key=pack.key: files.remove(key), at=at)  # type: ignore[misc]
            except (Unavailable, Misconfigured, BindingMissing):
                return
            Part.objects.filter(pack=pack).delete()
            Pack.objects.filter(id=pack.id).update(state="removed", key="", person_id=None, case_id=None)
