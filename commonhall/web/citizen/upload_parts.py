"""How does a browser send a large file in parts? It opens an upload, asks how far it came, and appends from there.

The verbs and headers are those of the IETF's draft "Resumable Uploads for HTTP"; without scripts none of it is needed.
"""

from __future__ import annotations

import base64
import binascii
import re
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
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import page_address

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey, Upload

PROBLEMS: Final = "https://iana.org/assignments/http-problem-types#"
PARTIAL: Final = "application/partial-upload"
_DIGEST: Final = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
_NUMBER: Final = re.compile(r"[0-9]{1,10}")
_BOOLEAN: Final = {"?1": True, "?0": False}


@dataclass(frozen=True)
class _Place:
    """A question for files, where the journey asks it now. item: ``new`` for a thing that is not there yet.

    token: of a journey that the file begins.
    """

    standing: Standing
    question: File
    setting: Setting
    item: str
    token: str = ""

    @property
    def journey(self) -> Journey:
        """The journey."""
        return self.standing.journey


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
    answer = _opened(visit, place, page)
    if place.token:
        keep_token(answer, place.standing, place.token)
    return answer


def _opened(visit: Visit, place: _Place, page: str) -> HttpResponse:
    length, digest = visit.request.headers.get("Upload-Length", ""), _digest(visit)
    if not _NUMBER.fullmatch(length) or digest is None or visit.request.body:
        return _problem(400, "Upload-Length, Repr-Digest with sha-256 and an empty body are needed")
    try:
        upload = begin_upload(
            journey=place.journey,
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
    answer["Location"] = (
        f"{page_address(place.journey.service, page)}/uploads/{upload.id}?{visit.request.GET.urlencode()}"
    )
    return answer


@open_to("anyone")
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@for_visit
def upload_page(visit: Visit, slug: str, page: str, upload: UUID) -> HttpResponseBase:
    """Say how far a file came, append to it, or let it go."""
    place = _place(visit, slug, page)
    if place is None:
        return _problem(404, "there is no such question in a journey of this browser")
    if visit.request.method == "DELETE":
        drop_upload(journey_id=place.journey.id, upload_id=upload)
        return _bare(204)
    try:
        if visit.request.method == "HEAD":
            return _at(get_upload(journey_id=place.journey.id, upload_id=upload, at=visit.at), 204)
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
            journey_id=place.journey.id,
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
    return replace(place, token=token) if place else None


def _asked_in(standing: Standing, visit: Visit, page: str) -> _Place | None:
    journey, item = standing.journey, visit.request.GET.get("item", "")
    asked = _asked(standing, page, item)
    wanted = visit.request.GET.get("question", "")
    question = next((each for each in asked if each.id == wanted and isinstance(each, File)), None)
    if not isinstance(question, File):
        return None
    setting = with_documents(standing.setting(), (question,), journey_id=journey.id, item=item)
    return _Place(standing, question, setting, item)


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
