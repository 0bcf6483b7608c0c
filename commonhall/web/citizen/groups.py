"""How does a resident tell of several things? A list of those added, whether there are more, and taking one out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.core.journey.saying import item_said
from commonhall.core.language.model import Page, Repeat
from commonhall.core.questions.question import Problem
from commonhall.core.questions.yes_no import YesNo
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.journeys.items import end_group, kept_of_item, remove_item
from commonhall.journeys.operations import begin_journey, look
from commonhall.journeys.queries import Standing
from commonhall.web.citizen import cookies
from commonhall.web.citizen.held import with_journey
from commonhall.web.citizen.services import live_service
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit, for_visit, keep_language
from commonhall.web.citizen.where import (
    CHANGE,
    NEW,
    back_address,
    caption_of,
    item_address,
    journey_frame,
    next_address,
    no_longer_needed,
    page_address,
    remove_address,
    stop_address,
)
from commonhall.web.components.asked import question_view
from commonhall.web.components.filled import plain, rich
from commonhall.web.components.views.items import ItemRow, ItemsView, RemoveView

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey

MORE = "more"
NEW_ITEM = "new"


def things(group: Repeat, visit: Visit, number: int = 0) -> dict[str, Any]:
    """Return what texts about a group fill in: what one and several are called, and a number."""
    one, many = visit.say(group.one), visit.say(group.many)
    return {
        "one": one,
        "many": many,
        "Many": many[:1].upper() + many[1:],
        "n": number,
        "things": one if number == 1 else many,
    }


def name_of(visit: Visit, standing: Standing, page: Page, item: str) -> str:
    """Return what an item that is there is called."""
    group = _group(page)
    for number, each in enumerate(standing.route.items.get(group.id, ()), 1):
        if each.id == item:
            return item_said(standing.effective, group, each.answers, number, standing.setting(each))
    return ""


def _group(page: Page) -> Repeat:
    if page.repeat is None:
        raise Http404(f"{page.id} lists nothing")
    return page.repeat


@dataclass(frozen=True)
class Listed:
    """The page that lists the items of a group. stored: whether there is a journey yet."""

    visit: Visit
    standing: Standing
    page: Page
    stored: bool

    @property
    def group(self) -> Repeat:
        """What is listed."""
        return _group(self.page)

    @property
    def changing(self) -> bool:
        """On the way back to check-your-answers."""
        return CHANGE in self.visit.request.GET

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.standing.route.items.get(self.group.id, ()))

    def show(self, problem: Problem | None = None, *, count_problem: str = "") -> HttpResponse:
        """Answer with the list; straight with the first item's page where there must be one and is none."""
        stop = self.standing.route.stop
        if stop.page == self.page.id and stop.item == NEW_ITEM and not self.changing:
            again = f"?{NEW}=1" if not self.stored and NEW in self.visit.request.GET else ""
            return self.visit.go(stop_address(self.standing) + again)
        return self.visit.page_in_language(self.view(problem, count_problem))

    def view(self, problem: Problem | None = None, count_problem: str = "") -> ItemsView:
        """Return the list as it is drawn."""
        visit, standing, service = self.visit, self.standing, self.standing.journey.service
        most = standing.route.bounds[self.group.id].most
        asked = self.count < most
        title = self._title()
        return ItemsView(
            frame=journey_frame(
                visit,
                standing,
                title,
                back_link=back_address(standing, self.page.id, changing=self.changing),
                language_form="questions",
                has_error=problem is not None or bool(count_problem),
            ),
            caption=caption_of(standing, self.page, visit.language),
            content=no_longer_needed(visit, standing) + rich(self.page.body, standing.route.scope, visit.language),
            items=self._rows(),
            question=question_view(
                self.question(),
                setting=standing.setting(),
                scope=standing.route.scope,
                problems=(problem,) if problem else (),
                heading=not self.count and plain(self._asks(), standing.route.scope, visit.language) == title,
            )
            if asked
            else None,
            full="" if asked else visit.say(SAID["too_many_items"]).format(**things(self.group, visit, most)),
            problem=count_problem,
            save_url=page_address(service, "save") if self.stored else "",
        )

    def _title(self) -> str:
        visit = self.visit
        if self.count:
            said = SAID["added_one" if self.count == 1 else "added_many"]
            return visit.say(said).format(**things(self.group, visit, self.count))
        scope = self.standing.route.scope
        return plain(self.page.title, scope, visit.language) or plain(self._asks(), scope, visit.language)

    def _asks(self) -> Words:
        return self.group.add if self.count or not self.group.first else self.group.first

    def question(self) -> YesNo:
        """Return the question whether there is anything to add."""
        missing = SAID["add_which" if self.count else "add_first"]
        gaps = {"one": self.group.one.en}
        errors = {"missing": Words(en=missing.en.format(**gaps), cy=missing.cy)}
        return YesNo(type="yes_no", id=MORE, label=self._asks(), errors=errors)

    def _rows(self) -> tuple[ItemRow, ...]:
        standing, service, page = self.standing, self.standing.journey.service, self.page.id
        rows = []
        for number, item in enumerate(standing.route.items.get(self.group.id, ()), 1):
            at = item.stop or item.pages[0]
            rows.append(
                ItemRow(
                    name=item_said(standing.effective, self.group, item.answers, number, standing.setting(item)),
                    change_url=item_address(service, page, item.id, at, changing=self.changing),
                    remove_url=remove_address(service, page, item.id),
                    incomplete=bool(item.stop),
                )
            )
        return tuple(rows)

    def take(self, journey: Journey) -> HttpResponse:
        """Take whether there are more: on to a new one, or on with the journey."""
        visit, bounds = self.visit, self.standing.route.bounds[self.group.id]
        more: Any = False
        if self.count < bounds.most:
            parsed = self.question().read({MORE: visit.request.POST.getlist(MORE)}, self.standing.setting())
            if parsed.problem:
                return self.show(parsed.problem)
            more = parsed.answer
        if more:
            first = self.group.pages[0].id
            service = self.standing.journey.service
            return visit.go(item_address(service, self.page.id, NEW_ITEM, first, changing=self.changing))
        wrong = {"too_few": bounds.least} if self.count < bounds.least else {}
        wrong |= {"too_many_items": bounds.most} if self.count > bounds.most else {}
        for said, number in wrong.items():
            return self.show(count_problem=visit.say(SAID[said]).format(**things(self.group, visit, number)))
        standing = end_group(
            journey=journey,
            page=self.page,
            standing=self.standing,
            council=visit.council,
            language=visit.language,
            at=visit.at,
        )
        return visit.go(next_address(standing, self.page.id, changing=self.changing))


