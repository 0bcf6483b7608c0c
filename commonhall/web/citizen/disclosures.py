"""What has the council told people already? The public disclosure log, searched, and one answer of it."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from commonhall.cases.disclosures import (
    LONGEST_SEARCH,
    Disclosure,
    LogPage,
    count_disclosures,
    disclosures,
    find_disclosure,
)
from commonhall.core.values.dates import in_words, london
from commonhall.councils.policies import open_to
from commonhall.web.citizen.disclosure_texts import LOG
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.filled import harmless
from commonhall.web.components.prose import in_language, prose
from commonhall.web.components.views.council import QuestionsFormView, StatementView
from commonhall.web.components.views.frame import Link, Notice
from commonhall.web.components.views.questions import QuestionView

ADDRESS = "/disclosures"


@open_to("anyone")
@require_safe
@for_visit
def log_page(visit: Visit) -> HttpResponseBase:
    """Show the log, newest first, or what a search finds, best first."""
    search = " ".join(visit.request.GET.get("search", "").replace("\x00", " ").split())[:LONGEST_SEARCH]
    typed = visit.request.GET.get("page", "1")
    log = disclosures(search=search, page=int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1)
    return visit.page(
        QuestionsFormView(
            frame=visit.frame(visit.say(LOG["title"]), back_link="/"),
            content=prose(visit.say(LOG["lead"])),
            questions=(
                QuestionView(
                    id="search",
                    type="text",
                    label=visit.say(LOG["search"]),
                    hint=visit.say(LOG["search_hint"]),
                    value={"search": search},
                    autocomplete="off",
                ),
            ),
            button=visit.say(LOG["button"]),
            method="get",
            after=_listed(visit, log, search),
            links=_other_pages(visit, log, search),
        )
    )


def _listed(visit: Visit, log: LogPage, search: str) -> Markup:
    if not log.entries:
        empty = "no_more" if log.number > 1 else "none_found" if search else "none"
        return prose(visit.say(LOG[empty]).format(search=harmless(search)))
    heading = visit.say(LOG["found" if search else "newest"]).format(search=harmless(search))
    return prose(f"## {heading}") + Markup("").join(_row(visit, entry) for entry in log.entries)


def _row(visit: Visit, entry: Disclosure) -> Markup:
    when = visit.say(LOG["published"]).format(date=_day(visit, entry.published_at))
    if entry.withdrawn_at:
        return prose(f"### {visit.say(LOG['withdrawn_row'])}\n\n{when}")
    return _in_its_language(visit, entry, prose(f"### [{harmless(entry.title)}]({ADDRESS}/{entry.id})")) + prose(when)


def _in_its_language(visit: Visit, entry: Disclosure, content: Markup) -> Markup:
    return in_language(content, entry.language) if entry.language != visit.language else content


def _other_pages(visit: Visit, log: LogPage, search: str) -> tuple[Link, ...]:
    wanted = [("previous", log.number - 1)] if log.number > 1 else []
    wanted += [("next", log.number + 1)] if log.more else []
    kept = {"search": search} if search else {}
    return tuple(
        Link(text=visit.say(LOG[name]), href=f"{ADDRESS}?{urlencode({**kept, 'page': number})}")
        for name, number in wanted
    )


def _day(visit: Visit, at: datetime) -> str:
    return in_words(london(at)[:10], visit.language, weekday=False)


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def entry_page(visit: Visit, entry_id: UUID) -> HttpResponseBase:
    """Show one answer, or that it was taken down; take that it helped somebody."""
    entry = find_disclosure(entry_id)
    if entry is None:
        raise Http404("no such entry")
    if entry.withdrawn_at:
        return _withdrawn(visit, entry, entry.withdrawn_at)
    if visit.request.method == "POST":
        count_disclosures(ids=[entry.id], what="answered")
        return visit.go(f"{ADDRESS}/{entry.id}?thanks=1")
    if visit.request.method == "GET" and "suggested" in visit.request.GET:
        count_disclosures(ids=[entry.id], what="opened")
    return _entry(visit, entry)


def _withdrawn(visit: Visit, entry: Disclosure, at: datetime) -> HttpResponse:
    said = visit.say(LOG["withdrawn_text"]).format(published=_day(visit, entry.published_at), withdrawn=_day(visit, at))
    frame = visit.frame(visit.say(LOG["withdrawn"]), back_link=ADDRESS)
    return visit.page(StatementView(frame=frame, content=prose(said)), status=410)


def _entry(visit: Visit, entry: Disclosure) -> HttpResponse:
    thanked = "thanks" in visit.request.GET
    said = prose(visit.say(LOG["published"]).format(date=_day(visit, entry.published_at)))
    for part, text in (("asked", entry.question), ("answer", entry.answer), ("outcome", entry.outcome)):
        if text:
            said += prose(f"## {visit.say(LOG[part])}")
            said += _in_its_language(visit, entry, prose(_paragraphs(text)))
    notice = Notice(kind="success", text=visit.say(LOG["thanks"])) if thanked else None
    frame = visit.frame(entry.title, back_link=ADDRESS, notice=notice)
    if thanked:
        return visit.page(StatementView(frame=frame, content=said))
    return visit.page(QuestionsFormView(frame=frame, content=said, questions=(), button=visit.say(LOG["helped"])))


def _paragraphs(text: str) -> str:
    """Return a text as it was written: paragraphs and lines stay, and nothing in it becomes a link or a heading."""
    blocks = (block for block in text.replace("\r\n", "\n").split("\n\n") if block.strip())
    return "\n\n".join("\\\n".join(harmless(line) for line in block.split("\n") if line.strip()) for block in blocks)
