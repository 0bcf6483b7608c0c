"""How does an answer of the council come to stand where everybody can read it, and how is it found there?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, transaction
from django.db.models import F, QuerySet

from commonhall.cases.models import Case
from commonhall.cases.models import Disclosure as Disclosure
from commonhall.contacts.queries import find_person
from commonhall.core.values.personal import Trace, personal_traces
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope
from commonhall.record.operations import record_event

PAGE: Final = 20
"""Entries on one page of the log."""
MOST_PAGES: Final = 500
MOST_SIMILAR: Final = 3
"""More suggestions would be read by nobody."""
LONGEST: Final = {"title": 200, "question": 10_000, "answer": 50_000, "outcome": 200, "keywords": 500}
LONGEST_SEARCH: Final = 200
LONGEST_COMPARED: Final = 5_000


class PublicationRefused(ValueError):
    """A text cannot be published. reason: ``empty``, ``too_long`` or ``personal``; field: which text.

    traces: what was found that tells of a person.
    """

    def __init__(self, reason: str, field: str, traces: Sequence[Trace] = ()) -> None:
        said = ", ".join(f"{trace.kind} {trace.text}" for trace in traces)
        super().__init__(f"{field}: {reason} {said}".strip())
        self.reason = reason
        self.field = field
        self.traces = tuple(traces)


class DisclosureUnknown(LookupError):
    """The council's log has no such entry."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log, newest or best first. number: from 1. more: whether there is another after it."""

    entries: tuple[Disclosure, ...]
    number: int
    more: bool


