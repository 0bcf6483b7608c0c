"""How does a browser send a large file in parts? It opens an upload, asks how far it came, and appends from there.

The verbs and headers are those of the IETF's draft "Resumable Uploads for HTTP"; without scripts none of it is needed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_http_methods

from commonhall.core.questions.file import File
from commonhall.core.questions.question import Question, Setting
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import DocumentRefused, with_documents
from commonhall.journeys.items import ItemUnknown, find_item
from commonhall.journeys.operations import begin_journey, look, unbegun_journey
from commonhall.journeys.queries import Standing, has_expired, standing_of
from commonhall.journeys.uploading import (
    LARGEST_PART,
    WAITS,
    UploadElsewhere,
    UploadInconsistent,
    UploadTaken,
    UploadUnknown,
    append_part,
    begin_upload,
    drop_upload,
    get_upload,
)
from commonhall.web.citizen.groups import keep_token
from commonhall.web.citizen.held import held_journey
from commonhall.web.citizen.services import live_service
from commonhall.web.citizen.uploads import asked_later, later_address
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import page_address

if TYPE_CHECKING:
    from commonhall.journeys.models import Upload

PROBLEMS: Final = "https://iana.org/assignments/http-problem-types#"
PARTIAL: Final = "application/partial-upload"
TOO_OLD: Final = "the page that asked for it is too old"
_DIGEST: Final = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
_NUMBER: Final = re.compile(r"[0-9]{1,10}")
_BOOLEAN: Final = {"?1": True, "?0": False}


@dataclass(frozen=True)
class _Place:
    """A question for files, where it is asked now. owner: the id of the journey or of the case, by its name.

    address: of the uploads, and query: what stands behind it. item: ``new`` for a thing that is not there yet. begun:
    the journey that the file begins, with its token.
    """

    owner: Mapping[str, UUID]
    question: File
    setting: Setting
    address: str
    query: str = ""
    item: str = ""
    begun: tuple[Standing, str] | None = None


@open_to("anyone")
@require_http_methods(["POST"])
@for_visit
def uploads_page(visit: Visit, slug: str, page: str) -> HttpResponseBase:
    """Open a file that comes in parts: its size, name and SHA-256 are in the head, and the body is empty. Where the
    same file was begun here before, that one goes on. The first page of a service begins its journey by it.
    """
    place = _place(visit, slug, page) or _first_place(visit, slug, page)
    if place is None:
        return _problem(404, "there is no such question in a journey of this browser")
    answer = _opened(visit, place)
    if place.begun:
        keep_token(answer, *place.begun)
    return answer


def _opened(visit: Visit, place: _Place) -> HttpResponse:
    length, digest = visit.request.headers.get("Upload-Length", ""), _digest(visit)
    if not _NUMBER.fullmatch(length) or digest is None or visit.request.body:
        return _problem(400, "Upload-Length, Repr-Digest with sha-256 and an empty body are needed")
    try:
        upload = begin_upload(
            **place.owner,
            question=place.question,
            name=visit.request.GET.get("name", ""),
            size=int(length),
            sha256=digest,
            setting=place.setting,
            item=place.item,
            at=visit.at,
        )
    except DocumentRefused as refused:
        return _refused(refused)
    answer = _at(upload, 201)
    answer["Location"] = f"{place.address}/{upload.id}{place.query}"
    return answer


@open_to("anyone")
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@for_visit
def upload_page(visit: Visit, slug: str, page: str, upload: UUID) -> HttpResponseBase:
    """Say how far a file came, append to it, or let it go."""
    place = _place(visit, slug, page)
    if place is None:
        return _problem(404, "there is no such question in a journey of this browser")
    return _done(visit, place, upload)


@open_to("anyone")
@require_http_methods(["POST"])
@for_visit
def later_uploads_page(visit: Visit, token: str) -> HttpResponseBase:
    """Open a file that comes in parts to be added to a case, for whoever was shown the page that asks for it."""
    place = _later_place(visit, token)
    return _opened(visit, place) if place else _problem(404, TOO_OLD)


@open_to("anyone")
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@for_visit
def later_upload_page(visit: Visit, token: str, upload: UUID) -> HttpResponseBase:
    """Say how far a file for a case came, append to it, or let it go."""
    place = _later_place(visit, token)
    return _done(visit, place, upload) if place else _problem(404, TOO_OLD)


def _later_place(visit: Visit, token: str) -> _Place | None:
    asked = asked_later(token, council_id=visit.council.id)
    if asked is None:
        return None
    case_id, question = asked
    setting = with_documents(visit.setting, (question,), case_id=case_id)
    return _Place({"case_id": case_id}, question, setting, later_address(token))


def _done(visit: Visit, place: _Place, upload: UUID) -> HttpResponse:
    if visit.request.method == "DELETE":
        drop_upload(**place.owner, upload_id=upload)
        return _bare(204)
    try:
        if visit.request.method == "HEAD":
            return _at(get_upload(**place.owner, upload_id=upload, at=visit.at, lock=False), 204)
        return _append(visit, place, upload)
    except UploadUnknown:
        return _problem(404, "there is no such upload, or its time is over")


def _append(visit: Visit, place: _Place, upload: UUID) -> HttpResponse:
    head = visit.request.headers
    offset, last = head.get("Upload-Offset", ""), _BOOLEAN.get(head.get("Upload-Complete", ""))
    if visit.request.content_type != PARTIAL:
        return _problem(415, f"a part has the type {PARTIAL}")
    if not _NUMBER.fullmatch(offset) or last is None:
        return _problem(400, "Upload-Offset and Upload-Complete are needed")
    if int(visit.request.META.get("CONTENT_LENGTH") or 0) > LARGEST_PART:
        return _problem(413, f"a part has {LARGEST_PART} bytes at most")
    try:
        now = append_part(
            **place.owner,
            upload_id=upload,
            question=place.question,
            offset=int(offset),
            content=visit.request.body,
            last=last,
            setting=place.setting,
            at=visit.at,
        )
    except UploadElsewhere as elsewhere:
        answer = _problem(
            409, "the part begins elsewhere", kind="mismatching-upload-offset",
            **{"expected-offset": elsewhere.arrived, "provided-offset": int(offset)},
        )  # fmt: skip
        answer["Upload-Offset"] = str(elsewhere.arrived)
        return answer
    except UploadInconsistent as wrong:
        return _problem(400, str(wrong), kind="inconsistent-upload-length")
    except UploadTaken:
        return _problem(400, "the upload is complete", kind="completed-upload")
    except DocumentRefused as refused:
        return _refused(refused)
    return _at(now, 204)


def _place(visit: Visit, slug: str, page: str) -> _Place | None:
    """Return the question that the address names, in the journey of this browser; None where it is not asked."""
    posting = visit.request.method == "POST"
    journey = held_journey(visit, slug, lock=posting)
    if journey is None or journey.state == "submitted" or has_expired(journey, at=visit.at):
        return None
    return _asked_in(standing_of(journey, council=visit.council, at=visit.at, language=visit.language), visit, page)


def _first_place(visit: Visit, slug: str, page: str) -> _Place | None:
    """Return the question that the address names, in a journey that begins with it; None where none does."""
    if held_journey(visit, slug) is not None:
        return None
    service = live_service(visit, slug)
    unbegun = unbegun_journey(service=service, language=visit.language, at=visit.at)
    if not _asked_in(look(journey=unbegun, council=visit.council, language=visit.language, at=visit.at), visit, page):
        return None
    journey, token = begin_journey(service=service, language=visit.language, at=visit.at)
    standing = look(journey=journey, council=visit.council, language=visit.language, at=visit.at)
    place = _asked_in(standing, visit, page)
    return replace(place, begun=(standing, token)) if place else None


def _asked_in(standing: Standing, visit: Visit, page: str) -> _Place | None:
    journey, item = standing.journey, visit.request.GET.get("item", "")
    asked = _asked(standing, page, item)
    wanted = visit.request.GET.get("question", "")
    question = next((each for each in asked if each.id == wanted and isinstance(each, File)), None)
    if not isinstance(question, File):
        return None
    setting = with_documents(standing.setting(), (question,), journey_id=journey.id, item=item)
    address = f"{page_address(journey.service, page)}/uploads"
    query = f"?{visit.request.GET.urlencode()}"
    return _Place({"journey_id": journey.id}, question, setting, address, query, item)


def _asked(standing: Standing, page: str, item: str) -> tuple[Question, ...]:
    found = standing.effective.pages.get(page)
    if found is None or page not in standing.route.pages or page in standing.route.sign_in:
        return ()
    if not item:
        return standing.questions_on(found)
    try:
        about = find_item(standing, found, item)
    except ItemUnknown:
        return ()
    return tuple(question for questions in about.asked.values() for question in questions)


def _digest(visit: Visit) -> bytes | None:
    found = _DIGEST.search(visit.request.headers.get("Repr-Digest", ""))
    try:
        return base64.b64decode(found[1], validate=True) if found else None
    except binascii.Error:
        return None


def _at(upload: Upload, status: int) -> HttpResponse:
    answer = _bare(status)
    answer["Upload-Offset"] = str(upload.arrived)
    answer["Upload-Length"] = str(upload.size)
    answer["Upload-Complete"] = "?1" if upload.arrived == upload.size else "?0"
    answer["Upload-Limit"] = f"max-append-size={LARGEST_PART}, max-age={int(WAITS.total_seconds())}"
    return answer


def _bare(status: int) -> HttpResponse:
    answer = HttpResponse(status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _refused(refused: DocumentRefused) -> HttpResponse:
    """Name the rule: the page that is then posted says it in words."""
    statuses = {"size": 413, "kind": 415}
    status = statuses.get(refused.problem.rule, 422)
    return _problem(status, refused.problem.message, rule=refused.problem.rule)


def _problem(status: int, title: str, *, kind: str = "", **more: Any) -> HttpResponse:
    said = {"type": PROBLEMS + kind if kind else "about:blank", "title": title, **more}
    answer = JsonResponse(said, status=status, content_type="application/problem+json")
    answer["Cache-Control"] = "no-store"
    return answer
