"""How does a large file come over a connection that breaks? In parts, each kept at once, from where the last ended."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F

from commonhall.capabilities.files.kinds import kind_of
from commonhall.capabilities.files.sealing import new_file_key, seal_content, unseal_content
from commonhall.core.questions.file import MEGABYTE, MOST_MEGABYTES, File, clean_name
from commonhall.core.questions.question import Question, Setting
from commonhall.councils.ids import new_id
from commonhall.councils.keys import council_keys, reseals
from commonhall.councils.sealing import CouncilKeys, number_of
from commonhall.journeys.documents import DocumentRefused, documents_held
from commonhall.journeys.models import Upload, UploadPart

LARGEST_PART: Final = 512 * 1024
"""Bytes of one part."""
WAITS: Final = timedelta(hours=24)
"""How long a file that is not whole waits for its next part."""
MOST_WAITING: Final = 3 * MOST_MEGABYTES * MEGABYTE
"""Bytes of all files that wait in one journey."""
_ZIPPED: Final = b"PK\x03\x04"


class UploadUnknown(LookupError):
    """There is no such file in parts, or not of this journey, or its time is over."""


class UploadTaken(Exception):
    """The file was added to the journey already."""


class UploadElsewhere(Exception):
    """The part does not begin where the last one ended. arrived: how many bytes are here."""

    def __init__(self, arrived: int) -> None:
        super().__init__(f"{arrived} bytes are here")
        self.arrived = arrived


class UploadInconsistent(Exception):
    """What came is not the file that was announced: too much, too little, or something else."""


def begin_upload(
    *, journey_id: UUID | None = None, case_id: UUID | None = None, question: File, name: str, size: int, sha256: bytes,
    setting: Setting, item: str = "", at: datetime
) -> Upload:  # fmt: skip
    """Open a file that comes in parts, or the same one again where it was left: that is known by ``size`` and
    ``sha256``, so the page may have been loaded anew, or be open in another browser.

    journey_id, case_id: of the journey, which must have been read with a lock, or of the case to which it is added.
    name: as the browser sent it. size: in bytes. item: of a repeated question, the item's id. Files that are not whole
    make way for a new one that the question, or the journey or case, would have no room for. Raises DocumentRefused
    with the problem to show.
    """
    mine = Upload.objects.filter(journey_id=journey_id, case_id=case_id, taken_at=None, expires_at__gt=at)
    asked = mine.filter(question=question.id, item=item)
    same: Upload | None = asked.filter(size=size, sha256=sha256).first()
    if same is not None:
        return same
    held = len(documents_held((question,), journey_id=journey_id, case_id=case_id, item=item)[question.id])
    held += asked.filter(arrived=F("size")).count()
    check = question.check_upload(kind=question.accepts[0], size=size, encrypted=False, held=held, setting=setting)
    if check.problem:
        raise DocumentRefused(replace(check.problem, field=f"{question.id}-file"))
    _make_room(list(asked.filter(arrived__lt=F("size")).order_by("begun_at")), question.max_files - held - 1)
    _make_room_of_bytes(list(mine.order_by("begun_at")), MOST_WAITING - size)
    upload = Upload(
        id=new_id(), journey_id=journey_id, case_id=case_id, question=question.id, item=item, name=clean_name(name),
        size=size, sha256=sha256, begun_at=at, expires_at=at + WAITS,
    )  # fmt: skip
    upload.sealed_key = council_keys(at=at).seal(new_file_key(), purpose="file", place=_place(upload.id))
    upload.save()
    return upload


def _make_room(waiting: list[Upload], room: int) -> None:
    for upload in waiting[: max(0, len(waiting) - room)]:
        upload.delete()


def _make_room_of_bytes(waiting: list[Upload], room: int) -> None:
    held = sum(upload.size for upload in waiting)
    for upload in waiting:
        if held <= room:
            return
        upload.delete()
        held -= upload.size


def get_upload(
    *, journey_id: UUID | None = None, case_id: UUID | None = None, upload_id: UUID, at: datetime, lock: bool = False
) -> Upload:
    """Return a file that comes in parts. lock: until the transaction ends. Raises UploadUnknown."""
    rows = Upload.objects.select_for_update() if lock else Upload.objects.all()
    mine = rows.filter(id=upload_id, journey_id=journey_id, case_id=case_id)
    found: Upload | None = mine.filter(expires_at__gt=at).first()
    if found is None:
        raise UploadUnknown(str(upload_id))
    return found


def append_part(
    *, journey_id: UUID | None = None, case_id: UUID | None = None, upload_id: UUID, question: File, offset: int,
    content: bytes, last: bool, setting: Setting, at: datetime
) -> Upload:  # fmt: skip
    """Keep the next part of a file. offset: how many bytes come before it. last: whether it makes the file whole.

    Nothing is kept of a part that is refused; of a file that cannot be taken, or is not the one that was announced,
    nothing stays at all. Raises UploadUnknown, UploadTaken, UploadElsewhere, UploadInconsistent, and DocumentRefused
    where the beginning shows a kind of file that is not taken.
    """
    upload = get_upload(journey_id=journey_id, case_id=case_id, upload_id=upload_id, at=at, lock=True)
    if upload.taken_at is not None:
        raise UploadTaken(str(upload_id))
    if offset != upload.arrived:
        raise UploadElsewhere(upload.arrived)
    arrived = offset + len(content)
    if len(content) > LARGEST_PART or arrived > upload.size or last != (arrived == upload.size):
        raise UploadInconsistent(f"{arrived} of {upload.size} bytes")
    if offset == 0:
        _check_beginning(upload, question, content, setting)
    if content:
        sealed = seal_content(content, file_key=_key_of(upload), key=_spot(upload.id, offset))
        UploadPart.objects.create(upload=upload, offset=offset, content=sealed)
    upload.arrived, upload.expires_at = arrived, at + WAITS
    upload.save(update_fields=["arrived", "expires_at"])
    if last and hashlib.sha256(_content(upload)).digest() != bytes(upload.sha256):
        upload.delete()
        raise UploadInconsistent("the content is another")
    return upload


def _check_beginning(upload: Upload, question: File, content: bytes, setting: Setting) -> None:
    """Refuse a file by its first bytes, where they tell: of a zipped document only the whole does."""
    if content.startswith(_ZIPPED):
        return
    kind = kind_of(content, upload.name).replace("heic", "jpg")
    check = question.check_upload(kind=kind, size=upload.size, encrypted=False, held=0, setting=setting)
    if check.problem:
        upload.delete()
        raise DocumentRefused(replace(check.problem, field=f"{question.id}-file"))


def whole_upload(
    *, journey_id: UUID | None = None, case_id: UUID | None = None, upload_id: UUID, question: str, item: str = "",
    at: datetime
) -> tuple[str, bytes]:  # fmt: skip
    """Return the name and the content of a file whose last part came. Raises UploadUnknown and UploadTaken."""
    upload = get_upload(journey_id=journey_id, case_id=case_id, upload_id=upload_id, at=at, lock=True)
    if upload.taken_at is not None:
        raise UploadTaken(str(upload_id))
    if (upload.question, upload.item) != (question, item) or upload.arrived < upload.size:
        raise UploadUnknown(str(upload_id))
    return upload.name, _content(upload)


def note_taken(*, upload_id: UUID, at: datetime) -> None:
    """Let the parts of a file go that was added to its journey. That it was is known until its time is over, so that
    the same post may come twice.
    """
    UploadPart.objects.filter(upload_id=upload_id).delete()
    Upload.objects.filter(id=upload_id).update(taken_at=at)


def drop_upload(*, journey_id: UUID | None = None, case_id: UUID | None = None, upload_id: UUID) -> None:
    """Let a file go that comes in parts. One that is not there is no error."""
    Upload.objects.filter(id=upload_id, journey_id=journey_id, case_id=case_id, taken_at=None).delete()


def unfinished_uploads(
    questions: Iterable[Question],
    *,
    journey_id: UUID | None = None,
    case_id: UUID | None = None,
    item: str = "",
    at: datetime,
) -> dict[str, list[Upload]]:
    """Return, by question, the files of which something came and that are not taken yet, oldest first."""
    asked = [question.id for question in questions if isinstance(question, File)]
    found: dict[str, list[Upload]] = {}
    mine = Upload.objects.filter(journey_id=journey_id, case_id=case_id, item=item)
    waiting = mine.filter(question__in=asked, taken_at=None)
    for upload in waiting.filter(expires_at__gt=at, arrived__gt=0).order_by("begun_at") if asked else ():
        found.setdefault(upload.question, []).append(upload)
    return found


def purge_uploads(*, at: datetime) -> int:
    """Delete the files in parts whose time is over, and those of journeys that cannot be changed any more, in the
    council in scope; return how many.
    """
    over = Upload.objects.filter(journey__state__in=("submitted", "expired"))
    rows = Upload.objects.filter(expires_at__lte=at) | over
    gone = list(rows.values_list("id", flat=True))
    Upload.objects.filter(id__in=gone).delete()
    return len(gone)


@reseals("uploads")
def reseal_uploads(keys: CouncilKeys) -> int:
    """Seal the keys of files in parts of the council in scope under its newest key; the parts stay as they are."""
    moved = 0
    for upload in Upload.objects.only("id", "sealed_key").iterator():
        sealed = bytes(upload.sealed_key)
        if number_of(sealed) != max(keys.keys):
            file_key = keys.unseal(sealed, purpose="file", place=_place(upload.id))
            renewed = keys.seal(file_key, purpose="file", place=_place(upload.id))
            moved += Upload.objects.filter(id=upload.id, sealed_key=sealed).update(sealed_key=renewed)
    return moved


def _content(upload: Upload) -> bytes:
    key = _key_of(upload)
    parts = UploadPart.objects.filter(upload=upload).order_by("offset")
    return b"".join(
        unseal_content(bytes(part.content), file_key=key, key=_spot(upload.id, part.offset)) for part in parts
    )


def _key_of(upload: Upload) -> bytes:
    return council_keys().unseal(bytes(upload.sealed_key), purpose="file", place=_place(upload.id))


def _place(upload_id: UUID) -> str:
    return f"journeys_upload.sealed_key:{upload_id}"


def _spot(upload_id: UUID, offset: int) -> str:
    return f"{upload_id}/{offset}"
