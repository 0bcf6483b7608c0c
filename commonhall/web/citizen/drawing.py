"""What does a page of questions look like for one journey? Its heading, texts, questions, notices and links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from commonhall.core.language.model import Page
from commonhall.core.language.reading import question_reads
from commonhall.core.language.texts import texts_of
from commonhall.core.language.wording import gaps
from commonhall.core.questions.question import Problem, Question
from commonhall.journeys.documents import with_documents
from commonhall.journeys.operations import mark_of
from commonhall.journeys.queries import Standing
from commonhall.web.citizen.refused import refused_options
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit
from commonhall.web.citizen.where import PASSED, back_address, journey_frame, no_longer_needed, page_address
from commonhall.web.components.asked import Typed, question_view
from commonhall.web.components.filled import plain, rich
from commonhall.web.components.flat import FlatPage, flatten
from commonhall.web.components.prose import prose
from commonhall.web.components.uploads import asks_for_files
from commonhall.web.components.views.journey import QuestionPageView

MOST_FLAT: Final = 20_000
ALWAYS_THE_SAME: Final = frozenset({"settings", "council"})

_flat: dict[tuple[Any, ...], FlatPage | None] = {}


@dataclass(frozen=True)
class Shown:
    """A page of questions as it is to be shown.

    stored: whether there is a journey to come back to. changing: on the way back to check-your-answers.
    """

    visit: Visit
    standing: Standing
    page: Page
    questions: tuple[Question, ...]
    changing: bool
    stored: bool

    @property
    def title(self) -> str:
        """The page's heading: its own title, else the label of its first question, else the service's."""
        scope, language = self.standing.route.scope, self.visit.language
        own = plain(self.page.title, scope, language)
        if own or not self.questions:
            return own or plain(self.standing.effective.pattern.title, scope, language)
        return plain(self.questions[0].label, scope, language)

    @property
    def heading_in_question(self) -> bool:
        """Whether the only question's label is the heading."""
        if len(self.questions) != 1:
            return False
        return self.title == plain(self.questions[0].label, self.standing.route.scope, self.visit.language)

    @property
    def caption(self) -> str:
        """The part of the journey that the page belongs to."""
        return plain(self.page.caption, self.standing.route.scope, self.visit.language)

    @property
    def back_link(self) -> str:
        """The page before on the route."""
        return back_address(self.standing, self.page.id, changing=self.changing)

    @property
    def save_url(self) -> str:
        """Where to save for later, once there is something to save."""
        return page_address(self.standing.journey.service, "save") if self.stored else ""

    @property
    def revision(self) -> str:
        """The mark of the answers that the page shows."""
        return mark_of(self.standing.journey, self.page)

    @property
    def asked_again(self) -> bool:
        """Whether an answer was given here that no longer stands, because an earlier one changed."""
        journey = self.standing.journey
        return any(question.id in journey.parked for question in self.questions)

    def answers(self) -> dict[str, str | list[str]]:
        """Return what the fields show of the answers kept, or of those to be given again."""
        journey = self.standing.journey
        values: dict[str, str | list[str]] = {}
        for question in self.questions:
            answer = journey.answers.get(question.id, journey.parked.get(question.id))
            if answer is not None:
                values |= question.shown(answer)
        return values


def page_view(shown: Shown, values: Typed, problems: Sequence[Problem] = ()) -> QuestionPageView:
    """Return the page with what its fields show and what is wrong with it."""
    standing, visit = shown.standing, shown.visit
    scope = standing.route.scope
    setting = with_documents(standing.setting(), shown.questions, journey_id=standing.journey.id)
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
        questions=tuple(
            question_view(
                question,
                setting=setting,
                scope=scope,
                values=_of(question, values),
                problems=problems,
                heading=shown.heading_in_question,
                refused=refused_options(standing, question, visit.language),
            )
            for question in shown.questions
        ),
        revision=shown.revision,
        save_url=shown.save_url,
        changing=shown.changing,
    )


def _content(shown: Shown) -> Markup:
    body = no_longer_needed(shown.visit, shown.standing)
    body += rich(shown.page.body, shown.standing.route.scope, shown.visit.language)
    if not shown.asked_again:
        return body
    return prose(f"> {shown.visit.say(SAID['asked_again'])}") + body


def _of(question: Question, values: Typed) -> Mapping[str, str | list[str]]:
    return {name: value for name, value in values.items() if name == question.id or name.startswith(f"{question.id}-")}


def page_html(shown: Shown) -> str | None:
    """Return the page's HTML from a page taken apart once, or None when it differs from person to person."""
    if shown.asked_again or PASSED in shown.visit.request.GET:
        return None
    visit, journey = shown.visit, shown.standing.journey
    council = visit.council
    key = (
        council.id,
        council.contact,
        journey.revision_id,
        journey.opened_at.date(),
        shown.page.id,
        tuple(question.id for question in shown.questions),
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
    if asks_for_files(shown.questions):
        return False
    if any(decision.each for _, decision in shown.standing.effective.decisions_at.get(shown.page.id, ())):
        return False
    read = {gap.partition(".")[0] for words in texts_of(shown.page).values() for gap in gaps(words.en)}
    for question in shown.questions:
        if getattr(question, "options_from", ""):
            read |= {name.partition(".")[0] for name in question_reads(question)}
    return read <= ALWAYS_THE_SAME
