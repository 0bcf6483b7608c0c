"""What happens when a page about one of several things is opened or answered?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.core.language.model import Page
from commonhall.core.questions.question import Problem
from commonhall.councils.policies import open_to
from commonhall.journeys.asking import read_item_page
from commonhall.journeys.items import ItemUnknown, add_item, answer_item, find_item
from commonhall.journeys.keeping import AnsweredElsewhere, PageNotAsked
from commonhall.journeys.operations import begin_journey, look, unbegun_journey
from commonhall.journeys.queries import Standing
from commonhall.web.citizen import interruptions
from commonhall.web.citizen.drawing import AboutItem, Shown, as_typed, page_html, page_view
from commonhall.web.citizen.groups import NEW_ITEM, keep_token
from commonhall.web.citizen.held import held_journey
from commonhall.web.citizen.map_step import chosen_on_map, map_step
from commonhall.web.citizen.services import live_service
from commonhall.web.citizen.uploads import keep_files
from commonhall.web.citizen.visit import Visit, for_visit, keep_language
from commonhall.web.citizen.where import CHANGE, item_address, item_next_address, page_address, stop_address
from commonhall.web.components.asked import Typed, typed_values
from commonhall.web.components.uploads import asks_for_files

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def item_page(visit: Visit, slug: str, page: str, item: str, item_page: str) -> HttpResponseBase:
    """Show or take a page about one item of a group. item: its id, or ``new``."""
    posting = visit.request.method == "POST"
    journey = held_journey(visit, slug, lock=posting)
    if journey is not None and (over := interruptions.over(visit, journey)):
        return over
    standing = _looked_at(visit, slug, journey)
    found = standing.effective.pages.get(page)
    if found is None or found.repeat is None or item_page not in [each.id for each in found.repeat.pages]:
        raise Http404(f"no page {page}/{item_page}")
    if page not in standing.route.pages:
        if journey is None:
            return interruptions.lost(visit, standing.effective.pattern.title, slug)
        return visit.go(stop_address(standing))
    if page in standing.route.sign_in:
        return visit.go(page_address(slug, page))
    shown = shown_item(visit, standing, found, item, item_page, stored=journey is not None)
    if isinstance(shown, str):
        return visit.go(shown)
    if posting:
        return _take(shown, journey)
    if html := page_html(shown):
        return visit.html(html)
    return visit.page(as_typed(page_view(shown, shown.answers())))


def _looked_at(visit: Visit, slug: str, journey: Journey | None) -> Standing:
    if journey is None:
        journey = unbegun_journey(service=live_service(visit, slug), language=visit.language, at=visit.at)
    return look(journey=journey, council=visit.council, language=visit.language, at=visit.at)


def shown_item(visit: Visit, standing: Standing, page: Page, item: str, item_page: str, *, stored: bool) -> Shown | str:
    """Return the page about an item as it is to be shown, or the address to go to where it is not asked."""
    service, changing = standing.journey.service, CHANGE in visit.request.GET
    try:
        about = find_item(standing, page, item)
    except ItemUnknown:
        return page_address(service, page.id, changing=changing)
    if item_page not in about.pages:
        at = about.stop or (about.pages[0] if about.pages else "")
        return item_address(service, page.id, item, at, changing=changing) if at else page_address(service, page.id)
    assert page.repeat is not None
    return Shown(
        visit=visit,
        standing=standing,
        page=next(each for each in page.repeat.pages if each.id == item_page),
        questions=about.asked[item_page],
        changing=changing,
        stored=stored,
        about=AboutItem(page=page, item=about, key=item),
    )


def _take(shown: Shown, journey: Journey | None) -> HttpResponse:
    """Take what was posted: begin the journey, and the item, where they are not there yet."""
    visit, standing, posting = shown.visit, shown.standing, ItemPosting(shown)
    if on_map := map_step(shown, posting.posted):
        return on_map
    if journey is not None:
        return posting.answer(journey)
    # Files are kept as soon as they come, so there must be a journey, and an item, to hold them.
    if visit.switched() or (not asks_for_files(shown.questions) and posting.problems()):
        return posting.wrong()
    service = live_service(visit, standing.journey.service)
    begun, token = begin_journey(service=service, language=visit.language, at=visit.at)
    looked = look(journey=begun, council=visit.council, language=visit.language, at=visit.at)
    response = ItemPosting(replace(shown, standing=looked, stored=True)).answer(begun)
    keep_token(response, looked, token)
    return response


@dataclass(frozen=True)
class ItemPosting:
    """One post of one page about an item."""

    shown: Shown

    @property
    def about(self) -> AboutItem:
        """The item that the page asks about."""
        assert self.shown.about is not None
        return self.shown.about

    @property
    def posted(self) -> dict[str, list[str]]:
        """What was posted, by field."""
        posted = {name: list(values) for name, values in self.shown.visit.request.POST.lists()}
        return posted | chosen_on_map(self.shown.questions, posted, self.shown.visit)

    @property
    def values(self) -> Typed:
        """What the fields show again."""
        return typed_values(self.posted, self.shown.questions)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with what was posted."""
        _, problems = read_item_page(self.shown.standing, self.about.item, self.shown.page.id, self.posted, {})
        return problems

    def wrong(self, problems: tuple[Problem, ...] | None = None) -> HttpResponse:
        """Show the page again with what was typed and what is wrong, in the language that was pressed, if one was."""
        visit = self.shown.visit
        if switched := visit.switched():
            standing = look(
                journey=self.shown.standing.journey, council=visit.council, language=switched.language, at=visit.at
            )
            shown = replace(self.shown, visit=switched, standing=standing)
            response = ItemPosting(shown).wrong_here(ItemPosting(shown).problems())
            keep_language(response, switched.language)
            return response
        return self.wrong_here(self.problems() if problems is None else problems)

    def wrong_here(self, problems: tuple[Problem, ...]) -> HttpResponse:
        """Show the page again with what was typed and ``problems``."""
        visit, service = self.shown.visit, self.shown.standing.journey.service
        view = as_typed(page_view(self.shown, self.values, problems))
        here = item_address(
            service, self.about.page.id, self.about.key, self.shown.page.id, changing=self.shown.changing
        )
        return visit.page(replace(view, action=here))

    def answer(self, journey: Journey) -> HttpResponse:
        """Keep the answers and go on; or show what is wrong, or what was answered elsewhere."""
        visit = self.shown.visit
        if visit.switched():
            return self.wrong()
        if visit.request.POST.get("keep") == "saved":
            return visit.go(self._on(self.shown.standing, self.about.key))
        if asks_for_files(self.shown.questions):
            return self._with_files(journey)
        return self._answered(journey)

    def _with_files(self, journey: Journey, *, came_for: str = "") -> HttpResponse:
        """Keep the files that came with the page. They belong to the item, which has to be there first.

        came_for: what the item was called while files came in parts for it.
        """
        visit, about = self.shown.visit, self.about
        if about.key == NEW_ITEM:
            if visit.request.POST.get("revision", self.shown.revision) != self.shown.revision:
                return visit.go(page_address(journey.service, about.page.id))  # posted twice: it is in the list
            added = add_item(
                journey=journey,
                page=about.page,
                standing=self.shown.standing,
                council=visit.council,
                language=visit.language,
                at=visit.at,
            )
            standing = look(journey=journey, council=visit.council, language=visit.language, at=visit.at)
            shown = shown_item(visit, standing, about.page, added, self.shown.page.id, stored=True)
            if isinstance(shown, str):
                return visit.go(shown)
            return ItemPosting(shown)._with_files(journey, came_for=NEW_ITEM)
        kept = keep_files(
            visit, journey, self.shown.standing, self.shown.questions, item=about.item.id, came_for=came_for
        )
        fresh = ItemPosting(replace(self.shown))  # reads again which files there are
        if kept.problems or kept.pressed:
            return fresh.wrong_here(tuple(kept.problems))
        return fresh._answered(journey, seen="" if came_for else None)

    def _answered(self, journey: Journey, *, seen: str | None = None) -> HttpResponse:
        """Keep the answers. seen: the mark of what the person saw, where it is not the one that was posted."""
        visit, about, page = self.shown.visit, self.about, self.shown.page.id
        if seen is None:
            seen = "" if visit.request.POST.get("keep") == "typed" else visit.request.POST.get("revision", "")
        try:
            answered = answer_item(
                journey=journey,
                page=about.page,
                item=about.key,
                item_page=page,
                posted=self.posted,
                properties={},
                seen=seen,
                standing=self.shown.standing,
                council=visit.council,
                language=visit.language,
                at=visit.at,
            )
        except (PageNotAsked, ItemUnknown):
            return visit.go(page_address(journey.service, about.page.id))
        except AnsweredElsewhere as elsewhere:
            return interruptions.conflict(self.shown, elsewhere.saved, self.posted)
        if answered.problems:
            return self.wrong_here(answered.problems)
        return visit.go(self._on(answered.standing, answered.item))

    def _on(self, standing: Standing, item: str) -> str:
        """Return where to go once the page has been answered."""
        page = self.about.page
        try:
            about = find_item(standing, page, item)
        except (ItemUnknown, KeyError):  # the group, or the item, is asked no more
            return stop_address(standing)
        return item_next_address(standing, page.id, about, self.shown.page.id, changing=self.shown.changing)
