"""What happens when a page of a journey is opened or answered? The heart of the residents' site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.core.journey.passing import passed_over
from commonhall.core.questions.property import Property
from commonhall.core.questions.question import Problem
from commonhall.councils.policies import open_to
from commonhall.journeys.asking import read_page
from commonhall.journeys.keeping import AnsweredElsewhere, JourneyOver, PageNotAsked
from commonhall.journeys.operations import answer_page, begin_journey, look, unbegun_journey
from commonhall.journeys.queries import Standing
from commonhall.web.citizen import cookies, interruptions
from commonhall.web.citizen.drawing import Shown, as_typed, page_html, page_view
from commonhall.web.citizen.groups import group_page
from commonhall.web.citizen.held import held_journey
from commonhall.web.citizen.lost_slots import GONE, asked_afresh, lost_slots
from commonhall.web.citizen.map_step import chosen_on_map, map_step
from commonhall.web.citizen.property_steps import (
    LookupDown,
    Steps,
    look_up,
    only_property,
    properties_for,
    step_address,
    step_of,
)
from commonhall.web.citizen.proving import sign_in_address, wanted_at
from commonhall.web.citizen.services import live_service
from commonhall.web.citizen.uploads import keep_files
from commonhall.web.citizen.visit import Visit, for_visit, keep_language
from commonhall.web.citizen.where import CHANGE, next_address, page_address, start_address, stop_address, telling
from commonhall.web.components.asked import Typed, typed_values
from commonhall.web.components.uploads import asks_for_files

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey

Posted = dict[str, list[str]]


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def question_page(visit: Visit, slug: str, page: str) -> HttpResponseBase:
    """Show or take a page of the journey that this browser holds, or the first page of a new one."""
    posting = visit.request.method == "POST"
    journey = held_journey(visit, slug, lock=posting)
    if journey is None:
        return _without_journey(visit, slug, page)
    if over := interruptions.over(visit, journey):
        return over
    if posting:
        return _answer(visit, journey, page)
    standing = look(journey=journey, council=visit.council, language=visit.language, at=visit.at)
    if page not in standing.effective.pages:
        raise Http404(f"no page {page}")
    if page not in standing.route.pages:
        return visit.go(stop_address(standing))
    if wanted_at(standing, page):
        return visit.go(sign_in_address(slug, page))
    return _group(visit, standing, page, journey) or _show(_shown(visit, standing, page, stored=True))


def _group(visit: Visit, standing: Standing, page: str, journey: Journey | None) -> HttpResponseBase | None:
    """Show or take a page that lists several things; None for any other page."""
    found = standing.effective.pages[page]
    return group_page(visit, standing, found, journey) if found.repeat is not None else None


def _shown(visit: Visit, standing: Standing, page: str, *, stored: bool) -> Shown:
    found = standing.effective.pages[page]
    return Shown(
        visit=visit,
        standing=standing,
        page=found,
        questions=standing.questions_on(found),
        changing=CHANGE in visit.request.GET,
        stored=stored,
    )


def _without_journey(visit: Visit, slug: str, page: str) -> HttpResponseBase:
    """Show or take the first page; any other page needs answers that this browser does not have."""
    service = live_service(visit, slug)
    if page not in service.effective.pages:
        raise Http404(f"no page {page}")
    journey = unbegun_journey(service=service, language=visit.language, at=visit.at)
    standing = look(journey=journey, council=visit.council, language=visit.language, at=visit.at)
    if page not in standing.route.pages:
        if standing.route.stop.kind == "outcome" and page == service.effective.pattern.pages[0].id:
            return visit.go(page_address(slug, "outcome"))
        return interruptions.lost(visit, service.title, slug)
    if listed := _group(visit, standing, page, None):
        return listed
    shown = _shown(visit, standing, page, stored=False)
    if visit.request.method != "POST":
        return _show(shown)
    posting = _Posting(shown)
    # Files are kept as soon as they come, so there must be a journey to hold them.
    with_files = asks_for_files(shown.questions)
    if not with_files and (answer := posting.before_storing(check=True)):
        return answer
    begun, token = begin_journey(service=service, language=visit.language, at=visit.at)
    pattern = service.effective.pattern
    response = _answer(visit, begun, page) if with_files else posting.store(begun)
    cookies.keep_journey(response, token, service=slug, days=None if pattern.sensitive else pattern.resume_days)
    return response


def _answer(visit: Visit, journey: Journey, page: str) -> HttpResponseBase:
    standing = look(journey=journey, council=visit.council, language=visit.language, at=visit.at)
    if page not in standing.effective.pages:
        raise Http404(f"no page {page}")
    if page not in standing.route.pages:
        return visit.go(stop_address(standing))
    if wanted_at(standing, page):
        return visit.go(sign_in_address(journey.service, page))
    if listed := _group(visit, standing, page, journey):
        return listed
    posting = _Posting(_shown(visit, standing, page, stored=True))
    return posting.files(journey) or posting.before_storing(check=False) or posting.store(journey)


def _show(shown: Shown) -> HttpResponse:
    visit = shown.visit
    question = only_property(shown.whole)
    if question is not None and shown.questions:
        return Steps(shown, question).show(step_of(visit), {})
    lost = lost_slots(shown)
    if not lost and (html := page_html(shown)):
        return visit.html(html)
    return visit.page(as_typed(page_view(shown, shown.answers(), lost)))


@dataclass(frozen=True)
class _Posting:
    """One post of one page."""

    shown: Shown

    @property
    def posted(self) -> Posted:
        """What was posted, by field; of a property's steps only the fields of the step."""
        posted: Posted = self.shown.visit.posted
        question = only_property(self.shown.whole)
        if question is None:
            return posted | chosen_on_map(self.shown.questions, posted, self.shown.visit)
        choosing = self._step == "choose"
        return {
            name: given
            for name, given in posted.items()
            if not name.startswith(f"{question.id}-") or choosing == name.endswith("-uprn")
        }

    @property
    def _step(self) -> str:
        return step_of(self.shown.visit)

    @property
    def values(self) -> Typed:
        """What the fields show again."""
        return typed_values(self.posted, self.shown.questions)

    def before_storing(self, *, check: bool) -> HttpResponse | None:
        """Answer what needs no storing: a switch of language, the look-up of a postcode, the saved answers kept.

        check: read the answers as well, and answer with what is wrong.
        """
        visit = self.shown.visit
        if on_map := map_step(self.shown, self.posted):
            return on_map
        if switched := visit.switched():
            return self._in_language(switched)
        if visit.request.POST.get("keep") == "saved":
            return visit.go(next_address(self.shown.standing, self.shown.page.id, changing=self.shown.changing))
        question = only_property(self.shown.whole)
        looking_up = question is not None and self.shown.questions and self._step == "postcode"
        if question is not None and looking_up and not self._left_blank(question):
            return self._looked_up(question)
        if not check:
            return None
        problems = self._problems()
        return self._wrong(problems) if isinstance(problems, tuple) and problems else None

    def files(self, journey: Journey) -> HttpResponse | None:
        """Keep the files that came with the page; answer with the page if that was all that was pressed."""
        visit, questions = self.shown.visit, self.shown.questions
        if not asks_for_files(questions) or visit.switched():
            return None
        kept = keep_files(visit, journey, self.shown.standing, questions)
        if kept.problems:
            return self._wrong(kept.problems)
        if not kept.pressed:
            return None
        if len(questions) == 1:
            return visit.go(visit.request.get_full_path())
        return visit.page(page_view(self.shown, self.values))  # what else was typed is not stored yet

    def _left_blank(self, question: Property) -> bool:
        """Whether an address that need not be given was left out: then there is nothing to look up."""
        typed = (self.shown.visit.request.POST.get(f"{question.id}-{part}", "") for part in ("postcode", "building"))
        return not question.required and not any(part.strip() for part in typed)

    def _in_language(self, visit: Visit) -> HttpResponse:
        """Show the same page, with what was typed and what is wrong with it, in another language."""
        standing = look(
            journey=self.shown.standing.journey, council=visit.council, language=visit.language, at=visit.at
        )
        posting = _Posting(replace(self.shown, visit=visit, standing=standing))
        question = only_property(self.shown.whole)
        if question is not None and self._step == "postcode":
            response = posting._looked_up(question)
        else:
            response = posting._wrong(posting._problems())
        keep_language(response, visit.language)
        return response

    def _looked_up(self, question: Property) -> HttpResponse:
        visit, standing = self.shown.visit, self.shown.standing
        service = standing.journey.service
        found = look_up(visit, question, standing.setting(), path=start_address(service), service=service)
        if isinstance(found, HttpResponse):
            return found
        return Steps(self.shown, question).show("postcode", self.values, found)

    def _properties(self) -> Mapping[str, Mapping[str, Any]]:
        question = next((each for each in self.shown.questions if isinstance(each, Property)), None)
        if question is None:
            return {}
        chosen = "".join(self.posted.get(f"{question.id}-uprn", [])[:1])
        service = self.shown.standing.journey.service
        return properties_for(self.shown.visit, chosen, service=service) if chosen else {}

    def _problems(self) -> tuple[Problem, ...]:
        try:
            properties = self._properties()
        except LookupDown:
            return ()
        _, problems = read_page(self.shown.standing, self.shown.whole, self.posted, properties)
        return problems

    def _wrong(self, problems: tuple[Problem, ...]) -> HttpResponse:
        """Show the page again with what was typed and what is wrong."""
        question = only_property(self.shown.whole)
        if question is None:
            return self.shown.visit.page(as_typed(page_view(self.shown, self.values, problems)))
        if self._step == "manual" and problems and problems[0].rule == "missing":
            found = question.problem("line1_missing", self.shown.standing.setting(), at=f"{question.id}-line1").problem
            problems = (found,) if found else problems
        return Steps(self.shown, question).show(step_of(self.shown.visit), self.values, problems)

    def store(self, journey: Journey) -> HttpResponse:
        """Keep the answers and go on; or show what is wrong, or what was answered elsewhere."""
        visit, page, before = self.shown.visit, self.shown.whole, self._passed(self.shown.standing)
        keep_typed = visit.request.POST.get("keep") == "typed"
        try:
            answered = answer_page(
                journey=journey,
                page=page,
                posted=self.posted,
                properties=self._properties(),
                seen="" if keep_typed else visit.request.POST.get("revision", ""),
                standing=self.shown.standing if self.shown.stored else None,
                council=visit.council,
                language=visit.language,
                at=visit.at,
            )
        except LookupDown:
            return visit.go(step_address(visit, "manual"))
        except JourneyOver:
            return interruptions.over(visit, journey) or interruptions.lost(
                visit, self.shown.standing.effective.pattern.title, journey.service
            )
        except PageNotAsked as elsewhere:
            return visit.go(stop_address(elsewhere.standing))
        except AnsweredElsewhere as elsewhere:
            return interruptions.conflict(self.shown, elsewhere.saved, self.posted)
        if answered.problems:
            return self._refused(answered.problems)
        passed = tuple(each for each in self._passed(answered.standing) if each not in before)
        return visit.go(telling(next_address(answered.standing, page.id, changing=self.shown.changing), passed))

    def _refused(self, problems: tuple[Problem, ...]) -> HttpResponse:
        """Show the page again with what stands against keeping it; with what is on offer now where a time was lost.

        Where no time can be had at all, it may ask nothing any more: then the journey goes on as its pattern says.
        """
        if all(problem.rule != GONE for problem in problems):
            return self._wrong(problems)
        now = replace(self, shown=asked_afresh(self.shown))
        if not now.shown.standing.questions_on(self.shown.whole):
            return self.shown.visit.go(stop_address(now.shown.standing))
        return now._wrong(problems)

    def _passed(self, standing: Standing) -> tuple[str, ...]:
        """Return the answers that nothing needs as the journey stands."""
        return passed_over(standing.effective, standing.route, standing.journey.answers) if self.shown.stored else ()
