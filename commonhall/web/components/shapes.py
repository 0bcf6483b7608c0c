"""In which shape do the GOV.UK macros want a question, a summary, a table? From our dataclasses to their parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from commonhall.core.values.words import Language
from commonhall.web.components.texts import COUNTS
from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.frame import Link, NavItem
from commonhall.web.components.views.items import ItemRow, TaskRow
from commonhall.web.components.views.journey import SummaryPart, SummaryRow
from commonhall.web.components.views.office import QueueFilter
from commonhall.web.components.views.questions import QuestionView, field_name
from commonhall.web.components.views.sector import VersionRow

Shape = dict[str, Any]
Said = Mapping[str, str]
WIDTHS = (2, 3, 4, 5, 10, 20, 30)
ADDRESS_TOKENS = {
    "line1": "address-line1",
    "line2": "address-line2",
    "town": "address-level2",
    "postcode": "postal-code",
    "lines": "street-address",
    "country": "country-name",
}
DATE_TOKENS = {"day": "bday-day", "month": "bday-month", "year": "bday-year"}


def _words(question: QuestionView, t: Said) -> str:
    return f"{question.label} {t['optional']}" if question.optional else question.label


def label(question: QuestionView, t: Said) -> Shape:
    """Label of a single control; the page's heading when the question says so."""
    heading = question.legend_is_heading
    return {
        "text": _words(question, t),
        "isPageHeading": heading,
        "classes": "govuk-label--l" if heading else "govuk-label--s",
    }


def legend(question: QuestionView, t: Said) -> Shape:
    """Legend of a group of controls; the page's heading when the question says so."""
    heading = question.legend_is_heading
    return {
        "text": _words(question, t),
        "isPageHeading": heading,
        "classes": "govuk-fieldset__legend--l" if heading else "govuk-fieldset__legend--s",
    }


def hint(text: str) -> Shape | None:
    """The hint, if there is one."""
    return {"text": text} if text else None


def error(question: QuestionView, t: Said) -> Shape | None:
    """The message beside the field: the same words as in the summary."""
    return {"text": question.error, "visuallyHiddenText": t["error"]} if question.error else None


def all_that_apply(question: QuestionView, t: Said) -> str:
    """The hint of checkboxes, which says that several may be chosen unless label or hint say how many already."""
    instruction = t["all_that_apply"]
    said = f"{question.label} {question.hint}".lower().replace("'", "’")
    if instruction.rstrip(".").lower() in said or instruction.split()[0].lower() in question.hint.lower().split():
        return question.hint
    return f"{question.hint} {instruction}".strip()


def width_class(question: QuestionView) -> str:
    """The class for the expected length: the narrowest that has room."""
    spaced = " govuk-input--extra-letter-spacing" if question.input_mode == "numeric" and question.width > 5 else ""
    fits = [width for width in WIDTHS if width >= question.width]
    return f"govuk-input--width-{fits[0]}{spaced}" if question.width and fits else spaced.strip()


def count_words(question: QuestionView, t: Said, language: Language) -> Shape:
    """The limit of a long text and all that the counter says about it."""
    by_words = bool(question.max_words)
    limit = {"maxwords": question.max_words} if by_words else {"maxlength": question.max_length}
    return {
        **limit,
        "textareaDescriptionText": t["up_to_words" if by_words else "up_to_characters"],
        **COUNTS[language],
    }


def radio_items(question: QuestionView, t: Said) -> list[Shape]:
    """Radios, with a divider where an option has one; Yes and No for a yes-no question without own options."""
    chosen = question.chosen()
    if question.type == "yes_no" and not question.options:
        return [{"value": code, "text": t[code], "checked": code in chosen} for code in ("yes", "no")]
    items: list[Shape] = []
    for option in question.options:
        if option.divider:
            items.append({"divider": option.divider})
        items.append(
            {
                "value": option.value,
                "text": option.label,
                "hint": hint(option.hint),
                "checked": option.value in chosen,
                "id": question.id if option is question.options[0] else None,
            }
        )
    return items


