"""What does a page of questions look like for one journey? Its heading, texts, questions, notices and links."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from markupsafe import Markup

from commonhall.core.journey.prefilling import prefilled
from commonhall.core.journey.questioning import ItemRoute
from commonhall.core.language.expressions import ExpressionFailed, Scope, holds
from commonhall.core.language.model import Content, Page, RepeatPage
from commonhall.core.language.reading import reads_of
from commonhall.core.language.texts import texts_of
from commonhall.core.language.wording import gaps
from commonhall.core.questions.question import Answer, Problem, Question, Setting
from commonhall.journeys.asking import read_item_page, read_page
from commonhall.journeys.documents import with_documents
from commonhall.journeys.in_calls import find_call
from commonhall.journeys.items import kept_of_item, mark_of_item
from commonhall.journeys.operations import mark_of
from commonhall.journeys.proving import proved_answers
from commonhall.journeys.queries import Standing
from commonhall.web.citizen.known import known_of
from commonhall.web.citizen.map_offered import with_map
from commonhall.web.citizen.refused import refused_options
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.uploads import with_uploads
from commonhall.web.citizen.visit import Visit
from commonhall.web.citizen.where import (
    NEW,
    PASSED,
    back_address,
    caption_of,
    item_back_address,
    journey_frame,
    no_longer_needed,
    page_address,
)
from commonhall.web.components.asked import Typed, question_view
from commonhall.web.components.blocks import block_html, content_block
from commonhall.web.components.filled import plain, rich
from commonhall.web.components.flat import FlatPage, flatten
from commonhall.web.components.prose import prose
from commonhall.web.components.uploads import asks_for_files
from commonhall.web.components.views.journey import QuestionPageView
from commonhall.web.components.views.questions import QuestionView

MOST_FLAT: Final = 20_000
ALWAYS_THE_SAME: Final = frozenset({"settings", "council"})

_flat: dict[tuple[Any, ...], FlatPage | None] = {}


@dataclass(frozen=True, slots=True)
class AboutItem:
    """The item that a page asks about. page: the one that lists them all. key: its id, or ``new``."""

    page: Page
    item: ItemRoute
    key: str


@dataclass(frozen=True)
class Shown:
    """A page of questions as it is to be shown.

    stored: whether there is a journey to come back to. changing: on the way back to check-your-answers.
    about: the item of a group that the page asks about, with the page that lists them all.
    """

    visit: Visit
    standing: Standing
    page: Page | RepeatPage
    questions: tuple[Question, ...]
    changing: bool
    stored: bool
    about: AboutItem | None = None

    @property
    def whole(self) -> Page:
        """The page of the journey; of a page about an item, the one that lists them all."""
        if self.about:
            return self.about.page
        assert isinstance(self.page, Page)
        return self.page

    def typed(self, posted: Mapping[str, list[str]]) -> Mapping[str, Answer]:
        """Return what ``posted`` answers to the questions of the page."""
        given = dict(posted)
        if self.about:
            return read_item_page(self.standing, self.about.item, self.page.id, given, None)[0]
        return read_page(self.standing, self.whole, given, None)[0]

    @functools.cached_property
    def scope(self) -> Scope:
        """What the page's texts and conditions read."""
        scope = self.standing.route.scope
        return {**scope, "item": self.about.item.answers} if self.about else scope

    @functools.cached_property
    def setting(self) -> Setting:
        """What showing the page's answers needs to know."""
        item = self.about.item if self.about else None
        journey, questions = self.standing.journey, self.questions
        return with_documents(
            self.standing.setting(item), questions, journey_id=journey.id, item=item.id if item else ""
        )

    @property
    def title(self) -> str:
        """The page's heading: its own title, else the label of its first question, else the service's."""
        own = plain(self.page.title, self.scope, self.visit.language)
        if own or not self.questions:
            return own or plain(self.standing.effective.pattern.title, self.scope, self.visit.language)
        return plain(self.questions[0].label, self.scope, self.visit.language)

    @property
    def heading_in_question(self) -> bool:
        """Whether the only question's label is the heading."""
        if len(self.questions) != 1:
            return False
        return self.title == plain(self.questions[0].label, self.scope, self.visit.language)

    @property
    def caption(self) -> str:
        """The part of the journey that the page belongs to."""
        return caption_of(self.standing, self.whole, self.visit.language)

    @property
    def back_link(self) -> str:
        """The page before on the route."""
        if self.about:
            return item_back_address(
                self.standing, self.about.page.id, self.about.item, self.page.id, changing=self.changing
            )
        return back_address(self.standing, self.page.id, changing=self.changing)

    @property
    def save_url(self) -> str:
        """Where to save for later, once there is something to save."""
        return page_address(self.standing.journey.service, "save") if self.stored else ""

    @property
    def revision(self) -> str:
        """The mark of the answers that the page shows."""
        journey = self.standing.journey
        if self.about:
            return mark_of_item(journey, self.about.page, self.about.key, self.page.id)
        return mark_of(journey, self.whole)

    @property
    def asked_again(self) -> bool:
        """Whether an answer was given here that no longer stands, because an earlier one changed."""
        journey = self.standing.journey
        return not self.about and any(question.id in journey.parked for question in self.questions)

    @functools.cached_property
    def content(self) -> tuple[Content, ...]:
        """What the page tells now besides its text."""
        return tuple(each for each in self.page.content if self._told(each))

    def _told(self, content: Content) -> bool:
        place = f"pages.{self.page.id}.content.{content.id}.show_when"
        try:
            return holds(content.show_when, self.scope, place=place, calendar=self.standing.effective.calendar)
        except ExpressionFailed:
            return False  # publishing checks it; a page is never lost for a text

    def answers(self) -> dict[str, str | list[str]]:
        """Return what the fields show of the answers kept, or of those to be given again, or of what is known."""
        journey = self.standing.journey
        kept = {**journey.parked, **journey.answers}
        if self.about:
            kept = dict(kept_of_item(journey, self.about.page, self.about.key))
        values: dict[str, str | list[str]] = {}
        known: Mapping[str, Answer] = {}
        if not self.about:
            # What is proved goes before what was only said.
            known = {**known_of(self.visit, self.standing), **proved_answers(journey, self.standing.route.signed_in)}
        for question in self.questions:
            answer = kept.get(question.id, known.get(question.id))
            if question.prefill and answer is None and question.id not in kept:
                answer = prefilled(self.standing.effective, question, self.scope, self.setting)
            if answer is not None:
                values |= question.shown(answer)
        return values


