"""How does an officer write to the person of a case? The words are filled in, shown as they go, and sent once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.notifications.port import SMS_LIMIT, Channel
from commonhall.capabilities.notifications.recipients import RecipientRefused, clean_address
from commonhall.capabilities.notifications.words import harmless, without_links
from commonhall.cases.correspondence.receiving import wrote_last
from commonhall.cases.correspondence.ways import ways_to
from commonhall.cases.correspondence.wording import (
    on_one_paper,
    own_addresses,
    safe,
    site_address,
    texts_scope,
    with_reference,
)
from commonhall.cases.inviting.invitations import invite, nonce_of, secrets_of
from commonhall.cases.inviting.tokens import new_reply_token
from commonhall.cases.models import Case, Message
from commonhall.cases.operations import locked_case
from commonhall.cases.queries import effective_of_case
from commonhall.contacts.models import Person
from commonhall.contacts.queries import find_person
from commonhall.core.language.effective import Effective
from commonhall.core.language.wording import fill, gaps, look_up, said
from commonhall.core.values.dates import london, london_date
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.documents import documents_of_case
from commonhall.journeys.models import Document
from commonhall.record.operations import enqueue, record_event

FILES_FOR: Final = timedelta(days=28)
"""How long the link to a file that was sent works."""
NEUTRAL: Final = Words(en="About your request {reference}", cy="Ynglŷn â’ch cais {reference}")
"""The subject of every message about a sensitive case: whoever sees the list of messages learns nothing."""
FILES: Final = Words(en="Files for you", cy="Ffeiliau i chi")
FILES_UNTIL: Final = Words(
    en="The links work until {until}. Do not pass them on.",
    cy="Mae’r dolenni’n gweithio tan {until}. Peidiwch â’u rhannu.",
)
FILES_ON_PAPER: Final = Words(
    en="Get them at {address} until {until}. You need the reference {reference} and the code beside each file.",
    cy="Gallwch eu cael yn {address} tan {until}. Bydd angen y cyfeirnod {reference} a’r cod wrth ymyl pob ffeil.",
)
SECRET: Final = re.compile(r"/(asked|handed)/[0-9a-f]{40}")
OFFERED_GAPS: Final = (
    "person.name", "case.reference", "case.title", "case.opened_date", "case.due_date", "case.address", "officer.name",
    "council.name", "today",
)  # fmt: skip
"""What a writer is told that may stand in braces. Answers and settings may too."""


class WritingRefused(ValueError):
    """The message cannot go as it is. reason: ``gap``, ``long``, ``way``, ``address``, ``subject`` or ``body``.

    what: which gap. ``address``: no letter can be printed for the postal address.
    """

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(f"{reason} {what}".strip())
        self.reason = reason
        self.what = what


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer wrote. occasion: of the form, so that it is sent once. documents: files of the case to give."""

    occasion: str
    channel: Channel
    language: Language
    subject: str
    body: str
    documents: tuple[UUID, ...] = ()
    kind: str = "written"


@dataclass(frozen=True, slots=True)
class Finished:
    """A message with its gaps filled, as it goes out."""

    channel: Channel
    recipient: str
    subject: str
    body: str
    language: Language
    documents: tuple[Document, ...] = ()


def finish_message(
    draft: Draft,
    case: Case,
    *,
    effective: Effective,
    council: CouncilSite,
    by: Actor,
    extra: Mapping[str, Any] | None = None,
    at: datetime,
) -> Finished:
    """Return ``draft`` as it will go out: to whom, with its gaps filled and its files named. Nothing is stored.

    extra: what may stand in its gaps besides. Raises WritingRefused.
    """
    person = find_person(case.person_id)
    way = next((one for one in ways_to(case, person, effective) if one.channel == draft.channel), None)
    if way is None or way.unwanted or person is None:
        raise WritingRefused("way")
    recipient = printable(way.recipient) if draft.channel == "letter" else way.recipient
    scope = {**_scope(case, person, effective, council, draft.language, by, at), **(extra or {})}
    own = own_addresses(effective, site_address(council))
    clean = partial(safe, without_links if draft.channel == "sms" else harmless, own)
    body = _filled(draft.body, scope, draft.language, clean).strip()
    if not body:
        raise WritingRefused("body")
    documents = _documents(case, draft.documents)
    if documents and draft.channel != "sms":
        body = f"{body}\n\n{_files(draft, documents, case, council, at)}"
    if draft.channel == "sms" and len(body) > SMS_LIMIT:
        raise WritingRefused("long")
    subject = _subject(draft, case, effective, scope)
    return Finished(draft.channel, recipient, subject, body, draft.language, documents)


def printable(recipient: str) -> str:
    """Return a postal address as it is printed, so that no letter is refused once it was sent. Raises WritingRefused.

    Source: GOV.UK Notify, "bulk sending: letters": 3 to 7 lines, and a UK postcode or a country at the end.
    """
    try:
        return "\n".join(clean_address(recipient.splitlines()))
    except RecipientRefused as refused:
        raise WritingRefused("address") from refused


def finish_on_one_paper(welsh: Finished, english: Finished) -> Finished:
    """Return one letter with both languages on it, Welsh first.

    Source: the Welsh language standards, by which neither language is treated less favourably.
    """
    subject, body = on_one_paper((welsh.subject, welsh.body), (english.subject, english.body))
    return replace(welsh, subject=subject, body=body)