@transaction.atomic
def publish_disclosure(
    *,
    case: Case,
    title: str,
    question: str,
    answer: str,
    outcome: str = "",
    keywords: str = "",
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> Disclosure:
    """Put the answer of a case into the disclosure log; published again, it takes the place of what stood there.

    Everything is looked through for e-mail addresses, telephone numbers, postcodes and the name of whoever asked; the
    council's own may stand. Raises PublicationRefused with all that was found; then nothing is published.
    """
    texts = {"title": title, "question": question, "answer": answer, "outcome": outcome, "keywords": keywords}
    texts = {field: text.replace("\r\n", "\n").replace("\x00", "").strip() for field, text in texts.items()}
    _check(texts, case, council)
    entry, _ = Disclosure.objects.update_or_create(
        case=case,
        defaults={
            **texts,
            "pattern": case.pattern,
            "language": case.language,
            "published_at": at,
            "withdrawn_at": None,
        },
    )
    record_event(
        kind="disclosure_published", subject=("case", case.id), facts={"disclosure": str(entry.id)}, by=by, at=at
    )
    return get_disclosure(entry.id)


def _check(texts: dict[str, str], case: Case, council: CouncilSite) -> None:
    for field in ("title", "question", "answer"):
        if not texts[field]:
            raise PublicationRefused("empty", field)
    for field, text in texts.items():
        if len(text) > LONGEST[field]:
            raise PublicationRefused("too_long", field)
    person = find_person(case.person_id)
    own = council.contact
    allowed = (own.email, own.phone, *re.findall(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}", own.address))
    for field, text in texts.items():
        traces = personal_traces(text, names=[person.name] if person else [], allowed=allowed)
        if traces:
            raise PublicationRefused("personal", field, traces)


@transaction.atomic
def withdraw_disclosure(*, case: Case, by: Actor, at: datetime) -> Disclosure:
    """Take the entry of a case out of the log. The log goes on saying that there was one, without its words.

    Raises DisclosureUnknown where nothing of the case stands in the log.
    """
    entry = Disclosure.objects.filter(case=case).first()
    if entry is None:
        raise DisclosureUnknown(f"nothing of {case.reference} is published")
    if entry.withdrawn_at is None:
        Disclosure.objects.filter(id=entry.id).update(
            withdrawn_at=at, title="", question="", answer="", outcome="", keywords=""
        )
        record_event(
            kind="disclosure_withdrawn", subject=("case", case.id), facts={"disclosure": str(entry.id)}, by=by, at=at
        )
    return get_disclosure(entry.id)


def find_disclosure(disclosure_id: UUID) -> Disclosure | None:
    """Return the entry of the council in scope with this id, withdrawn or not, or None."""
    return Disclosure.objects.filter(id=disclosure_id).first()


def get_disclosure(disclosure_id: UUID) -> Disclosure:
    """Return the entry with this id. Raises DisclosureUnknown."""
    entry = find_disclosure(disclosure_id)
    if entry is None:
        raise DisclosureUnknown(str(disclosure_id))
    return entry


def disclosures(*, search: str = "", page: int = 1) -> LogPage:
    """Return one page of the log. search: words as people type them; quotes and a minus work. Empty shows all."""
    number = min(max(page, 1), MOST_PAGES)
    rows: QuerySet[Disclosure] = Disclosure.objects.all()
    words = " ".join(search.replace("\x00", " ").split())[:LONGEST_SEARCH]
    if words:
        wanted = SearchQuery(words, config="english", search_type="websearch") | SearchQuery(
            words, config="simple", search_type="websearch"
        )
        rows = rows.filter(search=wanted, withdrawn_at=None).annotate(rank=SearchRank(F("search"), wanted))
        rows = rows.order_by("-rank", "-published_at", "-id")
    else:
        rows = rows.order_by("-published_at", "-id")
    found = list(rows[(number - 1) * PAGE : number * PAGE + 1])
    return LogPage(tuple(found[:PAGE]), number, len(found) > PAGE and number < MOST_PAGES)


_SIMILAR: Final = """
WITH asked AS (SELECT tsvector_to_array(to_tsvector('english', %(text)s)) AS words),
wanted AS (
  SELECT (SELECT string_agg(quote_literal(word), ' | ') FROM unnest(words) AS word)::tsquery AS query FROM asked),
candidates AS (
  SELECT d.id, d.published_at, d.search, ts_filter(d.search, '{a}') AS heading
  FROM cases_disclosure d, wanted
  WHERE d.council_id = %(council)s AND d.withdrawn_at IS NULL AND d.search @@ wanted.query
  ORDER BY ts_rank(d.search, wanted.query) DESC LIMIT 50),
counted AS (
  SELECT c.id, c.published_at, cardinality(asked.words) AS words, cardinality(tsvector_to_array(c.heading)) AS headings,
    cardinality(ARRAY(SELECT unnest(asked.words) INTERSECT SELECT unnest(tsvector_to_array(c.search)))) AS hits,
    cardinality(ARRAY(SELECT unnest(asked.words) INTERSECT SELECT unnest(tsvector_to_array(c.heading)))) AS heading_hits
  FROM candidates c, asked)
SELECT id FROM counted
WHERE hits >= 2 AND (2 * hits >= words OR 2 * heading_hits >= greatest(headings, 2))
ORDER BY hits::float / words + heading_hits::float / greatest(headings, 1) DESC, published_at DESC, id LIMIT %(most)s
"""


def similar_to(text: str) -> tuple[Disclosure, ...]:
    """Return the entries of the log, at most MOST_SIMILAR, that may answer ``text`` already; the best first.

    By the stems of its words: half of them must occur in an entry, or half of the entry's heading in them. The text is
    compared in the council's own database, and goes nowhere else.
    """
    asked = text.replace("\x00", " ")[:LONGEST_COMPARED]
    with connection.cursor() as cursor:
        cursor.execute(_SIMILAR, {"text": asked, "council": council_in_scope(), "most": MOST_SIMILAR})
        ids = [UUID(str(row[0])) for row in cursor.fetchall()]
    found = {entry.id: entry for entry in Disclosure.objects.filter(id__in=ids)}
    return tuple(found[each] for each in ids)


def count_disclosures(*, ids: Sequence[Any], what: str) -> None:
    """Count that entries were ``shown`` as a suggestion, ``opened``, or said to have ``answered`` a question.

    Raises ValueError for anything else.
    """
    if what not in ("shown", "opened", "answered"):
        raise ValueError(f"{what!r} is not counted")
    Disclosure.objects.filter(id__in=list(ids), withdrawn_at=None).update(**{what: F(what) + 1})