def page_view(shown: Shown, values: Typed, problems: Sequence[Problem] = ()) -> QuestionPageView:
    """Return the page with what its fields show and what is wrong with it."""
    standing, visit = shown.standing, shown.visit
    return QuestionPageView(
        frame=journey_frame(
            visit,
            standing,
            shown.title,
            back_link=shown.back_link,
            language_form="questions",
            has_error=bool(problems),
        ),
        caption=shown.caption,
        content=_content(shown),
        questions=with_map(visit, _question_views(shown, values, problems)),
        revision=shown.revision,
        save_url=shown.save_url,
        changing=shown.changing,
    )


def _question_views(shown: Shown, values: Typed, problems: Sequence[Problem]) -> tuple[QuestionView, ...]:
    visit, standing, about = shown.visit, shown.standing, shown.about
    views = tuple(
        question_view(
            question,
            setting=shown.setting,
            scope=shown.scope,
            values=_of(question, values),
            problems=problems,
            heading=shown.heading_in_question,
            refused=refused_options(standing, question, visit.language),
        )
        for question in shown.questions
    )
    # Who begins anew beside a journey that goes on holds that one until the form is sent.
    if not asks_for_files(shown.questions) or NEW in visit.request.GET:
        return views
    page, item = (about.page.id, about.key) if about else (shown.page.id, "")
    return with_uploads(visit, standing.journey, views, shown.questions, page=page, item=item)


def as_typed(view: QuestionPageView) -> QuestionPageView:
    """Return ``view`` with a property question among others asked as an address typed by hand."""
    questions = tuple(replace(each, type="address") if each.type == "property" else each for each in view.questions)
    return replace(view, questions=questions)


def _content(shown: Shown) -> Markup:
    visit = shown.visit
    body = no_longer_needed(visit, shown.standing)
    body += rich(shown.page.body, shown.scope, visit.language)
    calendar = shown.standing.effective.calendar
    for each in shown.content:
        body += block_html(content_block(each, shown.scope, visit.language, calendar), language=visit.language)
    if not shown.asked_again:
        return body
    return prose(f"> {visit.say(SAID['asked_again'])}") + body


def _of(question: Question, values: Typed) -> Mapping[str, str | list[str]]:
    return {name: value for name, value in values.items() if name == question.id or name.startswith(f"{question.id}-")}


def page_html(shown: Shown) -> str | None:
    """Return the page's HTML from a page taken apart once, or None when it differs from person to person."""
    visit, journey = shown.visit, shown.standing.journey
    # The frame names the caller to the agent who holds the journey; that page is for nobody else.
    if shown.asked_again or PASSED in visit.request.GET or find_call(journey) is not None:
        return None
    council = visit.council
    key = (
        council.id,
        council.contact,
        journey.revision_id,
        journey.opened_at.date(),
        (shown.about.page.id if shown.about else "", shown.page.id),
        tuple(question.id for question in shown.questions),
        tuple(each.id for each in shown.content),
        visit.language,
        visit.request.META.get("QUERY_STRING", ""),
        shown.stored,
        shown.changing,
    )
    if key not in _flat:
        if len(_flat) >= MOST_FLAT:
            _flat.clear()
        _flat[key] = flatten(page_view(shown, {})) if _same_for_all(shown) else None
    flat = _flat[key]
    if flat is None:
        return None
    return flat.fill(shown.answers(), csrf_token=visit.csrf_token, revision=shown.revision, back_link=shown.back_link)


def _same_for_all(shown: Shown) -> bool:
    """Whether texts and options read nothing of the person, so that the page is the same for everybody."""
    if asks_for_files(shown.questions) or any(question.type == "location" for question in shown.questions):
        return False
    if any(decision.each for _, decision in shown.standing.effective.decisions_at.get(shown.page.id, ())):
        return False
    words = texts_of(shown.page).values()
    read = {gap.partition(".")[0] for each in words for text in (each.en, each.cy) for gap in gaps(text)}
    read |= {name.partition(".")[0] for each in shown.content for name in reads_of(each.rows_from)}
    for question in shown.questions:
        options = [option.show_when for option in getattr(question, "options", ())]
        read |= {name.partition(".")[0] for name in reads_of(getattr(question, "options_from", ""), *options)}
    return read <= ALWAYS_THE_SAME
