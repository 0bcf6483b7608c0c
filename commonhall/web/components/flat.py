"""How does a journey page render in microseconds? Once through the macros with marks, then only the marks are filled.

A flat page holds nothing personal: what a person typed, the form's token and revision come with each ``fill``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from markupsafe import escape

from commonhall.web.components.pages import render_page
from commonhall.web.components.views.journey import QuestionPageView
from commonhall.web.components.views.questions import QuestionView, field_name

# Characters of private use: no text of a pattern holds them, escaping leaves them alone.
OPEN, CLOSE = "\ue000", "\ue001"
MARK: Final = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
CHOICE: Final = re.compile(
    r'(<input [^>]*?name="(?P<name>[^"]*)" type="(?:radio|checkbox)" value="(?P<value>[^"]*)") checked'
)
SELECT: Final = re.compile(r'<select [^>]*?name="(?P<name>[^"]*)".*?</select>', re.DOTALL)
OPTION: Final = re.compile(r'(<option value="(?P<value>[^"]*)")(?: selected)?')

Kind = Literal["text", "checked", "selected", "csrf", "revision", "back"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the page that differs from person to person. option: the value that is chosen or not."""

    kind: Kind
    field: str = ""
    option: str = ""


class NotFlat(ValueError):
    """The page holds errors or answers, so it has to go through the macros."""


@dataclass(frozen=True, slots=True)
class FlatPage:
    """A page taken apart: the pieces of HTML that never change, and between them the slots."""

    pieces: tuple[str, ...]
    slots: tuple[Slot, ...]

    def fill(
        self,
        values: Mapping[str, str | list[str]],
        *,
        csrf_token: str,
        revision: str = "",
        back_link: str = "",
    ) -> str:
        """Return the page's HTML with what was typed. values: by form field, as in ``QuestionView.value``."""
        fixed = {"csrf": csrf_token, "revision": revision, "back": back_link}
        made = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            made.append(_filled(slot, values, fixed))
            made.append(piece)
        return "".join(made)


def _filled(slot: Slot, values: Mapping[str, str | list[str]], fixed: Mapping[str, str]) -> str:
    if slot.kind in fixed:
        return str(escape(fixed[slot.kind]))
    shown = values.get(slot.field, "")
    if slot.kind in {"checked", "selected"}:
        answers = [answer for answer in ([shown] if isinstance(shown, str) else shown) if answer]
        chosen = slot.option in answers if slot.option else not answers
        return f" {slot.kind}" if chosen else ""
    return str(escape(shown if isinstance(shown, str) else "".join(shown[:1])))


def flatten(view: QuestionPageView) -> FlatPage:
    """Render a page once through the macros and take it apart.

    view: without errors and without answers; its token, revision and back link are replaced at each ``fill``.
    Raises :class:`NotFlat`. Options that depend on facts about a person do not belong in a flat page.
    """
    if view.is_error or any(question.value for question in view.questions):
        raise NotFlat(f"The page {view.frame.title!r} holds errors or answers: render it with render_page.")
    frame = replace(
        view.frame,
        csrf_token=_mark("csrf"),
        back_link=_mark("back") if view.frame.back_link else "",
    )
    marked = replace(
        view,
        frame=frame,
        revision=_mark("revision") if view.revision else "",
        questions=tuple(_marked(question) for question in view.questions),
    )
    html = render_page(marked)
    names = {question.id for question in view.questions}
    html = CHOICE.sub(lambda found: _choice(found, "checked", found["name"], names), html)
    html = SELECT.sub(
        lambda select: OPTION.sub(lambda found: _choice(found, "selected", select["name"], names), select[0]),
        html,
    )
    return _taken_apart(html)


def _mark(what: str) -> str:
    return f"{OPEN}{what}{CLOSE}"


def _marked(question: QuestionView) -> QuestionView:
    """The question with a mark in each text control, or with every option chosen, so that each leaves its place."""
    if question.type in {"choice", "choices", "slot", "yes_no", "declaration"}:
        offered = [option.value for option in question.options] or ["yes", "no"]
        return replace(question, value={question.id: offered})
    names = [field_name(question.id, part) for part in question.parts or ("",)]
    return replace(question, value={name: _mark(f"field:{name}") for name in names})


def _choice(found: re.Match[str], kind: str, name: str, names: set[str]) -> str:
    if name not in names:
        return found[0]
    return found[1] + _mark(f"{kind}:{name}:{found['value']}")


def _taken_apart(html: str) -> FlatPage:
    pieces: list[str] = []
    slots: list[Slot] = []
    end = 0
    for found in MARK.finditer(html):
        pieces.append(html[end : found.start()])
        slots.append(_slot(found[1]))
        end = found.end()
    return FlatPage((*pieces, html[end:]), tuple(slots))


def _slot(written: str) -> Slot:
    kind, _, rest = written.partition(":")
    match kind:
        case "csrf":
            return Slot("csrf")
        case "revision":
            return Slot("revision")
        case "back":
            return Slot("back")
        case "field":
            return Slot("text", rest)
    name, _, option = rest.partition(":")
    return Slot("checked" if kind == "checked" else "selected", name, _unescaped(option))


def _unescaped(text: str) -> str:
    """The option's value as the program knows it: the page holds it escaped."""
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(written, meant)
    return text