def checkbox_items(question: QuestionView, t: Said) -> list[Shape]:
    """Checkboxes; an exclusive one comes after "or" and clears the others."""
    chosen = question.chosen()
    items: list[Shape] = []
    for option in question.options:
        if option.divider or (option.exclusive and items):
            items.append({"divider": option.divider or t["or"]})
        items.append(
            {
                "value": option.value,
                "text": option.label,
                "hint": hint(option.hint),
                "checked": option.value in chosen,
                "behaviour": "exclusive" if option.exclusive else None,
            }
        )
    return items


def select_items(question: QuestionView, t: Said) -> list[Shape]:
    """A list that starts with a blank option of its own."""
    chosen = question.chosen()
    blank = {"value": "", "text": question.blank or t["select_one"], "selected": not chosen}
    return [
        blank,
        *({"value": o.value, "text": o.label, "selected": o.value in chosen} for o in question.options),
    ]


def date_items(question: QuestionView, t: Said, end: str = "") -> list[Shape]:
    """Day, month and year; the wrong part is marked, or all three when none is named.

    end: of a range, ``from`` or ``to``: the parts of that date only.
    """
    start = f"{end}-" if end else ""
    parts = [part.removeprefix(start) for part in question.parts if part.startswith(start)]
    wrong = {question.error_field} & set(question.fields) or set(question.fields)
    birth = question.autocomplete == "bday"
    return [
        {
            "name": part,
            "label": t[part],
            "id": field_name(question.id, start + part),
            "value": question.text(start + part),
            # A month may be typed as a word, so its keyboard has letters.
            "inputmode": "text" if part == "month" else "numeric",
            "autocomplete": DATE_TOKENS[part] if birth else None,
            "classes": ("govuk-input--width-4" if part != "day" else "govuk-input--width-2")
            + (" govuk-input--error" if question.error and field_name(question.id, start + part) in wrong else ""),
        }
        for part in parts
    ]


def wrong_end(question: QuestionView, end: str) -> bool:
    """Whether the message of a range belongs to this one of its dates."""
    return question.error_target.startswith(field_name(question.id, end))


def address_token(question: QuestionView, part: str) -> str | None:
    """The browser's name for a part of the person's own address."""
    return ADDRESS_TOKENS[part] if question.autocomplete else None


def error_list(errors: Iterable[Link]) -> list[Shape]:
    """What the error summary lists."""
    return [{"text": found.text, "href": found.href or None} for found in errors]


def crumbs(links: Iterable[Link]) -> list[Shape]:
    """Breadcrumbs."""
    return [{"text": link.text, "href": link.href} for link in links]


def nav_items(items: Iterable[NavItem]) -> list[Shape]:
    """The navigation under the header."""
    return [{"text": item.text, "href": item.href, "current": item.current} for item in items]


def summary_rows(rows: Iterable[SummaryRow], t: Said) -> list[Shape]:
    """Answers as a summary list; a blank one says so."""
    return [
        {
            "key": {"html": _in(row.key_lang, escape(row.key))},
            "value": {"html": _lines(row, t)},
            "actions": {
                "items": [
                    {
                        "href": row.change_url,
                        "text": t["change"],
                        "visuallyHiddenText": row.change_hidden or row.key,
                    }
                ]
            }
            if row.change_url
            else None,
        }
        for row in rows
    ]


def item_rows(items: Iterable[ItemRow], t: Said) -> list[Shape]:
    """Things that were added, each with what can be done with it."""
    return [
        {
            "key": {"text": item.name},
            "value": {"text": t["incomplete"] if item.incomplete else ""},
            "actions": {
                "items": [
                    {
                        "href": item.change_url,
                        "text": t["complete_it" if item.incomplete else "change"],
                        "visuallyHiddenText": item.name,
                    },
                    {"href": item.remove_url, "text": t["remove"], "visuallyHiddenText": item.name},
                ]
            },
        }
        for item in items
    ]


