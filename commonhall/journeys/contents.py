"""Where is the content of a document, and may it be opened? Sealed with a provider of files; nothing unjudged is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Final, Literal, TypeVar
from uuid import UUID, uuid4

from django.conf import settings

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.files.port import Files, files_from, key_of
from commonhall.capabilities.files.sealing import new_file_key, seal_content, unseal_content
from commonhall.capabilities.scanning.port import Verdict, scanning_from
from commonhall.catalogue.bound import Bound, get_bound
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.councils.keys import KeysDestroyed, council_keys, reseals
from commonhall.councils.scope import council_in_scope
from commonhall.councils.sealing import CouncilKeys, SealBroken, number_of
from commonhall.journeys.belonging import service_of
from commonhall.journeys.models import Document

DOWN: Final = (Unavailable, Misconfigured, BindingMissing)
"""What is raised where a provider cannot be had now, and may be had later."""
Result = TypeVar("Result")


def scan(content: bytes, *, at: datetime) -> Verdict:
    """Return what the council's scanner finds in ``content``.

    Where none is chosen, a demonstration makes do with the one that knows the test file; anywhere else BindingMissing
    is raised, so that no file counts as clean that nobody looked into. Raises the capability's three errors.
    """
    provider, chosen = _scanner()
    return call_provider(
        lambda: scanning_from(provider, chosen).scan(content),
        council_id=council_in_scope(),
        capability="scanning",
        provider=provider,
        at=at,
    )


def _scanner() -> tuple[str, dict[str, object]]:
    try:
        bound = get_binding("scanning")
    except BindingMissing:
        if settings.MODE == "production":
            raise
        return "test_file", {}
    return bound.provider, dict(bound.settings)


def scanner_lacking() -> Literal["", "none", "test_only"]:
    """Return why no file of the council in scope is really looked into: ``none`` is chosen, so nobody can open any;
    ``test_only``: the one that is chosen knows no real virus. Blank for a scanner, and in a demonstration.
    """
    if settings.MODE != "production":
        return ""
    try:
        return "test_only" if get_binding("scanning").provider == "test_file" else ""
    except BindingMissing:
        return "none"


def store_content(document: Document, content: bytes, *, at: datetime) -> None:
    """Seal ``content`` under a key of its own, hand it to the council's provider of files, and note on ``document``
    where it is: also where the provider may have taken it and did not say so. The document is not saved. Raises the
    capability's three errors, BindingMissing and KeysDestroyed.
    """
    bound = get_binding("files", service=service_of(document))
    # A new place for each try: what an earlier one may have left there is another's, and cannot be opened any more.
    key = key_of(council_id=council_in_scope(), document_id=uuid4(), at=at)
    file_key = new_file_key()
    sealed = seal_content(content, file_key=file_key, key=key)
    sealed_key = council_keys(at=at).seal(file_key, purpose="file", place=_place(document.id))
    try:
        _with_files(bound, lambda files: files.put(key, sealed), at=at)
    except Unavailable as down:
        if down.in_doubt:
            document.key, document.binding_id, document.sealed_key = key, bound.id, sealed_key
        raise
    document.key, document.binding_id, document.sealed_key = key, bound.id, sealed_key


def content_of(document: Document, *, at: datetime) -> bytes:
    """Return the content of ``document``, whatever its standing: only for looking into it.

    Raises the capability's three errors and BindingMissing; Rejected("damaged") when it is not what was kept, and
    Rejected("not_found") when it is not kept any more.
    """
    if not document.key:
        raise Rejected("not_found", why="The file is not kept")
    content = _opened(document, _sealed_content(document, at))
    if hashlib.sha256(content).digest() != bytes(document.sha256):
        raise Rejected("damaged", why="The file is not the one that was kept")
    return content


def let_go(document: Document, *, at: datetime) -> None:
    """Delete the content of ``document``, and its key with it. The document is not saved. Raises as content_of does."""
    if document.key:
        _remove(document, at)
    document.key, document.sealed_key = "", None


@reseals("documents")
def reseal_documents(keys: CouncilKeys) -> int:
    """Seal the keys of the files of the council in scope under its newest key; the files stay as they are."""
    moved = 0
    for document in Document.objects.exclude(sealed_key=None).only("id", "sealed_key").iterator():
        sealed = bytes(document.sealed_key)
        if number_of(sealed) != max(keys.keys):
            file_key = keys.unseal(sealed, purpose="file", place=_place(document.id))
            renewed = keys.seal(file_key, purpose="file", place=_place(document.id))
            moved += Document.objects.filter(id=document.id, sealed_key=sealed).update(sealed_key=renewed)
    return moved


def _place(document_id: UUID) -> str:
    return f"journeys_document.sealed_key:{document_id}"


def _opened(document: Document, sealed: bytes) -> bytes:
    if document.sealed_key is None:
        return sealed  # kept before files were sealed
    try:
        place = _place(document.id)
        file_key = council_keys().unseal(bytes(document.sealed_key), purpose="file", place=place)
    except (SealBroken, KeysDestroyed) as broken:
        raise Rejected("damaged", why="The key of the file cannot be opened") from broken
    return unseal_content(sealed, file_key=file_key, key=document.key)


def _keepers(document: Document) -> list[Bound]:
    """Return the bindings through which a file may be reached, the likeliest first.

    It is with the provider that was bound when it was sent, whatever is bound now. Where that is the same provider, the
    newest binding comes first: its credentials hold, and the place may have moved as a whole.
    """
    if document.binding_id is None:
        return [get_binding("files", service=service_of(document))]
    original = get_bound(document.binding_id)
    try:
        newest = get_binding("files", service=service_of(document))
    except BindingMissing:
        return [original]
    if newest.id == original.id or newest.provider != original.provider:
        return [original]
    return [newest, original]


def _sealed_content(document: Document, at: datetime) -> bytes:
    first: Exception | None = None
    for bound in _keepers(document):
        try:
            return _with_files(bound, lambda files: files.get(document.key), at=at)
        except (Rejected, Misconfigured) as trouble:
            if isinstance(trouble, Rejected) and trouble.code != "not_found":
                raise
            first = first or trouble
    assert first is not None
    raise first


def _remove(document: Document, at: datetime) -> None:
    """Remove a file wherever it may be. It is gone when one of the bindings could remove it and none is down."""
    wrong: list[Exception] = []
    keepers = _keepers(document)
    for bound in keepers:
        try:
            _with_files(bound, lambda files: files.remove(document.key), at=at)
        except Misconfigured as trouble:
            wrong.append(trouble)
    if len(wrong) == len(keepers):
        raise wrong[0]


def _with_files(bound: Bound, use: Callable[[Files], Result], *, at: datetime) -> Result:
    return call_provider(
        lambda: use(files_from(bound.provider, bound.settings)),
        council_id=council_in_scope(),
        capability="files",
        provider=bound.provider,
        at=at,
    )