def fill_words(
    text: str,
    *,
    case: Case,
    effective: Effective,
    council: CouncilSite,
    language: Language,
    by: Actor,
    at: datetime,
) -> str:
    """Return ``text`` of an officer with its gaps filled. Raises WritingRefused for one that nothing fills."""
    person = find_person(case.person_id)
    if person is None:
        raise WritingRefused("way")
    scope = _scope(case, person, effective, council, language, by, at)
    return _filled(text, scope, language, partial(safe, harmless, own_addresses(effective, site_address(council))))


def is_sensitive(case: Case, effective: Effective) -> bool:
    """Return whether a stranger who sees a subject or a text message must learn nothing of the case."""
    return bool(case.restricted or effective.pattern.sensitive)


def _subject(draft: Draft, case: Case, effective: Effective, scope: Mapping[str, Any]) -> str:
    if draft.channel == "sms":
        return ""
    if is_sensitive(case, effective):
        return NEUTRAL.say(draft.language).format(reference=case.reference)
    own: frozenset[str] = frozenset()
    text = " ".join(_filled(draft.subject, scope, draft.language, partial(safe, without_links, own)).split())
    if not text:
        raise WritingRefused("subject")
    return with_reference(text, case.reference, draft.channel)


def _filled(text: str, scope: Mapping[str, Any], language: Language, clean: Any) -> str:
    for name in gaps(text):
        if not said(look_up(name, scope), language).strip():
            raise WritingRefused("gap", name)
    return fill(Words(en=text, cy=text), scope, language, escape=clean)


def _scope(
    case: Case, person: Person, effective: Effective, council: CouncilSite, language: Language, by: Actor, at: datetime
) -> dict[str, Any]:
    scope = texts_scope(case, effective, council=council, language=language, at=at)
    about = scope.get("council")
    return {
        **scope,
        "case": {**scope["case"], "address": case.address},
        "person": {"name": person.name},
        "officer": {"name": by.name},
        "council": {**(about if isinstance(about, Mapping) else {}), "name": council.name},
        "today": london_date(at),
    }


def _documents(case: Case, wanted: Sequence[UUID]) -> tuple[Document, ...]:
    if not wanted:
        return ()
    of_case = documents_of_case(case_id=case.id, journey_id=case.journey_id)
    return tuple(document for document in of_case if document.id in set(wanted))


def _files(draft: Draft, documents: Sequence[Document], case: Case, council: CouncilSite, at: datetime) -> str:
    """Return the part of a message that says how to get its files: by links, or from paper by reference and code."""
    site, language = site_address(council), draft.language
    until = said(london(at + FILES_FOR)[:10], language)
    rows = []
    for document in documents:
        opens = secrets_of("file", nonce_of(draft.occasion, document.id))
        name = harmless(document.name)
        on_paper = draft.channel == "letter"
        rows.append(f"* {name}: {opens.code}" if on_paper else f"* [{name}]({site}/handed/{opens.token})")
    how = FILES_ON_PAPER if draft.channel == "letter" else FILES_UNTIL
    end = how.say(language).format(until=until, address=f"{site}/asked", reference=case.reference)
    return f"# {FILES.say(language)}\n\n" + "\n".join(rows) + f"\n\n{end}"


@transaction.atomic
def write_message(
    *,
    case_id: UUID,
    draft: Draft,
    council: CouncilSite,
    english: Draft | None = None,
    extra: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> Message:
    """Write to the person of a case and promise to send it; return the message. The same form again sends nothing.

    english: the same in English, where ``draft`` is in Welsh and both stand on one paper. extra: what may stand in the
    gaps of its words besides what is known of the case. Raises CaseUnknown and WritingRefused.
    """
    case = locked_case(case_id)
    known: Message | None = Message.objects.filter(case=case, occasion=f"written:{draft.occasion}").first()
    if known is not None:
        return known
    effective = effective_of_case(case, council=council, at=at)
    finish = partial(finish_message, case=case, effective=effective, council=council, by=by, extra=extra, at=at)
    finished = finish(draft)
    if english is not None:
        finished = finish_on_one_paper(finished, finish(english))
    for document in finished.documents:
        nonce = nonce_of(draft.occasion, document.id)
        invite(case=case, kind="file", target_id=document.id, nonce=nonce, until_at=at + FILES_FOR, at=at)
    return send_message(case, finished, occasion=f"written:{draft.occasion}", kind=draft.kind, by=by, at=at)


def send_message(case: Case, finished: Finished, *, occasion: str, kind: str, by: Actor, at: datetime) -> Message:
    """Keep a finished message of a locked case and promise to send it."""
    message: Message = Message.objects.create(
        case=case,
        occasion=occasion,
        kind=kind,
        channel=finished.channel,
        recipient=finished.recipient,
        language=finished.language,
        subject=finished.subject,
        body=finished.body,
        documents=[
            {"id": str(one.id), "name": one.name, "type": one.type, "size": one.size} for one in finished.documents
        ],
        reply_token=new_reply_token(),
        written_by=by.name,
        composed_at=at,
    )
    wrote_last(case, "staff")
    record_event(
        kind="message_written",
        subject=("case", case.id),
        facts={"message": str(message.id), "kind": kind, "channel": finished.channel},
        by=by,
        at=at,
    )
    enqueue(kind="message", payload={"message_id": str(message.id)}, key=f"message:{message.id}", at=at)
    return message


def without_secrets(text: str) -> str:
    """Return ``text`` without what opens the links that are for the person alone."""
    return SECRET.sub(r"/\1/…", text)