def task_items(tasks: Iterable[TaskRow]) -> list[Shape]:
    """Sections of a task list. Only what still has to be done, or is wrong, is coloured."""
    return [
        {
            "title": {"text": task.title},
            "hint": hint(task.hint),
            "href": task.href or None,
            "status": _task_status(task),
        }
        for task in tasks
    ]


def _task_status(task: TaskRow) -> Shape:
    colour = {"in_progress": "govuk-tag--light-blue", "not_started": "govuk-tag--blue", "problem": "govuk-tag--red"}
    if task.kind in colour:
        return {"tag": {"text": task.status, "classes": colour[task.kind]}}
    unready = "govuk-task-list__status--cannot-start-yet" if task.kind in ("cannot_start", "not_needed") else ""
    return {"text": task.status, "classes": unready}


def _lines(row: SummaryRow, t: Said) -> Markup:
    lines: list[str | Markup] = [line for line in row.lines if line]
    lines += [_link(link) for link in row.links]
    if not lines:
        return Markup('<span class="ch-blank">{}</span>').format(t["not_provided"])
    text = Markup("<br>").join(escape(line) for line in lines)
    return _in(row.lang, text)


def _link(link: Link) -> Markup:
    hidden = Markup('<span class="govuk-visually-hidden"> {}</span>').format(link.hidden) if link.hidden else ""
    return Markup('<a class="govuk-link" href="{}">{}{}</a>').format(link.href, link.text, hidden)


def _in(language: str, text: Markup) -> Markup:
    return Markup('<span lang="{}">{}</span>').format(language, text) if language else text


def summary_card(part: SummaryPart) -> Shape | None:
    """The card around rows that have a title."""
    return {"title": {"text": part.title, "headingLevel": 2}} if part.title else None


def tag(state: TaggedState) -> Markup:
    """A status word, coloured when it has a colour."""
    if not state.colour:
        return escape(state.text)
    return Markup('<strong class="govuk-tag govuk-tag--{}">{}</strong>').format(state.colour, state.text)


def counts(language: Language) -> Shape:
    """What the counter of a long text says."""
    return dict(COUNTS[language])


def score_items(score: str, t: Said) -> list[Shape]:
    """The five answers of the satisfaction question, best first."""
    return [
        {"value": value, "text": t[f"score_{value}"], "checked": value == score} for value in ("5", "4", "3", "2", "1")
    ]


def filter_items(one: QueueFilter) -> list[Shape]:
    """The options of a filter with their counts: ticked where several may be chosen, selected where one is."""
    mark = "checked" if one.several else "selected"
    return [
        {"value": value, "text": f"{text} ({count})" if count else text, mark: value in one.chosen}
        for value, text, count in one.options
    ]


def pair_items(pairs: Iterable[tuple[str, str]], chosen: str, nobody: str) -> list[Shape]:
    """A list of people with "nobody" first."""
    offered = (("", nobody), *pairs)
    return [{"value": value, "text": text, "selected": value == chosen} for value, text in offered]


def urgency_tag(urgency: str, t: Said) -> Markup:
    """How near a deadline is, in a word and a colour."""
    colour, key = {"overdue": ("red", "overdue"), "today": ("orange", "due_today"), "soon": ("yellow", "due_soon")}[
        urgency
    ]
    return Markup('<strong class="govuk-tag govuk-tag--{}">{}</strong>').format(colour, t[key])


def version_rows(versions: Iterable[VersionRow]) -> list[tuple[str, ...]]:
    """The published versions as rows of a table."""
    return [(one.version, one.published, one.changes, one.run_by) for one in versions]


SHAPES = (
    label, legend, hint, error, all_that_apply, width_class, count_words, radio_items, checkbox_items, select_items,
    date_items, wrong_end, address_token, error_list, crumbs, nav_items, summary_rows, summary_card, tag,
    item_rows, task_items,
    counts, score_items, filter_items, pair_items, urgency_tag, version_rows,
)  # fmt: skip