def group_page(visit: Visit, standing: Standing, page: Page, journey: Journey | None) -> HttpResponseBase:
    """Show the list of a group, or take whether there are more. journey: none before the first answer."""
    listed = Listed(visit=visit, standing=standing, page=page, stored=journey is not None)
    if visit.request.method != "POST":
        return listed.show()
    if switched := visit.switched():
        response = Listed(visit=switched, standing=standing, page=page, stored=listed.stored).show()
        keep_language(response, switched.language)
        return response
    if journey is not None:
        return listed.take(journey)
    service = live_service(visit, standing.journey.service)
    begun, token = begin_journey(service=service, language=visit.language, at=visit.at)
    begun_standing = look(journey=begun, council=visit.council, language=visit.language, at=visit.at)
    response = Listed(visit=visit, standing=begun_standing, page=page, stored=True).take(begun)
    keep_token(response, standing, token)
    return response


def keep_token(response: HttpResponse, standing: Standing, token: str) -> None:
    """Let the browser hold the journey that was just begun."""
    pattern = standing.effective.pattern
    days = None if pattern.sensitive else pattern.resume_days
    cookies.keep_journey(response, token, service=standing.journey.service, days=days)


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
@with_journey
def remove_page(visit: Visit, journey: Journey, page: str, item: str) -> HttpResponseBase:
    """Ask whether to take an item out, or take it out."""
    posting = visit.request.method == "POST"
    switched = visit.switched()
    visit = switched or visit
    standing = look(journey=journey, council=visit.council, language=visit.language, at=visit.at)
    found = standing.effective.pages.get(page)
    if found is None:
        raise Http404(f"no page {page}")
    group = _group(found)
    if page not in standing.route.pages or page in standing.route.sign_in:
        return visit.go(stop_address(standing))
    if not kept_of_item(journey, found, item):
        return visit.go(page_address(journey.service, page))
    if posting and not switched:
        remove_item(
            journey=journey,
            page=found,
            item=item,
            standing=standing,
            council=visit.council,
            language=visit.language,
            at=visit.at,
        )
        return visit.go(page_address(journey.service, page))
    name = name_of(visit, standing, found, item) or visit.say(group.one)
    return visit.page_in_language(_asks_to_remove(visit, standing, name, page_address(journey.service, page)))


def _asks_to_remove(visit: Visit, standing: Standing, name: str, back: str) -> RemoveView:
    title = visit.say(SAID["remove_title"]).format(name=name)
    return RemoveView(
        frame=journey_frame(visit, standing, title, back_link=back, language_form="questions"),
        cancel_url=back,
        button=visit.say(SAID["remove_button"]),
    )
